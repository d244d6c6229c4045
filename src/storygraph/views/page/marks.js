// What the reader marked as wrong or as the same: kept in the browser under this graph's
// fingerprint, written out as entries of corrections.toml.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state } = sg;
  const KEY = `storygraph:marks:${model.fingerprint}`;
  let marks = [];
  let stored = true;

  // A sandboxed frame, as in a notebook, has no storage; there marks last as long as the page.
  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(found) ? found.filter(readable) : [];
    } catch {
      return marks;
    }
  }
  function write() {
    try {
      if (marks.length) localStorage.setItem(KEY, JSON.stringify(marks));
      else localStorage.removeItem(KEY);
      stored = true;
    } catch {
      stored = false;
    }
  }

  const text = (value) =>
    JSON.stringify(value).replace(
      /[\u007f-\u009f\u2028\u2029]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  const list = (values) => `[${values.map(text).join(", ")}]`;
  const entry = ({ kind, ...fields }) =>
    `[[${kind}]]\n${Object.entries(fields)
      .filter(([, value]) => typeof value === "number" || value.length)
      .map(([key, value]) => `${key} = ${Array.isArray(value) ? list(value) : text(value)}`)
      .join("\n")}\n`;
  sg.toToml = () =>
    `# Marked in the page; keep this file beside the stories, and building replays it.\n\n${marks.map(entry).join("\n")}`;

  function change(next) {
    marks = next(read());
    write();
    show();
  }
  function show() {
    const button = sg.$("marks");
    if (marks.length) button.dataset.count = marks.length;
    else delete button.dataset.count;
    if (state.panel === "marks") sg.drawPanel(true);
  }
  function add(...fresh) {
    change((before) => {
      const known = new Set(before.map(entry));
      return [...before, ...fresh.filter((mark) => !known.has(entry(mark)))];
    });
    sg.hint(state.panel === "marks" ? "Marked." : "Marked; see Marks.");
    sg.say("Marked");
  }

  sg.marks = () => marks;
  sg.unmark = (mark) => change((before) => before.filter((each) => entry(each) !== entry(mark)));
  sg.unmarkAll = () => change(() => []);
  sg.showMarks = () => {
    marks = read();
    show();
  };

  const ref = (i) => model.ref[i];
  const linkOf = (e) => ({
    source: ref(model.from[e]),
    relation: model.relations[model.relation[e]].name,
    target: ref(model.to[e]),
  });
  sg.markMerge = (one, other) => add({ kind: "merge", ids: [ref(one), ref(other)] });
  sg.markApart = (one, other) => add({ kind: "keep_apart", ids: [ref(one), ref(other)] });
  sg.markDrop = (i) => add({ kind: "drop", id: ref(i) });
  sg.markRename = (i, name) => add({ kind: "rename", id: ref(i), name });
  sg.markRetype = (i, type) => add({ kind: "retype", id: ref(i), type });
  // `spot` is {latitude, longitude}, or empty where nobody knows.
  sg.markPlace = (i, spot) => add({ kind: "locate", id: ref(i), ...spot });
  // `which` says by aliases, stories and mentions what is another's; `who` is {into} or {name}.
  sg.markSplit = (i, which, who) => add({ kind: "split", id: ref(i), ...which, ...who });
  sg.markLink = (e) => add({ kind: "drop_relation", ...linkOf(e) });
  // What the sentence says instead of, or besides, what the link says.
  sg.markRelation = (e, relation, { quote, story }) => {
    const stated = !model.relations[model.relation[e]].structural;
    const right = { kind: "add_relation", ...linkOf(e), relation, quote, story };
    add(...(stated ? [{ kind: "drop_relation", ...linkOf(e) }] : []), right);
  };
  sg.markMissing = (i, relation, j, { quote, story }) =>
    add({ kind: "add_relation", source: ref(i), relation, target: ref(j), quote, story });
  sg.markTheme = (i, theme, { quote, story }) =>
    add({ kind: "add_theme", id: ref(i), theme, quote, story });

  const named = (id) => sg.bdi(model.label[model.byRef.get(id)] ?? id, 60);
  const said = (relation) => ` ${model.wordsOf(relation)} `;
  const quoted = ({ quote }) => [": ", sg.bdi(`“${sg.short(quote, 90)}”`, 100)];
  const part = ({ aliases = [], stories = [], mentions = [] }) => {
    const places = stories.map((id) => model.storyIds.indexOf(id)).filter((at) => at >= 0);
    return [
      mentions.length ? ` (one mention)` : "",
      aliases.length ? ` called ${aliases.map((name) => sg.short(name, 40)).join(", ")}` : "",
      places.length ? ` in ${places.map(sg.storyName).join(", ")}` : "",
    ].join("");
  };
  const SENTENCES = {
    merge: ({ ids }) => [named(ids[0]), " is the same as ", named(ids[1])],
    keep_apart: ({ ids }) => [named(ids[0]), " and ", named(ids[1]), " are two"],
    split: (mark) => [
      named(mark.id),
      part(mark),
      " is ",
      mark.into ? named(mark.into) : sg.bdi(mark.name, 60),
    ],
    drop: ({ id }) => [named(id), " should not be there"],
    rename: ({ id, name }) => [named(id), " is called ", sg.bdi(name, 60)],
    retype: ({ id, type }) => [named(id), ` is of the type ${type}`],
    locate: ({ id, latitude, longitude }) => [
      named(id),
      latitude === undefined ? " is nowhere on the map" : ` lies at ${latitude}, ${longitude}`,
    ],
    drop_relation: ({ source, relation, target }) => [
      "Wrong: ",
      named(source),
      said(relation),
      named(target),
    ],
    add_relation: (mark) => [
      named(mark.source),
      said(mark.relation),
      named(mark.target),
      quoted(mark),
    ],
    add_theme: (mark) => [named(mark.id), " is tied to ", named(mark.theme), quoted(mark)],
  };
  sg.markSentence = (mark) => SENTENCES[mark.kind](mark);
  const readable = (mark) => {
    try {
      return Object.hasOwn(SENTENCES, mark.kind) && entry(mark) && SENTENCES[mark.kind](mark);
    } catch {
      return false; // not written by this page
    }
  };

  addEventListener("storage", (event) => event.key === KEY && sg.showMarks());
  addEventListener("beforeunload", (event) => {
    if (marks.length && !stored) event.preventDefault();
  });
})();
