"""`storygraph view`."""

import webbrowser
from pathlib import Path
from tempfile import gettempdir
from typing import Annotated

import typer
from rich.markup import escape

from storygraph.cli.app import Graph, app, out
from storygraph.views.export import load


@app.command()
def view(
    graph: Graph,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write the page.")
    ] = None,
    no_open: Annotated[
        bool, typer.Option("--no-open", help="Write the page, open no browser.")
    ] = False,
) -> None:
    """Open a saved graph as an interactive page in the browser."""
    page = output or Path(gettempdir()) / f"storygraph-{graph.stem}.html"
    load(graph).save(page)
    out.print(f"wrote [bold]{escape(str(page))}[/bold]", soft_wrap=True)
    if not no_open and not webbrowser.open(page.resolve().as_uri()):
        out.print("no browser could be started; open the file yourself")
