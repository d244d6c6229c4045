"""The tables that tell what a graph holds and what a build skipped."""

from collections import Counter
from dataclasses import asdict
from typing import Any

from rich.table import Table

from storygraph.build import BuildLog
from storygraph.cli.answers import shown
from storygraph.cli.app import out
from storygraph.graph.storygraph import StoryGraph
from storygraph.graph.tables import most_told
from storygraph.records import NODE_TYPES
from storygraph.views.wording import STRUCTURAL


def print_summary(graph: StoryGraph) -> None:
    """Print what a graph holds as tables."""
    out.print(f"[bold]{shown(repr(graph))}[/bold]")
    out.print(_node_table(graph))
    out.print(_relation_table(graph))
    if graph.maybe_same:
        table = Table("maybe the same", "", "why")
        for pair in graph.maybe_same[:10]:
            table.add_row(shown(pair.first), shown(pair.second), shown(pair.reason))
        out.print(table)
        if len(graph.maybe_same) > 10:
            out.print(f"... and {len(graph.maybe_same) - 10} pairs more")
        out.print("Settle them in the page (Marks), or in a corrections.toml.", highlight=False)


def summary_data(graph: StoryGraph) -> dict[str, Any]:
    """Return what a graph holds as JSON data."""
    counts = graph.counts()
    relations = Counter(relation for _, _, relation in graph.nx.edges(keys=True))
    return {
        "nodes": {kind: counts[kind] for kind in NODE_TYPES},
        "links": graph.nx.number_of_edges(),
        "relations": dict(sorted(relations.items())),
        "stories": [
            {"id": story.id, "title": story.title, "source": story.source}
            for story in graph.stories.values()
        ],
        "maybe_same": [asdict(pair) for pair in graph.maybe_same],
    }


def _node_table(graph: StoryGraph) -> Table:
    counts = graph.counts()
    table = Table("nodes", "count", "most told of")
    table.columns[1].justify = "right"
    for kind in NODE_TYPES:
        if not counts[kind]:
            continue
        names = ", ".join(most_told(graph, kind, 5))
        table.add_row(kind, str(counts[kind]), shown(names))
    return table


def _relation_table(graph: StoryGraph) -> Table:
    table = Table("relation", "count", "for example")
    table.columns[1].justify = "right"
    found: dict[str, list[tuple[float, str]]] = {}
    for source, target, relation, data in graph.nx.edges(keys=True, data=True):
        sure = max(each["confidence"] for each in data["evidence"])
        ends = f"{graph.name(source)} -> {graph.name(target)}"
        found.setdefault(relation, []).append((-sure, ends))
    for relation in sorted(found, key=lambda name: (name in STRUCTURAL, name)):
        table.add_row(relation, str(len(found[relation])), shown(min(found[relation])[1]))
    return table


def print_skipped(log: BuildLog) -> None:
    """Print which files were skipped, and why."""
    if not log.skipped:
        return
    files = "file" if len(log.skipped) == 1 else "files"
    out.print(f"[yellow]skipped {len(log.skipped)} {files}:[/yellow]")
    for item in log.skipped[:20]:
        out.print(f"  {shown(item.source)}: {shown(item.reason)}", soft_wrap=True)
    if len(log.skipped) > 20:
        out.print(f"  ... and {len(log.skipped) - 20} more")
