"""The occasion that a review or notice is about, named once in a line above it.

"Winter Strings, Old Mint Hall, Riga. Friday." says where everybody played of whom the review
tells that they played.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Span, Token

from storygraph.detect.context import FoundEnd, FoundRelation, StoryContext
from storygraph.detect.layout import header_lines
from storygraph.detect.modality import assertion
from storygraph.detect.syntax import arguments, is_passive, preposition, subjects
from storygraph.lexicon import words

RULE = "occasion of the story"
_CONFIDENCE = 0.65
_SHOWN = 3  # words of performances in a story that reviews one
_TITLED = {"event": "took_part_in", "organization": "performed_at", "place": "performed_in"}
_AT_EVENT = {"event": "took_part_in"}
_OF_ENSEMBLES = {"event": "took_part_in", "organization": "performed_at"}
_OF_WORKS = {"organization": "performed_at", "place": "performed_in"}


class Occasion(NamedTuple):
    """The mentions of a line that name an event, its venue and its place."""

    mentions: tuple[Span, ...]


def find_occasion(context: StoryContext) -> Occasion | None:
    """Return the occasion that a story's first lines name, or None.

    It needs a place and an event or a venue.
    """
    for line in header_lines(context.doc):
        named = [
            span
            for span in context.mentions
            if line.start <= span.start and span.end <= line.end and span.label_ in _TITLED
        ]
        kinds = {span.label_ for span in named}
        if "place" in kinds and len(kinds) > 1:
            return Occasion(tuple(named))
    return None


def find_performances(context: StoryContext, found: list[FoundRelation]) -> Iterator[FoundRelation]:
    """Yield where those performed of whom a review says that they did, and its works."""
    occasion = find_occasion(context)
    if occasion is None:
        return
    yield from _whereabouts(occasion, context)
    if sum(token.lemma_.lower() in words("performing") for token in context.doc) < _SHOWN:
        return
    inside = {span.start for span in occasion.mentions}
    performing: dict[int, list[FoundEnd]] = defaultdict(list)
    for end, at in _performers(context, found):
        if is_elsewhere(at, occasion, context):
            if _names_event(at, occasion, context):
                yield from _at_occasion(end, at, occasion, _AT_EVENT, context)
            continue
        performing[context.sentence_of[at.i]].append(end)
        is_ensemble = _label(end, context) == "organization"
        relations = _OF_ENSEMBLES if is_ensemble else _TITLED
        yield from _at_occasion(end, at, occasion, relations, context)
    for span in context.mentions:
        if span.label_ != "artwork" or span.id_ != "name" or span.start in inside:
            continue
        if is_elsewhere(span.root, occasion, context):
            continue
        work = context.end_of(span)
        yield from _at_occasion(work, span.root, occasion, _OF_WORKS, context)
        for end in performing[context.sentence_of[span.start]]:
            yield context.relation("performed", end, work, span.root, RULE, _CONFIDENCE)


def _whereabouts(occasion: Occasion, context: StoryContext) -> Iterator[FoundRelation]:
    places = [span for span in occasion.mentions if span.label_ == "place"]
    for span in occasion.mentions:
        if span.kb_id_ != places[-1].kb_id_:
            ends = context.end_of(span), context.end_of(places[-1])
            yield context.relation("located_in", *ends, span.root, RULE, _CONFIDENCE)


def _at_occasion(
    end: FoundEnd,
    at: Token,
    occasion: Occasion,
    relations: dict[str, str],
    context: StoryContext,
) -> Iterator[FoundRelation]:
    for span in occasion.mentions:
        relation = relations.get(span.label_)
        if relation is not None:
            place = context.end_of(span)
            told = context.relation(relation, end, place, at, RULE, _CONFIDENCE * end.confidence)
            yield told._replace(sentence=context.sentence_of[at.i])


def _doers(verb: Token) -> list[Token]:
    """Return who does what a verb says; a passive's subject is no doer."""
    if is_passive(verb):
        return [each.token for each in arguments(verb) if each.role == "by"]
    return subjects(verb)


def is_elsewhere(at: Token, occasion: Occasion, context: StoryContext) -> bool:
    """Tell whether a sentence is about another venue or place than that of the occasion."""
    own = {span.kb_id_ for span in occasion.mentions}
    for span in context.mentions_in(context.sentence_of[at.i]):
        is_spot = span.label_ in {"place", "organization"} and span.kb_id_ not in own
        before = context.doc[max(0, span.start - 2) : span.start]
        if is_spot and any(token.lower_ in {"in", "at"} for token in before):
            return True
    return False


def _label(end: FoundEnd, context: StoryContext) -> str:
    spans = context.mentions_at(context.doc[end.start])
    return next((span.label_ for span in spans if span.kb_id_ == end.key), "")


def _names_event(at: Token, occasion: Occasion, context: StoryContext) -> bool:
    """Tell whether a sentence speaks of the event of an occasion."""
    events = {span.kb_id_ for span in occasion.mentions if span.label_ == "event"}
    near = context.mentions_in(context.sentence_of[at.i])
    return any(span.kb_id_ in events for span in near)


def _performers(
    context: StoryContext, found: list[FoundRelation]
) -> Iterator[tuple[FoundEnd, Token]]:
    """Yield who performs: by a verb, by an instrument, as an ensemble, or as its conductor."""
    kinds, verbs = {"person", "organization"}, words("performing", "verbs")
    for token in context.doc:
        is_performing = token.pos_ == "VERB" and token.lemma_.lower() in verbs
        if is_performing and assertion(token, context.hypothetical):
            for doer in _doers(token):
                for end in context.denoted(doer, kinds):
                    yield end, token
    for each in found:
        if each.name == "performed" or (each.name == "plays" and each.by == "noun for who plays"):
            yield FoundEnd(*each.subject, each.confidence), context.doc[each.subject[2]]
    for span in context.mentions:
        near = context.doc[max(0, span.start - 1) : span.end + 1]
        nouns = {token.lower_ for token in near}
        if span.label_ == "organization" and nouns & words("performing", "ensembles"):
            yield context.end_of(span), span.root
        if span.label_ == "person" and preposition(span.root) == "under":
            above = {token.lower_ for token in span.root.head.subtree}
            if above & words("performing", "ensembles"):
                yield context.end_of(span), span.root
