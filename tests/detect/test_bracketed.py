"""Other names in brackets behind a name."""

import pytest
from spacy.tokens import Span
from tests.detect.test_aliases import grouped, people
from tests.parsing import words

from storygraph.detect.bracketed import called_in_brackets


@pytest.mark.parametrize(
    "between",
    [
        "( Кирилл :",
        "( Latin :",
        "( traditional Chinese :",
        "( born",
        "( 3 May 1921 – 9 June 1990 ; née",
        '( also "',
        "( courtesy name",
        "( 1921 – 1990 , pen name",
        "( known as",
    ],
)
def test_a_name_that_is_said_to_be_another_is_so(between):
    text = f"Aru Bek {between} Lena Tarn ) sang ."
    assert people(text, "Aru Bek", "Lena Tarn") == [{"Aru Bek", "Lena Tarn"}]


def test_names_in_another_script_are_the_same_whatever_they_denote():
    text = "Aru Bek ( Ару Бек ; 1921 – 1990 ) left Tarn ( Тарн )."
    told = grouped(text, Aru_Bek="PERSON", Ару_Бек="PERSON", Tarn="GPE", Тарн="GPE")
    assert told == [{"Aru Bek", "Ару Бек"}, {"Tarn", "Тарн"}]


def test_all_names_of_one_bracket_are_its_bearers():
    text = "Aru Bek ( Ару Бек ; Latin : Arua Becca ; born Lena Tarn ) sang . Lena Tarn slept ."
    assert len(people(text, "Aru Bek", "Ару Бек", "Arua Becca", "Lena Tarn")) == 1


def test_another_form_of_the_name_may_open_the_brackets():
    text = "Itzik Bek ( Yitskhok-Ber Bek ; 1921 – 1990 ) sang ."
    assert len(people(text, "Itzik Bek", "Yitskhok-Ber Bek")) == 1


@pytest.mark.parametrize(
    "between", ["( played by", "( Salt , 1931 , with", "( not", "( the mother of", ", née", "["]
)
def test_who_else_stands_in_brackets_is_somebody_else(between):
    text = f"Aru Bek {between} Lena Tarn ) sang ."
    doc = words(text)
    start = [token.text for token in doc].index("Lena")
    spans = [Span(doc, 0, 2, label="PERSON"), Span(doc, start, start + 2, label="PERSON")]
    assert not list(called_in_brackets(spans))


def test_brackets_that_never_close_hold_no_names():
    doc = words("Aru Bek ( born Lena Tarn sang .")
    spans = [Span(doc, 0, 2, label="PERSON"), Span(doc, 4, 6, label="PERSON")]
    assert not list(called_in_brackets(spans))
