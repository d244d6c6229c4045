// The path between two nodes, with the sentence behind each step.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, h } = sg;

  sg.findPath = () => {
    const [a, b] = state.ends;
    sg.pathEdges = state.panel === "path" && a >= 0 && b >= 0 && a !== b ? sg.path(a, b) || [] : [];
  };

  // Two fields for the two ends that a card is about.
  sg.pairFields = (panel, labels, { placeholder, accept } = {}) => {
    const field = (label, at) =>
      sg.field({
        label,
        placeholder: placeholder || label,
        id: `${panel}-${at}`,
        accept,
        value: state.ends[at] >= 0 ? sg.short(model.label[state.ends[at]], 60) : "",
        onpick: (i) => {
          const ends = [...state.ends];
          ends[at] = i;
          sg.set({ panel, ends, node: -1, edge: -1 });
          if (ends[1] < 0) sg.$(`${panel}-1`)?.focus();
        },
      });
    return h("div", { class: "pair" }, labels.map(field));
  };

  sg.pathCard = () => {
    const [a, b] = state.ends;
    return [
      sg.panelHead(h("p", { class: "kind" }, "path"), h("h2", null, "What links these two?")),
      sg.pairFields("path", ["From", "To"]),
      a >= 0 && b >= 0
        ? pathSteps(a, b)
        : h(
            "p",
            { class: "note" },
            "Choose two names. What the stories state counts for more than themes in common, and these for more than standing in one sentence or story.",
          ),
    ];
  };
  function pathSteps(a, b) {
    if (a === b) return h("p", { class: "note" }, "These are the same.");
    if (!sg.pathEdges.length)
      return h("p", { class: "note" }, "Nothing in these stories links the two.");
    return sg.withFacts(h("ol", { class: "steps" }), (facts) => {
      let at = a;
      return [
        h("li", { class: "stop" }, sg.nodeLink(a)),
        sg.pathEdges.map((e) => {
          const words = model.words(e, at);
          at = model.other(e, at);
          return [
            h(
              "li",
              { class: "step" },
              h("p", null, words),
              facts.many(e) > 0 && sg.quote(facts.best(e)),
            ),
            h("li", { class: "stop" }, sg.nodeLink(at)),
          ];
        }),
      ];
    });
  }
})();
