"""Whom a plural word stands for, as a network says it."""

import json
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.parsing import mark_mentions, parse

from storygraph.detect.columns import sentence_numbers
from storygraph.detect.groups import find_groups, groups_by_rule, plural_words
from storygraph.detect.plurals import WEIGHTS, Company, members_of, shipped_plurals

TABLE = """Aru NNP nsubj 2 | met/meet VBD ROOT 0 | Dana NNP obj 2 | . . punct 2

Omar NNP nsubj 2 | slept/sleep VBD ROOT 0 | . . punct 2

They PRP nsubj 2 | sang/sing VBD ROOT 0 | . . punct 2

The DT det 3 | two CD nummod 3 | sisters/sister NNS nsubj 4 | left/leave VBD ROOT 0 | . . punct 4
"""


@pytest.fixture
def doc():
    doc = mark_mentions(parse(TABLE), person="Aru, Dana, Omar")
    doc.tensor = np.zeros((len(doc), 4), dtype=np.float32)
    return doc


def people_of(doc):
    return list(doc.spans["mentions"])


class Believing:
    """A network that holds people for members by their names."""

    def __init__(self, doc, **likely):
        self._doc, self._likely = doc, likely
        self.asked = []

    def likely(self, tensor, pairs):
        self.asked.append(pairs)
        names = [self._doc[pair.subject.start].text for pair in pairs]
        return np.array([[self._likely.get(name, 0.0)] for name in names])


def found(doc, network):
    groups = find_groups(doc, people_of(doc), sentence_numbers(doc), network)
    return {doc[i].text: {each.span.text: each.sure for each in of} for i, of in groups.items()}


def test_the_network_decides_and_not_the_rules(doc):
    assert [doc[i].text for i in groups_by_rule(doc, people_of(doc), sentence_numbers(doc))] == []
    groups = found(doc, Believing(doc, Aru=0.9, Omar=0.7, Dana=0.1))
    assert groups["They"] == {"Aru": 0.9, "Omar": 0.7}


def test_a_word_for_two_has_the_two_likeliest_or_nobody(doc):
    assert set(found(doc, Believing(doc, Aru=0.9, Omar=0.7, Dana=0.6))["sisters"]) == {
        "Aru",
        "Omar",
    }
    assert "sisters" not in found(doc, Believing(doc, Aru=0.9))


def test_nobody_likely_is_no_group(doc):
    assert found(doc, Believing(doc, Aru=0.2, Dana=0.1)) == {}


def test_the_people_before_are_asked_about_the_nearest_first_with_the_last_group(doc):
    network = Believing(doc, Aru=0.9, Dana=0.9)
    found(doc, network)
    they, sisters = network.asked
    assert [doc[pair.subject.start].text for pair in they] == ["Omar", "Dana", "Aru"]
    told = {doc[pair.subject.start].text: set(pair.features) for pair in sisters}
    assert "before:1" in told["Aru"] & told["Dana"]
    assert not any(each.startswith("before:") for each in told["Omar"])
    assert "with:two" in told["Aru"]


def test_people_after_the_word_or_far_before_are_not_asked_about():
    far = "\n\n".join(["It PRP nsubj 2 | rained/rain VBD ROOT 0"] * 4)
    they = "They PRP nsubj 2 | met/meet VBD ROOT 0 | Omar NNP obj 2"
    doc = mark_mentions(
        parse(f"Aru NNP nsubj 2 | slept VBD ROOT 0\n\n{far}\n\n{they}"), person="Aru"
    )
    company = Company(people_of(doc), sentence_numbers(doc))
    (word,) = plural_words(doc)
    assert company.pairs(word, (), {}) == []


def test_whom_rules_know_from_far_before_the_network_is_not_asked_about():
    far = "\n\n".join(["It PRP nsubj 2 | rained/rain VBD ROOT 0"] * 9)
    table = f"""Aru NNP nsubj 2 | married/marry VBD ROOT 0 | Dana NNP obj 2

{far}

Omar NNP nsubj 2 | slept/sleep VBD ROOT 0

The DT det 2 | couple NN nsubj 3 | left/leave VBD ROOT 0"""
    doc = mark_mentions(parse(table), person="Aru, Dana, Omar")
    doc.tensor = np.zeros((len(doc), 4), dtype=np.float32)
    assert set(found(doc, Believing(doc, Omar=0.9))["couple"]) == {"Aru", "Dana"}


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_members_stand_in_text_order_and_are_as_sure_as_they_are_likely(likely):
    doc = mark_mentions(parse(TABLE), person="Aru, Dana, Omar")
    company = Company(people_of(doc), sentence_numbers(doc))
    word = next(token for token in doc if token.text == "They")
    people = [span for span, _ in company.pairs(word, (), {})]
    members = members_of(word, people, likely)
    assert [each.span.start for each in members] == sorted(each.span.start for each in members)
    by_name = {span.text: sure for span, sure in zip(people, likely, strict=True)}
    assert all(each.sure == pytest.approx(by_name[each.span.text], abs=1e-3) for each in members)


def test_the_shipped_networks_fit_the_shipped_encoder():
    models = files("storygraph") / "models"
    tables = json.loads((models / "en_storygraph/storygraph_encoder/tables.json").read_text())
    with np.load(models / WEIGHTS) as arrays:
        assert str(arrays["encoder"]) == tables["sha256"]
    assert (shipped_plurals().width, shipped_plurals().answers) == (384, 1)
