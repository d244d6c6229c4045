// The picture: vis-network holds the nodes, the camera and the gestures; edges and names are drawn
// by us in its hooks, because thousands of vis edges would take seconds.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, scene } = sg;
  const holder = sg.$("canvas");
  const options = JSON.parse(sg.$("data-options").textContent);
  const HALO = 3.6; // smaller nodes have no edge of their own
  const MANY = 2500; // more resting edges than this are drawn ever fainter
  const painter = {};
  sg.painter = painter;

  sg.readPalette();
  scene.update();
  const visNode = (i) => ({ id: i, x: model.x[i], y: model.y[i], shape: "custom", ctxRenderer });
  const nodes = new vis.DataSet(
    model.byDegree
      .filter((i) => scene.shown[i])
      .reverse()
      .map(visNode),
  );
  const network = new vis.Network(holder, { nodes, edges: new vis.DataSet([]) }, options);
  painter.network = network;
  network.canvas.frame.tabIndex = -1; // the holder is the stop for Tab, and has a name

  // Nodes: vis calls this for each node in view.
  function ctxRenderer({ ctx, id, x, y }) {
    const scale = network.body.view.scale;
    const r = sg.screenRadius(id, scale) / scale;
    return {
      drawNode: () => drawNode(ctx, id, x, y, r, scale),
      nodeDimensions: { width: 2 * r, height: 2 * r },
    };
  }
  function drawNode(ctx, i, x, y, r, scale) {
    const level = scene.node[i];
    if (level === scene.GONE) return;
    ctx.globalAlpha = level === scene.FAINT ? 0.13 : 1;
    ctx.beginPath();
    sg.trace(ctx, model.type[i], x, y, r);
    ctx.fillStyle = sg.colour(i);
    ctx.fill();
    if (r * scale > HALO) {
      ctx.lineWidth = 1.5 / scale;
      ctx.strokeStyle = sg.palette().paper;
      ctx.stroke();
    }
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
    paths = { quiet: new Path2D(), typed: new Path2D(), faint: new Path2D(), count: 0 };
    for (let e = 0; e < model.links; e++) {
      const level = scene.edge[e];
      if (level === scene.GONE || level === scene.LIT) continue;
      const structural = model.relations[model.relation[e]].structural;
      const path = level === scene.FAINT ? paths.faint : structural ? paths.quiet : paths.typed;
      paths.count++;
      path.moveTo(model.x[model.from[e]], model.y[model.from[e]]);
      path.lineTo(model.x[model.to[e]], model.y[model.to[e]]);
    }
    return paths;
  }

  // Edges in focus: curved apart where several join the same two nodes, with an arrow.
  painter.litCurves = (scale) => {
    const together = new Map();
    for (const e of scene.litEdges) {
      if (scene.node[model.from[e]] === scene.GONE || scene.node[model.to[e]] === scene.GONE)
        continue;
      const pair =
        Math.min(model.from[e], model.to[e]) * model.count + Math.max(model.from[e], model.to[e]);
      if (!together.has(pair)) together.set(pair, []);
      together.get(pair).push(e);
    }
    return [...together.values()].flatMap((edges) =>
      edges.map((e, at) => curve(e, (at - (edges.length - 1) / 2) * 34, scale)),
    );
  };
  function curve(e, bend, scale) {
    const [a, b] = [model.from[e], model.to[e]];
    const sign = a < b ? 1 : -1;
    const [dx, dy] = [model.x[b] - model.x[a], model.y[b] - model.y[a]];
    const length = Math.hypot(dx, dy) || 1;
    const off = (sign * bend) / scale;
    const mid = [
      (model.x[a] + model.x[b]) / 2 - (dy / length) * off,
      (model.y[a] + model.y[b]) / 2 + (dx / length) * off,
    ];
    const toward = [model.x[b] - mid[0], model.y[b] - mid[1]];
    const far = Math.hypot(...toward) || 1;
    const stop = (sg.screenRadius(b, scale) + 3) / scale;
    const end = [model.x[b] - (toward[0] / far) * stop, model.y[b] - (toward[1] / far) * stop];
    const label = [(model.x[a] + 2 * mid[0] + end[0]) / 4, (model.y[a] + 2 * mid[1] + end[1]) / 4];
    return {
      e,
      start: [model.x[a], model.y[a]],
      mid,
      end,
      label,
      angle: Math.atan2(toward[1], toward[0]),
    };
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
      ctx.lineTo(
        x - size * Math.cos(angle + side * 0.42),
        y - size * Math.sin(angle + side * 0.42),
      );
    }
    ctx.closePath();
    ctx.fill();
  }

  network.on("beforeDrawing", drawEdges);
  function drawEdges(ctx) {
    const scale = network.getScale();
    const { quiet, typed, faint, count } = edgePaths();
    const palette = sg.palette();
    ctx.lineWidth = 0.8 / scale;
    ctx.strokeStyle = palette.edge;
    ctx.globalAlpha = scene.focus || sg.isFiltered() ? 0.25 : 1;
    ctx.stroke(faint);
    ctx.globalAlpha = Math.max(0.3, Math.min(1, Math.sqrt(MANY / count)));
    ctx.stroke(quiet);
    ctx.lineWidth = (count > MANY ? 0.99 : 1.2) / scale; // lines up to one pixel draw ten times faster
    ctx.strokeStyle = palette["edge-typed"];
    ctx.stroke(typed);
    ctx.globalAlpha = 1;
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
    const { placed, names, discs } = sg.placeLabels(ctx, inView, painter.size());
    painter.labels = placed;
    painter.edgeLabels = placeEdgeLabels(ctx, names, discs);
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
    for (const { text, x, y } of painter.edgeLabels)
      write(ctx, text, sg.edgeFont, x, y, accent, paper);
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
  function placeEdgeLabels(ctx, names, discs) {
    if (scene.litEdges.length > 80) return [];
    const found = [];
    for (const { e, label } of painter.litCurves(network.getScale())) {
      const relation = model.relations[model.relation[e]];
      if (relation.structural && scene.litEdges.length > 12) continue;
      const { x, y } = network.canvasToDOM({ x: label[0], y: label[1] });
      const width = sg.measure(ctx, relation.forward, sg.edgeFont);
      const box = [x - width / 2 - 2, y - 7, x + width / 2 + 2, y + 7];
      if (names.hits(box) || discs.hits(box)) continue;
      names.add(box);
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
    for (const { i, r } of painter.inView())
      drawNode(ctx, i, model.x[i], model.y[i], r / scale, scale);
    drawLabels(ctx, times);
  };

  painter.reveal = (wanted) => {
    const fresh = scene.reveal(wanted);
    if (fresh.length) nodes.add(fresh.map(visNode));
    return fresh.length;
  };
  painter.moved = () => (paths = null);
  painter.redraw = () => {
    paths = null;
    network.redraw();
  };
})();
