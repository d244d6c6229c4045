"""The verbs and nouns of a story that frames speak of, with who does them and their arguments."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from storygraph.detect.context import StoryContext
from storygraph.detect.frames import Frame, Frames
from storygraph.detect.lists import listed_names
from storygraph.detect.modality import assertion
from storygraph.detect.relatives import places_of_where, relative_object
from storygraph.detect.syntax import (
    Argument,
    arguments,
    is_passive,
    is_shown,
    nested_arguments,
    predicated_of,
    preposition,
    subjects,
    surest,
)
from storygraph.lexicon import words

#: The parts of speech of words that predicate something.
PREDICATIVE = ("NOUN", "PROPN", "VERB", "AUX", "ADJ")
_AT_OTHER_TIMES = frozenset({"after", "before", "since", "until"})  # and so elsewhere, maybe
_GOING = frozenset({"move", "go", "come", "return", "travel"})
_HAVING = frozenset({"have", "bear", "raise", "leave", "adopt", "father", "produce", "lose"})
_ATTENDING = frozenset("meet see hear attend visit encounter find watch review miss know".split())
_COMPANY = frozenset({"with", "alongside"})
_SPOTS = frozenset({"in", "on", "near"})
_GUIDING = frozenset(
    (
        "guidance tutelage eye direction supervision tuition instruction wing baton mentorship "
        "leadership hand patronage"
    ).split()
)
_COURSES = frozenset({"study", "teach", "learn", "practise", "practice", "begin", "start"})
_TEACHERS = frozenset({"from", "under"})  # "learned to carve from old Aru"
_STUDIED = frozenset({"obj", "dobj", "xcomp"})
_ANYBODY = frozenset({"boy", "girl", "kid"})  # somebody's only where it is said whose
_NEAR = 5  # tokens between "the guidance" and whose it is
_UNMARKED = frozenset({"obl:unmarked", "obl:tmod", "npadvmod"})
_GRADES = frozenset({"master", "bachelor", "doctor"})  # whose degree "a master's degree" is not
_CLEFT = frozenset({"advcl:relcl", "acl:relcl"})
_BESIDES = frozenset({"after", "before", "since", "until", "despite", "following"})
_DATELINE = 0.85
_JOINED = 0.85
_PRESUPPOSED = 0.9
_ATTENDED = 0.9


class Predicate(NamedTuple):
    """A verb or noun met in a story, who it speaks of, and its arguments."""

    token: Token
    agents: list[Argument]
    arguments: list[Argument]
    frames: tuple[Frame, ...]
    confidence: float


def find_predicates(token: Token, frames: Frames, context: StoryContext) -> Iterator[Predicate]:
    """Yield what a token predicates by the frames; nothing if the sentence does not assert it."""
    lemma = frames.lemma(token)
    is_mistaken = lemma in frames.verbs and _is_mistaken_verb(token)
    if token.tag_ == "VBG" and token.head.lemma_.lower() == "study" and token.dep_ in _STUDIED:
        return  # "studied painting with Aru"
    if token.pos_ in {"NOUN", "PROPN"}:
        yield from _whereabouts(token, frames, context)
    if token.pos_ in {"VERB", "AUX", "ADJ"} or is_mistaken:
        yield from _verb_predicates(token, lemma, frames, context)
    elif token.pos_ in {"NOUN", "PROPN"} and (lemma in frames.events or lemma in frames.roles):
        if token.pos_ == "PROPN" and token.ent_type_ in {"ORG", "FAC", "GPE", "WORK_OF_ART"}:
            return
        sure = assertion(token, context.hypothetical) or _presupposition(token)
        if sure and lemma in frames.events:
            agents, found = event_arguments(token)
            doers = [Argument("subject", each) for each in agents]
            doers = doers or list(_attendant(token, context))
            yield from _with_company(Predicate(token, doers, found, frames.events[lemma], sure))
        if sure and lemma in frames.roles:
            own = [Argument("subject", token)]
            yield Predicate(token, own, role_arguments(token), frames.roles[lemma], sure)


def _attendant(event: Token, context: StoryContext) -> Iterator[Argument]:
    """Yield the only person of the sentence where an event is just there.

    "There were shows in Riga, for which she travelled", "A concert followed in Osh".
    """
    verb = event.head if event.dep_.startswith("nsubj") else event
    is_there = any(child.dep_ == "expl" for child in (*verb.children, *event.children))
    if is_there:
        people = context.people_in(context.sentence_of[event.i])
        if len(people) == 1:
            yield Argument("subject", next(iter(people.values())).root, _ATTENDED)


def _presupposition(noun: Token) -> float:
    """Return how sure a description is that holds in denials too: "my aunt Aru never sang"."""
    is_owned = any(child.dep_ in {"nmod:poss", "poss"} for child in noun.children)
    name = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    is_named = name.ent_type_ == "PERSON" and noun in {name.head, *name.children}
    return _PRESUPPOSED if is_owned and is_named else 0.0


def _whereabouts(noun: Token, frames: Frames, context: StoryContext) -> Iterator[Predicate]:
    """Yield "be" where Universal Dependencies make a place the predicate: "it is in Riga"."""
    if "be" not in frames.verbs or not any(child.dep_ == "cop" for child in noun.children):
        return
    mark = preposition(noun)
    sure = assertion(noun, context.hypothetical) if mark else 0.0
    if sure:
        doers = [Argument("subject", each) for each in _orphans(noun) or subjects(noun)]
        place = Argument(mark, noun)
        found = [place, *nested_arguments(place)]
        yield Predicate(noun, doers, found, frames.verbs["be"], sure)


def _orphans(place: Token) -> list[Token]:
    """Return the name that a parser made a conjunct of its own: "Aru is a clerk, and Bek is in"."""
    if place.dep_ != "conj":
        return []
    before = [c for c in place.head.children if c.dep_ == "conj" and c.i < place.i]
    return [each for each in before if each.ent_type_ == "PERSON"][-1:]


def _is_mistaken_verb(noun: Token) -> bool:
    """Tell whether a tagger took the second verb of "lives and works in" for a noun."""
    is_bare = not any(child.dep_ in {"det", "amod", "nmod:poss"} for child in noun.children)
    is_conjoined = noun.dep_ == "conj" and noun.head.pos_ == "VERB" and noun.i > noun.head.i
    return noun.pos_ == "NOUN" and is_conjoined and is_bare


def _verb_predicates(
    verb: Token, lemma: str, frames: Frames, context: StoryContext
) -> Iterator[Predicate]:
    active = frames.verbs.get(lemma, ())
    passive = frames.passives.get(verb.lower_) or frames.passives.get(lemma, ())
    sure = assertion(verb, context.hypothetical) if active or passive else 0.0
    if not sure or (lemma == "be" and not _is_locative(verb)):
        return
    found = [*verb_arguments(verb), *_dateline(verb, context)]
    doers = [Argument("subject", each) for each in subjects(verb)]
    if not is_passive(verb):
        yield from _with_company(Predicate(verb, doers, found, active, sure))
        return
    turned = [Argument("object", each.token) for each in doers]
    for frame in passive:
        agents = _owners(doers) if frame.owners else doers
        yield Predicate(verb, agents, [*turned, *found], (frame,), sure)
    by = [argument for argument in found if argument.role == "by"]
    others = tuple(frame for frame in active if frame not in passive)
    yield from _with_company(Predicate(verb, by, [*turned, *found], others, sure))


def _is_locative(verb: Token) -> bool:
    """Tell whether somebody "is" in a place, and is said to be nothing else."""
    after = {child.dep_ for child in verb.children if child.i > verb.i}
    if any(child.dep_ == "expl" for child in verb.children):
        return any(_is_introduced(child) for child in verb.children)
    return bool(after & {"prep", "obl"}) and not after & {"attr", "acomp", "nsubj", "expl"}


def _is_introduced(noun: Token) -> bool:
    """Tell whether "there was a woman named Aru" brings somebody in."""
    is_subject = noun.dep_.startswith("nsubj")
    return is_subject and any(
        child.dep_ == "acl" and child.lemma_.lower() in words("works", "naming")
        for child in noun.children
    )


def _dateline(verb: Token, context: StoryContext) -> Iterator[Argument]:
    """Yield the place that a line before sets: "Riga, 1956. She studies ..."."""
    place = context.dateline_of(context.sentence_of[verb.i])
    if place is not None and verb.dep_ in {"ROOT", "conj"}:
        yield Argument("in", place.root, _DATELINE)


def _with_company(predicate: Predicate) -> Iterator[Predicate]:
    """Yield a predicate by its frames; in joint ones those "with" the doers do it as well."""
    company = [
        Argument("subject", each.token, each.confidence * _JOINED)
        for each in predicate.arguments
        if each.role in _COMPANY
    ]
    for frame in predicate.frames:
        agents = [*predicate.agents, *company] if frame.joint else predicate.agents
        if frame.owners:
            agents = [*agents, *_owners(agents)]
        yield predicate._replace(agents=agents, frames=(frame,))


def _owners(nouns: list[Argument]) -> list[Argument]:
    """Return whose some things are: "her paintings", "works by Aru"."""
    return [
        Argument("subject", each.token)
        for noun in nouns
        for each in arguments(noun.token)
        if each.role in {"of", "by"} and not is_shown(each)
    ]


def verb_arguments(verb: Token) -> list[Argument]:
    """Return a verb's arguments, those that hang on its object or on the clause above included."""
    found = arguments(verb)
    gap = relative_object(verb)
    if gap is not None:
        found.append(Argument("object", gap))
    for child in verb.children:
        if child.dep_ == "xcomp" and child.tag_ == "VBG" and verb.lemma_.lower() in _COURSES:
            found += arguments(child)
        elif child.dep_ == "xcomp" and verb.lemma_.lower() == "learn":
            found += [each for each in arguments(child) if each.role in _TEACHERS]
        if verb.lemma_.lower() in words("works", "naming") and _is_title(child):
            found.append(Argument("named", child))
    for child in verb.children:
        if child.dep_ in _UNMARKED and child.i > verb.i:
            found += nested_arguments(Argument("time", child), depth=1)
    above = verb.head
    if verb.dep_ in _CLEFT and any(child.dep_ == "expl" for child in above.children):
        found.append(Argument(preposition(above), above))  # "it was in Riga that she was born"
    linked = [each for each in found if each.role not in {"subject", "passive"}]
    found += surest(inner for each in linked for inner in nested_arguments(each))
    found += _guides(found)
    known = {each.token.i for each in found}
    for argument in list(found):
        if argument.token.ent_type_ in {"GPE", "LOC"} and argument.role in _SPOTS | {"to", "at"}:
            found += [each for each in listed_names(argument) if each.token.i not in known]
    if not any(each.role not in {"subject", "passive"} for each in found):
        for child in verb.children:
            if child.dep_ == "conj" and child.pos_ == "VERB":
                found += [each for each in arguments(child) if each.role != "subject"]
    if verb.pos_ == "NOUN":
        found += [each for each in arguments(verb.head) if each.role in _SPOTS | {"at"}]
    return [each for each in (*found, *_arguments_above(verb)) if each.token.i != verb.i]


