"""The network of relations: its arithmetic, its files, what it says of plain sentences."""

from importlib.resources import files
from itertools import chain

import numpy as np
import pytest

import storygraph as sg
from storygraph.detect.context import StoryContext
from storygraph.detect.pairs import RELATIONS, ends_of, find_pairs
from storygraph.detect.passages import DISTANCES, ROLES
from storygraph.detect.relation_network import (
    FOLDER,
    NETWORK,
    RelationNetwork,
    shipped_pieces,
    shipped_relations,
)
from storygraph.detect.relations import stated
from storygraph.errors import PipelineError

TEXT = (
    "Aru Bek was born in Riga. She studied at the Tallinn Conservatory with Dana Tamm, who taught "
    "her the violin.\n\nLater Bek moved to Osh, where she married Omar Ali, a painter."
)
WIDTH, HEADS, VECTOR = 8, 2, 6
FEATURES = ("a", "b")


@pytest.fixture(scope="module")
def context():
    nlp = sg.load_pipeline()
    return StoryContext(nlp(TEXT), nlp.get_pipe("storygraph_relations").frames.hypothetical)


def asked(network, context, pairs=None):
    ends = list(chain.from_iterable(ends_of(context)))
    frames = sg.load_pipeline().get_pipe("storygraph_relations").frames
    pairs = find_pairs(context, stated(context, frames)) if pairs is None else pairs
    return list(network.likely(context, ends, iter(pairs)))


class Constant:
    """A session that gives every word a vector that depends on its piece alone."""

    def run(self, names, feeds):
        pieces = feeds["ids"][feeds["firsts"]]
        return [np.sin(np.outer(pieces, np.arange(1, VECTOR + 1))).astype(np.float32)]


def weights(seed=0):
    draw = np.random.default_rng(seed).normal
    shapes = {
        "features": (len(FEATURES) + 1, 4), "kinds": (36, WIDTH),
        "told_weight": (4, WIDTH), "told_bias": (WIDTH,),
        **{f"{n}_weight": (VECTOR, WIDTH) for n in
           ("subject", "object", "between", "product_subject", "product_object")},
        **{f"{n}_bias": (WIDTH,) for n in
           ("subject", "object", "between", "product_subject", "product_object", "product")},
        "product_weight": (WIDTH, WIDTH),
        "read_weight": (1, VECTOR, 2 * WIDTH), "read_bias": (1, 2 * WIDTH),
        **{f"{n}_weight": (1, WIDTH, WIDTH) for n in ("asks", "mixed")},
        **{f"{n}_bias": (1, WIDTH) for n in ("asks", "mixed", "down")},
        **{f"{n}_{k}": (1, WIDTH) for n in ("norm1", "norm2") for k in ("weight", "bias")},
        "up_weight": (1, WIDTH, 2 * WIDTH), "up_bias": (1, 2 * WIDTH),
        "down_weight": (1, 2 * WIDTH, WIDTH),
        "from_subject": (1, DISTANCES, HEADS), "from_object": (1, DISTANCES, HEADS),
        "roles": (1, ROLES, HEADS), "last_norm_weight": (WIDTH,), "last_norm_bias": (WIDTH,),
        "out_weight": (WIDTH, len(RELATIONS)), "out_bias": (len(RELATIONS),),
    }  # fmt: skip
    return {name: draw(size=shape).astype(np.float32) for name, shape in shapes.items()}


def test_what_is_likely_of_a_pair_does_not_depend_on_the_others(context):
    network = RelationNetwork(Constant(), weights(), FEATURES, shipped_pieces())
    ((pairs, together),) = asked(network, context)
    assert together.shape == (len(pairs), len(RELATIONS))
    assert ((together >= 0) & (together <= 1)).all()
    last = pairs[-1]
    ((_, alone),) = asked(network, context, [last])
    assert alone[0] == pytest.approx(together[-1], abs=1e-5)


def test_features_that_were_never_learnt_say_nothing(context):
    network = RelationNetwork(Constant(), weights(), FEATURES, shipped_pieces())
    frames = sg.load_pipeline().get_pipe("storygraph_relations").frames
    (pair, *_) = find_pairs(context, stated(context, frames))
    likely = [
        asked(network, context, [type(pair)(pair.subject, pair.object, -1, told)])[0][1]
        for told in (("a",), ("a", "unheard", "a"), ("a", "b"))
    ]
    assert (likely[0] == likely[1]).all()
    assert (likely[0] != likely[2]).any()


def test_the_shipped_relations_knows_what_plain_sentences_state(context):
    doc = context.doc

    def text(end):
        return doc[end.start : end.end].text

    said = {
        (text(pair.subject), RELATIONS[column], text(pair.object))
        for pairs, likely in asked(shipped_relations(), context)
        for pair, row in zip(pairs, likely, strict=True)
        for column in np.flatnonzero(row > 0.5)
    }
    assert ("Aru Bek", "born_in", "Riga") in said
    assert ("Dana Tamm", "taught", "her") in said
    assert {("she", "spouse_of", "Omar Ali"), ("Omar Ali", "spouse_of", "she")} & said
    assert not any(name == "born_in" and place == "Osh" for _, name, place in said)


def test_a_damaged_network_is_told(tmp_path, monkeypatch):
    for each in (files("storygraph") / "models" / FOLDER).iterdir():
        (tmp_path / "models" / FOLDER).mkdir(parents=True, exist_ok=True)
        data = each.read_bytes()
        is_network = each.name == NETWORK
        (tmp_path / "models" / FOLDER / each.name).write_bytes(data[:-9] if is_network else data)
    monkeypatch.setattr("storygraph.detect.relation_network.files", lambda name: tmp_path)
    shipped_pieces()
    with pytest.raises(PipelineError, match="damaged or changed"):
        shipped_relations.__wrapped__()
