"""Titles that one story announces, in the others."""

from storygraph.entities import carry
from storygraph.entities.carry import CarriedTitles
from storygraph.records import End, LocalEntity, Mention, Reading, Relation, Sentence, Story


def reading(story: str, text: str, *named: tuple[str, str], linked: bool = False) -> Reading:
    """Return a reading of names (type, words as they stand); `linked` joins the first two."""
    mentions = tuple(
        Mention(text.index(words), text.index(words) + len(words), words, number, "name", 0)
        for number, (_, words) in enumerate(named)
    )
    ends = [End(each.start, each.end, entity=each.entity) for each in mentions]
    return Reading(
        Story(story, story, text),
        (Sentence(0, len(text)),),
        tuple(LocalEntity(kind, (words,)) for kind, words in named),
        mentions,
        (),
        (Relation("met", ends[0], ends[1], 0, "test", 0.9),) if linked else (),
    )


ANNOUNCED = reading("a", "Her novel The Copper Door sold.", ("artwork", "The Copper Door"))


def titles(text: str, *named: tuple[str, str]) -> list[str]:
    """Return the artworks that a second story of these words names."""
    _, told = CarriedTitles([ANNOUNCED, reading("b", text, *named)])
    assert all(told.story.text[each.start : each.end] == each.text for each in told.mentions)
    return [each.text for each in told.mentions if told.entities[each.entity].type == "artwork"]


def test_a_title_is_known_again_where_nothing_announces_it():
    assert titles("He wept over The Copper Door twice.") == ["The Copper Door"]
    assert titles("On his desk lay Copper Door, unread.") == ["Copper Door"]
    assert titles("The Copper Door! The Copper Door!") == ["The Copper Door", "The Copper Door"]


def test_other_words_are_no_title():
    assert titles("He oiled the copper door. The Copper Doors were shut.") == []
    assert titles("The Copper", ("place", "Copper")) == []


def test_whatever_a_story_names_itself_stays():
    assert titles("They met at Copper Door.", ("place", "Copper Door")) == []
    assert titles("The Copper Door Inn was full.", ("organization", "Copper Door Inn")) == []


def test_a_name_that_is_part_of_a_title_gives_way_to_it_with_what_it_was_said_to_do():
    told = reading(
        "b", "Aru met The Copper Door.", ("person", "Aru"), ("person", "Copper"), linked=True
    )
    _, carried = CarriedTitles([ANNOUNCED, told])
    assert [each.text for each in carried.mentions] == ["Aru", "The Copper Door"]
    assert carried.relations == ()


def test_a_title_of_one_capitalised_word_is_not_carried():
    announced = reading("a", "Her song Snow sold.", ("artwork", "Snow"))
    other = reading("b", "Snow fell.")
    assert list(CarriedTitles([announced, other]))[1] == other


def test_readings_can_be_gone_through_again_held_or_not(monkeypatch):
    readings = [ANNOUNCED, reading("b", "The Copper Door fell.")]
    held = CarriedTitles(readings)
    monkeypatch.setattr(carry, "MOST_HELD", 40)
    fresh = CarriedTitles(readings)
    assert list(held) == list(held) == list(fresh) == list(fresh)
    assert [len(each.mentions) for each in fresh] == [1, 1]
