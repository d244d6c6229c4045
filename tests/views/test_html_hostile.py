"""Hostile text in every field of a graph: it never runs, and the page still works."""

import tomllib

import networkx as nx
import pytest

from storygraph.graph.storygraph import StoryGraph
from storygraph.records import MaybeSame, NodeMention, Story
from storygraph.views.html import render_html

pytestmark = pytest.mark.browser
RUN = "window.hacked=1"
PAYLOADS = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'"><svg onload={RUN}>',
    f"' autofocus onfocus={RUN} x='",
    f"javascript:{RUN}//",
    f'<a href="javascript:{RUN}">x</a>',
    f"</style><style>body{{display:none}}</style><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"<!--<script>{RUN}</script>-->",
    "<!-- <script>",
    "{{ 7*7 }}{% for x in y %}",
    "{{ cycler.__init__.__globals__ }}",
    "${7*7} #{7*7} `x`",
    "]]> <![CDATA[ &lt;script&gt;",
    "line\u2028separator\u2029here",
    "right\u202eto left\u2066over\u202cride",
    "zero\u200bwidth\ufeff and \x00 nul \x1b[31m",
    "back\\slash \\u003cscript\\u003e \\",
    f"</textarea></noscript><iframe srcdoc='<script>parent.{RUN}</script>'>",
    "#node=person:x&path=y href http://example.invalid/x.png",
    "__proto__",
    "constructor",
    "a" * 100_000,
    "🏳️‍🌈👨‍👩‍👧‍👦" * 2000,
    "Ā̶̧͎͙͙̼̺̩͓" * 500,
]


def poisoned(payloads):
    """Return a graph with each text in every field that a text can be in."""
    graph = nx.MultiDiGraph()
    stories = [f"story:{bad}" for bad in payloads]
    _add_node(graph, "person:ada", "Ada", [], stories)
    for bad in payloads:
        for kind in ("story", "person", "theme"):
            _add_node(graph, f"{kind}:{bad}", bad, [bad], [f"story:{bad}"])
        _add_edges(graph, bad, _text(bad))
    return StoryGraph(
        graph,
        stories=[
            Story(bad, bad, _text(bad), source=f"/tmp/{bad}", metadata={bad: bad, "date": bad})
            for bad in payloads
        ],
        mentions=[NodeMention(bad, 0, len(bad), f"person:{bad}", "name") for bad in payloads],
        maybe_same=[MaybeSame(f"person:{bad}", "person:ada", bad) for bad in payloads],
    )


def _text(bad):
    return f"{bad} met Ada. Ada wrote {bad} in 1950."


def _add_node(graph, node, name, aliases, stories):
    graph.add_node(
        node,
        type=node.partition(":")[0],
        name=name,
        aliases=aliases,
        stories=stories,
        mentions=1,
        latitude=50.0,
        longitude=9.0,
        gazetteer=name,
    )


def _add_edges(graph, bad, text):
    end = len(bad) + len(" met Ada.")
    evidence = {
        "story": bad,
        "start": 0,
        "end": end,
        "text": text[:end],
        "by": bad,
        "confidence": 0.5,
        "subject": [0, len(bad)],
        "object": [end - 4, end - 1],
    }
    for source, relation, target in (
        (f"person:{bad}", bad, "person:ada"),
        (f"person:{bad}", "met", "person:ada"),
        (f"person:{bad}", "practices", f"theme:{bad}"),
        (f"story:{bad}", "about", f"theme:{bad}"),
        (f"story:{bad}", "mentions", f"person:{bad}"),
    ):
        graph.add_edge(
            source, target, key=relation, relation=relation, weight=1, evidence=[dict(evidence)]
        )


DRIVE = """async () => {
  const sg = storygraph;
  await sg.model.facts();
  for (let i = 0; i < sg.model.count; i++) sg.go(i);
  for (let e = 0; e < sg.model.links; e++) sg.selectEdge(e);
  for (const [one, other] of sg.model.unsure) {
    sg.set({panel: 'path', ends: [one, other], node: -1});
    sg.set({panel: 'shared', ends: [one, other]});
    sg.set({panel: 'marks', node: one});
    const name = sg.model.label[one], [story] = sg.model.storyIds;
    sg.markMerge(one, other); sg.markApart(one, other); sg.markRename(one, name);
    sg.markSplit(one, {aliases: [name], stories: [story], mentions: [`${story}:0`]}, {name});
    sg.markTheme(one, name, {quote: name, story}); sg.markPlace(one, {latitude: 1, longitude: 2});
    sg.markRelation(0, 'met', {quote: name, story});
  }
  for (const view of ['map', 'time', 'matrix', 'list', 'graph']) sg.set({view});
  for (const each of document.querySelectorAll('details')) each.open = true;
  sg.markLink(0); sg.fileName('.png'); sg.toSvg();
  sg.set({panel: 'marks'});
  return sg.toToml();
}"""


@pytest.mark.parametrize("group", range(4))
def test_hostile_text_neither_runs_nor_breaks_the_page(window, group):
    payloads = PAYLOADS[group::4]
    page = window.open(render_html(poisoned(payloads), title=payloads[0]))
    marks = tomllib.loads(page.evaluate(DRIVE))
    assert [each["name"] for each in marks["rename"]] == [each["name"] for each in marks["split"]]
    for number, bad in enumerate(payloads):
        page.evaluate("story => storygraph.readStory(story)", number)
        page.wait_for_selector(".story .mention")
        text = page.evaluate("document.querySelector('.story').textContent")
        assert text.endswith(" in 1950.")
        page.fill("#query", bad[:40])
        page.keyboard.press("Escape")
    assert page.evaluate("window.hacked") is None
    assert page.locator("iframe, img, script:not([nonce]):not([type])").count() == 0
    assert page.locator("#graph canvas").is_visible()
    assert [url for url in window.requests if not url.startswith(("file:", "about:"))] == []


def test_the_policy_stops_a_script_that_got_into_the_page(window, told_page):
    inside = told_page.replace("<body>", "<body><script>window.hacked = 1</script>", 1)
    page = window.open(inside)
    assert page.evaluate("window.hacked") is None
    assert any("Content Security Policy" in error for error in window.errors)
    window.errors.clear()
