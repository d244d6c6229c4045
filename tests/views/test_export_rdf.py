"""Turtle and JSON-LD: read by rdflib and pyoxigraph, asked in SPARQL, checked by SHACL."""

import json
import re
from importlib.resources import files
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from tests.views.exporting import HOSTILE, LONG, named, names, small

from storygraph import StoryGraph
from storygraph.errors import GraphFileError
from storygraph.views import extras
from storygraph.views.rdf import check_rdf
from storygraph.views.scalars import clean
from storygraph.views.terms import NAMESPACES

# rdflib's JSON-LD parser uses a class that rdflib itself has deprecated
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

BASE = "urn:storygraph:id:"
PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in NAMESPACES.items())
FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".jsonld": ox.RdfFormat.JSON_LD}


def oxigraph(path: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=str(path), format=FORMATS[path.suffix])
    return store


def ask(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    return [tuple(term.value for term in row) for row in store.query(PREFIXES + query)]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_file_conforms_to_the_shapes_that_ship(tmp_path, suffix):
    assert check_rdf(small().save(tmp_path / f"graph{suffix}")) == []


def test_turtle_and_jsonld_say_the_same(tmp_path):
    graphs = [Graph().parse(small().save(tmp_path / f"graph{suffix}")) for suffix in FORMATS]
    assert isomorphic(*graphs)
    assert len(graphs[0]) > 300


@pytest.mark.parametrize("suffix", FORMATS)
def test_sparql_finds_facts_in_terms_of_schema_org(tmp_path, suffix):
    store = oxigraph(small().save(tmp_path / f"graph{suffix}"))
    born = "SELECT ?who ?where { ?p schema:birthPlace/schema:name ?where; schema:name ?who }"
    assert ask(store, born) == [("Ines Falk", "Porto")]
    made = "SELECT ?who { ?w schema:name 'The Salt Door'; schema:creator/schema:name ?who }"
    assert ask(store, made) == [("Ines Falk",)]
    themes = "SELECT ?theme { ?p a schema:Person; schema:knowsAbout/skos:prefLabel ?theme }"
    assert ask(store, themes) == [("weaving",)]


def test_every_edge_has_its_own_term_and_a_statement(tmp_path):
    store = oxigraph(small().save(tmp_path / "graph.ttl"))
    rows = ask(
        store,
        "SELECT ?s ?relation ?o { ?link a rdf:Statement; rdf:subject ?s; rdf:predicate ?p; "
        "rdf:object ?o; sg:relation ?relation . ?s ?p ?o }",
    )
    found = sorted((s.removeprefix(BASE), o.removeprefix(BASE), name) for s, name, o in rows)
    assert found == sorted((u, v, key) for u, v, key in small().nx.edges(keys=True))


def test_evidence_cuts_its_quotation_out_of_the_story(tmp_path):
    store = oxigraph(small().save(tmp_path / "graph.ttl"))
    rows = ask(
        store,
        """SELECT ?exact ?cut ?sure ?rule {
            ?a oa:motivatedBy oa:linking; oa:hasTarget ?target; sg:confidence ?sure;
               prov:wasAttributedTo/schema:name ?rule; prov:wasDerivedFrom ?story .
            ?target oa:hasSource ?story; oa:hasSelector [ oa:start ?start; oa:end ?end ],
                    [ oa:exact ?exact ] .
            ?story schema:text ?text
            BIND(SUBSTR(?text, ?start + 1, ?end - ?start) AS ?cut) }""",
    )
    assert len(rows) == small().nx.number_of_edges()
    assert all(exact == cut for exact, cut, *_ in rows)
    assert {rule for *_, rule in rows} == {"frame:test"}
    born = "Ines Falk was born in Porto."
    assert (born, born, "0.9", "frame:test") in rows


def test_mentions_are_annotations_of_their_entity(tmp_path):
    store = oxigraph(small().save(tmp_path / "graph.ttl"))
    rows = ask(
        store,
        "SELECT ?exact ?form { ?a oa:motivatedBy oa:identifying; sg:form ?form; oa:hasBody "
        f"<{BASE}person:ines>; oa:hasTarget/oa:hasSelector/oa:exact ?exact }}",
    )
    assert sorted(rows) == [("Ines Falk", "name"), ("She", "pronoun")]


def test_themes_are_concepts_of_one_scheme(tmp_path):
    graph = Graph().parse(small().save(tmp_path / "graph.ttl"))
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert concepts == {URIRef(f"{BASE}theme:weaving"), URIRef(f"{BASE}theme:zither")}
    (scheme,) = set(graph.objects(None, SKOS.inScheme))
    assert (scheme, RDF.type, SKOS.ConceptScheme) in graph


def test_front_matter_doubts_and_added_attributes_travel(tmp_path):
    graph = Graph().parse(small().save(tmp_path / "graph.ttl"))
    story, ines = URIRef(f"{BASE}story:salt"), URIRef(f"{BASE}person:ines")
    assert graph.value(story, DCTERMS.creator) == Literal("M. Quill")
    assert (ines, URIRef("urn:storygraph:term:maybeSameAs"), URIRef(f"{BASE}person:oren")) in graph
    assert graph.value(ines, URIRef("urn:storygraph:term:community")) == Literal(4)


def test_a_relation_of_users_own_is_declared_with_its_own_term(tmp_path):
    graph = Graph().parse(small().save(tmp_path / "graph.ttl"))
    assert (URIRef("urn:storygraph:term:haunted%20by"), RDF.type, RDF.Property) in graph


def test_a_base_of_ones_own_begins_every_resource(tmp_path):
    base = "https://example.org/tales/"
    graph = Graph().parse(small().save(tmp_path / "graph.ttl", base=base))
    assert URIRef(f"{base}person:ines") in set(graph.subjects())
    assert not [s for s in graph.subjects() if str(s).startswith(BASE)]


@pytest.mark.parametrize("base", ["", "tales", "https://a b/", "https://x/<", "schema:"])
def test_a_base_that_begins_no_iri_is_a_clear_error(tmp_path, base):
    with pytest.raises(GraphFileError, match="cannot begin an IRI"):
        small().save(tmp_path / "graph.ttl", base=base)


@pytest.mark.parametrize("name", [*HOSTILE, LONG])
@pytest.mark.parametrize("suffix", FORMATS)
def test_hostile_names_survive(tmp_path, suffix, name):
    store = oxigraph(named(name).save(tmp_path / f"graph{suffix}"))
    found = ask(store, "SELECT ?name { ?p a schema:Person; schema:name ?name }")
    assert sorted(found) == sorted([(clean(name),), ("Ines Falk",)])
    assert len(ask(store, "SELECT ?link { ?link a rdf:Statement }")) == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(name=names(), other=names())
def test_any_name_gives_turtle_and_jsonld_that_agree(tmp_path, name, other):
    graph = named(name, other)
    first, second = (graph.save(tmp_path / f"graph{suffix}") for suffix in FORMATS)
    assert isomorphic(Graph().parse(first), Graph().parse(second))


@pytest.mark.parametrize("name", HOSTILE[:12:3])
def test_hostile_names_keep_the_shapes(tmp_path, name):
    assert check_rdf(named(name).save(tmp_path / "graph.ttl")) == []


def test_a_part_of_a_graph_conforms_too(tmp_path):
    part = small().subgraph(["person:ines", "place:porto"])
    assert check_rdf(part.save(tmp_path / "graph.ttl")) == []


def test_an_empty_graph_is_a_valid_file(tmp_path):
    empty = StoryGraph(nx.MultiDiGraph())
    assert check_rdf(empty.save(tmp_path / "graph.ttl")) == []
    assert len(oxigraph(empty.save(tmp_path / "graph.jsonld"))) > 0


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('"0.9"^^xsd:decimal', '"1.9"^^xsd:decimal', "a number"),
        ("oa:start 0 ", "oa:start 900000 ", "not after its end"),
        ('skos:prefLabel "weaving"', 'skos:hiddenLabel "weaving"', "exactly one skos:prefLabel"),
        ("a schema:Person", "a schema:Person ; schema:name 'two'", "exactly one schema:name"),
        ("oa:motivatedBy oa:linking", "oa:motivatedBy oa:tagging", "links or identifies"),
    ],
)
def test_the_shapes_find_what_is_wrong(tmp_path, right, wrong, message):
    path = small().save(tmp_path / "graph.ttl")
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    found = check_rdf(path)
    assert any(message.replace("a number", "one number from 0 to 1") in line for line in found)


