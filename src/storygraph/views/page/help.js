// The keys, on a card.
"use strict";

(() => {
  const sg = window.storygraph;
  const { h } = sg;

  sg.helpCard = () => {
    const keys = [
      ["/", "search"],
      ["← ↑ → ↓", "walk to a linked node"],
      ["Enter", "into the card"],
      ["Escape", "back to the whole"],
      ["F", "one step more around a node"],
      ["Shift F", "one step less"],
      ["+ −", "zoom"],
      ["0", "fit everything"],
      ["P", "path between two"],
      ["S", "what two share"],
      ["1 – 5", "graph, map, time line, themes, list"],
      ["D", "light or dark"],
      ["?", "this list"],
    ];
    return [
      sg.panelHead(h("h2", null, "Keys")),
      h(
        "table",
        { class: "keylist" },
        keys.map(([key, what]) =>
          h("tr", null, h("th", { scope: "row" }, h("kbd", null, key)), h("td", null, what)),
        ),
      ),
      h(
        "p",
        { class: "note" },
        "Drag to move, scroll or pinch to zoom, double-click a node to fit its neighbours. A card shown can be shared: its address is in the address bar.",
      ),
    ];
  };
})();
