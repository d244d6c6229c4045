"""Places are located where the stories leave no doubt, and left alone elsewhere."""

import re
from importlib.resources import files

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storygraph.corrections import Corrections, Locate, Rename, Retype, correct_graph
from storygraph.errors import CorrectionError
from storygraph.gazetteer.apart import lie_apart, lies_within
from storygraph.gazetteer.table import look_up, place_key
from storygraph.graph.storygraph import StoryGraph
from storygraph.naming import slug
from storygraph.places.locate import find_places, locate_places
from storygraph.records import NodeMention, Story


def told(
    *texts: str,
    places: str,
    located: tuple[tuple[str, str], ...] = (),
    **others: str,
) -> StoryGraph:
    """Return a graph of some texts; `places` and others (people, works) are names, by commas."""
    graph = nx.MultiDiGraph()
    stories = [Story(f"s{number}", f"Tale {number}", text) for number, text in enumerate(texts)]
    mentions = []
    for kind, listed in ({"place": places} | others).items():
        for name in listed.split(", "):
            node = f"{kind}:{slug(name)}"
            said = [
                NodeMention(story.id, *match.span(), node, "name")
                for story in stories
                for match in re.finditer(rf"\b{re.escape(name)}(?!\w)", story.text)
            ]
            graph.add_node(
                node,
                type=kind,
                name=name,
                aliases=[],
                stories=sorted({f"story:{m.story}" for m in said}),
                mentions=len(said),
            )
            mentions += said
    for one, other in located:
        ends = f"place:{slug(one)}", f"place:{slug(other)}"
        graph.add_edge(*ends, key="located_in", relation="located_in", weight=1, evidence=[])
    return StoryGraph(graph, stories=stories, mentions=mentions)


def countries(graph: StoryGraph) -> dict[str, object]:
    """Return the countries of the places that have one, by name."""
    table = graph.places().dropna(subset=["latitude"])
    return dict(zip(table["name"], table["country"], strict=True))


def found(*texts: str, **options: object) -> dict[str, object]:
    return countries(locate_places(told(*texts, **options)))


def test_a_large_town_and_a_country_are_known_by_themselves():
    graph = locate_places(told("She left Nairobi for Norway.", places="Nairobi, Norway"))
    town, country = graph.nx.nodes["place:nairobi"], graph.nx.nodes["place:norway"]
    assert (town["country"], town["place_kind"], town["gazetteer"]) == (
        "Kenya",
        "capital",
        "GeoNames",
    )
    assert (town["latitude"], town["longitude"]) == pytest.approx((-1.29, 36.82), abs=0.1)
    assert (country["place_kind"], country["country"]) == ("country", "Norway")
    assert 57 < country["latitude"] < 72


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Alma-Ata", "Kazakhstan"),
        ("Alma Ata", "Kazakhstan"),
        ("Leningrad", "Russia"),
        ("Kiev", "Ukraine"),
        ("Bombay", "India"),
        ("the Netherlands", "The Netherlands"),
        ("USA", "United States"),
        ("U.S.", "United States"),
        ("Great Britain", "United Kingdom"),
        ("Scotland", "United Kingdom"),
        ("Türkiye", "Turkey"),
        ("São Paulo", "Brazil"),
        ("Sao Paulo", "Brazil"),
        ("New York", "United States"),
        ("Burma", "Myanmar"),
    ],
)
def test_former_short_and_accented_names_are_known(name, country):
    assert found(f"He came from {name} that year.", places=name) == {name: country}


def test_a_small_town_needs_its_country_in_the_same_story():
    assert found("They met in Bergen.", places="Bergen") == {}
    assert found("They met in Bergen.", "Norway is cold.", places="Bergen, Norway") == {
        "Norway": "Norway"
    }
    assert found("They met in Bergen. Norway is cold.", places="Bergen, Norway") == {
        "Bergen": "Norway",
        "Norway": "Norway",
    }


def test_a_known_town_tells_the_country_too():
    near = found("From Oslo she went on to Bergen.", places="Oslo, Bergen")
    assert near["Bergen"] == "Norway"


