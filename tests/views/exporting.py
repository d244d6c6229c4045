"""Small graphs for the tests of the exports, and names that files choke on."""

from typing import Any

import networkx as nx
from hypothesis import strategies as st

from storygraph import MaybeSame, Story, StoryGraph
from storygraph.records import NodeMention

SALT = Story(
    "salt",
    "Salt",
    "Ines Falk was born in Porto. She lived in Porto and wove The Salt Door. "
    "Ines played the zither with Oren Tamm at Tide Hall.",
    metadata={"author": "M. Quill", "date": "1931", "shelf": "B7"},
)
WOOL = Story("wool", "Wool; or, =A|B", "Oren Tamm wove. Oren Tamm won the Reed Prize.")

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "'=already",
    'O\'Brien "the" Bold',
    "back\\slash\\",
    "\\u0027 injected",
    "a\nb\r\nc\rd",
    "x'}) DETACH DELETE n; //",
    "semi;colon,comma|pipe¦",
    "</node><![CDATA[ ]]> & &amp; &#60;",
    "ناي العود",
    "שלום",
    "🪕👩🏽‍🎨",
    "Zoë Ąžuolas",
    "Zoe\u0308",
    "nul\x00bell\x07esc\x1b",
    "lone \ud83d surrogate",
    "\ufffe\uffff",
    "\u2028\u2029\x85",
    '""" ^^<x> . @prefix',
    "`tick` ${x} {{y}} %s",
    "<script>alert(1)</script>",
    " ",
    "\\N\\G\\l",
    "NULL",
    "nan",
)
LONG = "Ā" * 100_000


def names() -> st.SearchStrategy[str]:
    """Return names of every kind, lone surrogates and control characters included."""
    letters = st.characters(codec=None)
    return st.one_of(st.sampled_from(HOSTILE), st.text(letters, min_size=1, max_size=20))


def small() -> StoryGraph:
    """Return a graph with every type of node, parallel edges, and attributes that users added."""
    graph = nx.MultiDiGraph()
    both = ["story:salt", "story:wool"]
    _node(graph, "story:salt", "story", "Salt", stories=["story:salt"])
    _node(graph, "story:wool", "story", WOOL.title, stories=["story:wool"])
    _node(graph, "person:ines", "person", "Ines Falk", ["Ines", "I. Falk"], ["story:salt"], 3)
    _node(graph, "person:oren", "person", "Oren Tamm", [], both, 3)
    _node(graph, "place:porto", "place", "Porto", [], ["story:salt"], 2)
    _node(graph, "artwork:door", "artwork", "The Salt Door", [], ["story:salt"], 1)
    _node(graph, "organization:hall", "organization", "Tide Hall", [], ["story:salt"], 1)
    _node(graph, "event:prize", "event", "Reed Prize", [], ["story:wool"], 1)
    _node(graph, "theme:weaving", "theme", "weaving", [], both, 2)
    _node(graph, "theme:zither", "theme", "zither", [], ["story:salt"], 1)
    graph.nodes["person:ines"].update(community=4, score=0.25, main=True, seen={"b", "a"})
    graph.nodes["place:porto"].update(community=5, score=1, main=False)
    _edge(graph, "person:ines", "born_in", "place:porto", SALT, "Ines Falk", "Porto", 0.9)
    _edge(graph, "person:ines", "lived_in", "place:porto", SALT, "She", "Porto", 0.8)
    _edge(graph, "person:ines", "created", "artwork:door", SALT, "She", "The Salt Door", 0.85)
    _edge(graph, "person:ines", "plays", "theme:zither", SALT, "Ines", "zither", 0.7)
    _edge(graph, "person:ines", "worked_with", "person:oren", SALT, "Ines", "Oren Tamm", 0.6)
    _edge(graph, "person:ines", "haunted by", "place:porto", SALT, "She", "Porto", 0.5)
    _edge(graph, "person:oren", "practices", "theme:weaving", WOOL, "Oren Tamm", "wove", 0.75)
    _edge(graph, "person:oren", "won", "event:prize", WOOL, "Oren Tamm", "Reed Prize", 0.9)
    _edge(graph, "person:ines", "appears_with", "person:oren", SALT, "Ines", "Oren Tamm", 1.0)
    _edge(graph, "story:wool", "about", "theme:weaving", WOOL, "wove", "wove", 1.0)
    _edge(graph, "story:salt", "mentions", "place:porto", SALT, "Porto", "Porto", 1.0)
    graph.edges["person:ines", "place:porto", "born_in"]["checked"] = True
    return StoryGraph(
        graph,
        stories=[SALT, WOOL],
        mentions=[
            _mention(SALT, "Ines Falk", "person:ines", "name"),
            _mention(SALT, "She", "person:ines", "pronoun"),
            _mention(WOOL, "wove", "theme:weaving", "theme"),
        ],
        maybe_same=[MaybeSame("person:ines", "person:oren", "a test")],
    )


def named(name: str, other: str = "Ines Falk", *, relation: str | None = None) -> StoryGraph:
    """Return two people and two edges, where names, ids, texts and relations are as given."""
    relation = name if relation is None else relation
    text = f"{name} met {other}. They were kin."
    story = Story(name or "s", name, text, metadata={name: name})
    graph = nx.MultiDiGraph()
    nodes = [f"person:{name}", f"person:{name} 2"]
    for node, shown in zip(nodes, (name, other), strict=True):
        _node(graph, node, "person", shown, [name, other], [f"story:{story.id}"], 2)
    _node(graph, f"story:{story.id}", "story", name, [], [f"story:{story.id}"])
    _edge(graph, nodes[0], "met", nodes[1], story, name, other, 0.5)
    _edge(graph, nodes[0], relation, nodes[1], story, name, other, 0.25)
    graph.nodes[nodes[0]]["note"] = name
    mention = NodeMention(story.id, 0, len(name), nodes[0], "name")
    return StoryGraph(graph, stories=[story], mentions=[mention])


def _node(
    graph: "nx.MultiDiGraph",
    node: str,
    kind: str,
    name: str,
    aliases: list[str] | None = None,
    stories: list[str] | None = None,
    mentions: int = 0,
) -> None:
    fields = {"name": name, "aliases": aliases or [], "stories": stories or []}
    graph.add_node(node, type=kind, mentions=mentions, **fields)


def _edge(
    graph: "nx.MultiDiGraph",
    source: str,
    relation: str,
    target: str,
    story: Story,
    subject: str,
    object: str,
    confidence: float,
) -> None:
    start = story.text.rfind(". ", 0, max(0, story.text.find(object))) + 2
    start = 0 if start == 1 else start
    end = story.text.find(".", start) + 1 or len(story.text)
    evidence: dict[str, Any] = {
        "story": story.id,
        "start": start,
        "end": end,
        "text": story.text[start:end],
        "by": "frame:test",
        "confidence": confidence,
        "subject": [start, start + len(subject)],
        "object": [start, start + len(object)],
    }
    graph.add_edge(source, target, key=relation, relation=relation, weight=1, evidence=[evidence])


def _mention(story: Story, text: str, node: str, form: str) -> NodeMention:
    start = story.text.index(text)
    return NodeMention(story.id, start, start + len(text), node, form)