def _is_title(child: Token) -> bool:
    """Tell whether a phrase is what something is called; quoted titles may parse as clauses."""
    first = child.left_edge
    is_quoted = first.i > 0 and (first.is_quote or first.nbor(-1).is_quote)
    return child.dep_ in {"xcomp", "oprd"} or (
        is_quoted and child.dep_ in {"parataxis", "ccomp", "appos", "obj"}
    )


def _guides(found: list[Argument]) -> list[Argument]:
    """Return whose the guidance is in "under the guidance of Aru", "under her eye"."""
    return [
        Argument("under", inner.token, argument.confidence * _JOINED)
        for argument in found
        if argument.role == "under" and argument.token.lemma_.lower() in _GUIDING
        for inner in (*arguments(argument.token), *found)
        if inner.role == "of" and abs(inner.token.i - argument.token.i) <= _NEAR
    ]


def _arguments_above(verb: Token) -> Iterator[Argument]:
    """Yield where the clause above happens: "went to Riga to study" is studying in Riga."""
    is_infinitive = any(child.lower_ == "to" for child in verb.children)
    above = verb.head
    if verb.dep_ == "acl" and is_infinitive:
        above = above.head
    if verb.dep_ == "conj" and not _has_place(verb):
        for where in above.children:
            if where.dep_ == "advmod" and where.lower_ == "where":
                yield from (Argument("in", place, 0.85) for place in places_of_where(where))
    if verb.dep_ == "conj" and above.lemma_.lower() in _GOING and not _has_place(verb):
        for each in arguments(above):
            if each.role == "to":
                yield Argument("in", each.token, each.confidence * 0.75)
    if verb.dep_ not in {"xcomp", "advcl", "acl"} or above.pos_ != "VERB":
        return
    if any(child.dep_.startswith("nsubj") for child in verb.children):
        return
    if verb.dep_ == "advcl" and verb.i < above.i and _has_place(verb):
        return  # "Raised in Riga, she found a harp in Osh"
    if any(child.dep_ == "mark" and child.lower_ in _AT_OTHER_TIMES for child in verb.children):
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
    found += _guides(found)
    verb = noun.head
    is_object = noun.dep_ in {"obj", "dobj"} and verb.pos_ == "VERB"
    owners = [
        each.token
        for each in found
        if each.role == "of" and (not is_object or each.token.dep_ in {"nmod:poss", "poss"})
        if each.token.lower_ not in _GRADES
    ]
    owners += [each.token for each in found if each.role == "by" and not owners]
    things = [Argument("of", owner) for owner in owners if owner.ent_type_ != "PERSON"]
    owners += [each.token for each in _owners(things)]
    while verb.dep_ in {"nmod", "conj", "appos"} and verb.pos_ == "NOUN" and verb != verb.head:
        verb = verb.head
    is_conjoined = noun.dep_ == "conj" and any(child.dep_ != "cc" for child in noun.children)
    if verb.pos_ != "VERB" or verb == noun or is_conjoined:
        shown = predicated_of(noun) if not owners else []
        return owners or [*shown, *_makers(shown)], found
    is_attended = not is_object and verb.lemma_.lower() in _ATTENDING
    if noun.dep_ not in {"nsubj", "nsubj:pass", "nsubjpass"} and not is_attended:
        done = subjects(verb)
        owners = owners or [*done, *_makers(done)]
    if preposition(noun) in _BESIDES:
        return owners, found
    own = {each.role for each in found} | {"object"}
    others = [each for each in arguments(verb) if each.token != noun and each.role not in own]
    return owners, found + others


