"""What readers judged of themes."""

import pytest
from training.salience import JUDGED, read_judged
from training.stories import read_stories

from storygraph.detect.vocabulary import load_vocabulary


def test_judgements_are_read_by_story_and_theme(tmp_path):
    path = tmp_path / "judged.tsv"
    path.write_text("s1\tR\tpottery;kiln\ns1\tT\tbus\ns2\tW\tsea\n", encoding="utf-8")
    assert read_judged(path) == {
        "s1": {"pottery": "R", "kiln": "R", "bus": "T"},
        "s2": {"sea": "W"},
    }


@pytest.mark.parametrize("line", ["s1\tR", "s1\tX\tsea", "s1 R sea"])
def test_a_broken_line_is_named(tmp_path, line):
    path = tmp_path / "judged.tsv"
    path.write_text(f"s1\tR\tsea\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2 of"):
        read_judged(path)


def test_what_is_judged_are_annotated_stories_and_themes_of_the_vocabulary():
    judged = read_judged(JUDGED)
    assert judged.keys() <= {story.id for story in read_stories()}
    assert {theme for letters in judged.values() for theme in letters} <= {
        *load_vocabulary().themes
    }
