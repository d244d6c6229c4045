"""What a graph answers when the answer is more than a list: plain frozen records."""

from dataclasses import dataclass, field

from storygraph.records import Fact, SharedTheme


@dataclass(frozen=True, slots=True)
class SharedNode:
    """An entity that two nodes are both linked to, what ties it to either, and how telling it is.

    `score` is higher the fewer stories of the graph know the entity.
    """

    node: str
    type: str
    name: str
    score: float
    first: tuple[Fact, ...]
    second: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two stories have in common and what either has alone, the rarest first.

    `first` and `second` are ids of story nodes, `only_first` and `only_second` ids of nodes that
    one of them speaks of. `similarity` lies in 0..1: the shared part of all that the two stories
    speak of, where a node counts for more the fewer stories know it.
    """

    first: str
    second: str
    similarity: float
    themes: tuple[SharedTheme, ...]
    entities: tuple[SharedNode, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """Why two nodes are linked; printed, it is prose with quotations.

    `statements` link the two directly; `themes` and `entities` are what both are linked to, the
    rarest first; `path` is the most telling way from one to the other, step by step.
    """

    first: str
    second: str
    statements: tuple[Fact, ...]
    themes: tuple[SharedTheme, ...]
    entities: tuple[SharedNode, ...]
    path: tuple[Fact, ...]
    text: str = field(default="", compare=False)

    def __bool__(self) -> bool:
        return bool(self.statements or self.themes or self.entities or self.path)

    def __repr__(self) -> str:
        return self.text
