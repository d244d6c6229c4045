"""The entries of a corrections file, as frozen records that are checked when they are made."""

import re
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    model_validator,
)
from pydantic.dataclasses import dataclass

from storygraph.records import EntityType

_STRICT = ConfigDict(extra="forbid")
_STRUCTURAL = frozenset({"mentions", "about", "associated_with", "appears_with"})

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _distinct(ids: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(ids)) < len(ids):
        raise ValueError("names one id twice")
    return ids


def _relation(name: str) -> str:
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name):
        raise ValueError(f"'{name}' is no relation; write it like 'born_in'")
    if name in _STRUCTURAL:
        raise ValueError(f"'{name}' follows from the texts; add a theme with [[add_theme]]")
    return name


Several = Annotated[tuple[Text, ...], Field(min_length=2), AfterValidator(_distinct)]
Stated = Annotated[Text, AfterValidator(_relation)]


@dataclass(frozen=True, config=_STRICT)
class Merge:
    """Entities that are one; the first gives its id, name and type."""

    ids: Several


@dataclass(frozen=True, config=_STRICT)
class Split:
    """Some mentions of an entity that denote another one.

    They are chosen by `aliases` (names as they stand in the text; noun phrases and pronouns
    follow the name before them) and `stories` (ids), which together narrow, and by `mentions`
    ("story id:start offset"), which add. They become a new entity called `name`, or join the
    entity `into`.
    """

    id: Text
    aliases: tuple[Text, ...] = ()
    stories: tuple[Text, ...] = ()
    mentions: tuple[Annotated[str, StringConstraints(pattern=r"^.+:\d+$")], ...] = ()
    name: str = ""
    into: str = ""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not (self.aliases or self.stories or self.mentions):
            raise ValueError("say what to split off by aliases, stories or mentions")
        if bool(self.name.strip()) == bool(self.into.strip()):
            raise ValueError("give either the name of a new entity or, as 'into', an entity's id")
        return self


@dataclass(frozen=True, config=_STRICT)
class KeepApart:
    """Entities that are not one; they are no longer listed as maybe the same."""

    ids: Several


@dataclass(frozen=True, config=_STRICT)
class Rename:
    """An entity that is called otherwise; the old name stays an alias."""

    id: Text
    name: Text


@dataclass(frozen=True, config=_STRICT)
class Retype:
    """An entity of another type; it joins the entity of that type and name, if there is one."""

    id: Text
    type: EntityType


@dataclass(frozen=True, config=_STRICT)
class Locate:
    """Where a place lies, in degrees; without latitude and longitude, that it is unknown."""

    id: Text
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("give both latitude and longitude, or neither")
        return self


@dataclass(frozen=True, config=_STRICT)
class Drop:
    """An entity or theme that should not be there."""

    id: Text


@dataclass(frozen=True, config=_STRICT)
class DropRelation:
    """A link that the stories do not state; `associated_with` and `about` take a theme away."""

    source: Text
    relation: Text
    target: Text


@dataclass(frozen=True, config=_STRICT)
class AddRelation:
    """A relation that was overlooked, with the words of a story that say so.

    `story` is an id; it may be left out where one story alone has the words.
    """

    source: Text
    relation: Stated
    target: Text
    quote: Text
    story: str = ""


@dataclass(frozen=True, config=_STRICT)
class AddTheme:
    """A theme of an entity or story that was overlooked, with the words that speak of it.

    `id` is an entity's or a story's; `theme` is a theme's id or name, and may be a new one.
    """

    id: Text
    theme: Text
    quote: Text
    story: str = ""


Entry = (
    Merge
    | Split
    | KeepApart
    | Rename
    | Retype
    | Locate
    | Drop
    | DropRelation
    | AddRelation
    | AddTheme
)


@dataclass(frozen=True, config=_STRICT)
class Corrections:
    """All entries of a file; their order means nothing."""

    merge: tuple[Merge, ...] = ()
    split: tuple[Split, ...] = ()
    keep_apart: tuple[KeepApart, ...] = ()
    rename: tuple[Rename, ...] = ()
    retype: tuple[Retype, ...] = ()
    locate: tuple[Locate, ...] = ()
    drop: tuple[Drop, ...] = ()
    drop_relation: tuple[DropRelation, ...] = ()
    add_relation: tuple[AddRelation, ...] = ()
    add_theme: tuple[AddTheme, ...] = ()

    @classmethod
    def of(cls, *entries: Entry) -> Self:
        """Return some entries as corrections; one that is given twice counts once."""
        found: dict[str, Any] = {}
        for entry in dict.fromkeys(entries):
            found.setdefault(key_of(entry), []).append(entry)
        return cls(**{key: tuple(listed) for key, listed in found.items()})

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, kind by kind."""
        return tuple(entry for key in KINDS.values() for entry in getattr(self, key))


KINDS: dict[type[Entry], str] = {
    Merge: "merge",
    Split: "split",
    KeepApart: "keep_apart",
    Rename: "rename",
    Retype: "retype",
    Locate: "locate",
    Drop: "drop",
    DropRelation: "drop_relation",
    AddRelation: "add_relation",
    AddTheme: "add_theme",
}
FILE_FORM = TypeAdapter(Corrections)


def key_of(entry: Entry) -> str:
    """Return what an entry's table is called in a file."""
    return KINDS[type(entry)]
