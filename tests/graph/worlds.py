"""Small graphs made by hand."""

import networkx as nx

from storygraph.graph.storygraph import StoryGraph
from storygraph.records import NodeMention, Story

TEXT = "Aru Bek plays the dombra in Riga."


def evidence(story: str = "s", text: str = TEXT, confidence: float = 0.9) -> dict[str, object]:
    return {
        "story": story,
        "start": 0,
        "end": len(text),
        "text": text,
        "by": "test",
        "confidence": confidence,
        "subject": [0, 3],
        "object": [4, 7],
    }


def world(*edges: tuple[str, str, str], stories: int = 1, **names: str) -> StoryGraph:
    """Return a graph of (source, relation, target) triples; nodes are called as their ids say.

    `names` gives aliases by slug: `aru_bek="Swallow"`.
    """
    graph = nx.MultiDiGraph()
    told = [Story(f"s{n}" if n else "s", f"Tale {n}", TEXT) for n in range(stories)]
    for story in told:
        add(graph, f"story:{story.id}", (), name=story.title)
    for source, relation, target in edges:
        for node in (source, target):
            alias = names.get(node.partition(":")[2].replace("-", "_"))
            add(graph, node, (alias,) if alias else ())
        story = source.removeprefix("story:") if source.startswith("story:") else "s"
        found = [evidence(story)]
        graph.add_edge(source, target, key=relation, relation=relation, weight=1, evidence=found)
        for node in (source, target):
            where = graph.nodes[node]["stories"]
            graph.nodes[node]["stories"] = sorted({*where, f"story:{story}"})
    mentions = [NodeMention("s", 0, 7, node, "name") for node in graph if "story:" not in node]
    return StoryGraph(graph, stories=told, mentions=mentions)


def add(graph: "nx.MultiDiGraph", node: str, aliases: tuple[str, ...], name: str = "") -> None:
    if node not in graph:
        kind, _, slug = node.partition(":")
        shown = name or slug.replace("-", " ").title()
        graph.add_node(node, type=kind, name=shown, aliases=list(aliases), stories=[], mentions=1)
