"""Births and deaths in the brackets after a name."""

import pytest
from tests.parsing import mark_mentions, parse

from storygraph.detect.context import StoryContext
from storygraph.detect.lifespans import find_lifespans


def told(words: str) -> set[tuple[str, str]]:
    """Return (relation, place) of a flat parse of some words, with Aru, Riga and Osh marked."""
    table = " | ".join(
        f"{word} {'NNP' if word.istitle() else 'NN'} {'ROOT 0' if not index else 'dep 1'}"
        for index, word in enumerate(words.split())
    )
    places = [place for place in ("Riga", "Osh") if place in words]
    doc = mark_mentions(
        parse(table), person="Aru", **({"place": ",".join(places)} if places else {})
    )
    entities = doc.spans["mentions"].attrs["entities"]
    found = find_lifespans(StoryContext(doc, {}))
    return {(each.name, entities[int(each.object[1])][1][0]) for each in found}


@pytest.mark.parametrize(
    ("words", "relations"),
    [
        ("Aru ( Riga , 1908 – Osh , 1979 )", {("born_in", "Riga"), ("died_in", "Osh")}),
        ("Aru ( 3 May 1908 , Riga – 1979 , Osh )", {("born_in", "Riga"), ("died_in", "Osh")}),
        ("Aru ( born 12 May 1938 in Riga )", {("born_in", "Riga")}),
        ("Aru ( b. 1938 , Riga )", {("born_in", "Riga")}),
        ("Aru of Osh ( 1908 in Riga – 1979 )", {("born_in", "Riga")}),
        ("Aru ( 1908 – 1979 )", set()),
        ("Aru ( from Riga )", set()),
        ("Aru ( see Riga , 1908 )", set()),
        ("Aru ( Riga , 1908", set()),
        ("Aru went to ( Riga , 1908 – 1979 )", set()),
    ],
)
def test_brackets_tell_births_and_deaths(words, relations):
    assert told(words) == relations
