"""What the networks learn from annotated stories."""

import pytest
import spacy
from spacy.tokens import Doc
from training.coreference.gold import GoldStory, Phrase, in_characters, read_own
from training.docs import labels_of, read_docs, write_docs
from training.encoder.links import LINKS, linked_doc, links_of
from training.encoder.stories import (
    PAIRS,
    UNPLACED,
    story_doc,
    story_docs,
    with_trees,
    without_title_marks,
)
from training.relations.examples import NO, OPEN, YES, lesson_of, reader
from training.stories import parse

from storygraph.detect.pairs import RELATIONS

TEXT = """=== a_life | biography
[Aru Bek|p1] was born in [Riga|g1] and played the [violin|t:violin].
> p1 born_in g1
> p1 plays t:violin

[She|p1] met [Omar|p2], who never left [Riga|g1], at the [Golden Reed Prize|e1].
> p2 met p1
[They|p1+p2] shared a Zorvath.
"""


@pytest.fixture(scope="module")
def story():
    (found,) = parse(TEXT, "test.txt")
    return found


@pytest.fixture(scope="module")
def doc(story):
    return story_doc(spacy.blank("en").tokenizer(story.text), story)


def test_names_are_labelled_prizes_are_not_and_unmarked_names_are_left_open(doc):
    assert [(span.text, span.label_) for span in doc.ents] == [
        ("Aru Bek", "PERSON"),
        ("Riga", "GPE"),
        ("Omar", "PERSON"),
        ("Riga", "GPE"),
    ]
    labels = dict(zip((token.text for token in doc), labels_of(doc), strict=True))
    assert labels["Prize"] == "O"
    assert labels["Zorvath"] == "-"


def test_sentences_begin_where_lines_do(doc, story):
    assert len(list(doc.sents)) == len(story.sentences)


def test_pairs_say_what_holds_and_what_is_known(doc):
    told = {
        (doc[one].text, name, doc[other].text)
        for one, other, right, _ in doc.user_data[PAIRS]
        for column, name in enumerate(RELATIONS)
        if right >> column & 1
    }
    met = {("She", "met", "Omar"), ("Aru", "met", "Omar")}  # also with her name, a sentence before
    assert told == {("Aru", "born_in", "Riga"), *met, *((b, name, a) for a, name, b in met)}
    assert all(right & ~known == 0 for *_, right, known in doc.user_data[PAIRS])


def test_other_names_change_no_pair(story):
    docs = list(story_docs([story] * 6, seed=1))
    assert len({doc.text for doc in docs}) > 1
    assert len({str(doc.user_data[PAIRS]) for doc in docs}) == 1


def test_mentions_of_one_are_linked_and_groups_to_each_member(doc):
    linked = [(doc[one.start : one.end].text, one.ids) for one in links_of(doc)]
    assert linked == [
        ("Aru Bek", ("p1",)),
        ("Riga", ("g1",)),
        ("She", ("p1",)),
        ("Omar", ("p2",)),
        ("Riga", ("g1",)),
        ("Golden Reed Prize", ("e1",)),
        ("They", ("p1", "p2")),
    ]


def test_other_names_change_no_link(story):
    docs = list(story_docs([story] * 6, seed=1))
    assert len({str(doc.user_data[LINKS]) for doc in docs}) == 1


def test_a_converted_text_keeps_its_mentions_by_their_heads_and_nothing_else_is_known(tmp_path):
    words = ("The", "smith", "of", "the", "village", "met", "Aru", "Bek", ".")
    phrases = (
        Phrase(0, 4, "smith", "person", "nominal"),
        Phrase(6, 7, "aru", "person", "name"),
    )
    story = GoldStory("s", words, (*[" "] * 7, "", ""), phrases)
    write_docs([linked_doc(story)], tmp_path / "linked.spacy")
    (doc,) = read_docs(tmp_path / "linked.spacy")
    linked = [(doc[one.start : one.end].text, one.ids) for one in links_of(doc)]
    assert linked == [("smith", ("smith",)), ("Aru Bek", ("aru",))]
    assert set(labels_of(doc)) == {"-"}
    assert not doc.has_annotation("DEP")


