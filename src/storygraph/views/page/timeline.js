// The years that the stories name: a lane for each story, and the sentences in order of time.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, h, s } = sg;
  sg.views ||= {};
  const LANES = 24;
  const ROWS = 120;
  let holder = null;

  // [{year, sentence}] of the chosen stories, in time order.
  function dated(facts) {
    const inScope = (each) => !state.stories.size || state.stories.has(each.story);
    return facts.years
      .map(([year, at]) => ({ year, ...facts.sentence(at) }))
      .filter(inScope)
      .sort((a, b) => a.year - b.year || a.story - b.story || a.start - b.start);
  }

  let named = null; // nodes by sentence
  function nodesOf(sentence, facts) {
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
    return [...(named.get(sentence) || [])].sort(
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
    const left = width < 480 ? 112 : 210;
    const height = stories.length * 24 + 34;
    const x = (year) =>
      left + 8 + ((year - first) / Math.max(1, last - first)) * (width - left - 40);
    const span = last - first;
    const step =
      [1, 2, 5, 10, 20, 25, 50, 100, 200].find(
        (each) => (each / Math.max(1, span)) * (width - left) > 58,
      ) || 200;
    const ticks = [];
    for (let year = Math.ceil(first / step) * step; year <= last; year += step) ticks.push(year);
    return s(
      "svg",
      {
        class: "lanes",
        viewBox: `0 0 ${width} ${height}`,
        role: "img",
        aria: {
          label: `Years from ${first} to ${last} in ${stories.length} stories; the sentences follow`,
        },
      },
      ticks.map((year) => [
        s("line", { class: "axis", x1: x(year), x2: x(year), y1: 4, y2: height - 24 }),
        s("text", { x: x(year), y: height - 8, "text-anchor": "middle" }, String(year)),
      ]),
      stories.map((story, row) =>
        s(
          "g",
          null,
          s(
            "text",
            { x: left - 8, y: row * 24 + 20, "text-anchor": "end" },
            sg.short(model.storyTitle(story), width < 480 ? 14 : 29),
          ),
          s("line", {
            class: "axis",
            x1: left,
            x2: width - 24,
            y1: row * 24 + 16,
            y2: row * 24 + 16,
          }),
          dates
            .filter((d) => d.story === story)
            .map((d) =>
              s(
                "circle",
                {
                  class: "dot",
                  cx: x(d.year),
                  cy: row * 24 + 16,
                  r: 5.5,
                  onclick: () => jump(d.year),
                },
                s("title", null, `${d.year}: ${sg.short(d.text, 160)}`),
              ),
            ),
        ),
      ),
    );
  }
  const jump = (year) => {
    let target = holder.querySelector(`[data-year="${year}"]`);
    while (!target && holder.querySelector(".more")) {
      holder.querySelector(".more").click();
      target = holder.querySelector(`[data-year="${year}"]`);
    }
    target?.scrollIntoView({ block: "start" });
  };

  function row([year, dates], facts) {
    return h(
      "section",
      { class: "year", data: { year } },
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
      null,
      sg.quote(piece, { brief: true }),
      h(
        "div",
        { class: "chips" },
        nodesOf(each.sentence, facts)
          .slice(0, 6)
          .map((i) => sg.nodeLink(i, { most: 40 })),
      ),
      h("p", null, " "),
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
