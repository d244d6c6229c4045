"""A graph as RDF resources: plain dicts, as JSON-LD and Turtle hold them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from decimal import Decimal
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from storygraph.errors import GraphFileError
from storygraph.graph.spots import find_spot
from storygraph.graph.storygraph import StoryGraph
from storygraph.records import NodeMention, Story
from storygraph.views.rows import (
    NODE_COLUMNS,
    Edge,
    Row,
    digest,
    evidence_row,
    node_ids,
    node_table,
    ordered_edges,
)
from storygraph.views.scalars import Scalar, clean, to_number
from storygraph.views.terms import NAMESPACES, own_term, relation_term, terms_of, type_term
from storygraph.views.turtle import Resource
from storygraph.views.wording import place_credits

BASE = "urn:storygraph:id:"
_GEONAMES = "https://sws.geonames.org/"
_GEO = frozenset({"latitude", "longitude", "country", "geonames_id"})
_SOFTWARE = "urn:storygraph:software"
_BASE_IRI = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):[^\x00-\x20<>\"{}|\\^`]*")
_AROUND = 24
_DUBLIN_CORE = {"author": "creator", "date": "date", "language": "language", "lang": "language"}


class Description:
    """The resources of one graph, whose IRIs all begin with one base."""

    def __init__(self, graph: StoryGraph, base: str) -> None:
        fit = _BASE_IRI.fullmatch(base)
        if fit is None or fit[1] in NAMESPACES:
            raise GraphFileError(
                f"'{base}' cannot begin an IRI; give one such as 'https://example.org/tales/'."
            )
        self.graph = graph
        self.base = base
        self.ids = node_ids(graph)
        self.types = {self.ids[str(n)]: str(kind) for n, kind in graph.nx.nodes(data="type")}
        self.edges = list(ordered_edges(graph))

    def resources(self) -> Iterator[Resource]:
        """Yield every resource once, the file itself first."""
        yield from self._document()
        yield from map(_term, sorted({edge.relation for edge in self.edges}))
        yield from map(self._story, self._story_ids())
        yield from self._nodes()
        for edge in self.edges:
            yield from self._edge(edge)
        for story in sorted(self.graph.mentions_by_story):
            for mention in dict.fromkeys(self.graph.mentions_by_story[story]):
                yield self._mention(mention)

    def iri(self, kind: str, name: object) -> Resource:
        """Return a reference; kinds keep the names of nodes, rules and annotations apart."""
        return {"@id": f"{self.base}{kind}:{quote(clean(name), safe=':')}"}

    def node(self, node: str) -> Resource:
        """Return a reference to a node by its id in files: `person:aru-bek`."""
        return {"@id": f"{self.base}{quote(node, safe=':')}"}

    def story(self, story_id: str) -> Resource:
        """Return a reference to a story."""
        return self.node(self.ids.get(f"story:{story_id}", clean(f"story:{story_id}")))

    def _document(self) -> Iterator[Resource]:
        stories = [self.story(each) for each in self._story_ids()]
        software = {"@id": _SOFTWARE}
        yield {
            "@id": f"{self.base}graph",
            "@type": ["prov:Entity", "schema:Dataset"],
            "schema:name": "a storygraph",
            "prov:wasAttributedTo": software,
            **_some("prov:wasDerivedFrom", stories),
            **_some("schema:creditText", place_credits(self.graph)),
        }
        name = f"storygraph {version('storygraph')}"
        yield {**software, "@type": "prov:SoftwareAgent", "schema:name": name}
        if "theme" in self.types.values():
            scheme = self.iri("scheme", "themes")
            yield {**scheme, "@type": "skos:ConceptScheme", "skos:prefLabel": "themes"}
        for rule in sorted({clean(each.get("by", "")) for each in self._evidence()}):
            yield {
                **self.iri("rule", rule),
                "@type": "prov:SoftwareAgent",
                "schema:name": rule,
                "prov:actedOnBehalfOf": software,
            }

    def _evidence(self) -> Iterator[dict[str, Any]]:
        return (each for edge in self.edges for each in edge.data["evidence"])

    def _story_ids(self) -> list[str]:
        nodes = {str(n).removeprefix("story:") for n in self.graph.nx if self._is_story(str(n))}
        quoted = {str(each.get("story", "")) for each in self._evidence()}
        return sorted({*nodes, *quoted, *self.graph.stories, *self.graph.mentions_by_story})

    def _is_story(self, node: str) -> bool:
        return self.types[self.ids[node]] == "story"

    def _story(self, story_id: str) -> Resource:
        """Return a story, also if only evidence speaks of it."""
        story = self.graph.stories.get(story_id, Story(story_id, "", ""))
        node = self.graph.nx.nodes.get(f"story:{story_id}", {})
        return {
            **self.story(story_id),
            "@type": ["sg:Story", "schema:CreativeWork", "prov:Entity"],
            "schema:name": clean(node.get("name") or story.title or story_id),
            **({"schema:text": clean(story.text)} if story.text else {}),
            **_metadata(story),
        }

    def _nodes(self) -> Iterator[Resource]:
        table = node_table(self.graph)
        added = [column.name for column in table.columns[len(NODE_COLUMNS) :]]
        data = {self.ids[str(node)]: data for node, data in self.graph.nx.nodes(data=True)}
        for row in table.rows:
            geo = _geo(row) if row["type"] == "place" else {}
            own = [name for name in added if row[name] is not None and not (geo and name in _GEO)]
            extra = {own_term(name): _literal(row[name]) for name in own}
            described = self._described(row, data[str(row["id"])])
            yield {**self.node(str(row["id"])), **described, **geo, **extra}
        for pair in self.graph.maybe_same:
            first, second = (self.ids.get(n, clean(n)) for n in (pair.first, pair.second))
            yield {**self.node(first), "sg:maybeSameAs": self.node(second)}

    def _described(self, row: Row, data: dict[str, Any]) -> Resource:
        kind, name = str(row["type"]), str(row["name"])
        if kind == "story":
            return {"sg:mentionCount": row["mentions"]}
        aliases = [alias for alias in dict.fromkeys(map(clean, data["aliases"])) if alias != name]
        stories = [self.node(self.ids.get(each, clean(each))) for each in data["stories"]]
        if kind == "theme":
            # An easel speaks of painting and helps to find it, but does not name it.
            names = {"skos:prefLabel": name, **_some("skos:hiddenLabel", aliases)}
            names["skos:inScheme"] = self.iri("scheme", "themes")
        else:
            names = {"schema:name": name, **_some("schema:alternateName", aliases)}
        return {
            "@type": type_term(kind).main,
            **names,
            "sg:mentionCount": row["mentions"],
            **_some("schema:subjectOf", stories),
        }

    def _edge(self, edge: Edge) -> Iterator[Resource]:
        source, target = self.node(edge.source), self.node(edge.target)
        yield {**source, own_term(edge.relation): target}
        schema = relation_term(edge.relation, self.types[edge.source]).schema
        if schema.startswith("^"):
            yield {**target, schema[1:]: source}
        elif schema:
            yield {**source, schema: target}
        link = self.iri("link", edge.id)
        yield {
            **link,
            "@type": ["rdf:Statement", "prov:Entity"],
            "rdf:subject": source,
            "rdf:predicate": {"@id": own_term(edge.relation)},
            "rdf:object": target,
            "sg:relation": edge.relation,
            "sg:weight": _decimal(to_number(edge.data["weight"]) or 0),
        }
        for number, fields in enumerate(edge.data["evidence"]):
            yield self._annotation(f"{edge.id}-{number}", link, fields)

    def _annotation(self, name: str, link: Resource, fields: dict[str, Any]) -> Resource:
        row = evidence_row(fields)
        spans = {
            f"sg:{end}Span": _position(row[f"{end}_start"], row[f"{end}_end"])
            for end in ("subject", "object")
            if row[f"{end}_start"] is not None
        }
        return {
            **self._annotated(name, "oa:linking", link, str(fields.get("story", "")), row),
            "sg:confidence": _decimal(row["confidence"] or 0),
            "prov:wasAttributedTo": self.iri("rule", row["by"]),
            **spans,
        }

    def _mention(self, mention: NodeMention) -> Resource:
        story = self.graph.stories.get(mention.story)
        text = clean(story.text[mention.start : mention.end]) if story else ""
        row: Row = {"start": mention.start, "end": mention.end, "text": text}
        body = self.node(self.ids.get(mention.node, clean(mention.node)))
        name = f"m{digest(*astuple(mention))}"
        return {
            **self._annotated(name, "oa:identifying", body, mention.story, row),
            "sg:confidence": _decimal(mention.confidence),
            "prov:wasAttributedTo": {"@id": _SOFTWARE},
            "sg:form": mention.form,
        }

    def _annotated(
        self, name: str, motivation: str, body: Resource, story_id: str, row: Row
    ) -> Resource:
        """Return what all annotations have: a body, and a target that quotes the story."""
        source = self.story(story_id)
        selectors = [_position(row["start"], row["end"]), self._quotation(story_id, row)]
        return {
            **self.iri("annotation", name),
            "@type": ["oa:Annotation", "prov:Entity"],
            "oa:motivatedBy": {"@id": motivation},
            "oa:hasBody": body,
            "oa:hasTarget": {
                "@type": "oa:SpecificResource",
                "oa:hasSource": source,
                "oa:hasSelector": selectors,
            },
            "prov:wasDerivedFrom": source,
        }

    def _quotation(self, story_id: str, row: Row) -> Resource:
        selector: Resource = {"@type": "oa:TextQuoteSelector", "oa:exact": row["text"]}
        story = self.graph.stories.get(story_id)
        if story and isinstance(row["start"], int) and isinstance(row["end"], int):
            before = story.text[max(0, row["start"] - _AROUND) : row["start"]]
            after = story.text[row["end"] : row["end"] + _AROUND]
            selector |= {"oa:prefix": clean(before), "oa:suffix": clean(after)}
        return selector


def _term(relation: str) -> Resource:
    """Return the declaration of a relation's own term, with its kin in other vocabularies."""
    rows = list(terms_of(relation))
    direct = [row.schema for row in rows if row.schema and not row.schema.startswith("^")]
    # a property is a sub-property only if that holds for all its subjects
    parents = dict.fromkeys(direct) if len(direct) == len(rows) else {}
    shared = list(parents) if len(parents) == 1 else []
    kin = [row.wikidata.removeprefix("^").replace("wdt:", "wd:") for row in rows if row.wikidata]
    return {
        "@id": own_term(relation),
        "@type": "rdf:Property",
        "rdfs:label": relation.replace("_", " "),
        **_some("rdfs:comment", list(dict.fromkeys(row.meaning for row in rows))),
        **_some("rdfs:subPropertyOf", [{"@id": each} for each in shared]),
        **_some("rdfs:seeAlso", [{"@id": each} for each in dict.fromkeys(kin)]),
        **_some("sg:cidocPath", list(dict.fromkeys(row.cidoc for row in rows if row.cidoc))),
    }


