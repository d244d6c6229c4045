// Small helpers to build the page. Text from the stories reaches the page through `textContent`
// and `setAttribute` of harmless attributes only.
"use strict";
window.storygraph = {};

(() => {
  const sg = window.storygraph;
  const SVG = "http://www.w3.org/2000/svg";
  const CONTROLS =
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g;
  const segmenter = window.Intl && Intl.Segmenter ? new Intl.Segmenter() : null;

  sg.$ = (id) => document.getElementById(id);

  // h("button", {class: "x", onclick: f, aria: {label: "Close"}}, "text", node, [nodes])
  sg.h = (tag, props, ...kids) => fill(document.createElement(tag), props, kids);
  sg.s = (tag, props, ...kids) => fill(document.createElementNS(SVG, tag), props, kids);

  function fill(element, props, kids) {
    for (const [key, value] of Object.entries(props || {})) setProp(element, key, value);
    for (const kid of kids.flat(Infinity)) {
      if (kid !== null && kid !== undefined && kid !== false) element.append(kid);
    }
    return element;
  }

  function setProp(element, key, value) {
    if (value === undefined || value === null || value === false) return;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "style") {
      for (const [name, each] of Object.entries(value)) element.style.setProperty(name, each);
    } else if (key === "aria" || key === "data") {
      for (const [name, each] of Object.entries(value))
        element.setAttribute(`${key}-${name}`, each);
    } else if (["value", "checked", "disabled", "hidden", "selected", "open"].includes(key)) {
      element[key] = value;
    } else element.setAttribute(key, value === true ? "" : value);
  }

  sg.put = (element, ...kids) => {
    element.replaceChildren();
    return fill(element, null, kids);
  };

  // A name cut to `most` characters as people count them, without control characters.
  sg.short = (text, most = 48) => {
    const head = text
      .slice(0, most * 12)
      .replace(CONTROLS, " ")
      .replace(/\s+/g, " ")
      .trim();
    if (head.length <= most && text.length <= most * 12) return head;
    const parts = segmenter
      ? Array.from(segmenter.segment(head), (part) => part.segment)
      : [...head];
    if (parts.length <= most && text.length <= most * 12) return head;
    return (
      parts
        .slice(0, most - 1)
        .join("")
        .trimEnd() + "…"
    );
  };

  // Names stand alone in both directions of writing: an override in one cannot turn its neighbours.
  sg.bdi = (text, most = 120) =>
    sg.h("bdi", { title: text.length > most ? sg.short(text, 600) : null }, sg.short(text, most));

  sg.plural = (count, one, many = one + "s") =>
    `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

  sg.button = (label, onclick, props = {}) =>
    sg.h("button", { type: "button", onclick, ...props }, label);

  sg.say = (text) => {
    sg.$("live").textContent = "";
    setTimeout(() => (sg.$("live").textContent = text), 30);
  };

  let hinting = 0;
  sg.hint = (text, milliseconds = 4000) => {
    clearTimeout(hinting);
    sg.$("hint").textContent = text;
    if (text && milliseconds)
      hinting = setTimeout(() => (sg.$("hint").textContent = ""), milliseconds);
  };

  sg.download = (name, content, type) => {
    const blob = content instanceof Blob ? content : new Blob([content], { type });
    const url = URL.createObjectURL(blob);
    const link = sg.h("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 20000);
  };

  sg.fileName = (suffix) => {
    const stem = sg.model.title.normalize("NFC").toLowerCase().slice(0, 60);
    return `${stem.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "") || "storygraph"}${suffix}`;
  };
})();
