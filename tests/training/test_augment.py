"""Variation of training data, splits and scores."""

import random

import pytest
from training.augment import broken_up, in_passages, lowered, name_lists, renamed, requoted, uppered
from training.docs import doc_of_exact, labels_of
from training.scores import score_names, score_syntax
from training.splits import gum_part, hashed_part, litbank_part
from training.synthesis import foreign_title, synthetic_docs


@pytest.fixture
def doc():
    words = ['"', "Ona", "Tarn", "met", "Ona", '"', "."]
    spaces = [False, True, True, True, False, False, False]
    labels = ["O", "B-PERSON", "I-PERSON", "O", "B-PERSON", "O", "-"]
    return doc_of_exact(words, spaces, labels)


def test_the_same_name_gets_the_same_new_name(doc):
    new = renamed(doc, random.Random(1))
    assert new[1].text == new[4].text != "Ona"
    assert labels_of(new) == labels_of(doc)


def test_straight_quotes_become_typographic_and_back(doc):
    printed = requoted(doc, random.Random(1))
    assert printed.text == "“Ona Tarn met Ona”."
    assert requoted(printed, random.Random(1)).text == doc.text


def test_case_changes_keep_labels(doc):
    for change in (lowered, uppered):
        assert labels_of(change(doc, random.Random(1))) == labels_of(doc)


def test_blank_lines_come_after_sentence_ends_only():
    doc = doc_of_exact(["Go", ".", "Stay", "."], [False, True, False, True], ["O"] * 4)
    texts = {broken_up(doc, random.Random(seed)).text for seed in range(20)}
    assert texts <= {f"Go.{a}Stay.{b}" for a in (" ", "\n", "\n\n") for b in (" ", "\n", "\n\n")}
    assert len(texts) > 1


def test_short_texts_become_passages_that_keep_words_and_labels(doc):
    passages = list(in_passages([doc] * 200, seed=4))
    words = [token.text for passage in passages for token in passage if not token.is_space]
    labels = [
        label
        for passage in passages
        for token, label in zip(passage, labels_of(passage), strict=True)
        if not token.is_space
    ]
    assert words == [token.text for token in doc] * 200
    assert labels == labels_of(doc) * 200
    assert len(doc) <= min(map(len, passages)) < 60 < max(map(len, passages)) < 300


def test_synthetic_docs_depend_on_the_seed_alone():
    first, again = ([(d.text, labels_of(d)) for d in synthetic_docs(20, seed=3)] for _ in range(2))
    assert first == again
    assert any("B-WORK_OF_ART" in labels for _, labels in first)


def test_titles_of_other_languages_have_small_words_and_a_capital_first():
    titles = [foreign_title(random.Random(seed)) for seed in range(200)]
    assert len(set(titles)) > 150
    assert all(title[0].isupper() for title in titles)
    assert any(word.islower() for title in titles for word in title.split()[1:])


def test_the_word_lists_are_names():
    for names in name_lists():
        assert len(names) > 200
        assert all(name[0].isupper() for name in names)


def test_litbank_split_is_fixed_by_name():
    books = [f"book{number}" for number in range(80)]
    parts = litbank_part(books)
    assert parts == litbank_part(books[::-1])
    assert [list(parts.values()).count(p) for p in ("test", "dev", "train")] == [10, 8, 62]


def test_gum_biographies_of_the_dev_part_are_test():
    parts = [gum_part(name) for name in ("bio_byron", "voyage_coron", "bio_holt")]
    assert parts == ["test", "dev", "train"]


def test_hashed_parts_are_about_as_large_as_asked():
    parts = [hashed_part(str(number), dev_percent=20) for number in range(1000)]
    assert 150 < parts.count("dev") < 250


def test_predictions_on_missing_tokens_do_not_count():
    words, spaces = ["Ona", "met", "Tarn"], [True, True, False]
    gold = doc_of_exact(words, spaces, ["B-PERSON", "O", "-"])
    said = doc_of_exact(words, spaces, ["B-PERSON", "O", "B-ORG"])
    score = score_names([(gold, said)], types=("PERSON", "ORG"), merge_places=False)
    assert score.row() == (100.0, 100.0, 100.0)


def test_places_can_be_merged():
    gold = doc_of_exact(["Vosk"], [False], ["B-LOC"])
    said = doc_of_exact(["Vosk"], [False], ["B-GPE"])
    merged = score_names([(gold, said)], types=("PLACE",), merge_places=True)
    exact = score_names([(gold, said)], types=("GPE", "LOC"), merge_places=False)
    assert (merged.row()[2], exact.row()[2]) == (100.0, 0.0)


def test_a_perfect_tree_scores_hundred(doc):
    from training.convert.conllu import convert

    rows = ["1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_", "2\ton\ton\tADV\tRB\t_\t1\tadvmod\t_\t_", ""]
    (tree,) = convert(rows)
    score = score_syntax([(tree, tree)])
    assert {score.percent(layer) for layer in ("uas", "las", "sentences", "lemma")} == {100.0}


def test_a_title_inside_a_name_is_not_replaced():
    doc = doc_of_exact(["Sir", "Ona"], [True, False], ["B-PERSON", "I-PERSON"])
    for seed in range(5):
        assert renamed(doc, random.Random(seed))[0].text == "Sir"
