"use strict";
/* Pointing at roads: a right click; with the tool in hand a click, a line drawn across, or Enter in the middle. */
const Pointing = (() => {
  const NEAR_PX = 18; // how near to a road a click must be
  const AIM_PX = 120; // the keys move the map in steps: the cross picks the nearest road within one
  const LEAST_PX = 10; // a shorter line is a click
  const POINTS = ["measure", "reach"]; // tools that take places, one click each; the map is still dragged

  /* tell(name, ...values) calls the bridge. */
  function listen(map, state, scene, tell) {
    const box = map.getContainer();
    let from = null;
    const inHand = () => state.interactive && state.tool === "roads";

    /* A spot as the bridge takes it: where on earth, where on the page, and metres to a pixel. */
    function spot(p) {
      const at = map.containerPointToLatLng(p);
      return [at.lat, at.lng, p.x, p.y, at.distanceTo(map.containerPointToLatLng(p.add([100, 0]))) / 100];
    }

    function point(p, near = NEAR_PX) {
      const hit = scene.at(p);
      if (hit && (hit.kind === "closure" || hit.kind === "slowing")) tell("marked", hit.id, ...spot(p));
      else tell("road", ...spot(p), near);
    }

    function show(stroke) {
      state.stroke = stroke;
      scene.draw();
    }

    map.on("contextmenu", event => {
      if (state.interactive) point(event.containerPoint);
    });
    box.addEventListener("mousedown", event => {
      if (!inHand() || event.button !== 0 || event.shiftKey) return;
      from = map.mouseEventToContainerPoint(event);
      state.aim = false;
    });
    document.addEventListener("mousemove", event => {
      if (!inHand()) return;
      const p = map.mouseEventToContainerPoint(event);
      if (from && p.distanceTo(from) >= LEAST_PX) show([from, p]);
      else if (state.aim && !from) { state.aim = false; scene.draw(); }
    });
    document.addEventListener("mouseup", event => {
      if (!from || event.button !== 0) return;
      const [a, b] = [from, map.mouseEventToContainerPoint(event)];
      from = null;
      if (b.distanceTo(a) < LEAST_PX) {
        point(b);
        return;
      }
      show(null);
      const start = map.containerPointToLatLng(a);
      tell("across", start.lat, start.lng, ...spot(b));
    });
    box.addEventListener("keydown", event => {
      if (POINTS.includes(state.tool)) {
        if (event.key === "Enter") tellPlace(map.getSize().divideBy(2));
        else if (event.key === "Backspace") tell("undo");
        else if (event.key.startsWith("Arrow") && !state.aim) { state.aim = true; scene.draw(); }
        return;
      }
      if (inHand() && event.key === "Enter") point(map.getSize().divideBy(2).round(), AIM_PX);
      else if (inHand() && event.key.startsWith("Arrow") && !state.aim) { state.aim = true; scene.draw(); }
    });
    map.on("click", event => {
      if (state.interactive && POINTS.includes(state.tool)) tellPlace(event.containerPoint);
    });

    function tellPlace(p) {
      const at = map.containerPointToLatLng(p);
      tell("pointed", at.lat, at.lng);
    }
    return { point };
  }

  /* The tool is taken in hand or put away: then the map is moved by its keys and wheel, or dragged again. */
  function take(map, state) {
    const inHand = state.tool === "roads";
    state.stroke = null;
    state.aim = false;
    map.getContainer().classList.toggle("tool-in-hand", Boolean(state.tool));
    map.dragging[state.interactive && !inHand ? "enable" : "disable"]();
  }

  return { listen, take };
})();

Scene.include({
  /* The line being drawn across roads, or the cross in the middle that Enter points with. */
  pointer(ctx) {
    const { inks, scale, stroke, aim } = this.state;
    const middle = this._map.getSize().divideBy(2);
    const lines = stroke ? [stroke] : !aim ? [] : [
      [middle.subtract([22, 0]), middle.subtract([6, 0])], [middle.add([6, 0]), middle.add([22, 0])],
      [middle.subtract([0, 22]), middle.subtract([0, 6])], [middle.add([0, 6]), middle.add([0, 22])],
    ];
    ctx.lineCap = "round";
    for (const [width, ink] of [[6, Shapes.faded(inks.overlay, 0.8)], [2.5, inks.accent]]) {
      ctx.lineWidth = width * scale;
      ctx.strokeStyle = ink;
      for (const [a, b] of lines) {
        ctx.beginPath();
        ctx.moveTo(a.x, a.y);
        ctx.lineTo(b.x, b.y);
        ctx.stroke();
      }
    }
    ctx.lineCap = "butt";
  },
});
