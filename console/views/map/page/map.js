"use strict";
/* The page's one door: batches come in through apply(), what the officer does goes out through the bridge. */
const ConsoleMap = (() => {
  const QUIET_MS = 4000;
  const AREAS = ["heat", "cover", "reach", "grids"];
  const MOVING = ["teams", "incidents"]; // drawn on a canvas of their own, above everything that stands
  const state = {
    layers: new Map(), shows: {}, inks: null, scale: 1, families: "sans-serif", reserved: [],
    names: null, under: null, tints: {}, selected: "", hover: "", phase: 0, still: matchMedia("(prefers-reduced-motion: reduce)").matches,
    lang: "", theme: "", interactive: true, tool: "", stroke: null, aim: false,
  };
  const sheets = {}; // tiles by what they are: base, under, over
  let map, scene, bridge, pointing;
  let touched = -Infinity;
  let dragging = false;

  /* Tiles are painted at whole zooms with double density: half steps enlarge the lower one and stay sharp. */
  const Tiles = L.TileLayer.extend({
    _clampZoom(zoom) {
      return L.TileLayer.prototype._clampZoom.call(this, Math.floor(map.getZoom() === zoom ? zoom : Math.min(zoom, map.getZoom())));
    },
    missing() {
      return Object.values(this._tiles || {}).filter(tile => tile.current && !tile.loaded).length;
    },
  });

  function begin(made) {
    map = made;
    scene = new Scene(state).addTo(map);
    listen();
    pointing = Pointing.listen(map, state, scene, (name, ...values) => bridge[name](...values));
    new QWebChannel(qt.webChannelTransport, channel => {
      bridge = channel.objects.bridge;
      bridge.apply.connect(apply);
      bridge.hello();
    });
    let last = 0;
    requestAnimationFrame(function tick(now) {
      requestAnimationFrame(tick);
      if (state.still || map._animatingZoom || now - last < 66 || !beating()) return;
      last = now;
      state.phase = (now % 1600) / 1600;
      scene.beat();
    });
  }

  function beating() {
    if (state.shows.incidents === false || document.hidden) return false;
    return [...(state.layers.get("incidents") || [])].some(([, mark]) => mark.urgent);
  }

  /* The next batch comes only when this one was told to be drawn, so it is told even if something in it fails. */
  function apply(text) {
    const batch = JSON.parse(text);
    try {
      take(batch);
    } finally {
      afterPaint(() => {
        bridge.tiles(sheets.base ? missing() : 1);
        bridge.drawn(batch.id);
      });
    }
  }

  function take(batch) {
    for (const [name, value] of Object.entries(batch.settings)) set(name, value);
    for (const [name, change] of Object.entries(batch.layers)) alter(name, change);
    if (["lang", "theme", "under"].some(name => name in batch.settings)) retile();
    const inked = "inks" in batch.settings || "tints" in batch.settings;
    if (inked || AREAS.some(name => name in batch.layers || `show.${name}` in batch.settings)) scene.groundOf = "";
    for (const [name, values] of batch.acts) acts[name](...values);
    const names = Object.keys(batch.layers);
    const light = !batch.acts.length && !Object.keys(batch.settings).length && names.every(name => MOVING.includes(name));
    if (light && !scene.moving && !map._animatingZoom) scene.drawTop();
    else if (scene.moving) scene.drawSoon();
    else scene.draw();
  }

  /* One layer: what is gone, what is new or looks different, and what only moved. */
  function alter(name, change) {
    if (!state.layers.has(name)) state.layers.set(name, new Map());
    const layer = state.layers.get(name);
    for (const id of change.drop) layer.delete(id);
    for (const [id, mark] of Object.entries(change.set)) layer.set(id, mark);
    const { moved } = change;
    for (let i = 0; moved && i < moved.length; i += 4) {
      const mark = layer.get(moved[i]);
      mark.at = [moved[i + 1] / 1e6, moved[i + 2] / 1e6];
      mark.heading = moved[i + 3];
      mark.world = null;
    }
    if (name === "teams" && (change.drop.length || Object.keys(change.set).length)) scene.order = null;
  }

  function set(name, value) {
    if (name.startsWith("show.")) state.shows[name.slice(5)] = value;
    else if (name === "shapes") Shapes.define(value);
    else state[name] = value;
    if (["inks", "scale", "shapes"].includes(name)) Sprites.forget();
    if (name === "inks") map.getContainer().style.setProperty("--accent", value.accent);
    if (name === "interactive") {
      for (const part of ["dragging", "scrollWheelZoom", "doubleClickZoom", "keyboard", "boxZoom", "touchZoom"]) {
        if (map[part]) map[part][value ? "enable" : "disable"]();
      }
    }
    if (name === "interactive" || name === "tool") Pointing.take(map, state);
  }

  /* The painted map, over it tiles from elsewhere when there are any, and over these the district's roads again. */
  function retile() {
    tellZoom();
    const base = `console135://map/tiles/${state.theme}/${state.lang}/{z}/{x}/{y}.png`;
    layTiles("base", base, { zIndex: 1 });
    const { under } = state;
    layTiles("under", under && `console135://map/under/${under.turn}/{z}/{x}/{y}`, { zIndex: 2 });
    if (under) sheets.under.setOpacity(under.strength);
    layTiles("over", under && base.replace("/tiles/", "/over/"), { zIndex: 3 });
  }

  function layTiles(name, url, options) {
    const laid = sheets[name];
    if (!url) {
      if (laid) laid.remove();
      delete sheets[name];
    } else if (laid) {
      if (laid._url !== url) laid.setUrl(url);
    } else {
      sheets[name] = new Tiles(url, { minZoom: 12, maxZoom: 19, keepBuffer: 1, updateWhenZooming: false, ...options });
      sheets[name].on("load tileerror", () => afterPaint(() => bridge.tiles(missing())));
      sheets[name].on("loading", () => bridge.tiles(Math.max(1, missing())));
      sheets[name].addTo(map);
    }
  }

  function missing() {
    return Object.values(sheets).reduce((n, laid) => n + laid.missing(), 0);
  }

  const acts = {
    fit(points, asked) {
      if (!asked && (dragging || performance.now() - touched < QUIET_MS)) return;
      const bounds = L.latLngBounds(points);
      map.fitBounds(bounds, { paddingTopLeft: [40, 52], paddingBottomRight: [48, 28], maxZoom: 17.5, animate: false });
    },
    zoom(step) {
      touched = performance.now();
      map.setZoom(map.getZoom() + step * 0.5, { animate: !state.still });
      bridge.moved();
    },
    aim() {
      state.aim = true;
      map.getContainer().focus();
    },
  };

  /* After the browser has put the next two frames on the screen. */
  function afterPaint(then) {
    requestAnimationFrame(() => requestAnimationFrame(() => then()));
  }

  function tellZoom() {
    const at = map.getCenter();
    bridge.zoomed(Math.max(12, Math.min(19, Math.floor(map.getZoom()))), at.lat, at.lng);
  }

  function listen() {
    map.on("moveend", tellZoom);
    const box = map.getContainer();
    const touch = () => { touched = performance.now(); };
    map.on("dragstart", () => { dragging = true; touch(); });
    map.on("dragend", () => { dragging = false; touch(); bridge.moved(); });
    box.addEventListener("wheel", () => { touch(); bridge.moved(); }, { passive: true });
    box.addEventListener("keydown", event => {
      if (["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "+", "-", "="].includes(event.key)) {
        touch();
        bridge.moved();
      }
    });
    map.on("click", event => {
      if (!state.interactive || state.tool) return;
      const hit = scene.at(event.containerPoint);
      if (!hit) bridge.place(event.latlng.lat, event.latlng.lng);
      else if (hit.kind === "closure" || hit.kind === "slowing") pointing.point(event.containerPoint);
      else bridge.clicked(hit.kind, hit.id);
    });
    map.on("mousemove", event => {
      const hit = state.interactive ? scene.at(event.containerPoint) : null;
      const hover = hit ? `${hit.kind}:${hit.id}` : "";
      if (hover === state.hover) return;
      state.hover = hover;
      box.classList.toggle("over-mark", Boolean(hit));
      scene.draw();
    });
  }

  return { begin, state, labels: () => scene.shownLabels, scene: () => scene, map: () => map };
})();
