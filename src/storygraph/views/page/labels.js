// Names beside the nodes, placed so that no two overlap: the most linked nodes choose first.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, scene } = sg;
  const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
  const MOST = 260;
  const ROOM = 14000; // one name in this many square pixels is shown even where it covers a node
  const CELL = 80;

  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  // Rectangles that are taken, in screen pixels, found through a coarse grid.
  class Taken {
    cells = new Map();
    #each(box, visit) {
      for (let cx = Math.floor(box[0] / CELL); cx <= Math.floor(box[2] / CELL); cx++) {
        for (let cy = Math.floor(box[1] / CELL); cy <= Math.floor(box[3] / CELL); cy++) {
          if (visit(cx * 100003 + cy)) return true;
        }
      }
      return false;
    }
    add(box) {
      this.#each(box, (cell) => {
        const there = this.cells.get(cell);
        if (there) there.push(box);
        else this.cells.set(cell, [box]);
      });
    }
    hits(box, except) {
      return this.#each(box, (cell) =>
        (this.cells.get(cell) || []).some((b) => b !== except && meet(b, box)),
      );
    }
    // The sum of what the boxes that a box meets weigh (their fifth number).
    cost(box, except) {
      const met = new Set();
      this.#each(box, (cell) => {
        for (const b of this.cells.get(cell) || []) if (b !== except && meet(b, box)) met.add(b);
      });
      return [...met].reduce((sum, b) => sum + b[4], 0);
    }
  }
  sg.Taken = Taken;

  const widths = new Map();
  sg.measure = (ctx, text, font) => {
    const key = `${font}\n${text}`;
    if (!widths.has(key)) {
      ctx.font = font;
      widths.set(key, ctx.measureText(text).width);
    }
    return widths.get(key);
  };

  // At most two lines of about equal length.
  const cache = new Map();
  function lines(i) {
    if (!cache.has(i)) cache.set(i, breakLines(sg.short(model.label[i], 44)));
    return cache.get(i);
  }
  function breakLines(text) {
    if (text.length <= 18) return [text];
    let best = -1;
    for (let at = text.indexOf(" "); at > 0; at = text.indexOf(" ", at + 1)) {
      if (best < 0 || Math.abs(at - text.length / 2) < Math.abs(best - text.length / 2)) best = at;
    }
    return best > 0 ? [text.slice(0, best), text.slice(best + 1)] : [text];
  }

  sg.labelFont = (i) => {
    if (scene.center.includes(i)) return `700 14px ${FONT}`;
    if (model.isStory(i)) return `600 13px ${FONT}`;
    return `${model.degree[i] > 12 ? 600 : 500} 12px ${FONT}`;
  };
  sg.edgeFont = `italic 11px ${FONT}`;

  const spots = (x, y, r, width, height) => [
    [x - width / 2, y + r + 3],
    [x - width / 2, y - r - 3 - height],
    [x + r + 5, y - height / 2],
    [x - r - 5 - width, y - height / 2],
    [x + 0.7 * r + 3, y + 0.7 * r],
    [x - 0.7 * r - 3 - width, y + 0.7 * r],
    [x + 0.7 * r + 3, y - 0.7 * r - height],
    [x - 0.7 * r - 3 - width, y - 0.7 * r - height],
  ];

  function order(inView) {
    const rank = (i) =>
      (scene.center.includes(i) ? 1e6 : 0) +
      (scene.node[i] === scene.LIT ? 1e5 : 0) +
      model.degree[i];
    const wanted = inView.filter(
      ({ i }) => scene.node[i] >= (scene.focus ? scene.LIT : scene.PLAIN),
    );
    return wanted
      .map((each) => [rank(each.i), each])
      .sort((a, b) => b[0] - a[0] || a[1].i - b[1].i)
      .slice(0, MOST)
      .map(([, each]) => each);
  }

  // The first spot that is free of names and nodes; for the most important names one that only
  // covers nodes less linked than they are. Names never cover names.
  function choose(boxes, own, certain, names, discs) {
    const free = boxes.filter((box) => !names.hits(box));
    const clear = free.find((box) => !discs.hits(box, own));
    if (clear || !certain) return clear;
    return free.reduce((best, box) => {
      const cost = discs.cost(box, own);
      return cost < (best ? best.cost : Infinity) ? { box, cost } : best;
    }, null)?.box;
  }

  // Chooses a place for every name that fits. `inView` lists {i, x, y, r} in screen pixels;
  // returns {i, lines, font, row, x, y, box}, x and y the middle of the first line's top.
  sg.placeLabels = (ctx, inView, { width: wide, height: high }) => {
    const sure = Math.min(40, (wide * high) / ROOM);
    const inside = ([left, top, right, bottom]) =>
      left > 0 && top > 0 && right < wide && bottom < high;
    const names = new Taken();
    const discs = new Taken();
    const own = new Map();
    for (const { i, x, y, r } of inView) {
      if (scene.node[i] < (scene.focus ? scene.LIT : scene.PLAIN)) continue;
      own.set(i, [x - r, y - r, x + r, y + r, r * r]);
      discs.add(own.get(i));
    }
    const ordered = order(inView);
    // No name ever covers one of the most important nodes.
    for (const { x, y, r } of ordered.slice(0, sure / 2)) {
      names.add([x - 0.6 * r, y - 0.6 * r, x + 0.6 * r, y + 0.6 * r, 0]);
    }
    const placed = [];
    ordered.forEach(({ i, x, y, r: radius }, rank) => {
      const r = scene.center.includes(i) ? 1.35 * radius + 5 : radius;
      const font = sg.labelFont(i);
      const rows = lines(i);
      const row = Number(/(\d+)px/.exec(font)[1]) + 2;
      const width = Math.max(...rows.map((text) => sg.measure(ctx, text, font)));
      const boxes = spots(x, y, r, width, row * rows.length)
        .map(([left, top]) => [left - 3, top - 1, left + width + 3, top + row * rows.length + 1])
        .filter(inside);
      const box = choose(boxes, own.get(i), rank < sure || scene.center.includes(i), names, discs);
      if (!box) return;
      names.add(box);
      placed.push({ i, lines: rows, font, row, x: (box[0] + box[2]) / 2, y: box[1] + 1, box });
    });
    return { placed, names, discs };
  };
})();
