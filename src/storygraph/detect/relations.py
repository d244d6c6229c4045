"""What a story states about its entities: frames of `relations.toml` met in its sentences.

Relations lie in `doc.user_data["storygraph.relations"]` as plain tuples, see `FoundRelation`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from storygraph.detect.associations import find_associations, find_practices
from storygraph.detect.context import FoundEnd, FoundRelation, StoryContext
from storygraph.detect.frames import Frame, Frames, Statement, load_frames
from storygraph.detect.modality import assertion
from storygraph.detect.places import APPOSED, find_locations
from storygraph.detect.syntax import (
    Argument,
    arguments,
    is_passive,
    nested_arguments,
    preposition,
    relative_object,
    subjects,
)
from storygraph.lexicon import words

RELATIONS = "storygraph.relations"


@Language.factory(
    "storygraph_relations",
    default_config={"frames": None},
    requires=["doc.spans", "token.dep", "token.lemma"],
)
def create_relations(nlp: Language, name: str, frames: str | None) -> "Relations":
    """Return the component that finds relations; `frames` names a file that adds patterns."""
    return Relations(load_frames(Path(frames) if frames else None))


class Relations:
    """Finds the relations of a doc whose mentions and themes are known."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with its relations in `doc.user_data`."""
        doc.user_data[RELATIONS] = [tuple(each) for each in find_relations(doc, self.frames)]
        return doc


_EARLIER = "earlier mention of the work"
_RECALLED = 400  # tokens: how far a reader remembers that some album is being made
_GOING = frozenset({"move", "go", "come", "return", "travel"})


class Predicate(NamedTuple):
    """A verb or noun met in a story, who it speaks of, and its arguments."""

    token: Token
    agents: list[Token]
    arguments: list[Argument]
    frames: tuple[Frame, ...]
    confidence: float


def find_relations(doc: Doc, frames: Frames) -> list[FoundRelation]:
    """Return what a story states, the surest statement first for each pair of spans."""
    context = StoryContext(doc, frames.hypothetical)
    found = [
        relation
        for token in doc
        for predicate in _predicates(token, frames, context)
        for relation in _statements(predicate, frames.lemma(token), context)
    ]
    found += _authorships(context, frames, found)
    found += list(_origins(context, frames))
    locations = list(find_locations(context))
    found = without_containers(found, locations) + locations
    found += find_practices(context)
    found += find_associations(context)
    best: dict[tuple[object, ...], FoundRelation] = {}
    for each in sorted(found, key=lambda relation: -relation.confidence):
        if each.subject[:2] != each.object[:2]:
            best.setdefault((each.name, each.subject, each.object), each)
    return sorted(best.values(), key=lambda relation: (relation.sentence, relation.subject[2:]))


def without_containers(
    found: list[FoundRelation], locations: list[FoundRelation]
) -> list[FoundRelation]:
    """Return the relations but for those to the Y of "X, Y" where the same is said of X.

    Parsers take "lived in Alpine, Arizona" for two places lived in.
    """
    inner = {each.object[2:]: each.subject[2:] for each in locations if each.by == APPOSED}
    said = {(each.name, each.subject, each.object[2:]) for each in found}
    return [
        each
        for each in found
        if (each.name, each.subject, inner.get(each.object[2:], (-1, -1))) not in said
    ]


def _predicates(token: Token, frames: Frames, context: StoryContext) -> Iterator[Predicate]:
    lemma = frames.lemma(token)
    if token.pos_ in {"VERB", "AUX", "ADJ"}:
        yield from _verb_predicates(token, lemma, frames, context)
    elif token.pos_ in {"NOUN", "PROPN"} and (lemma in frames.events or lemma in frames.roles):
        sure = assertion(token, context.hypothetical)
        if sure and lemma in frames.events:
            agents, found = event_arguments(token)
            yield Predicate(token, agents, found, frames.events[lemma], sure)
        if sure and lemma in frames.roles:
            yield Predicate(token, [token], role_arguments(token), frames.roles[lemma], sure)


