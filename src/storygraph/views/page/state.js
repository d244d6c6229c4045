// What the reader is looking at: one plain object, kept in the address (`#node=...`), and whoever
// listens when it changes.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model } = sg;
  const hiddenAtFirst = () =>
    new Set(model.relations.flatMap((relation, r) => (relation.cooccurrence ? [r] : [])));
  const first = () => ({
    view: "graph", // graph, map, time, matrix, list
    panel: "overview", // overview, node, edge, story, path, shared, marks, help
    node: -1,
    edge: -1,
    story: -1,
    sentence: null, // [start, end] in the story that is read
    ends: [-1, -1], // of the path, or the two that may share themes
    depth: 1,
    types: new Set(), // hidden types
    relations: hiddenAtFirst(), // hidden relations
    themes: new Set(), // kept themes; empty: all
    stories: new Set(), // kept stories; empty: all
    hide: false, // hide what is filtered out instead of dimming it
    colour: "type",
  });

  const state = first();
  const listeners = [];
  sg.state = state;
  sg.onChange = (listener) => listeners.push(listener);

  // Applies some changes, tells everyone, and puts the new state into the address.
  sg.set = (changes, { remember = true } = {}) => {
    Object.assign(state, changes);
    for (const listener of listeners) listener(changes);
    if (remember)
      writeAddress(["panel", "node", "edge", "story", "view"].some((key) => key in changes));
  };

  sg.resetFilters = () => {
    const { types, relations, themes, stories, hide } = first();
    sg.set({ types, relations, themes, stories, hide });
  };

  sg.isFiltered = () =>
    state.types.size > 0 ||
    state.themes.size > 0 ||
    state.stories.size > 0 ||
    model.relations.some((relation, r) => state.relations.has(r) !== relation.cooccurrence);

  sg.select = (node, more = {}) => sg.set({ panel: "node", node, edge: -1, story: -1, ...more });
  sg.selectEdge = (edge) => sg.set({ panel: "edge", edge, node: -1, story: -1 });
  sg.readStory = (story, sentence = null) => {
    const node = state.node < 0 ? model.storyNodes[story] : state.node;
    sg.set({ panel: "story", story, sentence, node, edge: -1 });
  };
  sg.home = () => sg.set({ panel: "overview", node: -1, edge: -1, story: -1, ends: [-1, -1] });

  const names = (set, list) => [...set].map((i) => list[i].name).join(" ");

  sg.address = () => {
    const parts = new URLSearchParams();
    const put = (key, value) => value && parts.set(key, value);
    const { panel, ends } = state;
    if (panel === "path" || panel === "shared") {
      put(panel, model.ref[ends[0]]);
      put("to", model.ref[ends[1]]);
    } else if (panel === "edge" && state.edge >= 0) {
      put("edge", model.ref[model.from[state.edge]]);
      put("relation", model.relations[model.relation[state.edge]].name);
      put("to", model.ref[model.to[state.edge]]);
    } else {
      if (panel === "story") put("story", model.storyIds[state.story]);
      if (panel !== "overview") put("node", model.ref[state.node]);
    }
    if (state.depth > 1) put("depth", state.depth);
    if (state.view !== "graph") put("view", state.view);
    if (state.colour !== "type") put("colour", state.colour);
    if (state.hide) put("hide", "1");
    put("without", names(state.types, model.types));
    for (const theme of state.themes) parts.append("theme", model.ref[theme]);
    for (const story of state.stories) parts.append("in", model.storyIds[story]);
    if (model.relations.some((relation, r) => state.relations.has(r) !== relation.cooccurrence)) {
      parts.set("nolinks", names(state.relations, model.relations));
    }
    return parts.toString();
  };

  function writeAddress(asStep) {
    const address = sg.address();
    if (address === location.hash.slice(1)) return;
    const target = address ? `#${address}` : location.pathname + location.search;
    try {
      history[asStep ? "pushState" : "replaceState"](null, "", target);
    } catch {
      // Inside a notebook's frame the address cannot change; nothing else depends on it.
    }
  }

  function toState(address) {
    const parts = new URLSearchParams(address);
    const found = first();
    const node = (key) => (parts.has(key) ? nodeOf(parts.get(key)) : -1);
    const listed = (key, list) => {
      const wanted = (parts.get(key) || "").split(" ");
      return new Set(list.flatMap((each, i) => (wanted.includes(each.name) ? [i] : [])));
    };
    found.node = node("node");
    found.story = parts.has("story") ? model.storyIds.indexOf(parts.get("story")) : -1;
    if (found.node >= 0) found.panel = "node";
    if (found.story >= 0) {
      found.panel = "story";
      if (found.node < 0) found.node = model.storyNodes[found.story];
    }
    for (const panel of ["path", "shared"]) {
      if (parts.has(panel)) Object.assign(found, { panel, ends: [node(panel), node("to")] });
    }
    if (parts.has("edge")) {
      found.edge = findEdge(node("edge"), parts.get("relation"), node("to"));
      if (found.edge >= 0) found.panel = "edge";
    }
    found.depth = Math.min(4, Math.max(1, Number.parseInt(parts.get("depth"), 10) || 1));
    const view = parts.get("view");
    if (["map", "time", "matrix", "list"].includes(view)) found.view = view;
    if (parts.get("colour") === "community") found.colour = "community";
    found.hide = parts.get("hide") === "1";
    found.types = listed("without", model.types);
    if (parts.has("nolinks")) found.relations = listed("nolinks", model.relations);
    found.themes = new Set(parts.getAll("theme").flatMap((ref) => model.byRef.get(ref) ?? []));
    const stories = parts.getAll("in").map((id) => model.storyIds.indexOf(id));
    found.stories = new Set(stories.filter((story) => story >= 0));
    return found;
  }

  // A node by its id, or by its whole name; of a story and its hero, the hero.
  function nodeOf(text) {
    const given = model.byRef.get(text);
    if (given !== undefined) return given;
    const wanted = text.trim().toLowerCase();
    const found = model.label.flatMap((label, i) => (label.toLowerCase() === wanted ? [i] : []));
    return found.find((i) => !model.isStory(i)) ?? found[0] ?? -1;
  }
  function strangerIn(address) {
    const parts = new URLSearchParams(address);
    const isStranger = (text) => text && nodeOf(text) < 0;
    const story = parts.get("story");
    return (
      ["node", "path", "shared", "edge", "to"].map((key) => parts.get(key)).find(isStranger) ||
      (story && !model.storyIds.includes(story) ? story : "")
    );
  }

  function findEdge(source, name, target) {
    if (source < 0 || target < 0) return -1;
    const fits = (e) => model.from[e] === source && model.to[e] === target;
    const edges = [...model.edgesOf(source)].filter(fits);
    return edges.find((e) => model.relations[model.relation[e]].name === name) ?? -1;
  }

  sg.readAddress = () => {
    const address = location.hash.slice(1);
    sg.set(toState(address), { remember: false });
    const stranger = strangerIn(address);
    if (stranger) sg.hint(`The link names “${sg.short(stranger, 60)}”, which is not in this graph.`);
  };
  window.addEventListener("popstate", sg.readAddress);
  window.addEventListener("hashchange", () => {
    if (location.hash.slice(1) !== sg.address()) sg.readAddress();
  });
})();
