"use strict";
/* Pictures of teams, each look painted once: thousands of them are then only copied to where they are. */
const Sprites = (() => {
  const TURN = 15; // degrees between two pictures of one heading
  const HALF = 0x80ffffff; // a pixel of more than half its strength covers what lies below it, a weaker one leaves it
  const shown = ["en_route", "returning", "available"]; // states whose heading is shown
  let pictures = new Map();
  let age = 0;

  /* The colours, the size or the outlines changed. */
  function forget() {
    pictures = new Map();
    age += 1;
  }

  function step(mark, plain) {
    if (plain || mark.heading === null || mark.stale || !shown.includes(mark.state)) return -1;
    return Math.round(mark.heading / TURN) % (360 / TURN);
  }

  /* The picture of a team of this size, with the half of its side; kept with the mark until it looks different. A plain
     one has no heading. */
  function of(mark, inks, size, ratio, plain) {
    const turn = step(mark, plain);
    const kept = mark.sprite;
    if (kept && kept.age === age && kept.turn === turn && kept.size === size) return kept;
    const key = `${mark.kind} ${mark.state} ${mark.stale} ${mark.late} ${turn} ${size} ${ratio}`;
    let sprite = pictures.get(key);
    if (!sprite) {
      sprite = paint(mark, inks, size, ratio, turn);
      pictures.set(key, sprite);
    }
    mark.sprite = sprite;
    return sprite;
  }

  function paint(mark, inks, size, ratio, turn) {
    const half = Math.ceil(size) + 13;
    const sheet = new OffscreenCanvas(Math.ceil(half * 2 * ratio), Math.ceil(half * 2 * ratio));
    const ctx = sheet.getContext("2d");
    ctx.scale(ratio, ratio);
    Shapes.team(ctx, half, half, { ...mark, heading: turn < 0 ? null : turn * TURN }, inks, size);
    const { width, height } = sheet;
    const pixels = new Uint32Array(ctx.getImageData(0, 0, width, height).data.buffer);
    const spots = [...pixels.keys()].filter(i => pixels[i]);
    return {
      age, turn, size, half, side: width / ratio, image: sheet.transferToImageBitmap(),
      width, height, spots: Int32Array.from(spots), inks: Uint32Array.from(spots, i => pixels[i]), steps: null, row: 0,
    };
  }

  /* A picture of the whole view, one number a pixel: thousands of sprites are put into it faster than a canvas can. */
  class Mosaic {
    constructor(width, height) {
      Object.assign(this, { width, height });
      this.data = new ImageData(width, height);
      this.pixels = new Uint32Array(this.data.data.buffer);
    }

    clear() {
      this.pixels.fill(0);
    }

    /* Put a sprite with its upper left corner there, in device pixels; one that the edge cuts is left out. */
    put(sprite, x, y) {
      if (x < 0 || y < 0 || x + sprite.width > this.width || y + sprite.height > this.height) return;
      const { pixels } = this;
      const { inks, spots } = sprite;
      if (sprite.row !== this.width) {
        sprite.row = this.width;
        sprite.steps = spots.map(i => Math.floor(i / sprite.width) * this.width + i % sprite.width);
      }
      const { steps } = sprite;
      const corner = y * this.width + x;
      for (let k = 0; k < steps.length; k++) {
        const i = corner + steps[k];
        if (pixels[i] === 0 || inks[k] > HALF) pixels[i] = inks[k];
      }
    }

    /* Whether anything was put into a rectangle; looked at every third pixel. */
    holds(x, y, w, h) {
      const [right, low] = [Math.min(this.width - 1, Math.ceil(x + w)), Math.min(this.height - 1, Math.ceil(y + h))];
      for (let row = Math.max(0, Math.floor(y)); row <= low; row += 3) {
        for (let i = Math.max(0, Math.floor(x)); i <= right; i += 3) if (this.pixels[row * this.width + i]) return true;
      }
      return false;
    }
  }

  return { forget, of, Mosaic };
})();
