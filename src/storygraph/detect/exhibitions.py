"""The exhibition that a review is about: who shows there, named in a line above it, and what.

"Tides. Aru Bek and Dana Holm, Salt Gallery, Riga, until 30 May" says where both exhibit, and
where the works are to be seen of which the review speaks in the present.
"""

from collections.abc import Iterator
from itertools import combinations

from spacy.tokens import Span, Token

from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.descriptions import names_beside
from storygraph.detect.occasion import Occasion, find_occasion, is_elsewhere
from storygraph.lexicon import words

RULE = "exhibition of the story"
_SHOWN = 3  # words of exhibitions in a story that reviews one
_TOGETHER = 3  # people of one exhibition; more hardly work together
_CONFIDENCE = 0.65
_OF_PEOPLE = {"event": "took_part_in", "organization": "exhibited_at", "place": "exhibited_in"}
_PRESENT = frozenset({"VBZ", "VBP"})
_CURATING = frozenset({"curator"})


def find_exhibits(context: StoryContext, found: list[FoundRelation]) -> Iterator[FoundRelation]:
    """Yield who and what is shown at the exhibition that a story's first lines name."""
    occasion = find_occasion(context)
    if occasion is None or not _is_shown(context):
        return
    spots = list(_spots(occasion))
    first = occasion.mentions[0].sent.start
    artists = {
        span.kb_id_: span
        for span in context.mentions
        if span.label_ == "person" and span.id_ == "name" and span.sent.start == first
    }
    for artist in artists.values():
        yield from _at(artist, spots, _OF_PEOPLE, context)
    if len(artists) <= _TOGETHER:
        for one, other in combinations(artists.values(), 2):
            yield _relation("worked_with", one, other, context)
    yield from _curators(spots, context)
    makers = {each.object[1]: each.subject[1] for each in found if each.name == "created"}
    for work in context.mentions:
        if work.label_ != "artwork" or work.id_ != "name" or not _is_present(work):
            continue
        if is_elsewhere(work.root, occasion, context):
            continue
        named = list(context.people_in(context.sentence_of[work.start]).values())
        own = [span for span in named if span.kb_id_ in artists]
        maker = makers.get(work.kb_id_, own[0].kb_id_ if len(own) == 1 else None)
        if maker not in artists:
            continue
        relations = {kind: name for kind, name in _OF_PEOPLE.items() if kind != "event"}
        yield from _at(work, spots, relations, context)
        if work.kb_id_ not in makers:
            yield _relation("created", own[0], work, context)


def _is_shown(context: StoryContext) -> bool:
    shown = sum(token.lemma_.lower() in words("exhibiting") for token in context.doc)
    played = sum(token.lemma_.lower() in words("performing") for token in context.doc)
    return shown >= max(_SHOWN, played)


def _spots(occasion: Occasion) -> Iterator[Span]:
    """Yield an occasion's event, its venue, and the largest of its places."""
    places = [span for span in occasion.mentions if span.label_ == "place"]
    yield from (span for span in occasion.mentions if span.label_ != "place")
    yield from places[-1:]


def _at(
    end: Span, spots: list[Span], relations: dict[str, str], context: StoryContext
) -> Iterator[FoundRelation]:
    for spot in spots:
        if spot.label_ in relations:
            yield _relation(relations[spot.label_], end, spot, context)


def _curators(spots: list[Span], context: StoryContext) -> Iterator[FoundRelation]:
    """Yield where "the curator, Aru Bek," works: nowhere else than where the story is."""
    people = {
        index: span
        for span in context.mentions
        if span.label_ == "person" and span.id_ == "name"
        for index in range(span.start, span.end)
    }
    for token in context.doc:
        if token.lemma_.lower() in _CURATING and any(c.lower_ == "the" for c in token.children):
            for name in names_beside(token, lambda each: each.i in people):
                near = context.mentions_in(context.sentence_of[name.i])
                for spot in spots:
                    if spot.label_ == "organization" and not any(
                        each.label_ == "organization" for each in near
                    ):
                        yield _relation("worked_at", people[name.i], spot, context)


def _is_present(work: Span) -> bool:
    """Tell whether a clause speaks of a work as of something to be seen now."""
    verb: Token = work.root
    while verb.head != verb and verb.pos_ not in {"VERB", "AUX"}:
        if any(child.dep_ == "cop" and child.tag_ in _PRESENT for child in verb.children):
            return True
        verb = verb.head
    copulas = (child for child in verb.children if child.dep_ in {"cop", "aux"})
    return verb.tag_ in _PRESENT or any(each.tag_ in _PRESENT for each in copulas)


def _relation(name: str, one: Span, other: Span, context: StoryContext) -> FoundRelation:
    ends = context.end_of(one), context.end_of(other)
    told = context.relation(name, *ends, one.root, RULE, _CONFIDENCE)
    return told._replace(sentence=context.sentence_of[one.start])
