// Walks through the graph: neighbourhoods, and the most telling path between two nodes.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model } = sg;

  // Which nodes lie within `depth` steps of a node, over the edges that `allowed` lets through.
  sg.within = (node, depth, allowed = () => true) => {
    const reached = new Map([[node, 0]]);
    let rim = [node];
    for (let step = 1; step <= depth && rim.length; step++) {
      const next = [];
      for (const i of rim) {
        for (const e of model.edgesOf(i)) {
          const j = model.other(e, i);
          if (!reached.has(j) && allowed(e)) {
            reached.set(j, step);
            next.push(j);
          }
        }
      }
      rim = next;
    }
    return reached;
  };

  // As in storygraph.graph.paths: whole hundredths, so that both always find the same path.
  const hubs = Array.from(model.allDegree, (links) => Math.floor(100 * Math.log2(2 + links) + 0.5));
  const cost = (e) =>
    hubs[model.from[e]] + hubs[model.to[e]] + model.relations[model.relation[e]].cost;

  // The edges of the cheapest path from one node to another, in order; null if there is none.
  sg.path = (start, goal) => {
    const best = new Float64Array(model.count).fill(Infinity);
    const came = new Int32Array(model.count).fill(-1);
    const heap = new Heap();
    best[start] = 0;
    heap.push(0, start);
    while (heap.size) {
      const [far, i] = heap.pop();
      if (i === goal) return trace(came, start, goal);
      if (far > best[i]) continue;
      for (const e of model.edgesOf(i)) {
        const j = model.other(e, i);
        const total = far + cost(e);
        if (total < best[j]) {
          best[j] = total;
          came[j] = e;
          heap.push(total, j);
        }
      }
    }
    return null;
  };

  function trace(came, start, goal) {
    const edges = [];
    for (let i = goal; i !== start; i = model.other(came[i], i)) edges.unshift(came[i]);
    return edges;
  }

  // Equally far nodes come in the order of the graph.
  const before = (a, b) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);

  class Heap {
    items = [];
    get size() {
      return this.items.length;
    }
    push(key, value) {
      const { items } = this;
      let at = items.push([key, value]) - 1;
      while (at > 0) {
        const up = (at - 1) >> 1;
        if (!before(items[at], items[up])) break;
        [items[up], items[at]] = [items[at], items[up]];
        at = up;
      }
    }
    pop() {
      const { items } = this;
      const top = items[0];
      const last = items.pop();
      if (items.length) {
        items[0] = last;
        let at = 0;
        for (;;) {
          let least = at;
          for (const down of [2 * at + 1, 2 * at + 2]) {
            if (down < items.length && before(items[down], items[least])) least = down;
          }
          if (least === at) break;
          [items[least], items[at]] = [items[at], items[least]];
          at = least;
        }
      }
      return top;
    }
  }
})();
