// What the reader marks as wrong or as the same, to be downloaded as entries of corrections.toml.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, h } = sg;
  let marks = [];
  sg.marks = () => marks;

  const text = (value) =>
    JSON.stringify(value).replace(
      /[\u007f-\u009f\u2028\u2029]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  const entry = ({ kind, ...fields }) =>
    `[[${kind}]]\n${Object.entries(fields)
      .map(
        ([key, value]) =>
          `${key} = ${Array.isArray(value) ? `[${value.map(text).join(", ")}]` : text(value)}`,
      )
      .join("\n")}\n`;
  sg.toToml = () =>
    `# Marked in the page; keep this file beside the stories, and building replays it.\n\n${marks.map(entry).join("\n")}`;

  function add(mark) {
    if (!marks.some((each) => entry(each) === entry(mark))) marks = [...marks, mark];
    show();
    sg.say("Marked");
  }
  function show() {
    const button = sg.$("marks");
    if (marks.length) button.dataset.count = marks.length;
    else delete button.dataset.count;
    if (state.panel === "marks") sg.drawPanel(true);
  }
  sg.markMerge = (one, other) => add({ kind: "merge", ids: [model.ref[one], model.ref[other]] });
  sg.markDrop = (i) => add({ kind: "drop", id: model.ref[i] });
  sg.markRename = (i, name) => add({ kind: "rename", id: model.ref[i], name });
  sg.markRetype = (i, type) => add({ kind: "retype", id: model.ref[i], type });
  sg.markLink = (e) =>
    add({
      kind: "drop_relation",
      source: model.ref[model.from[e]],
      relation: model.relations[model.relation[e]].name,
      target: model.ref[model.to[e]],
    });

  sg.marksCard = () => [
    sg.panelHead(h("p", { class: "kind" }, "corrections"), h("h2", null, "What should change?")),
    state.node >= 0 && !model.isStory(state.node)
      ? forms(state.node)
      : h(
          "p",
          { class: "note" },
          "Pick a node in the graph, or a link, to say what is wrong with it.",
        ),
    marks.length > 0 && [
      h("h3", null, "Marked so far"),
      h(
        "ul",
        { class: "marklist" },
        marks.map((mark, at) =>
          h(
            "li",
            null,
            h("span", null, sentence(mark)),
            sg.button(
              "Undo",
              () => {
                marks = marks.filter((_, other) => other !== at);
                show();
              },
              { class: "quiet" },
            ),
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
      ),
      h(
        "details",
        null,
        h("summary", null, "Show the file"),
        h("pre", { class: "toml" }, sg.toToml()),
      ),
    ],
  ];
  const named = (ref) => sg.bdi(model.label[model.byRef.get(ref)] ?? ref, 60);
  function sentence(mark) {
    if (mark.kind === "merge") return [named(mark.ids[0]), " is the same as ", named(mark.ids[1])];
    if (mark.kind === "drop") return [named(mark.id), " should not be there"];
    if (mark.kind === "rename") return [named(mark.id), " is called ", sg.bdi(mark.name, 60)];
    if (mark.kind === "retype") return [named(mark.id), ` is a ${mark.type}`];
    return [
      named(mark.source),
      ` “${mark.relation.replaceAll("_", " ")}” `,
      named(mark.target),
      " is wrong",
    ];
  }

  function forms(i) {
    const type = model.typeName(i);
    const accept = (j) => j !== i && model.type[j] === model.type[i];
    const rename = h("input", {
      type: "text",
      value: model.label[i].slice(0, 200),
      aria: { label: "Its right name" },
    });
    const kinds = model.types.filter(({ name }) => !["story", "theme"].includes(name));
    const retype = h(
      "select",
      { aria: { label: "Its right type" } },
      kinds.map(({ name }) => h("option", { value: name, selected: name === type }, name)),
    );
    return h(
      "div",
      null,
      h("p", { class: "line" }, sg.nodeLink(i), h("small", null, type)),
      h(
        "div",
        { class: "markform" },
        h("p", null, "It is the same as"),
        sg.field({
          label: `The ${type} that it is the same as`,
          placeholder: `another ${type}`,
          accept,
          keepText: false,
          onpick: (j) => sg.markMerge(i, j),
        }),
      ),
      type !== "theme" &&
        h(
          "div",
          { class: "markform" },
          h("p", null, "It has another name or type"),
          h(
            "div",
            { class: "line" },
            rename,
            sg.button("Rename", () => rename.value.trim() && sg.markRename(i, rename.value.trim())),
          ),
          h(
            "div",
            { class: "line" },
            retype,
            sg.button("Retype", () => retype.value !== type && sg.markRetype(i, retype.value)),
          ),
        ),
      h(
        "div",
        { class: "actions" },
        sg.button("It should not be there", () => sg.markDrop(i)),
      ),
    );
  }

  addEventListener("beforeunload", (event) => marks.length && event.preventDefault());
})();
