// Finding nodes by name, and the field with completion that search, path and marks share.
"use strict";

(() => {
  const sg = window.storygraph;
  const { model, h } = sg;
  // Letters that Unicode does not take apart, as people without them on their keyboard type them.
  const LETTERS = {
    ı: "i",
    ł: "l",
    ø: "o",
    đ: "d",
    ð: "d",
    þ: "th",
    ß: "ss",
    æ: "ae",
    œ: "oe",
    ә: "а",
    ғ: "г",
    қ: "к",
    ң: "н",
    ө: "о",
    ұ: "у",
    ү: "у",
    һ: "х",
    і: "и",
  };
  const OTHERS = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

  // Lower case, without accents: "Ауезов" finds "Әуезов", "Zoe" finds "Zoë".
  sg.fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(OTHERS, (letter) => LETTERS[letter])
      .replace(/[^\p{L}\p{N}\p{Emoji_Presentation}]+/gu, " ")
      .trim();

  let folded = null;
  function foldAll() {
    folded ||= model.label.map((label, i) => {
      const names = [label.slice(0, 300), model.key(i), ...model.aliases(i).slice(0, 8)];
      return [...new Set(names.map((name) => sg.fold(name.slice(0, 300))).filter(Boolean))];
    });
    return folded;
  }

  // 3: the whole name, 2: starts the name, 1: starts one of its words, 0.5: inside, 0: not at all.
  function match(name, wanted) {
    if (name === wanted) return 3;
    if (name.startsWith(wanted)) return 2;
    if (` ${name}`.includes(` ${wanted}`)) return 1;
    if (wanted.length > 2 && name.includes(wanted)) return 0.5;
    return wanted.includes(" ") && wanted.split(" ").every((w) => ` ${name}`.includes(` ${w}`))
      ? 0.7
      : 0;
  }

  // Node numbers that fit some text, best first; nodes with many links before those with few.
  sg.find = (text, { most = 12, accept = () => true } = {}) => {
    const wanted = sg.fold(text);
    if (!wanted) return model.byDegree.filter(accept).slice(0, most);
    const found = [];
    foldAll().forEach((names, i) => {
      let score = 0;
      names.forEach((name, n) => (score = Math.max(score, match(name, wanted) - (n ? 0.2 : 0))));
      if (score > 0 && accept(i))
        found.push([score + Math.log2(2 + model.degree[i]) / 12 - (model.isStory(i) ? 0.3 : 0), i]);
    });
    return found
      .sort((a, b) => b[0] - a[0] || a[1] - b[1])
      .slice(0, most)
      .map(([, i]) => i);
  };

  let fields = 0;
  // A field that completes names. `onpick(node)` is told the choice.
  sg.field = ({ label, placeholder, value = "", accept, onpick, id, keepText = true }) => {
    const name = id || `field-${++fields}`;
    let found = [];
    let active = -1;
    const list = h("ul", { role: "listbox", id: `${name}-list`, hidden: true, aria: { label } });
    const input = h("input", {
      id: name,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      value,
      placeholder,
      aria: { label, expanded: "false", controls: `${name}-list`, autocomplete: "list" },
      oninput: () => open(),
      onfocus: () => input.select(),
      onkeydown: (event) => key(event),
      onclick: () => list.hidden && open(),
      onblur: () => setTimeout(close, 120),
    });

    function open() {
      found = sg.find(input.value, { accept });
      active = input.value && found.length ? 0 : -1;
      sg.put(
        list,
        found.map((i, at) => option(i, at)),
        found.length ? null : nothing(),
      );
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      mark();
    }
    const nothing = () =>
      h("li", { class: "none" }, `Nothing here is called “${sg.short(input.value, 40)}”.`);
    const option = (i, at) =>
      h(
        "li",
        {
          role: "option",
          id: `${name}-${at}`,
          onmousedown: (event) => {
            event.preventDefault();
            pick(i);
          },
        },
        sg.icon(i),
        sg.bdi(model.label[i], 60),
        h("small", null, hintOf(i)),
      );
    const hintOf = (i) => {
      const alias = model
        .aliases(i)
        .find((each) => input.value && sg.fold(each).includes(sg.fold(input.value)));
      const own = sg.fold(model.label[i]).includes(sg.fold(input.value));
      if (alias && !own) return `also ${sg.short(alias, 30)}`;
      // Namesakes are told apart by the story that they are in.
      const namesake = found.some((j) => j !== i && model.label[j] === model.label[i]);
      const [story] = model.stories(i);
      return namesake && story !== undefined && !model.isStory(i)
        ? `${model.typeName(i)} in ${sg.short(model.storyTitle(story), 30)}`
        : model.typeName(i);
    };
    function mark() {
      [...list.children].forEach((each, at) => each.setAttribute("aria-selected", at === active));
      if (active >= 0) {
        input.setAttribute("aria-activedescendant", `${name}-${active}`);
        list.children[active].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }
    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
    }
    function pick(i) {
      input.value = keepText ? sg.short(model.label[i], 60) : "";
      close();
      onpick(i);
    }
    function key(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        if (list.hidden) open();
        else if (found.length) active = (active + step + found.length) % found.length;
        mark();
      } else if (event.key === "Enter" && !list.hidden && found.length)
        pick(found[Math.max(0, active)]);
      else if (event.key === "Escape") {
        if (list.hidden) input.blur();
        else close();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    }
    return h("div", { class: "field" }, input, list);
  };
})();
