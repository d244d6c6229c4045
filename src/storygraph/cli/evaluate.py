"""`storygraph eval`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from storygraph.cli.app import Graph, app, out
from storygraph.evaluation import evaluate, read_gold
from storygraph.views.export import load


@app.command("eval")
def eval_command(
    graph: Graph,
    gold: Annotated[Path, typer.Argument(help="A gold file (.toml), or a folder of them.")],
    errors: Annotated[bool, typer.Option("--errors", help="List every error.")] = False,
) -> None:
    """Score a graph against what a careful reader annotated."""
    scores = evaluate(load(graph), read_gold(gold))
    table = Table("", "right", "wrong", "missing", "precision", "recall", "F1")
    for column in table.columns[1:]:
        column.justify = "right"
    for name, score in scores.items():
        counts = (str(score.right), str(score.wrong), str(score.missing))
        rates = (f"{rate:.3f}" for rate in (score.precision, score.recall, score.f1))
        table.add_row(name, *counts, *rates)
    out.print(table)
    if errors:
        for name, score in scores.items():
            for line in score.errors:
                out.print(f"[bold]{name}[/bold] {escape(line)}", soft_wrap=True)
