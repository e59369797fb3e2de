"use strict";
/* Canvases over the tiles: areas, pulsing rings, and every mark; redrawn when the view or the data change. */
const QUICK_MS = 8; // what takes no longer is drawn at every frame of a drag
const Scene = L.Layer.extend({
  initialize(state) {
    this.state = state;
    this.hits = [];
    this.shownLabels = [];
  },

  onAdd(map) {
    const pane = map.getPane("overlayPane");
    for (const name of ["ground", "beats", "canvas"]) {
      this[name] = L.DomUtil.create("canvas", "scene-canvas leaflet-zoom-animated", pane);
    }
    map.on("movestart", () => { this.moving = true; });
    map.on("moveend", () => { this.moving = false; });
    map.on("move", this.drawSoon, this);
    map.on("moveend viewreset zoomend resize", this.draw, this);
    map.on("zoomanim", this.follow, this);
    this.draw();
  },

  /* Keep the last picture in place while Leaflet animates a zoom. */
  follow(event) {
    const map = this._map;
    const scale = map.getZoomScale(event.zoom, this.drawnZoom);
    const drawn = map.project(this.drawnCentre, this.drawnZoom);
    const centre = map.project(this.drawnCentre, event.zoom);
    const origin = map._getNewPixelOrigin(event.center, event.zoom);
    const corner = map.getSize().multiplyBy(-0.5);
    const corners = [[this.beats, corner], [this.canvas, corner]];
    if (this.groundBounds) corners.push([this.ground, this.groundBounds.min.subtract(drawn)]);
    for (const [canvas, from] of corners) {
      L.DomUtil.setTransform(canvas, from.multiplyBy(scale).add(centre).subtract(origin), scale);
    }
  },

  /* While the map is dragged the last picture goes with it; with thousands of marks not every frame is drawn anew. */
  drawSoon() {
    if (this.soon) return;
    if (!(this.spent > QUICK_MS)) this.draw();
    else this.soon = setTimeout(() => this.draw(), 5 * this.spent);
  },

  draw() {
    clearTimeout(this.soon);
    this.soon = 0;
    const map = this._map;
    if (!map || !this.state.inks) return;
    const began = performance.now();
    const size = map.getSize();
    const ratio = window.devicePixelRatio || 1;
    this.drawnZoom = map.getZoom();
    this.drawnCentre = map.getCenter();
    this.beat();
    this.drawGround(`${this.drawnZoom} ${size} ${ratio}`, size, ratio);
    const ctx = this.fresh(this.canvas, size, ratio);
    this.hits = [];
    this.sheet = new Labels.Sheet(ctx, size.x, size.y, this.state.inks, this.state.scale, this.state.families);
    for (const [x, y, w, h] of this.state.reserved) this.sheet.block(x, y, w, h, "reserved");
    this.paint(ctx);
    this.baseNames();
    this.shownLabels = this.sheet.draw();
    this.scaleBar(ctx, size);
    this.spent = performance.now() - began;
  },

  /* Areas are costly and seldom change: they are drawn beyond the view, if it can be dragged, and go with the map. */
  drawGround(kind, size, ratio) {
    const view = this._map.getPixelBounds();
    if (kind === this.groundOf && this.groundBounds.contains(view)) return;
    const margin = size.multiplyBy(this.state.interactive ? 0.25 : 0)._floor();
    this.groundOf = kind;
    this.groundBounds = L.bounds(view.min.subtract(margin), view.max.add(margin));
    const ctx = this.fresh(this.ground, size.add(margin.multiplyBy(2)), ratio, margin.multiplyBy(-1));
    this.areas(ctx, this.groundBounds.min);
  },

  /* An empty canvas in place over the tiles, its corner at a point of the view. */
  fresh(canvas, size, ratio, corner = [0, 0]) {
    if (canvas.width !== Math.round(size.x * ratio) || canvas.height !== Math.round(size.y * ratio)) {
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
    }
    L.DomUtil.setTransform(canvas, this._map.containerPointToLayerPoint(corner), 1);
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, size.x, size.y);
    return ctx;
  },

  /* Only the pulsing rings, on a canvas of their own below the marks. */
  beat() {
    this.pulses(this.fresh(this.beats, this._map.getSize(), window.devicePixelRatio || 1));
  },

  paint(ctx) {
    this.areaLabels();
    this.routes(ctx);
    this.cameras(ctx);
    this.picked(ctx);
    this.slowings(ctx);
    this.closures(ctx);
    this.depots(ctx);
    this.teams(ctx);
    this.incidents(ctx);
    this.pointer(ctx);
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
      this.mark("camera", id, p, size, 5);
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
