"""The graph while it is corrected, and what each id of an entry denotes by now."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from rapidfuzz import process

from storygraph.corrections.entries import (
    Drop,
    DropRelation,
    Locate,
    Merge,
    Rename,
    Retype,
    Split,
)
from storygraph.corrections.links import drop_link
from storygraph.corrections.splits import choose, split_off
from storygraph.errors import CorrectionError
from storygraph.graph.contract import PLACE_KEYS
from storygraph.graph.draft import Draft, Node
from storygraph.naming import slug
from storygraph.records import ENTITY_TYPES

_ALIKE = 70
_Value = TypeVar("_Value")


class Work:
    """A draft of the graph; `now` says what the ids of the uncorrected graph have become."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.now = {node: node for node in draft.nodes}
        self.joined: dict[str, str] = {}
        self.dropped: set[str] = set()

    def node(self, key: str, entry: str) -> str:
        """Return the node that an id denotes by now."""
        if key not in self.now:
            raise CorrectionError(
                f"[[{entry}]] names '{key}', which is not in this graph.{self._hint(key)} "
                "Remove the entry, or mend its id."
            )
        if self.now[key] in self.dropped:
            raise CorrectionError(
                f"[[{entry}]] names '{key}', which [[drop]] takes away. Remove one of the two."
            )
        return self.now[key]

    def entity(self, key: str, entry: str, *, themes: bool = False) -> str:
        """Return the entity that an id denotes by now, or with `themes` also a theme."""
        node = self.node(key, entry)
        kind = self.draft.nodes[node]["type"]
        if kind not in ENTITY_TYPES and not (themes and kind == "theme"):
            raise CorrectionError(f"[[{entry}]] names '{key}', a {kind}; it cannot change so.")
        return node

    def _hint(self, key: str) -> str:
        name = key.partition(":")[2]
        called = [
            node
            for node, data in self.draft.nodes.items()
            if any(slug(str(alias)) == name for alias in data["aliases"])
        ]
        if called:
            return f" {called[0]} goes by that name: [[split]] it if it is two."
        found = process.extract(key, list(self.now), limit=2)
        close = [match for match, score, _ in found if score > _ALIKE]
        return f" Did you mean {' or '.join(close)}?" if close else ""

    def split(self, splits: Iterable[Split]) -> None:
        """Split entities; those that other splits make come after those of the graph."""
        pending = sorted(splits, key=repr)
        while pending:
            ready = [each for each in pending if each.id in self.now] or pending
            pending = [each for each in pending if each not in ready]
            self._split(ready)

    def _split(self, splits: Iterable[Split]) -> None:
        chosen = [(each, choose(self.draft, self._whole(each), each)) for each in splits]
        claimed: set[object] = set()
        for split, mentions in chosen:
            if claimed & mentions:
                raise CorrectionError(f"two [[split]] of '{split.id}' claim the same mentions.")
            claimed |= mentions
        for split, mentions in chosen:
            target = split.into and self.entity(split.into, "split")
            new = split_off(self.draft, self._whole(split), split, mentions, target)
            self.now.setdefault(new, new)

    def _whole(self, split: Split) -> str:
        return self.entity(split.id, "split")

    def retype(self, retypes: Iterable[Retype]) -> None:
        """Give entities other types, and so other ids."""
        kinds = once({(each.id, each.type) for each in retypes}, "retype")
        for key, kind in sorted(kinds.items()):
            old = self.entity(key, "retype")
            data = self.draft.nodes[old]
            new = f"{kind}:{slug(str(data['name']))}"
            if new != old:
                self.draft.nodes[old] = _unplaced(data)
                fresh = {**self.draft.nodes[old], "type": kind, "aliases": []}
                self.draft.nodes.setdefault(new, fresh)
                self._join(new, old)
                self.now.setdefault(new, new)

    def merge(self, merges: Iterable[Merge]) -> None:
        """Join what is one; where entries overlap, all that they name is one."""
        groups: list[tuple[set[str], set[str], set[str]]] = []  # all, heads, others
        for entry in merges:
            ids = [self.entity(key, "merge", themes=True) for key in entry.ids]
            self._check_types(ids)
            group = (set(ids), {ids[0]}, set(ids[1:]))
            for other in [each for each in groups if each[0] & group[0]]:
                groups.remove(other)
                group = (group[0] | other[0], group[1] | other[1], group[2] | other[2])
            groups.append(group)
        for members, heads, others in groups:
            head = min(heads - others or members)
            for each in sorted(members - {head}):
                self._join(head, each)
                self.joined[each] = head

    def _check_types(self, ids: list[str]) -> None:
        first, *others = ids
        for other in others:
            if self.draft.nodes[first]["type"] != self.draft.nodes[other]["type"]:
                raise CorrectionError(
                    f"[[merge]] joins '{first}' and '{other}', which are of two types. "
                    "[[retype]] one first."
                )

    def _join(self, head: str, other: str) -> None:
        one, two = self.draft.nodes[head], self.draft.nodes.pop(other)
        names = {*one["aliases"], *two["aliases"], two["name"]} - {one["name"]}
        self.draft.nodes[head] = {**two, **one, "aliases": sorted(names)}
        self.draft.redirect(other, head)
        self.now = {key: head if node == other else node for key, node in self.now.items()}

    def keep_apart(self, ids: Iterable[str]) -> None:
        """Take the pairs of some entities off the list of those that may be the same."""
        nodes = {self.entity(key, "keep_apart"): key for key in ids}
        if len(nodes) < len(list(ids)):
            listed = " and ".join(f"'{key}'" for key in ids)
            raise CorrectionError(
                f"[[keep_apart]] names {listed}, which other entries join. Remove one of them."
            )
        self.draft.maybe_same = [
            pair for pair in self.draft.maybe_same if not {pair.first, pair.second} <= nodes.keys()
        ]

    def rename(self, renames: Iterable[Rename]) -> None:
        """Call entities and themes otherwise; ids stay."""
        named = {(self.entity(each.id, "rename", themes=True), each.name) for each in renames}
        for node, name in once(named, "rename").items():
            data = self.draft.nodes[node]
            aliases = sorted({*data["aliases"], data["name"]} - {name})
            self.draft.nodes[node] = {**data, "name": name, "aliases": aliases}

    def locate(self, entries: Iterable[Locate]) -> None:
        """Say where places lie, against what a gazetteer may say."""
        spots = {(self.entity(e.id, "locate"), (e.latitude, e.longitude)) for e in entries}
        for node, spot in once(spots, "locate").items():
            if self.draft.nodes[node]["type"] != "place":
                raise CorrectionError(
                    f"[[locate]] names '{node}', which is no place. [[retype]] it first."
                )
            data = _unplaced(self.draft.nodes[node])
            known = dict(zip(("latitude", "longitude"), spot, strict=True))
            told = {"gazetteer": "none"} if None in spot else known | {"gazetteer": "reader"}
            self.draft.nodes[node] = data | told

    def drop(self, drops: Iterable[Drop]) -> None:
        """Take entities and themes away."""
        nodes = {self.entity(each.id, "drop", themes=True): each.id for each in drops}
        for node, key in nodes.items():
            if key in self.joined:
                raise CorrectionError(
                    f"[[drop]] names '{key}', which [[merge]] joins with '{node}'. "
                    "Remove one of the two."
                )
        for node in nodes:
            self.draft.drop(node)
        self.dropped |= nodes.keys()

    def drop_relation(self, entry: DropRelation) -> bool:
        """Take a link away and tell whether it was there."""
        ends = self.now.get(entry.source, ""), self.now.get(entry.target, "")
        return drop_link(self.draft, ends[0], entry.relation, ends[1])


def _unplaced(data: Node) -> Node:
    return {key: value for key, value in data.items() if key not in PLACE_KEYS}


def once(pairs: Iterable[tuple[str, _Value]], entry: str) -> Mapping[str, _Value]:
    """Return pairs as a mapping.

    Raises
    ------
    CorrectionError
        If two entries say different things of one id.
    """
    found: dict[str, _Value] = {}
    for key, value in sorted(pairs, key=repr):
        if found.setdefault(key, value) != value:
            raise CorrectionError(
                f"two [[{entry}]] disagree on '{key}': '{found[key]}' and '{value}'. Remove one."
            )
    return found
