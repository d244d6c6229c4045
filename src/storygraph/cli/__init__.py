"""The command line: one module a verb; the work is done by the library."""

import signal
from types import FrameType
from typing import Annotated, NoReturn

import typer
from rich.markup import escape

import storygraph
from storygraph.cli import (  # noqa: F401  they register themselves
    build,
    evaluate,
    explain,
    export,
    info,
    path,
    themes,
    view,
)
from storygraph.cli.app import app, err, out, status_of
from storygraph.errors import StorygraphError


def _print_version(value: bool) -> None:
    if value:
        out.print(f"storygraph {storygraph.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """Turn a folder of stories into a knowledge graph, every link with its sentence."""


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    """Stop as on Ctrl-C: what was read is kept, no worker stays behind."""
    raise KeyboardInterrupt(number)


def main() -> None:
    """Run the command line; errors that the user can cure are one line and exit code 1."""
    previous = signal.getsignal(signal.SIGTERM)
    if previous is not signal.SIG_IGN:
        signal.signal(signal.SIGTERM, _terminate)
    try:
        app()
    except StorygraphError as error:
        err.print(f"[red]{type(error).__name__}[/red]: {escape(str(error))}", soft_wrap=True)
        raise SystemExit(1) from error
    except KeyboardInterrupt as error:
        err.print("stopped")
        raise SystemExit(status_of(error)) from error
    finally:
        signal.signal(signal.SIGTERM, previous)
