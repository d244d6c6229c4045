// The picture: vis-network holds the nodes, the camera and the gestures; edges and names are drawn
// by us in its hooks, because thousands of vis edges would take seconds.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, scene, h } = sg;
  const holder = sg.$("canvas");
  const options = JSON.parse(sg.$("data-options").textContent);
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const painter = {};
  sg.painter = painter;

  sg.readPalette();
  scene.update();
  const visNode = (i) => ({ id: i, x: model.x[i], y: model.y[i], shape: "custom", ctxRenderer });
  const nodes = new vis.DataSet(model.byDegree.filter((i) => scene.shown[i]).reverse().map(visNode));
  const network = new vis.Network(holder, { nodes, edges: new vis.DataSet([]) }, options);
  painter.network = network;

  // Nodes: vis calls this for each node in view.
  function ctxRenderer({ ctx, id, x, y }) {
    const scale = network.body.view.scale;
    const r = sg.screenRadius(id, scale) / scale;
    return { drawNode: () => drawNode(ctx, id, x, y, r, scale), nodeDimensions: { width: 2 * r, height: 2 * r } };
  }
  function drawNode(ctx, i, x, y, r, scale) {
    const level = scene.node[i];
    if (level === scene.GONE) return;
    ctx.globalAlpha = level === scene.FAINT ? 0.13 : 1;
    ctx.beginPath();
    sg.trace(ctx, model.type[i], x, y, r);
    ctx.fillStyle = sg.colour(i);
    ctx.fill();
    ctx.lineWidth = 1.5 / scale;
    ctx.strokeStyle = sg.palette().paper;
    ctx.stroke();
    if (scene.center.includes(i)) {
      ctx.beginPath();
      ctx.arc(x, y, r * 1.35 + 3 / scale, 0, 2 * Math.PI);
      ctx.lineWidth = 2.5 / scale;
      ctx.strokeStyle = sg.palette().accent;
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }

  // Edges at rest: straight, all in two paths.
  let paths = null;
  function edgePaths() {
    if (paths) return paths;
    paths = { quiet: new Path2D(), typed: new Path2D(), faint: new Path2D() };
    for (let e = 0; e < model.links; e++) {
      const level = scene.edge[e];
      if (level === scene.GONE || level === scene.LIT) continue;
      const structural = model.relations[model.relation[e]].structural;
      const path = level === scene.FAINT ? paths.faint : structural ? paths.quiet : paths.typed;
      path.moveTo(model.x[model.from[e]], model.y[model.from[e]]);
      path.lineTo(model.x[model.to[e]], model.y[model.to[e]]);
    }
    return paths;
  }

  // Edges in focus: curved apart where several join the same two nodes, with an arrow.
  painter.litCurves = (scale) => {
    const together = new Map();
    for (const e of scene.litEdges) {
      if (scene.node[model.from[e]] === scene.GONE || scene.node[model.to[e]] === scene.GONE) continue;
      const pair = Math.min(model.from[e], model.to[e]) * model.count + Math.max(model.from[e], model.to[e]);
      if (!together.has(pair)) together.set(pair, []);
      together.get(pair).push(e);
    }
    return [...together.values()].flatMap((edges) =>
      edges.map((e, at) => curve(e, (at - (edges.length - 1) / 2) * 34, scale)));
  };
  function curve(e, bend, scale) {
    const [a, b] = [model.from[e], model.to[e]];
    const sign = a < b ? 1 : -1;
    const [dx, dy] = [model.x[b] - model.x[a], model.y[b] - model.y[a]];
    const length = Math.hypot(dx, dy) || 1;
    const off = (sign * bend) / scale;
    const mid = [(model.x[a] + model.x[b]) / 2 - (dy / length) * off, (model.y[a] + model.y[b]) / 2 + (dx / length) * off];
    const toward = [model.x[b] - mid[0], model.y[b] - mid[1]];
    const far = Math.hypot(...toward) || 1;
    const stop = (sg.screenRadius(b, scale) + 3) / scale;
    const end = [model.x[b] - (toward[0] / far) * stop, model.y[b] - (toward[1] / far) * stop];
    const label = [(model.x[a] + 2 * mid[0] + end[0]) / 4, (model.y[a] + 2 * mid[1] + end[1]) / 4];
    return { e, start: [model.x[a], model.y[a]], mid, end, label, angle: Math.atan2(toward[1], toward[0]) };
  }
  function drawCurves(ctx, scale) {
    const { accent } = sg.palette();
    for (const { e, start, mid, end, angle } of painter.litCurves(scale)) {
      const strong = !model.relations[model.relation[e]].structural || scene.litEdges.length < 12;
      ctx.globalAlpha = strong ? 0.95 : 0.4;
      ctx.strokeStyle = ctx.fillStyle = accent;
      ctx.lineWidth = (strong ? 1.8 : 1.1) / scale;
      ctx.beginPath();
      ctx.moveTo(...start);
      ctx.quadraticCurveTo(...mid, ...end);
      ctx.stroke();
      arrow(ctx, end, angle, (strong ? 8 : 6) / scale);
    }
    ctx.globalAlpha = 1;
  }
  function arrow(ctx, [x, y], angle, size) {
    ctx.beginPath();
    ctx.moveTo(x, y);
    for (const side of [-1, 1]) {
      ctx.lineTo(x - size * Math.cos(angle + side * 0.42), y - size * Math.sin(angle + side * 0.42));
    }
    ctx.closePath();
    ctx.fill();
  }

  network.on("beforeDrawing", drawEdges);
  function drawEdges(ctx) {
    const scale = network.getScale();
    const { quiet, typed, faint } = edgePaths();
    const palette = sg.palette();
    ctx.lineWidth = 0.8 / scale;
    ctx.strokeStyle = palette.edge;
    ctx.globalAlpha = scene.focus || sg.isFiltered() ? 0.25 : 1;
    ctx.stroke(faint);
    ctx.globalAlpha = 1;
    ctx.stroke(quiet);
    ctx.lineWidth = 1.2 / scale;
    ctx.strokeStyle = palette["edge-typed"];
    ctx.stroke(typed);
    if (scene.litEdges.length) drawCurves(ctx, scale);
  }

  // What is in view, in screen pixels.
  painter.inView = () => {
    const { clientWidth: width, clientHeight: height } = holder;
    const scale = network.getScale();
    const found = [];
    for (let i = 0; i < model.count; i++) {
      if (scene.node[i] === scene.GONE) continue;
      const { x, y } = network.canvasToDOM({ x: model.x[i], y: model.y[i] });
      if (x < -60 || y < -40 || x > width + 60 || y > height + 40) continue;
      found.push({ i, x, y, r: sg.screenRadius(i, scale) });
    }
    return found;
  };

  painter.labels = [];
  painter.edgeLabels = [];
  network.on("afterDrawing", (ctx) => {
    const inView = painter.inView();
    const { placed, taken } = sg.placeLabels(ctx, inView);
    painter.labels = placed;
    painter.edgeLabels = placeEdgeLabels(ctx, taken);
    drawLabels(ctx, network.canvas.pixelRatio || 1);
    painter.drawnAt ||= performance.now();
  });
  function drawLabels(ctx, pixels) {
    ctx.save();
    ctx.setTransform(pixels, 0, 0, pixels, 0, 0);
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.lineJoin = "round";
    const { ink, paper, accent } = sg.palette();
    for (const { lines, font, row, x, y } of painter.labels) {
      lines.forEach((text, at) => write(ctx, text, font, x, y + at * row, ink, paper));
    }
    for (const { text, x, y } of painter.edgeLabels) write(ctx, text, sg.edgeFont, x, y, accent, paper);
    ctx.restore();
  }
  function write(ctx, text, font, x, y, ink, paper) {
    ctx.font = font;
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = paper;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = ink;
    ctx.fillText(text, x, y);
  }
  function placeEdgeLabels(ctx, taken) {
    if (scene.litEdges.length > 80) return [];
    const found = [];
    for (const { e, label } of painter.litCurves(network.getScale())) {
      const relation = model.relations[model.relation[e]];
      if (relation.structural && scene.litEdges.length > 12) continue;
      const { x, y } = network.canvasToDOM({ x: label[0], y: label[1] });
      const width = sg.measure(ctx, relation.forward, sg.edgeFont);
      const box = [x - width / 2 - 2, y - 7, x + width / 2 + 2, y + 7];
      if (taken.hits(box)) continue;
      taken.add(box);
      found.push({ e, text: relation.forward, x, y: y - 6, box });
    }
    return found;
  }

  // The same picture on another canvas, `times` as fine.
  painter.size = () => ({ width: holder.clientWidth, height: holder.clientHeight });
  painter.paint = (ctx, times) => {
    const { width, height } = painter.size();
    const scale = network.getScale();
    const origin = network.canvasToDOM({ x: 0, y: 0 });
    ctx.fillStyle = sg.palette().paper;
    ctx.fillRect(0, 0, width * times, height * times);
    ctx.setTransform(times * scale, 0, 0, times * scale, times * origin.x, times * origin.y);
    drawEdges(ctx);
    for (const { i, r } of painter.inView()) drawNode(ctx, i, model.x[i], model.y[i], r / scale, scale);
    drawLabels(ctx, times);
  };

  // What lies under the pointer, in screen pixels.
  painter.nodeAt = (at, tolerance = 4) => {
    let best = -1;
    let least = Infinity;
    for (const { i, x, y, r } of painter.inView()) {
      const far = Math.hypot(x - at.x, y - at.y) - r - (scene.node[i] === scene.FAINT ? 0 : tolerance);
      if (far < 0 && far - 50 * scene.node[i] < least) [best, least] = [i, far - 50 * scene.node[i]];
    }
    return best;
  };
  painter.labelAt = (at) => {
    const hit = ({ box: [left, top, right, bottom] }) => at.x > left && at.x < right && at.y > top && at.y < bottom;
    return painter.labels.find(hit)?.i ?? -1;
  };
  painter.edgeAt = (at, tolerance = 6) => {
    const scale = network.getScale();
    const p = network.DOMtoCanvas(at);
    let best = -1;
    let least = tolerance / scale;
    const see = (e, far) => far < least && ([best, least] = [e, far]);
    for (const { e, start, mid, end } of painter.litCurves(scale)) {
      for (let t = 0; t < 1; t += 0.125) see(e, toSegment(p, onCurve(start, mid, end, t), onCurve(start, mid, end, t + 0.125)));
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

  // The camera.
  painter.fit = (wanted, { animate = true, closest = 1.4 } = {}) => {
    const listed = [...wanted].filter((i) => scene.shown[i]);
    if (!listed.length) return;
    const xs = listed.map((i) => model.x[i]);
    const ys = listed.map((i) => model.y[i]);
    const [left, right] = [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b))];
    const [top, bottom] = [ys.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.max(a, b))];
    const { width, height, shift } = freeArea();
    const scale = Math.min((width - Math.min(190, width / 4)) / (right - left + 1), (height - 90) / (bottom - top + 1), closest);
    moveTo({ x: (left + right) / 2, y: (top + bottom) / 2 }, Math.max(scale, 0.02), animate, shift);
  };
  function moveTo(position, scale, animate, shift = freeArea().shift) {
    const moved = { x: position.x, y: position.y + shift / scale };
    const animation = animate && !calm() && { duration: 380, easingFunction: "easeInOutQuad" };
    network.moveTo({ position: moved, scale, animation });
  }
  // On a phone the panel covers the lower part of the picture.
  function freeArea() {
    const { clientWidth: width, clientHeight: height } = holder;
    const cover = document.body.classList.contains("sheet") ? sg.$("panel").offsetHeight : 0;
    return { width, height: Math.max(160, height - cover), shift: cover / 2 };
  }
  painter.fitAll = (how) => painter.fit(model.byDegree.filter((i) => scene.node[i] >= scene.PLAIN), how);
  painter.zoom = (factor) => {
    const scale = Math.max(0.02, Math.min(6, network.getScale() * factor));
    network.moveTo({ scale, animation: !calm() && { duration: 160, easingFunction: "easeOutQuad" } });
  };
  // Moves only if some of these nodes are out of sight, or far too small to read.
  painter.show = (wanted) => {
    const { width, height } = freeArea();
    const inside = (i) => {
      const { x, y } = network.canvasToDOM({ x: model.x[i], y: model.y[i] });
      return x > 30 && y > 30 && x < width - 30 && y < height - 30;
    };
    if (wanted.every(inside) && network.getScale() > 0.45) return;
    const scale = Math.max(network.getScale(), 0.8);
    if (wanted.length === 1) moveTo({ x: model.x[wanted[0]], y: model.y[wanted[0]] }, scale, true);
    else painter.fit(wanted);
  };

  painter.reveal = (wanted) => {
    const fresh = scene.reveal(wanted);
    if (fresh.length) nodes.add(fresh.map(visNode));
    return fresh.length;
  };
  painter.redraw = () => {
    paths = null;
    network.redraw();
  };

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
    if (held.length) paths = null;
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
    h("span", null, sg.bdi(model.label[model.from[e]], 40), ` ${model.relations[model.relation[e]].forward} `, sg.bdi(model.label[model.to[e]], 40)),
    h("small", null, `${sg.plural(model.weight[e], "sentence")}; click to read`),
  ];
})();
