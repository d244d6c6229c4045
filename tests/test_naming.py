"""Names as comparable parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storygraph.naming import (
    clean,
    fold,
    is_short_for,
    is_short_official,
    key_of,
    person_name,
    slug,
    without_titles,
)

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Aru  Bek", "Aru Bek"),
        ("Aru\nBek's", "Aru Bek"),
        ("Aru’s", "Aru"),
        ("James'", "James"),
        ("“Aru,”", "Aru"),
        ("O'Neil", "O'Neil"),
    ],
)
def test_a_name_is_shown_without_possessive_quotes_and_line_breaks(written, shown):
    assert clean(written) == shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "Zoe"),
        ("ARU BEK", "Aru Bek"),
        ("Анна", "Anna"),
        ("Jānis Kalniņš", "Janis Kalnins"),
        ("Aru Bek's", "Aru Bek"),
    ],
)
def test_spellings_of_one_name_fold_to_one_form(one, other):
    assert fold(one) == fold(other)


def test_a_leading_article_does_not_count_in_comparison():
    assert key_of("The Night Loom") == key_of("Night Loom") == "night loom"


def test_an_article_alone_is_still_a_name():
    assert key_of("The") == "the"


@pytest.mark.parametrize(
    ("name", "titles", "parts", "gender"),
    [
        ("Mrs. Bek", ("mrs.",), ("bek",), "female"),
        ("Mr Bek", ("mr",), ("bek",), "male"),
        ("Professor Aru Bek", ("professor",), ("aru", "bek"), ""),
        ("Dr. Mrs. Bek", ("dr.", "mrs."), ("bek",), "female"),
        ("Aru Bek", (), ("aru", "bek"), ""),
        ("A. Bek", (), ("a.", "bek"), ""),
        ("Kenji-san", ("san",), ("kenji",), ""),
        ("Rana Hanım", ("hanim",), ("rana",), "female"),
        ("Aru Bek-usta", ("usta",), ("aru", "bek"), "male"),
        ("Jean-Luc", (), ("jean-luc",), ""),
        ("Professor", (), ("professor",), ""),
    ],
)
def test_titles_stand_apart_from_the_name(name, titles, parts, gender):
    split = person_name(name)
    assert [title.rstrip(".") for title in split.titles] == [t.rstrip(".") for t in titles]
    assert split.parts == parts
    assert split.gender == gender


def test_a_shown_name_loses_its_titles_but_keeps_its_accents():
    assert without_titles("Professor Zoë Lāce") == "Zoë Lāce"


def test_a_title_that_is_a_name_too_is_one_behind_another_title():
    assert without_titles("Professor Nonna Bek") == "Nonna Bek"
    assert person_name("Professor Nonna Bek").parts == ("nonna", "bek")
    assert person_name("Nonna Bek").parts == ("bek",)


def test_a_title_alone_is_kept():
    assert without_titles("Professor") == "Professor"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Aru", "Aru Bek"),
        ("Bek", "Aru Bek"),
        ("A. Bek", "Aru Bek"),
        ("Aru B.", "Aru Bek"),
        ("Aru Bek", "Aru Dana Bek"),
        ("Mrs Bek", "Aru Bek"),
        ("Aru", "Professor Aru Bek"),
    ],
)
def test_a_name_can_be_short_for_a_fuller_one(short, full):
    assert is_short_for(person_name(short), person_name(full))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Aru Bek", "Aru"),
        ("Bek Aru", "Aru Bek"),
        ("Ar", "Aru Bek"),
        ("D. Bek", "Aru Bek"),
        ("A. B.", "Aru Bek"),
        ("Mr Bek", "Mrs Aru Bek"),
        ("Iskakov", "Aru Iskakova"),
    ],
)
def test_a_name_is_not_short_for_another_person(short, full):
    assert not is_short_for(person_name(short), person_name(full))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("savin museum", "savin state museum of fine arts"),
        ("savin museum", "oleg savin state museum of fine arts"),
        ("ural academy", "ural academy of arts"),
        ("almaty festival", "almaty international festival"),
    ],
)
def test_an_institution_goes_by_a_shorter_name(short, full):
    assert is_short_official(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("museum", "savin museum"),
        ("state museum", "savin state museum"),
        ("savin", "savin museum"),
        ("savin museum", "savin museum"),
        ("savin theatre", "savin state museum"),
        ("ural museum", "savin museum"),
        ("museum savin", "savin state museum"),
        ("university of tarn", "university of southern tarn"),
    ],
)
def test_two_institutions_are_not_one_for_a_shared_word(short, full):
    assert not is_short_official(short, full)


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(name):
    assert fold(fold(name)) == fold(name)


@given(ANY_TEXT)
def test_a_slug_is_never_empty_and_holds_only_letters_digits_and_hyphens(name):
    assert slug(name)
    assert set(slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@given(ANY_TEXT)
def test_every_name_can_be_split(name):
    split = person_name(name)
    assert isinstance(split.gender, str)
    assert not is_short_for(split, person_name("Aru Bek")) or split.parts


def test_a_nickname_in_quotes_names_the_person_alone():
    full = person_name('Adaeze "Bay" Okoro')
    assert full.nicknames == ("bay",)
    assert all(is_short_for(person_name(name), full) for name in ("Bay", "Bay Okoro", "Okoro"))
    assert not is_short_for(person_name("Bay"), person_name("Adaeze Bay Okoro"))
