"""Relatives of somebody whom no word beside them names.

"My mother, Aru," is the mother of a narrator without a name: of nobody in the graph, but where
"my sister Dana" stands too, Aru is Dana's mother. "The father, Bek," behind "her parents" is hers.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from storygraph.detect.columns import tokens_of
from storygraph.detect.context import FoundEnd, FoundRelation, StoryContext
from storygraph.detect.frames import Frames, Statement
from storygraph.detect.quotes import find_quotes, quote_at
from storygraph.detect.syntax import arguments

#: The key of a narrator who has no name; no relation of theirs goes into a graph.
NARRATOR = "narrator"
RULE = "relative of whom the sentence before speaks"
_KIN = frozenset({"parent_of", "child_of", "sibling_of", "spouse_of", "grandparent_of"})
_OURS = frozenset({"my", "our"})
_POSSESSORS = frozenset({"nmod:poss", "poss"})
_SURE = 0.85
_BEHIND = 0.7


def narrators_kin(context: StoryContext, frames: Frames) -> Iterator[FoundRelation]:
    """Yield what somebody is to a narrator without a name, see `NARRATOR`."""
    quotes = find_quotes(context.doc)
    for noun, statement in _kin_nouns(context, frames):
        owner = next((child for child in noun.children if child.dep_ in _POSSESSORS), None)
        if owner is None or owner.lower_ not in _OURS or context.denoted(owner, {"person"}):
            continue
        if quote_at(quotes, noun.i) is None:
            narrator = FoundEnd("entity", NARRATOR, owner.i, owner.i + 1, 1.0)
            yield from _told(noun, narrator, statement, RULE, _SURE, context)


def relatives_behind(context: StoryContext, frames: Frames) -> Iterator[FoundRelation]:
    """Yield whose "the father, Bek," is: theirs whose family the sentence before speaks of."""
    for noun, statement in _kin_nouns(context, frames):
        is_bare = any(child.lower_ == "the" for child in noun.children)
        if not is_bare or any(each.role == "of" for each in arguments(noun)):
            continue
        before = context.sentence_of[noun.i] - 1
        owners = {
            end.key: end
            for span in context.mentions_in(before)
            if span.label_ == "person" and _is_of_family(span.root, frames)
            for end in [context.end_of(span)]
        }
        if len(owners) == 1:
            owner = next(iter(owners.values()))
            yield from _told(noun, owner, statement, RULE, _BEHIND, context)


def _kin_nouns(context: StoryContext, frames: Frames) -> Iterator[tuple[Token, Statement]]:
    for token in tokens_of(context.doc, "NOUN"):
        for frame in frames.roles.get(frames.lemma(token), ()):
            for statement in frame.says:
                if statement.relation in _KIN:
                    yield token, statement


def _told(
    noun: Token,
    owner: FoundEnd,
    statement: Statement,
    rule: str,
    confidence: float,
    context: StoryContext,
) -> Iterator[FoundRelation]:
    for end in context.denoted(noun, {"person"}):
        if end.key != owner.key:
            pair = (owner, end) if statement.inverse else (end, owner)
            yield context.relation(statement.relation, *pair, noun, rule, confidence)


def _is_of_family(person: Token, frames: Frames) -> bool:
    """Tell whether a name or pronoun owns a relative: "her parents", "Aru's family"."""
    if person.dep_ not in _POSSESSORS:
        return False
    lemma = frames.lemma(person.head)
    kin = (each.relation for frame in frames.roles.get(lemma, ()) for each in frame.says)
    return lemma == "family" or bool(_KIN & set(kin))
