// The legend, which is also the filters: types, links, themes, stories, colours.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, scene, h } = sg;
  const LONG = 10; // lists beyond this many rows get a field to narrow them
  const MOST = 400;

  const toggled = (set, key) => {
    const copy = new Set(set);
    if (!copy.delete(key)) copy.add(key);
    return copy;
  };
  const countBy = (list) =>
    list.reduce((counts, key) => counts.set(key, (counts.get(key) || 0) + 1), new Map());

  const section = (title, open, ...kids) =>
    h("details", { open }, h("summary", null, h("h2", null, title)), kids);

  const row = (checked, onchange, ...kids) =>
    h("label", { class: "row" }, h("input", { type: "checkbox", checked, onchange }), kids);

  function typeRows() {
    const counts = countBy([...model.type]);
    return model.types.map(
      (type, t) =>
        counts.get(t) &&
        row(
          !state.types.has(t),
          () => sg.set({ types: toggled(state.types, t) }),
          sg.typeIcon(t),
          h("span", null, type.plural),
          h("b", null, counts.get(t).toLocaleString("en")),
        ),
    );
  }

  function relationRows() {
    const counts = countBy([...model.relation]);
    const order = model.relations
      .map((_, r) => r)
      .sort(
        (a, b) =>
          Number(model.relations[a].cooccurrence) - Number(model.relations[b].cooccurrence) ||
          (counts.get(b) || 0) - (counts.get(a) || 0),
      );
    return order.map((r) =>
      row(
        !state.relations.has(r),
        () => sg.set({ relations: toggled(state.relations, r) }),
        h("span", null, model.relations[r].forward),
        h("b", null, (counts.get(r) || 0).toLocaleString("en")),
      ),
    );
  }

  // A list of choices, none chosen meaning all; long lists can be narrowed by typing.
  function chooser(items, key, label) {
    const list = h("div", { class: "rows", role: "group", aria: { label } });
    const show = (wanted) => {
      const fitting = items.filter(({ text }) => !wanted || sg.fold(text).includes(wanted));
      sg.put(
        list,
        fitting
          .slice(0, MOST)
          .map(({ id, text, icon, count }) =>
            row(
              state[key].has(id),
              () => sg.set({ [key]: toggled(state[key], id) }),
              icon,
              sg.bdi(text, 60),
              h("b", null, count),
            ),
          ),
        fitting.length > MOST &&
          h("p", { class: "note" }, `and ${fitting.length - MOST} more: type to narrow`),
      );
    };
    show("");
    const narrow =
      items.length > LONG &&
      h("input", {
        type: "search",
        class: "narrow",
        placeholder: `Narrow ${items.length} ${label.toLowerCase()}`,
        aria: { label: `Narrow the ${label.toLowerCase()}` },
        oninput: (event) => show(sg.fold(event.target.value)),
      });
    return [narrow, list];
  }

  const themeItems = () =>
    model.byDegree.filter(model.isTheme).map((i) => ({
      id: i,
      text: model.label[i],
      icon: sg.icon(i),
      count: model.stories(i).length || "",
    }));
  const storyItems = () =>
    model.storyIds.map((_, story) => ({
      id: story,
      text: sg.storyName(story),
      icon: null,
      count: "",
    }));
  sg.storyName = (story) => sg.short(model.storyTitle(story), 80);

  function colours() {
    const choice = (value, text) =>
      h(
        "label",
        null,
        h("input", {
          type: "radio",
          name: "colour",
          checked: state.colour === value,
          onchange: () => sg.set({ colour: value }),
        }),
        text,
      );
    return h(
      "div",
      { class: "segments", role: "radiogroup", aria: { label: "Colour by" } },
      choice("type", "type"),
      choice("community", "community"),
    );
  }

  // The eight largest communities, each named by its best linked members.
  function communityRows() {
    if (state.colour !== "community") return null;
    const members = Array.from({ length: 8 }, () => []);
    for (const i of model.byDegree) members[model.community[i]]?.push(i);
    return h(
      "ul",
      { class: "groups" },
      members.map((group, at) => {
        const named = group.filter((i) => !model.isStory(i)).slice(0, 2);
        return (
          group.length > 1 &&
          h(
            "li",
            null,
            h("i", { class: `swatch g-${at}` }),
            h(
              "span",
              null,
              named.map((i) => sg.short(model.label[i], 22)).join(", ") ||
                sg.short(model.label[group[0]], 30),
            ),
            h("b", null, group.length.toLocaleString("en")),
          )
        );
      }),
    );
  }

  function rest() {
    return h(
      "div",
      { class: "segments", role: "radiogroup", aria: { label: "What is filtered out" } },
      [
        ["dimmed", false],
        ["hidden", true],
      ].map(([text, hide]) =>
        h(
          "label",
          null,
          h("input", {
            type: "radio",
            name: "rest",
            checked: state.hide === hide,
            onchange: () => sg.set({ hide }),
          }),
          text,
        ),
      ),
    );
  }

  function part() {
    const missing = model.count - scene.shownCount;
    return (
      missing > 0 &&
      h(
        "div",
        { class: "part" },
        h(
          "p",
          null,
          `The ${scene.shownCount.toLocaleString("en")} best linked of ${model.count.toLocaleString("en")} are drawn. Search and cards bring in the rest.`,
        ),
        sg.button(`Draw all ${model.count.toLocaleString("en")}`, () => {
          sg.painter.reveal(model.byDegree);
          sg.set({});
        }),
      )
    );
  }

  const opened = { links: false, themes: false, stories: false };
  const remember = (key) => (event) => (opened[key] = event.target.open);
  function kept(key, title, chosen, kids) {
    const made = section(chosen ? `${title} (${chosen})` : title, opened[key], kids);
    made.addEventListener("toggle", remember(key));
    return made;
  }

  const side = sg.$("side");
  function draw() {
    const focused = side.contains(document.activeElement) ? document.activeElement : null;
    const spot = focused && [...side.querySelectorAll("input, button, summary")].indexOf(focused);
    const scrolled = side.scrollTop;
    sg.put(
      side,
      h(
        "div",
        { class: "sidehead" },
        h("h2", null, "Legend and filters"),
        sg.button("Close", () => document.body.classList.remove("drawer"), { class: "phone" }),
      ),
      model.count ? filters() : h("p", { class: "note" }, "There is nothing to filter."),
    );
    if (spot >= 0 && focused) side.querySelectorAll("input, button, summary")[spot]?.focus();
    side.scrollTop = scrolled;
  }
  const filters = () => [
    h("div", { class: "rows" }, typeRows()),
    h("h2", null, "Colour by"),
    colours(),
    communityRows(),
    kept("links", "Links", 0, h("div", { class: "rows" }, relationRows())),
    model.type.some((_, i) => model.isTheme(i)) &&
      kept(
        "themes",
        "Only these themes",
        state.themes.size,
        chooser(themeItems(), "themes", "Themes"),
      ),
    model.storyIds.length > 1 &&
      kept(
        "stories",
        "Only these stories",
        state.stories.size,
        chooser(storyItems(), "stories", "Stories"),
      ),
    h("h2", null, "What is filtered out is"),
    rest(),
    part(),
    sg.isFiltered() && sg.button("Clear the filters", sg.resetFilters, { class: "clear" }),
  ];

  sg.onChange((changes) => {
    const keys = ["types", "relations", "themes", "stories", "hide", "colour"];
    const own = side.contains(document.activeElement) && document.activeElement.type === "checkbox";
    if (keys.some((key) => key in changes) && own && ("themes" in changes || "stories" in changes))
      return drawHead();
    if (keys.some((key) => key in changes) || !Object.keys(changes).length) draw();
  });
  // A tick in a narrowed list must not rebuild that list under the reader's hand.
  function drawHead() {
    const head = (key) => state[key].size;
    side.querySelectorAll("details > summary > h2").forEach((title) => {
      const key = /themes/.test(title.textContent)
        ? "themes"
        : /stories/.test(title.textContent)
          ? "stories"
          : null;
      if (key) title.textContent = `Only these ${key}${head(key) ? ` (${head(key)})` : ""}`;
    });
    side.querySelector(".clear")?.remove();
    if (sg.isFiltered())
      side.append(sg.button("Clear the filters", sg.resetFilters, { class: "clear" }));
  }
  sg.drawSidebar = draw;
})();
