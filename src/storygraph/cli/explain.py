"""`storygraph explain`."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from storygraph.cli.answers import Json, Name, facts_data, print_json, print_prose, theme_data
from storygraph.cli.app import Graph, app
from storygraph.graph.answers import Explanation
from storygraph.graph.storygraph import StoryGraph
from storygraph.views.export import load


@app.command()
def explain(
    graph: Graph,
    first: Name,
    second: Name,
    limit: Annotated[
        int, typer.Option("-n", "--limit", min=1, help="How many of each kind to quote.")
    ] = 5,
    as_json: Json = False,
) -> None:
    """Say why two people, places, works, themes or stories are linked, with quotations.

    Example: storygraph explain graph.json "Dana Lin" "Aru Bek"
    """
    tales = load(graph)
    found = tales.explain(first, second, limit=limit)
    if as_json:
        print_json(_data(tales, found))
    else:
        print_prose(found.text)


def _data(graph: StoryGraph, found: Explanation) -> dict[str, Any]:
    return {
        "first": found.first,
        "second": found.second,
        "statements": facts_data(graph, found.statements),
        "themes": [theme_data(graph, theme) for theme in found.themes],
        "entities": [
            {
                **asdict(each),
                "first": facts_data(graph, each.first),
                "second": facts_data(graph, each.second),
            }
            for each in found.entities
        ],
        "path": facts_data(graph, found.path),
    }
