// What two people, stories or other nodes share: their common themes, rare before common.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, h } = sg;
  const storyCount = Math.max(
    1,
    model.type.reduce((sum, _, i) => sum + (model.isStory(i) ? 1 : 0), 0),
  );

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

  // How loosely a theme is tied to one side, and how many sentences do so.
  const loose = (edges) => Math.min(...edges.map((e) => model.relations[model.relation[e]].cost));
  const told = (edges) => edges.reduce((sum, e) => sum + model.weight[e], 0);

  // Among equally rare themes first those that both practise or play, then the oftener told.
  sg.sharedThemes = (a, b) => {
    const [one, other] = [themesOf(a), themesOf(b)];
    return [...one.keys()]
      .filter((theme) => other.has(theme))
      .map((theme) => ({
        theme,
        score: rarity(theme),
        first: one.get(theme),
        second: other.get(theme),
      }))
      .sort(
        (x, y) =>
          y.score - x.score ||
          loose(x.first) + loose(x.second) - loose(y.first) - loose(y.second) ||
          told(y.first) + told(y.second) - told(x.first) - told(x.second) ||
          model.label[x.theme].localeCompare(model.label[y.theme]),
      );
  };

  // What both are linked to besides themes, the rarest first.
  function sharedNodes(a, b) {
    const linked = (i) => {
      const found = new Map();
      for (const e of model.edgesOf(i)) {
        const j = model.other(e, i);
        if (!model.relations[model.relation[e]].cooccurrence && !model.isTheme(j)) found.set(j, e);
      }
      return found;
    };
    const [one, other] = [linked(a), linked(b)];
    return [...one.keys()]
      .filter((i) => other.has(i) && i !== a && i !== b)
      .map((node) => ({ node, edges: [one.get(node), other.get(node)] }))
      .sort(
        (x, y) => rarity(y.node) - rarity(x.node) || model.degree[x.node] - model.degree[y.node],
      );
  }

  sg.findShared = () => {
    const [a, b] = state.ends;
    const both = state.panel === "shared" && a >= 0 && b >= 0 && a !== b;
    sg.shared = both ? sg.sharedThemes(a, b) : [];
    sg.sharedEdges = sg.shared.flatMap(({ first, second }) => [...first, ...second]);
    if (both && !sg.shared.length)
      sg.sharedEdges = sharedNodes(a, b)
        .slice(0, 20)
        .flatMap(({ edges }) => edges);
  };

  sg.sharedCard = () => {
    const [a, b] = state.ends;
    return [
      sg.panelHead(
        h("p", { class: "kind" }, "shared themes"),
        h("h2", null, "What do these two share?"),
      ),
      sg.pairFields("shared", ["The first", "The second"], {
        placeholder: "a person, story, place …",
        accept: (i) => !model.isTheme(i),
      }),
      a >= 0 && b >= 0
        ? result(a, b)
        : h(
            "p",
            { class: "note" },
            "Choose two people, stories, places or artworks. Themes that few stories know come first.",
          ),
    ];
  };

  function result(a, b) {
    if (a === b) return h("p", { class: "note" }, "These are the same.");
    return [themes(a, b), others(a, b)];
  }
  function others(a, b) {
    const found = sharedNodes(a, b);
    return (
      found.length > 0 &&
      h(
        "section",
        null,
        h("h3", null, "Both are linked to"),
        sg.some(found, 12, ({ node, edges }) =>
          h(
            "div",
            { class: "relation" },
            h("p", null, sg.nodeLink(node)),
            edges.map((e) =>
              sg.button(edgeWords(e), () => sg.selectEdge(e), { class: "linklike" }),
            ),
          ),
        ),
      )
    );
  }
  const edgeWords = (e) => sg.short(sg.edgeText(e), 90);
  function themes(a, b) {
    if (!sg.shared.length) {
      return h(
        "div",
        null,
        h("p", { class: "note" }, "The stories tie no theme to both."),
        sg.button("Show the path between them", () => sg.set({ panel: "path", ends: [a, b] })),
      );
    }
    return sg.withFacts(h("div", { class: "sharedlist" }), (facts) =>
      sg.shared.map((each) => theme(each, a, b, facts)),
    );
  }
  const theme = ({ theme: i, first, second }, a, b, facts) =>
    h(
      "section",
      null,
      h("h3", { class: "line" }, sg.nodeLink(i), h("small", null, spread(i))),
      side(a, first, facts),
      side(b, second, facts),
    );
  const spread = (i) =>
    `in ${model.stories(i).length} of ${sg.plural(storyCount, "story", "stories")}`;
  const side = (i, edges, facts) =>
    h(
      "div",
      { class: "quotes" },
      h("p", { class: "who" }, sg.bdi(model.label[i], 60)),
      sg.some(sentences(edges, facts), 2, (piece) => sg.quote(piece, { brief: true })),
    );
  // Each sentence once, the surest reading of it.
  function sentences(edges, facts) {
    const found = new Map();
    for (const piece of edges.flatMap((e) => facts.of(e))) {
      if (!(found.get(piece.sentence)?.percent >= piece.percent)) found.set(piece.sentence, piece);
    }
    return [...found.values()];
  }
})();
