"""What the network of relations adds to what rules find, and which of that it doubts."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from storygraph.detect.context import FoundEnd, FoundRelation, StoryContext
from storygraph.detect.pair_network import Pair
from storygraph.detect.pairs import POSSIBLE, RELATIONS, ends_of, find_pairs
from storygraph.detect.relation_network import RelationNetwork
from storygraph.detect.syntax import is_portrayed

BY_CLASSIFIER = "relation classifier"
_LIKELY = 0.55  # what the network adds, its ends as unsure as they are
#: Where somebody works, performs and exhibits is often another's in the passage.
_OFTEN_MISTAKEN = frozenset(
    "worked_in worked_at performed performed_in performed_at exhibited_in exhibited_at "
    "traveled_to located_in practices".split()
)
_LIKELIER = 0.65
_UNASSERTED = 0.97  # of what is denied, wished or told by hearsay
#: What rules say of who goes, works, performs and makes what where and with whom is often another's
#: too; what is less likely than this is not said.
_DOUBTED = frozenset(
    "practices performed performed_in performed_at worked_in worked_at worked_with traveled_to "
    "spouse_of created".split()
)
_UNLIKELY = 0.15
#: Where a rule says the one, the network says the other only if that is so much likelier.
_RIVAL = {"moved_to": "traveled_to", "traveled_to": "moved_to"}
_CLEARLY = 0.3
#: Whether what is told of is an instrument: one plays it, one practises a trade or art.
_TOLD_OF = {"plays": True, "practices": False}
_MAKING = frozenset({"created", "exhibited_in", "exhibited_at"})
_RULED = 0.4  # so much surer are rules of kin
_ELDERS = frozenset({"parent_of", "grandparent_of"})
_KIN = _ELDERS | {"child_of", "sibling_of", "spouse_of", "family_of"}
_COLUMN = {name: column for column, name in enumerate(RELATIONS)}


def with_learnt(
    context: StoryContext, said: list[FoundRelation], network: RelationNetwork
) -> list[FoundRelation]:
    """Return what rules found and what the network of relations finds besides.

    What rules say is left out where the network holds it for unlikely, see `_DOUBTED`.
    """
    found = list(said)
    known = {(each.name, each.subject, each.object) for each in said}
    ruled: defaultdict[tuple[object, object], set[str]] = defaultdict(set)
    for name, subject, target in known:
        if name in _DOUBTED:
            ruled[subject, target].add(name)
    mistaken: set[tuple[object, ...]] = set()
    couples: defaultdict[object, list[tuple[float, tuple[object, ...]]]] = defaultdict(list)
    ends = [end for sentence in ends_of(context) for end in sentence]
    for pairs, likely in network.likely(context, ends, find_pairs(context, said)):
        for row, pair in enumerate(pairs):
            both = pair.subject.found, pair.object.found
            for name in ruled.get(both, ()):
                own = float(likely[row, _COLUMN[name]])
                if own < _UNLIKELY:
                    mistaken.add((name, *both))
                elif name == "spouse_of":
                    couples[both[0][2:], both[1][2:]].append((own, (name, *both)))
        for row, column in zip(*np.nonzero(likely >= _LIKELY), strict=True):
            pair, name = pairs[row], RELATIONS[column]
            subject, target = pair.subject.found, pair.object.found
            possible = POSSIBLE[pair.subject.type, pair.object.type]
            if name not in possible or (name, subject, target) in known:
                continue
            is_visit = name == "lived_in" and ("traveled_to", subject, target) in known
            if name in _TOLD_OF and _TOLD_OF[name] != _is_instrument(target, context):
                continue
            if is_visit or (name in _MAKING and is_portrayed(context.doc[pair.subject.head])):
                continue
            rival = _RIVAL.get(name, name), subject, target
            if rival in known:
                if likely[row, column] - likely[row, _COLUMN[rival[0]]] < _CLEARLY:
                    continue
                mistaken.add(rival)
            sure = min(context.sure(subject), context.sure(target))  # it is as unsure as its ends
            sure = round(float(likely[row, column]) * sure, 3)
            if sure >= _least(name, pair):
                at = max(pair.subject.sentence, pair.object.sentence)
                found.append(FoundRelation(name, subject, target, at, BY_CLASSIFIER, sure))
    for told in couples.values():  # of the three of "they married" two did
        mistaken.update(each for _, each in sorted(told)[:-1])
    found = [each for each in found if (each.name, each.subject, each.object) not in mistaken]
    return list(_of_one_kinship(found))


def _is_instrument(target: FoundEnd, context: StoryContext) -> bool:
    return "instrument" in context.groups.get(target[1], frozenset())


def _least(name: str, pair: Pair) -> float:
    """Return how sure the network must be to say a relation of a pair."""
    if "not asserted" in pair.features:
        return _UNASSERTED
    return _LIKELIER if name in _OFTEN_MISTAKEN else _LIKELY


def _of_one_kinship(found: list[FoundRelation]) -> Iterator[FoundRelation]:
    """Yield the relations but for kin that the classifier finds where the surest word is another.

    Nobody is somebody's husband and father.
    """
    surest: dict[frozenset[str], FoundRelation] = {}
    for each in sorted(found, key=_kin_sureness, reverse=True):
        if each.name in _KIN:
            surest.setdefault(frozenset((each.subject[1], each.object[1])), each)
    for each in found:
        best = surest.get(frozenset((each.subject[1], each.object[1])), each)
        if each.by != BY_CLASSIFIER or each.name not in _KIN or _kinship(best) == _kinship(each):
            yield each


def _kin_sureness(relation: FoundRelation) -> float:
    return relation.confidence + (0.0 if relation.by == BY_CLASSIFIER else _RULED)


def _kinship(relation: FoundRelation) -> tuple[str, str]:
    """Return a kind of kin and who of the two is the elder, "" where the two are equals."""
    if relation.name == "child_of":
        return "parent_of", relation.object[1]
    return relation.name, relation.subject[1] if relation.name in _ELDERS else ""
