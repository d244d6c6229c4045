from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from storygraph.entities.discover import MOST_SHARE, discover_themes
from storygraph.records import Reading, Sentence, Story, ThemeMention


def reading(number: int, *keywords: str, theme: str = "") -> Reading:
    spans = tuple(
        ThemeMention(2 * place, 2 * place + 1, "x", word, 0) for place, word in enumerate(keywords)
    )
    themes = (ThemeMention(1, 2, "y", theme, 0),) if theme else ()
    text = "x y " * 10
    story = Story(f"s{number}", "", text, "", {})
    return Reading(story, (Sentence(0, len(text)),), (), (), themes, (), spans)


def keys(found: Reading) -> list[str]:
    return [mention.theme for mention in found.themes]


def test_a_keyword_of_two_stories_becomes_a_theme_of_both():
    first, second, third = discover_themes(
        [reading(1, "reel", "reel"), reading(2, "lamp", "reel"), reading(3, "lantern")]
    )
    assert (keys(first), keys(second), keys(third)) == (["reel", "reel"], ["reel"], [])
    assert {mention.by for mention in first.themes} == {"discovered"}


def test_a_keyword_that_is_a_theme_already_is_not_discovered():
    found = discover_themes([reading(1, "reel"), reading(2, "reel", theme="reel")])
    assert [keys(each) for each in found] == [[], ["reel"]]


def test_what_most_stories_tell_of_is_not_discovered():
    assert not any(keys(each) for each in discover_themes([reading(n, "reel") for n in range(9)]))


def test_few_themes_are_discovered_and_those_most_spoken_of():
    found = discover_themes([reading(1, "lamp", "reel", "reel"), reading(2, "lamp", "reel")])
    assert [keys(each) for each in found] == [["reel", "reel"], ["reel"]]


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=5), max_size=12))
def test_discovery_keeps_readings_and_shares_no_theme_too_widely(corpus):
    readings = [reading(number, *words) for number, words in enumerate(corpus)]
    found = list(discover_themes(readings))
    assert [replace(each, themes=()) for each in found] == readings
    for key in {key for each in found for key in keys(each)}:
        stories = sum(key in keys(each) for each in found)
        assert 2 <= stories <= max(2, MOST_SHARE * len(readings))
