"""Towns and countries that stories call by several names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storygraph.places.other_names import same_places


@pytest.mark.parametrize(
    "names",
    [
        {"constantinople", "istanbul"},
        {"bombay", "mumbai"},
        {"saigon", "ho chi minh city"},
        {"persia", "iran"},
        {"wien", "vienna"},
        {"danzig", "gdansk"},
        {"US", "U.S.", "usa", "united states"},
        {"UK", "great britain"},
        {"st petersburg", "saint petersburg", "petrograd"},
        {"lourenco marques", "lourenço marques", "maputo"},
    ],
    ids=lambda names: min(names),
)
def test_former_names_and_those_of_other_languages_are_of_one_place(names):
    assert same_places(names) == dict.fromkeys(names, min(names))


@pytest.mark.parametrize(
    "names",
    [
        {"istanbul", "ankara"},
        {"istanbul"},
        {"salvador", "san salvador"},  # Salvador is a town of its own
        {"vienne", "vienna"},
        {"victoria", "durango"},
        {"nowhere at all", "istanbul"},
        set(),
    ],
    ids=lambda names: ", ".join(sorted(names)),
)
def test_other_places_stay_apart(names):
    assert same_places(names) == {}


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_names_may_be_asked_for(names):
    found = same_places([*names, "Bombay", "Mumbai"])
    assert found.items() >= {"Bombay": found["Mumbai"]}.items()
    assert set(found) <= {*names, "Bombay", "Mumbai"}
    assert all(found[other] == other for other in found.values())
