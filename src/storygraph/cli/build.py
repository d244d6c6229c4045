"""`storygraph build`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from storygraph.build import BuildLog, build
from storygraph.cli.app import app, err, out, status_of
from storygraph.cli.progress import progress_bar
from storygraph.cli.summary import print_skipped, print_summary
from storygraph.views.export import find_writer


@app.command("build")
def build_command(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders of stories.")],
    outputs: Annotated[
        list[Path],
        typer.Option("-o", "--output", help="Where to write; the suffix names the format."),
    ],
    pipeline: Annotated[
        str, typer.Option(help="The spaCy pipeline that reads: an installed one, or a folder.")
    ] = "en_storygraph",
    themes: Annotated[
        Path | None, typer.Option(help="A TOML file that extends the theme vocabulary.")
    ] = None,
    relations: Annotated[
        Path | None, typer.Option(help="A TOML file that adds relation patterns.")
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(help="A corrections file; else corrections.toml beside the stories."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="The files' encoding, where it is not UTF-8.")
    ] = None,
    text_column: Annotated[
        str | None, typer.Option(help="The column or key of the text, in tables of stories.")
    ] = None,
    any_language: Annotated[
        bool, typer.Option("--any-language", help="Read stories that are not in English too.")
    ] = False,
    db: Annotated[
        Path | None,
        typer.Option(help="The project file: keeps what was read, for the next build."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes that read; by default as many as are worth it."),
    ] = None,
    dask: Annotated[
        str | None, typer.Option(help="The address of a Dask scheduler whose workers read.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at a file that cannot be read.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Read stories and write their graph.

    Example: storygraph build corpus/ -o graph.html -o graph.json --db project.sqlite
    """
    for path in outputs:
        find_writer(path)
    log = BuildLog()
    try:
        with progress_bar(quiet=quiet) as on_progress:
            graph = build(
                paths,
                pipeline=pipeline,
                themes=themes,
                relations=relations,
                corrections=corrections,
                encoding=encoding,
                text_column=text_column,
                any_language=any_language,
                strict=strict,
                db=db,
                workers=workers,
                dask=dask,
                on_progress=on_progress,
                log=log,
            )
    except KeyboardInterrupt as stop:
        err.print(_stopped(db), soft_wrap=True)
        raise typer.Exit(status_of(stop)) from None
    for path in outputs:
        graph.save(path)
    if not quiet:
        print_summary(graph)
        print_skipped(log)
        if db is not None:
            kept = f"{log.kept} of {log.kept + log.read} stories were in {escape(str(db))}"
            out.print(f"{kept}, {log.read} were read", soft_wrap=True)
        for path in outputs:
            out.print(f"wrote [bold]{escape(str(path))}[/bold]", soft_wrap=True)


def _stopped(db: Path | None) -> str:
    if db is None:
        return "stopped; with --db the next build would go on from here"
    return f"stopped; run the same command again to go on: {escape(str(db))} has what was read"
