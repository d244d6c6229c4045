"""What each type and relation is called in schema.org, Wikidata and CIDOC-CRM: the one table.

A term that begins with `^` runs the other way, from the object to the subject, as in SPARQL;
CIDOC-CRM says many things by way of an event, so that its terms are SPARQL property paths. Terms
are left out where they would say more than a story does: schema.org's `homeLocation` is where
somebody can be reached now, and `award` wants a text.

`{prefix}:{term}` is short for the namespace in `NAMESPACES` with the term behind it. Every
relation also has a term of its own in `urn:storygraph:term:`, relations of users' own files
included.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NAMESPACES = {
    "sg": "urn:storygraph:term:",
    "schema": "https://schema.org/",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
}


@dataclass(frozen=True, slots=True)
class TypeTerm:
    """A node type and the classes that other vocabularies have for it."""

    type: str
    main: str
    wikidata: str
    cidoc: str


@dataclass(frozen=True, slots=True)
class RelationTerm:
    """A relation, what it links, and the terms that other vocabularies have for it.

    `subjects` and `objects` are node types, parted by spaces; "any" is all of them.
    """

    relation: str
    subjects: str
    objects: str
    meaning: str
    schema: str = ""
    wikidata: str = ""
    cidoc: str = ""

    @property
    def own(self) -> str:
        """The term of storygraph's own vocabulary."""
        return own_term(self.relation)


TYPES = (
    TypeTerm("person", "schema:Person", "wd:Q5", "crm:E21_Person"),
    TypeTerm("place", "schema:Place", "wd:Q2221906", "crm:E53_Place"),
    TypeTerm("artwork", "schema:CreativeWork", "wd:Q17537576", "crm:E71_Human-Made_Thing"),
    TypeTerm("organization", "schema:Organization", "wd:Q43229", "crm:E74_Group"),
    TypeTerm("event", "schema:Event", "wd:Q1656682", "crm:E5_Event"),
    TypeTerm("theme", "skos:Concept", "wd:Q1406161", "crm:E55_Type"),
    TypeTerm("story", "schema:CreativeWork", "wd:Q7725634", "crm:E33_Linguistic_Object"),
)

_ACTED = "crm:P14i_performed/crm:P7_took_place_at"
_MOVED = "crm:P25i_moved_by/crm:P26_moved_to"
_SHOWN = "crm:P16i_was_used_for/crm:P7_took_place_at"
_MADE = "crm:P14i_performed/(crm:P94_has_created|crm:P108_has_produced)"