def _some(key: str, values: Iterable[Any]) -> Resource:
    """Return a property unless it has no values."""
    listed = list(values)
    return {key: listed} if listed else {}


def _metadata(story: Story) -> Resource:
    """Return a story's front matter: what Dublin Core knows in its terms, the rest as pairs."""
    found: Resource = {}
    others = []
    for key, value in sorted(story.metadata.items()):
        term = _DUBLIN_CORE.get(key.lower())
        if term and f"dcterms:{term}" not in found:
            found[f"dcterms:{term}"] = clean(value)
        else:
            pair = {"schema:name": clean(key), "schema:value": clean(value)}
            others.append({"@type": "schema:PropertyValue", **pair})
    return {**found, **_some("schema:additionalProperty", others)}


def _geo(row: Row) -> Resource:
    """Return where a place lies in schema.org's terms; nothing where it is not known."""
    spot = find_spot(row)
    if spot is None:
        return {}
    latitude, longitude = map(_decimal, spot)
    country, number = row.get("country"), row.get("geonames_id")
    return {
        "schema:geo": {
            "@type": "schema:GeoCoordinates",
            "schema:latitude": latitude,
            "schema:longitude": longitude,
            **({"schema:addressCountry": str(country)} if country else {}),
        },
        **({"owl:sameAs": {"@id": f"{_GEONAMES}{number}/"}} if _is_count(number) else {}),
    }


def _is_count(value: Scalar) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _position(start: Scalar, end: Scalar) -> Resource:
    return {
        "@type": "oa:TextPositionSelector",
        "oa:start": int(start or 0),
        "oa:end": int(end or 0),
    }


def _decimal(number: Any) -> Resource:
    return {"@value": format(Decimal(str(number)), "f"), "@type": "xsd:decimal"}


def _literal(value: Scalar) -> Any:
    return _decimal(value) if isinstance(value, float) else value
