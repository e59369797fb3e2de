"use strict";
/* The part of the scene that is many and moves: teams. */
Scene.include({
  /* Where marks are without Leaflet's objects: pixels of the world at this zoom, and what to take off. */
  frame() {
    const pane = this._map._getMapPanePos();
    const origin = this._map.getPixelOrigin();
    return { world: 256 * 2 ** this._map.getZoom(), x: origin.x - pane.x, y: origin.y - pane.y };
  },

  /* A mark's place on the world's square of side 1, kept until it moves. */
  world(mark) {
    if (!mark.world) {
      const sine = Math.sin(mark.at[0] * Math.PI / 180);
      mark.world = [mark.at[1] / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
    }
    return mark.world;
  },

  /* Teams in the order they are painted: those at work over the others. Kept until one is new or looks different. */
  inOrder() {
    if (!this.order) {
      this.order = [...(this.state.layers.get("teams") || [])];
      this.order.sort((a, b) => BUSY.has(a[1].state) - BUSY.has(b[1].state) || (a[0] < b[0] ? -1 : 1));
    }
    return this.order;
  },

  teams(ctx) {
    this.crowd = this.inView();
    const ratio = window.devicePixelRatio || 1;
    if (this.crowd.length > NAMED) {
      this.mosaic(ctx, ratio);
    } else {
      for (const team of this.crowd) {
        const { image, half, side } = Sprites.of(team.mark, this.state.inks, team.radius, ratio);
        ctx.drawImage(image, team.x - half, team.y - half, side, side);
        this.sheet.block(team.x - team.radius, team.y - team.radius, team.radius * 2, team.radius * 2, `team:${team.id}`);
      }
    }
    this.nameTeams();
  },

  inView() {
    const found = [];
    if (this.state.shows.teams === false) return found;
    const { scale } = this.state;
    const size = this._map.getSize();
    const frame = this.frame();
    for (const [id, mark] of this.inOrder()) {
      const [east, south] = this.world(mark);
      const x = Math.round(east * frame.world) - frame.x;
      const y = Math.round(south * frame.world) - frame.y;
      if (x < -EDGE || y < -EDGE || x > size.x + EDGE || y > size.y + EDGE) continue;
      const quiet = mark.state === "off_duty" || mark.state === "out_of_service";
      found.push({ id, mark, x, y, quiet, radius: (quiet ? 5.5 : BUSY.has(mark.state) ? 9.5 : 8) * scale });
    }
    if (found.length > DENSE) {
      for (const team of found) {
        team.plain = !BUSY.has(team.mark.state);
        if (team.plain) team.radius = 5 * scale;
      }
    }
    return found;
  },

  /* All of a crowd in one picture. */
  mosaic(ctx, ratio) {
    const { width, height } = this.canvas;
    if (!this.sheetOfAll || this.sheetOfAll.width !== width || this.sheetOfAll.height !== height) {
      this.sheetOfAll = new Sprites.Mosaic(width, height);
    }
    const all = this.sheetOfAll;
    all.clear();
    for (const { mark, x, y, radius, plain } of this.crowd) {
      const sprite = Sprites.of(mark, this.state.inks, radius, ratio, plain);
      all.put(sprite, Math.round((x - sprite.half) * ratio), Math.round((y - sprite.half) * ratio));
    }
    ctx.putImageData(all.data, 0, 0);
    this.sheet.covered = r => all.holds(r.x * ratio, r.y * ratio, r.w * ratio, r.h * ratio);
  },

  /* In a crowd only those at work have names: there is no room for more. */
  nameTeams() {
    const { inks, selected, hover } = this.state;
    const [chosen, under] = [selected, hover].map(mark => mark.startsWith("team:") ? mark.slice(5) : null);
    const many = this.crowd.length > NAMED;
    let left = NAMED / 2;
    for (const { id, mark, x, y, radius, quiet } of this.crowd) {
      const busy = BUSY.has(mark.state);
      if (id === chosen) Shapes.ring(this.ctx, x, y, inks, radius);
      else if (many && id !== under && (!(busy || mark.late) || left-- <= 0)) continue;
      const state = inks.states[mark.late ? "late" : mark.state] || inks.states.unknown;
      const parts = [{ text: mark.label, ink: quiet ? inks.muted : inks.text }];
      if (mark.note) parts.push({ text: mark.note, ink: state.ink });
      const rank = id === chosen || id === under ? 3 : busy ? 20 : quiet ? 70 : 50;
      this.sheet.want(`team:${id}`, rank, x, y, radius + 2, parts);
    }
  },

  /* The most important mark under a point of the container, or null. */
  at(point) {
    let best = null;
    const look = (kind, id, hit, radius, rank) => {
      const far = Math.hypot(hit.x - point.x, hit.y - point.y);
      if (far > radius) return;
      if (!best || rank < best.rank || (rank === best.rank && far < best.far)) {
        best = { kind, id, x: hit.x, y: hit.y, radius, rank, far };
      }
    };
    for (const hit of this.hits) look(hit.kind, hit.id, hit, hit.radius, hit.rank);
    for (const team of this.crowd || []) look("team", team.id, team, Math.max(team.radius + 4, 12), 2);
    return best;
  },
});