def _verb_predicates(
    verb: Token, lemma: str, frames: Frames, context: StoryContext
) -> Iterator[Predicate]:
    active = frames.verbs.get(lemma, ())
    passive = frames.passives.get(verb.lower_) or frames.passives.get(lemma, ())
    if not (active or passive):
        return
    sure = assertion(verb, context.hypothetical)
    if not sure:
        return
    found = verb_arguments(verb)
    if is_passive(verb):
        patients = subjects(verb)
        yield Predicate(verb, patients, found, passive, sure)
        by = [argument.token for argument in found if argument.role == "by"]
        turned = [Argument("object", token) for token in patients]
        yield Predicate(verb, by, [*turned, *found], active, sure)
    else:
        yield Predicate(verb, subjects(verb), found, active, sure)


def verb_arguments(verb: Token) -> list[Argument]:
    """Return a verb's arguments, those that hang on its object or on the clause above included."""
    found = arguments(verb)
    gap = relative_object(verb)
    if gap is not None:
        found.append(Argument("object", gap))
    for argument in list(found):
        if argument.role not in {"subject", "passive"}:
            found += nested_arguments(argument)
    if not any(each.role not in {"subject", "passive"} for each in found):
        for child in verb.children:
            if child.dep_ == "conj" and child.pos_ == "VERB":
                found += [each for each in arguments(child) if each.role != "subject"]
    return [each for each in (*found, *_arguments_above(verb)) if each.token.i != verb.i]


def _arguments_above(verb: Token) -> Iterator[Argument]:
    """Yield where the clause above happens: "went to Riga to study" is studying in Riga."""
    is_infinitive = any(child.lower_ == "to" for child in verb.children)
    above = verb.head
    if verb.dep_ == "acl" and is_infinitive:
        above = above.head
    if verb.dep_ == "conj" and above.lemma_.lower() in _GOING:
        for each in arguments(above):
            if each.role == "to":
                yield Argument("in", each.token, each.confidence * 0.75)
    if verb.dep_ not in {"xcomp", "advcl", "acl"} or above.pos_ != "VERB":
        return
    found = arguments(above)
    found += [inner for argument in found for inner in nested_arguments(argument)]
    for each in found:
        if each.role in {"in", "at", "from"}:
            yield each
        elif each.role == "to" and is_infinitive:
            yield Argument("in", each.token, each.confidence * 0.9)


def event_arguments(noun: Token) -> tuple[list[Token], list[Argument]]:
    """Return who an event noun belongs to, and its arguments and those of its verb."""
    found = arguments(noun)
    found += [inner for argument in found for inner in nested_arguments(argument)]
    owners = [argument.token for argument in found if argument.role == "of"]
    verb = noun.head
    while verb.dep_ in {"nmod", "conj", "appos"} and verb.pos_ == "NOUN" and verb != verb.head:
        verb = verb.head
    if verb.pos_ != "VERB" or verb == noun:
        return owners, found
    if noun.dep_ not in {"nsubj", "nsubj:pass", "nsubjpass"}:
        owners = owners or subjects(verb)
    others = [each for each in arguments(verb) if each.token != noun and each.role != "object"]
    return owners, found + others


def role_arguments(noun: Token) -> list[Argument]:
    """Return a role noun's arguments; those of the noun it stands before count for it as well."""
    found = arguments(noun)
    if noun.dep_ in {"compound", "nmod", "flat"} and noun.head.i > noun.i:
        found += arguments(noun.head)
    if preposition(noun) == "as" and noun.head.pos_ == "VERB":
        found += [each for each in arguments(noun.head) if each.role in {"at", "in", "for"}]
    return found


def _statements(predicate: Predicate, lemma: str, context: StoryContext) -> Iterator[FoundRelation]:
    for frame in predicate.frames:
        if not _has_needed(predicate, frame.needs.get(lemma)):
            continue
        barred = frame.not_via.get(lemma, frozenset())
        for statement in frame.says:
            if statement.verbs and lemma not in statement.verbs:
                continue
            yield from _state(predicate, frame, statement, barred, context)


def _has_needed(predicate: Predicate, needed: frozenset[str] | None) -> bool:
    if needed is None:
        return True
    return any(child.lower_ in needed for child in predicate.token.children)


