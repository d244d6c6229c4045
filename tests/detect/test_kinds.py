"""Names that say what they name."""

import pytest
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from tests.parsing import parse, words

from storygraph.detect.kinds import kind_label, kind_names
from storygraph.detect.names import find_names, hyphenated


def first(doc: Doc, text: str, label: str) -> Span:
    start = doc.text.index(text)
    span = doc.char_span(start, start + len(text), label=label, alignment_mode="expand")
    assert span is not None
    return span


TARN_SCHOOL = ("Tarn School of Fine Arts and Design", "ORG")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("She won the Wren Prize twice.", ("Wren Prize", "EVENT")),
        ("He holds the Order of the Silver Star now.", ("Order of the Silver Star", "EVENT")),
        ("They left the University of Osh early.", ("University of Osh", "ORG")),
        ("He left the Tarn School of Fine Arts and Design.", TARN_SCHOOL),
        ("She chose the Museum of Osh and Aru left.", ("Museum of Osh", "ORG")),
        ("She left the Museum of the City of Osh.", ("Museum of the City of Osh", "ORG")),
        ("They danced at the Festival of May of 1990.", ("Festival of May", "EVENT")),
        ("He played with the Osh Folk Music Ensemble.", ("Osh Folk Music Ensemble", "ORG")),
        ("Aru left the Tarn Museum and Archive of the town.", ("Tarn Museum and Archive", "ORG")),
        ("Aru left the Tarn Museum and Bek the town.", ("Tarn Museum", "ORG")),
        ("Aru left the Tarn Museum and Art there.", ("Tarn Museum", "ORG")),
        ("She left the University of Texas at Austin.", ("University of Texas at Austin", "ORG")),
        ("The University of Texas, Austin, closed.", ("University of Texas, Austin", "ORG")),
        ("The University of Ghana, Accra, closed.", ("University of Ghana", "ORG")),
        ("The University of Tartu at Austin closed.", ("University of Tartu", "ORG")),
    ],
)
def test_a_capitalised_phrase_is_a_name_by_its_head(text, label):
    assert [(span.text, span.label_) for span in kind_names(words(text))] == [label]


def test_two_kinds_may_be_one_house():
    found = kind_names(words("It hung in the Tarn Museum and Art Gallery there."))
    assert [span.text for span in filter_spans(found)] == ["Tarn Museum and Art Gallery"]


@pytest.mark.parametrize(
    "text",
    [
        "She won the prize.",
        "The Prize was small.",
        "Museum Street is long.",
        "He said The Museum was shut.",
    ],
)
def test_a_head_alone_or_inside_a_name_makes_no_name(text):
    assert list(kind_names(words(text))) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She taught at the Conservatory in winter.", "Conservatory"),
        ("The Academy turned her down.", "Academy"),
        ("She taught at the conservatory in winter.", ""),
        ("She left the Academy of Osh early.", "Academy of Osh"),
        ("She left the Museum Street house early.", ""),
        ("A Night at the Opera", ""),
        ("He said The Ministry was shut.", ""),
    ],
)
def test_a_capital_makes_a_name_of_some_kinds_of_houses(text, name):
    found = find_names(words(text))
    assert [(span.text, span.label_) for span in found] == ([(name, "ORG")] if name else [])


SENT = "She PRP nsubj 2 | joined/join VBD ROOT 0 |"


@pytest.mark.parametrize(
    ("rest", "names"),
    [
        ("the DT det 6 | Tarn NNP compound 6 | music NN compound 6 | school NN obj 2", ["ORG"]),
        ("the DT det 5 | Tarn NNP compound 5 | college NN obj 2", ["ORG"]),
        ("the DT det 5 | Osh NNP compound 5 | school NN obj 2", []),
        ("a DT det 5 | Tarn NNP compound 5 | school NN obj 2", []),
        ("the DT det 5 | Tarn NNP compound 5 | party NN obj 2", []),
        ("the DT det 5 | French JJ amod 5 | school NN obj 2", []),
    ],
)
def test_a_school_may_have_its_noun_in_small_letters(rest, names):
    doc = parse(SENT + rest)
    doc.ents = [
        Span(doc, token.i, token.i + 1, label="GPE") for token in doc if token.text == "Osh"
    ]
    assert [span.label_ for span in find_names(doc)] == names
    assert all(len(span) == len(doc) - 3 for span in find_names(doc) if span.label_ == "ORG")


def test_titles_of_works_hold_no_such_names():
    doc = words("She wrote Letters to the Wren Museum in May.")
    doc.ents = [first(doc, "Letters to the Wren Museum", "WORK_OF_ART")]
    assert list(kind_names(doc)) == []


def test_a_name_that_the_recogniser_found_longer_stays_whole():
    doc = words("She left the Museum of Toys and Strings early.")
    doc.ents = [first(doc, "Museum of Toys and Strings", "ORG")]
    assert [span.text for span in find_names(doc)] == ["Museum of Toys and Strings"]


def test_a_longer_name_that_tells_its_kind_takes_the_place_of_one_inside_it():
    doc = words("He came to the University of Osh.")
    doc.ents = [first(doc, "Osh", "GPE")]
    assert [(span.text, span.label_) for span in find_names(doc)] == [("University of Osh", "ORG")]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("We sat in Café Bek.", "Café Bek", "ORG"),
        ("We swam in Lago Bek.", "Lago Bek", "LOC"),
        ("We sang in Bek Concert Hall.", "Bek Concert Hall", "ORG"),
        ("We slept in Bek Hall.", "Bek Hall", "FAC"),
        ("We saw the stage of Bek Hall.", "Bek Hall", "ORG"),
        ("We met in Bek Palace of Culture.", "Bek Palace of Culture", "ORG"),
        ("Then River Bek sang.", "River Bek", ""),
        ("Then Damon Hill sang.", "Damon Hill", ""),
        ("We climbed to Damon Hill.", "Damon Hill", "LOC"),
        ("Then Damon Bek sang.", "Damon Bek", ""),
    ],
)
def test_the_first_word_or_the_head_tells_the_kind_of_what_was_tagged_a_person(text, name, label):
    assert kind_label(first(words(text), name, "PERSON")) == label


@pytest.mark.parametrize(
    ("text", "tagged", "whole"),
    [
        ("They swam in Song-Köl all day.", "Song", "Song-Köl"),
        ("They swam in Song-Köl all day.", "Köl", "Song-Köl"),
        ("A Riga-born painter.", "Riga", "Riga"),
        ("From Osh - Riga is far.", "Osh", "Osh"),
    ],
)
def test_hyphens_tie_the_parts_of_a_name(text, tagged, whole):
    assert hyphenated(first(words(text), tagged, "GPE")).text == whole


def test_a_small_part_after_a_hyphen_belongs_to_a_persons_name():
    doc = words("Then Seo-yun sang.")
    doc[3].pos_ = "PROPN"
    assert hyphenated(first(doc, "Seo", "PERSON")).text == "Seo-yun"
