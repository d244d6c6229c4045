// One shape and one colour for each type, for the canvas, for the SVG file and for icons.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, s } = sg;
  const TURN = 2 * Math.PI;

  const polygon = (pen, x, y, corners) => {
    corners.forEach(([dx, dy], at) => pen[at ? "lineTo" : "moveTo"](x + dx, y + dy));
    pen.closePath();
  };
  const ring = (count, radius, turn = 0) =>
    Array.from({ length: count }, (_, at) => {
      const angle = (at / count) * TURN + turn;
      const r = typeof radius === "function" ? radius(at) : radius;
      return [r * Math.sin(angle), -r * Math.cos(angle)];
    });

  const SHAPES = {
    dot: (pen, x, y, r) => {
      pen.moveTo(x + r, y);
      pen.arc(x, y, r, 0, TURN);
      pen.closePath();
    },
    square: (pen, x, y, r) => polygon(pen, x, y, ring(4, 1.2 * r, TURN / 8)),
    diamond: (pen, x, y, r) => polygon(pen, x, y, ring(4, 1.22 * r)),
    triangleDown: (pen, x, y, r) => polygon(pen, x, y - 0.2 * r, ring(3, 1.32 * r, TURN / 2)),
    hexagon: (pen, x, y, r) => polygon(pen, x, y, ring(6, 1.1 * r)),
    star: (pen, x, y, r) =>
      polygon(
        pen,
        x,
        y,
        ring(10, (at) => (at % 2 ? 0.6 * r : 1.35 * r)),
      ),
    // A page with a folded corner.
    box: (pen, x, y, r) =>
      polygon(
        pen,
        x,
        y,
        [
          [-0.85, -1.1],
          [0.35, -1.1],
          [0.85, -0.6],
          [0.85, 1.1],
          [-0.85, 1.1],
        ].map(([dx, dy]) => [dx * r, dy * r]),
      ),
  };

  sg.trace = (pen, type, x, y, r) => SHAPES[model.types[type].shape](pen, x, y, r);

  // Writes the same strokes as an SVG path.
  class SvgPen {
    d = "";
    #at = (x, y) => `${+x.toFixed(2)} ${+y.toFixed(2)}`;
    moveTo(x, y) {
      this.d += `M${this.#at(x, y)}`;
    }
    lineTo(x, y) {
      this.d += `L${this.#at(x, y)}`;
    }
    closePath() {
      this.d += "Z";
    }
    arc(x, y, r) {
      const half = (side) =>
        `A${+r.toFixed(2)} ${+r.toFixed(2)} 0 1 1 ${this.#at(x + side * r, y)}`;
      this.d += half(-1) + half(1);
    }
  }
  sg.svgPath = (type, x, y, r) => {
    const pen = new SvgPen();
    sg.trace(pen, type, x, y, r);
    return pen.d;
  };

  sg.typeIcon = (type) =>
    s(
      "svg",
      {
        class: `icon t-${model.types[type].name}`,
        viewBox: "-8 -8 16 16",
        aria: { hidden: "true" },
      },
      s("path", { d: sg.svgPath(type, 0, 0, 5.4) }),
    );
  sg.icon = (i) => sg.typeIcon(model.type[i]);

  // Radius in the picture's own units; the screen radius grows more slowly than the zoom.
  const base = (i) =>
    (model.isStory(i) ? 6.5 : 5.5) + Math.min(8, 1.05 * Math.sqrt(model.degree[i]));
  const radii = Float32Array.from({ length: model.count }, (_, i) => base(i));
  sg.screenRadius = (i, scale) =>
    Math.max(1.5, radii[i] * Math.min(1.5, 0.08 + 1.02 * Math.sqrt(scale)));

  let palette = {};
  sg.readPalette = () => {
    const style = getComputedStyle(document.documentElement);
    const get = (name) => style.getPropertyValue(`--${name}`).trim();
    palette = {
      types: model.types.map((type) => get(type.name)),
      groups: Array.from({ length: 8 }, (_, at) => get(`group-${at}`)),
      ...Object.fromEntries(
        ["paper", "ink", "soft", "edge", "edge-typed", "accent", "rest"].map((name) => [
          name,
          get(name),
        ]),
      ),
    };
    return palette;
  };
  sg.palette = () => palette;
  sg.colour = (i) =>
    sg.state.colour === "community"
      ? palette.groups[model.community[i]] || palette.rest
      : palette.types[model.type[i]];
})();
