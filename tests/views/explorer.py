"""Story graphs for the tests of the page: told in full, so that every offset cuts its text."""

import random
import time
from collections import defaultdict

import networkx as nx

from storygraph.graph.storygraph import StoryGraph
from storygraph.records import NodeMention, Story

STORIES = {
    "wool": (
        "The Wool Road",
        "Inga Marsh was born in Lunde in 1931. She studied at the Weaving School of Lunde and "
        "plays the zither.\n\n"
        "Inga painted The Grey Hour in 1958. She met Әлия Сәрсенқызы in Kesten.",
    ),
    "salt": (
        "Salt 🧂 Letters",
        "🦊 Fox Studio opened in Kesten in 1962. Әлия Сәрсенқызы plays the zither and weaves.\n\n"
        "نور الهدى taught Әлия Сәрсенқызы in Kesten.",
    ),
    "tide": (
        "Tide Hall",
        "Oren Tamm moved to Porvik in 1971. Oren weaves. Oren exhibited at Tide Hall with Inga "
        "Marsh.",
    ),
}
NAMES = {
    "person:inga-marsh": ("Inga Marsh", ["Inga"]),
    "person:aliia": ("Әлия Сәрсенқызы", []),
    "person:nur": ("نور الهدى", []),
    "person:oren-tamm": ("Oren Tamm", ["Oren"]),
    "place:lunde": ("Lunde", []),
    "place:kesten": ("Kesten", []),
    "place:porvik": ("Porvik", []),
    "organization:weaving-school": ("Weaving School of Lunde", []),
    "organization:fox-studio": ("🦊 Fox Studio", []),
    "organization:tide-hall": ("Tide Hall", []),
    "artwork:the-grey-hour": ("The Grey Hour", []),
    "theme:zither": ("zither", []),
    "theme:weaving": ("weaving", ["weaves"]),
}
# story, subject, as written, relation, object, as written
FACTS = [
    ("wool", "person:inga-marsh", "Inga Marsh", "born_in", "place:lunde", "Lunde"),
    ("wool", "person:inga-marsh", "She", "studied_at", "organization:weaving-school", "Weaving"),
    ("wool", "person:inga-marsh", "She", "plays", "theme:zither", "zither"),
    ("wool", "person:inga-marsh", "Inga painted", "created", "artwork:the-grey-hour", "The Grey"),
    ("wool", "person:inga-marsh", "She met", "met", "person:aliia", "Әлия"),
    ("salt", "organization:fox-studio", "🦊 Fox", "located_in", "place:kesten", "Kesten"),
    ("salt", "person:aliia", "Әлия", "plays", "theme:zither", "zither"),
    ("salt", "person:aliia", "Әлия", "practices", "theme:weaving", "weaves"),
    ("salt", "person:nur", "نور", "taught", "person:aliia", "taught Әлия"),
    ("tide", "person:oren-tamm", "Oren Tamm", "moved_to", "place:porvik", "Porvik"),
    ("tide", "person:oren-tamm", "Oren weaves", "practices", "theme:weaving", "weaves"),
    ("tide", "person:oren-tamm", "Oren exh", "exhibited_at", "organization:tide-hall", "Tide Hall"),
    ("tide", "person:oren-tamm", "Oren exh", "appears_with", "person:inga-marsh", "Inga"),
]


def told() -> StoryGraph:
    """Return a graph of three stories, with co-occurrence, two places on the map and years."""
    graph = nx.MultiDiGraph()
    stories = [
        Story(key, title, text, source=f"tales/{key}.txt", metadata={"author": "M. Quill"})
        for key, (title, text) in STORIES.items()
    ]
    mentions = [mention for story in stories for mention in _mentions(story)]
    counts: dict[str, list[NodeMention]] = defaultdict(list)
    for mention in mentions:
        counts[mention.node].append(mention)
    for story in stories:
        key = f"story:{story.id}"
        graph.add_node(
            key, type="story", name=story.title, aliases=[], stories=[key], mentions=len(mentions)
        )
    for node, (name, aliases) in NAMES.items():
        where = sorted({f"story:{m.story}" for m in counts[node]})
        graph.add_node(
            node,
            type=node.partition(":")[0],
            name=name,
            aliases=aliases,
            stories=where,
            mentions=len(counts[node]),
        )
    graph.nodes["place:kesten"].update(latitude=48.1, longitude=66.2)
    graph.nodes["place:porvik"].update(latitude=60.4, longitude=25.7)
    texts = {story.id: story.text for story in stories}
    for mention in mentions:
        relation = "about" if mention.node.startswith("theme:") else "mentions"
        span = (mention.start, mention.end)
        _add(graph, f"story:{mention.story}", relation, mention.node, texts, mention.story, span)
    for story, subject, said, relation, object_, also in FACTS:
        span, other = _find(texts[story], said), _find(texts[story], also)
        _add(graph, subject, relation, object_, texts, story, span, other)
    return StoryGraph(graph, stories=stories, mentions=mentions)


