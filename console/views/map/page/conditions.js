"use strict";
/* What is not as usual on the roads: closed, slowed, and the stretches picked to be changed. */
Scene.include({
  closures(ctx) {
    const { inks, scale } = this.state;
    this.each("closures", (id, closure) => {
      this.trace(ctx, closure.points);
      ctx.lineWidth = 6 * scale;
      ctx.lineCap = "butt";
      ctx.strokeStyle = Shapes.faded(inks.overlay, 0.8);
      ctx.stroke();
      ctx.lineWidth = 3.5 * scale;
      ctx.setLineDash([5 * scale, 4 * scale]);
      ctx.strokeStyle = inks.states.late.fill;
      ctx.stroke();
      ctx.setLineDash([]);
      this.keepOff(closure.points);
      const p = this.halfway(closure.points);
      Shapes.noEntry(ctx, p.x, p.y, inks, 9 * scale);
      this.mark("closure", id, p, 10 * scale, 4);
      if (closure.label) {
        this.sheet.want(`closure:${id}`, 30, p.x, p.y, 9 * scale, [{ text: closure.label, ink: inks.text }], "", true);
      }
    });
  },

  /* Bars across the road, like bumps, and what is left of the speed on a plate. */
  slowings(ctx) {
    const { inks, scale, families } = this.state;
    this.each("slowings", (id, slowing) => {
      this.trace(ctx, slowing.points);
      ctx.lineJoin = "round";
      ctx.lineCap = "butt";
      ctx.lineWidth = 10 * scale;
      ctx.strokeStyle = Shapes.faded(inks.overlay, 0.72);
      ctx.stroke();
      ctx.lineWidth = 8 * scale;
      ctx.setLineDash([2.5 * scale, 4.5 * scale]);
      ctx.strokeStyle = inks.states.at_risk.fill;
      ctx.stroke();
      ctx.setLineDash([]);
      this.keepOff(slowing.points);
      if (!slowing.first && this.length(slowing.points) < 110 * scale) return;
      const p = this.halfway(slowing.points);
      const half = Shapes.plate(ctx, p.x, p.y, slowing.speed, inks, scale, families);
      this.mark("slowing", id, p, half, 4);
      if (slowing.label) {
        this.sheet.want(`slowing:${id}`, 30, p.x, p.y, 10 * scale, [{ text: slowing.label, ink: inks.text }], "", true);
      }
    });
  },

  /* Rails on both sides, so that the road and what is marked on it stay visible. */
  picked(ctx) {
    const { inks, scale } = this.state;
    ctx.lineJoin = ctx.lineCap = "round";
    for (const [width, ink] of [[20, Shapes.faded(inks.accent, 0.34)], [13, Shapes.faded(inks.accent, 0.5)]]) {
      this.each("picked", (_, road) => {
        this.trace(ctx, road.points);
        ctx.lineWidth = width * scale;
        ctx.strokeStyle = ink;
        ctx.stroke();
      });
    }
    ctx.lineCap = "butt";
  },

  length(points) {
    const spots = points.map(at => this.point(at));
    return spots.slice(1).reduce((sum, p, i) => sum + p.distanceTo(spots[i]), 0);
  },

  halfway(points) {
    const spots = points.map(at => this.point(at));
    const lengths = spots.slice(1).map((p, i) => p.distanceTo(spots[i]));
    let left = lengths.reduce((a, b) => a + b, 0) / 2;
    for (let i = 0; i < lengths.length; i++) {
      if (left <= lengths[i] && lengths[i] > 0) {
        const share = left / lengths[i];
        return spots[i].add(spots[i + 1].subtract(spots[i]).multiplyBy(share));
      }
      left -= lengths[i];
    }
    return spots[0];
  },
});
