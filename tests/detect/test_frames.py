"""The relation patterns, and a user's own."""

import pytest

from storygraph.detect.frames import load_frames
from storygraph.errors import VocabularyError

SHEPHERD = """
[[frame]]
name = "herding"
verbs = ["herd", "paint"]
says = [{ relation = "herded_in", object = ["place"], via = ["in"] }]

[hypothetical]
verbs = ["vow"]
"""


def test_the_shipped_frames_load():
    assert "birth" in {frame.name for frame in load_frames().passives["born"]}


def test_a_users_frames_come_after_the_shipped_ones(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(SHEPHERD)
    frames = load_frames(path)
    assert [frame.name for frame in frames.verbs["herd"]] == ["herding"]
    assert [frame.name for frame in frames.verbs["paint"]][-1] == "herding"
    assert len(frames.verbs["paint"]) == len(load_frames().verbs["paint"]) + 1


def test_a_users_hypothetical_words_join_the_shipped_ones(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(SHEPHERD)
    assert {"vow", "dream"} <= load_frames(path).hypothetical["verbs"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[frame", "no TOML"),
        ("[[frame]]\nverbs = ['herd']", "name"),
        ("[[frame]]\nname = 'x'\nverbs = ['herd']", "says"),
        (
            "[[frame]]\nname = 'x'\nverb = ['herd']\n"
            "says = [{relation = 'r', object = ['place'], via = ['in']}]",
            "verb",
        ),
        (
            "[[frame]]\nname = 'x'\nsays = [{relation = 'r', object = ['place']}]",
            "via",
        ),
        (
            "[[frame]]\nname = 'x'\nsays = [{relation = 'r', object = [], via = [], who = 1}]",
            "who",
        ),
    ],
)
def test_a_malformed_relation_file_is_a_clear_error(tmp_path, text, message):
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(VocabularyError, match=message) as caught:
        load_frames(path)
    assert "mine.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_relation_file_is_a_clear_error(tmp_path):
    with pytest.raises(VocabularyError, match=r"cannot read relation file '.*none\.toml'"):
        load_frames(tmp_path / "none.toml")


@pytest.mark.parametrize("text", ["frame = 3", "frame = ['x']", "hypothetical = 'dream'"])
def test_a_relation_file_of_another_shape_is_a_clear_error(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(VocabularyError):
        load_frames(path)


@pytest.mark.parametrize(
    "says",
    [
        "3",
        "['born_in']",
        "[{relation = 'r', object = 'place', via = ['in']}]",
        "[{relation = 3, object = ['place'], via = ['in']}]",
        "[{relation = 'r', object = ['place'], via = ['in'], confidence = 'high'}]",
        "[{relation = 'r', object = ['place'], via = ['in'], confidence = 7}]",
    ],
)
def test_a_statement_of_the_wrong_type_is_a_clear_error(tmp_path, says):
    path = tmp_path / "mine.toml"
    path.write_text(f"[[frame]]\nname = 'x'\nverbs = ['herd']\nsays = {says}")
    with pytest.raises(VocabularyError):
        load_frames(path)
