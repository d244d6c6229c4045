"""What a review of an exhibition tells of those whom its first lines name."""

import pytest
from tests.detect.test_following import told

REVIEW = """Two Tides

Aru Bek and Dana Holm, Salt Gallery, Riga, until 30 May

The exhibition fills two rooms of the gallery. The curator, Tom Berg, sits by the door. Bek shows a
single panel called "Low Water", and it hangs by the window. The catalogue is thin.
"""


@pytest.mark.parametrize("name", ["Aru Bek", "Dana Holm"])
def test_who_is_named_above_exhibits_there(nlp, name):
    assert told(nlp, REVIEW) >= {
        (name, "exhibited_at", "Salt Gallery"),
        (name, "exhibited_in", "Riga"),
    }


def test_the_curator_works_there_and_the_artists_together(nlp):
    found = told(nlp, REVIEW)
    assert ("Tom Berg", "worked_at", "Salt Gallery") in found
    assert {
        ("Aru Bek", "worked_with", "Dana Holm"),
        ("Dana Holm", "worked_with", "Aru Bek"),
    } & found


def test_a_story_that_hardly_speaks_of_shows_is_no_review_of_one(nlp):
    plain = (
        REVIEW.replace("exhibition", "feast").replace("gallery", "inn").replace("curator", "cook")
    )
    plain = plain.replace("panel", "dish").replace("catalogue", "soup").replace("hangs", "stands")
    assert not any(
        name == "exhibited_at" for _, name, _ in told(nlp, plain.replace("shows", "has"))
    )
