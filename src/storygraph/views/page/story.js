// Reading a story beside the graph: every mention marked, and a click on it lights its node.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, h } = sg;
  const FORMS = ["name", "nominal", "pronoun", "theme"];
  let clicked = null; // the mention that was clicked last: {story, start, node}
  const isClicked = (i) => clicked?.node === i && clicked.story === state.story;

  sg.storyCard = () => {
    const { story } = state;
    const body = h(
      "article",
      { class: "story", dir: "auto" },
      h("p", { class: "note" }, "Unpacking the story …"),
    );
    model.texts().then(
      (texts) => fill(body, story, texts),
      (error) =>
        sg.put(
          body,
          h("p", { class: "note", role: "alert" }, `The story cannot be shown: ${error.message}`),
        ),
    );
    const node = model.storyNodes[story];
    return [
      sg.panelHead(
        h("p", { class: "kind" }, "story"),
        h("h2", null, sg.bdi(model.storyTitle(story), 200)),
        h("p", { class: "byline" }),
      ),
      h(
        "div",
        { class: "actions" },
        node >= 0 && sg.button("What it tells of", () => sg.select(node)),
        sg.button("Only this story", () => sg.set({ stories: new Set([story]) }), {
          title: "Dim what this story does not tell of",
        }),
      ),
      body,
      h("div", { id: "beside" }),
    ];
  };

  function fill(body, story, texts) {
    const text = texts.texts[story];
    const byline = [
      ...texts.metadata[story]
        .filter(([key]) => key.toLowerCase() !== "title")
        .map(([key, value]) => `${sg.short(key, 30)}: ${sg.short(value, 120)}`),
      sg.short(texts.sources[story], 80),
    ];
    const line = document.querySelector("#panel .byline");
    if (line)
      sg.put(
        line,
        byline.filter(Boolean).map((each, at) => [at ? " · " : "", h("bdi", null, each)]),
      );
    if (!text)
      return sg.put(
        body,
        h("p", { class: "note" }, "The text of this story was not kept with the graph."),
      );
    sg.put(body, paragraphs(text, texts.mentions[story], state.sentence));
    mark();
    const target =
      body.querySelector(".here") ||
      (state.node >= 0 && body.querySelector(`a[data-node="${state.node}"]`));
    if (body.querySelector(".here")) target.scrollIntoView({ block: "center" });
    return body;
  }

  // Paragraphs end at blank lines; single line breaks are kept (letters, verse).
  function paragraphs(text, mentions, sentence) {
    const found = [];
    const breaks = /\n\s*\n/g;
    let start = 0;
    let next = 0;
    for (;;) {
      const gap = breaks.exec(text);
      const end = gap ? gap.index : text.length;
      const inside = [];
      while (next < mentions.length && mentions[next] < end) {
        if (mentions[next] >= start) inside.push(mentions.slice(next, next + 4));
        next += 4;
      }
      if (end > start)
        found.push(h("p", { dir: "auto" }, pieces(text, start, end, inside, sentence)));
      if (!gap) return found;
      start = gap.index + gap[0].length;
    }
  }
  function pieces(text, start, end, mentions, sentence) {
    const parts = [];
    let at = start;
    const plain = (stop) => stop > at && parts.push(...lit(text, at, stop, sentence));
    for (const [from, to, node, form] of mentions) {
      if (from < at || to > end) continue;
      plain(from);
      parts.push(mention(text.slice(from, to), from, node, form, within(from, sentence)));
      at = to;
    }
    plain(end);
    return parts;
  }
  const within = (at, sentence) => sentence && at >= sentence[0] && at < sentence[1];
  function lit(text, start, end, sentence) {
    if (!sentence) return [text.slice(start, end)];
    const [a, b] = [Math.max(start, sentence[0]), Math.min(end, sentence[1])];
    if (a >= b) return [text.slice(start, end)];
    return [
      text.slice(start, a),
      h("span", { class: "here" }, text.slice(a, b)),
      text.slice(b, end),
    ];
  }
  const mention = (text, from, node, form, here) =>
    h(
      "a",
      {
        class: `mention t-${model.typeName(node)} ${FORMS[form]}${here ? " here" : ""}`,
        href: `#node=${encodeURIComponent(model.ref[node])}`,
        data: { node },
        title: `${sg.short(model.label[node], 80)} (${model.typeName(node)})`,
        onclick: (event) => {
          if (event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          sg.painter.reveal([node]);
          clicked = { story: state.story, start: from, node };
          sg.set({ node });
          mark();
          sg.painter.show([node]);
        },
      },
      text,
    );

  // Shows which mentions denote the chosen node, and a line about it under the text.
  function mark() {
    for (const each of document.querySelectorAll("#panel .mention")) {
      each.classList.toggle("chosen", Number(each.dataset.node) === state.node);
    }
    const beside = sg.$("beside");
    if (!beside) return;
    const i = state.node;
    sg.put(
      beside,
      i >= 0 &&
        !(model.isStory(i) && model.storyOf.get(i) === state.story) && [
          h(
            "div",
            { class: "line" },
            sg.icon(i),
            sg.bdi(model.label[i], 60),
            h("small", null, `${model.typeName(i)} · ${sg.plural(model.degree[i], "link")}`),
          ),
          h(
            "div",
            { class: "actions" },
            sg.button("Open its card", () => sg.select(i), { class: "main" }),
            sg.button("Next mention", () => nextMention(i)),
          ),
          isClicked(i) && !model.isTheme(i) && sg.mentionForm(i, state.story, clicked.start),
        ],
    );
  }
  function nextMention(i) {
    const all = [...document.querySelectorAll("#panel .mention.chosen")];
    if (!all.length) return sg.hint(`${sg.short(model.label[i], 40)} is not named in this story.`);
    const below = sg.$("panel").getBoundingClientRect().top + 140;
    const next =
      all.find(
        (each) => each.getBoundingClientRect().top > below + 10 && each !== document.activeElement,
      ) || all[0];
    next.scrollIntoView({ block: "center" });
    return next.focus({ preventScroll: true });
  }
  sg.markMentions = mark;
})();
