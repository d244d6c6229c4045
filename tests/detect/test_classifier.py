"""What the network of relations adds to rules, and which of them it doubts."""

import numpy as np
import pytest
from tests.parsing import mark_mentions, parse

from storygraph.detect.classifier import with_learnt
from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.pairs import RELATIONS


class Believing:
    """A network that holds relations for so likely, whatever the pair."""

    def __init__(self, **likely):
        self._likely = likely

    def likely(self, context, ends, pairs):
        asked = list(pairs)
        row = [self._likely.get(name, 0.3) for name in RELATIONS]
        yield asked, np.array([row] * len(asked), dtype=np.float32)


@pytest.mark.parametrize(
    ("ruled", "likely", "names"),
    [
        ("traveled_to", {}, {"traveled_to"}),
        ("traveled_to", {"moved_to": 0.9}, {"moved_to"}),
        ("traveled_to", {"moved_to": 0.9, "traveled_to": 0.7}, {"traveled_to"}),
        ("traveled_to", {"lived_in": 0.9}, {"traveled_to"}),
        ("worked_in", {"lived_in": 0.9, "worked_in": 0.5}, {"worked_in", "lived_in"}),
        ("worked_in", {"worked_in": 0.01}, set()),
        ("lived_in", {"lived_in": 0.01}, {"lived_in"}),
    ],
)
def test_the_network_adds_renames_and_doubts(ruled, likely, names):
    doc = mark_mentions(
        parse("Aru NNP nsubj 2 | went/go VBD ROOT 0 | to IN case 4 | Osh NNP obl 2"),
        person="Aru",
        place="Osh",
    )
    person, place = doc.spans["mentions"]
    ends = [("entity", span.kb_id_, span.start, span.end) for span in (person, place)]
    said = [FoundRelation(ruled, *ends, 0, "frame:going", 0.9)]
    found = with_learnt(StoryContext(doc, {}), said, Believing(**likely))
    assert {each.name for each in found} == names
