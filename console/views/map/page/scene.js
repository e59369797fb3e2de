"use strict";
/* Canvases over the tiles: areas, pulsing rings, what stands, and what moves with every label over it. What stands is
   redrawn when the view or its data change; teams that only move cost their own canvas and the labels. */
const BUSY = new Set(["en_route", "on_scene", "acknowledged", "notified"]);
const EDGE = 40; // what lies farther outside the view than this is not painted
const NAMED = 400; // so many teams in view may all have their names
const DENSE = 1500; // from so many teams in view on, those not at work are drawn smaller
const PULSE = 11; // the radius of a ring when it begins
const QUICK_MS = 8; // what takes no longer is drawn at every frame of a drag
const Scene = L.Layer.extend({
  initialize(state) {
    this.state = state;
    this.hits = [];
    this.shownLabels = [];
    this.beatsAt = L.point(0, 0);
  },

  onAdd(map) {
    const pane = map.getPane("overlayPane");
    for (const name of ["ground", "beats", "standing", "canvas"]) {
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
    const corners = [[this.beats, corner.add(this.beatsAt)], [this.standing, corner], [this.canvas, corner]];
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
    this.drawStanding(size, ratio);
    this.drawTop();
    this.spent = performance.now() - began;
  },

  /* Routes, cameras, roads, depots, and what every label has to keep off. */
  drawStanding(size, ratio) {
    const ctx = this.ctx = this.fresh(this.standing, size, ratio);
    this.hits = [];
    this.sheet = new Labels.Sheet(ctx, size.x, size.y, this.state.inks, this.state.scale, this.state.families);
    for (const [x, y, w, h] of this.state.reserved) this.sheet.block(x, y, w, h, "reserved");
    this.areaLabels();
    this.trails(ctx);
    this.measured(ctx);
    this.routes(ctx);
    this.cameras(ctx);
    this.picked(ctx);
    this.slowings(ctx);
    this.closures(ctx);
    this.depots(ctx);
    this.pins(ctx);
    this.baseNames();
    this.scaleBar(ctx, size);
    this.below = { hits: this.hits, sheet: this.sheet };
  },

  /* Teams, incidents and all labels, over what stands as it was drawn last. */
  drawTop() {
    if (!this.below) return;
    const ctx = this.ctx = this.fresh(this.canvas, this._map.getSize(), window.devicePixelRatio || 1);
    this.hits = this.below.hits.slice();
    this.sheet = this.below.sheet.above(ctx);
    this.teams(ctx);
    this.incidents(ctx);
    this.pointer(ctx);
    this.shownLabels = this.sheet.draw();
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

  /* Only the pulsing rings, below the marks, on a canvas no larger than they need: all of it is composed anew each time. */
  beat() {
    const box = this.pulsing();
    this.beatsAt = box.min;
    const ctx = this.fresh(this.beats, box.getSize(), window.devicePixelRatio || 1, box.min);
    ctx.translate(-box.min.x, -box.min.y);
    this.pulses(ctx);
  },

  /* The part of the view in which something pulses. */
  pulsing() {
    const whole = L.bounds([0, 0], this._map.getSize());
    const found = L.bounds([]);
    const reach = L.point(1, 1).multiplyBy(Math.ceil(PULSE * 3.5 * this.state.scale));
    this.each("incidents", (id, mark) => {
      const p = this.point(mark.at).floor();
      const around = L.bounds(p.subtract(reach), p.add(reach));
      if (mark.urgent && around.intersects(whole)) found.extend(around.min).extend(around.max);
    });
    return found.isValid() ? found : L.bounds([0, 0], [1, 1]);
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
      Shapes.ring(this.ctx, p.x, p.y, this.state.inks, radius);
    }
  },

  pulses(ctx) {
    const { inks, scale, phase, still } = this.state;
    this.each("incidents", (id, mark) => {
      if (!mark.urgent) return;
      const p = this.point(mark.at);
      Shapes.pulse(ctx, p.x, p.y, inks.danger, PULSE * scale, phase, still);
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
    const credit = this.state.under && this.state.under.credit;
    for (const [words, left] of [[text, x + 5], [credit || "", x + Math.max(w, 70) + 12]]) {
      ctx.strokeText(words, left, y - 5);
      ctx.fillStyle = inks.text;
      ctx.fillText(words, left, y - 5);
    }
  },
});
