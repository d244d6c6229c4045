// The keyboard: everything that the mouse can do.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, scene } = sg;
  const ARROWS = {
    ArrowRight: 0,
    ArrowDown: Math.PI / 2,
    ArrowLeft: Math.PI,
    ArrowUp: -Math.PI / 2,
  };
  const typing = (target) =>
    target.closest?.("input:not([type=checkbox]):not([type=radio]), select, textarea");

  // The linked node that lies most nearly in a direction from node i.
  sg.neighbourToward = (i, angle) => {
    let best = -1;
    let least = Infinity;
    for (const e of model.edgesOf(i)) {
      const j = model.other(e, i);
      if (
        j === i ||
        !scene.relationShown(e) ||
        scene.node[j] === scene.GONE ||
        state.types.has(model.type[j])
      )
        continue;
      const [dx, dy] = [model.x[j] - model.x[i], model.y[j] - model.y[i]];
      const turn = Math.abs(
        Math.atan2(Math.sin(Math.atan2(dy, dx) - angle), Math.cos(Math.atan2(dy, dx) - angle)),
      );
      const cost = turn > 1.25 ? 100 * turn : turn + Math.hypot(dx, dy) / 4000;
      if (cost < least) [least, best] = [cost, j];
    }
    return best;
  };

  function walk(angle) {
    if (state.node < 0) return sg.go(model.byDegree.find((i) => scene.node[i] >= scene.PLAIN) ?? 0);
    const next = sg.neighbourToward(state.node, angle);
    return next >= 0 ? sg.go(next) : sg.hint("No linked node that way.");
  }

  const onCanvas = {
    Enter: () =>
      state.panel !== "overview" && sg.$("panel").querySelector("button:not(.close), a")?.focus(),
    "+": () => sg.painter.zoom(1.3),
    "=": () => sg.painter.zoom(1.3),
    "-": () => sg.painter.zoom(1 / 1.3),
    0: () => sg.painter.fitAll(),
    f: () => state.node >= 0 && sg.set({ depth: Math.min(4, state.depth + 1) }),
    F: () => state.node >= 0 && sg.set({ depth: Math.max(1, state.depth - 1) }),
  };
  const anywhere = {
    "/": () => sg.$("query").focus(),
    "?": () => sg.set({ panel: "help" }),
    p: () => sg.set({ panel: "path", ends: [state.node, -1] }),
    s: () => sg.set({ panel: "shared", ends: [state.node, -1] }),
    d: () => sg.toggleTheme(),
    ...Object.fromEntries(
      ["graph", "map", "time", "matrix", "list"].map((view, at) => [
        at + 1,
        () => sg.set({ view }),
      ]),
    ),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") return escape(event);
    if (typing(event.target)) return;
    const focused = event.target === sg.$("canvas") || event.target === document.body;
    let act = anywhere[event.key];
    if (focused && state.view === "graph") {
      if (event.key in ARROWS) act = () => walk(ARROWS[event.key]);
      act ||= onCanvas[event.key];
    }
    if (!act) return;
    event.preventDefault();
    act();
  });

  function escape(event) {
    if (sg.closeMenu()) return;
    if (document.body.classList.contains("drawer")) document.body.classList.remove("drawer");
    else if (typing(event.target)) event.target.blur();
    else sg.home();
    if (state.view === "graph") sg.$("canvas").focus({ preventScroll: true });
  }
})();
