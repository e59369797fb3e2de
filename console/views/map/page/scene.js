"use strict";
/* One canvas over the tiles that draws every mark; redrawn when the view or the data change. */
const Scene = L.Layer.extend({
  initialize(state) {
    this.state = state;
    this.hits = [];
    this.shownLabels = [];
  },

  onAdd(map) {
    this.canvas = L.DomUtil.create("canvas", "scene-canvas leaflet-zoom-animated", map.getPane("overlayPane"));
    map.on("move viewreset zoomend resize", this.draw, this);
    map.on("zoomanim", this.follow, this);
    this.draw();
  },

  /* Keep the last picture in place while Leaflet animates a zoom. */
  follow(event) {
    const map = this._map;
    const scale = map.getZoomScale(event.zoom, this.drawnZoom);
    const half = map.getSize().multiplyBy(0.5);
    const centre = map.project(this.drawnCentre, event.zoom);
    const offset = half.multiplyBy(-scale).add(centre).subtract(map._getNewPixelOrigin(event.center, event.zoom));
    L.DomUtil.setTransform(this.canvas, offset, scale);
  },

  draw() {
    const map = this._map;
    if (!map || !this.state.inks) return;
    const size = map.getSize();
    const ratio = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(size.x * ratio) || this.canvas.height !== Math.round(size.y * ratio)) {
      this.canvas.width = Math.round(size.x * ratio);
      this.canvas.height = Math.round(size.y * ratio);
      this.canvas.style.width = `${size.x}px`;
      this.canvas.style.height = `${size.y}px`;
    }
    L.DomUtil.setTransform(this.canvas, map.containerPointToLayerPoint([0, 0]), 1);
    this.drawnZoom = map.getZoom();
    this.drawnCentre = map.getCenter();
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, size.x, size.y);
    this.hits = [];
    this.sheet = new Labels.Sheet(ctx, size.x, size.y, this.state.inks, this.state.scale, this.state.families);
    for (const [x, y, w, h] of this.state.reserved) this.sheet.block(x, y, w, h, "reserved");
    this.paint(ctx, size);
    this.baseNames();
    this.shownLabels = this.sheet.draw();
    this.scaleBar(ctx, size);
  },

  paint(ctx, size) {
    this.areas(ctx, size);
    this.routes(ctx);
    this.closures(ctx);
    this.pulses(ctx);
    this.cameras(ctx);
    this.depots(ctx);
    this.teams(ctx);
    this.incidents(ctx);
  },

  /* Letters of the base map, which labels keep off where they can. */
  baseNames() {
    const { names } = this.state;
    const zoom = this._map.getZoom();
    if (!names || names.zoom !== Math.floor(zoom)) return;
    const grow = this._map.getZoomScale(zoom, names.zoom);
    const corner = this._map.getPixelBounds().min;
    for (let i = 0; i < names.spots.length; i += 2) {
      const x = (names.corner[0] + names.spots[i]) * grow - corner.x;
      const y = (names.corner[1] + names.spots[i + 1]) * grow - corner.y;
      this.sheet.avoid(x, y, 8 * grow, true);
    }
  },

  point(at) {
    return this._map.latLngToContainerPoint(at);
  },

  each(layer, visit) {
    if (this.state.shows[layer] === false) return;
    for (const [id, mark] of this.state.layers.get(layer) || []) visit(id, mark);
  },

  /* Remember where a mark is, for clicks, and keep labels off it. */
  mark(kind, id, p, radius, rank) {
    this.hits.push({ kind, id, x: p.x, y: p.y, radius: Math.max(radius + 4, 12), rank });
    this.sheet.block(p.x - radius, p.y - radius, radius * 2, radius * 2, `${kind}:${id}`);
    if (this.state.selected === `${kind}:${id}`) {
      Shapes.ring(this.canvas.getContext("2d"), p.x, p.y, this.state.inks, radius);
    }
  },

  trace(ctx, points, close) {
    ctx.beginPath();
    points.forEach((at, i) => {
      const p = this.point(at);
      if (i) ctx.lineTo(p.x, p.y); else ctx.moveTo(p.x, p.y);
    });
    if (close) ctx.closePath();
  },

  areas(ctx) {
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
        for (const ring of area.rings) {
          this.trace(ctx, ring, true);
          ctx.fillStyle = Shapes.faded(colour, fill);
          ctx.fill();
          ctx.setLineDash(dash);
          ctx.lineWidth = 1.3;
          ctx.strokeStyle = Shapes.faded(colour, edge);
          ctx.stroke();
          ctx.setLineDash([]);
        }
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
      const p = this.halfway(closure.points);
      Shapes.noEntry(ctx, p.x, p.y, inks, 9 * scale);
      this.mark("closure", id, p, 10 * scale, 5);
      if (closure.label) {
        this.sheet.want(`closure:${id}`, 30, p.x, p.y, 9 * scale, [{ text: closure.label, ink: inks.text }]);
      }
    });
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

  pulses(ctx) {
    const { inks, scale, phase, still } = this.state;
    this.each("incidents", (id, mark) => {
      if (!mark.urgent) return;
      const p = this.point(mark.at);
      Shapes.pulse(ctx, p.x, p.y, inks.danger, 11 * scale, phase, still);
    });
  },

  cameras(ctx) {
    const { inks, scale } = this.state;
    const zoom = this._map.getZoom();
    const reach = Math.min(64, 26 * 2 ** (zoom - 16)) * scale;
    this.each("cameras", (id, mark) => {
      const p = this.point(mark.at);
      Shapes.cone(ctx, p.x, p.y, mark, inks, mark.selected ? Math.max(reach, 36) * 1.3 : reach);
      const size = (mark.selected ? 7 : zoom < 15.5 ? 4 : 5.5) * scale;
      Shapes.camera(ctx, p.x, p.y, mark, inks, size);
      this.mark("camera", id, p, size, 4);
      if (mark.selected || this.state.hover === `camera:${id}`) {
        this.sheet.want(`camera:${id}`, mark.selected ? 25 : 3, p.x, p.y, size, [{ text: mark.label, ink: inks.muted }]);
      }
    });
  },

  depots(ctx) {
    const { inks, scale } = this.state;
    this.each("depots", (id, mark) => {
      const p = this.point(mark.at);
      Shapes.depot(ctx, p.x, p.y, inks, 8 * scale);
      this.mark("depot", id, p, 8 * scale, 3);
      const rank = this.state.hover === `depot:${id}` ? 3 : 60;
      this.sheet.want(`depot:${id}`, rank, p.x, p.y, 8 * scale, [{ text: mark.label, ink: inks.muted }]);
    });
  },

  teams(ctx) {
    const { inks, scale } = this.state;
    const busy = new Set(["en_route", "on_scene", "acknowledged", "notified"]);
    const teams = [];
    this.each("teams", (id, mark) => teams.push([id, mark]));
    teams.sort((a, b) => busy.has(a[1].state) - busy.has(b[1].state) || (a[0] < b[0] ? -1 : 1));
    for (const [id, mark] of teams) {
      const p = this.point(mark.at);
      const quiet = mark.state === "off_duty" || mark.state === "out_of_service";
      const size = (quiet ? 5.5 : busy.has(mark.state) ? 9.5 : 8) * scale;
      Shapes.team(ctx, p.x, p.y, mark, inks, size);
      this.mark("team", id, p, size, 2);
      const state = inks.states[mark.late ? "late" : mark.state] || inks.states.unknown;
      const parts = [{ text: mark.label, ink: quiet ? inks.muted : inks.text }];
      if (mark.note) parts.push({ text: mark.note, ink: state.ink });
      const chosen = this.state.hover === `team:${id}` || this.state.selected === `team:${id}`;
      const rank = chosen ? 3 : busy.has(mark.state) ? 20 : quiet ? 70 : 50;
      this.sheet.want(`team:${id}`, rank, p.x, p.y, size + 2, parts);
    }
  },

  incidents(ctx) {
    const { inks, scale } = this.state;
    const incidents = [];
    this.each("incidents", (id, mark) => incidents.push([id, mark]));
    incidents.sort((a, b) => a[1].selected - b[1].selected || a[1].urgent - b[1].urgent);
    for (const [id, mark] of incidents) {
      const p = this.point(mark.at);
      Shapes.incident(ctx, p.x, p.y, mark, inks, 11 * scale);
      this.mark("incident", id, p, 11 * scale, 1);
      const text = mark.level ? `${mark.label} · ${mark.level}` : mark.label;
      const boxed = mark.urgent ? inks.danger : mark.selected ? inks.accent : "";
      const rank = mark.selected ? 0 : mark.urgent ? 1 : 10;
      this.sheet.want(`incident:${id}`, rank, p.x, p.y, 11 * scale, [{ text, ink: inks.text, bold: mark.urgent }], boxed);
    }
  },

  scaleBar(ctx, size) {
    const { inks, scale, families } = this.state;
    const middle = size.divideBy(2);
    const metres = this._map.containerPointToLatLng(middle)
      .distanceTo(this._map.containerPointToLatLng(middle.add([100, 0])));
    const step = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10].find(m => m <= metres * 1.2) || 10;
    const w = step / metres * 100;
    const x = 14;
    const y = size.y - 14;
    ctx.beginPath();
    ctx.moveTo(x, y - 5);
    ctx.lineTo(x, y);
    ctx.lineTo(x + w, y);
    ctx.lineTo(x + w, y - 5);
    for (const [width, ink] of [[4, Shapes.faded(inks.map.halo, 0.8)], [1.6, inks.text]]) {
      ctx.lineWidth = width;
      ctx.strokeStyle = ink;
      ctx.stroke();
    }
    const text = step >= 1000 ? `${step / 1000} km` : `${step} m`;
    ctx.font = `${Math.round(11 * scale)}px ${families}`;
    ctx.textAlign = "left";
    ctx.textBaseline = "alphabetic";
    ctx.lineWidth = 3;
    ctx.strokeStyle = Shapes.faded(inks.map.halo, 0.8);
    ctx.strokeText(text, x + 5, y - 5);
    ctx.fillStyle = inks.text;
    ctx.fillText(text, x + 5, y - 5);
  },

  /* The most important mark under a point of the container, or null. */
  at(point) {
    let best = null;
    for (const hit of this.hits) {
      const far = Math.hypot(hit.x - point.x, hit.y - point.y);
      if (far > hit.radius) continue;
      if (!best || hit.rank < best.rank || (hit.rank === best.rank && far < best.far)) best = { ...hit, far };
    }
    return best;
  },
});
