"""`storygraph info`."""

from storygraph.cli.answers import Json, print_json
from storygraph.cli.app import Graph, app
from storygraph.cli.summary import print_summary, summary_data
from storygraph.views.export import load


@app.command()
def info(graph: Graph, as_json: Json = False) -> None:
    """Show what a graph holds: its nodes, relations, themes and doubtful pairs.

    Example: storygraph info graph.json
    """
    if as_json:
        print_json(summary_data(load(graph)))
    else:
        print_summary(load(graph))
