"use strict";
/* The part of the scene that is lines and areas: reach, cover, grids, routes. */
Scene.include({
  trace(ctx, points) {
    ctx.beginPath();
    this.addLine(ctx, points);
  },

  addLine(ctx, points) {
    points.forEach((at, i) => {
      const p = this.point(at);
      if (i) ctx.lineTo(p.x, p.y); else ctx.moveTo(p.x, p.y);
    });
  },

  /* Drawn on a canvas whose corner is a point of the whole map, in pixels. */
  areas(ctx, corner) {
    const { inks } = this.state;
    const looks = {
      reach: [inks.accent, 0.07, 0.75, [6, 5]],
      cover: [inks.states.available.fill, 0.10, 0.5, []],
      gap: [inks.states.late.fill, 0.14, 0.8, [3, 4]],
      grids: [inks.map.grid, 0, 0.85, []],
    };
    for (const layer of ["cover", "reach", "grids"]) {
      this.each(layer, (id, area) => {
        const [colour, fill, edge, dash] = looks[area.kind || "grids"];
        if (!area.rings.length) return;
        const outline = this.outline(area);
        ctx.save();
        ctx.translate(outline.base.x - corner.x, outline.base.y - corner.y);
        ctx.fillStyle = Shapes.faded(colour, fill);
        ctx.fill(outline.path, "evenodd");
        ctx.setLineDash(dash);
        ctx.lineWidth = 1.3;
        ctx.strokeStyle = Shapes.faded(colour, edge);
        ctx.stroke(outline.path);
        ctx.restore();
      });
    }
  },

  /* The rings of an area in pixels from its first point; kept for as long as the zoom stays. */
  outline(area) {
    const zoom = this._map.getZoom();
    if (area.outline && area.outline.zoom === zoom) return area.outline;
    const base = this._map.project(area.rings[0][0], zoom);
    const path = new Path2D();
    for (const ring of area.rings) {
      ring.forEach((at, i) => {
        const p = this._map.project(at, zoom);
        if (i) path.lineTo(p.x - base.x, p.y - base.y); else path.moveTo(p.x - base.x, p.y - base.y);
      });
      path.closePath();
    }
    area.outline = { zoom, base, path };
    return area.outline;
  },

  areaLabels() {
    for (const layer of ["cover", "reach", "grids"]) {
      this.each(layer, (id, area) => {
        if (area.label && area.rings.length) this.areaLabel(layer, id, area);
      });
    }
  },

  areaLabel(layer, id, area) {
    const bounds = L.latLngBounds(area.rings[0]);
    const top = this.point([bounds.getNorth(), bounds.getCenter().lng]);
    const p = layer === "grids" ? this.point(bounds.getCenter()) : top;
    const room = this.point([bounds.getCenter().lat, bounds.getEast()]).x - p.x;
    if (layer === "grids" && room < 26) return;
    const ink = layer === "grids" ? this.state.inks.map.name : this.state.inks.accent;
    this.sheet.want(`${layer}:${id}`, 80, p.x, p.y, 0, [{ text: area.label, ink, px: 11 }]);
  },

  routes(ctx) {
    const { inks, scale } = this.state;
    const rank = { returning: 0, planned: 1, en_route: 2 };
    const routes = [];
    this.each("routes", (id, route) => routes.push([id, route]));
    routes.sort((a, b) => rank[a[1].state] - rank[b[1].state]);
    ctx.lineJoin = ctx.lineCap = "round";
    for (const [, route] of routes) {
      const colour = { en_route: inks.states.en_route, planned: inks.states.notified,
        returning: inks.states.returning }[route.state].fill;
      this.trace(ctx, route.points);
      ctx.lineWidth = 8 * scale;
      ctx.strokeStyle = Shapes.faded(inks.overlay, 0.75);
      ctx.stroke();
      ctx.lineWidth = (route.state === "returning" ? 2.5 : 4) * scale;
      ctx.lineCap = route.state === "en_route" ? "round" : "butt";
      ctx.setLineDash({ en_route: [], planned: [9, 6], returning: [2, 5] }[route.state].map(n => n * scale));
      ctx.strokeStyle = colour;
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.lineCap = "round";
      this.keepOff(route.points);
      if (route.state === "en_route") this.chevrons(ctx, route.points, inks.overlay);
    }
  },

  keepOff(points) {
    for (let i = 1; i < points.length; i++) {
      const a = this.point(points[i - 1]);
      const b = this.point(points[i]);
      const steps = Math.ceil(a.distanceTo(b) / 12);
      for (let k = 0; k < steps; k++) {
        this.sheet.avoid(a.x + (b.x - a.x) * k / steps, a.y + (b.y - a.y) * k / steps, 4, false);
      }
    }
  },

  chevrons(ctx, points, ink) {
    const { scale } = this.state;
    let left = 46;
    for (let i = 1; i < points.length; i++) {
      const a = this.point(points[i - 1]);
      const b = this.point(points[i]);
      const length = Math.hypot(b.x - a.x, b.y - a.y);
      let at = left;
      for (; at < length; at += 74) {
        ctx.save();
        ctx.translate(a.x + (b.x - a.x) * at / length, a.y + (b.y - a.y) * at / length);
        ctx.rotate(Math.atan2(b.y - a.y, b.x - a.x));
        ctx.scale(scale, scale);
        ctx.beginPath();
        ctx.moveTo(-1.8, -2.4);
        ctx.lineTo(1.8, 0);
        ctx.lineTo(-1.8, 2.4);
        ctx.lineWidth = 1.5;
        ctx.strokeStyle = ink;
        ctx.stroke();
        ctx.restore();
      }
      left = at - length;
    }
  },
});
