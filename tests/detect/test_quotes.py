"""Direct speech: where it stands and who speaks."""

import pytest
from spacy.tokens import Doc, Span
from tests.parsing import VOCAB, parse, words

from storygraph.detect.quotes import find_quotes, speaker_of


def quoted(text: str) -> list[str]:
    doc = words(text)
    return [doc[quote.start : quote.end].text for quote in find_quotes(doc)]


@pytest.mark.parametrize(
    "text",
    ["“Go home.”", '"Go home."', "«Go home.»", "„Go home.“"],
)
def test_speech_stands_between_a_pair_of_quotes(text):
    assert quoted(f"Aru said, {text}") == ["Go home."]


def test_long_stretches_between_quotes_are_speech_without_a_final_sign():
    assert quoted("He wrote “I will come back in spring” and left.") == [
        "I will come back in spring"
    ]


def test_a_few_words_without_a_sentence_end_are_no_speech():
    assert quoted("He showed “Night Loom” there.") == []


def test_a_quote_that_is_never_closed_ends_with_its_paragraph():
    doc = Doc(
        VOCAB,
        ["“", "Go", "home", ".", "\n\n", "Aru", "left", ".", "”"],
        spaces=[False, True, False, False, False, True, False, False, False],
    )
    assert find_quotes(doc) == []


def test_two_speeches_in_a_sentence_are_two():
    assert quoted("“Go,” said Aru, “or stay.”") == ["Go,", "or stay."]


SAID = "“~ `` punct 6 | Go VB ccomp 6 | , , punct 6 | ” '' punct 6 |"
ARU_SAID = f"{SAID} Aru NNP nsubj 6 | said/say VBD ROOT 0 | . . punct 6"


def speaker(table: str, last: int, **people: int) -> int | None:
    """Return who speaks in a quote of a doc by its number; people are numbered by their names."""
    doc = parse(table)
    quotes = find_quotes(doc)
    named = [(doc[t.i : t.i + 1], people[t.text]) for t in doc if t.text in people]
    return speaker_of(quotes[last], quotes, named)


def test_the_subject_of_the_speech_verb_beside_it_speaks():
    assert speaker(ARU_SAID, 0, Aru=7) == 7


def test_of_two_people_beside_it_the_subject_speaks():
    table = (
        "“~ `` punct 6 | Go VB ccomp 6 | , , punct 6 | ” '' punct 6 | Aru NNP nsubj 6 |"
        "told/tell VBD ROOT 0 | Dana NNP obj 6 | . . punct 6"
    )
    assert speaker(table, 0, Dana=1, Aru=2) == 2
    assert speaker(table, 0, Dana=1) is None


def test_nobody_speaks_without_a_speech_verb():
    table = (
        "“~ `` punct 6 | Go VB ccomp 6 | . . punct 6 | ” '' punct 6 | Aru NNP nsubj 6 |"
        "left/leave VBD ROOT 0 | . . punct 6"
    )
    assert speaker(table, 0, Aru=1) is None


def test_nobody_far_away_speaks():
    doc = words("Aru came in from the cold and sat down at once. “Go home.”")
    quotes = find_quotes(doc)
    assert speaker_of(quotes[0], quotes, [(Span(doc, 0, 1, label="PERSON"), 1)]) is None


@pytest.mark.parametrize(("between", "speaks"), [("", 1), (" | ¶ SP dep 2", None)])
def test_who_is_said_to_speak_does_so_in_this_paragraph(between, speaks):
    stays = "“~ `` punct 2 | Stay VB ROOT 0 | . . punct 2 | ” '' punct 2"
    told = "Aru NNP nsubj 2 | said/say VBD ROOT 0 | : : punct 2"
    assert speaker(f"{told}{between}\n\n{stays}", 0, Aru=1) == speaks


def test_who_speaks_within_another_quote_does_not_speak_here():
    inner = "“~ `` punct 3 | Aru NNP nsubj 3 | said/say VBD ROOT 0 | . . punct 3 | ” '' punct 3"
    stays = "“~ `` punct 2 | Stay VB ROOT 0 | . . punct 2 | ” '' punct 2"
    assert speaker(f"{inner}\n\n{stays}", 1, Aru=1) is None
