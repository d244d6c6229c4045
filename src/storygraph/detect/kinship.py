"""Kinship that follows from what is stated: two children of one parent are brothers and sisters.

A derived relation is less sure than what it rests on, and has the sentence of each statement that
it rests on as evidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import NamedTuple

from storygraph.detect.columns import tokens_of
from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.frames import hyphenated
from storygraph.detect.kin_nouns import NARRATOR
from storygraph.detect.syntax import arguments
from storygraph.lexicon import words

RULE = "follows from kinship"
_MUTUAL = frozenset({"sibling_of", "spouse_of", "family_of"})
_KINDS = frozenset({"parent_of", "grandparent_of", *_MUTUAL})
_LEAST = 0.5  # how sure a statement must be for another to follow from it
_SURE = 0.7  # of two children who are called brothers; one mistaken parent makes many
_STEPS = 3
_PARENTS = 2
_MOST = 24  # ties of one person; with more, several people were taken for one

_Key = tuple[str, str, str]


class _Rule(NamedTuple):
    """Two ties, by relation and variables, the tie that follows from them, and how surely."""

    one: _Key
    other: _Key
    follows: _Key
    confidence: float


def _rule(one: str, other: str, follows: str, confidence: float) -> _Rule:
    first, second, third = (each.split() for each in (one, other, follows))
    return _Rule(
        (first[0], first[1], first[2]),
        (second[0], second[1], second[2]),
        (third[0], third[1], third[2]),
        confidence,
    )


_RULES = (
    _rule("parent_of p a", "parent_of p b", "sibling_of a b", 0.9),
    _rule("sibling_of a b", "parent_of p a", "parent_of p b", 0.9),
    _rule("sibling_of a b", "sibling_of b c", "sibling_of a c", 0.9),
    _rule("spouse_of p q", "parent_of p a", "parent_of q a", 0.8),
    _rule("parent_of g p", "parent_of p a", "grandparent_of g a", 0.9),
    _rule("grandparent_of g a", "sibling_of a b", "grandparent_of g b", 0.9),
    _rule("spouse_of g h", "grandparent_of g a", "grandparent_of h a", 0.8),
    _rule("sibling_of b p", "parent_of p a", "family_of b a", 0.9),
    _rule("spouse_of b p", "sibling_of p a", "family_of b a", 0.9),
)


class _Tie(NamedTuple):
    """How sure a kinship of two people is, and the statements that it rests on."""

    confidence: float
    rests_on: tuple[FoundRelation, ...]


def find_kinship(
    context: StoryContext, found: list[FoundRelation], own: Iterable[FoundRelation] = ()
) -> Iterator[FoundRelation]:
    """Yield the kinship that follows from some relations and is not among them.

    Nothing follows for a pair whose kinship is stated, whatever it is. Grandparents, aunts and
    in-laws follow from other kinds of kinship only where the story speaks of such a relative of
    one of the two. `own` are the relatives of a narrator without a name: something may follow
    from them, but not for the narrator.
    """
    ties, settled = _stated([*found, *own])
    if len(ties) < 2:
        return
    told = _relatives(context)
    for _ in range(_STEPS):
        added: dict[_Key, _Tie] = {}
        for key, tie in _following(ties, told):
            is_new = key[1] != key[2] and frozenset(key[1:]) not in settled
            is_new = is_new and _is_possible(key, ties)
            if is_new and (key not in added or tie.confidence > added[key].confidence):
                added[key] = tie
        ties |= added
        settled |= {frozenset(key[1:]) for key in added}
        for key, tie in added.items():
            is_sure = key[0] != "sibling_of" or tie.confidence >= _SURE
            if NARRATOR not in key and is_sure:
                yield from _as_relations(key, tie)


def _key(name: str, first: str, second: str) -> _Key:
    if name in _MUTUAL and second < first:
        return name, second, first
    return name, first, second


def _stated(found: list[FoundRelation]) -> tuple[dict[_Key, _Tie], set[frozenset[str]]]:
    """Return the stated ties, but for the pairs that are tied in several ways, and all pairs.

    Where somebody is called the brother and the son of one person, one of the two is mistaken.
    """
    ties: dict[_Key, _Tie] = {}
    kinds: dict[frozenset[str], set[_Key]] = defaultdict(set)
    for each in found:
        name, first, second = each.name, each.subject[1], each.object[1]
        if name == "child_of":
            name, first, second = "parent_of", second, first
        if name not in _KINDS or each.confidence < _LEAST or first == second:
            continue
        key = _key(name, first, second)
        kinds[frozenset(key[1:])].add(key)
        if key not in ties or each.confidence > ties[key].confidence:
            ties[key] = _Tie(each.confidence, (each,))
    plain = {key: tie for key, tie in ties.items() if len(kinds[frozenset(key[1:])]) == 1}
    return plain, set(kinds)


def _is_possible(key: _Key, ties: Mapping[_Key, _Tie]) -> bool:
    """Tell whether a parent may follow: the child has one or none, who married nobody else.

    Children of a first marriage are not those of a second.
    """
    name, parent, child = key
    if name != "parent_of":
        return True
    known = {one for relation, one, other in ties if (relation, other) == (name, child)}
    married = [each for each in ties if each[0] == "spouse_of" and known & {*each[1:]}]
    return len(known) < _PARENTS and all(parent in each for each in married)


def _following(
    ties: Mapping[_Key, _Tie], told: Mapping[str, set[str]]
) -> Iterator[tuple[_Key, _Tie]]:
    of: dict[str, list[_Key]] = defaultdict(list)
    for key in ties:
        turned = (key[0], key[2], key[1])
        for each in (key, turned) if key[0] in _MUTUAL else (key,):
            of[each[1]].append(each)
            of[each[2]].append(each)
    for person in of:
        near = dict.fromkeys(of[person])
        if len(near) > _MOST:
            continue
        for one, other in permutations(near, 2):
            for rule in _RULES:
                found = _matched(rule, one, other)
                is_told = found is not None and (
                    found[0] in (one[0], other[0]) or _is_spoken_of(found, told)
                )
                if found is None or not is_told:
                    continue
                first, second = ties[_key(*one)], ties[_key(*other)]
                sure = round(rule.confidence * _together(first, second), 3)
                rests_on = dict.fromkeys((*first.rests_on, *second.rests_on))
                yield found, _Tie(sure, tuple(rests_on))


def _together(one: _Tie, other: _Tie) -> float:
    """Return how sure two ties are together; what both have from one mention is doubted once."""
    spans = [{end[1:] for each in tie.rests_on for end in each[1:3]} for tie in (one, other)]
    if spans[0] & spans[1]:
        return min(one.confidence, other.confidence)
    return one.confidence * other.confidence


def _matched(rule: _Rule, one: _Key, other: _Key) -> _Key | None:
    """Return what follows from two ties by a rule, or None where it does not speak of them."""
    if (rule.one[0], rule.other[0]) != (one[0], other[0]):
        return None
    who: dict[str, str] = {}
    pairs = (*zip(rule.one[1:], one[1:], strict=True), *zip(rule.other[1:], other[1:], strict=True))
    for variable, person in pairs:
        if who.setdefault(variable, person) != person:
            return None
    return _key(rule.follows[0], who[rule.follows[1]], who[rule.follows[2]])


def _is_spoken_of(key: _Key, told: Mapping[str, set[str]]) -> bool:
    return key[0] not in {"grandparent_of", "family_of"} or any(
        key[0] in told.get(person, ()) for person in key[1:]
    )


def _relatives(context: StoryContext) -> dict[str, set[str]]:
    """Return the distant relatives, as relations, that a story speaks of, by whose they are."""
    told: dict[str, set[str]] = defaultdict(set)
    for token in tokens_of(context.doc, "NOUN"):
        noun = hyphenated(token) or token.lemma_.lower()
        for relation in ("grandparent_of", "family_of"):
            if noun not in words("kin", relation):
                continue
            for owner in arguments(token):
                if owner.role == "of":
                    for end in context.denoted(owner.token, {"person"}):
                        told[end.key].add(relation)
    return told


def _as_relations(key: _Key, tie: _Tie) -> Iterator[FoundRelation]:
    """Yield a derived tie once for the sentence of each statement that it rests on."""
    ends = {end[1]: end for each in tie.rests_on for end in (each.subject, each.object)}
    for each in tie.rests_on:
        own = ends | {end[1]: end for end in (each.subject, each.object)}
        subject, object = own[key[1]], own[key[2]]
        yield FoundRelation(key[0], subject, object, each.sentence, RULE, tie.confidence)
