from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from storygraph.detect.keywords import Keywords, background, find_keywords, keyness

VOCAB = Vocab()
RATES = {"reel": 2.0, "reels": 1.0, "day": 900.0, "days": 500.0}


def make(words: str, *, filler: int = 60) -> Doc:
    """Build a doc of nouns (lemma after a slash where it differs), then filler words."""
    pairs = [each.split("/") for each in words.split()]
    return Doc(
        VOCAB,
        words=[pair[0] for pair in pairs] + ["so"] * filler,
        lemmas=[pair[-1] for pair in pairs] + ["so"] * filler,
        pos=["NOUN"] * len(pairs) + ["ADV"] * filler,
    )


def found(doc: Doc) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in find_keywords(doc, RATES)]


def test_a_noun_far_above_its_usual_rate_stands_out_in_all_its_forms():
    assert found(make("reel day reels/reel")) == [("reel", "reel"), ("reels", "reel")]


def test_a_noun_used_once_does_not_stand_out():
    assert found(make("reel day")) == []


def test_an_everyday_noun_does_not_stand_out():
    assert found(make("day day", filler=3_000)) == []


def test_the_longer_the_doc_the_more_mentions_it_takes():
    assert found(make("reel reel", filler=20_000)) == []


def test_names_themes_and_other_parts_of_speech_are_left_out():
    named = make("reel reel")
    named.ents = [Span(named, 0, 1, label="ORG")]
    theme = make("reel reel")
    theme.spans["themes"] = [Span(theme, 1, 2, label="film")]
    capital = make("Reel/reel reel")
    verbs = make("reel reel")
    verbs[0].pos_ = "VERB"
    assert [found(doc) for doc in (named, theme, capital, verbs)] == [[], [], [], []]


def test_the_component_reads_with_the_shipped_background():
    doc = Keywords()(make("balalaika day balalaikas/balalaika"))
    assert [span.label_ for span in doc.spans["keywords"]] == ["balalaika", "balalaika"]
    assert background()["day"] > background()["lantern"] > 2


@given(st.integers(0, 50), st.floats(0.01, 50))
def test_keyness_is_nothing_up_to_what_is_expected_and_grows_from_there(count, expected):
    assert (keyness(count, expected=expected) > 0) == (count > expected)
    assert keyness(count + 1, expected=expected) >= keyness(count, expected=expected)
