// What part of the picture is in the window.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, scene, painter } = sg;
  const { network } = painter;
  const holder = sg.$("canvas");
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  painter.fit = (wanted, { animate = true, closest = 1.4 } = {}) => {
    const listed = [...wanted].filter((i) => scene.shown[i]);
    if (!listed.length) return;
    const xs = listed.map((i) => model.x[i]);
    const ys = listed.map((i) => model.y[i]);
    const [left, right] = [
      xs.reduce((a, b) => Math.min(a, b)),
      xs.reduce((a, b) => Math.max(a, b)),
    ];
    const [top, bottom] = [
      ys.reduce((a, b) => Math.min(a, b)),
      ys.reduce((a, b) => Math.max(a, b)),
    ];
    const { width, height, shift } = freeArea();
    const scale = Math.min(
      (width - Math.min(170, width / 4)) / (right - left + 1),
      (height - 90) / (bottom - top + 1),
      closest,
    );
    moveTo({ x: (left + right) / 2, y: (top + bottom) / 2 }, Math.max(scale, 0.02), animate, shift);
  };
  function moveTo(position, scale, animate, shift = freeArea().shift) {
    const moved = { x: position.x, y: position.y + shift / scale };
    const animation = animate && !calm() && { duration: 380, easingFunction: "easeInOutQuad" };
    network.moveTo({ position: moved, scale, animation });
  }
  // On a phone the panel covers the lower part of the picture.
  function freeArea() {
    const { clientWidth: width, clientHeight: height } = holder;
    const cover = document.body.classList.contains("sheet") ? sg.$("panel").offsetHeight : 0;
    return { width, height: Math.max(160, height - cover), shift: cover / 2 };
  }
  painter.fitAll = (how) =>
    painter.fit(
      model.byDegree.filter((i) => scene.node[i] >= scene.PLAIN),
      how,
    );
  painter.zoom = (factor) => {
    const scale = Math.max(0.02, Math.min(6, network.getScale() * factor));
    network.moveTo({
      scale,
      animation: !calm() && { duration: 160, easingFunction: "easeOutQuad" },
    });
  };
  // Moves only if some of these nodes are out of sight, or far too small to read.
  painter.show = (wanted) => {
    const { width, height } = freeArea();
    const inside = (i) => {
      const { x, y } = network.canvasToDOM({ x: model.x[i], y: model.y[i] });
      return x > 30 && y > 30 && x < width - 30 && y < height - 30;
    };
    if (wanted.every(inside) && network.getScale() > 0.45) return;
    const scale = Math.max(network.getScale(), 0.8);
    if (wanted.length === 1) moveTo({ x: model.x[wanted[0]], y: model.y[wanted[0]] }, scale, true);
    else painter.fit(wanted);
  };
})();