def _makers(nouns: list[Token]) -> list[Token]:
    """Return whose works some nouns are: "her poems had an influence on"."""
    made = [Argument("of", noun) for noun in nouns if noun.lemma_.lower() in words("works")]
    return [each.token for each in _owners(made)]


def role_arguments(noun: Token) -> list[Argument]:
    """Return a role noun's arguments; those of the noun it stands before count for it as well.

    A house before it is whose it is: "a Kalda College teacher", "Kalda College teacher Aru Bek". A
    relative's "of" may be the clause's subject: "they had two sons", "raised by an aunt".
    """
    found = arguments(noun)
    head = noun.head
    if noun.dep_ in {"compound", "nmod", "flat"} and head.i > noun.i:
        found += arguments(head)
    found += [Argument("of", each) for each in _houses_before(noun)]
    for each in [each for each in found if each.role == "of" and each.token.ent_type_]:
        found += [inner for inner in nested_arguments(each) if inner.role == "at"]
    if preposition(noun) == "as" and head.pos_ == "VERB":
        found += [each for each in arguments(head) if each.role in {"at", "in", "for"}]
    if noun.dep_ in {"xcomp", "attr"} and head.lemma_.lower() in {"become", "remain"}:
        found += [each for each in arguments(head) if each.role in {"at", "in", "for", "with"}]
    first = noun
    while first.dep_ == "conj" and first.head != first and first.head.pos_ == "NOUN":
        first = first.head  # "survived by his wife, two sons, Aru and Bek, and"
    verb = first.head
    is_had = first.dep_ in {"obj", "dobj"} and verb.lemma_.lower() in _HAVING
    is_survivor = preposition(first) == "by" and verb.lemma_.lower() == "survive"
    is_some = preposition(noun) in _COMPANY | {"by", "to"} and _is_indefinite(noun)
    is_some = is_some and noun.lemma_.lower() not in _ANYBODY
    if (is_had or is_survivor or is_some) and not any(each.role == "of" for each in found):
        found += [Argument("of", each, 0.9) for each in subjects(head if is_some else verb)]
    is_another = noun.dep_ == "conj" and head.pos_ == "NOUN" and _is_indefinite(noun)
    if is_another and not any(each.role == "of" for each in found):
        found += [each for each in arguments(head) if each.token.dep_ in {"nmod:poss", "poss"}]
    return found


def _houses_before(noun: Token) -> list[Token]:
    """Return the heads of names of houses that a noun follows at once but for describing words."""
    index = noun.i - 1
    while index >= 0 and noun.doc[index].pos_ in {"ADJ", "NOUN"} and not noun.doc[index].ent_type_:
        index -= 1
    before = noun.doc[index] if index >= 0 else noun
    is_linked = before.dep_ in {"compound", "nmod", "nmod:desc", "flat"} and before.head.i >= noun.i
    return [before] if before.ent_type_ == "ORG" and is_linked else []


def _is_indefinite(noun: Token) -> bool:
    return any(child.lower_ in {"a", "an"} for child in noun.children)


def _has_place(verb: Token) -> bool:
    obliques = (child for child in verb.children if child.dep_ == "obl")
    return any(preposition(child) in _SPOTS for child in obliques)
