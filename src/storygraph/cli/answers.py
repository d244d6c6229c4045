"""How answers are printed: prose and tables for people, JSON for machines."""

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.padding import Padding

from storygraph.cli.app import out
from storygraph.graph.storygraph import StoryGraph
from storygraph.records import Fact, SharedTheme

Name = Annotated[
    str,
    typer.Argument(help="A name, an alias, a story's title, or a node id such as theme:dombra."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead, for other programs.")]


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def shown(text: str) -> str:
    """Return text of a story as the terminal may see it: no markup, no control characters."""
    return escape(_CONTROL.sub("�", text))


def print_json(data: Any) -> None:
    """Print data as JSON on standard output, in plain ASCII where UTF-8 is not to be had."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    typer.echo(json.dumps(data, ensure_ascii=not utf8, indent=1))


def print_prose(text: str) -> None:
    """Print paragraphs; in a terminal, lines that are too long keep their indentation."""
    for full in text.split("\n"):
        bare = full.lstrip(" ")
        indent = len(full) - len(bare)
        line = shown(bare) if indent or not bare else f"[bold]{shown(bare)}[/bold]"
        if out.is_terminal and indent:
            out.print(Padding(line, (0, 0, 0, indent), expand=False), highlight=False)
        else:
            out.print(f"{' ' * indent}{line}", highlight=False, soft_wrap=not out.is_terminal)


def fact_data(graph: StoryGraph, fact: Fact) -> dict[str, Any]:
    """Return a fact as JSON data: both ends with their names, the relation, the evidence."""
    return {
        "source": fact.source,
        "source_name": graph.name(fact.source),
        "relation": fact.relation,
        "target": fact.target,
        "target_name": graph.name(fact.target),
        "evidence": asdict(fact.evidence),
    }


def facts_data(graph: StoryGraph, facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Return facts as JSON data."""
    return [fact_data(graph, fact) for fact in facts]


def theme_data(graph: StoryGraph, theme: SharedTheme) -> dict[str, Any]:
    """Return a shared theme as JSON data: how rare it is, and the facts of both sides."""
    return {
        "theme": theme.theme,
        "name": theme.name,
        "score": theme.score,
        "first": facts_data(graph, theme.first),
        "second": facts_data(graph, theme.second),
    }
