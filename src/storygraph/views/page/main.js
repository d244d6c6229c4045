// Puts the page together and keeps it in step with the state.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, scene, painter, h } = sg;
  const VIEWS = [
    ["graph", "Graph"],
    ["map", "Map"],
    ["time", "Time"],
    ["matrix", "Themes"],
    ["list", "List"],
  ];
  const root = document.documentElement;

  // Header.
  document.title = sg.short(model.title, 120);
  sg.$("title").textContent = sg.short(model.title, 160);
  const counts = model.summary.split(" · ").map((each) => each.replaceAll(" ", "\u00a0"));
  sg.$("summary").textContent = counts.join("\u00a0· ");
  sg.$("brief").textContent = [counts[0], counts.at(-1)].join(" · ");
  sg.$("search").append(
    sg.field({
      label: "Search people, places, artworks, themes, stories",
      placeholder: "Search  ( / )",
      id: "query",
      onpick: (i) => {
        sg.set({ view: "graph" });
        sg.go(i);
      },
    }),
  );
  sg.$("views").append(
    ...VIEWS.filter(([view]) => view === "graph" || sg.views[view].useful()).map(([view, text]) =>
      sg.button(text, () => sg.set({ view }), { data: { view } }),
    ),
  );

  // A menu that closes on the next click or Escape.
  sg.closeMenu = () => {
    const open = document.querySelector(".menu");
    open?.remove();
    document
      .querySelectorAll("#tools [aria-expanded=true]")
      .forEach((each) => each.setAttribute("aria-expanded", "false"));
    return !!open;
  };
  function openMenu(event, items) {
    event.stopPropagation();
    const anchor = event.currentTarget;
    if (sg.closeMenu()) return;
    const menu = h(
      "div",
      { class: "menu", role: "menu" },
      items.filter(Boolean).map(([text, act]) =>
        sg.button(
          text,
          () => {
            sg.closeMenu();
            act();
          },
          { role: "menuitem" },
        ),
      ),
    );
    sg.$("menus").append(menu);
    const box = anchor.getBoundingClientRect();
    menu.style.top = `${box.bottom + 6}px`;
    menu.style.right = `${Math.max(8, innerWidth - box.right)}px`;
    anchor.setAttribute("aria-expanded", "true");
    menu.addEventListener("keydown", (key) => {
      const all = [...menu.children];
      const step = { ArrowDown: 1, ArrowUp: -1 }[key.key];
      if (step) {
        all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
        key.preventDefault();
      }
    });
    menu.firstChild.focus();
  }
  document.addEventListener("click", () => sg.closeMenu());

  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      sg.hint("The link to this view is copied.");
    } catch {
      sg.hint("Copy the address from the address bar: it holds this view.");
    }
  };
  const ask = (panel) =>
    sg.set({ panel, ends: [state.panel === "node" ? state.node : -1, -1], edge: -1, story: -1 });
  const shareMenu = () => [
    ["Save as PNG", () => sg.savePng()],
    ["Save as SVG", () => sg.saveSvg()],
    ["Copy the link to this view", copyLink],
    ["Print", () => print()],
  ];
  const moreMenu = () => [
    [
      "What is here",
      () => {
        sg.home();
        document.body.classList.add("sheet");
      },
    ],
    ["Path between two", () => ask("path")],
    ["What two share", () => ask("shared")],
    ["Marks", () => sg.set({ panel: "marks" })],
    ...shareMenu(),
    ["Light or dark", () => sg.toggleTheme()],
  ];
  sg.$("tools").append(
    sg.button(
      "Filters",
      (event) => {
        event.stopPropagation();
        document.body.classList.toggle("drawer");
      },
      { class: "phone" },
    ),
    sg.button("⋯", (event) => openMenu(event, moreMenu()), {
      class: "phone",
      aria: { label: "More", haspopup: "menu", expanded: "false" },
    }),
    sg.button("Path", () => ask("path"), { title: "The path between two nodes (P)" }),
    sg.button("Shared", () => ask("shared"), { title: "What two share (S)" }),
    sg.button("Marks", () => sg.set({ panel: "marks" }), {
      id: "marks",
      title: "What you marked as wrong or as the same",
    }),
    sg.button("Save", (event) => openMenu(event, shareMenu()), {
      aria: { haspopup: "menu", expanded: "false" },
    }),
    sg.button("◐", () => sg.toggleTheme(), {
      title: "Light or dark (D)",
      aria: { label: "Light or dark" },
    }),
    sg.button("?", () => sg.set({ panel: "help" }), { title: "Keys (?)", aria: { label: "Keys" } }),
  );
  sg.$("zoom").append(
    sg.button("+", () => painter.zoom(1.4), { aria: { label: "Zoom in" } }),
    sg.button("−", () => painter.zoom(1 / 1.4), { aria: { label: "Zoom out" } }),
    sg.button("⤢", () => painter.fitAll(), {
      aria: { label: "Fit everything" },
      title: "Fit everything (0)",
    }),
  );
  sg.$("skip").addEventListener("click", (event) => {
    event.preventDefault();
    sg.set({ view: "list" });
    sg.$("list").focus();
  });

  // Light and dark: the system's choice until the reader chooses.
  const dark = () =>
    root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  const recolour = () => {
    sg.readPalette();
    painter.redraw();
  };
  sg.toggleTheme = (theme = dark() ? "light" : "dark") => {
    root.dataset.theme = theme;
    recolour();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);

  // Paper is light.
  let before = null;
  addEventListener("beforeprint", () => {
    before = root.dataset.theme || "";
    sg.toggleTheme("light");
  });
  addEventListener("afterprint", () => {
    if (before) root.dataset.theme = before;
    else delete root.dataset.theme;
    recolour();
  });

  // Views.
  const drawn = new Set();
  function showView() {
    if (state.view !== "graph" && !sg.views[state.view].useful()) state.view = "graph";
    for (const [view] of VIEWS) sg.$(view).hidden = view !== state.view;
    for (const each of sg.$("views").children) {
      if (each.dataset.view === state.view) each.setAttribute("aria-current", "page");
      else each.removeAttribute("aria-current");
    }
    if (state.view === "graph") return;
    if (!drawn.has(state.view)) {
      drawn.add(state.view);
      sg.views[state.view].draw(sg.$(state.view));
    }
    sg.views[state.view].update?.();
  }

  const PICTURE = [
    "panel",
    "node",
    "edge",
    "ends",
    "depth",
    "types",
    "relations",
    "themes",
    "stories",
    "hide",
    "colour",
    "story",
  ];
  sg.onChange((changes) => {
    const keys = Object.keys(changes);
    if ("ends" in changes || "panel" in changes) {
      sg.findPath();
      sg.findShared();
      painter.reveal([
        ...state.ends,
        ...[...sg.pathEdges, ...sg.sharedEdges].flatMap((e) => [model.from[e], model.to[e]]),
      ]);
    }
    if ("node" in changes && state.node >= 0) painter.reveal([state.node]);
    if (!keys.length || keys.some((key) => PICTURE.includes(key))) {
      scene.update();
      painter.redraw();
    }
    sg.drawPanel(!keys.length);
    if (state.panel === "story" && "node" in changes) sg.markMentions();
    if (keys.includes("view") || keys.some((key) => PICTURE.includes(key))) showView();
    if ("ends" in changes && scene.focus && scene.center.length > 1)
      painter.fit([...scene.node.keys()].filter((i) => scene.node[i] === scene.LIT));
    sg.$("canvas").dataset.visible = scene.visible;
  });

  sg.showMarks();
  sg.findPath();
  sg.findShared();
  const atStart = location.hash.length > 1;
  painter.fitAll({ animate: false });
  sg.drawSidebar();
  if (atStart) {
    sg.readAddress();
    if (state.node >= 0) painter.show([state.node]);
    sg.drawSidebar();
  } else sg.set({ view: "graph", panel: "overview" }, { remember: false });
})();
