"""Graphs to files and back: one writer for each suffix, JSON the one that is read again."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import networkx as nx

from storygraph.errors import GraphFileError
from storygraph.graph.storygraph import StoryGraph
from storygraph.records import MaybeSame, NodeMention, Story

FORMAT = 1
WRITERS = {
    ".html": "storygraph.views.html:write_html",
    ".json": "storygraph.views.export:write_json",
    ".graphml": "storygraph.views.graphfiles:write_graphml",
    ".gexf": "storygraph.views.graphfiles:write_gexf",
    ".dot": "storygraph.views.graphfiles:write_dot",
    ".csv": "storygraph.views.tables:write_csv",
    ".cypher": "storygraph.views.cypher:write_cypher",
    ".ttl": "storygraph.views.rdf:write_turtle",
    ".jsonld": "storygraph.views.rdf:write_jsonld",
    ".parquet": "storygraph.views.tables:write_parquet",
}


def write_graph(graph: StoryGraph, path: Path, **options: Any) -> Path:
    """Write a graph in the format of the path's suffix and return the path.

    The file appears whole or not at all; missing folders are made.

    Raises
    ------
    GraphFileError
        If the suffix is unknown, or the file cannot be written.
    """
    writer = find_writer(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        writer(graph, path, **options)
    except OSError as error:
        if not _is_about(error, path):
            raise
        raise GraphFileError(f"cannot write '{path}': {error.strerror or error}") from error
    return path


def _is_about(error: OSError, path: Path) -> bool:
    """Tell whether an error speaks of the file to write or its folders, not of one to read."""
    named = None if error.filename is None else Path(os.fsdecode(error.filename))
    return named is None or path.parent in named.parents or named in {path, *path.parents}


def find_writer(path: Path) -> Callable[..., None]:
    """Return the function that writes the format of a path's suffix.

    Raises
    ------
    GraphFileError
        If there is none.
    """
    target = WRITERS.get(path.suffix.lower())
    if target is None:
        known = ", ".join(WRITERS)
        raise GraphFileError(
            f"no format for '{path}': its suffix is '{path.suffix}'. Use one of {known}."
        )
    module, _, function = target.partition(":")
    writer: Callable[..., None] = getattr(import_module(module), function)
    return writer


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text to a file by way of a temporary neighbour, so that it is never half there.

    Lone surrogates, which UTF-8 cannot hold, become the replacement character.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_json(graph: StoryGraph, path: Path) -> None:
    """Write NetworkX node-link data; stories, mentions and doubtful pairs stand beside it."""
    write_text(path, "".join(_lines(to_data(graph))) + "\n")


def _lines(data: dict[str, Any]) -> Iterator[str]:
    """Yield an object as JSON text with one line for each thing that its lists hold.

    Whoever looks into a file finds a node or an edge a line; `json.dumps` with an indent takes
    three times as long and puts every number on a line of its own.
    """
    for number, (key, value) in enumerate(data.items()):
        yield ("," if number else "{") + f"\n{json.dumps(key, ensure_ascii=False)}: "
        if isinstance(value, dict) and any(isinstance(each, list) for each in value.values()):
            yield from _lines(value)
        elif isinstance(value, list):
            yield "["
            for place, each in enumerate(value):
                yield (",\n" if place else "\n") + json.dumps(each, ensure_ascii=False)
            yield "\n]"
        else:
            yield json.dumps(value, ensure_ascii=False)
    yield "\n}" if data else "{}"


def to_data(graph: StoryGraph) -> dict[str, Any]:
    """Return a graph as plain JSON data: node-link keys, and `storygraph` for all the rest."""
    data: dict[str, Any] = nx.node_link_data(graph.nx, edges="edges")
    data["storygraph"] = {
        "format": FORMAT,
        "stories": [asdict(story) for story in graph.stories.values()],
        "mentions": [
            [m.story, m.start, m.end, m.node, m.form, m.confidence]
            for listed in graph.mentions_by_story.values()
            for m in listed
        ],
        "maybe_same": [asdict(pair) for pair in graph.maybe_same],
    }
    return data


def from_data(data: dict[str, Any]) -> StoryGraph:
    """Return the graph that `to_data` gave."""
    extra = data.get("storygraph", {})
    plain = {key: value for key, value in data.items() if key != "storygraph"}
    return StoryGraph(
        nx.node_link_graph(plain, edges="edges"),
        stories=[Story(**fields) for fields in extra.get("stories", [])],
        mentions=[NodeMention(*fields) for fields in extra.get("mentions", [])],
        maybe_same=[MaybeSame(**fields) for fields in extra.get("maybe_same", [])],
    )


def load(path: str | Path) -> StoryGraph:
    """Return a graph that was saved as JSON.

    Raises
    ------
    GraphFileError
        If the file cannot be read, is no JSON, or holds no story graph.

    Examples
    --------
    >>> path = graph.save("tales.json")
    >>> sg.load(path) == graph
    True
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        if data["storygraph"]["format"] != FORMAT:
            raise GraphFileError(
                f"'{path}' has the format {data['storygraph']['format']}, this version reads "
                f"{FORMAT}; build the graph again."
            )
        return from_data(data)
    except OSError as error:
        raise GraphFileError(f"cannot read '{path}': {error.strerror or error}") from error
    except GraphFileError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, nx.NetworkXError) as error:
        raise GraphFileError(
            f"'{path}' holds no story graph; give the .json that 'storygraph build' wrote."
        ) from error
