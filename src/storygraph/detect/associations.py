"""Which themes a story ties to whom: what people practise, and what their sentences speak of."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from storygraph.detect.context import FoundEnd, FoundRelation, StoryContext
from storygraph.detect.modality import assertion, governing_verb
from storygraph.detect.relatives import OBJECTS, relative_object
from storygraph.detect.syntax import arguments, is_passive, preposition, subjects
from storygraph.lexicon import words

ASSOCIATED = "associated_with"
BY_NOUN = "noun for who practises"
BY_VERB = "verb of a practice"
OF_WORKS = "what is made"
_ARTS = frozenset({"art", "craft", "music", "dance", "theatre", "literature", "film"})
_PRACTISED = frozenset({"practice", "form", "genre"})
# Verbs of single acts: who once wrote, recorded or performed something is no writer for that.
_SINGLE_ACTS = frozenset({"write", "perform", "play", "record", "release", "read", "tell"})
_DEFINING = frozenset({"det", "nmod:poss", "poss"})
_MAKING = frozenset("make take do build cut knit sew cook restore repair mend".split())
_TYPES = ("artwork", "organization", "place", "event")


def find_practices(context: StoryContext) -> Iterator[FoundRelation]:
    """Yield `practices` for "X was a painter", "the weaver X", "X paints", "worked as a potter"."""
    for span in context.themes:
        groups = context.groups.get(span.label_, frozenset())
        root = span.root
        if "instrument" in groups:
            yield from _players(span, context)
            continue
        if not groups & _ARTS or not (groups & _PRACTISED or _is_maker(root, span)):
            continue
        sure = assertion(root, context.hypothetical)
        if not sure:
            continue
        theme = _theme_end(span)
        if root.pos_ == "VERB" and _is_single_act(root):
            continue
        if root.pos_ == "VERB":
            people = [end for t in subjects(root) for end in context.denoted(t, {"person"})]
            rule, confidence = BY_VERB, 0.75
        elif _is_maker(root, span):
            people = context.denoted(root, {"person"})
            rule, confidence = BY_NOUN, 0.85
            yield from _workplaces(root, people, context)
        else:
            people = [end for t in _makers_of(root) for end in context.denoted(t, {"person"})]
            rule, confidence = OF_WORKS, 0.7
        for person in people:
            yield context.relation("practices", person, theme, root, rule, confidence * sure)


def _is_single_act(verb: Token) -> bool:
    """Tell whether a verb speaks of one work, no habit: "carved the door", not "carves doors"."""
    if verb.lemma_.lower() in _SINGLE_ACTS or is_passive(verb):
        return True
    made = [child for child in verb.children if child.dep_ in OBJECTS]
    gap = relative_object(verb)
    return gap is not None or any(_is_one_thing(noun) for noun in made)


def _is_one_thing(noun: Token) -> bool:
    """Tell whether a noun is no kind of thing or stuff: "the door", "it", not "doors", "cloth"."""
    is_common = noun.tag_ in {"NN", "NNS"}
    return not is_common or any(child.dep_ in _DEFINING for child in noun.children)


def _makers_of(noun: Token) -> list[Token]:
    """Return who makes what a general noun names: "writes poems", "composing songs"."""
    verb = noun.head
    making = _MAKING | words("works", "making") - {"record", "release"}
    is_made = noun.dep_ in {"obj", "dobj"} and verb.lemma_.lower() in making
    is_general = noun.tag_ == "NNS" or not any(child.dep_ == "det" for child in noun.children)
    return subjects(verb) if is_made and is_general else []


def _workplaces(
    noun: Token, people: list[FoundEnd], context: StoryContext
) -> Iterator[FoundRelation]:
    """Yield where somebody works at their craft: "a potter in Osh"."""
    for argument in arguments(noun):
        if argument.role not in {"in", "at"}:
            continue
        for kind, relation in (("place", "worked_in"), ("organization", "worked_at")):
            for end in context.denoted(argument.token, {kind}):
                for person in people:
                    yield context.relation(relation, person, end, noun, "place of a craft", 0.65)


def _players(span: Span, context: StoryContext) -> Iterator[FoundRelation]:
    """Yield `plays` for "the pianist X", and, less sure, for "took his violin"."""
    theme, root = _theme_end(span), span.root
    if not assertion(root, context.hypothetical):
        return
    if _is_maker(root, span):
        for end in context.denoted(root, {"person"}):
            yield context.relation("plays", end, theme, root, "noun for who plays", 0.85)
        return
    if preposition(root) == "as" and root.head.pos_ == "VERB":
        for token in subjects(root.head):
            for end in context.denoted(token, {"person"}):
                yield context.relation("plays", end, theme, root, "seat in an ensemble", 0.75)
    for argument in arguments(root):
        if argument.role == "of" and argument.token.lower_ != "their":
            for end in context.denoted(argument.token, {"person"}):
                yield context.relation("plays", end, theme, root, "own instrument", 0.55)


def _is_maker(noun: Token, span: Span) -> bool:
    return "maker" in span.id_ and noun.pos_ in {"NOUN", "PROPN"}


def find_associations(context: StoryContext) -> Iterator[FoundRelation]:
    """Yield `associated_with` between an entity and a theme that grammar ties together.

    The theme's possessor and the subject of its clause count, then what stands beside it ("the
    gallery in X"), last the only person of the sentence.
    """
    for span in context.themes:
        if not assertion(span.root, context.hypothetical):
            continue
        theme = _theme_end(span)
        for end, rule, confidence in _tied(span, context):
            yield context.relation(ASSOCIATED, end, theme, span.root, rule, confidence)


def _tied(span: Span, context: StoryContext) -> Iterator[tuple[FoundEnd, str, float]]:
    root = span.root
    seen: set[str] = set()
    for end, rule, confidence in _people_tied(root, context):
        if end.key not in seen:
            seen.add(end.key)
            yield end, rule, confidence
    for argument in arguments(root):
        for end in context.denoted(argument.token, _TYPES):
            yield end, "phrase of the theme", 0.7
    for child in root.children:
        if child.dep_ in {"appos", "flat"}:
            for end in context.denoted(child, _TYPES):
                yield end, "apposition", 0.85
    if not seen:
        people = context.people_in(context.sentence_of[root.i])
        if len(people) == 1:
            yield context.end_of(*people.values()), "only person of the sentence", 0.6


def _people_tied(root: Token, context: StoryContext) -> Iterator[tuple[FoundEnd, str, float]]:
    for argument in arguments(root):
        if argument.role in {"of", "by"}:
            for end in context.denoted(argument.token, {"person"}):
                yield end, "possessor of the theme", 0.9
    for end in context.denoted(root, {"person"}):
        yield end, "noun for the person", 0.9
    verb = root if root.pos_ == "VERB" else governing_verb(root)
    if verb is not None:
        for token in subjects(verb):
            for end in context.denoted(token, {"person"}):
                yield end, "subject of the clause", 0.8


def _theme_end(span: Span) -> FoundEnd:
    return FoundEnd("theme", span.label_, span.start, span.end, 1.0)
