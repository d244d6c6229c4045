"""A story graph as the compact tables that the page's scripts read."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import numpy as np

from storygraph.graph.paths import step_cost
from storygraph.graph.spots import find_spot
from storygraph.graph.storygraph import COOCCURRENCE, StoryGraph, plural
from storygraph.naming import fold
from storygraph.records import NODE_TYPES
from storygraph.views.layout import Links, lay_out
from storygraph.views.page.evidence import evidence_table
from storygraph.views.page.offsets import Utf16
from storygraph.views.wording import RELATION_WORDS, STRUCTURAL, place_credits, relation_words

SHAPES = {
    "person": "dot",
    "place": "triangleDown",
    "artwork": "square",
    "organization": "hexagon",
    "event": "star",
    "theme": "diamond",
    "story": "box",
}
_PULL = {"mentions": 0.35, "about": 0.6, "associated_with": 0.8}
_FORMS = ("name", "nominal", "pronoun", "theme")
_SHOWN_ALIASES = 40


@dataclass(frozen=True, slots=True)
class Tables:
    """What one page shows: nodes and edges as pyvis takes them, and the tables beside them.

    `facts` holds the evidence and `texts` the stories; both are unpacked when first needed.
    """

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    about: dict[str, Any]
    facts: dict[str, Any]
    texts: dict[str, Any]


def to_tables(graph: StoryGraph, *, title: str | None = None) -> Tables:
    """Return the tables of a graph; the graph itself is left as it is."""
    numbers = {node: number for number, node in enumerate(graph.nx)}
    links = sorted(
        graph.nx.edges(keys=True, data=True),
        key=lambda link: (numbers[link[0]], numbers[link[1]], link[2]),
    )
    relations = sorted({link[2] for link in links})
    stories = _story_ids(graph, links)
    facts = evidence_table((link[3]["evidence"] for link in links), graph.stories, stories)
    about = _about(graph, title, relations, stories, numbers)
    return Tables(
        nodes=_nodes(graph, numbers, stories),
        edges=[
            {
                "source": numbers[source],
                "to": numbers[target],
                "relation": relations.index(key),
                "weight": len(data["evidence"]),
            }
            for source, target, key, data in links
        ],
        about=about | {"years": len(facts["years"])},
        facts=facts,
        texts=_texts(graph, stories, numbers),
    )


def _story_ids(graph: StoryGraph, links: Iterable[tuple[Any, ...]]) -> dict[str, int]:
    """Return a number for every story that the graph knows of, through whatever."""
    known = dict.fromkeys(graph.stories)
    known |= dict.fromkeys(
        node.removeprefix("story:") for node, kind in graph.nx.nodes(data="type") if kind == "story"
    )
    known |= dict.fromkeys(each["story"] for link in links for each in link[3]["evidence"])
    return {story: number for number, story in enumerate(known)}


def _nodes(
    graph: StoryGraph, numbers: dict[str, int], stories: dict[str, int]
) -> list[dict[str, Any]]:
    places = _positions(graph, numbers)
    groups = {n: number for number, group in enumerate(graph.communities()) for n in group}
    return [
        {
            "ref": node,
            "label": str(data["name"]) or node or "(no name)",
            "shape": SHAPES[data["type"]],
            "group": NODE_TYPES.index(data["type"]),
            "x": places[number][0],
            "y": places[number][1],
            "community": groups[node],
            "mentions": data["mentions"],
            "aliases": [str(alias) for alias in data["aliases"][:_SHOWN_ALIASES]],
            "key": _key(str(data["name"])),
            "stories": sorted(
                stories[story.removeprefix("story:")]
                for story in data["stories"]
                if story.removeprefix("story:") in stories
            ),
            "at": [round(degrees, 4) for degrees in find_spot(data) or ()],
        }
        for number, (node, data) in enumerate(graph.nx.nodes(data=True))
    ]


def _key(name: str) -> str:
    """Return a name in Latin letters where the page could not fold it itself."""
    return "" if name.isascii() else fold(name[:200])


def _positions(graph: StoryGraph, numbers: dict[str, int]) -> list[list[int]]:
    links = Links.of(
        [
            (numbers[source], numbers[target], _PULL.get(relation, 1.0))
            for source, target, relation in graph.nx.edges(keys=True)
            if relation != COOCCURRENCE and source != target
        ]
    )
    radii = 8 + np.minimum(16.0, 1.6 * np.sqrt([graph.nx.degree(node) for node in numbers] or [0]))
    positions: list[list[int]] = lay_out(len(numbers), links, radii=radii).tolist()
    return positions


def _about(
    graph: StoryGraph,
    title: str | None,
    relations: Sequence[str],
    stories: dict[str, int],
    numbers: dict[str, int],
) -> dict[str, Any]:
    return {
        "title": title or default_title(graph),
        "summary": summarize(graph),
        "types": [[kind, SHAPES[kind], plural(kind)] for kind in NODE_TYPES],
        "relations": [
            [
                name,
                *relation_words(name),
                int(name in STRUCTURAL),
                int(name == COOCCURRENCE),
                step_cost(name),
            ]
            for name in relations
        ],
        "credits": place_credits(graph),
        "vocabulary": [[n, w[0]] for n, w in RELATION_WORDS.items() if n not in STRUCTURAL],
        "fingerprint": _fingerprint(graph),
        "stories": [[story, numbers.get(f"story:{story}", -1)] for story in stories],
        "unsure": [
            [numbers[pair.first], numbers[pair.second], pair.reason]
            for pair in graph.maybe_same
            if pair.first in numbers and pair.second in numbers
        ],
    }


def _fingerprint(graph: StoryGraph) -> str:
    """Return what tells this graph from others, for what a browser keeps about it."""
    content = json.dumps([[*graph.nx], [*graph.nx.edges(keys=True)]])
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16]


def default_title(graph: StoryGraph) -> str:
    """Return a title for a graph that was given none: its story's, or how many there are."""
    titles = [name for _, name in _named(graph, "story")]
    if len(titles) == 1:
        return titles[0]
    return f"What {len(titles):,} stories tell" if titles else "A graph of stories"


