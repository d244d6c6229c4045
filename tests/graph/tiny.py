"""The three stories that the examples of the documentation speak of, as a graph."""

import networkx as nx

from storygraph.graph.storygraph import StoryGraph
from storygraph.records import NodeMention, Story

TEXTS = {
    "winter": "Aru Bek was born in Riga in 1931. She plays the dombra. In 1962 she met Dana Lin.",
    "road": "Dana Lin painted The Salt Road in 1964 and plays the dombra.",
    "evening": "Omar Serik plays the dombra in Almaty, and Dana Lin paints there.",
}
TITLES = {"winter": "A First Winter", "road": "On the Road", "evening": "One Evening"}
NAMES = {
    "person:aru-bek": "Aru Bek",
    "person:dana-lin": "Dana Lin",
    "person:omar-serik": "Omar Serik",
    "place:almaty": "Almaty",
    "place:kazakhstan": "Kazakhstan",
    "place:riga": "Riga",
    "artwork:the-salt-road": "The Salt Road",
    "theme:dombra": "dombra",
}
# story: (source, its words, relation, target, its words)
FACTS = {
    "winter": [
        ("person:aru-bek", "Aru Bek", "born_in", "place:riga", "Riga"),
        ("person:aru-bek", "She", "plays", "theme:dombra", "dombra"),
        ("person:aru-bek", "she", "met", "person:dana-lin", "Dana Lin"),
        ("person:aru-bek", "Aru Bek", "appears_with", "place:riga", "Riga"),
        ("person:aru-bek", "she", "appears_with", "person:dana-lin", "Dana Lin"),
    ],
    "road": [
        ("person:dana-lin", "Dana Lin", "created", "artwork:the-salt-road", "The Salt Road"),
        ("person:dana-lin", "Dana Lin", "plays", "theme:dombra", "dombra"),
    ],
    "evening": [
        ("person:omar-serik", "Omar Serik", "plays", "theme:dombra", "dombra"),
        ("person:omar-serik", "Omar Serik", "worked_with", "person:dana-lin", "Dana Lin"),
        ("person:dana-lin", "Dana Lin", "worked_in", "place:almaty", "Almaty"),
        ("place:almaty", "Almaty", "located_in", "place:kazakhstan", "Almaty"),
    ],
}
PRONOUNS = {("winter", "She"): "person:aru-bek", ("winter", "she"): "person:aru-bek"}


def tiny_graph() -> StoryGraph:
    mentions = [mention for story in TEXTS for mention in _mentions(story)]
    graph = nx.MultiDiGraph()
    for story in TEXTS:
        count = sum(m.story == story for m in mentions)
        _add(graph, f"story:{story}", TITLES[story], [f"story:{story}"], count)
    for node, name in NAMES.items():
        stories = sorted({f"story:{m.story}" for m in mentions if m.node == node})
        _add(graph, node, name, stories, sum(m.node == node for m in mentions))
    graph.nodes["place:almaty"].update(latitude=43.24, longitude=76.95)
    for story, facts in FACTS.items():
        for source, one, relation, target, other in facts:
            _link(graph, story, source, relation, target, _at(story, one), _at(story, other))
    for mention in mentions:
        relation = "about" if mention.form == "theme" else "mentions"
        span = (mention.start, mention.end)
        if mention.form in {"name", "theme"}:
            _link(
                graph, mention.story, f"story:{mention.story}", relation, mention.node, span, span
            )
    stories = [Story(story, TITLES[story], text) for story, text in TEXTS.items()]
    return StoryGraph(graph, stories=stories, mentions=mentions)


def _add(graph, node, name, stories, mentions):
    kind = node.partition(":")[0]
    graph.add_node(node, type=kind, name=name, aliases=[], stories=stories, mentions=mentions)


def _at(story: str, words: str) -> tuple[int, int]:
    start = TEXTS[story].index(words)
    return start, start + len(words)


def _mentions(story: str) -> list[NodeMention]:
    named = [(node, name) for node, name in NAMES.items() if name in TEXTS[story]]
    said = [(node, word) for (where, word), node in PRONOUNS.items() if where == story]
    found = []
    for node, words in (*named, *said):
        form = "theme" if "theme:" in node else "name" if words in NAMES.values() else "pronoun"
        found.append(NodeMention(story, *_at(story, words), node, form))
    return sorted(found, key=lambda mention: mention.start)


def _link(graph, story, source, relation, target, subject, object):
    text = TEXTS[story]
    start = text.rfind(". ", 0, min(subject[0], object[0])) + 1
    start += text[start] == " "
    end = text.index(".", max(subject[1], object[1])) + 1
    evidence = {
        "story": story,
        "start": start,
        "end": end,
        "text": text[start:end],
        "by": "by hand",
        "confidence": 0.9,
        "subject": list(subject),
        "object": list(object),
    }
    if graph.has_edge(source, target, relation):
        data = graph.edges[source, target, relation]
        data["evidence"].append(evidence)
        data["weight"] += 1
    else:
        graph.add_edge(
            source, target, key=relation, relation=relation, weight=1, evidence=[evidence]
        )
