"""Corrections -> graph: the same for a graph that is being built and for one that is loaded.

Entries are applied kind by kind, whatever their order in the file. Ids are those of the graph
without corrections, or those that earlier kinds of entries give.
"""

from dataclasses import fields, replace
from typing import Any, TypeVar

from storygraph.corrections.entries import Corrections, Entry
from storygraph.corrections.links import add_relation, add_theme
from storygraph.corrections.work import Work
from storygraph.errors import CorrectionError
from storygraph.graph.draft import Draft
from storygraph.graph.storygraph import StoryGraph

_Entry = TypeVar("_Entry", bound=Entry)
_NODE_FIELDS = frozenset({"id", "ids", "into", "source", "target"})
_STORY_FIELDS = frozenset({"story", "stories"})


def correct_graph(graph: StoryGraph, corrections: Corrections) -> StoryGraph:
    """Return a graph as corrected; the given one stays as it is.

    Raises
    ------
    CorrectionError
        If an entry names what is not in the graph, or contradicts another one.
    """
    if not corrections.entries:
        return graph
    work = Work(Draft(graph))
    unsaid = [each for each in corrections.drop_relation if not work.drop_relation(each)]
    work.split(corrections.split)
    work.retype(corrections.retype)
    work.merge(corrections.merge)
    for apart in corrections.keep_apart:
        work.keep_apart(apart.ids)
    work.rename(corrections.rename)
    work.locate(corrections.locate)
    for each in corrections.drop_relation:  # again: merging may bring a link back
        if not work.drop_relation(each) and each in unsaid:
            raise CorrectionError(
                f"[[drop_relation]] names '{each.source}' {each.relation} '{each.target}', which "
                "this graph does not say. Remove the entry, or mend its ids."
            )
    work.drop(corrections.drop)
    for theme in corrections.add_theme:
        node = work.node(theme.id, "add_theme")
        new = add_theme(work.draft, theme, node)
        work.now.setdefault(new, new)
    for relation in corrections.add_relation:
        ends = (work.node(end, "add_relation") for end in (relation.source, relation.target))
        add_relation(work.draft, relation, *ends)
    return work.draft.to_graph()


def with_ids(graph: StoryGraph, entry: _Entry) -> _Entry:
    """Return an entry with ids for the names that it may hold; a split keeps the names it tells.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        As `StoryGraph.find` does.
    """
    found: dict[str, Any] = {}
    for field in fields(entry):
        value = getattr(entry, field.name)
        if field.name in _NODE_FIELDS and value:
            many = isinstance(value, tuple)
            found[field.name] = tuple(map(graph.find, value)) if many else graph.find(value)
        elif field.name in _STORY_FIELDS and value:
            many = isinstance(value, tuple)
            found[field.name] = (
                tuple(_story(graph, v) for v in value) if many else _story(graph, value)
            )
    return replace(entry, **found)


def _story(graph: StoryGraph, name: str) -> str:
    return graph.find(name, type="story").removeprefix("story:")
