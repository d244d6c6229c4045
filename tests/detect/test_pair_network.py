"""The arithmetic of the small networks that answer questions about two mentions."""

import json
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storygraph.detect.pair_network import End, Pair, PairNetwork, pair_vectors
from storygraph.detect.plurals import WEIGHTS, shipped_plurals

ANSWERS = 7
FEATURES = ("a", "b", "c")
WORDS = 6


def weights(*, networks: int = 2, width: int = 4, seed: int = 0) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    shapes = {
        "parts": (networks, 4, width, 5), "subject": (networks, width, 3),
        "object": (networks, width, 3), "product_hidden": (networks, 3, 5),
        "features": (networks, len(FEATURES), 5), "features_scale": (networks, 1, 5),
        "hidden_bias": (networks, 5),
        "second": (networks, 5, 4), "second_bias": (networks, 4),
        "out": (networks, 4, ANSWERS), "out_bias": (networks, ANSWERS),
    }  # fmt: skip
    return {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def pair(subject: int, target: int, meeting: int = -1, features: tuple[str, ...] = ()) -> Pair:
    ends = [End("person", str(i), "name", i, i + 1, i, 0) for i in (subject, target)]
    return Pair(*ends, meeting, features)


def tensor(width: int = 4) -> np.ndarray:
    return np.random.default_rng(1).normal(size=(WORDS, width)).astype(np.float32)


PAIRS = st.lists(
    st.builds(
        pair,
        st.integers(0, WORDS - 1),
        st.integers(0, WORDS - 1),
        st.integers(-1, WORDS - 1),
        st.lists(st.sampled_from([*FEATURES, "unheard"])).map(tuple),
    ),
    min_size=1,
    max_size=9,
)


@given(PAIRS, st.integers(0, 99))
def test_what_is_likely_does_not_depend_on_the_other_pairs(pairs, seed):
    network = PairNetwork(weights(seed=seed), FEATURES)
    together = network.likely(tensor(), pairs)
    assert together.shape == (len(pairs), ANSWERS)
    assert ((together >= 0) & (together <= 1)).all()
    alone = np.concatenate([network.likely(tensor(), [each]) for each in pairs])
    assert together == pytest.approx(alone, abs=1e-5)


def test_networks_vote_with_equal_weight():
    both, pairs = weights(), [pair(0, 2, 1, ("a",)), pair(3, 1, -1, ("b", "c"))]
    alone = [
        PairNetwork({k: v[i : i + 1] for k, v in both.items()}, FEATURES).likely(tensor(), pairs)
        for i in (0, 1)
    ]
    voted = PairNetwork(both, FEATURES).likely(tensor(), pairs)
    assert voted == pytest.approx(np.mean(alone, axis=0), abs=1e-5)


def test_features_that_were_never_learnt_say_nothing():
    network = PairNetwork(weights(), FEATURES)
    known, more = (pair(0, 2, 1, each) for each in (("a",), ("a", "unheard", "a")))
    likely = network.likely(tensor(), [known, more])
    assert likely[0] == pytest.approx(likely[1], abs=1e-6)


@given(st.permutations(FEATURES))
def test_the_order_of_features_changes_not_a_bit(features):
    network = PairNetwork(weights(), FEATURES)
    told, other = pair(0, 2, 1, FEATURES), pair(0, 2, 1, tuple(features))
    assert (network.likely(tensor(), [told]) == network.likely(tensor(), [other])).all()


def test_the_vectors_of_a_pair_are_its_heads_their_meeting_and_the_mean_between():
    words = tensor()
    found = pair_vectors(words, [pair(3, 1, 2), pair(0, 5)])
    assert found[:, 0] == pytest.approx(
        np.stack([words[3], words[1], words[2], words[1:4].mean(axis=0)]), abs=1e-5
    )
    assert found[2, 1] == pytest.approx(np.zeros(4))
    assert found[3, 1] == pytest.approx(words.mean(axis=0), abs=1e-5)


def test_the_shipped_networks_fit_the_shipped_encoder():
    models = files("storygraph") / "models"
    tables = json.loads((models / "en_storygraph/storygraph_encoder/tables.json").read_text())
    with np.load(str(models / WEIGHTS), allow_pickle=False) as arrays:
        assert str(arrays["encoder"]) == tables["sha256"]
    assert shipped_plurals().width == 384
