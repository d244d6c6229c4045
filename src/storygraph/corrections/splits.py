"""Which mentions of an entity are another's, and what goes with them."""

import itertools
from collections.abc import Iterable
from dataclasses import replace

from storygraph.corrections.entries import Split
from storygraph.errors import CorrectionError
from storygraph.graph.contract import COOCCURRENCE
from storygraph.graph.draft import Draft, Edge, Shown
from storygraph.naming import clean, key_of, slug
from storygraph.records import NodeMention


def choose(draft: Draft, node: str, split: Split) -> set[NodeMention]:
    """Return the mentions of an entity that a split speaks of.

    Raises
    ------
    CorrectionError
        If part of the entry matches no mention, or all of it matches every mention.
    """
    mentions = sorted(
        (mention for mention in draft.mentions if mention.node == node),
        key=lambda each: (each.story, each.start),
    )
    chosen = _by_names(draft, mentions, split) | _by_offsets(mentions, split)
    if len(chosen) == len(mentions):
        raise CorrectionError(
            f"[[split]] of '{split.id}' takes every mention of it. "
            "Use [[rename]], or [[merge]] to join it to another."
        )
    return chosen


def _by_names(draft: Draft, mentions: list[NodeMention], split: Split) -> set[NodeMention]:
    if not (split.aliases or split.stories):
        return set()
    stories = {story.removeprefix("story:") for story in split.stories}
    _check_all(stories, {m.story for m in mentions}, split, "is not mentioned in the story")
    told = [m for m in mentions if not stories or m.story in stories]
    if not split.aliases:
        return set(told)
    names = {m: key_of(_text(draft, m)) for m in told if m.form == "name"}
    wanted = {key_of(alias) for alias in split.aliases}
    _check_all(wanted, set(names.values()), split, "is not called")
    chosen: set[NodeMention] = set()
    for _, listed in itertools.groupby(told, key=lambda mention: mention.story):
        chosen |= _with_pronouns(list(listed), names, wanted)
    return chosen


def _with_pronouns(
    mentions: list[NodeMention], names: dict[NodeMention, str], wanted: set[str]
) -> set[NodeMention]:
    """Return one story's mentions by some names; phrases and pronouns follow the name before."""
    last = next((names[mention] for mention in mentions if mention in names), "")
    chosen = set()
    for mention in mentions:
        last = names.get(mention, last)
        if last in wanted:
            chosen.add(mention)
    return chosen


def _by_offsets(mentions: list[NodeMention], split: Split) -> set[NodeMention]:
    at = {f"{mention.story}:{mention.start}": mention for mention in mentions}
    _check_all(set(split.mentions), set(at), split, "is not mentioned at")
    return {at[place] for place in split.mentions}


def _check_all(wanted: set[str], known: set[str], split: Split, what: str) -> None:
    for each in sorted(wanted - known):
        listed = ", ".join(sorted(known)[:5]) or "none"
        raise CorrectionError(
            f"[[split]]: '{split.id}' {what} '{each}'; there are: {listed}. "
            "Remove the entry, or mend it."
        )


def _text(draft: Draft, mention: NodeMention) -> str:
    return clean(draft.stories[mention.story].text[mention.start : mention.end])


def split_off(
    draft: Draft, node: str, split: Split, chosen: set[NodeMention], into: str = ""
) -> str:
    """Move some mentions of an entity, and the evidence that rests on them, to another entity.

    Returns the other entity's id: `into` if given, else that of a new one.

    Raises
    ------
    CorrectionError
        If the new entity's id is taken, or the two are of different types.
    """
    kept = [each for each in draft.mentions if each.node == node and each not in chosen]
    new = into or _new_id(draft, node, split)
    if into and draft.nodes[into]["type"] != draft.nodes[node]["type"]:
        raise CorrectionError(
            f"[[split]] moves mentions of '{split.id}' into '{into}', which is of another type. "
            "[[retype]] one first."
        )
    _set_names(draft, node, new, split.name or str(draft.nodes[new]["name"]), chosen, kept)
    draft.mentions = [replace(m, node=new) if m in chosen else m for m in draft.mentions]
    for edge in draft.edges_of(node):
        if edge[1] == COOCCURRENCE:
            _share(draft, edge, (node, kept), (new, chosen))
        else:
            _part(draft, edge, node, new, chosen)
    _meet(draft, (node, kept), (new, chosen))
    return new


