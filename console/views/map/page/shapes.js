"use strict";
/* How each kind of mark is drawn on a canvas. Knows nothing of the map or of data arriving. */
const Shapes = (() => {
  const paths = new Map();

  function define(outlines) {
    for (const [kind, data] of Object.entries(outlines)) paths.set(kind, new Path2D(data));
  }

  function faded(colour, alpha) {
    const part = i => parseInt(colour.slice(i, i + 2), 16);
    return `rgba(${part(1)},${part(3)},${part(5)},${alpha})`;
  }

  function round(ctx, x, y, w, h, r) {
    ctx.beginPath();
    ctx.roundRect(x, y, w, h, r);
  }

  /* A team: the outline says its kind, fill and inner sign say its state. */
  function team(ctx, x, y, mark, inks, size) {
    const state = inks.states[mark.late ? "late" : mark.state] || inks.states.unknown;
    const known = mark.state !== "unknown" && !mark.stale;
    if (mark.heading !== null && known && ["en_route", "returning", "available"].includes(mark.state)) {
      heading(ctx, x, y, mark.heading, state.fill, inks.overlay, size, mark.state === "en_route");
    }
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(size / 12, size / 12);
    ctx.translate(-12, -12);
    const path = paths.get(mark.kind) || paths.get("grid");
    ctx.lineJoin = "round";
    ctx.lineWidth = 4.5;
    ctx.strokeStyle = inks.overlay;
    ctx.stroke(path);
    fillByState(ctx, path, mark, state, inks, known);
    ctx.restore();
  }

  function fillByState(ctx, path, mark, state, inks, known) {
    const hollow = !known || ["off_duty", "out_of_service", "reserved"].includes(mark.state);
    ctx.fillStyle = hollow ? inks.raised : state.fill;
    ctx.fill(path);
    if (mark.state === "notified" || mark.state === "acknowledged") {
      ctx.save();
      ctx.clip(path);
      ctx.fillStyle = inks.overlay;
      ctx.fillRect(mark.state === "notified" ? 12 : 0, 0, 12, 24);
      ctx.restore();
    }
    ctx.lineWidth = 2;
    ctx.strokeStyle = state.fill;
    if (!known) ctx.setLineDash([3.2, 2.6]);
    ctx.stroke(path);
    ctx.setLineDash([]);
    sign(ctx, mark, state, inks, known);
  }

  function sign(ctx, mark, state, inks, known) {
    ctx.fillStyle = known ? inks.overlay : state.ink;
    if (!known) {
      ctx.font = "700 14px sans-serif";
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.fillText("?", 12, 12.8);
    } else if (mark.state === "on_scene") {
      ctx.fillRect(8, 8.5, 8, 8);
    } else if (mark.state === "en_route") {
      ctx.fill(new Path2D("M8.5 7l8 5.300-8 5.300z"));
    } else if (mark.state === "returning") {
      ctx.fill(new Path2D("M15.500 7l-8 5.300 8 5.300z"));
    }
  }

  function heading(ctx, x, y, degrees, fill, edge, size, strong) {
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(degrees * Math.PI / 180);
    ctx.beginPath();
    ctx.moveTo(0, -size - (strong ? 9 : 6));
    ctx.lineTo(size * 0.62, -size * 0.72);
    ctx.lineTo(-size * 0.62, -size * 0.72);
    ctx.closePath();
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.strokeStyle = edge;
    ctx.stroke();
    ctx.fillStyle = fill;
    ctx.fill();
    ctx.restore();
  }

  function incident(ctx, x, y, mark, inks, size) {
    const fill = mark.urgent ? inks.danger : inks.states.acknowledged.fill;
    ctx.beginPath();
    ctx.arc(x, y, mark.urgent ? size : size * 0.8, 0, 7);
    ctx.lineWidth = mark.urgent || mark.selected ? 4.5 : 3;
    ctx.strokeStyle = inks.overlay;
    ctx.stroke();
    ctx.fillStyle = fill;
    ctx.fill();
    ctx.lineWidth = 2.2;
    ctx.strokeStyle = mark.urgent || mark.selected ? "#ffffff" : inks.overlay;
    ctx.stroke();
    ctx.fillStyle = mark.urgent ? "#ffffff" : "#14202f";
    ctx.fillRect(x - 1.2, y - size * 0.5, 2.4, size * 0.62);
    ctx.fillRect(x - 1.2, y + size * 0.28, 2.4, 2.4);
  }

  function pulse(ctx, x, y, colour, size, phase, still) {
    const rings = still ? [[2.6, 0.13], [1.85, 0.22]] : [[1 + 2.4 * phase, 0.34 * (1 - phase)], [1.7, 0.16]];
    for (const [reach, alpha] of rings) {
      ctx.beginPath();
      ctx.arc(x, y, size * reach, 0, 7);
      ctx.fillStyle = faded(colour, alpha);
      ctx.fill();
    }
  }

  const cameraStates = { late: "notified", frozen: "late", lost: "late" };

  function cone(ctx, x, y, mark, inks, reach) {
    const half = mark.fov * Math.PI / 360;
    const middle = (mark.heading - 90) * Math.PI / 180;
    const glow = ctx.createRadialGradient(x, y, 2, x, y, reach);
    glow.addColorStop(0, faded(inks.accent, mark.selected ? 0.5 : 0.26));
    glow.addColorStop(1, faded(inks.accent, 0));
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.arc(x, y, reach, middle - half, middle + half);
    ctx.closePath();
    ctx.fillStyle = glow;
    ctx.fill();
  }

  function camera(ctx, x, y, mark, inks, size) {
    const trouble = cameraStates[mark.state];
    const edge = trouble ? inks.states[trouble].fill : mark.selected ? inks.accent : inks.muted;
    round(ctx, x - size, y - size * 0.75, size * 2, size * 1.5, 2.5);
    ctx.fillStyle = inks.overlay;
    ctx.fill();
    ctx.lineWidth = mark.selected ? 2 : 1.2;
    ctx.strokeStyle = edge;
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(x, y, size * 0.36, 0, 7);
    ctx.fillStyle = edge;
    ctx.fill();
  }

  function depot(ctx, x, y, inks, size) {
    round(ctx, x - size, y - size, size * 2, size * 2, 3);
    ctx.fillStyle = inks.overlay;
    ctx.fill();
    ctx.lineWidth = 1.4;
    ctx.strokeStyle = inks.text;
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x - size * 0.6, y - size * 0.05);
    ctx.lineTo(x, y - size * 0.55);
    ctx.lineTo(x + size * 0.6, y - size * 0.05);
    ctx.moveTo(x - size * 0.42, y + size * 0.55);
    ctx.lineTo(x - size * 0.42, y + size * 0.1);
    ctx.lineTo(x + size * 0.42, y + size * 0.1);
    ctx.lineTo(x + size * 0.42, y + size * 0.55);
    ctx.stroke();
  }

  function noEntry(ctx, x, y, inks, size) {
    ctx.beginPath();
    ctx.arc(x, y, size, 0, 7);
    ctx.fillStyle = inks.states.late.fill;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = inks.overlay;
    ctx.stroke();
    ctx.fillStyle = "#ffffff";
    ctx.fillRect(x - size * 0.58, y - size * 0.2, size * 1.16, size * 0.4);
  }

  /* A plate with words on it; half its width. */
  function plate(ctx, x, y, text, inks, scale, families) {
    ctx.font = `600 ${Math.round(11 * scale)}px ${families}`;
    const half = ctx.measureText(text).width / 2 + 6 * scale;
    round(ctx, x - half, y - 9 * scale, half * 2, 18 * scale, 4 * scale);
    ctx.fillStyle = inks.overlay;
    ctx.fill();
    ctx.lineWidth = 2 * scale;
    ctx.strokeStyle = inks.states.at_risk.fill;
    ctx.stroke();
    ctx.fillStyle = inks.text;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(text, x, y + scale * 0.5);
    return half;
  }

  function ring(ctx, x, y, inks, size) {
    ctx.beginPath();
    ctx.arc(x, y, size + 6, 0, 7);
    ctx.lineWidth = 2;
    ctx.strokeStyle = inks.accent;
    ctx.stroke();
  }

  return { define, faded, round, team, incident, pulse, cone, camera, depot, noEntry, plate, ring };
})();
