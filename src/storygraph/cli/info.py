"""`storygraph info`."""

from storygraph.cli.app import Graph, app
from storygraph.cli.summary import print_summary
from storygraph.views.export import load


@app.command()
def info(graph: Graph) -> None:
    """Show what a graph holds: its nodes, relations, themes and doubtful pairs."""
    print_summary(load(graph))
