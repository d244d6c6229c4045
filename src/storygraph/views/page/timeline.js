// The years that the stories name: a lane for each story, and the sentences in order of time.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, h, s } = sg;
  sg.views ||= {};
  const LANES = 24;
  const ROWS = 120;
  let holder = null;

  // [{year, sentence, within}] of the chosen stories, in time order; a sentence that a longer
  // stretch holds is one of those `within` it.
  function dated(facts) {
    const inScope = (each) => !state.stories.size || state.stories.has(each.story);
    const found = facts.years
      .map(([year, at]) => ({ year, ...facts.sentence(at), within: [] }))
      .filter(inScope)
      .sort(
        (a, b) => a.year - b.year || a.story - b.story || a.start - b.start || b.end - a.end,
      );
    const kept = [];
    for (const each of found) {
      const last = kept.at(-1);
      const same = last?.year === each.year && last.story === each.story;
      if (same && each.start < each.end && each.end <= last.end) last.within.push(each.sentence);
      else kept.push(each);
    }
    return kept;
  }

  let named = null; // nodes by sentence
  function nodesOf(sentences, facts) {
    if (!named) {
      named = new Map();
      facts.edges.forEach((flat, e) => {
        for (let at = 0; at < flat.length; at += 7) {
          if (!named.has(flat[at])) named.set(flat[at], new Set());
          for (const i of [model.from[e], model.to[e]])
            if (!model.isStory(i)) named.get(flat[at]).add(i);
        }
      });
    }
    return [...new Set(sentences.flatMap((each) => [...(named.get(each) || [])]))].sort(
      (a, b) =>
        Number(model.isTheme(a)) - Number(model.isTheme(b)) || model.degree[b] - model.degree[a],
    );
  }

  function lanes(dates) {
    const [first, last] = [dates[0].year, dates[dates.length - 1].year];
    const counts = new Map();
    for (const { story } of dates) counts.set(story, (counts.get(story) || 0) + 1);
    const stories = [...counts.keys()]
      .sort((a, b) => counts.get(b) - counts.get(a))
      .slice(0, LANES)
      .sort(
        (a, b) => dates.find((d) => d.story === a).year - dates.find((d) => d.story === b).year,
      );
    const width = Math.max(300, Math.min(1100, holder.clientWidth - 48));
    // On a phone the titles stand above their lanes.
    const narrow = width < 480;
    const left = narrow ? 0 : 210;
    const high = narrow ? 40 : 24;
    const height = stories.length * high + 34;
    const middle = (row) => row * high + (narrow ? 28 : 16);
    const x = (year) =>
      left + 8 + ((year - first) / Math.max(1, last - first)) * (width - left - (narrow ? 18 : 40));
    const span = last - first;
    const step =
      [1, 2, 5, 10, 20, 25, 50, 100, 200].find(
        (each) => (each / Math.max(1, span)) * (width - left) > 58,
      ) || 200;
    const ticks = [];
    for (let year = Math.ceil(first / step) * step; year <= last; year += step) ticks.push(year);
    const name = (story, row) =>
      s(
        "text",
        narrow
          ? { x: 0, y: row * high + 15 }
          : { x: left - 8, y: middle(row) + 4, "text-anchor": "end" },
        sg.short(model.storyTitle(story), narrow ? 44 : 29),
      );
    const dot = (d, row) =>
      s(
        "circle",
        {
          class: "dot",
          cx: x(d.year),
          cy: middle(row),
          r: 5.5,
          tabindex: -1,
          role: "button",
          aria: { label: `${d.year}, ${sg.short(model.storyTitle(d.story), 60)}` },
          data: { lane: row, to: d.year },
          onclick: () => jump(d.year),
        },
        s("title", null, `${d.year}: ${sg.short(d.text, 160)}`),
      );
    const chart = s(
      "svg",
      {
        class: "lanes",
        viewBox: `0 0 ${width} ${height}`,
        role: "group",
        aria: {
          label: `Years from ${first} to ${last} in ${sg.plural(stories.length, "story", "stories")}. Arrow keys walk from year to year, Enter goes to its sentences.`,
        },
        onkeydown: walk,
      },
      ticks.map((year) => [
        s("line", { class: "axis", x1: x(year), x2: x(year), y1: 4, y2: height - 24 }),
        s("text", { x: x(year), y: height - 8, "text-anchor": "middle" }, String(year)),
      ]),
      stories.map((story, row) =>
        s(
          "g",
          null,
          name(story, row),
          s("line", {
            class: "axis",
            x1: left,
            x2: width - (narrow ? 0 : 24),
            y1: middle(row),
            y2: middle(row),
          }),
          dates.filter((d) => d.story === story).map((d) => dot(d, row)),
        ),
      ),
    );
    chart.querySelector(".dot")?.setAttribute("tabindex", 0);
    return chart;
  }

  // One dot of the chart can be reached by Tab; the arrows walk from it within and across lanes.
  function walk(event) {
    const dot = event.target;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return jump(dot.dataset.to);
    }
    const [along, across] =
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ||
      [];
    if (along === undefined) return undefined;
    event.preventDefault();
    event.stopPropagation();
    const lane = [
      ...event.currentTarget.querySelectorAll(`[data-lane="${Number(dot.dataset.lane) + across}"]`),
    ];
    const far = (each) => Math.abs(each.dataset.to - dot.dataset.to);
    const next = across
      ? lane.reduce((a, b) => (a && far(a) <= far(b) ? a : b), null)
      : lane[lane.indexOf(dot) + along];
    if (!next) return undefined;
    dot.setAttribute("tabindex", -1);
    next.setAttribute("tabindex", 0);
    return next.focus();
  }
  const jump = (year) => {
    let target = holder.querySelector(`[data-year="${year}"]`);
    while (!target && holder.querySelector(".more")) {
      holder.querySelector(".more").click();
      target = holder.querySelector(`[data-year="${year}"]`);
    }
    target?.scrollIntoView({ block: "start" });
    target?.focus({ preventScroll: true });
  };

  function row([year, dates], facts) {
    return h(
      "section",
      { class: "year", tabindex: -1, data: { year } },
      h("h3", null, String(year)),
      h(
        "div",
        null,
        dates.map((each) => entry(each, facts)),
      ),
    );
  }
  function entry(each, facts) {
    const at = each.text.indexOf(String(each.year));
    const piece = { ...each, subject: [at, at + 4], object: [-1, -1] };
    return h(
      "div",
      { class: "entry" },
      sg.quote(piece, { brief: true }),
      h(
        "div",
        { class: "chips" },
        nodesOf([each.sentence, ...each.within], facts)
          .slice(0, 6)
          .map((i) => sg.nodeLink(i, { most: 40 })),
      ),
    );
  }

  function fill(facts) {
    const dates = dated(facts);
    if (!dates.length)
      return [
        h("h2", { class: "viewtitle" }, "When it happens"),
        h("p", { class: "note" }, "No sentence here names a year."),
      ];
    const byYear = new Map();
    for (const each of dates) byYear.set(each.year, [...(byYear.get(each.year) || []), each]);
    return [
      h("h2", { class: "viewtitle" }, "When it happens"),
      h(
        "p",
        { class: "note" },
        `${sg.plural(dates.length, "sentence")} that ${dates.length === 1 ? "names" : "name"} a year`,
      ),
      lanes(dates),
      h(
        "div",
        { class: "years" },
        sg.some([...byYear], ROWS, (each) => row(each, facts)),
      ),
    ];
  }

  let drawnFor = null;
  sg.views.time = {
    useful: () => model.years > 0,
    draw: (element) => {
      holder = element;
    },
    update: () => {
      const now = [...state.stories].join();
      if (now === drawnFor) return;
      drawnFor = now;
      sg.withFacts(holder, fill);
    },
  };
})();
