"""What the network of relations adds to rules, and which of them it doubts."""

from itertools import combinations

import numpy as np
import pytest
from tests.parsing import mark_mentions, mark_themes, parse

from storygraph.detect.classifier import with_learnt
from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.pairs import RELATIONS


class Believing:
    """A network that holds relations for so likely, whatever the pair."""

    def __init__(self, **likely):
        self._likely = likely

    def likely(self, context, ends, pairs):
        asked = list(pairs)
        row = [self._likely.get(name, 0.3) for name in RELATIONS]
        yield asked, np.array([row] * len(asked), dtype=np.float32)


@pytest.mark.parametrize(
    ("ruled", "rule", "likely", "names"),
    [
        ("traveled_to", "frame:travelling", {}, {"traveled_to"}),
        ("traveled_to", "frame:travelling", {"moved_to": 0.9}, {"traveled_to", "moved_to"}),
        ("worked_in", "frame:working", {"lived_in": 0.9}, {"worked_in", "lived_in"}),
        ("worked_in", "frame:working", {"worked_in": 0.01}, set()),
        ("worked_in", "a rule seldom seen", {"worked_in": 0.01}, {"worked_in"}),
        # Not asked of a place.
        ("took_part_in", "frame:working", {"took_part_in": 0.01}, {"took_part_in"}),
        ("worked_in", "frame:working", {"traveled_to": 0.97, "worked_in": 0.97}, {"worked_in"}),
        (
            "traveled_to",
            "frame:travel",
            {"traveled_to": 0.97, "worked_in": 0.97},
            {"traveled_to", "worked_in"},
        ),
    ],
)
def test_the_network_adds_and_doubts(ruled, rule, likely, names):
    doc = mark_mentions(
        parse("Aru NNP nsubj 2 | went/go VBD ROOT 0 | to IN case 4 | Osh NNP obl 2"),
        person="Aru",
        place="Osh",
    )
    person, place = doc.spans["mentions"]
    ends = [("entity", span.kb_id_, span.start, span.end) for span in (person, place)]
    said = [FoundRelation(ruled, *ends, 0, rule, 0.9)]
    found = with_learnt(StoryContext(doc, {}), said, Believing(**likely))
    assert {each.name for each in found} == names


@pytest.mark.parametrize(
    ("groups", "names"), [("music instrument dombra", {"plays"}), ("craft practice", {"practices"})]
)
def test_instruments_are_played_and_trades_are_practised(groups, names):
    doc = mark_themes(
        mark_mentions(
            parse("Aru NNP nsubj 2 | loved/love VBD ROOT 0 | dombras/dombra NNS obj 2"),
            person="Aru",
        ),
        ("dombras", "dombra", groups, "noun"),
    )
    network = Believing(plays=0.97, practices=0.97)
    found = with_learnt(StoryContext(doc, {}), [], network)
    assert {each.name for each in found} == names


class Preferring(Believing):
    """A network that holds one pair for likelier than the others."""

    def __init__(self, keys, **likely):
        super().__init__(**likely)
        self._keys = keys

    def likely(self, context, ends, pairs):
        for asked, rows in super().likely(context, ends, pairs):
            is_best = [{pair.subject.key, pair.object.key} == self._keys for pair in asked]
            yield asked, np.where(np.array(is_best)[:, None], rows, rows * 0.5)


class SurerOf(Preferring):
    """A network that believes the other pairs as well, though less."""

    def __init__(self, *keys, **likely):
        super().__init__(set(keys), **likely)

    def likely(self, context, ends, pairs):
        for asked, rows in super().likely(context, ends, pairs):
            yield asked, rows**0.1


def test_of_three_who_are_said_to_have_married_the_likeliest_two_did():
    doc = mark_mentions(
        parse(
            "Aru NNP nsubj 6 | , , punct 3 | Omar NNP conj 1 | and CC cc 5 | Dana NNP conj 1 |"
            "sang/sing VBD ROOT 0\n\nThey PRP nsubj 2 | married/marry VBD ROOT 0"
        ),
        person="Aru, Omar, Dana",
    )
    context = StoryContext(doc, {})
    assert [len(members) for members in context.together.values()] == [3]
    they = [("entity", key, 6, 7) for key in "012"]
    apart = [("entity", span.kb_id_, span.start, span.end) for span in doc.spans["mentions"]]
    for ends, left in ((they, [("0", "2")]), (apart, [("0", "1"), ("0", "2"), ("1", "2")])):
        said = [
            FoundRelation("spouse_of", one, other, 0, "frame:marriage", 0.9)
            for one, other in combinations(ends, 2)
        ]
        found = with_learnt(context, said, Preferring({"0", "2"}, spouse_of=0.5))
        couples = {tuple(sorted((each.subject[1], each.object[1]))) for each in found}
        assert couples == {*left}


def test_two_half_believed_pairs_are_worth_one_that_is_believed():
    once = "Aru NNP nsubj 2 | loved/love VBD ROOT 0 | Osh NNP obj 2"
    network = Believing(lived_in=0.42)
    said = [
        with_learnt(
            StoryContext(mark_mentions(parse(text), person="Aru", place="Osh"), {}), [], network
        )
        for text in (once, f"{once}\n\n{once}")
    ]
    assert ["lived_in" in {each.name for each in found} for found in said] == [False, True]


@pytest.mark.parametrize(
    ("parts", "is_held", "left"),
    [
        ("| . . punct 2\n\nAru NNP nsubj 2 | saw/see VBD ROOT 0 | Tarn NNP obj 2", False, {"Osh"}),
        (
            "| . . punct 2\n\nAru NNP nsubj 2 | saw/see VBD ROOT 0 | Tarn NNP obj 2",
            True,
            {"Osh", "Tarn"},
        ),
        ("| , , punct 5 | Tarn NNP appos 3", False, {"Osh", "Tarn"}),
    ],
)
def test_nobody_is_born_in_two_places_unless_one_lies_in_the_other(parts, is_held, left):
    doc = mark_mentions(
        parse(f"Aru NNP nsubj 2 | left/leave VBD ROOT 0 | Osh NNP obj 2 {parts}"),
        person="Aru",
        place="Osh, Tarn",
    )
    osh, tarn = (
        ("entity", span.kb_id_, span.start, span.end)
        for span in doc.spans["mentions"]
        if span.label_ == "place"
    )
    said = [FoundRelation("located_in", osh, tarn, 0, "apposed place", 0.9)] * is_held
    network = SurerOf("0", osh[1], born_in=0.99, located_in=1e-9)
    found = with_learnt(StoryContext(doc, {}), said, network)
    assert {doc[each.object[2]].text for each in found if each.name == "born_in"} == left
