// What panels are made of: links to nodes, and sentences with both ends marked.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, h } = sg;

  sg.nodeLink = (i, { icon = true, most = 80, onclick } = {}) =>
    h(
      "a",
      {
        class: "node",
        href: `#node=${encodeURIComponent(model.ref[i])}`,
        onclick: (event) => {
          if (event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          (onclick || sg.go)(i);
        },
      },
      icon && sg.icon(i),
      sg.bdi(model.label[i], most),
    );

  // Goes to a node from anywhere: draws it if it was left out, shows it, opens its card.
  sg.go = (i) => {
    sg.painter.reveal([i]);
    sg.select(i);
    sg.painter.show([i]);
    sg.say(
      `${sg.short(model.label[i], 80)}, ${model.typeName(i)}, ${sg.plural(model.degree[i], "link")}`,
    );
  };

  sg.storyLink = (story, sentence, text) =>
    h(
      "a",
      {
        class: "source",
        href: `#story=${encodeURIComponent(model.storyIds[story])}`,
        onclick: (event) => {
          if (event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          sg.readStory(story, sentence);
        },
      },
      text || sg.bdi(model.storyTitle(story), 70),
    );

  // A sentence with its subject and its object marked.
  sg.marked = ({ text, subject, object }) => {
    const spans = [
      [...subject, "subject"],
      [...object, "object"],
    ]
      .filter(([start]) => start >= 0)
      .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const parts = [];
    let at = 0;
    for (const [start, end, role] of spans) {
      if (start < at || end > text.length) continue;
      parts.push(text.slice(at, start), h("mark", { class: role }, text.slice(start, end)));
      at = end;
    }
    return [...parts, text.slice(at)];
  };

  sg.quote = (piece, { brief = false } = {}) =>
    h(
      "figure",
      { class: "quote" },
      h("blockquote", { dir: "auto" }, sg.marked(piece)),
      h(
        "figcaption",
        null,
        sg.storyLink(piece.story, piece.end > piece.start ? [piece.start, piece.end] : null),
        !brief && h("span", { class: "how" }, how(piece)),
      ),
    );
  const PLAIN = new Map([
    ["mention", ""],
    ["vocabulary", ""],
    ["discovered", "a word that several stories dwell on"],
    ["relation", "told by what links them"],
    ["implicit", "sounds like it, without a word for it"],
    ["reader", "put right by a reader"],
  ]);
  const how = ({ by, percent }) =>
    PLAIN.get(by) ?? `${sg.short(by.replace(/^frame:/, ""), 40)}, ${percent} % sure`;

  // Fills `holder` once the sentences are unpacked, and says so if they cannot be.
  sg.withFacts = (holder, fill) => {
    if (!holder.firstChild) holder.append(h("p", { class: "note" }, "Unpacking the sentences …"));
    model.facts().then(
      (facts) => sg.put(holder, fill(facts)),
      (error) => sg.put(holder, failure(error)),
    );
    return holder;
  };
  const failure = (error) =>
    h("p", { class: "note", role: "alert" }, `The sentences cannot be shown: ${error.message}`);

  // The first few of a list, and a button for all of them.
  sg.some = (list, few, make) => {
    const holder = h("div", { class: "some" }, list.slice(0, few).map(make));
    const left = list.length - few;
    if (left > 0) {
      const more = sg.button(
        `Show ${left.toLocaleString("en")} more`,
        () => {
          more.remove();
          holder.append(
            ...list
              .slice(few, few + 500)
              .map(make)
              .flat()
              .filter(Boolean),
          );
          if (left > 500) holder.append(h("p", { class: "note" }, `and ${left - 500} more`));
        },
        { class: "more" },
      );
      holder.append(more);
    }
    return holder;
  };
})();