def test_of_namesakes_the_one_in_the_country_of_the_story_is_meant():
    assert found("Cambridge was wet.", places="Cambridge") == {}
    british = found("Cambridge was wet, as all England was.", places="Cambridge, England")
    assert british["Cambridge"] == "United Kingdom"
    american = found("Cambridge and all of Massachusetts.", places="Cambridge, Massachusetts")
    assert american["Cambridge"] == "United States"
    both = found(
        "From Cambridge in England to Massachusetts.", places="Cambridge, England, Massachusetts"
    )
    assert "Cambridge" not in both


def test_what_the_story_says_of_a_place_wins():
    text = "He was born in Paris, Texas."
    inside = told(text, places="Paris, Texas", located=(("Paris", "Texas"),))
    assert countries(locate_places(inside))["Paris"] == "United States"
    assert found(text, places="Paris, Texas")["Paris"] == "United States"
    elsewhere = told(
        "Paris lies in Norway.", places="Paris, Norway", located=(("Paris", "Norway"),)
    )
    assert "Paris" not in countries(locate_places(elsewhere))


def test_a_town_is_not_its_country():
    assert "Georgia" not in found("She went to Georgia.", places="Georgia")
    assert found("From Tbilisi to Georgia.", places="Georgia, Tbilisi")["Georgia"] == "Georgia"
    american = found("From Chicago to Georgia.", places="Georgia, Chicago")
    assert american["Georgia"] == "United States"


@pytest.mark.parametrize(
    "text",
    [
        "They sailed down the Niger to the sea.",
        "They walked along Niger Street.",
        "They swam in Lake Niger.",
        "They crossed the Niger River.",
        "They rounded the Cape of Niger.",
    ],
)
def test_rivers_streets_and_capes_are_no_towns(text):
    graph = told(text.replace("Niger", "Hamburg"), places="Hamburg")
    assert find_places(graph) == {}


def test_a_name_that_is_a_persons_or_a_works_is_left_alone():
    text = "Lagos was his name. He never saw Lagos."
    assert found(text, places="Lagos") == {"Lagos": "Nigeria"}
    assert found(text, places="Lagos", person="Lagos") == {}
    assert found(text, places="Lagos", artwork="Lagos") == {}
    assert found("Ann Lagos saw Lagos.", places="Lagos", person="Ann Lagos") == {}


def test_a_name_that_is_also_a_word_of_the_story_needs_more():
    assert found("Lima is far.", places="Lima") == {"Lima": "Peru"}
    assert found("Lima is far. A lima bean is near.", places="Lima") == {}
    text = "Lima is far. A lima bean grows in Peru."
    assert found(text, places="Lima, Peru")["Lima"] == "Peru"


def test_a_university_by_its_short_name_is_no_town():
    text = "In Texas she studied at Suffolk University; at Suffolk she took a degree."
    assert "Suffolk" not in found(text, places="Suffolk, Texas")
    assert "Suffolk" in found("From Texas she went to Suffolk.", places="Suffolk, Texas")


def test_a_word_in_small_letters_is_no_country():
    assert found("She broke the turkey dish.", places="turkey") == {}


def test_an_invented_land_stays_off_the_map():
    text = "From Avalon they rode by Rivendale to Troy, Eden, Victoria and Salem, past Mobile."
    assert found(text, places="Avalon, Rivendale, Troy, Eden, Victoria, Salem, Mobile") == {}


def test_coordinates_of_ones_own_stay():
    graph = told("They live in Nairobi.", places="Nairobi")
    graph.nx.nodes["place:nairobi"].update(latitude=1.0, longitude=2.0)
    assert locate_places(graph) == graph


def test_locating_twice_is_locating_once_and_leaves_the_graph_alone():
    graph = told("From Nairobi to Norway.", places="Nairobi, Norway")
    before = told("From Nairobi to Norway.", places="Nairobi, Norway")
    once = locate_places(graph)
    assert graph == before
    assert locate_places(once) == once


