from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from storygraph.detect.themes import THEMES, Themes, find_themes, gather_themes, least_mentions
from storygraph.detect.vocabulary import Vocabulary, load_vocabulary
from storygraph.errors import VocabularyError

VOCAB = spacy.blank("en").vocab

RULES = """
replace = true
ignore = ["state of the art"]
[words]
picture = ["portrait"]
[theme.cinema]
group = "practice"
noun = ["drive-in"]
[theme.art]
group = "practice"
gathers = 3
noun = ["art", "fine art"]
[theme.painting]
group = "practice"
broader = "art"
noun = ["painting"]
verb = ["paint"]
maker = ["painter"]
[theme.drawing]
group = "practice"
noun = ["drawing"]
verb = [{ lemma = "draw", object = ["words:picture"] }]
[theme.whitewash]
group = "practice"
verb = [{ lemma = "whitewash", not_object = ["fence"] }]
[theme.dombra]
group = "instrument"
noun = ["dombra"]
maker = ["dombra player"]
[theme.bowing]
group = "practice"
verb = [{ lemma = "bow", near = ["violin"] }]
[theme.mining]
group = "practice"
noun = [{ lemma = "mine", not_near = ["yours"] }]
[theme."string instrument"]
group = "instrument"
noun = ["string instrument"]
[theme.instrument]
group = "instrument"
noun = ["instrument"]
[theme."work of art"]
group = "form"
noun = ["work of art"]
[theme."self-portrait"]
group = "form"
noun = ["self-portrait"]
[theme.music]
group = "practice"
adj = ["musical"]
[theme.festival]
group = "occasion"
noun = ["festival"]
[theme.felt]
group = "material"
noun = ["felt"]
[theme.wedding]
group = "occasion"
noun = ["wedding"]
verb = ["marry"]
[theme.light]
group = "motif"
noun = ["light"]
least = 2
[theme.home]
group = "motif"
noun = ["home"]
least = 3
[theme.friendship]
group = "motif"
noun = ["friendship", { lemma = "friend", least = 2 }]
[theme.landscape]
group = "genre"
broader = "painting"
maker = ["landscape painter"]
[theme.faith]
group = "motif"
gathers = 2
noun = [{ lemma = "god", least = 3 }]
[theme.rite]
group = "motif"
gathers = 1
noun = ["rite"]
[theme.hajj]
group = "motif"
broader = "rite"
noun = ["hajj", { lemma = "amulet", least = 2 }]
[theme.prayer]
group = "motif"
broader = "faith"
noun = [{ lemma = "prayer", least = 3 }]
[theme.wood]
group = "material"
noun = ["wood", { lemma = "wood", around = ["carver"], least = 1 }]
least = 2
[theme."women's rights"]
group = "motif"
noun = ["women's rights"]
[theme.song]
group = "form"
noun = ["song"]
[theme.lullaby]
group = "form"
broader = "song"
noun = ["lullaby"]
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory) -> Vocabulary:
    path = tmp_path_factory.mktemp("themes") / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    return load_vocabulary(path)


def make(words: str, tags: str, *, vocab=VOCAB, **others: list) -> Doc:
    """Build a doc: words, tags, and lemmas where they differ as word/lemma."""
    pairs = [each.split("/") for each in words.split()]
    return Doc(
        vocab,
        words=[pair[0] for pair in pairs],
        lemmas=[pair[-1] if len(pair) > 1 else pair[0].lower() for pair in pairs],
        pos=tags.split(),
        **others,
    )


def found(doc: Doc, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in find_themes(doc, vocabulary)]


def test_a_noun_a_verb_and_a_maker_lead_to_one_theme(rules):
    doc = make("A painter paints/paint paintings/painting", "DET NOUN VERB NOUN")
    spans = find_themes(doc, rules)
    assert [(span.text, span.label_, span.id_) for span in spans] == [
        ("painter", "painting", "maker"),
        ("paints", "painting", "verb"),
        ("paintings", "painting", "noun"),
    ]


def test_a_theme_is_never_found_within_a_word(rules):
    assert found(make("smart repainting dombras2", "ADJ NOUN NOUN"), rules) == []


def test_letter_case_does_not_matter(rules):
    doc = make("DOMBRA Musical/Musical", "PROPN ADJ")
    assert found(doc, rules) == [("DOMBRA", "dombra"), ("Musical", "music")]


def test_the_longest_form_wins(rules):
    doc = make("A string instrument , an instrument", "DET NOUN NOUN PUNCT DET NOUN")
    assert found(doc, rules) == [
        ("string instrument", "string instrument"),
        ("instrument", "instrument"),
    ]


def test_a_noun_before_of_is_the_one_that_inflects(rules):
    doc = make("Works/Works of art", "NOUN ADP NOUN")
    assert found(doc, rules) == [("Works of art", "work of art")]


def test_hyphens_between_the_words_of_a_form_are_passed_over(rules):
    doc = make(
        "Self - portraits/portrait of dombra - players/player",
        "NOUN PUNCT NOUN ADP NOUN PUNCT NOUN",
    )
    assert [label for _, label in found(doc, rules)] == ["self-portrait", "dombra"]


def test_a_verb_and_its_particle_are_no_noun(rules):
    assert found(make("She drove/drive in", "PRON VERB ADP"), rules) == []
    doc = make("A drive - in and drive - ins/in", "DET NOUN PUNCT ADP CCONJ NOUN PUNCT NOUN")
    assert [label for _, label in found(doc, rules)] == ["cinema", "cinema"]


def test_a_form_that_the_tokenizer_keeps_whole_is_found(rules):
    assert found(make("Self-portraits", "NOUN"), rules) == [("Self-portraits", "self-portrait")]


def test_no_theme_is_sought_in_an_ignored_phrase(rules):
    doc = make("A state of the art oven of fine art", "DET NOUN ADP DET NOUN NOUN ADP ADJ NOUN")
    assert found(doc, rules) == [("fine art", "art")]


@pytest.mark.parametrize(
    ("word", "lemma"), [("dombras", "dombras"), ("dombras", "dombra"), ("dombras", "dombrum")]
)
def test_a_plural_is_found_whatever_its_lemma(rules, word, lemma):
    assert found(make(f"Two {word}/{lemma}", "NUM NOUN"), rules) == [("dombras", "dombra")]


@pytest.mark.parametrize("word", ["paints", "painted", "painting"])
def test_a_verb_is_found_whatever_its_lemma(rules, word):
    assert found(make(f"She {word}/{word}", "PRON VERB"), rules) == [(word, "painting")]


def test_a_part_of_speech_that_does_not_fit_is_no_theme(rules):
    assert found(make("He felt/felt cold", "PRON VERB ADJ"), rules) == []
    assert found(make("Grey felt", "ADJ NOUN"), rules) == [("felt", "felt")]


def test_a_gerund_tagged_as_a_verb_is_a_noun_after_a_possessive(rules):
    doc = make(
        "his drawing/draw fell",
        "PRON VERB VERB",
        deps=["nmod:poss", "nsubj", "ROOT"],
        heads=[1, 2, 2],
    )
    assert found(doc, rules) == [("drawing", "drawing")]


def test_an_abbreviation_is_no_theme(rules):
    assert found(make("m./marry 1949", "VERB NUM"), rules) == []


def test_a_doc_without_parts_of_speech_is_still_read(rules):
    doc = Doc(VOCAB, words=["Two", "dombras", "and", "string", "instruments"])
    assert [label for _, label in found(doc, rules)] == ["dombra", "string instrument"]


@pytest.mark.parametrize("label", ["obj", "dobj"])
def test_a_guard_asks_for_the_verbs_object(rules, label):
    deps = ["nsubj", "ROOT", "det", label]
    portrait = make("She drew/draw a portrait", "PRON VERB DET NOUN", deps=deps, heads=[1, 1, 3, 1])
    breath = make("She drew/draw a breath", "PRON VERB DET NOUN", deps=deps, heads=[1, 1, 3, 1])
    assert found(portrait, rules) == [("drew", "drawing")]
    assert found(breath, rules) == []


@pytest.mark.parametrize("label", ["nsubj:pass", "nsubjpass"])
def test_a_passive_subject_counts_as_the_verbs_object(rules, label):
    doc = make(
        "Portraits/portrait were/be drawn/draw",
        "NOUN AUX VERB",
        deps=[label, "aux:pass", "ROOT"],
        heads=[2, 2, 2],
    )
    assert found(doc, rules) == [("drawn", "drawing")]


def test_the_noun_of_a_relative_clause_counts_as_its_verbs_object(rules):
    doc = make(
        "The portrait she drew/draw",
        "DET NOUN PRON VERB",
        deps=["det", "ROOT", "nsubj", "acl:relcl"],
        heads=[1, 1, 3, 1],
    )
    assert found(doc, rules) == [("drew", "drawing")]


def test_a_coordinated_object_counts(rules):
    doc = make(
        "She drew/draw maps/map and portraits/portrait",
        "PRON VERB NOUN CCONJ NOUN",
        deps=["nsubj", "ROOT", "obj", "cc", "conj"],
        heads=[1, 1, 1, 4, 2],
    )
    assert found(doc, rules) == [("drew", "drawing")]


def test_a_coordinated_verb_shares_the_object(rules):
    doc = make(
        "She framed/frame and drew/draw portraits/portrait",
        "PRON VERB CCONJ VERB NOUN",
        deps=["nsubj", "ROOT", "cc", "conj", "obj"],
        heads=[1, 1, 3, 1, 1],
    )
    assert found(doc, rules) == [("drew", "drawing")]


def test_a_guard_forbids_an_object(rules):
    deps, heads = ["nsubj", "ROOT", "det", "obj"], [1, 1, 3, 1]
    fence = make("She whitewashed/whitewash a fence", "PRON VERB DET NOUN", deps=deps, heads=heads)
    hall = make("She whitewashed/whitewash a hall", "PRON VERB DET NOUN", deps=deps, heads=heads)
    assert found(fence, rules) == []
    assert found(hall, rules) == [("whitewashed", "whitewash")]


def test_a_guard_looks_for_a_word_in_the_same_sentence(rules):
    tags = "PRON VERB DET NOUN PUNCT PRON VERB PUNCT"
    starts = [True, False, False, False, False, True, False, False]
    doc = make("He bowed/bow the violin . He bowed/bow .", tags, sent_starts=starts)
    assert [span.start for span in find_themes(doc, rules)] == [1]


def test_a_guard_looks_nearby_where_there_are_no_sentences(rules):
    near = make("He bowed/bow the violin", "PRON VERB DET NOUN")
    far = make("He bowed/bow " + "on " * 20 + "violin", "PRON VERB " + "ADP " * 20 + "NOUN")
    assert found(near, rules) == [("bowed", "bowing")]
    assert found(far, rules) == []


def test_a_guard_forbids_a_word_in_the_same_sentence(rules):
    assert found(make("the coal mine", "DET NOUN NOUN"), rules) == [("mine", "mining")]
    assert found(make("mine and yours", "NOUN CCONJ PRON"), rules) == []


@pytest.mark.parametrize("apart", [0, 60])
def test_a_guard_looks_around_a_word_beyond_its_sentence(rules, apart):
    words = "wood . " + "so " * apart + "A carver"
    starts = [True, False, *[True] * (apart + 1), False]
    doc = make(words, "NOUN PUNCT " + "ADV " * apart + "DET NOUN", sent_starts=starts)
    assert found(doc, rules) == [("wood", "wood")]


def test_a_guard_does_not_look_around_a_word_for_ever(rules):
    doc = make("wood " + "so " * 200 + "carver", "NOUN " + "ADV " * 200 + "NOUN")
    assert found(doc, rules) == []


def test_a_word_that_a_guard_asks_for_may_be_a_plural(rules):
    doc = make("wood and carvers", "NOUN CCONJ NOUN")
    assert found(doc, rules) == [("wood", "wood")]


@pytest.mark.parametrize("mark", ["'s", "’s"])
def test_a_possessive_within_a_form_is_found(rules, mark):
    doc = make(f"Women/woman {mark} rights/right", "NOUN PART NOUN")
    assert [label for _, label in found(doc, rules)] == ["women's rights"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Lullaby for Rivers", ["lullaby"]),
        ("An Evening Lullaby", ["lullaby"]),
        ("The Lullaby Thief", []),
        ("A Fine Painting", []),
    ],
)
def test_a_title_speaks_of_the_song_that_it_calls_its_work(rules, words, expected):
    doc = make(words, " ".join(["PROPN"] * len(words.split())))
    doc.ents = [Span(doc, 0, len(doc), label="WORK_OF_ART")]
    assert [label for _, label in found(doc, rules)] == expected


def test_an_instrument_mistaken_for_an_adjective_is_found(rules):
    assert found(make("a dombra ensemble", "DET ADJ NOUN"), rules) == [("dombra", "dombra")]
    assert found(make("a felt cap", "DET ADJ NOUN"), rules) == []


@pytest.mark.parametrize("kind", ["PERSON", "GPE", "LOC", "WORK_OF_ART"])
def test_words_of_names_and_titles_are_no_themes(rules, kind):
    doc = make("Old Dombra Hill/Hill", "PROPN PROPN PROPN")
    doc.ents = [Span(doc, 0, 3, label=kind)]
    assert found(doc, rules) == []


def test_a_small_word_in_a_place_name_is_a_word(rules):
    doc = make("the Savin festival grounds", "DET PROPN NOUN NOUN")
    doc.ents = [Span(doc, 1, 4, label="LOC")]
    assert found(doc, rules) == [("festival", "festival")]


def test_what_an_organization_or_event_is_called_counts(rules):
    doc = make("the Golden Dombra Festival/Festival", "DET PROPN PROPN PROPN")
    doc.ents = [Span(doc, 1, 4, label="EVENT")]
    assert found(doc, rules) == [("Festival", "festival")]


def test_what_follows_of_in_a_name_counts(rules):
    doc = make("the Academy/Academy of Fine/Fine Arts/Arts", "DET PROPN ADP PROPN PROPN")
    doc.ents = [Span(doc, 1, 5, label="ORG")]
    assert found(doc, rules) == [("Fine Arts", "art")]


def test_a_noun_with_an_article_is_no_name_though_tagged_as_one(rules):
    doc = make("She plays/play the Dombra", "PRON VERB DET PROPN")
    doc.ents = [Span(doc, 3, 4, label="PERSON")]
    assert found(doc, rules) == [("Dombra", "dombra")]


def test_an_everyday_theme_needs_several_mentions(rules):
    assert found(make("the light", "DET NOUN"), rules) == []
    assert len(found(make("light on light", "NOUN ADP NOUN"), rules)) == 2


def test_a_form_may_need_company_where_others_of_its_theme_do_not(rules):
    assert found(make("a friend", "DET NOUN"), rules) == []
    assert len(found(make("a friend , a friend", "DET NOUN PUNCT DET NOUN"), rules)) == 2
    assert len(found(make("friendship , friend", "NOUN PUNCT NOUN"), rules)) == 2


def with_first_line(first: str, pos: str) -> Doc:
    lines = [*first.split(), "\n\n", "He", "sat", "."]
    return Doc(VOCAB, words=lines, pos=[*pos.split(), "SPACE", "PRON", "VERB", "PUNCT"])


def test_one_mention_in_the_heading_is_enough_but_for_the_most_everyday_words(rules):
    assert found(with_first_line("The Light", "DET NOUN"), rules) == [("Light", "light")]
    assert found(with_first_line("The Home", "DET NOUN"), rules) == []


@pytest.mark.parametrize("first", ["He saw light .", "Light" + " so" * 20 + " on"])
def test_a_first_line_that_ends_in_a_stop_or_is_long_is_no_heading(rules, first):
    words = first.split()
    pos = " ".join("NOUN" if word.lower() == "light" else "X" for word in words)
    assert found(with_first_line(first, pos), rules) == []


def test_a_compound_speaks_of_the_broader_theme_that_its_last_word_does(rules):
    doc = make("a landscape painter", "DET NOUN NOUN")
    assert sorted(label for _, label in found(doc, rules)) == ["landscape", "painting"]


def test_an_organization_is_about_the_practice_in_its_name(rules):
    doc = make("the Painting Press and the Felt Press", "DET PROPN PROPN CCONJ DET PROPN PROPN")
    doc.ents = [Span(doc, 1, 3, label="ORG"), Span(doc, 5, 7, label="ORG")]
    assert found(doc, rules) == [("Painting", "painting")]


def test_a_gerund_that_is_an_object_is_a_noun(rules):
    words = ["She", "taught", "drawing"]
    pos, deps = ["PRON", "VERB", "VERB"], ["nsubj", "ROOT", "obj"]
    doc = Doc(
        VOCAB, words=words, lemmas=["she", "teach", "draw"], pos=pos, deps=deps, heads=[1, 1, 1]
    )
    assert found(doc, rules) == [("drawing", "drawing")]


@pytest.mark.parametrize(
    ("least", "length", "mentions"), [(2, 500, 2), (2, 5_000, 4), (1, 3_000, 1), (1, 16_000, 2)]
)
def test_long_stories_need_more_mentions(least, length, mentions):
    assert least_mentions(least, length) == mentions


def component(vocabulary: Vocabulary) -> Themes:
    return Themes().from_bytes(vocabulary.to_json().encode())


def gathered(doc: Doc, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    spans = gather_themes(doc, find_themes(doc, vocabulary), vocabulary)
    return [(span.text, span.label_) for span in spans]


def test_enough_mentions_of_narrower_themes_speak_of_the_broader_one(rules):
    twice = make("painter and painting", "NOUN CCONJ NOUN")
    assert gathered(twice, rules) == []
    thrice = make("painter , painting , painter", "NOUN PUNCT NOUN PUNCT NOUN")
    assert gathered(thrice, rules) == [("painter", "art"), ("painting", "art"), ("painter", "art")]


@pytest.mark.parametrize(("words", "themes"), [("hajj", {"rite"}), ("amulet", set())])
def test_one_mention_is_enough_for_the_broader_theme_if_it_is_for_its_own(rules, words, themes):
    doc = component(rules)(make(words, "NOUN"))
    assert {span.label_ for span in doc.spans["gathered_themes"]} == themes


@pytest.mark.parametrize(
    ("words", "themes"), [("god prayer", {"faith"}), ("god god", set()), ("prayer", set())]
)
def test_mentions_too_few_for_their_own_theme_count_for_the_broader(rules, words, themes):
    doc = component(rules)(make(words, " ".join("NOUN" for _ in words.split())))
    assert doc.spans[THEMES].attrs["about"] == sorted(themes)
    spans = [*doc.spans[THEMES], *doc.spans["gathered_themes"]]
    assert [(span.text, span.label_) for span in spans] == [
        (word, theme) for theme in themes for word in words.split()
    ]


def test_a_long_story_needs_more_mentions_of_narrower_themes(rules):
    words = "painter , painting , painter" + " ," * 9_000
    assert gathered(make(words, "NOUN PUNCT NOUN PUNCT NOUN" + " PUNCT" * 9_000), rules) == []


def test_a_theme_without_gathers_is_only_spoken_of_by_its_own_words(rules):
    assert gathered(make("dombra , dombra , dombra", "NOUN PUNCT NOUN PUNCT NOUN"), rules) == []


def test_the_component_sets_spans_and_the_groups_of_their_themes(rules, tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    doc = Themes(path)(make("She paints/paint a dombra", "PRON VERB DET NOUN"))
    assert [span.label_ for span in doc.spans[THEMES]] == ["painting", "dombra"]
    assert doc.spans[THEMES].attrs["groups"] == {
        "painting": ["practice", "painting", "art"],
        "dombra": ["instrument", "dombra"],
    }


def pipeline(path: Path) -> spacy.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("storygraph_themes", config={"vocabulary": str(path)})
    return nlp


def test_a_pipeline_takes_its_vocabulary_along_to_disk(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    pipeline(path).to_disk(tmp_path / "saved")
    path.unlink()
    nlp = spacy.load(tmp_path / "saved")
    doc = nlp("Two dombras")
    assert [span.label_ for span in doc.spans[THEMES]] == ["dombra"]


def test_a_pipeline_takes_its_vocabulary_along_as_bytes(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    data = pipeline(path).to_bytes()
    copy = spacy.blank("en")
    copy.add_pipe("storygraph_themes")
    copy.from_bytes(data)
    assert len(copy.get_pipe("storygraph_themes").vocabulary) == RULES.count("[theme.")


def test_a_missing_vocabulary_is_named_when_it_is_needed(tmp_path):
    component = Themes(tmp_path / "none.toml")
    with pytest.raises(VocabularyError, match="no theme file"):
        component.vocabulary  # noqa: B018


def test_themes_are_found_in_a_doc_of_another_vocab(rules):
    doc = make("a dombra", "DET NOUN", vocab=spacy.blank("en").vocab)
    assert found(doc, rules) == [("dombra", "dombra")]


WORDS = ["state", "of", "the", "art", "dombra", "player", "fine", "paint", "-", "Light", "light"]


@given(st.lists(st.sampled_from(WORDS)))
def test_themes_come_in_reading_order_and_overlap_only_when_equal(rules, words):
    spans = find_themes(Doc(VOCAB, words=words), rules)
    for before, after in pairwise(spans):
        same = (before.start, before.end) == (after.start, after.end)
        assert same or before.end <= after.start


SENTENCES = [
    ("They leave for America", "PRON VERB ADP PROPN", {"migration"}),
    ("They leave for supper", "PRON VERB ADP NOUN", set()),
    ("He rest/rest with hands on top", "PRON VERB ADP NOUN ADP NOUN", set()),
    ("He pass/pass on the craft", "PRON VERB ADP DET NOUN", {"inheritance", "transmission"}),
    ("He pass/pass on the salt", "PRON VERB ADP DET NOUN", set()),
    ("The printer set/set type", "DET NOUN VERB NOUN", {"printing"}),
    ("The laser printer jam/jam", "DET NOUN NOUN VERB", set()),
    ("The inked/ink press print/print", "DET VERB NOUN VERB", {"printing"}),
    ("His press card", "PRON NOUN NOUN", set()),
    (
        "He break/break his arm , she break/break her leg",
        "PRON VERB PRON NOUN PUNCT PRON VERB PRON NOUN",
        {"injury"},
    ),
    ("He break/break his word", "PRON VERB PRON NOUN", set()),
    ("She carve/carve a spoon", "PRON VERB DET NOUN", {"wood carving"}),
    ("She carve/carve a headstone", "PRON VERB DET NOUN", {"stone carving"}),
    ("They play/play a reel and a jig", "PRON VERB DET NOUN CCONJ DET NOUN", {"folk dance"}),
    ("The film have/have one reel", "DET NOUN VERB NUM NOUN", set()),
    ("They sit/sit in the front row", "PRON VERB ADP DET ADJ NOUN", set()),
]
GUARDED = {
    "migration",
    "inheritance",
    "transmission",
    "printing",
    "injury",
    "wood carving",
    "stone carving",
    "folk dance",
    "war",
    "protest",
}


@pytest.mark.parametrize(("words", "tags", "themes"), SENTENCES)
def test_guards_of_the_shipped_vocabulary_tell_meanings_apart(words, tags, themes):
    labels = {label for _, label in found(make(words, tags), load_vocabulary())}
    assert labels & GUARDED == themes


@pytest.mark.parametrize(
    ("words", "is_premiere"),
    [("opening night of painting", False), ("opening night of plays", True)],
)
def test_an_opening_night_of_pictures_is_no_premiere(words, is_premiere):
    doc = make(words, "ADJ NOUN ADP NOUN")
    assert ("premiere" in {label for _, label in found(doc, load_vocabulary())}) is is_premiere


@pytest.mark.parametrize(
    "word", ["nurse", "retired", "debt", "hat", "lion", "tool", "modest", "funny", "sly"]
)
def test_one_passing_mention_of_an_everyday_word_is_no_theme(word):
    tag = "ADJ" if word in {"retired", "modest", "funny", "sly"} else "NOUN"
    labels = {label for _, label in found(make(f"a {word}", f"DET {tag}"), load_vocabulary())}
    themes = {
        "nursing",
        "retirement",
        "money",
        "hat",
        "lion",
        "tool",
        "modesty",
        "humour",
        "cunning",
    }
    assert not labels & themes


def test_what_a_painting_captures_is_no_captive():
    doc = make("The portrait capture/capture her", "DET NOUN VERB PRON")
    assert "captivity" not in {label for _, label in found(doc, load_vocabulary())}


def test_the_love_of_nature_is_about_nature_not_love():
    doc = make(" ".join(["her love for nature"] * 3), " ".join(["PRON NOUN ADP NOUN"] * 3))
    labels = {label for _, label in found(doc, load_vocabulary())}
    assert "nature" in labels
    assert "love" not in labels
