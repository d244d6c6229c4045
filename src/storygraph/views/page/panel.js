// The reading panel: an overview, a node's card, an edge's sentences, a path.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, scene, h } = sg;
  const panel = sg.$("panel");
  const FEW = 4;

  const head = (...kids) => h("header", { class: "panelhead" }, kids,
    sg.button("×", sg.home, { class: "close", title: "Close (Escape)", aria: { label: "Close this card" } }));

  // The opening card.
  function overview() {
    const stories = model.storyIds.map((_, story) => story);
    const telling = ["person", "place", "artwork", "theme"];
    return [
      h("header", { class: "panelhead" }, h("h2", null, "What is here"),
        sg.button("×", () => document.body.classList.remove("sheet"), { class: "close phone", aria: { label: "Close" } })),
      h("p", { class: "lead" }, overviewText()),
      h("p", { class: "note" }, model.summary),
      h("div", { class: "actions" },
        sg.button("Path between two…", () => sg.set({ panel: "path", ends: [-1, -1], node: -1 })),
        sg.button("What do two share?", () => sg.set({ panel: "shared", ends: [-1, -1], node: -1 }))),
      stories.length > 0 && h("h3", null, "Read"),
      sg.some(stories, 14, (story) => h("p", { class: "item" }, sg.storyLink(story, null))),
      telling.map((name) => best(name)),
      h("p", { class: "note keys" }, h("kbd", null, "/"), " search  ", h("kbd", null, "?"), " all keys"),
    ];
  }
  const overviewText = () =>
    model.count ? "Pick a node or a link to read the sentences behind it, or open a story and read on from there." : "This graph is empty.";
  function best(name) {
    const type = model.types.findIndex((each) => each.name === name);
    const found = model.byDegree.filter((i) => model.type[i] === type).slice(0, 5);
    return found.length > 0 && [
      h("h3", null, `Most linked ${model.types[type].plural}`),
      h("ul", { class: "plain" }, found.map((i) => h("li", null, sg.nodeLink(i), h("b", null, model.degree[i])))),
    ];
  }

  // A node's card.
  function nodeCard(i) {
    const story = model.storyOf.get(i);
    return [
      head(h("p", { class: "kind" }, sg.icon(i), model.typeName(i)),
        h("h2", null, sg.bdi(model.label[i], 200)), aliases(i)),
      h("div", { class: "actions" },
        story !== undefined && sg.button("Read the story", () => sg.readStory(story), { class: "main" }),
        sg.button("Path to…", () => sg.set({ panel: "path", ends: [i, -1] })),
        sg.button("Shares with…", () => sg.set({ panel: "shared", ends: [i, -1] })),
        !model.isStory(i) && sg.button("Mark…", () => sg.set({ panel: "marks", node: i }))),
      depthSlider(i),
      unsure(i),
      !model.isStory(i) && told(i),
      sg.withFacts(h("div", { class: "relations" }), (facts) => relationGroups(i, facts)),
    ];
  }
  function aliases(i) {
    const others = model.aliases(i).filter((name) => name !== model.label[i]);
    return others.length > 0 && h("p", { class: "aliases" }, "also ",
      others.slice(0, 12).map((name, at) => [at ? ", " : "", sg.bdi(name, 60)]), others.length > 12 && " …");
  }
  function depthSlider(i) {
    const output = h("output", null, depthText(i));
    const slide = (event) => {
      sg.set({ depth: Number(event.target.value) });
      output.textContent = depthText(i);
    };
    const beyond = scene.hiddenNeighbours(i);
    return h("div", { class: "depth" },
      h("label", null, "Around it", h("input", { type: "range", min: 1, max: 4, value: state.depth, oninput: slide })),
      output,
      sg.button("Fit", () => sg.painter.fit([...scene.node.keys()].filter((j) => scene.node[j] === scene.LIT)), { class: "quiet", title: "Fit the neighbourhood to the window" }),
      beyond.size > 0 && sg.button(`Draw ${beyond.size} more`, () => {
        sg.painter.reveal([...beyond].sort((a, b) => model.degree[b] - model.degree[a]).slice(0, 400));
        sg.set({ panel: "node" });
      }, { class: "quiet" }));
  }
  const depthText = () => `${state.depth} ${state.depth === 1 ? "step" : "steps"}, ${
    sg.plural(scene.node.reduce((sum, level) => sum + (level === scene.LIT ? 1 : 0), 0) - 1, "node")}`;

  function unsure(i) {
    const pairs = model.unsure.filter(([one, other]) => one === i || other === i);
    return pairs.map(([one, other, reason]) =>
      h("div", { class: "unsure" }, "Maybe the same as ", sg.nodeLink(one === i ? other : one), `: ${sg.short(reason, 200)} `,
        sg.button("They are the same", () => { sg.markMerge(one, other); sg.hint("Marked; see Marks."); }, { class: "quiet" })));
  }
  const told = (i) => model.stories(i).length > 0 && h("p", { class: "told" },
    `Named ${sg.plural(model.mentions[i], "time")} in `,
    model.stories(i).slice(0, 8).map((story, at) => [at ? ", " : "", sg.storyLink(story, null)]),
    model.stories(i).length > 8 && ` and ${model.stories(i).length - 8} more`);

  // Edges of a node under what they say: typed relations first, themes, stories, co-occurrence.
  function relationGroups(i, facts) {
    const groups = new Map();
    for (const e of model.edgesOf(i)) {
      const key = `${model.relation[e]} ${model.from[e] === i ? 0 : 1}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(e);
    }
    const sorted = [...groups.values()].sort((a, b) => weightOf(a[0]) - weightOf(b[0]) || b.length - a.length);
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
    const list = () => sg.some(order, relation.structural ? 6 : FEW, (e) => relationRow(i, e, facts, !relation.structural));
    const title = [model.words(edges[0], i), edges.length > 1 && h("b", null, edges.length)];
    if (!relation.cooccurrence) return h("section", null, h("h3", null, title), list());
    return h("details", { ontoggle: (event) => event.target.children.length < 2 && event.target.append(list()) },
      h("summary", null, h("h3", null, title)));
  }
  function relationRow(i, e, facts, quoted) {
    const many = facts.many(e);
    const holder = h("div", { class: "quotes" });
    const open = () => {
      const all = holder.childElementCount > (quoted ? 1 : 0);
      sg.put(holder, all ? (quoted && many ? sg.quote(facts.best(e)) : null) : facts.of(e).slice(0, 60).map((each) => sg.quote(each)));
      toggle.setAttribute("aria-expanded", String(!all));
    };
    const toggle = sg.button(sg.plural(many, "sentence"), open, { class: "count", aria: { expanded: "false" } });
    if (quoted && many) holder.append(sg.quote(facts.best(e)));
    return h("div", { class: "relation" },
      h("div", { class: "line" }, sg.nodeLink(model.other(e, i)), (many > 1 || !quoted) && toggle), holder);
  }

  // An edge's card.
  function edgeCard(e) {
    const [a, b] = [model.from[e], model.to[e]];
    const also = [...model.edgesOf(a)].filter((other) => other !== e && model.other(other, a) === b);
    return [
      head(h("p", { class: "kind" }, "link"), h("h2", { class: "statement" },
        sg.nodeLink(a), h("em", null, model.relations[model.relation[e]].forward), sg.nodeLink(b))),
      sg.withFacts(h("div", { class: "quotes" }), (facts) => sg.some(facts.of(e), 40, (piece) => sg.quote(piece))),
      h("div", { class: "actions" }, sg.button("Mark this link as wrong", () => { sg.markLink(e); sg.hint("Marked; see Marks."); })),
      also.length > 0 && [h("h3", null, "Also between these two"), also.map((other) =>
        h("p", { class: "item" }, sg.button(edgeText(other), () => sg.selectEdge(other), { class: "linklike" })))],
    ];
  }
  const edgeText = (e) => `${sg.short(model.label[model.from[e]], 40)} ${model.relations[model.relation[e]].forward} ${sg.short(model.label[model.to[e]], 40)}`;
  sg.edgeText = edgeText;

  // The path between two nodes.
  function pathCard() {
    const [a, b] = state.ends;
    const field = (at, label) => sg.field({
      label, placeholder: label, id: `path-${at}`, value: state.ends[at] >= 0 ? sg.short(model.label[state.ends[at]], 60) : "",
      onpick: (i) => {
        const ends = [...state.ends];
        ends[at] = i;
        sg.set({ panel: "path", ends, node: -1, edge: -1 });
        if (ends[1] < 0) sg.$("path-1")?.focus();
      },
    });
    return [
      head(h("p", { class: "kind" }, "path"), h("h2", null, "What links these two?")),
      h("div", { class: "pair" }, field(0, "From"), field(1, "To")),
      a >= 0 && b >= 0 ? pathSteps(a, b) : h("p", { class: "note" }, "Choose two names. The path through telling links wins over the one through hubs."),
    ];
  }
  function pathSteps(a, b) {
    if (a === b) return h("p", { class: "note" }, "These are the same.");
    if (!sg.pathEdges.length) return h("p", { class: "note" }, "Nothing in these stories links the two.");
    return sg.withFacts(h("ol", { class: "steps" }), (facts) => {
      let at = a;
      return [h("li", { class: "stop" }, sg.nodeLink(a)), sg.pathEdges.map((e) => {
        const words = model.words(e, at);
        at = model.other(e, at);
        return [
          h("li", { class: "step" }, h("p", null, words), facts.many(e) > 0 && sg.quote(facts.best(e))),
          h("li", { class: "stop" }, sg.nodeLink(at)),
        ];
      })];
    });
  }

  function help() {
    const keys = [
      ["/", "search"], ["← ↑ → ↓", "walk to a linked node"], ["Enter", "into the card"], ["Escape", "back to the whole"],
      ["F", "one step more around a node"], ["Shift F", "one step less"], ["+ −", "zoom"], ["0", "fit everything"],
      ["P", "path between two"], ["S", "what two share"], ["1 – 5", "graph, map, time line, themes, list"], ["D", "light or dark"], ["?", "this list"],
    ];
    return [
      head(h("h2", null, "Keys")),
      h("table", { class: "keylist" }, keys.map(([key, what]) => h("tr", null, h("th", { scope: "row" }, h("kbd", null, key)), h("td", null, what)))),
      h("p", { class: "note" }, "Drag to move, scroll or pinch to zoom, double-click a node to fit its neighbours. A card shown can be shared: its address is in the address bar."),
    ];
  }

  const cards = {
    overview, path: pathCard, help,
    node: () => (state.node >= 0 ? nodeCard(state.node) : overview()),
    edge: () => edgeCard(state.edge),
    story: () => sg.storyCard(),
    shared: () => sg.sharedCard(),
    marks: () => sg.marksCard(),
  };
  sg.panelHead = head;

  sg.findPath = () => {
    const [a, b] = state.ends;
    sg.pathEdges = state.panel === "path" && a >= 0 && b >= 0 && a !== b ? sg.path(a, b) || [] : [];
  };

  const drawnFor = {};
  const what = () => JSON.stringify([state.panel, state.panel === "story" ? [state.story, state.sentence] : [state.node, state.edge, state.ends]]);
  sg.drawPanel = (force = false) => {
    if (!force && drawnFor.what === what()) return;
    drawnFor.what = what();
    const focused = panel.contains(document.activeElement);
    panel.className = `panel-${state.panel}`;
    sg.put(panel, cards[state.panel]());
    panel.scrollTop = 0;
    if (focused) panel.focus({ preventScroll: true });
    document.body.classList.toggle("sheet", state.panel !== "overview" && matchMedia("(max-width: 820px)").matches);
  };
})();