def _state(
    predicate: Predicate,
    frame: Frame,
    statement: Statement,
    barred: frozenset[str],
    context: StoryContext,
) -> Iterator[FoundRelation]:
    ends = [
        end._replace(confidence=end.confidence * argument.confidence)
        for argument in predicate.arguments
        if argument.role in statement.via - barred
        for end in context.denoted(argument.token, statement.object)
        if _is_right_kind(end, statement, context)
    ]
    if not ends:
        return
    agents = [
        end for token in predicate.agents for end in context.denoted(token, statement.subject)
    ]
    for subject in agents:
        for found in ends:
            pair = (found, subject) if statement.inverse else (subject, found)
            confidence = statement.confidence * predicate.confidence
            yield context.relation(
                statement.relation, *pair, predicate.token, f"frame:{frame.name}", confidence
            )


def _is_right_kind(end: FoundEnd, statement: Statement, context: StoryContext) -> bool:
    nouns = {token.lower_ for token in context.doc[end.start : end.end]}
    return not statement.object_kinds or bool(nouns & statement.object_kinds)


def _origins(context: StoryContext, frames: Frames) -> Iterator[FoundRelation]:
    """Yield what a phrase beside a person's name says: "Aru Bek, from Omsk"."""
    for span in context.mentions:
        if span.label_ == "person" and span.id_ == "name":
            root = span.root
            nouns = [root, *(child for child in root.children if child.dep_ == "appos")]
            linked = [argument for noun in nouns for argument in arguments(noun)]
            predicate = Predicate(root, [root], linked, frames.people, 1.0)
            yield from _statements(predicate, "", context)


def _authorships(
    context: StoryContext, frames: Frames, found: Iterable[FoundRelation]
) -> Iterator[FoundRelation]:
    """Yield who made a work by its grammar alone: "her novel X", "X by Aru", "the album, X,"."""
    made = {each.object[1] for each in found if each.name == "created"}
    for span in context.mentions:
        if span.label_ != "artwork" or span.id_ != "name":
            continue
        nouns = [span.root, *announcing_nouns(span)]
        linked = [argument for noun in nouns for argument in arguments(noun)]
        stated = list(_makers(span, linked, frames, context))
        yield from stated
        if not stated and context.entity_of(span) not in made:
            yield from _earlier_maker(span, context)


def _makers(
    span: Span, linked: list[Argument], frames: Frames, context: StoryContext
) -> Iterator[FoundRelation]:
    work = context.end_of(span)
    for frame in frames.works:
        for statement in frame.says:
            for argument in linked:
                if argument.role in statement.via and argument.token.i not in range(
                    span.start, span.end
                ):
                    for person in context.denoted(argument.token, statement.object):
                        yield context.relation(
                            statement.relation,
                            person,
                            work,
                            span.root,
                            f"frame:{frame.name}",
                            statement.confidence,
                        )


def announcing_nouns(span: Span) -> Iterator[Token]:
    """Yield the nouns for a kind of work beside a title: "the album, X", "X, a novel"."""
    doc = span.doc
    before = [token for token in doc[max(0, span.start - 5) : span.start] if not token.is_punct]
    for token in before[-2:]:
        if token.lemma_.lower() in words("works") and not token.ent_type_:
            yield token
    if span.root.dep_ in {"appos", "flat"} and span.root.head.lemma_.lower() in words("works"):
        yield span.root.head
    for child in span.root.children:
        if child.dep_ == "appos" and child.lemma_.lower() in words("works"):
            yield child


def _earlier_maker(span: Span, context: StoryContext) -> Iterator[FoundRelation]:
    """Yield the maker of a work spoken of before it was named.

    "She was asked to record an album. The album, X, ..." says who made X.
    """
    kinds = {noun.lemma_.lower() for noun in announcing_nouns(span)}
    near = context.doc[max(0, span.start - _RECALLED) : span.start]
    for token in reversed(near if kinds else []):
        if token.lemma_.lower() not in kinds or token.head.pos_ != "VERB":
            continue
        if token.dep_ in {"nsubj", "nsubj:pass"} or not _is_making(token.head):
            continue
        people = [end for t in subjects(token.head) for end in context.denoted(t, {"person"})]
        if len(people) == 1:
            work = context.end_of(span)
            yield context.relation("created", people[0], work, span.root, _EARLIER, 0.6)
            return


def _is_making(verb: Token) -> bool:
    making = words("works", "making") | {"collaborate", "work", "commission", "begin", "start"}
    return verb.lemma_.lower() in making - {"perform", "exhibit", "show", "read", "sing"}
