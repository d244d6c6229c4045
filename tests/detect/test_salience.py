"""Which of the themes that a story mentions it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from tests.parsing import words

from storygraph.detect.regression import shipped_weights
from storygraph.detect.salience import WEIGHTS, Found, about, describe, likelihood
from storygraph.detect.themes import FAINT, GATHERED, THEMES, Themes
from storygraph.detect.vocabulary import load_vocabulary

SHIPPED = load_vocabulary()


def spans(text, *keys):
    """Return a doc and the spans of its words "one", "two" ..., labelled with the keys in turn."""
    doc = words(text)
    found = [doc[token.i : token.i + 1] for token in doc if token.text == "here"]
    for span, key in zip(found, keys, strict=True):
        span.label_ = key
    return doc, found


def described(doc, mentions, *, counted=(), gathered=(), heading=0):
    broad = [Span(doc, span.start, span.end, label=k) for k in gathered for span in mentions]
    counts = [span for span in mentions if span.label_ in counted]
    found = Found(mentions, counts, broad)
    return dict(describe(doc, found, SHIPPED, heading=heading))


def test_mentions_and_sentences_are_told_step_by_step():
    doc, found = spans("It is here and here . It is here .", *["pottery"] * 3)
    doc[7].is_sent_start = True
    features = described(doc, found)["pottery"]
    assert {"mentions>=1", "mentions>=2", "mentions>=3", "sentences>=2"} <= set(features)
    assert not {"mentions>=4", "sentences>=3"} & set(features)


def test_narrower_themes_count_for_the_broader_where_it_is_told_itself():
    doc, found = spans("It is here and here .", "lute", "string instrument")
    features = described(doc, found)
    assert "narrower>=1" in features["string instrument"]
    assert "broader" in features["lute"]
    assert "instrument" not in features


def test_what_is_gathered_needs_no_mention_of_its_own():
    doc, found = spans("It is here and here .", "lullaby", "choir")
    features = described(doc, found, gathered=["music"])["music"]
    assert "gathered" in features
    assert "narrower>=2" in features
    assert "mentions>=1" not in features


def test_a_heading_and_a_long_story_are_told():
    doc, found = spans("here " + "and " * 300 + ".", "pottery")
    assert {"heading", "tokens>250"} <= set(described(doc, found, heading=1)["pottery"])
    assert "heading" not in described(doc, found)["pottery"]


def test_a_long_story_needs_more_mentions_for_the_same_features():
    short, few = spans("here " * 4, *["pottery"] * 4)
    long, same = spans("here " * 4 + "and " * 4_000, *["pottery"] * 4)
    assert "mentions>=4" in described(short, few)["pottery"]
    assert "mentions>=3" not in described(long, same)["pottery"]


@pytest.mark.parametrize("key", ["concert", "pottery", "war"])
def test_the_same_mentions_never_make_a_longer_story_likelier_to_be_about_it(key):
    likelihoods = []
    for length in (900, 2_400, 6_000, 24_000):
        doc, found = spans("here " * 2 + "and " * length, key, key)
        features = described(doc, found, counted=[key]).get(key)
        likelihoods.append(likelihood(features, shipped_weights(WEIGHTS)) if features else 0.0)
    assert likelihoods == sorted(likelihoods, reverse=True)
    assert likelihoods[-1] == 0


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=8))
def test_likelihood_is_one_of_a_choice(features):
    weights = {"a": 2.0, "b": -3.0}
    assert 0 < likelihood(features, weights) < 1
    assert likelihood([*features, "a"], weights) > likelihood(features, weights)
    assert likelihood([*features, "c"], weights) == likelihood(features, weights)


def test_shipped_weights_speak_of_shipped_themes_alone():
    parts = ("theme:", "word:", "narrower:")
    themes = {
        f.split("|")[0].partition(":")[2] for f in shipped_weights(WEIGHTS) if f.startswith(parts)
    }
    assert themes <= SHIPPED.themes.keys()
    assert len(themes) > 500


def test_what_a_story_dwells_on_is_likelier_than_what_it_mentions_by_the_way():
    doc, found = spans("It is here . " * 6, *["pottery"] * 6)
    for token in doc:
        token.is_sent_start = token.i % 4 == 0
    often = described(doc, found, counted=["pottery"])["pottery"]
    once = described(doc, found[:1], counted=["pottery"])["pottery"]
    weights = shipped_weights(WEIGHTS)
    assert likelihood(often, weights) > 0.9 > likelihood(once, weights)


@pytest.mark.parametrize(("least", "listed"), [(1, ["clouds"]), (2, [])])
def test_a_theme_of_the_users_own_is_not_weighed(tmp_path, least, listed):
    path = tmp_path / "mine.toml"
    path.write_text(
        f'[theme.clouds]\ngroup = "nature"\nleast = {least}\nnoun = ["cumulus"]\n', encoding="utf-8"
    )
    doc = Themes(path)(words("Once a cumulus passed ."))
    assert doc.spans[THEMES].attrs["about"] == listed
    assert len(doc.spans[FAINT]) == least - 1
    assert not doc.spans[GATHERED]


@pytest.mark.parametrize(
    ("fields", "is_ruled"),
    [
        ("least = 2", True),
        ('noun = ["crockery"]', True),
        ('also = ["pots"]', False),
        ('label = "Pots"', False),
    ],
)
def test_a_shipped_theme_is_weighed_unless_the_user_says_how_often(tmp_path, fields, is_ruled):
    path = tmp_path / "mine.toml"
    path.write_text(f"[theme.pottery]\n{fields}\n", encoding="utf-8")
    component = Themes().from_bytes(Themes(path).to_bytes())
    assert ("pottery" in component.vocabulary.ruled) == is_ruled
    assert SHIPPED.ruled == frozenset()


def test_a_vocabulary_of_the_users_alone_is_not_weighed_at_all(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        'replace = true\n[theme.pottery]\ngroup = "practice"\nnoun = ["pottery"]\n',
        encoding="utf-8",
    )
    assert load_vocabulary(path).ruled == {"pottery"}


def test_what_a_story_is_about_can_be_tied_to_people_however_faint():
    doc = Themes()(words("A potter and a kiln . The kiln was hot , the pots were red ."))
    about_it = set(doc.spans[THEMES].attrs["about"])
    assert about_it
    spoken = {span.label_ for group in (THEMES, GATHERED) for span in doc.spans[group]}
    assert about_it <= spoken
    assert about_it.isdisjoint(span.label_ for span in doc.spans[FAINT])


def test_a_stored_doc_keeps_what_its_story_is_about():
    doc = Themes()(words("A potter and a kiln . The kiln was hot , the pots were red ."))
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert again.spans[THEMES].attrs == doc.spans[THEMES].attrs
    assert len(again.spans[FAINT]) == len(doc.spans[FAINT])


def test_a_story_without_themes_is_about_none():
    assert about(Found([], [], []), {}, SHIPPED) == set()
