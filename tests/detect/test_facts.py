"""How likely a story tells a fact, given all that speaks for it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.parsing import mark_mentions, parse

from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.facts import (
    WEIGHTS,
    Fact,
    Witness,
    Witnesses,
    describe,
    fact_of,
    gather,
    is_open,
    likelihood,
)
from storygraph.detect.pairs import RELATIONS
from storygraph.detect.regression import shipped_weights

ARU, OMAR, OSH = ("entity", "0", 0, 1), ("entity", "1", 2, 3), ("entity", "2", 4, 5)
LIVED = Fact("lived_in", ARU[:2], OSH[:2])


def told(name="lived_in", one=ARU, other=OSH, sure=0.5, by="frame:living"):
    return FoundRelation(name, one, other, 0, by, sure)


def pairs(*sure):
    return Witnesses(pairs=[Witness(told(sure=each), each) for each in sure])


class Asked:
    """A network that holds all for as likely."""

    def __init__(self, likely):
        self._likely = likely

    def likely(self, context, ends, asked):
        asked = list(asked)
        yield asked, np.full((len(asked), len(RELATIONS)), self._likely, dtype=np.float32)


@pytest.mark.parametrize(
    ("relation", "fact"),
    [
        (told(), LIVED),
        (told("met", OMAR, ARU), Fact("met", ARU[:2], OMAR[:2])),
        (told("child_of", ARU, OMAR), Fact("parent_of", OMAR[:2], ARU[:2])),
    ],
)
def test_statements_of_one_fact_are_one(relation, fact):
    assert fact_of(relation) == fact


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_second_pair_never_makes_a_fact_less_likely(first, second):
    weights = shipped_weights(WEIGHTS)
    alone = likelihood(LIVED, pairs(first), weights)
    assert 0 < alone <= likelihood(LIVED, pairs(first, second), weights) < 1


def test_what_a_network_believes_is_likely():
    believed, doubted = (
        likelihood(LIVED, pairs(each), shipped_weights(WEIGHTS)) for each in (0.95, 0.05)
    )
    assert believed > 0.7 > 0.3 > doubted


def test_no_more_than_eight_pairs_count():
    features = [dict(describe(LIVED, pairs(*[0.1] * count))) for count in (7, 8, 300)]
    assert features[0] != features[1] == features[2]


def test_a_novel_is_weighed_in_parts():
    weights, far = shipped_weights(WEIGHTS), (*ARU[:2], 5000, 5001)
    near, apart = pairs(0.4, 0.4), pairs(0.4)
    apart.pairs.append(Witness(told(one=far, sure=0.4), 0.4))
    assert likelihood(LIVED, apart, weights) == likelihood(LIVED, pairs(0.4), weights)
    assert likelihood(LIVED, near, weights) > likelihood(LIVED, apart, weights)


def test_what_one_part_of_many_tells_is_doubted_unless_a_rule_tells_it():
    weights = shipped_weights(WEIGHTS)
    once, often = pairs(0.8), pairs(0.8)
    often.asked = 25
    assert likelihood(LIVED, once, weights) > 0.5 > likelihood(LIVED, often, weights)
    once.said = often.said = [told()]
    assert likelihood(LIVED, once, weights) == likelihood(LIVED, often, weights)


def test_rules_are_told_apart():
    said = Witnesses(said=[told(sure=0.4), told(sure=0.7, by="dateline of a letter")])
    features = dict(describe(LIVED, said))
    assert features["said"] == 0.7
    assert {name for name in features if name.startswith("by ")} == {
        "by frame:living",
        "by dateline of a letter",
    }


@pytest.mark.parametrize(("likely", "count"), [(0.4, 1), (0.01, 0)])
def test_rules_and_pairs_speak_for_the_same_fact(likely, count):
    doc = mark_mentions(
        parse("Aru NNP nsubj 2 | loved/love VBD ROOT 0 | Osh NNP obj 2"), person="Aru", place="Osh"
    )
    context = StoryContext(doc, {})
    aru, osh = map(context.end_of, context.mentions)
    said = FoundRelation("lived_in", aru[:4], osh[:4], 0, "frame:living", 0.9)
    found = gather(context, [said], Asked(likely))
    lived = found[fact_of(said)]
    assert (lived.said, len(lived.pairs)) == ([said], count)
    assert all(is_open(context, fact) for fact in found)
    assert not is_open(context, Fact("won", aru[:2], osh[:2]))