def test_stories_are_given_the_trees_of_a_teacher_within_their_own_sentences(doc):
    words = [token.text for token in doc]
    # The teacher takes all for one sentence, and every word for a dependent of the first one.
    parsed = Doc(
        doc.vocab,
        words=words,
        spaces=[bool(token.whitespace_) for token in doc],
        tags=["NN"] * len(doc),
        pos=["NOUN"] * len(doc),
        lemmas=words,
        heads=[0] * len(doc),
        deps=["ROOT", *["dep"] * (len(doc) - 1)],
    )
    taught = with_trees(doc, parsed)
    starts = [token.i for token in doc if token.is_sent_start]
    assert [token.i for token in taught if token.is_sent_start] == starts
    assert labels_of(taught) == labels_of(doc)
    assert taught.user_data[PAIRS] == doc.user_data[PAIRS]
    second = next(index for index in starts if index > 1)
    assert {token.dep_ for token in taught[1:second] if not token.is_space} == {"dep"}
    assert {token.dep_ for token in taught[second:] if not token.is_space} == {UNPLACED}


def test_who_is_who_is_read_with_exact_offsets(story):
    (gold,) = read_own([story])
    assert gold.text == story.text
    found = {(gold.text[a:b], p.cluster, p.form) for p, (a, b) in in_characters(gold).items()}
    assert {("Aru Bek", "p1", "name"), ("She", "p1", "pronoun")} <= found
    assert ("They", "p1+p2", "pronoun") in found


def test_the_pairs_of_a_story_that_is_read_are_answered(story):
    lesson = lesson_of(reader(), story)
    answers: dict[tuple[str, str, str], int] = {}
    for pair, row in zip(lesson.pairs, lesson.answers.tolist(), strict=True):
        ends = lesson.doc[pair.subject.head].text, lesson.doc[pair.object.head].text
        for name, answer in zip(RELATIONS, row, strict=True):
            answers.setdefault((*ends, name), answer)
    assert answers["Aru", "Riga", "born_in"] == YES
    assert answers["Aru", "violin", "plays"] == YES
    assert answers["Aru", "Riga", "died_in"] == NO
    assert answers["Aru", "Riga", "met"] == OPEN
    assert answers["She", "Omar", "met"] == YES
    assert answers["Omar", "Riga", "lived_in"] == NO
    assert (lesson.told, lesson.reached) == (3, 3)


@pytest.mark.parametrize(
    ("told", "bare"),
    [
        ('"[Salt and Iron|w1]"', "Salt and Iron"),
        ("*[Salt|w1]*", "Salt"),
        ("“[Salt and Iron|w1],”", "Salt and Iron,"),
        ('"[salt and iron|w1]"', '"salt and iron"'),  # its marks alone make it a title
        ('"[Salt|w1] and more"', '"Salt and more"'),
        ("[Salt|w1]", "Salt"),
        ('"[Aru|p1]"', '"Aru"'),
    ],
)
def test_titles_lose_their_marks_and_nothing_else(told, bare):
    text = f"=== x | letter\n[Dana|p2] knew {told} well.\n[She|p2] wept.\n"
    (story,) = parse(text, "test.txt")
    found = without_title_marks(story)
    assert found.text == f"Dana knew {bare} well. She wept."
    for before, after in ((story, found), (found, without_title_marks(found))):
        spans = [(each.mentions, each.sentences, each.text) for each in (before, after)]
        said = [
            ([text[m.start : m.end] for m in mentions], len(sentences))
            for mentions, sentences, text in spans
        ]
        assert said[0] == said[1]
    assert found.text[slice(*found.sentences[1])] == "She wept."
