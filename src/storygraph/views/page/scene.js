// What the picture shows for the current state: which nodes and edges are there, which stand out.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state } = sg;
  const WHOLE = 5000; // graphs up to this size are shown whole
  const CORE = 2000; // of larger ones the best linked come first
  const GONE = 0,
    FAINT = 1,
    PLAIN = 2,
    LIT = 3;

  const shown = new Uint8Array(model.count);
  const core = model.count > WHOLE ? model.byDegree.slice(0, CORE) : model.byDegree;
  for (const i of core) shown[i] = 1;

  const scene = {
    GONE,
    FAINT,
    PLAIN,
    LIT,
    shown,
    shownCount: core.length,
    node: new Uint8Array(model.count).fill(PLAIN),
    edge: new Uint8Array(model.links).fill(PLAIN),
    focus: false, // whether some nodes are lit
    center: [], // the nodes that the lit ones are about
    litEdges: [],
  };
  sg.scene = scene;

  // Adds nodes to a picture that holds only part of a large graph; returns the new ones.
  scene.reveal = (nodes) => {
    const fresh = [...new Set(nodes)].filter((i) => i >= 0 && !shown[i]);
    for (const i of fresh) shown[i] = 1;
    scene.shownCount += fresh.length;
    return fresh;
  };
  scene.hiddenNeighbours = (i) =>
    new Set(
      [...model.edgesOf(i)]
        .filter((e) => !state.relations.has(model.relation[e]))
        .map((e) => model.other(e, i))
        .filter((j) => !shown[j]),
    );

  const passes = (i) => !state.types.has(model.type[i]) && ofStories(i) && (!kept || kept[i] === 1);
  const ofStories = (i) =>
    !state.stories.size || model.stories(i).some((s) => state.stories.has(s));

  let kept = null; // what is tied to the chosen themes
  function keepThemes() {
    kept = state.themes.size ? new Uint8Array(model.count) : null;
    for (const theme of state.themes) {
      kept[theme] = 1;
      for (const e of model.edgesOf(theme)) {
        if (!model.relations[model.relation[e]].cooccurrence) kept[model.other(e, theme)] = 1;
      }
    }
  }

  scene.relationShown = (e) => !state.relations.has(model.relation[e]);

  // The nodes and edges that the panel is about; null if it is about nothing in particular.
  function subject() {
    const { panel, node, edge, ends } = state;
    if ((panel === "path" || panel === "shared") && Math.max(...ends) < 0) return null;
    if (panel === "path" && sg.pathEdges) return ofEdges(sg.pathEdges, ends);
    if (panel === "shared" && sg.sharedEdges) return ofEdges(sg.sharedEdges, ends);
    if (panel === "edge" && edge >= 0) return ofEdges([edge], [model.from[edge], model.to[edge]]);
    if ((panel === "node" || panel === "story" || panel === "marks") && node >= 0)
      return around(node);
    return null;
  }
  const ofEdges = (edges, center) => ({
    center: center.filter((i) => i >= 0),
    edges,
    nodes: new Set([
      ...center.filter((i) => i >= 0),
      ...edges.flatMap((e) => [model.from[e], model.to[e]]),
    ]),
  });
  function around(node) {
    const allowed = (e) =>
      scene.relationShown(e) &&
      shown[model.from[e]] &&
      shown[model.to[e]] &&
      passes(model.from[e]) &&
      passes(model.to[e]);
    const reached = sg.within(node, state.depth, allowed);
    const edges = new Set();
    for (const [i, step] of reached) {
      if (step >= state.depth) continue;
      for (const e of model.edgesOf(i)) if (allowed(e)) edges.add(e);
    }
    return { center: [node], edges: [...edges], nodes: reached };
  }

  scene.update = () => {
    keepThemes();
    const lit = subject();
    scene.focus = !!lit;
    scene.center = lit ? lit.center : [];
    scene.litEdges = lit ? lit.edges : [];
    const aside = state.hide ? GONE : FAINT;
    for (let i = 0; i < model.count; i++) {
      if (!shown[i]) scene.node[i] = GONE;
      else if (lit && lit.nodes.has(i)) scene.node[i] = LIT;
      else scene.node[i] = !passes(i) || lit ? aside : PLAIN;
    }
    for (let e = 0; e < model.links; e++) {
      const level = Math.min(scene.node[model.from[e]], scene.node[model.to[e]]);
      scene.edge[e] = state.relations.has(model.relation[e]) ? GONE : Math.min(level, PLAIN);
    }
    if (lit) {
      for (let e = 0; e < model.links; e++) if (scene.edge[e] === PLAIN) scene.edge[e] = FAINT;
      for (const e of lit.edges) scene.edge[e] = LIT;
    }
    scene.visible = scene.node.reduce((sum, level) => sum + (level >= PLAIN ? 1 : 0), 0);
  };
})();
