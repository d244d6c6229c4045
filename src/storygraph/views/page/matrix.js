// Stories against themes: which story speaks of what, how often, a click from the sentences.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, h } = sg;
  sg.views ||= {};
  const COLUMNS = 80;
  const ROWS = 60;
  let holder = null;
  let rare = false;
  let single = false;

  // theme -> story node -> the edges between them
  function cells() {
    const found = new Map();
    for (let e = 0; e < model.links; e++) {
      if (!model.isStory(model.from[e]) || !model.isTheme(model.to[e])) continue;
      if (!found.has(model.to[e])) found.set(model.to[e], new Map());
      const row = found.get(model.to[e]);
      if (!row.has(model.from[e])) row.set(model.from[e], e);
    }
    return found;
  }
  const wantedStory = (i) => !state.stories.size || state.stories.has(model.storyOf.get(i));

  function table(found) {
    const themes = [...found.keys()].filter(
      (i) => (single || found.get(i).size > 1) && (!state.themes.size || state.themes.has(i)),
    );
    const sum = (i) => [...found.get(i).values()].reduce((total, e) => total + model.weight[e], 0);
    themes.sort(
      (a, b) =>
        (rare ? 1 : -1) * (found.get(a).size - found.get(b).size) ||
        sum(b) - sum(a) ||
        model.label[a].localeCompare(model.label[b]),
    );
    const stories = [...new Set(themes.flatMap((i) => [...found.get(i).keys()]))]
      .filter(wantedStory)
      .sort((a, b) => a - b);
    const columns = stories.slice(0, COLUMNS);
    const most = Math.max(
      1,
      ...themes.flatMap((i) => [...found.get(i).values()].map((e) => model.weight[e])),
    );
    const body = h("tbody");
    const more = sg.button("", () => grow(), { class: "more" });
    const grow = () => {
      const at = body.childElementCount;
      body.append(...themes.slice(at, at + ROWS).map((i) => row(i, columns, found.get(i), most)));
      const left = themes.length - body.childElementCount;
      more.textContent = `Show ${left} more`;
      more.hidden = left <= 0;
    };
    grow();
    if (!themes.length) return h("p", { class: "note" }, "No theme is shared by two stories here.");
    return [
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            h("th", null, h("span", { class: "note" }, sg.plural(themes.length, "theme"))),
            columns.map((i) => h("th", { scope: "col" }, sg.nodeLink(i, { most: 32 }))),
          ),
        ),
        body,
      ),
      more,
      stories.length > COLUMNS &&
        h(
          "p",
          { class: "note" },
          `The first ${COLUMNS} of ${stories.length} stories; choose stories at the left to see others.`,
        ),
    ];
  }
  const row = (theme, columns, edges, most) =>
    h(
      "tr",
      null,
      h("th", { scope: "row" }, sg.nodeLink(theme, { most: 28 })),
      columns.map((story) => h("td", null, cell(edges.get(story), most))),
    );
  function cell(e, most) {
    if (e === undefined) return h("i");
    const strength = 0.25 + 0.75 * (Math.log(1 + model.weight[e]) / Math.log(1 + most));
    const text = `${sg.edgeText(e)}: ${sg.plural(model.weight[e], "sentence")}`;
    return sg.button(String(model.weight[e]), () => sg.selectEdge(e), {
      title: text,
      aria: { label: text },
      style: { opacity: strength.toFixed(2) },
    });
  }

  function draw() {
    const tick = (text, checked, onchange) =>
      h(
        "label",
        { class: "row" },
        h("input", { type: "checkbox", checked, onchange }),
        h("span", null, text),
      );
    sg.put(
      holder,
      h("h2", { class: "viewtitle" }, "Which story speaks of what"),
      h(
        "div",
        { class: "bar" },
        h(
          "p",
          { class: "note" },
          "The stronger the colour, the more sentences; click one to read them.",
        ),
        tick("rare themes first", rare, () => {
          rare = !rare;
          draw();
        }),
        tick("also themes of one story", single, () => {
          single = !single;
          draw();
        }),
      ),
      table(cells()),
    );
  }

  let drawnFor = null;
  sg.views.matrix = {
    useful: () => cells().size > 0,
    draw: (element) => {
      holder = element;
    },
    update: () => {
      const now = `${[...state.stories]} ${[...state.themes]}`;
      if (now === drawnFor) return;
      drawnFor = now;
      draw();
    },
  };
})();
