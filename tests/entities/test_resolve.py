"""Who is who across stories: united, kept apart, or reported as unsure."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storygraph.entities.resolve import MOST_CANDIDATES, canonical_name, resolve_entities
from storygraph.records import (
    End,
    LocalEntity,
    Mention,
    Reading,
    Relation,
    Resolution,
    Sentence,
    Story,
)


def told(story: str, *names: str, kind: str = "person", **facts: str) -> Reading:
    """Return the reading of a story that names an entity `names` and tells `created="Dust"`."""
    return reading(story, (kind, names, ""), **facts)


def reading(story: str, *entities: tuple[str, tuple[str, ...], str], **facts: str) -> Reading:
    """Return a reading of entities (type, names, gender); facts link the first one to a work."""
    every = [*entities, *(("artwork", (work,), "") for work in facts.values())]
    text = ""
    mentions: list[Mention] = []
    for number, (_, names, _) in enumerate(every):
        for name in names:
            mentions.append(Mention(len(text), len(text) + len(name), name, number, "name", 0))
            text += name + " "
    relations = tuple(
        Relation(relation, End(0, 1, entity=0), End(1, 2, entity=len(entities) + i), 0, "test", 0.9)
        for i, relation in enumerate(facts)
    )
    local = tuple(LocalEntity(kind, tuple(names), gender) for kind, names, gender in every)
    return Reading(
        Story(story, story, text),
        (Sentence(0, len(text)),),
        local,
        tuple(mentions),
        (),
        relations,
    )


def groups(resolution: Resolution, kind: str = "person") -> set[frozenset[str]]:
    """Return, for each entity, the stories that it unites."""
    return {
        frozenset(story for story, _ in entity.members)
        for entity in resolution.entities
        if entity.type == kind
    }


def test_one_full_name_in_two_stories_is_one_person():
    resolution = resolve_entities([told("a", "Aru Bek", "Aru"), told("b", "Aru Bek", "Bek")])
    (person,) = resolution.entities
    assert (person.id, person.name, person.aliases) == ("person:aru-bek", "Aru Bek", ("Aru", "Bek"))
    assert person.members == (("a", 0), ("b", 0))


@pytest.mark.parametrize("other", ["Āru Bek", "ARU BEK", "Professor Aru Bek", "Aru Bek's"])
def test_spellings_and_titles_do_not_part_a_person(other):
    assert len(resolve_entities([told("a", "Aru Bek"), told("b", other)]).entities) == 1


def test_people_who_share_a_given_name_stay_two():
    resolution = resolve_entities([told("a", "Aru Bek", "Aru"), told("b", "Aru Serik", "Aru")])
    assert groups(resolution) == {frozenset("a"), frozenset("b")}
    assert resolution.maybe_same == ()


def test_someone_known_by_a_given_name_only_is_reported_not_united():
    resolution = resolve_entities([told("a", "Aru Bek"), told("b", "Aru")])
    assert groups(resolution) == {frozenset("a"), frozenset("b")}
    (pair,) = resolution.maybe_same
    assert {pair.first, pair.second} == {"person:aru-bek", "person:aru"}
    assert "'Aru' may be short for 'Aru Bek'" in pair.reason


def test_two_people_of_one_given_name_in_two_stories_stay_two():
    resolution = resolve_entities([told("a", "Aru"), told("b", "Aru")])
    assert groups(resolution) == {frozenset("a"), frozenset("b")}
    assert len({entity.id for entity in resolution.entities}) == 2


def test_two_people_of_one_given_name_in_two_stories_are_reported():
    (pair,) = resolve_entities([told("a", "Aru"), told("b", "Aru")]).maybe_same
    assert {pair.first, pair.second} == {"person:aru", "person:aru-2"}


def test_a_short_name_joins_the_fuller_one_that_made_the_same_work():
    resolution = resolve_entities(
        [told("a", "Aru Bek", created="Dust"), told("b", "Aru", created="Dust")]
    )
    assert groups(resolution) == {frozenset("ab")}
    assert resolution.maybe_same == ()


def test_a_shared_home_is_too_common_to_unite_people():
    one = reading("a", ("person", ("Aru Bek",), ""), ("place", ("Riga",), ""))
    other = reading("b", ("person", ("Aru",), ""), ("place", ("Riga",), ""))
    lived = (Relation("lived_in", End(0, 1, entity=0), End(1, 2, entity=1), 0, "test", 0.9),)
    both = [
        Reading(each.story, each.sentences, each.entities, each.mentions, (), lived)
        for each in (one, other)
    ]
    resolution = resolve_entities(both)
    assert groups(resolution) == {frozenset("a"), frozenset("b")}
    assert "lived_in riga" in resolution.maybe_same[0].reason


def test_a_short_name_that_fits_two_people_joins_neither():
    resolution = resolve_entities(
        [
            told("a", "Aru Bek", created="Dust"),
            told("b", "Aru Serik", created="Dust"),
            told("c", "Aru", created="Dust"),
        ]
    )
    assert groups(resolution) == {frozenset("a"), frozenset("b"), frozenset("c")}
    assert len(resolution.maybe_same) == 2


def test_namesakes_of_different_gender_stay_two():
    resolution = resolve_entities(
        [
            reading("a", ("person", ("Alex Bek",), "female")),
            reading("b", ("person", ("Alex Bek",), "male")),
        ]
    )
    assert groups(resolution) == {frozenset("a"), frozenset("b")}
    assert {entity.id for entity in resolution.entities} == {"person:alex-bek", "person:alex-bek-2"}
    [doubtful] = resolution.maybe_same
    assert {doubtful.first, doubtful.second} == {"person:alex-bek", "person:alex-bek-2"}
    assert "Alex Bek" in doubtful.reason


@pytest.mark.parametrize("order", ["fmu", "umf", "fum", "muf"])
def test_a_namesake_of_unknown_gender_does_not_unite_the_two(order):
    genders = {"f": "female", "m": "male", "u": ""}
    resolution = resolve_entities(
        [
            reading(f"{number}{key}", ("person", ("Alex Bek",), genders[key]))
            for number, key in enumerate(order)
        ]
    )
    for entity in resolution.entities:
        stories = "".join(story for story, _ in entity.members)
        assert not ("f" in stories and "m" in stories)


def test_a_feminine_surname_stays_apart():
    resolution = resolve_entities([told("a", "Sasha Iskakova"), told("b", "Sasha Iskakov")])
    assert len(resolution.entities) == 2


def test_initials_are_reported_not_united():
    resolution = resolve_entities([told("a", "Aru Bek"), told("b", "A. Bek")])
    assert len(resolution.entities) == 2
    assert len(resolution.maybe_same) == 1


def test_two_of_one_initial_are_not_one():
    resolution = resolve_entities([told("a", "A. Bek"), told("b", "A. Bek")])
    assert len(resolution.entities) == 2


@pytest.mark.parametrize("kind", ["place", "artwork", "organization", "event"])
def test_things_of_one_name_are_one(kind):
    resolution = resolve_entities([told("a", "Tengri", kind=kind), told("b", "Tengri", kind=kind)])
    assert groups(resolution, kind) == {frozenset("ab")}


def test_an_article_does_not_part_a_work():
    resolution = resolve_entities(
        [told("a", "The Salt Road", kind="artwork"), told("b", "Salt Road", kind="artwork")]
    )
    assert groups(resolution, "artwork") == {frozenset("ab")}


def test_places_unite_where_a_table_says_that_two_names_are_of_one():
    asked = []

    def same_places(names):
        asked.append(set(names))
        return {"old riga": "riga", "riga": "riga"}

    told_twice = reading("a", ("place", ("Riga",), ""), ("place", ("Old Riga",), ""))
    person = reading("b", ("person", ("Riga",), ""), ("place", ("Osh",), ""))
    resolution = resolve_entities([told_twice, person], same_places=same_places)
    assert asked == [{"riga", "old riga", "osh"}]
    assert [each.members for each in resolution.entities if each.type == "place"] == [
        (("a", 0), ("a", 1)),
        (("b", 1),),
    ]


def test_a_place_and_a_person_of_one_name_stay_two():
    resolution = resolve_entities([told("a", "Victoria"), told("b", "Victoria", kind="place")])
    assert {entity.id for entity in resolution.entities} == {"person:victoria", "place:victoria"}


def test_a_museum_unites_under_its_short_and_its_official_name():
    resolution = resolve_entities(
        [
            told("a", "Savin State Museum of Fine Arts", kind="organization"),
            told("b", "the Savin Museum", kind="organization"),
        ]
    )
    (museum,) = resolution.entities
    assert museum.name == "Savin State Museum of Fine Arts"


def test_the_conservatory_of_another_story_is_another():
    resolution = resolve_entities(
        [
            told("a", "Osh Conservatory", "Conservatory", kind="organization"),
            told("b", "Tarn Conservatory", "Conservatory", kind="organization"),
            told("c", "Conservatory", kind="organization"),
        ]
    )
    assert len(resolution.entities) == 3


def test_works_called_by_a_kind_are_one():
    resolution = resolve_entities([told(key, "Opera", kind="artwork") for key in "ab"])
    assert len(resolution.entities) == 1


def test_a_short_name_of_two_museums_joins_neither():
    resolution = resolve_entities(
        [
            told("a", "Savin State Museum", kind="organization"),
            told("b", "Savin History Museum", kind="organization"),
            told("c", "Savin Museum", kind="organization"),
        ]
    )
    assert len(resolution.entities) == 3


def test_ids_of_different_entities_never_meet():
    resolution = resolve_entities(
        [
            reading("a", ("person", ("Alex Bek",), "female")),
            reading("b", ("person", ("Alex Bek",), "male")),
            told("c", "Alex Bek 2"),
        ]
    )
    ids = [entity.id for entity in resolution.entities]
    assert len(set(ids)) == len(ids) == 3


def test_names_in_letters_without_a_latin_form_are_no_obstacle():
    readings = [told("a", "ъ"), told("b", "Aru Bek"), told("c", "ʻ ʼ")]
    assert len(resolve_entities(readings).entities) == 3


@pytest.mark.parametrize(
    ("kind", "counts", "name"),
    [
        ("person", {"Aru": 9, "Aru Bek": 1}, "Aru Bek"),
        ("person", {"Professor Aru Bek": 3}, "Aru Bek"),
        ("person", {"Mrs. Bek": 3, "Bek": 2}, "Mrs. Bek"),
        ("person", {"ARU BEK": 5, "Aru Bek": 1}, "Aru Bek"),
        ("place", {"Riga": 5, "the Riga": 1}, "Riga"),
        ("organization", {"Savin Museum": 5, "Savin State Museum": 1}, "Savin State Museum"),
        ("artwork", {"The Salt Road": 2}, "The Salt Road"),
        ("place", {"The Hague": 1}, "Hague"),
    ],
)
def test_the_shown_name_is_the_fullest_of_a_person_and_the_commonest_of_a_thing(kind, counts, name):
    assert canonical_name(kind, Counter(counts)) == name


STORIES = [
    told("a", "Aru Bek", "Aru", created="Dust"),
    told("b", "Aru", created="Dust"),
    told("c", "Aru Serik", "Serik"),
    reading("d", ("person", ("Alex Bek",), "female"), ("place", ("Riga",), "")),
    reading("e", ("person", ("Alex Bek",), "male"), ("place", ("Riga",), "")),
    reading("f", ("person", ("Alex Bek",), ""), ("organization", ("Savin Museum",), "")),
    told("g", "Savin State Museum", kind="organization"),
    told("h", "A. Bek"),
]


@given(st.permutations(STORIES))
def test_the_order_of_the_stories_never_matters(stories):
    assert resolve_entities(stories) == resolve_entities(STORIES)


NAMES = st.lists(
    st.sampled_from(["Aru", "Bek", "Aru Bek", "Mrs Bek", "A. Bek", "Dana Bek", "Riga", "ъ"]),
    min_size=1,
    max_size=3,
    unique=True,
)
KINDS = st.sampled_from(["person", "place", "organization"])
GENDERS = st.sampled_from(["", "female", "male"])


@given(st.lists(st.lists(st.tuples(KINDS, NAMES, GENDERS), max_size=3), max_size=4))
def test_every_entity_of_every_story_belongs_to_exactly_one_node(stories):
    readings = [
        reading(f"s{number}", *[(kind, tuple(names), gender) for kind, names, gender in entities])
        for number, entities in enumerate(stories)
    ]
    resolution = resolve_entities(readings)
    members = [member for entity in resolution.entities for member in entity.members]
    assert len(members) == len(set(members)) == sum(len(entities) for entities in stories)
    assert len({entity.id for entity in resolution.entities}) == len(resolution.entities)


def test_no_stories_give_no_entities():
    assert resolve_entities([]) == Resolution((), ())


@pytest.mark.parametrize(
    ("people", "pairs"), [(MOST_CANDIDATES, MOST_CANDIDATES), (MOST_CANDIDATES + 1, 0)]
)
def test_a_short_name_that_may_be_of_too_many_people_is_not_reported(people, pairs):
    families = [f"{letter}ek" for letter in "ABCDEFGHIJKLM"[:people]]
    full = [told(f"s{number}", f"Aru {family}") for number, family in enumerate(families)]
    assert len(resolve_entities([*full, told("short", "Aru")]).maybe_same) == pairs


def test_readings_are_gone_through_once_in_any_order():
    readings = [told("a", "Aru Bek"), told("b", "Aru Bek"), told("c", "Aru")]
    assert resolve_entities(iter(readings[::-1])) == resolve_entities(readings)


def test_people_whose_names_stand_nowhere_are_no_doubtful_pair():
    one, other = told("a", "Aru Bek"), told("b", "Aru")
    assert resolve_entities([one, other]).maybe_same
    nameless = replace(other, mentions=())
    assert not resolve_entities([one, nameless]).maybe_same
