"""`storygraph themes`."""

from typing import Annotated

import typer
from rich.table import Table

from storygraph.cli.answers import Json, print_json, print_prose, shown, theme_data
from storygraph.cli.app import Graph, app, out
from storygraph.graph.prose import best_of, doubts, quote
from storygraph.graph.storygraph import StoryGraph
from storygraph.views.export import load

_Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME] [NAME]", help="Whose themes; two names: those they share."),
]


@app.command()
def themes(
    graph: Graph,
    names: _Names = None,
    limit: Annotated[
        int | None, typer.Option("-n", "--limit", min=1, help="Show so many at most.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List the themes of all stories, of one node, or those that two nodes share.

    Example: storygraph themes graph.json "Dana Lin" "Aru Bek"
    """
    asked = names or []
    if len(asked) > 2:
        raise typer.BadParameter("give two names at most; put names of several words in quotes.")
    tales = load(graph)
    if len(asked) == 2:
        _shared(tales, asked[0], asked[1], limit, as_json)
    else:
        _listed(tales, asked, limit, as_json)


def _listed(graph: StoryGraph, names: list[str], limit: int | None, as_json: bool) -> None:
    found = graph.themes()
    for name in names:
        tied = {end for fact in graph.facts(name) for end in (fact.source, fact.target)}
        found = found[found["id"].isin(tied)]
    found = found.head(len(found) if limit is None else limit)
    if as_json:
        print_json(found.to_dict(orient="records"))
        return
    table = Table("theme", "stories", "mentions", "told in")
    for column in table.columns[1:3]:
        column.justify = "right"
    for row in found.to_dict(orient="records"):
        told = ", ".join(graph.name(story) for story in row["stories"] if story in graph.nx)
        counts = (str(len(row["stories"])), str(row["mentions"]))
        table.add_row(shown(str(row["name"])), *counts, shown(told))
    out.print(table)


def _shared(graph: StoryGraph, one: str, other: str, limit: int | None, as_json: bool) -> None:
    first, second = graph.find(one), graph.find(other)
    shared = graph.shared_themes(first, second)[:limit]
    if as_json:
        listed = [theme_data(graph, theme) for theme in shared]
        print_json({"first": first, "second": second, "themes": listed})
        return
    names = f"{graph.name(first)} and {graph.name(second)}"
    unsure = doubts(graph, first, second)
    if not shared:
        print_prose("\n".join([f"{names} share no theme.", *unsure]))
        return
    table = Table("shared theme", "rarity", *(shown(graph.name(node)) for node in (first, second)))
    table.columns[1].justify = "right"
    table.show_lines = True
    for theme in shared:
        quotes = (shown(quote(best_of(facts).evidence)) for facts in (theme.first, theme.second))
        table.add_row(shown(theme.name), f"{theme.score:.2f}", *quotes)
    out.print(table)
    for line in unsure:
        print_prose(line)
