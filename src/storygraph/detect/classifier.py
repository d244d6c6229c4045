"""The learnt part of relations: a small network that says what holds between two mentions."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import islice

import numpy as np

from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.pair_network import PairNetwork, Reals, shipped_network
from storygraph.detect.pairs import POSSIBLE, RELATIONS, find_pairs

WEIGHTS = "relations.npz"
BY_CLASSIFIER = "relation classifier"
_LIKELY = 0.6  # what the classifier adds, its ends as unsure as they are
#: Where a rule says the one, the classifier says the other only if that is so much likelier.
_RIVAL = {"moved_to": "traveled_to", "traveled_to": "moved_to"}
_CLEARLY = 0.3
#: What rules say of where somebody works or performs, with whom, and what they practise is often
#: another's in the sentence; what is less likely than this is not said.
_DOUBTED = frozenset(
    "practices plays performed_in performed_at worked_in worked_at worked_with spouse_of".split()
)
_IMPOSSIBLE = 0.05
_ELDERS = frozenset({"parent_of", "grandparent_of"})
_KIN = _ELDERS | {"child_of", "sibling_of", "spouse_of", "family_of"}
_COLUMN = {name: column for column, name in enumerate(RELATIONS)}
_CHUNK = 1000  # pairs looked at together; bounds the memory


def with_learnt(
    context: StoryContext, said: list[FoundRelation], classifier: PairNetwork
) -> list[FoundRelation]:
    """Return what rules found and what the classifier finds besides.

    What rules say is left out where the classifier holds it for all but impossible, see `_DOUBTED`.
    """
    tensor: Reals = np.asarray(context.doc.tensor, dtype=np.float32)
    found = list(said)
    known = {(each.name, each.subject, each.object) for each in said}
    ruled: defaultdict[tuple[object, object], set[str]] = defaultdict(set)
    for name, subject, target in known:
        ruled[subject, target].add(name)
    mistaken: set[tuple[object, ...]] = set()
    waiting = find_pairs(context, said)
    while pairs := list(islice(waiting, _CHUNK)):
        likely = classifier.likely(tensor, pairs)
        for row, pair in enumerate(pairs):
            ends = pair.subject.found, pair.object.found
            for name in ruled.get(ends, ()):
                if name in _DOUBTED and likely[row, _COLUMN[name]] < _IMPOSSIBLE:
                    mistaken.add((name, *ends))
        for row, column in zip(*np.nonzero(likely >= _LIKELY), strict=True):
            pair, name = pairs[row], RELATIONS[column]
            subject, target = pair.subject.found, pair.object.found
            possible = POSSIBLE[pair.subject.type, pair.object.type]
            if name not in possible or (name, subject, target) in known:
                continue
            rival = _RIVAL.get(name, name), subject, target
            if rival in known:
                if likely[row, column] - likely[row, _COLUMN[rival[0]]] < _CLEARLY:
                    continue
                mistaken.add(rival)
            sure = min(context.sure(subject), context.sure(target))  # it is as unsure as its ends
            sure = round(float(likely[row, column]) * sure, 3)
            if sure >= _LIKELY:
                at = pair.object.sentence
                found.append(FoundRelation(name, subject, target, at, BY_CLASSIFIER, sure))
    found = [each for each in found if (each.name, each.subject, each.object) not in mistaken]
    return list(_of_one_kinship(found))


def _of_one_kinship(found: list[FoundRelation]) -> Iterator[FoundRelation]:
    """Yield the relations but for kin that the classifier finds where the surest word is another.

    Nobody is somebody's husband and father.
    """
    surest: dict[frozenset[str], FoundRelation] = {}
    for each in sorted(found, key=lambda relation: -relation.confidence):
        if each.name in _KIN:
            surest.setdefault(frozenset((each.subject[1], each.object[1])), each)
    for each in found:
        best = surest.get(frozenset((each.subject[1], each.object[1])), each)
        if each.by != BY_CLASSIFIER or each.name not in _KIN or _kinship(best) == _kinship(each):
            yield each


def _kinship(relation: FoundRelation) -> tuple[str, str]:
    """Return a kind of kin and who of the two is the elder, "" where the two are equals."""
    if relation.name == "child_of":
        return "parent_of", relation.object[1]
    return relation.name, relation.subject[1] if relation.name in _ELDERS else ""


@cache
def shipped_classifier() -> PairNetwork:
    """Return the networks that are shipped, read once."""
    network = shipped_network(WEIGHTS)
    if network.answers != len(RELATIONS):
        raise ValueError(f"{WEIGHTS} knows other relations than pairs.py")
    return network
