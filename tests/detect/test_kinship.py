"""Kinship that follows from what is stated."""

from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.parsing import mark_mentions, parse

from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.kinship import RULE, find_kinship

WHO = ("Aru", "Bek", "Dana", "Lev", "Mira")
KINDS = ("parent_of", "sibling_of", "spouse_of", "grandparent_of", "friend_of", "child_of")
Said = tuple[str, str, str]


def context(*nouns: str) -> StoryContext:
    """Return a story of all people, in which "Aru's" relatives are spoken of by some nouns."""
    names = " | ".join(f"{name} NNP {'dep 1' if n else 'ROOT 0'}" for n, name in enumerate(WHO))
    spoken = "".join(f"\n\nAru NNP nmod:poss 2 | {noun} NN ROOT 0" for noun in nouns)
    return StoryContext(mark_mentions(parse(names + spoken), person=", ".join(WHO)), {})


def stated(said: Iterable[Said], sure: float = 0.9) -> list[FoundRelation]:
    """Return relations, the n-th of them told by the n-th sentence."""

    def end(name: str) -> tuple[str, str, int, int]:
        at = WHO.index(name)
        return "entity", str(at), at, at + 1

    return [
        FoundRelation(name, end(first), end(second), number, "frame", sure)
        for number, (first, name, second) in enumerate(said)
    ]


def follows(said: Iterable[Said], *nouns: str, sure: float = 0.9) -> set[Said]:
    found = find_kinship(context(*nouns), stated(said, sure))
    return {(WHO[int(r.subject[1])], r.name, WHO[int(r.object[1])]) for r in found}


@pytest.mark.parametrize(
    ("said", "nouns", "found"),
    [
        (
            [("Aru", "parent_of", "Bek"), ("Aru", "parent_of", "Dana")],
            (),
            {("Bek", "sibling_of", "Dana")},
        ),
        (
            [("Bek", "child_of", "Aru"), ("Dana", "child_of", "Aru")],
            (),
            {("Bek", "sibling_of", "Dana")},
        ),
        (
            [("Aru", "parent_of", "Bek"), ("Bek", "sibling_of", "Dana")],
            (),
            {("Aru", "parent_of", "Dana")},
        ),
        (
            [("Aru", "spouse_of", "Bek"), ("Bek", "parent_of", "Dana")],
            (),
            {("Aru", "parent_of", "Dana")},
        ),
        (
            [("Aru", "grandparent_of", "Bek"), ("Aru", "spouse_of", "Dana")],
            ("grandson",),
            {("Dana", "grandparent_of", "Bek")},
        ),
        (
            [("Aru", "parent_of", "Bek"), ("Bek", "parent_of", "Dana")],
            ("granddaughter",),
            {("Aru", "grandparent_of", "Dana")},
        ),
        (
            [("Aru", "sibling_of", "Bek"), ("Bek", "parent_of", "Dana")],
            ("niece",),
            {("Aru", "family_of", "Dana")},
        ),
    ],
    ids=[
        "two children",
        "children of one",
        "brother's parent",
        "parent's wife",
        "grandparent's wife",
        "grandchild spoken of",
        "niece spoken of",
    ],
)
def test_kinship_follows_from_kinship(said, nouns, found):
    assert follows(said, *nouns) == found


@pytest.mark.parametrize(
    "said",
    [
        [("Aru", "parent_of", "Bek"), ("Bek", "parent_of", "Dana")],
        [("Aru", "sibling_of", "Bek"), ("Bek", "parent_of", "Dana")],
        [("Aru", "friend_of", "Bek"), ("Bek", "friend_of", "Dana")],
        [("Aru", "parent_of", "Bek"), ("Lev", "parent_of", "Dana")],
        [("Aru", "parent_of", "Bek")],
        [],
    ],
    ids=["grandparent", "aunt", "friends", "two families", "one", "none"],
)
def test_distant_kinship_follows_only_where_it_is_spoken_of(said):
    assert follows(said) == set()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            [
                ("Aru", "spouse_of", "Bek"),
                ("Aru", "spouse_of", "Lev"),
                ("Aru", "parent_of", "Dana"),
            ],
            set(),
        ),
        (
            [
                ("Aru", "parent_of", "Dana"),
                ("Bek", "parent_of", "Dana"),
                ("Bek", "spouse_of", "Lev"),
            ],
            set(),
        ),
    ],
    ids=["married twice", "two parents already"],
)
def test_nobody_gets_a_parent_by_another_marriage(said, found):
    assert follows(said) == found


def test_brothers_and_sisters_follow_from_what_is_sure():
    said = [("Aru", "parent_of", "Bek"), ("Aru", "parent_of", "Dana")]
    assert follows(said, sure=0.75) == set()
    assert follows(said, sure=0.9) == {("Bek", "sibling_of", "Dana")}


def test_nothing_follows_from_doubt():
    said = [("Aru", "parent_of", "Bek"), ("Aru", "parent_of", "Dana")]
    assert follows(said, sure=0.45) == set()


def test_two_ties_of_one_pair_are_a_mistake():
    said = [
        ("Aru", "parent_of", "Bek"),
        ("Aru", "sibling_of", "Bek"),
        ("Aru", "parent_of", "Dana"),
    ]
    assert follows(said) == set()


def test_a_derived_tie_has_the_sentences_that_it_rests_on():
    said = [("Aru", "parent_of", "Bek"), ("Aru", "parent_of", "Dana")]
    found = list(find_kinship(context(), stated(said)))
    assert {each.sentence for each in found} == {0, 1}
    assert {each.by for each in found} == {RULE}
    assert all(each.confidence < 0.9 for each in found)


SAYINGS = st.lists(
    st.sampled_from(
        [(a, kind, b) for a, kind, b in product(WHO, KINDS, WHO) if a != b],
    ),
    max_size=7,
    unique=True,
)


@given(said=SAYINGS)
def test_nothing_follows_about_who_is_tied_already(said):
    tied = {frozenset((a, b)) for a, kind, b in said if kind != "friend_of"}
    found = follows(said)
    assert all(frozenset((a, b)) not in tied for a, _, b in found)
    assert all(a != b for a, _, b in found)


@given(said=SAYINGS, sure=st.floats(min_value=0.5, max_value=1.0))
def test_what_follows_is_less_sure_than_what_it_rests_on(said, sure):
    found = find_kinship(context("grandson", "aunt"), stated(said, sure))
    assert all(each.confidence <= sure for each in found)