def _new_id(draft: Draft, node: str, split: Split) -> str:
    kind = str(draft.nodes[node]["type"])
    new = f"{kind}:{slug(split.name)}"
    if new == node:  # a namesake
        numbered = (f"{node}-{number}" for number in itertools.count(2))
        return next(each for each in numbered if each not in draft.nodes)
    if new in draft.nodes:
        raise CorrectionError(
            f"[[split]] of '{split.id}' makes '{new}', which is in the graph already. "
            f'Write into = "{new}" if that is meant, or give another name.'
        )
    return new


def _set_names(
    draft: Draft,
    node: str,
    new: str,
    name: str,
    chosen: Iterable[NodeMention],
    kept: Iterable[NodeMention],
) -> None:
    moved_names, kept_names = (
        {_text(draft, mention) for mention in mentions if mention.form == "name"}
        for mentions in (chosen, kept)
    )
    old = draft.nodes[node]
    there = draft.nodes.get(new, {"type": old["type"], "name": name, "aliases": []})
    aliases = {*there["aliases"], *moved_names} - {there["name"]}
    draft.nodes[new] = {**there, "aliases": sorted(aliases)}
    gone = moved_names - kept_names
    draft.nodes[node] = {**old, "aliases": [each for each in old["aliases"] if each not in gone]}


def _part(draft: Draft, edge: Edge, node: str, new: str, chosen: set[NodeMention]) -> None:
    """Give the new entity the evidence whose end is one of the mentions that moved."""
    end = "subject" if edge[0] == node else "object"
    data = draft.edges.pop(edge)
    moved = [each for each in data["evidence"] if _within(each, each[end], chosen)]
    kept = [each for each in data["evidence"] if each not in moved]
    if kept or not moved:
        draft.edges[edge] = {**data, "evidence": kept, "weight": len(kept)} if moved else data
    if moved:
        draft.state(_moved(edge, node, new), moved)


def _moved(edge: Edge, old: str, new: str) -> Edge:
    source, relation, target = edge
    return (new if source == old else source), relation, (new if target == old else target)


def _within(evidence: Shown, span: list[int], mentions: Iterable[NodeMention]) -> bool:
    return any(
        m.story == evidence["story"] and m.start < span[1] and span[0] < m.end for m in mentions
    )


def _share(draft: Draft, edge: Edge, *parts: tuple[str, Iterable[NodeMention]]) -> None:
    """Give both entities the sentences of co-occurrence in which they are mentioned."""
    data = draft.edges.pop(edge)
    old = parts[0][0]
    end = "subject" if edge[0] == old else "object"
    for node, mentions in parts:
        for each in data["evidence"]:
            spans = _spans_in(each, mentions)
            if spans:
                draft.state(_moved(edge, old, node), [{**each, end: spans[0]}])


def _meet(
    draft: Draft, one: tuple[str, list[NodeMention]], other: tuple[str, Iterable[NodeMention]]
) -> None:
    """State that the two entities stand in the sentences that name both."""
    for edge in draft.edges_of(one[0]):
        if edge[1] == "mentions":
            for each in draft.edges[edge]["evidence"]:
                spans = _spans_in(each, other[1])
                if spans:
                    ends = {"subject": each["subject"], "object": spans[0]}
                    met = {**each, **ends, "by": "same sentence"}
                    draft.state((one[0], COOCCURRENCE, other[0]), [met])


def _spans_in(evidence: Shown, mentions: Iterable[NodeMention]) -> list[list[int]]:
    """Return the spans of the mentions that stand in a sentence, in text order."""
    return sorted(
        [m.start, m.end]
        for m in mentions
        if m.story == evidence["story"] and evidence["start"] <= m.start < evidence["end"]
    )
