"""Texts that are surely not English are told; English ones and short ones never are."""

import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpus.making import STORY, read_only

from storygraph.corpus.language import foreign_language
from storygraph.records import Skipped, Story

LANGUAGES = {
    "ar": "Arabic", "ca": "Catalan", "cs": "Czech", "de": "German", "el": "Greek",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "he": "Hebrew", "it": "Italian",
    "ky": "Kyrgyz", "lt": "Lithuanian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sq": "Albanian", "tr": "Turkish",
    "tt": "Tatar", "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip


def prose(code: str) -> str:
    """Return a paragraph of a language, from the examples that come with spaCy."""
    return " ".join(importlib.import_module(f"spacy.lang.{code}.examples").sentences) + " "


@pytest.mark.parametrize(("code", "name"), LANGUAGES.items())
def test_a_text_in_another_language_is_told(code, name):
    assert foreign_language(prose(code) * 3) == name


def test_a_story_in_another_language_is_skipped_with_the_cure(tmp_path):
    (tmp_path / "a.txt").write_text(prose("fr") * 3)
    assert read_only(tmp_path).reason == (
        "seems to be in French, not English; --any-language reads it anyway"
    )
    assert isinstance(read_only(tmp_path, any_language=True), Story)


@pytest.mark.parametrize("code", ["fr", "ru", "de"])
def test_a_letter_of_a_few_words_is_read_in_any_language(code):
    assert foreign_language(prose(code)[:150]) == ""


@pytest.mark.parametrize(
    "text",
    [
        STORY * 20,
        (STORY * 20).upper(),
        "In Qyzylorda Akmaral Jansons met Kairat Petersen and Bekzat Tölegenov. " * 20,
        "Aigerim, born 1901 in Almaty; Bolat, of Shymkent, the son of Nurlan. " * 20,
        prose("en") * 5,
        STORY * 60 + prose("fr") * 3,
        prose("fr") * 3 + STORY * 60,
        "1 2 3 4 5 " * 100,
        "* * * " * 200,
        "La la la la la la! " * 8 + STORY * 8,
    ],
)
def test_english_is_never_taken_for_another_language(text):
    assert foreign_language(text) == ""


@given(st.text(max_size=150))
def test_nothing_short_is_judged(text):
    assert foreign_language(text) == ""


def test_a_row_in_another_language_costs_itself_alone(tmp_path):
    (tmp_path / "a.csv").write_text(f'text\n"{prose("es") * 3}"\n{STORY}\n')
    from storygraph.corpus.stories import read_stories

    skipped, story = read_stories([tmp_path])
    assert isinstance(skipped, Skipped)
    assert skipped.source.endswith("a.csv, row 1")
    assert story.text == STORY
