"""The tables that tell what a graph holds and what a build skipped."""

from rich.markup import escape
from rich.table import Table

from storygraph.build import BuildLog
from storygraph.cli.app import out
from storygraph.graph.storygraph import COOCCURRENCE, StoryGraph
from storygraph.records import NODE_TYPES

_STRUCTURE = ("mentions", "about", "associated_with", COOCCURRENCE)


def print_summary(graph: StoryGraph) -> None:
    """Print what a graph holds as tables."""
    out.print(f"[bold]{escape(repr(graph))}[/bold]")
    out.print(_node_table(graph))
    out.print(_relation_table(graph))
    if graph.maybe_same:
        table = Table("maybe the same", "", "why", title=None, title_justify="left")
        for pair in graph.maybe_same[:10]:
            table.add_row(escape(pair.first), escape(pair.second), escape(pair.reason))
        out.print(table)
        if len(graph.maybe_same) > 10:
            out.print(f"... and {len(graph.maybe_same) - 10} pairs more")


def _node_table(graph: StoryGraph) -> Table:
    counts = graph.counts()
    table = Table("nodes", "count", "most mentioned")
    table.columns[1].justify = "right"
    for kind in NODE_TYPES:
        if not counts[kind]:
            continue
        nodes = [(n, d) for n, d in graph.nx.nodes(data=True) if d["type"] == kind]
        spread = sorted(nodes, key=lambda each: (-len(each[1]["stories"]), -each[1]["mentions"]))
        names = ", ".join(data["name"] for _, data in spread[:5])
        table.add_row(kind, str(counts[kind]), escape(names))
    return table


def _relation_table(graph: StoryGraph) -> Table:
    table = Table("relation", "count", "for example")
    table.columns[1].justify = "right"
    found: dict[str, list[tuple[float, str]]] = {}
    for source, target, relation, data in graph.nx.edges(keys=True, data=True):
        sure = max(each["confidence"] for each in data["evidence"])
        shown = f"{graph.name(source)} -> {graph.name(target)}"
        found.setdefault(relation, []).append((-sure, shown))
    for relation in sorted(found, key=lambda name: (name in _STRUCTURE, name)):
        table.add_row(relation, str(len(found[relation])), escape(min(found[relation])[1]))
    return table


def print_skipped(log: BuildLog) -> None:
    """Print which files were skipped, and why."""
    if not log.skipped:
        return
    files = "file" if len(log.skipped) == 1 else "files"
    out.print(f"[yellow]skipped {len(log.skipped)} {files}:[/yellow]")
    for item in log.skipped[:20]:
        out.print(f"  {escape(item.source)}: {escape(item.reason)}", soft_wrap=True)
    if len(log.skipped) > 20:
        out.print(f"  ... and {len(log.skipped) - 20} more")
