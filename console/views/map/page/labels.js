"use strict";
/* Words beside marks: the most important first, none over another, none over a mark, none cut by the edge. */
const Labels = (() => {
  const GAP = 5;
  const CELL = 64;
  const MINOR = 60; // from this rank on a label is left out rather than laid over the base map's names

  function touches(r, t) {
    return r.x + r.w + 2 >= t.x && t.x + t.w + 2 >= r.x && r.y + r.h + 1 >= t.y && t.y + t.h + 1 >= r.y;
  }

  const widths = new Map();

  /* How wide a text is in a font; asked for each label at each drawing, so it is remembered. */
  function widthOf(ctx, font, text) {
    const key = `${font}\n${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      if (widths.size > 20000) widths.clear();
      ctx.font = font;
      width = ctx.measureText(text).width;
      widths.set(key, width);
    }
    return width;
  }

  /* Rectangles by the cells they touch, so that asking what is near stays short with thousands of marks. */
  class Cells {
    constructor() {
      this.cells = new Map();
    }

    add(r) {
      const [right, low] = [Math.floor((r.x + r.w) / CELL), Math.floor((r.y + r.h) / CELL)];
      for (let i = Math.floor(r.x / CELL); i <= right; i++) {
        for (let j = Math.floor(r.y / CELL); j <= low; j++) {
          const cell = this.cells.get(i * 4096 + j);
          if (cell) cell.push(r); else this.cells.set(i * 4096 + j, [r]);
        }
      }
    }

    /* Whether anything near meets the test; one thing may be asked about twice. */
    some(r, test) {
      const [right, low] = [Math.floor((r.x + r.w + 2) / CELL), Math.floor((r.y + r.h + 1) / CELL)];
      for (let i = Math.floor((r.x - 2) / CELL); i <= right; i++) {
        for (let j = Math.floor((r.y - 1) / CELL); j <= low; j++) {
          const cell = this.cells.get(i * 4096 + j);
          if (cell && cell.some(test)) return true;
        }
      }
      return false;
    }

    touching(r, test) {
      const found = new Set();
      this.some(r, t => { if (touches(r, t) && test(t)) found.add(t); return false; });
      return [...found];
    }
  }

  class Sheet {
    constructor(ctx, width, height, inks, scale, families) {
      Object.assign(this, { ctx, width, height, inks, scale, families });
      this.fixed = null; // what a sheet below this one has taken
      this.covered = null; // whether a crowd of marks lies in a rectangle
      this.taken = new Cells();
      this.wanted = [];
      this.better = new Cells();
      this.placed = [];
    }

    /* A sheet for another canvas over this one: it keeps off the same, and writes what was wanted here as well. */
    above(ctx) {
      const sheet = new Sheet(ctx, this.width, this.height, this.inks, this.scale, this.families);
      sheet.fixed = this.taken;
      sheet.better = this.better;
      sheet.wanted = this.wanted.slice();
      return sheet;
    }

    /* A spot that labels leave free when they have a choice; boxed ones may lie on base map names. */
    avoid(x, y, r, name) {
      if (x > -r && y > -r && x < this.width + r && y < this.height + r) {
        this.better.add({ x: x - r, y: y - r, w: 2 * r, h: 2 * r, name });
      }
    }

    block(x, y, w, h, owner) {
      this.taken.add({ x, y, w, h, owner });
    }

    /* rank: smaller is more important; boxed labels get a ground of their own; those of a line stand over it. */
    want(owner, rank, x, y, clear, parts, boxed, over) {
      this.wanted.push({ owner, rank, x, y, clear, parts, boxed, over });
    }

    draw() {
      this.wanted.sort((a, b) => a.rank - b.rank || (a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0));
      const shown = [];
      for (const label of this.wanted) {
        const spot = this.place(label);
        if (!spot) continue;
        this.taken.add({ ...spot, owner: label.owner, written: true });
        this.placed.push(spot);
        this.write(label, spot);
        shown.push(label.owner);
      }
      return shown;
    }

    font(part) {
      const px = Math.round((part.px || 12) * this.scale);
      return `${part.bold ? 600 : 400} ${px}px ${this.families}`;
    }

    measure(label) {
      let w = 0;
      for (const part of label.parts) {
        part.width = widthOf(this.ctx, this.font(part), part.text);
        w += part.width;
      }
      w += (label.parts.length - 1) * 5 * this.scale;
      const pad = label.boxed ? 8 * this.scale : 0;
      return { w: w + 2 * pad, h: (label.boxed ? 22 : 15) * this.scale, pad };
    }

    place(label) {
      const { w, h } = this.measure(label);
      const { x, y, clear } = label;
      const out = clear + GAP;
      const spots = [
        [x + out, y - h / 2], [x - out - w, y - h / 2], [x + out * 0.75, y - out * 0.75 - h],
        [x + out * 0.75, y + out * 0.75], [x - w / 2, y - out - h], [x - w / 2, y + out],
        [x - out * 0.75 - w, y - out * 0.75 - h], [x - out * 0.75 - w, y + out * 0.75],
      ];
      if (label.over) spots.unshift(...spots.splice(4, 2));
      if (label.boxed) {
        const far = out * 2.6;
        spots.unshift(spots.splice(2, 1)[0]);
        spots.push([x + far, y - far - h], [x - far - w, y - far - h], [x + far, y + far], [x - far - w, y + far]);
      }
      const inside = [];
      let open = null;
      for (const [left, top] of spots) {
        const spot = { x: left, y: top, w, h };
        if (!this.inside(spot)) continue;
        inside.push(spot);
        if (!this.free(spot, label.owner)) continue;
        if (this.isClear(spot, label.boxed)) return spot;
        open = open || spot;
      }
      if (open) return label.rank < MINOR ? { ...open, crowded: true } : null;
      return label.rank <= 1 ? this.leastBad(inside, label.owner) : null;
    }

    /* An emergency is always named: over marks if it must be, but never over another name. */
    leastBad(spots, owner) {
      const under = spot => this.fixed ? this.fixed.touching(spot, t => t.owner !== owner) : [];
      const over = spot => [...under(spot), ...this.taken.touching(spot, t => t.owner !== owner)];
      const bare = spots.filter(spot => !over(spot).some(t => t.written));
      return bare.sort((a, b) => over(a).length - over(b).length)[0] || null;
    }

    isClear(r, boxed) {
      return !this.better.some(r, t => !(t.name && boxed) && touches(r, t));
    }

    inside(r) {
      return r.x >= 4 && r.y >= 4 && r.x + r.w <= this.width - 4 && r.y + r.h <= this.height - 4;
    }

    free(r, owner) {
      if (this.covered && this.covered(r)) return false;
      const hinders = t => t.owner !== owner && touches(r, t);
      return !this.taken.some(r, hinders) && !(this.fixed && this.fixed.some(r, hinders));
    }

    /* A line from the mark to a box that had to stand away from it. */
    leader(label, spot) {
      const x = Math.min(Math.max(label.x, spot.x), spot.x + spot.w);
      const y = Math.min(Math.max(label.y, spot.y), spot.y + spot.h);
      if (Math.hypot(x - label.x, y - label.y) < label.clear * 2) return;
      this.ctx.beginPath();
      this.ctx.moveTo(label.x, label.y);
      this.ctx.lineTo(x, y);
      this.ctx.lineWidth = 1.4;
      this.ctx.strokeStyle = label.boxed;
      this.ctx.stroke();
    }

    write(label, spot) {
      const { ctx, inks } = this;
      const { pad } = this.measure(label);
      if (label.boxed) {
        this.leader(label, spot);
        Shapes.round(ctx, spot.x, spot.y, spot.w, spot.h, 4 * this.scale);
        ctx.fillStyle = Shapes.faded(inks.overlay, 0.92);
        ctx.fill();
        ctx.lineWidth = 1.4;
        ctx.strokeStyle = label.boxed;
        ctx.stroke();
      }
      if (spot.crowded && !label.boxed) {
        Shapes.round(ctx, spot.x - 3, spot.y, spot.w + 6, spot.h, 3 * this.scale);
        ctx.fillStyle = Shapes.faded(inks.map.halo, 0.72);
        ctx.fill();
      }
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      let x = spot.x + pad;
      const y = spot.y + spot.h / 2 + this.scale * 0.5;
      for (const part of label.parts) {
        ctx.font = this.font(part);
        if (!label.boxed) {
          ctx.lineWidth = 3.2 * this.scale;
          ctx.strokeStyle = Shapes.faded(inks.map.halo, 0.88);
          ctx.strokeText(part.text, x, y);
        }
        ctx.fillStyle = part.ink;
        ctx.fillText(part.text, x, y);
        x += part.width + 5 * this.scale;
      }
    }
  }

  return { Sheet };
})();
