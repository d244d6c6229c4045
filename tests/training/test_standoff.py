"""Annotations that stand off their texts: what is written comes back, other texts are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.coreference.gold import GoldStory
from training.standoff import FOLDER, read_standoff, wikigold_stories, written
from training.stories import AnnotatedStory, Marked, Told

WIKIGOLD = """\
-DOCSTART- O

Aru I-PER
Bek I-PER
wove O
in O
Riga I-LOC
. O

She O
sang O
. O

-DOCSTART- O

Salt I-MISC
is O
a O
film O
. O
"""
WORDS = ("Aru", "wove", "in", "Riga", ".", "She", "sang", ".")
GAPS = (" ", " ", " ", "", " ", " ", "", "")
TEXT = GoldStory("life", WORDS, GAPS, ())
ANNOTATED = """\
=== life | encyclopaedia | 8
| 5 8
0 1 p1
1 2 t:weaving
3 4 g1
5 6 p1+p2
> 0 p1 practices t:weaving
> 0 p1 worked_in g1
# weaving | textile
"""


def read(tmp_path, text):
    path = tmp_path / "some.txt"
    path.write_text(text, encoding="utf-8")
    return list(read_standoff({"life": TEXT}, [path]))


def test_articles_are_one_paragraph_each():
    first, second = wikigold_stories(WIKIGOLD.split("\n"))
    assert (first.name, first.text) == ("wikigold_1", "Aru Bek wove in Riga. She sang.")
    assert (second.name, second.text) == ("wikigold_2", "Salt is a film.")


def test_a_story_is_read_with_offsets_in_its_text(tmp_path):
    (story,) = read(tmp_path, ANNOTATED)
    assert (story.id, story.genre, story.text) == ("life", "encyclopaedia", TEXT.text)
    assert [story.text[a:b] for a, b in story.sentences] == ["Aru wove in Riga.", "She sang."]
    assert [(story.text[m.start : m.end], m.ids) for m in story.mentions] == [
        ("Aru", ("p1",)),
        ("wove", ("t:weaving",)),
        ("Riga", ("g1",)),
        ("She", ("p1", "p2")),
    ]
    assert story.told == [
        Told(0, "p1", "practices", "t:weaving"),
        Told(0, "p1", "worked_in", "g1"),
    ]
    assert story.themes == [("weaving", "textile")]
    assert written(story, TEXT) == ANNOTATED


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0 1 p1\n", "1: no '=== name"),
        ("=== life | encyclopaedia | 9\n", "1: life has 8 tokens, 9 were annotated"),
        ("=== life | encyclopaedia | 8\n| 5 9\n", "2: "),
        ("=== life | encyclopaedia | 8\n| 8\n> 1 p1 born_in g1\n", "3: there is no sentence 1"),
        ("=== life | encyclopaedia | 8\n0 p1\n", "2: "),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(tmp_path, text, reason):
    with pytest.raises(ValueError, match=f"some.txt:{reason}"):
        read(tmp_path, text)


def test_another_text_is_missed(tmp_path):
    with pytest.raises(KeyError, match="nobody"):
        read(tmp_path, "=== nobody | life | 3\n")


@given(st.data())
def test_what_is_written_comes_back(tmp_path_factory, data):
    words = tuple(data.draw(st.lists(st.text("ab.“", min_size=1, max_size=4), min_size=1)))
    gaps = tuple(data.draw(st.sampled_from(["", " ", "\n\n"])) for _ in words)
    text = GoldStory("life", words, gaps, ())
    offsets = text.offsets()
    spans = st.integers(0, len(words) - 1).flatmap(
        lambda first: st.tuples(st.just(first), st.integers(first, len(words) - 1))
    )
    mentions = [
        Marked(offsets[first][0], offsets[last][1], ("p1",))
        for first, last in data.draw(st.lists(spans, max_size=4))
    ]
    told = [Told(0, "p1", "born_in", "g1")]
    whole = [(0, offsets[-1][1])]
    story = AnnotatedStory("life", "tale", text.text, whole, mentions, told, [("a", "b")])
    path = tmp_path_factory.mktemp("standoff") / "some.txt"
    path.write_text(written(story, text), encoding="utf-8")
    assert list(read_standoff({"life": text}, [path])) == [story]


def test_every_shipped_file_says_of_how_many_tokens_it_speaks():
    for path in FOLDER.glob("*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        heads = [line for line in lines if line.startswith("===")]
        assert heads
        assert all(int(line.rpartition("|")[2]) > 0 for line in heads)
