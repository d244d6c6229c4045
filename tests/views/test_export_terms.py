"""The table of terms: complete, well-formed, and in the words of the vocabularies it cites."""

import re

import pytest
from rdflib import SDO

from storygraph.records import NODE_TYPES
from storygraph.views.terms import (
    NAMESPACES,
    RELATIONS,
    TYPES,
    own_term,
    relation_term,
    type_term,
)

PROMISED = """born_in died_in grew_up_in lived_in moved_to traveled_to studied_in worked_in
performed_in exhibited_in studied_at worked_at member_of founded exhibited_at performed_at created
performed plays practices parent_of child_of sibling_of spouse_of grandparent_of family_of taught
worked_with friend_of met inspired located_in won took_part_in mentions about associated_with
appears_with""".split()


def test_every_relation_of_the_contract_has_a_row():
    assert {term.relation for term in RELATIONS} == set(PROMISED)


def test_every_type_has_its_classes():
    assert {term.type for term in TYPES} == set(NODE_TYPES)


def test_rows_of_one_relation_share_no_subject():
    keys = [(term.relation, subject) for term in RELATIONS for subject in term.subjects.split()]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("term", RELATIONS, ids=lambda term: f"{term.relation}-{term.subjects}")
def test_terms_are_well_formed(term):
    assert {*term.subjects.split(), *term.objects.split()} <= {*NODE_TYPES, "any"}
    assert re.fullmatch(r"(\^?schema:[a-z]\w+)?", term.schema)
    assert re.fullmatch(r"(\^?wdt:P\d+)?", term.wikidata)
    assert re.fullmatch(r"(\(?crm:P\d+i?_\w+\)?[/|]?)*", term.cidoc)
    assert term.own == f"sg:{term.relation}"


@pytest.mark.filterwarnings("error")
def test_terms_of_schema_org_exist():
    terms = [term.schema for term in RELATIONS] + [term.main for term in TYPES]
    for term in filter(None, terms):
        prefix, _, name = term.removeprefix("^").partition(":")
        if prefix == "schema":
            assert str(getattr(SDO, name)) == NAMESPACES["schema"] + name


def test_the_subject_decides_between_rows():
    assert relation_term("located_in", "place").schema == "schema:containedInPlace"
    assert relation_term("located_in", "organization").schema == "schema:location"
    assert relation_term("appears_with", "person").meaning.startswith("stands")


def test_unknown_relations_have_a_term_of_their_own():
    term = relation_term("haunted_by", "person")
    assert (term.own, term.schema, term.meaning) == ("sg:haunted_by", "", "haunted by")
    assert own_term("é x") == "sg:%C3%A9%20x"
    assert type_term("theme").main == "skos:Concept"
