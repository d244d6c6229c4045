"""Which place lies in which, as the text itself says: "Turgovo, Latvia", "the museum in Nukus"."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.tokens import Span, Token

from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.facts import BY_CLASSIFIER
from storygraph.detect.syntax import arguments, nested_arguments
from storygraph.gazetteer.apart import lie_apart, lies_within
from storygraph.lexicon import words

APPOSED = "apposed place"
_WITHIN = "place within its phrase"
_GUESSES = frozenset({BY_CLASSIFIER, _WITHIN})
_REACH = 6
_GAP = 5  # tokens between a place and the larger one in "X, in Y"
_PARTING = frozenset({"–", "—", "-", "and"})
_APART = 9  # tokens between a place and the institution visited there
_NEXT = frozenset({"and", "but", "then", "before", "after", "who", "where", "which"})
_WHOLES = frozenset({"island", "province", "region", "state", "valley", "district", "county"})
_SPATIAL = frozenset({"place", "organization"})
_HELD = _SPATIAL | {"event"}


def find_locations(context: StoryContext) -> Iterator[FoundRelation]:
    """Yield `located_in` between a place, institution or event and the place around it."""
    held = [span for span in context.mentions if span.id_ == "name" and span.label_ in _HELD]
    named = [span for span in held if span.label_ in _SPATIAL]
    for first, second in pairwise(held):
        if first.label_ == "event" and second.label_ == "place" and _is_in_place(first, second):
            yield _located(context, first, second, "place after its name", 0.8)
    for first, second in pairwise(named):
        if second.start - first.end > _GAP:
            continue
        if second.label_ == "place" and _is_comma_place(first, second):
            yield _located(context, first, second, APPOSED, 0.9)
        elif second.label_ == "place" and (
            _is_in_place(first, second) or _is_from_place(first, second)
        ):
            yield _located(context, first, second, "place after its name", 0.8)
    yield from _visited(context)
    for span in named:
        larger = _described_place(span, context)
        if larger is not None:
            yield _located(context, span, larger, "place as described", 0.85)
        nouns = [child for child in span.root.children if child.dep_ == "appos"]
        head = span.root.head
        if span.root.dep_ == "nsubj" and any(child.dep_ == "cop" for child in head.children):
            nouns.append(head)
        linked = [each for noun in (span.root, *nouns) for each in arguments(noun)]
        linked += [inner for each in linked for inner in nested_arguments(each)]
        for argument in linked:
            if argument.role not in {"in", "near", "on"} or argument.token.i < span.end:
                continue
            between = span.doc[span.end : argument.token.i]
            if any(token.text in _PARTING for token in between) or _holds_another(between, named):
                continue
            if _is_next_of_list(span, between):
                continue
            for end in context.denoted(argument.token, {"place"}):
                if argument.role == "in" and end.key != span.kb_id_:
                    subject = context.end_of(span)
                    yield context.relation("located_in", subject, end, span.root, _WITHIN, 0.8)


def without_impossible(
    context: StoryContext, found: Iterable[FoundRelation]
) -> Iterator[FoundRelation]:
    """Yield the relations but for large towns guessed to lie in a country that has none so called.

    What stands in so many words ("Lemberg, Austria") is said of its time, or of an invented world.
    """
    for each in found:
        if each.name == "located_in" and each.by in _GUESSES:
            ends = each.subject[1], each.object[1]
            are_places = all(context.type_of(end) == "place" for end in ends)
            if are_places and lie_apart(*map(context.names_of, ends)):
                continue
        yield each


def _holds_another(between: Span, named: list[Span]) -> bool:
    """Tell whether another institution stands between: "the Mint Hall, the Salt House in Riga"."""
    spans = (each for each in named if between.start <= each.start < between.end)
    return any(each.label_ == "organization" for each in spans)


def _visited(context: StoryContext) -> Iterator[FoundRelation]:
    """Yield where an institution lies whose place the same verb names before it.

    "She went to Riga to study at the Academy", "shown in Riga in May, at the Salt Gallery".
    """
    for span in context.mentions:
        if span.label_ != "organization" or span.id_ != "name" or _mark(span) != "at":
            continue
        own = range(span.start, span.end)
        linked = [each for each in arguments(span.root) if each.token.i not in own]
        if any(each.role in {"in", "of"} for each in linked):
            continue
        for place in context.mentions_in(context.sentence_of[span.start]):
            gap = span.start - place.end
            if place.label_ != "place" or place.id_ != "name" or not 0 < gap <= _APART:
                continue
            if _mark(place) not in {"in", "to"} or not _is_one_clause(place, span):
                continue
            yield _located(context, span, place, "place of the same visit", 0.65)


def _mark(span: Span) -> str:
    """Return the preposition right before a name and its article, or ""."""
    doc, index = span.doc, span.start - 1
    while index > 0 and doc[index].pos_ == "DET":
        index -= 1
    return str(doc[index].lower_) if index >= 0 else ""


def _is_one_clause(first: Span, second: Span) -> bool:
    between = first.doc[first.end : second.start]
    if [token.lower_ for token in between[:2]] == [",", "where"]:
        between = between[2:]
    others = any(token.lower_ in _NEXT or token.text in {";", ":"} for token in between)
    return not others and sum(token.pos_ == "VERB" for token in between) < 2


def _described_place(span: Span, context: StoryContext) -> Span | None:
    """Return the place in "Turgovo, a small town in Latvia", whatever the parse says."""
    doc, index = span.doc, span.end
    if index + 1 >= len(doc) or doc[index].text != "," or doc[index + 1].pos_ != "DET":
        return None
    for token in doc[index + 2 : index + 2 + _REACH]:
        if token.lower_ in {"in", "among"} and token.i + 1 < len(doc):
            token = _within_whole(token)
            places = [s for s in context.mentions_at(doc[token.i + 1]) if s.label_ == "place"]
            named = [s for s in places if s.id_ == "name" and s.kb_id_ != span.kb_id_]
            return named[0] if named else None
        if token.pos_ not in {"ADJ", "NOUN", "ADV", "CCONJ"}:
            return None
    return None


def _within_whole(mark: Token) -> Token:
    """Return the last word before the place in "in the heart of", "among the lakes of eastern"."""
    rest = mark.doc[mark.i + 1 : mark.i + 6]
    words_after = [token.lower_ for token in rest]
    if words_after[:1] == ["the"] and "of" in words_after[2:4]:
        mark = rest[words_after.index("of")]
    following = mark.doc[min(mark.i + 1, len(mark.doc) - 1)]
    return following if following.pos_ == "ADJ" and following.is_lower else mark


def _is_in_place(first: Span, second: Span) -> bool:
    """Tell whether only "in", or "on the", stands between an institution or town and a place."""
    doc = first.doc
    between = [token.lower_ for token in doc[first.end : second.start]]
    if between[:1] == [","] and between[2:3] == ["the"] and between[4:] == ["of"]:
        return between[3] in _WHOLES  # "Castro, on the island of Chiloé"
    if between[-1:] == ["the"]:
        between.pop()
        if between[-1:] == ["on"]:
            between[-1] = "in"
    is_list = _is_next_of_list(first, doc[first.end : second.start])
    is_kind = between[:1] and between[0] in words("facilities") | words("institutions")
    near = (
        between == ["in"]
        or (between[1:] == ["in"] and bool(is_kind))
        or (between == [",", "in"] and not is_list)
    )
    return near and first.kb_id_ != second.kb_id_


def _is_next_of_list(first: Span, between: Span) -> bool:
    """Tell whether a name and what follows it stand side by side: "in Riga, in Tartu"."""
    before = first.doc[first.start - 1].lower_ if first.start else ""
    return before == "in" and [token.lower_ for token in between] == [",", "in"]


def _is_from_place(first: Span, second: Span) -> bool:
    """Tell whether a group is from a place: "the Salt Singers, from Riga"."""
    between = first.doc[first.end : second.start]
    is_from = len(between) > 0 and between[-1].lower_ == "from"
    nouns = between[:-1]
    return (
        first.label_ == "organization"
        and is_from
        and all(token.text == "," or token.tag_ == "NNS" for token in nouns)
    )


def _is_comma_place(first: Span, second: Span) -> bool:
    """Tell whether "X, Y" names a place and the larger one around it, not two of a list.

    In a list are also "Madrid, Spain and Ghent, Belgium", of which the gazetteer knows better.
    """
    doc = first.doc
    between = doc[first.end : second.start]
    if [token.text for token in between] != [","] or first.kb_id_ == second.kb_id_:
        return False
    before = doc[first.start - 1].text if first.start else ""
    after = doc[second.end].lower_ if second.end < len(doc) else ""
    following = doc[second.end + 1].lower_ if second.end + 1 < len(doc) else ""
    is_next_named = any(token.ent_type_ for token in doc[second.end + 1 : second.end + 2])
    in_list = (
        before == ","
        or after in {"and", "or", "&"}
        or (after == "," and (following in {"and", "or"} or is_next_named))
    )
    nouns = {token.lower_ for token in doc[second.start : second.end]}
    is_building = bool(nouns & (words("facilities") | words("institutions")))
    if in_list and first.label_ == "place":
        in_list = not lies_within([first.text], [second.text])
    return not in_list and not is_building and first.label_ in _SPATIAL


def _located(
    context: StoryContext, first: Span, second: Span, by: str, confidence: float
) -> FoundRelation:
    ends = context.end_of(first), context.end_of(second)
    return context.relation("located_in", *ends, first.root, by, confidence)