def test_a_file_that_is_no_rdf_is_a_clear_error(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text("not turtle", encoding="utf-8")
    with pytest.raises(GraphFileError, match=r"cannot read .* as RDF"):
        check_rdf(path)


def test_without_rdflib_files_are_written_and_the_check_names_the_extra(tmp_path, monkeypatch):
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    path = small().save(tmp_path / "graph.ttl")
    message = re.escape("check_rdf needs rdflib: pip install 'storygraph[rdf]'")
    with pytest.raises(GraphFileError, match=f"^{message}$"):
        check_rdf(path)


def test_the_context_file_has_the_namespaces_of_the_table():
    text = (files("storygraph.views") / "data" / "context.jsonld").read_text("utf-8")
    assert json.loads(text) == {"@context": NAMESPACES}


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_graph_gives_the_same_bytes(tmp_path, suffix):
    first, second = (small().save(tmp_path / f"{n}{suffix}").read_bytes() for n in "ab")
    assert first == second


def located(**more):
    graph = small()
    place = next(node for node, kind in graph.nx.nodes(data="type") if kind == "place")
    graph.nx.nodes[place].update(latitude=41.15, longitude=-8.61, **more)
    return graph


@pytest.mark.parametrize("suffix", FORMATS)
def test_places_lie_where_schema_org_says_places_lie(tmp_path, suffix):
    graph = located(country="Portugal", gazetteer="GeoNames", geonames_id=2735943)
    path = graph.save(tmp_path / f"graph{suffix}")
    rows = ask(
        oxigraph(path),
        "SELECT ?north ?east ?country ?same { ?p schema:name 'Porto'; owl:sameAs ?same; "
        "schema:geo [ a schema:GeoCoordinates; schema:latitude ?north; schema:longitude ?east; "
        "schema:addressCountry ?country ] }",
    )
    assert rows == [("41.15", "-8.61", "Portugal", "https://sws.geonames.org/2735943/")]
    credit = ask(oxigraph(path), "SELECT ?text { ?file schema:creditText ?text }")
    assert credit == [("Places: GeoNames (CC BY 4.0)",)]
    assert check_rdf(path) == []


@pytest.mark.parametrize("same", ["http://elsewhere.example/7/", "https://sws.geonames.org/0/"])
def test_the_shapes_find_a_place_that_is_the_same_as_no_number_of_geonames(tmp_path, same):
    path = located(gazetteer="GeoNames", geonames_id=2735943).save(tmp_path / "graph.ttl")
    right = "https://sws.geonames.org/2735943/"
    path.write_text(path.read_text("utf-8").replace(right, same), "utf-8")
    (fault,) = check_rdf(path)
    assert fault.endswith("the owl:sameAs of a place is a number of GeoNames")


def test_without_a_number_a_place_is_the_same_as_nothing_elsewhere(tmp_path):
    path = located(gazetteer="reader").save(tmp_path / "graph.ttl")
    text = path.read_text("utf-8")
    assert "owl:sameAs" not in text
    assert "schema:creditText" not in text


@pytest.mark.parametrize("latitude", ["north", None, 91, float("nan")])
def test_coordinates_that_are_none_are_left_out(tmp_path, latitude):
    graph = located()
    for data in graph.nx.nodes.values():
        if "latitude" in data:
            data["latitude"] = latitude
    path = graph.save(tmp_path / "graph.ttl")
    assert ask(oxigraph(path), "SELECT ?p { ?p schema:geo ?spot }") == []
    assert check_rdf(path) == []
