// What lies under the pointer, and what a click, a drag or a rest of it does.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, scene, painter, h } = sg;
  const { network } = painter;
  const holder = sg.$("canvas");

  // All positions are screen pixels within the picture.
  painter.nodeAt = (at, tolerance = 4) => {
    let best = -1;
    let least = Infinity;
    for (const { i, x, y, r } of painter.inView()) {
      const far =
        Math.hypot(x - at.x, y - at.y) - r - (scene.node[i] === scene.FAINT ? 0 : tolerance);
      if (far < 0 && far - 50 * scene.node[i] < least)
        [best, least] = [i, far - 50 * scene.node[i]];
    }
    return best;
  };
  painter.labelAt = (at) => {
    const hit = ({ box: [left, top, right, bottom] }) =>
      at.x > left && at.x < right && at.y > top && at.y < bottom;
    return painter.labels.find(hit)?.i ?? -1;
  };
  painter.edgeAt = (at, tolerance = 6) => {
    const scale = network.getScale();
    const p = network.DOMtoCanvas(at);
    let best = -1;
    let least = tolerance / scale;
    const see = (e, far) => far < least && ([best, least] = [e, far]);
    for (const { e, start, mid, end } of painter.litCurves(scale)) {
      for (let t = 0; t < 1; t += 0.125)
        see(e, toSegment(p, onCurve(start, mid, end, t), onCurve(start, mid, end, t + 0.125)));
    }
    if (best >= 0) return best;
    for (let e = 0; e < model.links; e++) {
      if (scene.edge[e] !== scene.PLAIN) continue;
      const [a, b] = [model.from[e], model.to[e]];
      see(e, toSegment(p, [model.x[a], model.y[a]], [model.x[b], model.y[b]]));
    }
    return best;
  };
  const onCurve = (a, m, b, t) =>
    [0, 1].map((d) => (1 - t) ** 2 * a[d] + 2 * t * (1 - t) * m[d] + t * t * b[d]);
  function toSegment({ x, y }, [ax, ay], [bx, by]) {
    const length = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
    const t = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
    return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
  }

  // Gestures.
  network.on("click", ({ pointer, event }) => {
    const reach = event.pointerType === "touch" ? 14 : 4;
    let i = painter.nodeAt(pointer.DOM, reach);
    if (i < 0) i = painter.labelAt(pointer.DOM);
    if (i >= 0) {
      if (state.panel === "story") sg.set({ node: i });
      else sg.select(i);
      return;
    }
    const e = painter.edgeAt(pointer.DOM, reach + 3);
    if (e >= 0) sg.selectEdge(e);
    else if (state.panel === "story") sg.set({ node: -1 });
    else if (["node", "edge"].includes(state.panel)) sg.home();
  });
  network.on("doubleClick", ({ pointer }) => {
    const i = painter.nodeAt(pointer.DOM);
    if (i >= 0) painter.fit(sg.within(i, 1, scene.relationShown).keys());
  });
  const follow = ({ nodes: held }) => {
    for (const i of held) {
      const at = network.body.nodes[i];
      [model.x[i], model.y[i]] = [at.x, at.y];
    }
    if (held.length) painter.moved();
  };
  network.on("dragging", follow);
  network.on("dragEnd", follow);

  // What is under the mouse, said in a few words.
  const tip = sg.$("tip");
  let pending = 0;
  holder.addEventListener("mousemove", (event) => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => hover(event));
  });
  holder.addEventListener("mouseleave", () => (tip.hidden = true));
  network.on("dragStart", () => (tip.hidden = true));
  function hover(event) {
    if (event.buttons) return;
    const frame = holder.getBoundingClientRect();
    const at = { x: event.clientX - frame.left, y: event.clientY - frame.top };
    let i = painter.nodeAt(at);
    if (i < 0) i = painter.labelAt(at);
    const e = i < 0 ? painter.edgeAt(at) : -1;
    holder.classList.toggle("over", i >= 0 || e >= 0);
    tip.hidden = i < 0 && e < 0;
    if (tip.hidden) return;
    sg.put(tip, i >= 0 ? nodeTip(i) : edgeTip(e));
    tip.style.left = `${Math.min(at.x + 14, frame.width - tip.offsetWidth - 8)}px`;
    tip.style.top = `${at.y + 18 + tip.offsetHeight > frame.height ? at.y - tip.offsetHeight - 10 : at.y + 18}px`;
  }
  const nodeTip = (i) => [
    sg.bdi(model.label[i], 60),
    h("small", null, `${model.typeName(i)} · ${sg.plural(model.degree[i], "link")}`),
  ];
  const edgeTip = (e) => [
    h(
      "span",
      null,
      sg.bdi(model.label[model.from[e]], 40),
      ` ${model.relations[model.relation[e]].forward} `,
      sg.bdi(model.label[model.to[e]], 40),
    ),
    h("small", null, `${sg.plural(model.weight[e], "sentence")}; click to read`),
  ];
})();