def _mentions(story: Story) -> list[NodeMention]:
    found = []
    for node, (name, aliases) in NAMES.items():
        for form in (name, *aliases):
            at = story.text.find(form)
            if at >= 0:
                kind = "theme" if node.startswith("theme:") else "name"
                found.append(NodeMention(story.id, at, at + len(form), node, kind))
                break
    return sorted(found, key=lambda mention: mention.start)


def _find(text: str, part: str) -> tuple[int, int]:
    at = text.index(part)
    return at, at + len(part)


def _add(graph, source, relation, target, texts, story, subject, object_=None):
    text = texts[story]
    start = max(text.rfind(". ", 0, subject[0]) + 2, text.rfind("\n", 0, subject[0]) + 1, 0)
    start = 0 if start == 1 else start
    end = text.index(".", subject[1]) + 1
    evidence = {
        "story": story,
        "start": start,
        "end": end,
        "text": text[start:end],
        "by": "rule",
        "confidence": 0.9,
        "subject": list(subject),
        "object": list(object_ or subject),
    }
    if graph.has_edge(source, target, relation):
        return
    graph.add_edge(source, target, key=relation, relation=relation, weight=1, evidence=[evidence])


# How Chromium is started, for tests and benchmarks alike.
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-quic "
    "--no-first-run --disable-sync --disable-component-update"
).split()
DRAWN = "window.storygraph?.painter?.drawnAt > 0"


def wait_until(frame, condition, *, seconds=20):
    """Wait until an expression holds in a page; playwright's own way needs a laxer policy."""
    end = time.monotonic() + seconds
    while not frame.evaluate(condition):
        assert time.monotonic() < end, f"still not so after {seconds} s: {condition}"
        time.sleep(0.02)


def generated(nodes: int, *, links: int = 3, seed: int = 7) -> StoryGraph:
    """Return a scale-free graph of a given size with a sentence behind every edge, no texts."""
    draw = random.Random(seed)
    kinds = ["person"] * 5 + ["place"] * 3 + ["theme"] * 2 + ["artwork", "organization", "event"]
    graph = nx.MultiDiGraph()
    stories = [f"story:tale-{number}" for number in range(max(1, nodes // 50))]
    for number, story in enumerate(stories):
        graph.add_node(
            story, type="story", name=f"Tale {number}", aliases=[], stories=[story], mentions=1
        )
    names = []
    for number in range(nodes - len(stories)):
        kind = draw.choice(kinds)
        names.append(f"{kind}:{number}")
        graph.add_node(
            names[-1],
            type=kind,
            name=f"{draw.choice(SYLLABLES)}{draw.choice(SYLLABLES)} {number}",
            aliases=[],
            stories=[draw.choice(stories)],
            mentions=draw.randint(1, 9),
        )
    shape = nx.barabasi_albert_graph(len(names), min(links, len(names) - 1), seed=seed)
    for one, other in shape.edges:
        _generate_edge(graph, names[other], names[one], draw)
    for name in names:
        _generate_edge(graph, graph.nodes[name]["stories"][0], name, draw)
    return StoryGraph(graph)


SYLLABLES = "Ta Lu Mi Or Vel Sa Na Ker Ил Әл Бе Жан".split()


def _generate_edge(graph, source, target, draw):
    about = graph.nodes[target]["type"] == "theme"
    story = source.startswith("story:")
    relation = ("about" if about else "mentions") if story else draw.choice(RELATIONS)
    first, second = graph.nodes[source]["name"], graph.nodes[target]["name"]
    words = " ".join(draw.choice(WORDS) for _ in range(8))
    text = f"In {draw.randint(1850, 2020)} {first} {words} {second}."
    at = text.index(second, 8 + len(first))
    evidence = {
        "story": (source if story else graph.nodes[target]["stories"][0]).removeprefix("story:"),
        "start": 0,
        "end": len(text),
        "text": text,
        "by": "rule",
        "confidence": 0.8,
        "subject": [8, 8 + len(first)],
        "object": [at, at + len(second)],
    }
    graph.add_edge(source, target, key=relation, relation=relation, weight=1, evidence=[evidence])


RELATIONS = ["met", "taught", "worked_with", "born_in", "created", "associated_with"]
WORDS = (
    "crossed the river with the old painter whose letters from the coast and a box of wool "
    "reached everyone before winter while songs about salt were heard in another town"
).split()
