"""The learnt ranker as it is shipped, and the network's arithmetic."""

import json
from importlib.resources import files

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from tests.parsing import mark_names, parse

import storygraph as sg
from storygraph.detect.antecedents import PAIR_WIDTH, SELF_WIDTH
from storygraph.detect.coreference import create_coreference, read_people
from storygraph.detect.ranker import WEIGHTS, Ranker, shipped_ranker

MODELS = files("storygraph") / "models"


@pytest.fixture(scope="module")
def nlp():
    return sg.load_pipeline()


def weights(*, networks: int = 2, width: int = 4, seed: int = 0) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    shapes = {
        "noun_hidden": (width, 2), "noun_hidden_bias": (2,),
        "noun_out": (2,), "noun_out_bias": (1,),
        "ask": (networks, width, 3), "answer": (networks, width, 3),
        "product_hidden": (networks, 3, 5), "ask_hidden": (networks, width, 5),
        "ask_self": (networks, SELF_WIDTH, 5), "answer_hidden": (networks, width, 5),
        "answer_self": (networks, SELF_WIDTH, 5), "pair_hidden": (networks, PAIR_WIDTH, 5),
        "hidden_bias": (networks, 5), "out": (networks, 5),
        "nobody_vector": (networks, width, 2), "nobody_self": (networks, SELF_WIDTH, 2),
        "nobody_bias": (networks, 2), "nobody_out": (networks, 2),
    }  # fmt: skip
    return {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def table_of(width: int = 4):
    doc = mark_names(
        parse(
            "Aru NNP nsubj 2 | met/meet VBD ROOT 0 | Dana NNP obj 2 | . . punct 2\n\n"
            "She PRP nsubj 2 | sang/sing VBD ROOT 0 | . . punct 2"
        ),
        {"Aru": "PERSON", "Dana": "PERSON"},
    )
    doc.tensor = np.random.default_rng(1).normal(size=(len(doc), width)).astype(np.float32)
    return read_people(doc, np.zeros(len(doc), dtype=bool)).table


@given(st.integers(0, 1000), st.integers(1, 3))
def test_the_shares_of_the_candidates_leave_room_for_nobody(seed, networks):
    table, ranker = table_of(), Ranker(weights(seed=seed, networks=networks))
    rows = np.array([0, 1])
    pairs = np.random.default_rng(seed).normal(size=(2, PAIR_WIDTH)).astype(np.float32)
    shares = ranker.rank(ranker.prepare(table), 2, rows, pairs)
    assert shares.shape == (2,)
    assert (shares >= 0).all()
    assert shares.sum() <= 1 + 1e-5


def test_networks_vote_with_equal_weight():
    table, rows = table_of(), np.array([0, 1])
    pairs = np.ones((2, PAIR_WIDTH), dtype=np.float32)
    both = weights(networks=2)
    alone = [
        Ranker({k: v if k.startswith("noun") else v[i : i + 1] for k, v in both.items()})
        for i in (0, 1)
    ]
    together = Ranker(both).rank(Ranker(both).prepare(table), 2, rows, pairs)
    apart = [each.rank(each.prepare(table), 2, rows, pairs) for each in alone]
    assert together == pytest.approx(np.mean(apart, axis=0), rel=1e-4)


def test_a_phrase_without_candidates_denotes_nobody_known():
    ranker, none = Ranker(weights()), np.empty(0, dtype=np.int64)
    shares = ranker.rank(ranker.prepare(table_of()), 0, none, np.empty((0, PAIR_WIDTH)))
    assert shares.shape == (0,)


def test_the_confidence_is_as_said_until_it_is_calibrated():
    assert Ranker(weights()).confidence(0, 0.7) == 0.7


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 7))
def test_the_surer_a_mention_the_higher_its_confidence(one, other, kind):
    ranker = shipped_ranker()
    low, high = sorted((one, other))
    assert 0 <= ranker.confidence(kind, low) <= ranker.confidence(kind, high) <= 1


def test_the_shipped_weights_were_fitted_to_the_shipped_encoder():
    folder = MODELS / "en_storygraph" / "storygraph_encoder"
    tables = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
    with (MODELS / WEIGHTS).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        assert str(arrays["encoder"]) == tables["sha256"]


def test_the_shipped_weights_are_small():
    assert len((MODELS / WEIGHTS).read_bytes()) < 2_000_000


def test_without_the_shipped_encoder_the_rules_resolve():
    doc = mark_names(
        parse(
            "Aru NNP nsubj 2 | sang/sing VBD ROOT 0 | . . punct 2\n\n"
            "She PRP nsubj 2 | slept/sleep VBD ROOT 0 | . . punct 2"
        ),
        {"Aru": "PERSON"},
    )
    create_coreference(spacy.blank("en"), "coreference")(doc)
    assert [span.text for span in doc.spans["mentions"]] == ["Aru", "She"]


def resolved(nlp, text: str) -> list[tuple[str, str]]:
    doc = nlp(text)
    group = doc.spans["mentions"]
    entities = group.attrs["entities"]
    return [
        (span.text, entities[int(span.kb_id_)][1][0]) for span in group if span.id_ == "pronoun"
    ]


def test_the_pipeline_resolves_pronouns_to_the_people_named(nlp):
    text = (
        "Mrs Tamsin Ode was a weaver in Arlen. She learnt the craft from her aunt. "
        "In 1990 she moved to Riga, where she opened a workshop."
    )
    found = resolved(nlp, text)
    assert {name for _, name in found} == {"Mrs Tamsin Ode"}
    assert [word for word, _ in found] == ["She", "her", "she", "she"]


@pytest.mark.parametrize("name", ["Robert", "Maria"])
def test_the_sound_of_a_name_does_not_decide_whom_a_pronoun_means(nlp, name):
    text = f"{name} was a weaver. She lived in Riga. Her carpets were shown in Oslo."
    assert resolved(nlp, text) == [("She", name), ("Her", name)]
    other = f"{name} was a weaver. He lived in Riga. His carpets were shown in Oslo."
    assert resolved(nlp, other) == [("He", name), ("His", name)]
