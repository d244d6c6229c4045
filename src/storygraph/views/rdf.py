"""RDF: entities in schema.org's terms, themes in SKOS, evidence as Web Annotations with PROV-O.

Each edge is stated three times over: with storygraph's own term (`sg:born_in`), with
schema.org's where there is one (`schema:birthPlace`), and as an `rdf:Statement` with its weight.
Each sentence behind it is an `oa:Annotation` of that statement, which quotes the story and gives
the sentence's offsets; it is attributed to the rule that found it, with `sg:confidence`. Each
mention is an annotation as well. Stories carry their text, so that every offset can be checked.
"""

from importlib.resources import files
from json import dumps, loads
from pathlib import Path
from warnings import catch_warnings, simplefilter

from storygraph.errors import GraphFileError
from storygraph.graph.storygraph import StoryGraph
from storygraph.views.export import write_text
from storygraph.views.extras import need
from storygraph.views.resources import BASE, Description
from storygraph.views.terms import NAMESPACES
from storygraph.views.turtle import to_turtle


def write_turtle(graph: StoryGraph, path: Path, *, base: str = BASE) -> None:
    """Write Turtle; `base` begins the IRI of everything in the graph.

    Raises
    ------
    GraphFileError
        If `base` cannot begin an IRI.
    """
    write_text(path, to_turtle(Description(graph, base).resources(), NAMESPACES))


def write_jsonld(graph: StoryGraph, path: Path, *, base: str = BASE) -> None:
    """Write JSON-LD with the same triples as the Turtle; its context is inside the file.

    Raises
    ------
    GraphFileError
        If `base` cannot begin an IRI.
    """
    context = loads((files("storygraph.views") / "data" / "context.jsonld").read_text("utf-8"))
    head = dumps(context["@context"], indent=1)
    lines = (dumps(each, ensure_ascii=False) for each in Description(graph, base).resources())
    body = ",\n".join(lines)  # a resource a line: small, and kind to diff and grep
    write_text(path, f'{{"@context": {head},\n"@graph": [\n{body}\n]}}\n')


def check_rdf(path: str | Path) -> list[str]:
    """Check a Turtle or JSON-LD file against the SHACL shapes that ship with storygraph.

    Returns
    -------
    list of str
        One line for each violation; none if the file conforms.

    Raises
    ------
    GraphFileError
        If rdflib or pyshacl is missing, or the file cannot be read.
    """
    rdflib = need("rdflib", extra="rdf", what="check_rdf")
    pyshacl = need("pyshacl", extra="rdf", what="check_rdf")
    shapes = (files("storygraph.views") / "data" / "shapes.ttl").read_text("utf-8")
    try:
        with catch_warnings():
            simplefilter("ignore", DeprecationWarning)  # rdflib's JSON-LD uses its own old class
            data = rdflib.Graph().parse(path)
    except Exception as error:  # each of rdflib's parsers has its own errors
        line = " ".join(str(error).split())
        raise GraphFileError(f"cannot read '{path}' as RDF: {line}") from error
    _, results, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(data=shapes))
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    return sorted(
        f"{results.value(result, shacl.focusNode)}: {results.value(result, shacl.resultMessage)}"
        for result in results.subjects(rdflib.RDF.type, shacl.ValidationResult)
    )