RELATIONS = (
    RelationTerm(
        "born_in",
        "person",
        "place",
        "was born there",
        "schema:birthPlace",
        "wdt:P19",
        "crm:P98i_was_born/crm:P7_took_place_at",
    ),
    RelationTerm(
        "died_in",
        "person",
        "place",
        "died there",
        "schema:deathPlace",
        "wdt:P20",
        "crm:P100i_died_in/crm:P7_took_place_at",
    ),
    RelationTerm("grew_up_in", "person", "place", "spent childhood there"),
    RelationTerm(
        "lived_in",
        "person",
        "place",
        "lived there for a time",
        "",
        "wdt:P551",
        "crm:P74_has_current_or_former_residence",
    ),
    RelationTerm("moved_to", "person", "place", "went to live there", "", "", _MOVED),
    RelationTerm("traveled_to", "person", "place", "went there", "", "", _MOVED),
    RelationTerm("studied_in", "person", "place", "studied there"),
    RelationTerm("worked_in", "person", "place", "worked there", "", "wdt:P937", _ACTED),
    RelationTerm("performed_in", "person", "place", "performed there", "", "", _ACTED),
    RelationTerm("performed_in", "artwork", "place", "was performed there", "", "", _SHOWN),
    RelationTerm("exhibited_in", "person", "place", "showed works there", "", "", _ACTED),
    RelationTerm("exhibited_in", "artwork", "place", "was shown there", "", "", _SHOWN),
    RelationTerm(
        "studied_at", "person", "organization", "was taught there", "schema:alumniOf", "wdt:P69"
    ),
    RelationTerm(
        "worked_at", "person", "organization", "worked for it", "schema:worksFor", "wdt:P108"
    ),
    RelationTerm(
        "member_of",
        "person",
        "organization",
        "belonged to it",
        "schema:memberOf",
        "wdt:P463",
        "crm:P107i_is_current_or_former_member_of",
    ),
    RelationTerm(
        "founded",
        "person",
        "organization event",
        "founded it",
        "^schema:founder",
        "^wdt:P112",
        "crm:P14i_performed/crm:P95_has_formed",
    ),
    RelationTerm("exhibited_at", "person", "organization event", "showed works there"),
    RelationTerm("exhibited_at", "artwork", "organization event", "was shown there"),
    RelationTerm("performed_at", "person", "organization event", "performed there"),
    RelationTerm("performed_at", "artwork", "organization event", "was performed there"),
    RelationTerm(
        "created",
        "person",
        "artwork",
        "wrote, painted, composed, directed, recorded or choreographed it",
        "^schema:creator",
        "^wdt:P170",
        _MADE,
    ),
    RelationTerm(
        "performed",
        "person",
        "artwork",
        "played, sang, danced or read it",
        "",
        "^wdt:P175",
        "crm:P14i_performed/crm:P16_used_specific_object",
    ),
    RelationTerm("plays", "person", "theme", "plays the instrument", "", "wdt:P1303"),
    RelationTerm(
        "practices",
        "person",
        "theme",
        "practises the art or craft",
        "schema:knowsAbout",
        "wdt:P101",
    ),
    RelationTerm(
        "parent_of",
        "person",
        "person",
        "is a parent of",
        "schema:children",
        "wdt:P40",
        "crm:P152i_is_parent_of",
    ),
    RelationTerm(
        "child_of",
        "person",
        "person",
        "is a child of",
        "schema:parent",
        "wdt:P8810",
        "crm:P152_has_parent",
    ),
    RelationTerm(
        "sibling_of", "person", "person", "is a sibling of", "schema:sibling", "wdt:P3373"
    ),
    RelationTerm(
        "spouse_of", "person", "person", "is or was married to", "schema:spouse", "wdt:P26"
    ),
    RelationTerm(
        "grandparent_of",
        "person",
        "person",
        "is a grandparent of",
        "schema:relatedTo",
        "wdt:P1038",
        "crm:P152i_is_parent_of/crm:P152i_is_parent_of",
    ),
    RelationTerm("family_of", "person", "person", "is family of", "schema:relatedTo", "wdt:P1038"),
    RelationTerm("taught", "person", "person", "taught", "", "wdt:P802"),
    RelationTerm("worked_with", "person", "person", "worked with", "schema:colleague"),
    RelationTerm("friend_of", "person", "person", "is a friend of", "schema:knows", "wdt:P3342"),
    RelationTerm("met", "person", "person", "met", "schema:knows"),
    RelationTerm("inspired", "person", "person", "inspired", "", "^wdt:P737"),
    RelationTerm(
        "located_in",
        "place",
        "place",
        "lies in",
        "schema:containedInPlace",
        "wdt:P131",
        "crm:P89_falls_within",
    ),
    RelationTerm(
        "located_in",
        "organization",
        "place",
        "has its seat there",
        "schema:location",
        "wdt:P131",
        "crm:P74_has_current_or_former_residence",
    ),
    RelationTerm(
        "located_in",
        "event",
        "place",
        "takes place there",
        "schema:location",
        "wdt:P276",
        "crm:P7_took_place_at",
    ),
    RelationTerm("won", "person", "event", "won the award or contest", "", "wdt:P166"),
    RelationTerm(
        "took_part_in",
        "person",
        "event",
        "took part in it",
        "",
        "wdt:P1344",
        "crm:P11i_participated_in",
    ),
    RelationTerm(
        "mentions",
        "story",
        "person place artwork organization event",
        "names it",
        "schema:mentions",
        "",
        "crm:P67_refers_to",
    ),
    RelationTerm(
        "about",
        "story",
        "theme",
        "speaks of the theme",
        "schema:about",
        "wdt:P921",
        "crm:P129_is_about",
    ),
    RelationTerm(
        "associated_with",
        "artwork",
        "theme",
        "is tied to the theme",
        "schema:about",
        "wdt:P921",
        "crm:P129_is_about",
    ),
    RelationTerm(
        "associated_with",
        "person place organization event",
        "theme",
        "is tied to the theme by a sentence",
    ),
    RelationTerm("appears_with", "any", "any", "stands in one sentence with it; has no direction"),
)


def type_term(node_type: str) -> TypeTerm:
    """Return the classes of a node type."""
    return next(term for term in TYPES if term.type == node_type)


def relation_term(relation: str, subject: str) -> RelationTerm:
    """Return the terms of a relation whose subject is of a node type.

    Relations and subjects that the table lacks have storygraph's own term alone.
    """
    fitting = (term for term in terms_of(relation) if {subject, "any"} & {*term.subjects.split()})
    return next(fitting, RelationTerm(relation, "any", "any", relation.replace("_", " ")))


def terms_of(relation: str) -> Iterator[RelationTerm]:
    """Yield the rows of the table for a relation; some have one for each type of subject."""
    return (term for term in RELATIONS if term.relation == relation)


def own_term(name: str) -> str:
    """Return a name in storygraph's own vocabulary, percent-encoded where it must be."""
    local = re.sub(r"[^A-Za-z0-9_]", lambda found: _percent(found[0]), name)
    return f"sg:{local or '_'}"


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
