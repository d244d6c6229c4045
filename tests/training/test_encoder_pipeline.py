"""The encoder pipeline as a whole; skips where it or onnxruntime is not installed."""

import pickle
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import storygraph.detect.encoder  # noqa: F401  (registers the factory)
from storygraph.errors import PipelineError

pytest.importorskip("onnxruntime")
FOLDER = Path(str(files("storygraph") / "models" / "en_storygraph"))
STORY = """The Ferry

Mrs. Tarn left Bergen in 1931 with her brother Olav. “I can’t stay,” she told him.

She painted The Salt Road in Lisbon."""


@pytest.fixture(scope="module")
def encoder():
    if not (FOLDER / "config.cfg").exists():
        pytest.skip("the encoder pipeline is not in this installation")
    return spacy.load(FOLDER)


def layers(doc):
    tokens = [(t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_type_) for t in doc]
    return tokens, [(s.start, s.end) for s in doc.sents]


def test_every_layer_is_set(encoder):
    doc = encoder(STORY)
    for attribute in ("TAG", "POS", "MORPH", "LEMMA", "DEP", "ENT_IOB", "SENT_START"):
        assert doc.has_annotation(attribute), attribute
    assert ("Olav", "PERSON") in [(span.text, span.label_) for span in doc.ents]
    assert doc.tensor.shape == (len(doc), 384)


def test_sentences_do_not_cross_blank_lines(encoder):
    assert all("\n\n" not in sent.text.strip() for sent in encoder(STORY).sents)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "😀😀 🎻",
        "a" * 3000,
        "қобыз домбыра",
        "ლამაზი დღე",
        "\u200b",
        "? " * 700,
        "\t Ona",
    ],
)
def test_odd_texts_are_read(encoder, text):
    doc = encoder(text)
    assert doc.text == text
    assert len(list(doc.sents)) >= (len(doc) > 0)


@settings(max_examples=15)
@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=120))
def test_any_text_is_read(encoder, text):
    doc = encoder(text)
    assert doc.text == text
    assert sum(len(sent) for sent in doc.sents) == len(doc)


def test_batch_size_changes_nothing(encoder):
    texts = [STORY, "", STORY * 20, "Ona slept.", STORY[30:]]
    alone = [layers(encoder(text)) for text in texts]
    for size in (1, 3, 100):
        assert [layers(doc) for doc in encoder.pipe(texts, batch_size=size)] == alone


def test_long_texts_are_read_to_the_end(encoder):
    doc = encoder(" ".join(["Nobody came to the harbour that evening."] * 300 + ["Olav slept."]))
    assert doc.ents[-1].text == "Olav"
    assert doc.ents[-1].label_ == "PERSON"


def test_preset_sentence_starts_and_entities_are_kept(encoder):
    doc = encoder.make_doc("Olav went home late and slept")
    doc[3].is_sent_start = True
    doc.ents = [doc.char_span(0, 4, label="ORG")]
    doc = encoder.get_pipe("storygraph_encoder")(doc)
    assert [sent.text for sent in doc.sents] == ["Olav went home", "late and slept"]
    assert [span.label_ for span in doc.ents] == ["ORG"]


def test_the_pipeline_survives_bytes_pickle_and_disk(encoder, tmp_path):
    expected = layers(encoder(STORY))
    encoder.to_disk(tmp_path / "copy")
    pipe = encoder.get_pipe("storygraph_encoder")
    again = spacy.util.load_model_from_config(encoder.config).from_bytes(encoder.to_bytes())
    for nlp in (again, spacy.load(tmp_path / "copy")):
        assert layers(nlp(STORY)) == expected
    doc = pickle.loads(pickle.dumps(pipe))(encoder.make_doc(STORY))
    assert layers(doc) == expected
    assert np.isfinite(doc.tensor).all()


def test_a_changed_network_is_refused(encoder, tmp_path):
    encoder.to_disk(tmp_path)
    network = tmp_path / "storygraph_encoder" / "network.onnx"
    network.write_bytes(network.read_bytes()[:-1] + b"x")
    with pytest.raises(PipelineError, match="SHA-256"):
        spacy.load(tmp_path)
