"""The encoder's parts that need no weights: pieces, windows, scripts, trees, labels, decoding."""

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from storygraph.detect.encoder import EncoderPipe
from storygraph.detect.encoder_decode import Reading, annotate, sentence_starts
from storygraph.detect.encoder_labels import Labels, entity_spans
from storygraph.detect.encoder_lemmas import Lexicon, apply_script, script_of
from storygraph.detect.encoder_network import open_session, run
from storygraph.detect.encoder_pieces import (
    CLOSE,
    LONGEST_WORD,
    WIDE,
    WordPieces,
    before_of,
    encode,
    shape_of,
    windows,
)
from storygraph.detect.encoder_trees import best_tree
from storygraph.errors import PipelineError

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "paint", "##ed", "the", ".", "z", "##o", "##e"]
WORDS = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def pieces():
    return WordPieces(VOCABULARY)


@pytest.fixture(scope="module")
def blank():
    return spacy.blank("en")


def test_words_are_cut_longest_piece_first(pieces):
    assert [VOCABULARY[i] for i in pieces.cut("Painted")] == ["paint", "##ed"]


def test_accents_and_case_are_folded(pieces):
    assert [VOCABULARY[i] for i in pieces.cut("Zoë")] == ["z", "##o", "##e"]


@pytest.mark.parametrize("word", ["қобыз", "😀", "\u200b", "ლ"])
def test_what_the_vocabulary_lacks_is_one_unknown_piece(pieces, word):
    assert [VOCABULARY[i] for i in pieces.cut(word)] == ["[UNK]"]


def test_a_huge_word_gets_few_pieces(pieces):
    assert len(pieces.cut("z" + "o" * 5000)) <= LONGEST_WORD


@pytest.mark.parametrize(
    ("word", "shape"),
    [("paint", 1), ("Paint", 2), ("PAINT", 3), ("I", 4), ("McAl", 5), ("1931", 6), ("—", 7)],
)
def test_shapes_tell_case(word, shape):
    assert shape_of(word) == shape


def test_what_stands_before_a_word_is_remembered(pieces, blank):
    encoded = encode(blank("The paint.\n\nThe\npaint"), pieces)
    before = [before_of(shape) for shape in encoded.shapes]
    assert before == ["paragraph", "space", "glued", "paragraph", "line"]


@given(st.lists(WORDS, max_size=300), st.integers(0, 5), st.sampled_from([WIDE, CLOSE]))
def test_windows_answer_for_every_word_once(pieces, blank, words, every, extent):
    doc = Doc(blank.vocab, words=[w if i % 9 != every else "." for i, w in enumerate(words)])
    encoded = encode(doc, pieces)
    covered = [i for window in windows(encoded, extent) for i in range(window.first, window.last)]
    assert covered == list(range(len(encoded.tokens)))
    for window in windows(encoded, extent):
        size = sum(len(encoded.pieces[i]) for i in range(window.start, window.end))
        assert window.start <= window.first < window.last <= window.end
        assert size + 2 <= 512


class TwoMinds:
    """A session that is sure of the class 0 but where a word is `zoe`, and is asked again."""

    def __init__(self, zoe, again):
        self.zoe, self.again, self.asked = zoe, again, []

    def run(self, names, feeds):
        self.asked.append(len(feeds["firsts"]))
        odd = feeds["ids"][feeds["firsts"]] == VOCABULARY.index("z")
        rows = np.tile(np.array([9, 0, 7], dtype=np.float32), (len(odd), 1))
        rows[odd, :2] = self.zoe if "vectors" in names else self.again
        return [rows, rows][: len(names)]


def test_a_doubtful_sentence_is_read_again_and_both_readings_count(pieces, blank):
    encoded = encode(blank("the paint . " * 30 + "the zoe . " + "the paint . " * 30), pieces)
    session = TwoMinds([0.2, 0], again=[0, 4])
    answers, _ = run(session, pieces, encoded, slice(0, 2))
    assert 0 < sum(session.asked[1:]) < len(encoded.tokens) / 2
    assert [row for row, best in enumerate(answers[:, :2].argmax(1)) if best == 1] == [91]
    assert (answers[:, 2] == 7).all()


def test_what_is_sure_is_read_once(pieces, blank):
    encoded = encode(blank("the zoe . " * 9), pieces)
    session = TwoMinds([0, 9], again=[9, 0])
    answers, _ = run(session, pieces, encoded, slice(0, 2))
    assert session.asked == [27]
    assert answers[1, :2].argmax() == 1


