"""Whom a paragraph's first pronoun means in a story about one person."""

import pytest
from spacy.tokens import Span
from tests.parsing import words

from storygraph.detect.aliases import Cluster, Found
from storygraph.detect.topics import main_people, opens_paragraph

STORY = "Aru sang.\n\nAru and her mother Dana met Aru.\n\nShe left."


def named(doc, name, cluster):
    return [
        Found(Span(doc, token.i, token.i + 1, label="PERSON"), cluster, "name", 1.0)
        for token in doc
        if token.text == name
    ]


def people(doc, *genders):
    found = [*named(doc, "Aru", 0), *named(doc, "Dana", 1)]
    clusters = [
        Cluster("person", [each.span for each in found if each.cluster == n]) for n in (0, 1)
    ]
    for cluster, gender in zip(clusters, genders, strict=True):
        cluster.gender = gender
    return clusters, found


@pytest.mark.parametrize(
    ("genders", "main"),
    [(("female", "female"), {"female": 0}), (("female", ""), {"female": 0}), (("", "female"), {})],
)
def test_the_main_person_is_named_most_and_of_known_gender(genders, main):
    assert main_people(*people(words(STORY), *genders)) == main


def test_a_story_of_two_has_no_main_person():
    doc = words(STORY + "\n\nDana and Dana.")
    assert main_people(*people(doc, "female", "female")) == {}


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("Aru sang.\n\nIn 1960 she left.", True),
        ("Aru sang.\n\nDana knew that she left.", False),
        ('Aru sang.\n\n"It is late," she said.', False),
        ("she left.", False),
    ],
)
def test_a_pronoun_opens_a_paragraph_before_every_name_and_quote(text, opens):
    doc = words(text)
    she = next(token for token in doc if token.text == "she")
    assert opens_paragraph(she, people(doc, "", "")[1]) is opens
