"""How likely a story tells a fact, given all that speaks for it: rules, and pairs of mentions.

A fact is a relation between two entities, or an entity and a theme. The network of relations is
asked about each pair of mentions by itself; two pairs that it half believes are worth one that it
believes, and of some relations, and some rules, less is right than of others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import log, log1p
from typing import NamedTuple

import numpy as np

from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.pairs import POSSIBLE, RELATIONS, ends_of, find_pairs
from storygraph.detect.regression import odds, probability
from storygraph.detect.relation_network import RelationNetwork
from storygraph.detect.salience import SHORT_STORY
from storygraph.records import MUTUAL

BY_CLASSIFIER = "relation classifier"
#: What the name of a feature that tells which rule speaks begins with.
RULE = "by "
#: The file of `data` that holds the weights of features.
WEIGHTS = "facts.tsv"
#: A pair of which the network holds a relation for less likely than this does not speak for it.
_LEAST = 0.02
_UNASSERTED = 0.3  # times as sure is what is denied, wished or told by hearsay
_MOST_PAIRS = 8  # more speak for it no more: the heroes of a novel meet on each page
_EDGE = 1e-3  # keeps the odds of what is held for certain finite


class Fact(NamedTuple):
    """A relation and both ends, (kind, key) each; what holds both ways has them in order."""

    name: str
    subject: tuple[str, str]
    object: tuple[str, str]


class Witness(NamedTuple):
    """A pair of mentions that speaks for a fact.

    Its confidence is how likely that is, its ends as unsure as they are; `likely` leaves them out.
    """

    told: FoundRelation
    likely: float


@dataclass(slots=True)
class Witnesses:
    """All that speaks for a fact: what rules say of it, and pairs of mentions.

    `asked` counts the parts of the story, as long as a short one, in which the two are met.
    """

    said: list[FoundRelation] = field(default_factory=list)
    pairs: list[Witness] = field(default_factory=list)
    asked: int = 1


def fact_of(relation: FoundRelation) -> Fact:
    """Return the fact that a statement tells; somebody's child has that one for a parent."""
    name, one, other = relation.name, relation.subject[:2], relation.object[:2]
    if name == "child_of":
        return Fact("parent_of", other, one)
    return Fact(name, *sorted((one, other))) if name in MUTUAL else Fact(name, one, other)


def gather(
    context: StoryContext, said: Iterable[FoundRelation], network: RelationNetwork
) -> dict[Fact, Witnesses]:
    """Return what speaks for each fact that rules tell or the network holds for possible."""
    said = list(said)
    found: dict[Fact, Witnesses] = {}
    for each in said:
        found.setdefault(fact_of(each), Witnesses()).said.append(each)
    asked: defaultdict[frozenset[object], set[int]] = defaultdict(set)
    ends = [end for sentence in ends_of(context) for end in sentence]
    for pairs, likely in network.likely(context, ends, find_pairs(context, said)):
        for pair in pairs:
            both = frozenset((pair.subject.found[:2], pair.object.found[:2]))
            asked[both].add(pair.subject.start // SHORT_STORY)
        for row, column in zip(*np.nonzero(likely >= _LEAST), strict=True):
            pair, name = pairs[row], RELATIONS[column]
            if name not in POSSIBLE[pair.subject.type, pair.object.type]:
                continue
            own = float(likely[row, column])
            if "not asserted" in pair.features:
                own *= _UNASSERTED
            one, other = pair.subject.found, pair.object.found
            sure = own * min(context.sure(one), context.sure(other))
            at = max(pair.subject.sentence, pair.object.sentence)
            told = FoundRelation(name, one, other, at, BY_CLASSIFIER, sure)
            found.setdefault(fact_of(told), Witnesses()).pairs.append(Witness(told, own))
    for fact, witnesses in found.items():
        witnesses.asked = len(asked[frozenset((fact.subject, fact.object))]) or 1
    return found


def is_open(context: StoryContext, fact: Fact) -> bool:
    """Tell whether the network is asked for a relation between two entities of such types."""
    one, other = (
        kind if kind == "theme" else context.type_of(key)
        for kind, key in (fact.subject, fact.object)
    )
    return fact.subject != fact.object and fact.name in POSSIBLE.get((one, other), ())


def is_known(witnesses: Witnesses, weights: Mapping[str, float]) -> bool:
    """Tell whether enough was seen of the rules that tell a fact to doubt it at all."""
    return all(f"{RULE}{each.by}" in weights for each in witnesses.said)


def likelihood(fact: Fact, witnesses: Witnesses, weights: Mapping[str, float]) -> float:
    """Return how likely a fact is told, 0..1, by a logistic regression.

    A novel is weighed in parts as long as the stories of which that learnt, and its surest part
    counts. What no rule tells of two who meet in many parts is likely to seem told in one.
    """
    best = max(odds(describe(fact, part), weights) for part in _parts(witnesses))
    if not witnesses.said:
        best -= log(witnesses.asked) / 2
    return probability(best)


def _parts(witnesses: Witnesses) -> Iterable[Witnesses]:
    parts: defaultdict[int, Witnesses] = defaultdict(Witnesses)
    for said in witnesses.said:
        parts[said.subject[2] // SHORT_STORY].said.append(said)
    for pair in witnesses.pairs:
        parts[pair.told.subject[2] // SHORT_STORY].pairs.append(pair)
    return parts.values()


def describe(fact: Fact, witnesses: Witnesses) -> Iterator[tuple[str, float]]:
    """Yield what the regression is told of a fact: features and their values."""
    sure = sorted((each.told.confidence for each in witnesses.pairs), reverse=True)
    likely = max((each.likely for each in witnesses.pairs), default=0.0)
    yield "", 1.0
    yield fact.name, 1.0
    yield "surest pair", _odds(sure[:1])
    yield "second pair", _odds(sure[1:2])
    yield "surest pair but for its ends", _odds([likely])
    yield "pairs", log1p(min(len(sure), _MOST_PAIRS))
    yield "said", max((each.confidence for each in witnesses.said), default=0.0)
    for rule in sorted({each.by for each in witnesses.said}):
        yield f"{RULE}{rule}", 1.0


def _odds(likely: Iterable[float]) -> float:
    """Return the logarithm of the odds of the first of some probabilities, or of none."""
    own = next(iter(likely), 0.0)
    return log((own + _EDGE) / (1 - own + _EDGE))
