"""`storygraph export`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from storygraph.cli.app import Graph, app, out
from storygraph.views.bolt import push_to_neo4j
from storygraph.views.export import WRITERS, find_writer, load


@app.command(epilog=f"Formats: {' '.join(WRITERS)}")
def export(
    graph: Graph,
    outputs: Annotated[
        list[Path] | None,
        typer.Option("-o", "--output", help="Where to write; the suffix names the format."),
    ] = None,
    neo4j: Annotated[
        str | None, typer.Option(help="Merge into a running Neo4j: neo4j://localhost:7687.")
    ] = None,
    user: Annotated[str, typer.Option(envvar="NEO4J_USERNAME", help="Its user.")] = "neo4j",
    password: Annotated[
        str | None, typer.Option(envvar="NEO4J_PASSWORD", help="Its password; none if left out.")
    ] = None,
) -> None:
    """Write a saved graph for other tools: Gephi, Neo4j, RDF stores, spreadsheets.

    Example: storygraph export graph.json -o graph.gexf -o graph.ttl
    """
    if not outputs and not neo4j:
        raise typer.BadParameter("give -o FILE, for example -o graph.gexf, or --neo4j ADDRESS.")
    for path in outputs or []:
        find_writer(path)
    tales = load(graph)
    for path in outputs or []:
        tales.save(path)
        out.print(f"wrote [bold]{escape(str(path))}[/bold]", soft_wrap=True)
    if neo4j:
        auth = None if password is None else (user, password)
        nodes, edges = push_to_neo4j(tales, neo4j, auth)
        out.print(f"sent {nodes} nodes and {edges} edges to {escape(neo4j)}", soft_wrap=True)
