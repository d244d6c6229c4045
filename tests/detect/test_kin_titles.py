"""Relatives of whoever tells a story, by their titles."""

import pytest
from tests.parsing import mark_mentions, parse

from storygraph.detect.context import StoryContext
from storygraph.detect.kin_titles import find_kin_titles


def told(words: str, people: str) -> set[tuple[str, str, str]]:
    """Return the relations of a flat parse of some words."""
    table = "\n\n".join(
        " | ".join(
            f"{word} {'NNP' if word.istitle() else 'NN'} {'dep 1' if index else 'ROOT 0'}"
            for index, word in enumerate(sentence.split())
        )
        for sentence in words.split(" . ")
    )
    doc = mark_mentions(parse(table), person=people)
    entities = doc.spans["mentions"].attrs["entities"]
    return {
        (entities[int(each.subject[1])][1][0], each.name, entities[int(each.object[1])][1][0])
        for each in find_kin_titles(StoryContext(doc, {}))
    }


@pytest.mark.parametrize(
    ("words", "people", "found"),
    [
        ("my visit to Aunt Aru", "my, Aunt Aru", {("Aunt Aru", "family_of", "my")}),
        (
            "my visit to Granny Aru",
            "my, Granny Aru",
            {("Granny Aru", "grandparent_of", "my")},
        ),
        ("my visit . Then Aunt Aru", "my, Aunt Aru", set()),
        ("my visit to his Uncle Aru", "my, Uncle Aru", set()),
        ("my visit to Mrs Aru", "my, Mrs Aru", set()),
        ("a visit to Aunt Aru", "Aunt Aru", set()),
        ("my visit to me and Aunt Aru", "my, me, Aunt Aru", set()),
    ],
    ids=[
        "aunt",
        "granny",
        "another sentence",
        "his uncle",
        "no relative",
        "nobody tells",
        "two tell",
    ],
)
def test_titles_of_relatives_are_the_narrators(words, people, found):
    assert told(words, people) == found
