// The graph as typed arrays: read once from the JSON blocks, never changed. Sentences and stories
// are packed, and unpacked when first asked for.
"use strict";

(() => {
  const sg = window.storygraph;
  const read = (id) => JSON.parse(sg.$(id).textContent);
  const about = read("data-about");
  const nodes = read("data-nodes");
  const edges = read("data-edges");

  const count = nodes.label.length;
  const from = Int32Array.from(edges.from);
  const to = Int32Array.from(edges.to);
  const relation = Uint16Array.from(edges.relation);
  const spread = (column, empty) =>
    Array.isArray(column) ? (i) => column[i] : (i) => column[i] || empty;

  const model = {
    title: about.title,
    summary: about.summary,
    count,
    links: from.length,
    ref: nodes.ref,
    label: nodes.label,
    type: Uint8Array.from(nodes.group),
    x: Float64Array.from(nodes.x),
    y: Float64Array.from(nodes.y),
    community: Int32Array.from(nodes.community),
    mentions: nodes.mentions,
    aliases: spread(nodes.aliases, []),
    key: spread(nodes.key, ""),
    stories: spread(nodes.stories, []),
    at: spread(nodes.at, []),
    from,
    to,
    relation,
    weight: edges.weight,
    types: about.types.map(([name, shape, plural]) => ({ name, shape, plural })),
    relations: about.relations.map(([name, forward, back, structural, cooccurrence, cost]) => ({
      name,
      forward,
      back,
      structural: !!structural,
      cooccurrence: !!cooccurrence,
      cost, // of a step along it, in hundredths
    })),
    storyIds: about.stories.map(([id]) => id),
    storyNodes: about.stories.map(([, node]) => node),
    vocabulary: about.vocabulary, // [relation, in words] of what stories can state
    fingerprint: about.fingerprint,
    credits: about.credits, // whom the coordinates are owed to
    unsure: about.unsure,
    years: about.years,
  };
  // The picture is wider than high: on an upright window it is laid on its side and stretched.
  if (innerHeight > 1.3 * innerWidth) {
    [model.x, model.y] = [model.y, model.x];
    const span = (values) =>
      1 + values.reduce((a, b) => Math.max(a, b), 0) - values.reduce((a, b) => Math.min(a, b), 0);
    const wanted = innerHeight / innerWidth / (span(model.y) / span(model.x));
    const stretch = Math.min(1.7, Math.max(1, 0.8 * wanted));
    model.y = model.y.map((y) => y * stretch);
  }
  sg.model = model;

  model.byRef = new Map(model.ref.map((ref, i) => [ref, i]));
  model.storyOf = new Map(model.storyNodes.map((node, story) => [node, story]));
  model.typeName = (i) => model.types[model.type[i]].name;
  model.isStory = (i) => model.typeName(i) === "story";
  model.isTheme = (i) => model.typeName(i) === "theme";

  // Edges of node i: `around.slice(offsets[i], offsets[i + 1])`.
  const offsets = new Int32Array(count + 1);
  for (let e = 0; e < from.length; e++) {
    offsets[from[e] + 1]++;
    if (to[e] !== from[e]) offsets[to[e] + 1]++;
  }
  for (let i = 0; i < count; i++) offsets[i + 1] += offsets[i];
  const around = new Int32Array(offsets[count]);
  const next = offsets.slice();
  for (let e = 0; e < from.length; e++) {
    around[next[from[e]]++] = e;
    if (to[e] !== from[e]) around[next[to[e]]++] = e;
  }
  model.edgesOf = (i) => around.subarray(offsets[i], offsets[i + 1]);
  model.other = (e, i) => (from[e] === i ? to[e] : from[e]);

  // How many links a node has: all of them, and those that are no co-occurrence.
  model.allDegree = new Int32Array(count);
  model.degree = new Int32Array(count);
  for (let e = 0; e < from.length; e++) {
    const telling = model.relations[relation[e]].cooccurrence ? 0 : 1;
    for (const end of [from[e], to[e]]) {
      model.allDegree[end]++;
      model.degree[end] += telling;
    }
  }
  model.byDegree = Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => model.degree[b] - model.degree[a] || a - b,
  );

  // How an edge reads from one of its ends: "studied at".
  model.words = (e, i) => {
    const { forward, back } = model.relations[relation[e]];
    return from[e] === i ? forward : back;
  };

  const inWords = new Map([
    ...model.vocabulary,
    ...model.relations.map(({ name, forward }) => [name, forward]),
  ]);
  model.wordsOf = (name) => inWords.get(name) ?? name.replaceAll("_", " ");

  async function unpack(id) {
    if (!window.DecompressionStream) {
      throw new Error("This browser cannot unpack the sentences: use one from 2023 or later.");
    }
    const packed = Uint8Array.from(atob(sg.$(id).textContent), (char) => char.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const value = JSON.parse(await new Response(stream).text());
    sg.$(id).remove();
    return value;
  }

  const once = (start) => {
    let promise = null;
    return () => (promise ||= start());
  };
  model.texts = once(() => unpack("data-texts"));
  model.facts = once(async () => {
    const [facts, texts] = await Promise.all([unpack("data-facts"), model.texts()]);
    return readFacts(facts, texts);
  });

  function readFacts(facts, texts) {
    const sentence = (s) => {
      const [story, start, end, text] = facts.sentences[s];
      return { sentence: s, story, start, end, text: text ?? texts.texts[story].slice(start, end) };
    };
    const piece = (e, k) => {
      const [s, s0, s1, o0, o1, by, percent] = facts.edges[e].slice(7 * k, 7 * k + 7);
      return {
        ...sentence(s),
        edge: e,
        subject: [s0, s1],
        object: [o0, o1],
        by: facts.rules[by],
        percent,
      };
    };
    const many = (e) => facts.edges[e].length / 7;
    const of = (e) => Array.from({ length: many(e) }, (_, k) => piece(e, k));
    // The surest sentence of an edge, the first of equals.
    const best = (e) => of(e).reduce((a, b) => (b.percent > a.percent ? b : a), of(e)[0]);
    return { ...facts, sentence, of, best, many, title: (story) => texts.titles[story] };
  }

  model.storyTitle = (story) => {
    const node = model.storyNodes[story];
    return node >= 0 ? model.label[node] : model.storyIds[story];
  };
})();
