// What two people, stories or other nodes share: their common themes, rare before common.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, h } = sg;
  const storyCount = Math.max(1, model.type.reduce((sum, _, i) => sum + (model.isStory(i) ? 1 : 0), 0));

  // The edges from a node to each theme that the text ties to it.
  function themesOf(i) {
    const found = new Map();
    for (const e of model.edgesOf(i)) {
      const theme = model.to[e];
      if (model.from[e] !== i || !model.isTheme(theme)) continue;
      if (model.relations[model.relation[e]].cooccurrence) continue;
      if (!found.has(theme)) found.set(theme, []);
      found.get(theme).push(e);
    }
    return found;
  }

  // Higher the fewer stories know the theme.
  const rarity = (theme) => Math.log((1 + storyCount) / (1 + model.stories(theme).length)) + 1;

  sg.sharedThemes = (a, b) => {
    const [one, other] = [themesOf(a), themesOf(b)];
    return [...one.keys()].filter((theme) => other.has(theme))
      .map((theme) => ({ theme, score: rarity(theme), first: one.get(theme), second: other.get(theme) }))
      .sort((x, y) => y.score - x.score || model.label[x.theme].localeCompare(model.label[y.theme]));
  };

  sg.findShared = () => {
    const [a, b] = state.ends;
    const both = state.panel === "shared" && a >= 0 && b >= 0 && a !== b;
    sg.shared = both ? sg.sharedThemes(a, b) : [];
    sg.sharedEdges = sg.shared.flatMap(({ first, second }) => [...first, ...second]);
  };

  sg.sharedCard = () => {
    const [a, b] = state.ends;
    const accept = (i) => !model.isTheme(i);
    const field = (at, label) => sg.field({
      label, placeholder: "a person, story, place …", id: `shared-${at}`, accept,
      value: state.ends[at] >= 0 ? sg.short(model.label[state.ends[at]], 60) : "",
      onpick: (i) => {
        const ends = [...state.ends];
        ends[at] = i;
        sg.set({ panel: "shared", ends, node: -1, edge: -1 });
        if (ends[1] < 0) sg.$("shared-1")?.focus();
      },
    });
    return [
      sg.panelHead(h("p", { class: "kind" }, "shared themes"), h("h2", null, "What do these two share?")),
      h("div", { class: "pair" }, field(0, "The first"), field(1, "The second")),
      a >= 0 && b >= 0 ? result(a, b) : h("p", { class: "note" }, "Choose two people, stories, places or artworks. Themes that few stories know come first."),
    ];
  };

  function result(a, b) {
    if (a === b) return h("p", { class: "note" }, "These are the same.");
    if (!sg.shared.length) {
      return h("div", null, h("p", { class: "note" }, "The stories tie no theme to both."),
        sg.button("Show the path between them", () => sg.set({ panel: "path", ends: [a, b] })));
    }
    return sg.withFacts(h("div", { class: "sharedlist" }), (facts) => sg.shared.map((each) => theme(each, a, b, facts)));
  }
  const theme = ({ theme: i, first, second }, a, b, facts) =>
    h("section", null,
      h("h3", { class: "line" }, sg.nodeLink(i), h("small", null, spread(i))),
      side(a, first, facts), side(b, second, facts));
  const spread = (i) => `in ${model.stories(i).length} of ${sg.plural(storyCount, "story", "stories")}`;
  const side = (i, edges, facts) =>
    h("div", { class: "quotes" }, h("p", { class: "who" }, sg.bdi(model.label[i], 60)),
      sg.some(edges.flatMap((e) => facts.of(e)), 2, (piece) => sg.quote(piece, { brief: true })));
})();
