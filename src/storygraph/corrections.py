"""What a reader puts right, kept in a file and replayed at every build.

`corrections.toml` beside the stories holds entries such as the page writes them:

    [[merge]]
    ids = ["person:old-bek", "person:aru-bek"]

    [[drop]]
    id = "person:granite"

    [[rename]]
    id = "person:aru"
    name = "Aru Bek"

    [[retype]]
    id = "person:naryn"
    type = "place"

    [[drop_relation]]
    source = "person:aru-bek"
    relation = "born_in"
    target = "place:riga"

Ids are those of the graph without corrections, so that the order of entries does not matter.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz import process

from storygraph.errors import CorrectionError
from storygraph.graph.storygraph import StoryGraph
from storygraph.naming import slug
from storygraph.records import Entity, EntityType, Resolution

FILE = "corrections.toml"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Merge(_Entry):
    """Entities that are one; the first gives its name and id."""

    ids: Annotated[tuple[str, ...], Field(min_length=2)]


class Drop(_Entry):
    """An entity or theme that should not be there."""

    id: str


class Rename(_Entry):
    """An entity that is called otherwise; the old name stays an alias."""

    id: str
    name: Annotated[str, Field(min_length=1)]


class Retype(_Entry):
    """An entity of another type; it joins the entity of that type and name, if there is one."""

    id: str
    type: EntityType


class DropRelation(_Entry):
    """A relation that the stories do not state."""

    source: str
    relation: str
    target: str


class Corrections(_Entry):
    """All entries of a file."""

    merge: tuple[Merge, ...] = ()
    drop: tuple[Drop, ...] = ()
    rename: tuple[Rename, ...] = ()
    retype: tuple[Retype, ...] = ()
    drop_relation: tuple[DropRelation, ...] = ()


def read_corrections(path: Path) -> Corrections:
    """Return the entries of a corrections file.

    Raises
    ------
    CorrectionError
        If the file cannot be read, is no TOML, or holds an unknown entry or key.
    """
    try:
        return Corrections.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorrectionError(f"cannot read the corrections '{path}': {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = ".".join(map(str, first["loc"]))
        raise CorrectionError(f"corrections '{path}', at {at}: {first['msg']}") from error


def correct_entities(resolution: Resolution, corrections: Corrections) -> Resolution:
    """Return the entities as corrected: dropped, retyped, merged, renamed, in this order.

    Raises
    ------
    CorrectionError
        If an entry names an entity that is not there.
    """
    entities = {entity.id: entity for entity in resolution.entities}
    now = {key: key for key in entities}
    for drop in corrections.drop:
        if not drop.id.startswith("theme:"):
            entities.pop(_known(drop.id, now, "drop"))
    for retype in corrections.retype:
        _retype(_known(retype.id, now, "retype"), retype.type, entities, now)
    for merge in corrections.merge:
        for other in merge.ids[1:]:
            _join(_known(merge.ids[0], now, "merge"), _known(other, now, "merge"), entities, now)
    for rename in corrections.rename:
        key = _known(rename.id, now, "rename")
        entities[key] = _renamed(entities[key], rename.name)
    maybe = (
        replace(pair, first=now.get(pair.first, ""), second=now.get(pair.second, ""))
        for pair in resolution.maybe_same
    )
    kept = (p for p in maybe if {p.first, p.second} <= entities.keys() and p.first != p.second)
    return Resolution(tuple(entities.values()), tuple(kept))


def correct_links(graph: StoryGraph, corrections: Corrections) -> StoryGraph:
    """Return the graph without the relations and themes that the corrections drop.

    Raises
    ------
    CorrectionError
        If an entry names a relation or theme that is not there.
    """
    dropped = {drop.id for drop in corrections.drop if drop.id.startswith("theme:")}
    for theme in dropped:
        _check_there(theme, graph.nx.nodes, "drop")
    for each in corrections.drop_relation:
        edge = (each.source, each.target, each.relation)
        if not graph.nx.has_edge(each.source, each.target, key=each.relation):
            raise CorrectionError(
                f"[[drop_relation]] names '{each.source}' {each.relation} '{each.target}', which "
                "this graph does not say. Remove the entry, or mend its ids."
            )
        graph.nx.remove_edge(*edge)
    return graph.subgraph(set(graph.nx) - dropped) if dropped else graph


def _known(key: str, now: dict[str, str], entry: str) -> str:
    _check_there(key, now, entry)
    return now[key]


def _check_there(key: str, known: Iterable[str], entry: str) -> None:
    listed = list(known)
    if key not in listed:
        close = [match for match, score, _ in process.extract(key, listed, limit=2) if score > 70]
        hint = f" Did you mean {' or '.join(close)}?" if close else ""
        raise CorrectionError(
            f"[[{entry}]] names '{key}', which is not in this graph.{hint} "
            "Remove the entry, or mend its id."
        )


def _retype(key: str, kind: EntityType, entities: dict[str, Entity], now: dict[str, str]) -> None:
    entity = replace(entities.pop(key), type=kind)
    target = f"{kind}:{slug(entity.name)}"
    _move(key, target, now)
    now.setdefault(target, target)
    there = entities.get(target)
    entities[target] = _united(there, entity) if there else replace(entity, id=target)


def _join(key: str, other: str, entities: dict[str, Entity], now: dict[str, str]) -> None:
    if key == other:
        return
    if entities[key].type != entities[other].type:
        raise CorrectionError(
            f"[[merge]] joins '{key}' and '{other}', which are of two types. [[retype]] one first."
        )
    entities[key] = _united(entities[key], entities.pop(other))
    _move(other, key, now)


def _move(old: str, new: str, now: dict[str, str]) -> None:
    for key, value in now.items():
        if value == old:
            now[key] = new


def _united(first: Entity, second: Entity) -> Entity:
    aliases = {*first.aliases, *second.aliases, second.name} - {first.name}
    members = tuple(sorted({*first.members, *second.members}))
    return replace(first, aliases=tuple(sorted(aliases)), members=members)


def _renamed(entity: Entity, name: str) -> Entity:
    aliases = {*entity.aliases, entity.name} - {name}
    return replace(entity, name=name, aliases=tuple(sorted(aliases)))
