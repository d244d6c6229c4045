// The forms in which a reader says what is wrong: names, types, links, one that is really two.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, h } = sg;

  sg.marksCard = () => [
    sg.panelHead(h("p", { class: "kind" }, "corrections"), h("h2", null, "What should change?")),
    state.node >= 0 && !model.isStory(state.node)
      ? forms(state.node)
      : h(
          "p",
          { class: "note" },
          "Pick a node in the graph, or a link, to say what is wrong with it.",
        ),
    sg.marks().length > 0 && marked(),
  ];
  const marked = () => [
    h("h3", null, "Marked so far"),
    h(
      "ul",
      { class: "marklist" },
      sg.marks().map((mark) =>
        h(
          "li",
          null,
          h("span", null, sg.markSentence(mark)),
          sg.button("Undo", () => sg.unmark(mark), { class: "quiet" }),
        ),
      ),
    ),
    h(
      "div",
      { class: "actions" },
      sg.button(
        "Download corrections.toml",
        () => sg.download("corrections.toml", sg.toToml(), "application/toml"),
        { class: "main" },
      ),
      sg.marks().length > 1 && sg.button("Undo all", sg.unmarkAll),
    ),
    h(
      "p",
      { class: "note" },
      "Save the file beside the stories and build again: every build replays it.",
    ),
    h(
      "details",
      null,
      h("summary", null, "Show the file"),
      h("pre", { class: "toml" }, sg.toToml()),
    ),
  ];

  const form = (title, ...kids) =>
    h(
      "div",
      { class: "markform", role: "group", aria: { label: title } },
      h("p", null, title),
      kids,
    );
  const input = (label, value = "") =>
    h("input", { type: "text", value, placeholder: label, aria: { label } });
  const select = (label, options, chosen) =>
    h(
      "select",
      { aria: { label } },
      options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
    );

  // A field for somebody who is in the graph, or for a new name; `value()` gives {into} or {name}.
  sg.whoField = (label, accept) => {
    let picked = -1;
    const field = sg.field({ label, placeholder: label, accept, onpick: (i) => (picked = i) });
    const typed = () => field.querySelector("input").value.trim();
    const value = () => {
      if (!typed()) return null;
      const isPicked = picked >= 0 && typed() === sg.short(model.label[picked], 60);
      return isPicked ? { into: model.ref[picked] } : { name: typed() };
    };
    return { field, value, node: () => (value()?.into ? picked : -1) };
  };
  const sameType = (i) => (j) => j !== i && model.type[j] === model.type[i];

  function forms(i) {
    const type = model.typeName(i);
    const isTheme = model.isTheme(i);
    return h(
      "div",
      null,
      h("p", { class: "line" }, sg.nodeLink(i), h("small", null, type)),
      form(
        "It is the same as",
        sg.field({
          label: `The ${type} that it is the same as`,
          placeholder: `another ${type}`,
          accept: sameType(i),
          keepText: false,
          onpick: (j) => sg.markMerge(i, j),
        }),
      ),
      !isTheme && names(i, type),
      !isTheme && two(i, type),
      type === "place" && lies(i),
      !isTheme && missing(i),
      h(
        "div",
        { class: "actions" },
        sg.button("It should not be there", () => sg.markDrop(i)),
      ),
    );
  }

  function names(i, type) {
    const name = input("Its right name", model.label[i].slice(0, 200));
    const kinds = model.types.filter((each) => !["story", "theme"].includes(each.name));
    const right = select(
      "Its right type",
      kinds.map((each) => [each.name, each.name]),
      type,
    );
    const rename = () => name.value.trim() && sg.markRename(i, name.value.trim());
    return form(
      "It has another name or type",
      h("div", { class: "line" }, name, sg.button("Rename", rename)),
      h(
        "div",
        { class: "line" },
        right,
        sg.button("Retype", () => right.value !== type && sg.markRetype(i, right.value)),
      ),
    );
  }

  function lies(i) {
    const [latitude, longitude] = model.at(i);
    const degrees = (label, value = "", most) =>
      h("input", {
        type: "number",
        step: "any",
        min: -most,
        max: most,
        value,
        placeholder: label,
        aria: { label },
      });
    const north = degrees("Latitude", latitude, 90);
    const east = degrees("Longitude", longitude, 180);
    const move = () => {
      const empty = !north.value && !east.value;
      const right = north.value && east.value && north.checkValidity() && east.checkValidity();
      if (!empty && !right) return sg.hint("Give degrees, such as 56.9 and 24.1; empty: unknown.");
      const spot = { latitude: Number(north.value), longitude: Number(east.value) };
      return sg.markPlace(i, empty ? {} : spot);
    };
    return h(
      "details",
      { class: "markform" },
      h("summary", null, "It lies elsewhere"),
      h("div", { class: "line" }, north, east, sg.button("Move", move)),
    );
  }

  // Part of what is told of a node is another's: by the names it has, or by the stories.
  function two(i, type) {
    const names = [...new Set([model.label[i], ...model.aliases(i)])].slice(0, 24);
    const stories = model.stories(i).slice(0, 60);
    if (names.length < 2 && stories.length < 2) return null;
    const tick = (value, text) =>
      h("label", { class: "row" }, h("input", { type: "checkbox", value }), h("span", null, text));
    const rows = (label, kids) =>
      h("div", { class: "rows", role: "group", aria: { label } }, h("small", null, label), kids);
    const called = rows(
      "where it is called",
      names.map((name) => tick(name, sg.bdi(name, 60))),
    );
    const told = rows(
      "in the stories",
      stories.map((story) => tick(model.storyIds[story], sg.storyName(story))),
    );
    const ticked = (holder) =>
      [...holder.querySelectorAll("input:checked")].map((each) => each.value);
    const who = sg.whoField(`another ${type}, or a new name`, sameType(i));
    const split = () => {
      const which = { aliases: ticked(called), stories: ticked(told) };
      if (!which.aliases.length && !which.stories.length)
        return sg.hint("Tick the names or the stories that are another's.");
      if (!which.aliases.length && which.stories.length === stories.length)
        return sg.hint("These are all of its stories: rename it instead.");
      return who.value() ? sg.markSplit(i, which, who.value()) : sg.hint("Say who it is.");
    };
    return h(
      "details",
      { class: "markform" },
      h("summary", null, `Part of this is another ${type}`),
      names.length > 1 && called,
      stories.length > 1 && told,
      h("div", { class: "line" }, who.field, sg.button("Split", split)),
    );
  }

  const TIED = "associated_with";
  const relationOptions = () => model.vocabulary.map(([name, words]) => [name, words]);
  // What the stories say of a node and the graph does not, with the words that say so.
  function missing(i) {
    const selected = String(getSelection()).trim().slice(0, 600);
    const relation = select("The link", [[TIED, "is tied to the theme"], ...relationOptions()]);
    const fits = (j) =>
      j !== i && !model.isStory(j) && (relation.value !== TIED || model.isTheme(j));
    const who = sg.whoField("what it is linked to", fits);
    const words = h("textarea", {
      rows: 3,
      value: selected,
      placeholder: "The words of the story that say so",
      aria: { label: "The words of the story that say so" },
    });
    const done = async () => {
      const to = who.value();
      if (!to || (relation.value !== TIED && !to.into))
        return sg.hint("Choose what it is linked to.");
      const place = await quoted(words.value);
      if (!place) return sg.hint("No story has these words: quote them as they stand.");
      return relation.value === TIED
        ? sg.markTheme(i, to.into || to.name, place)
        : sg.markMissing(i, relation.value, who.node(), place);
    };
    return h(
      "details",
      { class: "markform", open: selected !== "" },
      h("summary", null, "A link is missing"),
      relation,
      who.field,
      words,
      sg.button("Add the link", done),
    );
  }

  // Where some words stand: {quote, story}, the story that is open before all others.
  async function quoted(words) {
    const quote = words.split(/\s+/).filter(Boolean).join(" ");
    if (!quote) return null;
    const { texts } = await model.texts();
    const has = (text) => text.split(/\s+/).join(" ").includes(quote);
    const at = state.story >= 0 && has(texts[state.story]) ? state.story : texts.findIndex(has);
    return at >= 0 ? { quote, story: model.storyIds[at] } : null;
  }

  // On a link's card: it is wrong, or its sentence says something else.
  sg.linkForms = (e) => {
    const structural = model.relations[model.relation[e]].structural;
    const entities = !model.isStory(model.from[e]) && !model.isStory(model.to[e]);
    const own = model.relations[model.relation[e]].name;
    const relation = select("What the sentence says", relationOptions(), own);
    const change = async () => {
      if (relation.value === own) return sg.hint("Choose what the sentence says instead.");
      const { text, story } = (await model.facts()).best(e);
      return sg.markRelation(e, relation.value, { quote: text, story: model.storyIds[story] });
    };
    return h(
      "details",
      { class: "markform" },
      h("summary", null, "Mark as wrong…"),
      sg.button("The stories do not say this", () => sg.markLink(e)),
      entities && h("p", null, structural ? "It says more:" : "It says something else:"),
      entities && h("div", { class: "line" }, relation, sg.button("Mark", change)),
    );
  };

  // In a story: this one mention denotes another. Offsets count characters as Python does.
  sg.mentionForm = (i, story, start) => {
    const who = sg.whoField(`another ${model.typeName(i)}, or a new name`, sameType(i));
    const split = async () => {
      if (!who.value()) return sg.hint("Say who it is.");
      if (model.mentions[i] < 2) return sg.hint("Nothing else names it: use Mark… on its card.");
      const before = (await model.texts()).texts[story].slice(0, start);
      const at = before.length - (before.match(/[\ud800-\udbff][\udc00-\udfff]/g) || []).length;
      return sg.markSplit(i, { mentions: [`${model.storyIds[story]}:${at}`] }, who.value());
    };
    return h(
      "details",
      null,
      h("summary", null, `Here it is another ${model.typeName(i)}…`),
      h("div", { class: "line" }, who.field, sg.button("Split", split)),
    );
  };
})();