def summarize(graph: StoryGraph) -> str:
    """Return what is in a graph as one line."""
    counts = graph.counts()
    parts = [
        f"{counts[kind]:,} {plural(kind, counts[kind])}"
        for kind in ("story", *NODE_TYPES[:-1])
        if counts[kind]
    ]
    links = sum(relation != COOCCURRENCE for _, _, relation in graph.nx.edges(keys=True))
    return " · ".join([*parts, f"{links:,} link{'' if links == 1 else 's'}"])


def _named(graph: StoryGraph, kind: str) -> list[tuple[str, str]]:
    return [(node, str(d["name"])) for node, d in graph.nx.nodes(data=True) if d["type"] == kind]


def _texts(graph: StoryGraph, stories: dict[str, int], numbers: dict[str, int]) -> dict[str, Any]:
    """Return the stories, and for each its mentions as one flat list: start, end, node, form."""
    given = [graph.stories.get(story) for story in stories]
    return {
        "titles": [
            story.title if story else name for name, story in zip(stories, given, strict=True)
        ],
        "texts": [story.text if story else "" for story in given],
        "sources": [PurePath(story.source).name if story else "" for story in given],
        "metadata": [
            [[str(key), str(value)] for key, value in story.metadata.items()] if story else []
            for story in given
        ],
        "mentions": [_mentions(graph, story, numbers) for story in stories],
    }


def _mentions(graph: StoryGraph, story: str, numbers: dict[str, int]) -> list[int]:
    if story not in graph.stories:
        return []
    to16 = Utf16(graph.stories[story].text)
    listed = sorted(
        (to16(m.start), -to16(m.end), numbers[m.node], _form(m.form))
        for m in graph.mentions_by_story.get(story, [])
        if m.node in numbers
    )
    return [part for start, end, node, form in listed for part in (start, -end, node, form)]


def _form(form: str) -> int:
    return _FORMS.index(form) if form in _FORMS else 0
