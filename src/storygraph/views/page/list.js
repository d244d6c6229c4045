// The graph as text: every node with what is said of it, for screen readers and for searching.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, scene, h } = sg;
  sg.views ||= {};
  const PAGE = 200;
  let holder = null;
  let drawnFor = "";

  function statements(i) {
    const told = [...model.edgesOf(i)].filter(
      (e) => scene.relationShown(e) && model.relations[model.relation[e]].name !== "mentions",
    );
    return h(
      "ul",
      null,
      told.slice(0, 120).map((e) =>
        h(
          "li",
          null,
          `${model.words(e, i)} `,
          sg.nodeLink(model.other(e, i), { icon: false }),
          " ",
          sg.button(sg.plural(model.weight[e], "sentence"), () => sg.selectEdge(e), {
            class: "count",
          }),
        ),
      ),
      told.length > 120 && h("li", null, `and ${told.length - 120} more`),
    );
  }
  const entry = (i) =>
    h(
      "details",
      {
        ontoggle: (event) => event.target.children.length < 2 && event.target.append(statements(i)),
      },
      h(
        "summary",
        null,
        sg.icon(i),
        sg.bdi(model.label[i], 120),
        h("small", null, sg.plural(model.degree[i], "link")),
      ),
    );

  function section(type, t) {
    const nodes = model.byDegree.filter(
      (i) =>
        model.type[i] === t &&
        scene.node[i] !== scene.GONE &&
        !(sg.isFiltered() && scene.node[i] === scene.FAINT && !scene.focus),
    );
    return (
      nodes.length > 0 &&
      h(
        "section",
        null,
        h(
          "h2",
          null,
          `${type.plural[0].toUpperCase()}${type.plural.slice(1)} `,
          h("b", null, nodes.length.toLocaleString("en")),
        ),
        sg.some(nodes, PAGE, (i) =>
          h(
            "div",
            { class: "entry" },
            entry(i),
            sg.button("open", () => sg.go(i), {
              class: "count",
              aria: { label: `Card of ${sg.short(model.label[i], 60)}` },
            }),
          ),
        ),
      )
    );
  }

  sg.views.list = {
    useful: () => true,
    draw: (element) => {
      holder = element;
    },
    update: () => {
      const now = JSON.stringify([
        [...state.types],
        [...state.relations],
        [...state.themes],
        [...state.stories],
        state.hide,
        scene.shownCount,
      ]);
      if (now === drawnFor) return;
      drawnFor = now;
      sg.put(
        holder,
        h("h2", { class: "viewtitle" }, "Everything as text"),
        h("p", { class: "note" }, model.summary),
        model.types.map(section),
      );
    },
  };
})();
