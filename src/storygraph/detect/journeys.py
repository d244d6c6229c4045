"""Journeys that are moves: whoever goes somewhere and stays."""

from collections.abc import Iterator

from spacy.tokens import Token

from storygraph.detect.context import FoundRelation, StoryContext

RULE = "staying after a journey"
_STAYING = frozenset({"stay", "settle", "remain"})
_BRIEF = frozenset(
    {"night", "nights", "day", "days", "week", "weeks", "hour", "hours", "fortnight"}
)
_REACH = 12  # tokens between a journey's end and the verb that says that somebody stayed
_SURE = 0.9


def settled(found: list[FoundRelation], context: StoryContext) -> list[FoundRelation]:
    """Return the relations with `moved_to` in place of `traveled_to` where a sentence says so.

    "She came to Riga in 1950, and stayed" tells as well where she lived.
    """
    moved = {_ends(each) for each in found if each.name == "moved_to"}
    told: list[FoundRelation] = []
    for each in found:
        is_journey = each.name == "traveled_to"
        if is_journey and _ends(each) in moved:
            continue
        stay = _stay_after(each, context) if is_journey or each.name == "moved_to" else None
        if stay is not None and each.name == "moved_to" and _is_brief(stay):
            told.append(each._replace(name="traveled_to"))
            continue
        stays = is_journey and stay is not None and stay.dep_ == "conj" and not _is_brief(stay)
        if is_journey and stays:
            told += [each._replace(name="moved_to"), *_lived(each)]
        else:
            told.append(each)
    return told


def _lived(journey: FoundRelation) -> Iterator[FoundRelation]:
    sure = round(journey.confidence * _SURE, 3)
    yield journey._replace(name="lived_in", by=RULE, confidence=sure)


def _ends(relation: FoundRelation) -> tuple[str, str, int]:
    return relation.subject[1], relation.object[1], relation.sentence


def _stay_after(journey: FoundRelation, context: StoryContext) -> Token | None:
    """Return the verb of "and stayed" behind a place, without another place between, or None."""
    doc, start = context.doc, journey.object[3]
    sentence = journey.sentence
    for token in doc[start : start + _REACH]:
        if context.sentence_of[token.i] != sentence or context.mentions_at(token):
            return None
        if token.lemma_.lower() in _STAYING and token.pos_ == "VERB":
            return token
    return None


def _is_brief(verb: Token) -> bool:
    return any(token.lower_ in _BRIEF or token.dep_ == "obl" for token in verb.children)
