"""What the network of relations adds to what rules find, and which of that it doubts."""

from collections import defaultdict
from collections.abc import Iterator

from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.facts import (
    BY_CLASSIFIER,
    WEIGHTS,
    Fact,
    Witnesses,
    fact_of,
    gather,
    is_known,
    is_open,
    likelihood,
)
from storygraph.detect.regression import shipped_weights
from storygraph.detect.relation_network import RelationNetwork

_LIKELY = 0.6  # facts that are added: of those below half are wrong
_DOUBTFUL = 0.25  # facts that rules tell and that are left out
_SHOWN = 0.5  # pairs that are shown besides the surest one
_PRACTISED = frozenset({"plays", "practices"})
_RULED = 0.4  # so much surer are rules of kin and of births
_ONCE = frozenset({"born_in", "died_in"})
_ELDERS = frozenset({"parent_of", "grandparent_of"})
#: What the network finds of two, and what else holds of them where it is hardly ever so.
_UNLESS = {"studied_at": {"worked_at"}, "traveled_to": {"lived_in", "worked_in"}}
_KIN = _ELDERS | {"child_of", "sibling_of", "spouse_of", "family_of"}


def with_learnt(
    context: StoryContext, said: list[FoundRelation], network: RelationNetwork
) -> list[FoundRelation]:
    """Return what rules found and what the network of relations finds besides.

    What rules say is left out where all that speaks for it is not enough, see `facts`.
    """
    weights = shipped_weights(WEIGHTS)
    added: list[FoundRelation] = []
    doubtful: set[Fact] = set()
    married: defaultdict[object, dict[Fact, float]] = defaultdict(dict)
    for fact, witnesses in gather(context, said, network).items():
        if not is_open(context, fact):
            continue
        likely = likelihood(fact, witnesses, weights)
        if fact.name == "spouse_of":
            for each in witnesses.said:
                married[each.subject[2:], each.object[2:]][fact] = likely
        if witnesses.said and likely < _DOUBTFUL and is_known(witnesses, weights):
            doubtful.add(fact)
        elif witnesses.said or (likely >= _LIKELY and _is_sayable(context, fact)):
            added += _shown(witnesses, likely)
    for couples in married.values():  # of the three of "they married" two did
        doubtful.update(sorted(couples, key=couples.__getitem__)[:-1])
    found = [each for each in said + added if fact_of(each) not in doubtful]
    return list(_of_one_place(context, list(_of_one_kinship(list(_of_one_stay(found))))))


def _shown(witnesses: Witnesses, likely: float) -> Iterator[FoundRelation]:
    """Yield a fact once for each pair that tells it surely, and for the surest of all."""
    known = {(each.subject, each.object) for each in witnesses.said}
    pairs = sorted((each.told for each in witnesses.pairs), key=_confidence, reverse=True)
    for number, told in enumerate(pairs):
        is_surest = number == 0 and not known
        if (told.confidence >= _SHOWN or is_surest) and (told.subject, told.object) not in known:
            sure = max(told.confidence, likely if is_surest else 0.0)
            yield told._replace(confidence=round(sure, 3))


def _confidence(relation: FoundRelation) -> float:
    return relation.confidence


def _is_sayable(context: StoryContext, fact: Fact) -> bool:
    """Tell whether a relation fits what it is of: one plays instruments, and practises the rest."""
    is_instrument = "instrument" in context.groups.get(fact.object[1], frozenset())
    return fact.name not in _PRACTISED or is_instrument == (fact.name == "plays")


def _of_one_stay(found: list[FoundRelation]) -> Iterator[FoundRelation]:
    """Yield the relations but for what the classifier finds where another tells it better.

    Who works in a town does not visit it, who teaches at a school does not learn there.
    """
    held: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for each in found:
        held[each.subject[1], each.object[1]].add(each.name)
    by_rule = {fact_of(each) for each in found if each.by != BY_CLASSIFIER}
    for each in found:
        others = held[each.subject[1], each.object[1]] & _UNLESS.get(each.name, set())
        if not others or fact_of(each) in by_rule:
            yield each


def _of_one_kinship(found: list[FoundRelation]) -> Iterator[FoundRelation]:
    """Yield the relations but for kin that the classifier finds where the surest word is another.

    Nobody is somebody's husband and father.
    """
    surest: dict[frozenset[str], FoundRelation] = {}
    for each in sorted(found, key=_sureness, reverse=True):
        if each.name in _KIN:
            surest.setdefault(frozenset((each.subject[1], each.object[1])), each)
    for each in found:
        best = surest.get(frozenset((each.subject[1], each.object[1])), each)
        if each.by != BY_CLASSIFIER or each.name not in _KIN or _kinship(best) == _kinship(each):
            yield each


def _of_one_place(context: StoryContext, found: list[FoundRelation]) -> Iterator[FoundRelation]:
    """Yield the relations but for second places of a birth or death that the classifier finds.

    Such a place stays where it and the surest one stand in one sentence, or hold each other.
    """
    within = {(each.subject[1], each.object[1]) for each in found if each.name == "located_in"}
    surest: dict[tuple[str, str], FoundRelation] = {}
    told: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
    for each in sorted(found, key=_sureness, reverse=True):
        if each.name in _ONCE:
            surest.setdefault((each.name, each.subject[1]), each)
            told[each.name, each.subject[1], each.object[1]].add(
                context.sentence_of[each.object[2]]
            )
    for each in found:
        best = surest.get((each.name, each.subject[1]), each)
        one, other = best.object[1], each.object[1]
        is_near = bool(
            told[each.name, each.subject[1], one] & told[each.name, each.subject[1], other]
        )
        is_held = one == other or {(one, other), (other, one)} & within
        if each.by != BY_CLASSIFIER or each.name not in _ONCE or is_near or is_held:
            yield each


def _sureness(relation: FoundRelation) -> float:
    return relation.confidence + (0.0 if relation.by == BY_CLASSIFIER else _RULED)


def _kinship(relation: FoundRelation) -> tuple[str, str]:
    """Return a kind of kin and who of the two is the elder, "" where the two are equals."""
    if relation.name == "child_of":
        return "parent_of", relation.object[1]
    return relation.name, relation.subject[1] if relation.name in _ELDERS else ""