@given(WORDS, WORDS)
def test_scripts_rebuild_the_lemma(form, lemma):
    script = script_of(form, lemma)
    if script.count(":") == 2 and ":" not in lemma:
        made = apply_script(form, script)
        assert made == lemma or form.lower() not in (form, lemma)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("Stopped", "stop"), ("was", "be"), ("Ona", "Ona"), ("HOUSES", "house"), ("n't", "not")],
)
def test_common_lemmas(form, lemma):
    assert apply_script(form, script_of(form, lemma)) == lemma


@pytest.mark.parametrize(
    ("form", "pos", "lemma"),
    [("glazed", "VERB", "glaze"), ("went", "VERB", "go"), ("zorbed", "VERB", "zorb")],
)
def test_lemmas_are_known_words_where_they_can_be(form, pos, lemma):
    lexicon = Lexicon({"went|VERB": "go"}, ["glaze", "##d"])
    scores = np.array([2.0, 1.0], dtype=np.float32)
    assert lexicon.lemma(form, pos, scores, ("l:2:", "l:1:")) == lemma


@given(st.integers(1, 24), st.integers(0, 2**32 - 1))
def test_the_best_tree_has_one_root_and_no_loops(size, seed):
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    heads = best_tree(scores)
    roots = [word for word in range(size) if heads[word] == word]
    assert len(roots) == 1
    for word in range(size):
        seen = set()
        while heads[word] != word:
            assert word not in seen
            seen.add(word)
            word = int(heads[word])


def test_the_best_tree_beats_every_other_tree_of_three_words():
    rng = np.random.default_rng(5)
    trees = [(0, 0, 0), (0, 0, 1), (0, 2, 0), (1, 1, 1), (1, 1, 0), (2, 1, 1), (2, 2, 2), (1, 2, 2)]
    trees.append((2, 0, 2))
    for _ in range(200):
        scores = rng.normal(size=(3, 3)).astype(np.float32)
        totals = [sum(scores[word, head] for word, head in enumerate(tree)) for tree in trees]
        made = sum(scores[word, head] for word, head in enumerate(best_tree(scores)))
        assert made == pytest.approx(max(totals), abs=1e-5)


def test_entity_labels_that_cannot_follow_each_other_are_not_chosen():
    entities = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG")
    scores = np.array([[0, 2, 3, 0, 0], [0, 0, 1, 0, 1.5]], dtype=np.float32)
    assert entity_spans(scores, entities) == [(0, 2, "PERSON")]


def test_sentence_starts_keep_what_is_preset():
    scores = np.array([-1, 3, -2, 5], dtype=np.float32)
    assert sentence_starts(scores, [0, -1, 1, 0]) == [0, 2, 3]


def test_labels_survive_json():
    labels = Labels(("O",), ("NN",), ("NOUN|",), ("=:0:",), ("ROOT", "obj"), 4)
    assert Labels.from_dict(labels.to_dict()) == labels
    assert labels.slices()["root"] == slice(21, 22)


def test_annotation_hangs_blank_lines_on_the_word_before(blank):
    doc = blank("Ona slept.\n\nBel sang.")
    words = [token.i for token in doc if not token.is_space]
    reading = Reading(
        tags=["NNP", "VBD", "."] * 2,
        poses=["PROPN", "VERB", "PUNCT"] * 2,
        morphs=["Number=Sing", "Tense=Past", ""] * 2,
        lemmas=["Ona", "sleep", ".", "Bel", "sing", "."],
        heads=np.array([1, 1, 1, 4, 4, 4]),
        deps=["nsubj", "ROOT", "punct"] * 2,
        entities=[(0, 1, "PERSON"), (3, 4, "PERSON")],
    )
    annotate(doc, words, reading)
    assert [sent.text.strip() for sent in doc.sents] == ["Ona slept.", "Bel sang."]
    assert (doc[3].tag_, doc[3].pos_, doc[3].dep_, doc[3].head.text) == ("_SP", "SPACE", "dep", ".")
    assert (doc[4].lemma_, doc[4].dep_, str(doc[4].morph)) == ("Bel", "nsubj", "Number=Sing")
    assert [span.text for span in doc.ents] == ["Ona", "Bel"]


def test_a_damaged_network_is_refused():
    with pytest.raises(PipelineError, match="damaged"):
        open_session(b"not a network", sha256="0" * 64, threads=1)


def test_a_component_without_weights_says_so(blank):
    with pytest.raises(PipelineError, match="no weights"):
        EncoderPipe()(blank("Ona"))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(PipelineError, match=r"network\.onnx"):
        EncoderPipe().from_disk(tmp_path)


@given(st.integers(2, 12), st.integers(0, 2**32 - 1))
def test_the_best_tree_is_the_same_whatever_is_added_to_a_words_scores(size, seed):
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(size, size)).astype(np.float32)
    raised = scores + rng.normal(scale=9, size=(size, 1)).astype(np.float32)
    assert best_tree(raised).tolist() == best_tree(scores).tolist()
