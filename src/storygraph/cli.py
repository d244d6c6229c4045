"""The command line: verbs only; the work is done by the library."""

import webbrowser
from pathlib import Path
from tempfile import gettempdir
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

import storygraph
from storygraph.build import BuildLog, build, check_sources
from storygraph.errors import StorygraphError
from storygraph.evaluation import evaluate, read_gold
from storygraph.graph.storygraph import COOCCURRENCE, StoryGraph
from storygraph.records import NODE_TYPES, Story
from storygraph.views.export import find_writer, load

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    help="Turn a folder of stories into a knowledge graph, every link with its sentence.",
)
out = Console()
err = Console(stderr=True)
_STRUCTURE = ("mentions", "about", "associated_with", COOCCURRENCE)

Graph = Annotated[Path, typer.Argument(help="A graph saved by 'storygraph build -o graph.json'.")]


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


@app.command()
def info(graph: Graph) -> None:
    """Show what a graph holds: its nodes, relations, themes and doubtful pairs."""
    print_summary(load(graph))


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


def print_summary(graph: StoryGraph) -> None:
    """Print what a graph holds as tables."""
    out.print(f"[bold]{escape(repr(graph))}[/bold]")
    out.print(_node_table(graph))
    out.print(_relation_table(graph))
    if graph.maybe_same:
        table = Table("maybe the same", "", "why", title=None, title_justify="left")
        for pair in graph.maybe_same[:10]:
            table.add_row(escape(pair.first), escape(pair.second), escape(pair.reason))
        out.print(table)
        if len(graph.maybe_same) > 10:
            out.print(f"... and {len(graph.maybe_same) - 10} pairs more")


def _node_table(graph: StoryGraph) -> Table:
    counts = graph.counts()
    table = Table("nodes", "count", "most mentioned")
    table.columns[1].justify = "right"
    for kind in NODE_TYPES:
        if not counts[kind]:
            continue
        nodes = [(n, d) for n, d in graph.nx.nodes(data=True) if d["type"] == kind]
        spread = sorted(nodes, key=lambda each: (-len(each[1]["stories"]), -each[1]["mentions"]))
        names = ", ".join(data["name"] for _, data in spread[:5])
        table.add_row(kind, str(counts[kind]), escape(names))
    return table


def _relation_table(graph: StoryGraph) -> Table:
    table = Table("relation", "count", "for example")
    table.columns[1].justify = "right"
    found: dict[str, list[tuple[float, str]]] = {}
    for source, target, relation, data in graph.nx.edges(keys=True, data=True):
        sure = max(each["confidence"] for each in data["evidence"])
        shown = f"{graph.name(source)} -> {graph.name(target)}"
        found.setdefault(relation, []).append((-sure, shown))
    for relation in sorted(found, key=lambda name: (name in _STRUCTURE, name)):
        table.add_row(relation, str(len(found[relation])), escape(min(found[relation])[1]))
    return table


def print_skipped(log: BuildLog) -> None:
    """Print which files were skipped, and why."""
    if not log.skipped:
        return
    files = "file" if len(log.skipped) == 1 else "files"
    out.print(f"[yellow]skipped {len(log.skipped)} {files}:[/yellow]")
    for item in log.skipped[:20]:
        out.print(f"  {escape(item.source)}: {escape(item.reason)}", soft_wrap=True)
    if len(log.skipped) > 20:
        out.print(f"  ... and {len(log.skipped) - 20} more")


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


def main() -> None:
    """Run the command line; errors that the user can cure are one line and exit code 1."""
    try:
        app()
    except StorygraphError as error:
        err.print(f"[red]{type(error).__name__}[/red]: {escape(str(error))}", soft_wrap=True)
        raise SystemExit(1) from error
    except KeyboardInterrupt as error:
        err.print("stopped")
        raise SystemExit(130) from error
