"""Which mentions are looked at together, and what is told of them."""

from spacy.tokens import Doc
from tests.parsing import mark_mentions, mark_themes, parse

from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.frames import load_frames
from storygraph.detect.pair_network import Pair
from storygraph.detect.pairs import POSSIBLE, RELATIONS, find_pairs

BORN = """Aru NNP nsubj:pass 3 | was/be VBD aux:pass 3 | born/bear VBN ROOT 0 | in IN case 5 |
Riga NNP obl 3 | . . punct 3"""
NEVER = """Aru NNP nsubj 3 | never RB advmod 3 | visited/visit VBD ROOT 0 | Riga NNP obj 3 |
. . punct 3"""
SANG = "Dana NNP nsubj 2 | sang/sing VBD ROOT 0 | . . punct 2"
NOTHING = "It PRP nsubj 2 | rained/rain VBD ROOT 0 | . . punct 2"
THEY = "They PRP nsubj 2 | met/meet VBD ROOT 0 | Dana NNP obj 2 | . . punct 2"
COUPLE = "Aru NNP nsubj 4 | and CC cc 3 | Tom NNP conj 1 | sang/sing VBD ROOT 0 | . . punct 4"


def doc_of(*sentences: str) -> Doc:
    doc = parse("\n\n".join(sentences))
    words = {token.text for token in doc}
    people = ", ".join(name for name in ("Aru", "Dana", "Tom") if name in words)
    marks = {"person": people, "place": "Riga" if "Riga" in words else ""}
    return mark_mentions(doc, **{kind: names for kind, names in marks.items() if names})


def pairs_of(doc: Doc, said: list[FoundRelation] | None = None) -> list[Pair]:
    return list(find_pairs(StoryContext(doc, load_frames().hypothetical), said or []))


def texts(doc: Doc, pairs: list[Pair]) -> list[tuple[str, str]]:
    return [
        (doc[p.subject.start : p.subject.end].text, doc[p.object.start : p.object.end].text)
        for p in pairs
    ]


def test_a_pair_is_told_by_types_and_by_the_way_through_the_parse():
    doc = doc_of(BORN)
    (pair,) = pairs_of(doc)
    assert texts(doc, [pair]) == [("Aru", "Riga")]
    assert doc[pair.meeting].text == "born"
    assert {
        "person>place",
        "in order",
        "object case:in",
        "step:<nsubj:pass",
        "step:>obl:in",
        "distance:2",
    } <= set(pair.features)
    assert "not asserted" not in pair.features


def test_what_is_denied_is_told_so():
    (pair,) = pairs_of(doc_of(NEVER))
    assert "not asserted" in pair.features


def test_people_are_looked_at_both_ways():
    doc = doc_of(COUPLE)
    assert sorted(texts(doc, pairs_of(doc))) == [("Aru", "Tom"), ("Tom", "Aru")]


def test_mentions_of_neighbouring_sentences_are_looked_at_together():
    doc = doc_of(BORN, SANG)
    both = pairs_of(doc)
    assert ("Dana", "Riga") in texts(doc, both)
    far = next(p for p in both if p.subject.start == 6)
    assert far.meeting == -1
    assert {"sentences before:1", "subject dep:nsubj"} <= set(far.features)


def test_the_last_mention_of_each_type_is_kept_in_mind_for_some_sentences():
    doc = doc_of(BORN, NOTHING, NOTHING, SANG)
    (far,) = (p for p in pairs_of(doc) if texts(doc, [p]) == [("Dana", "Riga")])
    assert "sentences before:3" in far.features
    doc = doc_of(BORN, NOTHING, NOTHING, NOTHING, SANG)
    assert texts(doc, pairs_of(doc)) == [("Aru", "Riga")]
    doc = doc_of(COUPLE, NOTHING, SANG)
    later = [pair for pair in texts(doc, pairs_of(doc)) if "Dana" in pair]
    assert sorted(later) == [("Dana", "Tom"), ("Tom", "Dana")]  # Aru was mentioned before Tom


def test_who_is_kept_in_mind_is_not_asked_twice():
    doc = doc_of(BORN, NOTHING, BORN)
    assert texts(doc, pairs_of(doc)) == [("Aru", "Riga")] * 2


def test_a_plural_word_is_an_end_for_each_of_its_people():
    doc = doc_of(COUPLE, THEY)
    found = texts(doc, [p for p in pairs_of(doc) if p.subject.form == "group"])
    assert found.count(("They", "Dana")) == 2
    assert found.count(("They", "They")) == 2  # each of the two and the other


def test_themes_are_ends_if_people_practise_or_play_them():
    table = """Aru NNP nsubj 2 | plays/play VBZ ROOT 0 | dombra NN obj 2 | in IN case 5 |
    snow NN obl 2"""
    doc = mark_themes(
        mark_mentions(parse(table), person="Aru"),
        ("dombra", "dombra", "instrument", "noun"),
        ("snow", "snow", "nature", "noun"),
    )
    assert texts(doc, pairs_of(doc)) == [("Aru", "dombra")]


def test_what_rules_found_is_told():
    doc = doc_of(BORN)
    (pair,) = pairs_of(doc)
    said = FoundRelation("born_in", pair.subject.found, pair.object.found, 0, "frame:born", 0.9)
    (told,) = pairs_of(doc, [said])
    assert {"rule:born_in sure", "rule:born_in frame:born", "rule near:born_in"} <= set(
        told.features
    )
    assert set(told.features) > set(pair.features)


def test_every_relation_has_types_that_it_holds_between():
    assert {name for names in POSSIBLE.values() for name in names} == set(RELATIONS)
    assert len(RELATIONS) <= 62  # training keeps them as bits of one number


def test_a_text_without_mentions_has_no_pairs():
    assert pairs_of(doc_of(NOTHING)) == []
