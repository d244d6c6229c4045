// The places that have coordinates, on an outline of the land; drawn here, with no map service.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, state, scene, h, s } = sg;
  sg.views ||= {};
  const placed = () => model.byDegree.filter((i) => model.at(i).length === 2);
  const camera = { lon: 0, lat: 0, scale: 4, stretch: 1 }; // pixels per degree of latitude
  let holder = null;
  let chart = null;

  const latLon = (i) => model.at(i);
  const shadow = document.createElement("canvas").getContext("2d");

  function toScreen(lon, lat) {
    const { width, height } = size();
    return [
      width / 2 + (lon - camera.lon) * camera.scale * camera.stretch,
      height / 2 - (lat - camera.lat) * camera.scale,
    ];
  }
  const size = () => ({ width: holder.clientWidth || 800, height: holder.clientHeight || 600 });

  // Brings all places into view; a lone place shows the country around it.
  function fit() {
    const spots = placed().map(latLon);
    const [south, north] = [
      Math.min(...spots.map(([lat]) => lat)),
      Math.max(...spots.map(([lat]) => lat)),
    ];
    const [west, east] = [
      Math.min(...spots.map(([, lon]) => lon)),
      Math.max(...spots.map(([, lon]) => lon)),
    ];
    Object.assign(camera, { lon: (west + east) / 2, lat: (south + north) / 2 });
    camera.stretch = Math.max(0.3, Math.cos((camera.lat * Math.PI) / 180));
    const { width, height } = size();
    camera.scale = Math.min(
      (width * 0.78) / (Math.max(east - west, 8) * camera.stretch),
      (height * 0.72) / Math.max(north - south, 6),
    );
  }

  let outline = null;
  function land() {
    outline ||= JSON.parse(sg.$("data-land").textContent).rings.map((ring) => {
      let [x, y] = [0, 0];
      const points = [];
      for (let at = 0; at < ring.length; at += 2)
        points.push([(x += ring[at]) / 10, (y += ring[at + 1]) / 10]);
      return points;
    });
    return outline
      .map(
        (ring) =>
          `M${ring
            .map(([lon, lat]) =>
              toScreen(lon, lat)
                .map((n) => n.toFixed(1))
                .join(" "),
            )
            .join("L")}Z`,
      )
      .join("");
  }
  function grid() {
    const step = [1, 2, 5, 10, 20, 30].find((each) => each * camera.scale > 70) || 30;
    let path = "";
    for (let lon = -180; lon <= 180; lon += step)
      path += `M${toScreen(lon, 85).join(" ")}L${toScreen(lon, -85).join(" ")}`;
    for (let lat = -80; lat <= 80; lat += step)
      path += `M${toScreen(-180, lat).join(" ")}L${toScreen(180, lat).join(" ")}`;
    return path;
  }

  function draw() {
    const taken = new sg.Taken();
    const spots = placed()
      .filter((i) => scene.node[i] !== scene.GONE || !scene.shown[i])
      .map((i) => ({
        i,
        at: toScreen(latLon(i)[1], latLon(i)[0]),
        r: 5 + Math.min(7, Math.sqrt(model.degree[i])),
      }));
    for (const {
      at: [x, y],
      r,
    } of spots)
      taken.add([x - 0.8 * r, y - 0.8 * r, x + 0.8 * r, y + 0.8 * r, 1]);
    // The best linked places choose where their names stand first, and are drawn last.
    const names = spots.map((spot) => name(spot, taken));
    const focused = document.activeElement?.dataset?.place;
    sg.put(
      chart,
      s("path", { class: "grid", d: grid() }),
      s("path", { class: "land", d: land() }),
      spots.map((spot, rank) => marker(spot, names[rank], rank)).reverse(),
    );
    if (focused) chart.querySelector(`[data-place="${focused}"]`)?.focus();
  }
  function marker({ i, at: [x, y], r }, text, rank) {
    const faint = scene.focus && scene.node[i] === scene.FAINT;
    return s(
      "g",
      {
        class: `spot${rank < 6 ? " big" : ""}${i === state.node ? " chosen" : ""}${faint ? " faint" : ""}`,
        tabindex: 0,
        role: "button",
        data: { place: i },
        aria: { label: `${sg.short(model.label[i], 60)}, ${sg.plural(model.degree[i], "link")}` },
        onclick: () => open(i),
        onkeydown: (event) => {
          if (event.key === "Enter") open(i);
        },
      },
      s("path", { d: sg.svgPath(model.type[i], x, y, r) }),
      text,
    );
  }
  function name({ i, at: [x, y], r }, taken) {
    const words = sg.short(model.label[i], 30);
    const width = sg.measure(shadow, words, "600 13.5px sans-serif") + 4;
    const spots = [
      ["start", x + r + 4, y + 4, x + r + 2],
      ["end", x - r - 4, y + 4, x - r - 4 - width],
      ["middle", x, y + r + 14, x - width / 2],
      ["middle", x, y - r - 5, x - width / 2],
      ["start", x + 4, y + r + 14, x + 2],
      ["end", x - 4, y + r + 14, x - 4 - width],
      ["start", x + 4, y - r - 5, x + 2],
      ["end", x - 4, y - r - 5, x - 4 - width],
    ];
    for (const [anchor, tx, ty, left] of spots) {
      const box = [left, ty - 12, left + width, ty + 4];
      if (taken.hits(box) || box[0] < 4 || box[2] > size().width - 4) continue;
      taken.add([...box, 1]);
      return s("text", { x: tx, y: ty, "text-anchor": anchor }, words);
    }
    return null;
  }
  const open = (i) => {
    sg.painter.reveal([i]);
    sg.select(i);
  };

  function gestures() {
    let held = null;
    let moved = false;
    chart.addEventListener("pointerdown", (event) => {
      held = { x: event.clientX, y: event.clientY, ...camera };
      moved = false;
    });
    addEventListener("pointerup", () => (held = null));
    addEventListener("pointermove", (event) => {
      if (!held) return;
      const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
      if (Math.hypot(dx, dy) < 4 && !moved) return;
      moved = true;
      camera.lon = held.lon - dx / (camera.scale * camera.stretch);
      camera.lat = held.lat + dy / camera.scale;
      draw();
    });
    chart.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        zoom(Math.exp(-event.deltaY / 400));
      },
      { passive: false },
    );
  }
  const zoom = (factor) => {
    camera.scale = Math.max(1.5, Math.min(4000, camera.scale * factor));
    draw();
  };

  sg.views.map = {
    useful: () => placed().length > 0 && !!sg.$("data-land"),
    draw: (element) => {
      holder = element;
      chart = s("svg", { class: "chart", role: "group", aria: { label: "Map of the places" } });
      const known = model.type.reduce(
        (sum, _, i) => sum + (model.typeName(i) === "place" ? 1 : 0),
        0,
      );
      sg.put(
        holder,
        chart,
        h(
          "div",
          { class: "caption" },
          h("h2", { class: "viewtitle" }, "Where it happens"),
          h(
            "p",
            { class: "note" },
            `${placed().length} of ${sg.plural(known, "place")} can be put on a map`,
          ),
        ),
        h(
          "div",
          { class: "zoomer" },
          sg.button("+", () => zoom(1.5), { aria: { label: "Zoom in" } }),
          sg.button("−", () => zoom(1 / 1.5), { aria: { label: "Zoom out" } }),
          sg.button(
            "⤢",
            () => {
              fit();
              draw();
            },
            { aria: { label: "Fit all places" } },
          ),
        ),
        h(
          "p",
          { class: "note source-note" },
          ["Land: Natural Earth", ...model.credits].join(" · "),
        ),
      );
      fit();
      gestures();
      addEventListener("resize", () => state.view === "map" && draw());
    },
    update: draw,
  };
})();
