"use strict";
/* Words beside marks: the most important first, none over another, none over a mark, none cut by the edge. */
const Labels = (() => {
  const GAP = 5;
  const MINOR = 60; // from this rank on a label is left out rather than laid over the base map's names

  function touches(r, t) {
    return r.x + r.w + 2 >= t.x && t.x + t.w + 2 >= r.x && r.y + r.h + 1 >= t.y && t.y + t.h + 1 >= r.y;
  }

  class Sheet {
    constructor(ctx, width, height, inks, scale, families) {
      Object.assign(this, { ctx, width, height, inks, scale, families });
      this.taken = [];
      this.wanted = [];
      this.better = [];
    }

    /* A spot that labels leave free when they have a choice; boxed ones may lie on base map names. */
    avoid(x, y, r, name) {
      if (x > -r && y > -r && x < this.width + r && y < this.height + r) this.better.push({ x, y, r, name });
    }

    block(x, y, w, h, owner) {
      this.taken.push({ x, y, w, h, owner });
    }

    /* rank: smaller is more important; boxed labels get a ground of their own. */
    want(owner, rank, x, y, clear, parts, boxed) {
      this.wanted.push({ owner, rank, x, y, clear, parts, boxed });
    }

    draw() {
      this.wanted.sort((a, b) => a.rank - b.rank || (a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0));
      const shown = [];
      for (const label of this.wanted) {
        const spot = this.place(label);
        if (!spot) continue;
        this.taken.push({ ...spot, owner: label.owner, written: true });
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
        this.ctx.font = this.font(part);
        part.width = this.ctx.measureText(part.text).width;
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
      if (label.boxed) {
        const far = out * 2.6;
        spots.unshift(spots.splice(2, 1)[0]);
        spots.push([x + far, y - far - h], [x - far - w, y - far - h], [x + far, y + far], [x - far - w, y + far]);
      }
      const inside = spots.map(([left, top]) => ({ x: left, y: top, w, h })).filter(spot => this.inside(spot));
      const open = inside.filter(spot => this.free(spot, label.owner));
      const clear = open.find(spot => this.isClear(spot, label.boxed));
      if (clear) return clear;
      if (open.length) return label.rank < MINOR ? { ...open[0], crowded: true } : null;
      return label.rank <= 1 ? this.leastBad(inside, label.owner) : null;
    }

    /* An emergency is always named: over marks if it must be, but never over another name. */
    leastBad(spots, owner) {
      const over = spot => this.taken.filter(t => t.owner !== owner && touches(spot, t));
      const bare = spots.filter(spot => !over(spot).some(t => t.written));
      return bare.sort((a, b) => over(a).length - over(b).length)[0] || null;
    }

    isClear(r, boxed) {
      return this.better.every(b => (b.name && boxed) || b.x + b.r < r.x || b.x - b.r > r.x + r.w ||
        b.y + b.r < r.y || b.y - b.r > r.y + r.h);
    }

    inside(r) {
      return r.x >= 4 && r.y >= 4 && r.x + r.w <= this.width - 4 && r.y + r.h <= this.height - 4;
    }

    free(r, owner) {
      return this.taken.every(t => t.owner === owner || !touches(r, t));
    }

    write(label, spot) {
      const { ctx, inks } = this;
      const { pad } = this.measure(label);
      if (label.boxed) {
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
