"""What all commands share: the app, the consoles, the way a graph is named."""

import signal
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    help="Turn a folder of stories into a knowledge graph, every link with its sentence.",
)
out = Console()
err = Console(stderr=True)

Graph = Annotated[Path, typer.Argument(help="A graph saved by 'storygraph build -o graph.json'.")]


def status_of(stop: KeyboardInterrupt) -> int:
    """Return the exit code after Ctrl-C or another signal, whose number `stop` then has."""
    return 128 + int(stop.args[0] if stop.args else signal.SIGINT)
