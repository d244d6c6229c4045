// A node's card: its names, its stories, and its relations in words with their sentences.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, scene, h } = sg;
  const FEW = 4;

  sg.nodeCard = (i) => {
    const story = model.storyOf.get(i);
    return [
      sg.panelHead(
        h("p", { class: "kind" }, sg.icon(i), model.typeName(i)),
        h("h2", null, sg.bdi(model.label[i], 200)),
        aliases(i),
      ),
      h(
        "div",
        { class: "actions" },
        story !== undefined &&
          sg.button("Read the story", () => sg.readStory(story), { class: "main" }),
        sg.button("Path to…", () => sg.set({ panel: "path", ends: [i, -1] })),
        sg.button("Shares with…", () => sg.set({ panel: "shared", ends: [i, -1] })),
        model.at(i).length > 0 &&
          state.view !== "map" &&
          sg.button("On the map", () => sg.set({ view: "map" })),
        !model.isStory(i) && sg.button("Mark…", () => sg.set({ panel: "marks", node: i })),
      ),
      depthSlider(i),
      unsure(i),
      !model.isStory(i) && told(i),
      sg.withFacts(h("div", { class: "relations" }), (facts) => relationGroups(i, facts)),
    ];
  };
  function aliases(i) {
    const others = model.aliases(i).filter((name) => name !== model.label[i]);
    return (
      others.length > 0 &&
      h(
        "p",
        { class: "aliases" },
        model.isTheme(i) ? "words of it: " : "also ",
        others.slice(0, 12).map((name, at) => [at ? ", " : "", sg.bdi(name, 60)]),
        others.length > 12 && " …",
      )
    );
  }
  function depthSlider(i) {
    const output = h("output", null, depthText(i));
    const slide = (event) => {
      sg.set({ depth: Number(event.target.value) });
      output.textContent = depthText(i);
    };
    const beyond = scene.hiddenNeighbours(i);
    return h(
      "div",
      { class: "depth" },
      h(
        "label",
        null,
        "Around it",
        h("input", { type: "range", min: 1, max: 4, value: state.depth, oninput: slide }),
      ),
      output,
      sg.button(
        "Fit",
        () => sg.painter.fit([...scene.node.keys()].filter((j) => scene.node[j] === scene.LIT)),
        { class: "quiet", title: "Fit the neighbourhood to the window" },
      ),
      beyond.size > 0 &&
        sg.button(
          `Draw ${beyond.size} more`,
          () => {
            sg.painter.reveal(
              [...beyond].sort((a, b) => model.degree[b] - model.degree[a]).slice(0, 400),
            );
            sg.set({ panel: "node" });
          },
          { class: "quiet" },
        ),
    );
  }
  const depthText = () =>
    `${state.depth} ${state.depth === 1 ? "step" : "steps"}, ${sg.plural(
      scene.node.reduce((sum, level) => sum + (level === scene.LIT ? 1 : 0), 0) - 1,
      "node",
    )}`;

  function unsure(i) {
    const pairs = model.unsure.filter(([one, other]) => one === i || other === i);
    return pairs.map(([one, other, reason]) =>
      h(
        "div",
        { class: "unsure" },
        "Maybe the same as ",
        sg.nodeLink(one === i ? other : one),
        `: ${sg.short(reason, 200)} `,
        sg.button("They are the same", () => sg.markMerge(one, other), { class: "quiet" }),
        sg.button("They are two", () => sg.markApart(one, other), { class: "quiet" }),
      ),
    );
  }
  const told = (i) =>
    model.stories(i).length > 0 &&
    h(
      "p",
      { class: "told" },
      `Named ${sg.plural(model.mentions[i], "time")} in `,
      model
        .stories(i)
        .slice(0, 8)
        .map((story, at) => [at ? ", " : "", sg.storyLink(story, null)]),
      model.stories(i).length > 8 && ` and ${model.stories(i).length - 8} more`,
    );

  // Edges of a node under what they say: typed relations first, themes, stories, co-occurrence.
  function relationGroups(i, facts) {
    const groups = new Map();
    for (const e of model.edgesOf(i)) {
      const key = `${model.relation[e]} ${model.words(e, i)}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(e);
    }
    const sorted = [...groups.values()].sort(
      (a, b) => weightOf(a[0]) - weightOf(b[0]) || b.length - a.length,
    );
    return sorted.map((edges) => relationGroup(i, edges, facts));
  }
  function weightOf(e) {
    const relation = model.relations[model.relation[e]];
    if (relation.cooccurrence) return 9;
    return { about: 3, associated_with: 2, mentions: 5 }[relation.name] || 1;
  }
  function relationGroup(i, edges, facts) {
    const relation = model.relations[model.relation[edges[0]]];
    const order = [...edges].sort((a, b) => model.weight[b] - model.weight[a]);
    const list = () =>
      sg.some(order, relation.structural ? 6 : FEW, (e) =>
        relationRow(i, e, facts, !relation.structural),
      );
    const title = [model.words(edges[0], i), edges.length > 1 && h("b", null, edges.length)];
    if (!relation.cooccurrence) return h("section", null, h("h3", null, title), list());
    return h(
      "details",
      { ontoggle: (event) => event.target.children.length < 2 && event.target.append(list()) },
      h("summary", null, h("h3", null, title)),
    );
  }
  function relationRow(i, e, facts, quoted) {
    const many = facts.many(e);
    const holder = h("div", { class: "quotes" });
    const open = () => {
      const all = holder.childElementCount > (quoted ? 1 : 0);
      sg.put(
        holder,
        all
          ? quoted && many
            ? sg.quote(facts.best(e))
            : null
          : facts
              .of(e)
              .slice(0, 60)
              .map((each) => sg.quote(each)),
      );
      toggle.setAttribute("aria-expanded", String(!all));
    };
    const toggle = sg.button(sg.plural(many, "sentence"), open, {
      class: "count",
      aria: { expanded: "false" },
    });
    if (quoted && many) holder.append(sg.quote(facts.best(e)));
    return h(
      "div",
      { class: "relation" },
      h("div", { class: "line" }, sg.nodeLink(model.other(e, i)), (many > 1 || !quoted) && toggle),
      holder,
    );
  }
})();
