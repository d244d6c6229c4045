// The reading panel: an overview, an edge's sentences, and the cards of the other files.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, h } = sg;
  const panel = sg.$("panel");

  const head = (...kids) =>
    h(
      "header",
      { class: "panelhead" },
      kids,
      sg.button("×", sg.home, {
        class: "close",
        title: "Close (Escape)",
        aria: { label: "Close this card" },
      }),
    );

  // The opening card.
  function overview() {
    const stories = model.storyIds.map((_, story) => story);
    const telling = ["person", "place", "artwork", "theme"];
    return [
      h(
        "header",
        { class: "panelhead" },
        h("h2", null, "What is here"),
        sg.button("×", () => document.body.classList.remove("sheet"), {
          class: "close phone",
          aria: { label: "Close" },
        }),
      ),
      h("p", { class: "lead" }, overviewText()),
      h("p", { class: "note compact" }, model.summary),
      model.count > 0 &&
        h(
          "div",
          { class: "actions" },
          sg.button("Path between two…", () => sg.set({ panel: "path", ends: [-1, -1], node: -1 })),
          sg.button("What do two share?", () =>
            sg.set({ panel: "shared", ends: [-1, -1], node: -1 }),
          ),
        ),
      stories.length > 0 && h("h3", null, "Read"),
      sg.some(stories, 14, (story) => h("p", { class: "item" }, sg.storyLink(story, null))),
      telling.map((name) => best(name)),
      h(
        "p",
        { class: "note keys" },
        h("kbd", null, "/"),
        " search  ",
        h("kbd", null, "?"),
        " all keys",
      ),
    ];
  }
  const overviewText = () =>
    model.count
      ? "Pick a node or a link to read the sentences behind it, or open a story and read on from there."
      : "This graph is empty: nothing was found in the stories, or all of it was left out.";
  function best(name) {
    const type = model.types.findIndex((each) => each.name === name);
    const found = model.byDegree.filter((i) => model.type[i] === type).slice(0, 5);
    return (
      found.length > 0 && [
        h("h3", null, `Most linked ${model.types[type].plural}`),
        h(
          "ul",
          { class: "plain" },
          found.map((i) => h("li", null, sg.nodeLink(i), h("b", null, model.degree[i]))),
        ),
      ]
    );
  }

  // An edge's card.
  function edgeCard(e) {
    const [a, b] = [model.from[e], model.to[e]];
    const also = [...model.edgesOf(a)].filter(
      (other) => other !== e && model.other(other, a) === b,
    );
    return [
      head(
        h("p", { class: "kind" }, "link"),
        h(
          "h2",
          { class: "statement" },
          sg.nodeLink(a),
          h("em", null, model.relations[model.relation[e]].forward),
          sg.nodeLink(b),
        ),
      ),
      sg.withFacts(h("div", { class: "quotes" }), (facts) =>
        sg.some(facts.of(e), 40, (piece) => sg.quote(piece)),
      ),
      sg.linkForms(e),
      also.length > 0 && [
        h("h3", null, "Also between these two"),
        also.map((other) =>
          h(
            "p",
            { class: "item" },
            sg.button(edgeText(other), () => sg.selectEdge(other), { class: "linklike" }),
          ),
        ),
      ],
    ];
  }
  const edgeText = (e) =>
    `${sg.short(model.label[model.from[e]], 40)} ${model.relations[model.relation[e]].forward} ${sg.short(model.label[model.to[e]], 40)}`;
  sg.edgeText = edgeText;

  const cards = {
    overview,
    path: () => sg.pathCard(),
    help: () => sg.helpCard(),
    node: () => (state.node >= 0 ? sg.nodeCard(state.node) : overview()),
    edge: () => edgeCard(state.edge),
    story: () => sg.storyCard(),
    shared: () => sg.sharedCard(),
    marks: () => sg.marksCard(),
  };
  sg.panelHead = head;

  const drawnFor = {};
  const what = () =>
    JSON.stringify([
      state.panel,
      state.panel === "story"
        ? [state.story, state.sentence]
        : [state.node, state.edge, state.ends],
    ]);
  sg.drawPanel = (force = false) => {
    if (!force && drawnFor.what === what()) return;
    drawnFor.what = what();
    const focused = panel.contains(document.activeElement);
    panel.className = `panel-${state.panel}`;
    sg.put(panel, cards[state.panel]());
    panel.scrollTop = 0;
    if (focused) panel.focus({ preventScroll: true });
    document.body.classList.toggle(
      "sheet",
      state.panel !== "overview" && matchMedia("(max-width: 820px)").matches,
    );
  };
})();