def test_a_correction_says_where_a_place_lies_or_that_nobody_knows():
    graph = locate_places(told("They live in Nairobi.", places="Nairobi"))
    moved = graph.correct(Locate("Nairobi", 0, -20.5))
    node = moved.nx.nodes["place:nairobi"]
    assert (node["latitude"], node["longitude"], node["gazetteer"]) == (0, -20.5, "reader")
    assert "country" not in node
    unknown = graph.correct(Locate("Nairobi"))
    assert countries(unknown) == countries(locate_places(unknown)) == {}
    with pytest.raises(CorrectionError, match="no place"):
        told("Ann.", places="X", person="Ann").correct(Locate("Ann", 1, 1))
    with pytest.raises(CorrectionError, match="disagree"):
        graph.correct(Locate("Nairobi", 1, 1), Locate("Nairobi", 1, 2))


def test_what_is_corrected_is_located_anew():
    graph = locate_places(told("They live in Nairobi.", places="Nairobi"))
    assert countries(graph.correct(Rename("Nairobi", "Oslo"))) == {"Oslo": "Norway"}
    person = graph.correct(Retype("Nairobi", "person")).nx.nodes["person:nairobi"]
    assert "latitude" not in person
    assert "gazetteer" not in person
    back = correct_graph(person_graph(), Corrections.of(Retype("person:nairobi", "place")))
    assert countries(locate_places(back))["Nairobi"] == "Kenya"


def person_graph() -> StoryGraph:
    return told("They live in Nairobi.", places="Norway", person="Nairobi")


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_odd_names_do_no_harm(names):
    graph = told("Nothing.", places="Y")
    for number, name in enumerate(names):
        data = {**graph.nx.nodes["place:y"], "name": name, "aliases": names}
        graph.nx.add_node(f"place:{number}", **data)
    assert all(-90 <= each["latitude"] <= 90 for each in find_places(graph).values())


def test_every_line_of_the_table_can_be_read_and_its_names_are_comparison_forms():
    table = look_up({place_key("Springfield"), place_key("Санкт-Петербург"), "nowhere at all"})
    assert {spot.country for spot in table.spots["springfield"]} == {"US"}
    assert "nowhere at all" not in table.spots
    assert len(table.countries) > 230
    names = ["São Paulo", "Alma-Ata", "Xi'an", "Côte d'Ivoire", "St. Petersburg", "İzmir", "Łódź"]
    known = look_up({place_key(name) for name in names}).spots
    assert set(known) == {place_key(name) for name in names}


def test_the_table_names_its_source_and_licence():
    import gzip

    packed = (files("storygraph.gazetteer") / "gazetteer.tsv.gz").read_bytes()
    head = gzip.decompress(packed)[:400].decode("utf-8", errors="ignore")
    assert "geonames.org" in head
    assert "CC BY 4.0" in head
    assert len(packed) < 1_500_000


@pytest.mark.parametrize(
    ("inner", "outer", "apart"),
    [
        ("Tallinn", "Tbilisi", True),
        ("Bishkek", "Kazakhstan", True),
        ("Almaty", "Kazakhstan", False),
        ("Paris", "Texas", False),  # there is one
        ("Tallinn", "Soviet Union", False),  # unknown to the table
        ("Turgovo", "Latvia", False),
        ("Kazakhstan", "Latvia", False),  # no town
    ],
)
def test_a_large_town_lies_in_no_country_that_has_none_of_its_name(inner, outer, apart):
    assert lie_apart([inner], [outer]) is apart


@pytest.mark.parametrize(
    ("inner", "outer", "within"),
    [
        ("Tartu", "Estonia", True),
        ("Durham", "North Carolina", True),
        ("Arizona", "United States", True),
        ("Estonia", "Tartu", False),
        ("Tartu", "Latvia", False),
        ("Riga", "Tartu", False),
        ("Turgovo", "Latvia", False),  # unknown to the table
        ("Estonia", "Estonia", False),
    ],
)
def test_a_town_lies_within_the_country_and_the_region_of_the_table(inner, outer, within):
    assert lies_within([inner], [outer]) is within


def test_a_town_lies_apart_only_if_it_does_by_all_its_names():
    assert not lie_apart(["Bishkek", "Almaty"], ["Kazakhstan"])
