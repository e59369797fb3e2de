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
    const { tints } = this.state;
    const looks = {
      heat: [inks.states.late.fill, 0.5, 0, []],
      reach: [inks.accent, 0.07, 0.75, [6, 5]],
      cover: [inks.states.available.fill, 0.10, 0.5, []],
      gap: [inks.states.late.fill, 0.14, 0.8, [3, 4]],
      grids: [inks.map.grid, 0, 0.85, []],
    };
    for (const layer of ["cover", "grids", "heat", "reach"]) {
      this.each(layer, (id, area) => {
        const [colour, fill, edge, dash] = looks[area.kind || "grids"];
        const tint = layer === "grids" ? tints[id] : null;
        if (!area.rings.length) return;
        const outline = this.outline(area);
        ctx.save();
        ctx.translate(outline.base.x - corner.x, outline.base.y - corner.y);
        ctx.fillStyle = tint ? Shapes.faded(inks.states[tint.state].fill, 0.12 + 0.4 * tint.share)
          : Shapes.faded(colour, area.kind === "heat" ? 0.08 + fill * area.share : fill);
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
    const tint = layer === "grids" ? this.state.tints[id] : null;
    const ink = tint ? this.state.inks.text : layer === "grids" ? this.state.inks.map.name : this.state.inks.accent;
    const parts = tint && room < 60 ? [] : [{ text: area.label, ink, px: 11 }]; // a short word finds room more often
    if (tint) parts.push({ text: tint.words, ink, px: 11, bold: true });
    this.sheet.want(`${layer}:${id}`, tint ? 12 : 80, p.x, p.y, 0, parts);
  },

  routes(ctx) {
    const { inks, scale } = this.state;
    const rank = { returning: 0, planned: 1, en_route: 2 };
    const routes = [];
    this.each("routes", (id, route) => routes.push([id, route]));
    routes.sort((a, b) => rank[a[1].state] - rank[b[1].state]);
    ctx.lineJoin = ctx.lineCap = "round";
    for (const [id, route] of routes) {
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
      if (route.label) {
        const p = this.halfway(route.points);
        this.sheet.want(`route:${id}`, 22, p.x, p.y, 6 * scale, [{ text: route.label, ink: inks.text }], "", true);
      }
    }
  },

  /* Where teams came from: fading the farther back. */
  trails(ctx) {
    const { inks, scale } = this.state;
    ctx.lineCap = "round";
    this.each("trails", (id, trail) => {
      const ink = (inks.states[trail.state] || inks.states.unknown).fill;
      const spots = trail.points.map(at => this.point(at));
      for (let i = 1; i < spots.length; i++) {
        ctx.beginPath();
        ctx.moveTo(spots[i - 1].x, spots[i - 1].y);
        ctx.lineTo(spots[i].x, spots[i].y);
        ctx.lineWidth = 3 * scale;
        ctx.strokeStyle = Shapes.faded(ink, 0.12 + 0.55 * i / spots.length);
        ctx.stroke();
      }
    });
    ctx.lineCap = "butt";
  },

  /* A line measured on the ground, one along the roads, and what was found by its name. */
  measured(ctx) {
    const { inks, scale } = this.state;
    const looks = { straight: [2, [6, 5]], road: [4, []], found: [7, []] };
    this.each("measured", (id, line) => {
      const [width, dash] = looks[line.kind] || looks.straight;
      const spots = line.points.map(at => this.point(at));
      this.trace(ctx, line.points);
      ctx.lineJoin = "round";
      for (const [extra, ink] of [[3, Shapes.faded(inks.overlay, 0.8)], [0, inks.accent]]) {
        ctx.lineWidth = (width + extra) * scale;
        ctx.setLineDash(dash.map(n => n * scale));
        ctx.strokeStyle = line.kind === "found" && !extra ? Shapes.faded(inks.accent, 0.75) : ink;
        ctx.stroke();
      }
      ctx.setLineDash([]);
      for (const p of line.kind === "straight" ? spots : []) {
        ctx.beginPath();
        ctx.arc(p.x, p.y, 4.5 * scale, 0, 7);
        ctx.fillStyle = inks.overlay;
        ctx.fill();
        ctx.lineWidth = 2 * scale;
        ctx.strokeStyle = inks.accent;
        ctx.stroke();
      }
      const end = spots[spots.length - 1];
      if (line.label) this.sheet.want(`measured:${id}`, 2, end.x, end.y, 8 * scale, [{ text: line.label, ink: inks.text, bold: true }], inks.accent);
    });
  },

  /* Where something was found. */
  pins(ctx) {
    const { inks, scale } = this.state;
    this.each("pins", (id, pin) => {
      const p = this.point(pin.at);
      for (const [radius, ink] of [[13, Shapes.faded(inks.overlay, 0.85)], [11, inks.accent]]) {
        ctx.beginPath();
        ctx.arc(p.x, p.y, radius * scale, 0, 7);
        ctx.lineWidth = 3 * scale;
        ctx.strokeStyle = ink;
        ctx.stroke();
      }
      this.sheet.want(`pin:${id}`, 2, p.x, p.y, 13 * scale, [{ text: pin.label, ink: inks.text, bold: true }], inks.accent);
    });
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
