// The current view as a picture: PNG at twice the screen's resolution, or SVG with real text.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, scene, painter, s } = sg;

  sg.toPng = () => {
    const { width, height } = painter.size();
    const canvas = document.createElement("canvas");
    const times = Math.max(2, window.devicePixelRatio || 1);
    canvas.width = width * times;
    canvas.height = height * times;
    painter.paint(canvas.getContext("2d"), times);
    // `toBlob` waits for an idle moment, which can take seconds on a busy machine.
    const encoded = atob(canvas.toDataURL("image/png").split(",")[1]);
    return new Blob([Uint8Array.from(encoded, (char) => char.charCodeAt(0))], {
      type: "image/png",
    });
  };
  sg.savePng = () => sg.download(sg.fileName(".png"), sg.toPng());

  sg.toSvg = () => {
    const { width, height } = painter.size();
    const palette = sg.palette();
    const root = s(
      "svg",
      {
        xmlns: "http://www.w3.org/2000/svg",
        width,
        height,
        viewBox: `0 0 ${width} ${height}`,
        "font-family": "sans-serif",
      },
      s("title", null, sg.short(model.title, 200)),
      s("rect", { width, height, fill: palette.paper }),
      s("g", { fill: "none" }, restingEdges(palette), litEdges(palette)),
      s("g", { stroke: palette.paper, "stroke-width": 1.5 }, painter.inView().map(node)),
      s(
        "g",
        {
          "text-anchor": "middle",
          fill: palette.ink,
          stroke: palette.paper,
          "stroke-width": 3,
          "stroke-linejoin": "round",
          "paint-order": "stroke",
        },
        painter.labels.flatMap(label),
        painter.edgeLabels.map(({ text, x, y }) =>
          s(
            "text",
            {
              x: x.toFixed(1),
              y: (y + 10).toFixed(1),
              "font-size": 11,
              "font-style": "italic",
              fill: palette.accent,
            },
            text,
          ),
        ),
      ),
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}`;
  };
  sg.saveSvg = () => sg.download(sg.fileName(".svg"), sg.toSvg(), "image/svg+xml");

  const at = (x, y) => {
    const spot = painter.network.canvasToDOM({ x, y });
    return `${spot.x.toFixed(1)} ${spot.y.toFixed(1)}`;
  };
  const line = (e) =>
    `M${at(model.x[model.from[e]], model.y[model.from[e]])}L${at(model.x[model.to[e]], model.y[model.to[e]])}`;
  function restingEdges(palette) {
    const some = (test) => [...scene.edge.keys()].filter(test).map(line).join("");
    const structural = (e) => model.relations[model.relation[e]].structural;
    return [
      s("path", {
        d: some((e) => scene.edge[e] === scene.FAINT),
        stroke: palette.edge,
        "stroke-width": 0.8,
        opacity: 0.3,
      }),
      s("path", {
        d: some((e) => scene.edge[e] === scene.PLAIN && structural(e)),
        stroke: palette.edge,
        "stroke-width": 0.8,
      }),
      s("path", {
        d: some((e) => scene.edge[e] === scene.PLAIN && !structural(e)),
        stroke: palette["edge-typed"],
        "stroke-width": 1.2,
      }),
    ];
  }
  const litEdges = (palette) =>
    painter.litCurves(painter.network.getScale()).map(({ start, mid, end, angle }) => [
      s("path", {
        d: `M${at(...start)}Q${at(...mid)} ${at(...end)}`,
        stroke: palette.accent,
        "stroke-width": 1.6,
      }),
      s("path", {
        d: "M0 0L-8 3.4L-8 -3.4Z",
        fill: palette.accent,
        transform: `translate(${at(...end)}) rotate(${((angle * 180) / Math.PI).toFixed(1)})`,
      }),
    ]);
  const node = ({ i, x, y, r }) =>
    s(
      "path",
      {
        d: sg.svgPath(model.type[i], x, y, r),
        fill: sg.colour(i),
        opacity: scene.node[i] === scene.FAINT ? 0.15 : 1,
      },
      s("title", null, sg.short(model.label[i], 120)),
    );
  const label = ({ lines, font, row, x, y }) =>
    lines.map((text, n) =>
      s(
        "text",
        {
          x: x.toFixed(1),
          y: (y + n * row + row - 4).toFixed(1),
          "font-size": row - 2,
          "font-weight": font.split(" ")[0],
        },
        text,
      ),
    );
})();
