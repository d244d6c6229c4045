"""Which place lies in which, as the text itself says: "Turgovo, Latvia", "the museum in Nukus"."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Span

from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.syntax import arguments

APPOSED = "apposed place"
_SPATIAL = frozenset({"place", "organization"})


def find_locations(context: StoryContext) -> Iterator[FoundRelation]:
    """Yield `located_in` between a place or institution and the place it is said to lie in."""
    named = [span for span in context.mentions if span.id_ == "name" and span.label_ in _SPATIAL]
    for first, second in pairwise(named):
        if second.label_ == "place" and _is_comma_place(first, second):
            yield _located(context, first, second, APPOSED, 0.9)
        elif second.label_ == "place" and _is_in_place(first, second):
            yield _located(context, first, second, "place after its name", 0.8)
    for span in named:
        nouns = [child for child in span.root.children if child.dep_ == "appos"]
        for argument in (each for noun in (span.root, *nouns) for each in arguments(noun)):
            if argument.role not in {"in", "near", "on"} or argument.token.i < span.end:
                continue
            for end in context.denoted(argument.token, {"place"}):
                if argument.role == "in" and end.key != span.kb_id_:
                    subject = context.end_of(span)
                    yield context.relation(
                        "located_in", subject, end, span.root, "place within its phrase", 0.8
                    )


def _is_in_place(first: Span, second: Span) -> bool:
    """Tell whether only "in" stands between an institution or town and a place."""
    doc = first.doc
    between = [token.lower_ for token in doc[first.end : second.start]]
    listed = first.start > 0 and doc[first.start - 1].lower_ == "in"
    near = between == ["in"] or (between == [",", "in"] and not listed)
    return near and first.kb_id_ != second.kb_id_


def _is_comma_place(first: Span, second: Span) -> bool:
    """Tell whether "X, Y" names a place and the larger one around it, not two of a list."""
    doc = first.doc
    between = doc[first.end : second.start]
    if [token.text for token in between] != [","] or first.kb_id_ == second.kb_id_:
        return False
    before = doc[first.start - 1].text if first.start else ""
    after = doc[second.end].lower_ if second.end < len(doc) else ""
    following = doc[second.end + 1].lower_ if second.end + 1 < len(doc) else ""
    in_list = (
        before == ","
        or after in {"and", "or", "&"}
        or (
            after == ","
            and (following in {"and", "or"} or doc[second.end + 1 : second.end + 2].ents)
        )
    )
    return not in_list and first.label_ in _SPATIAL


def _located(
    context: StoryContext, first: Span, second: Span, by: str, confidence: float
) -> FoundRelation:
    ends = context.end_of(first), context.end_of(second)
    return context.relation("located_in", *ends, first.root, by, confidence)
