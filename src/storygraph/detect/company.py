"""Who worked with whom, and who belongs to which ensemble, as it follows from other relations."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from storygraph.detect.context import FoundRelation

RULE = "makers of one work"
_SURE = 0.8
_LEAST = 0.5  # how sure it must be who made the work
_SHARED = "prize of a work"
_MOST = 4  # makers of one work; more hardly know each other


def find_company(found: list[FoundRelation], sentence_of: Sequence[int]) -> Iterator[FoundRelation]:
    """Yield `worked_with` between those whom one sentence has make one work or found one thing.

    The makers stand in it or beside it: of a work "of the main person" they may stand anywhere.
    A band is no company of its own members.
    """
    members = {(e.subject[1], e.object[1]) for e in found if e.name in {"member_of", "founded"}}
    makers: dict[tuple[str, str, int], dict[str, FoundRelation]] = defaultdict(dict)
    for each in found:
        is_told = each.name in {"created", "founded"} and each.confidence >= _LEAST
        if is_told and abs(sentence_of[each.subject[2]] - each.sentence) <= 1:
            key = each.name, each.object[1], each.sentence
            makers[key].setdefault(each.subject[1], each)
    for told in makers.values():
        if len(told) > _MOST:
            continue
        for one, other in combinations(told.values(), 2):
            ends = one.subject[1], other.subject[1]
            if members & {ends, ends[::-1]}:
                continue
            sure = round(min(one.confidence, other.confidence) * _SURE, 3)
            yield FoundRelation("worked_with", one.subject, other.subject, one.sentence, RULE, sure)


def find_winners(found: list[FoundRelation]) -> Iterator[FoundRelation]:
    """Yield the prizes that somebody won with a work that the same sentence has them make."""
    made = {(each.object[1], each.sentence): each for each in found if each.name == "created"}
    for each in found:
        maker = made.get((each.subject[1], each.sentence))
        if each.name == "won" and maker is not None:
            sure = round(min(each.confidence, maker.confidence) * _SURE, 3)
            yield each._replace(subject=maker.subject, by=_SHARED, confidence=sure)
