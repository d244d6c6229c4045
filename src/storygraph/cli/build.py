"""`storygraph build`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from storygraph.build import BuildLog, build, check_sources
from storygraph.cli.app import app, err, out
from storygraph.cli.summary import print_skipped, print_summary
from storygraph.records import Story
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
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at a file that cannot be read.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Read stories and write their graph.

    Example: storygraph build corpus/ -o graph.html -o graph.json
    """
    for path in outputs:
        find_writer(path)
    log = BuildLog()
    with Progress(
        TextColumn("reading {task.fields[story]}", style="dim"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=quiet,
    ) as progress:
        task = progress.add_task("reading", total=check_sources(paths), story="")

        def advance(story: Story) -> None:
            progress.update(task, advance=1, story=escape(story.id[:40]))

        graph = build(
            paths,
            pipeline=pipeline,
            themes=themes,
            relations=relations,
            corrections=corrections,
            encoding=encoding,
            strict=strict,
            on_story=advance,
            log=log,
        )
        for path in outputs:
            graph.save(path)
    if not quiet:
        print_summary(graph)
        print_skipped(log)
        for path in outputs:
            out.print(f"wrote [bold]{escape(str(path))}[/bold]", soft_wrap=True)
