"""Grammar that relations need, read from a dependency parse in either of two label schemes.

The shipped pipeline speaks Universal Dependencies (obj, obl, case); spaCy's own English pipelines
speak ClearNLP (dobj, prep, pobj). Everything above this module sees roles instead: "subject",
"object", "by" (a passive's agent), or the preposition that links an argument.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

_NESTED = 0.9
_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "nsubjpass"})
_OBJECTS = frozenset({"obj", "dobj"})
_OBLIQUES = frozenset({"obl", "obl:arg", "nmod", "obl:agent"})
_POSSESSORS = frozenset({"nmod:poss", "poss"})
_RELATIVE = frozenset({"acl:relcl", "relcl"})
_RELATIVE_PRONOUNS = frozenset({"who", "whom", "that", "which", "whose"})
_OBJECT_CONTROL = frozenset(
    (
        "ask invite teach help let make encourage persuade allow urge force want tell lead "
        "push commission bring send take inspire train enable"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase that belongs to a predicate: its role, its head token, how surely it belongs."""

    role: str
    token: Token
    confidence: float = 1.0


def arguments(predicate: Token) -> list[Argument]:
    """Return the phrases that depend on a verb or noun, conjoined ones included, in text order."""
    found = [argument for child in predicate.children for argument in _argument(child)]
    whole = [Argument(each.role, token) for each in found for token in conjuncts(each.token)]
    return sorted(whole, key=lambda argument: argument.token.i)


def nested_arguments(argument: Argument, *, depth: int = 2) -> list[Argument]:
    """Return the phrases within a noun's phrase that may as well belong to the predicate above.

    Parsers guess where a prepositional phrase belongs: "took a course in design at a school".
    """
    noun = argument.token
    if depth == 0 or noun.pos_ != "NOUN":
        return []
    found: list[Argument] = []
    for each in arguments(noun):
        inner = Argument(each.role, each.token, argument.confidence * _NESTED)
        if each.role not in {"of", "by", "subject", "passive"}:
            found.append(inner)
        found += nested_arguments(inner, depth=depth - 1)
    return found


def _argument(child: Token) -> Iterator[Argument]:
    dep = child.dep_
    if dep in _SUBJECTS:
        yield Argument("subject", child)
    elif dep in _PASSIVE_SUBJECTS:
        yield Argument("passive", child)
    elif dep in _OBJECTS:
        yield Argument("object", child)
    elif dep == "advmod" and child.lower_ == "there":
        yield Argument("in", child)
    elif dep == "advmod" and child.lower_ == "where" and child.head.dep_ in _RELATIVE:
        yield Argument("in", child.head.head)
    elif dep in {"iobj", "dative"}:
        yield Argument("indirect", child)
    elif dep in _POSSESSORS:
        yield Argument("of", child)
    elif dep in _OBLIQUES:
        yield Argument(preposition(child) or "object_like", child)
    elif dep in {"prep", "agent"}:
        for grandchild in child.children:
            if grandchild.dep_ == "pobj":
                yield Argument(child.lower_, grandchild)
            elif grandchild.dep_ == "prep":
                yield from _argument(grandchild)


def preposition(token: Token) -> str:
    """Return the lower-case preposition that governs a phrase, or ""."""
    marks = [child.lower_ for child in token.children if child.dep_ == "case"]
    if marks:
        return str(marks[-1]) if marks[0] not in {"by"} else "by"
    return str(token.head.lower_) if token.dep_ == "pobj" else ""


def conjuncts(token: Token) -> list[Token]:
    """Return a token and those coordinated with it, in text order.

    Two names with a mere comma between them ("Riga, Latvia") are no coordination, whatever the
    parser says.
    """
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ != "VERB" and not _is_bare_pair(token, child):
            found += conjuncts(child)
    return found


def _is_bare_pair(first: Token, second: Token) -> bool:
    if first.pos_ != "PROPN" or second.pos_ != "PROPN":
        return False
    return not any(each.dep_ == "cc" for token in (first, second) for each in token.subtree)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb stands in the passive, a bare participle after its noun included."""
    marks = {"aux:pass", "auxpass", "nsubj:pass", "nsubjpass"}
    if any(child.dep_ in marks for child in verb.children):
        return True
    is_participle = verb.tag_ == "VBN" or "Part" in verb.morph.get("VerbForm", [])
    has_auxiliary = any(child.dep_ in {"aux", "nsubj"} for child in verb.children)
    return is_participle and verb.tag_ != "VBG" and not has_auxiliary and verb.dep_ != "conj"


def subjects(predicate: Token, *, depth: int = 0) -> list[Token]:
    """Return who does what a predicate says, its own subject or the one it inherits.

    Infinitives and participles take the subject of the clause above them (or its object: "asked
    her to sing"), conjoined verbs the first verb's, relative clauses the noun they modify.
    A passive's grammatical subject counts: callers ask `is_passive` when the voice matters.
    """
    own = [
        token
        for child in predicate.children
        if child.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS
        for token in conjuncts(child)
    ]
    if own:
        return [_antecedent(token) for token in own]
    return [] if depth > 6 else _inherited_subjects(predicate, depth)


def _inherited_subjects(predicate: Token, depth: int) -> list[Token]:
    head, dep = predicate.head, predicate.dep_
    if head == predicate:
        return []
    if dep == "pcomp":
        return subjects(head.head, depth=depth + 1) if head.dep_ == "prep" else []
    if dep in {"xcomp", "advcl", "conj", "ccomp", "parataxis"} and dep != "parataxis":
        if dep == "ccomp" and any(child.dep_ == "mark" for child in predicate.children):
            return []
        controlled = [child for child in head.children if child.dep_ in _OBJECTS | {"iobj"}]
        if dep == "xcomp" and controlled and head.lemma_.lower() in _OBJECT_CONTROL:
            return controlled
        return subjects(head, depth=depth + 1)
    if dep in _RELATIVE:
        return [] if _has_relative_object(predicate) else [head]
    if dep == "acl":
        return _subjects_of_acl(predicate, depth)
    return []


def _subjects_of_acl(predicate: Token, depth: int) -> list[Token]:
    """Return the noun that a participle modifies; an infinitive is done by the noun's owner."""
    noun = predicate.head
    is_infinitive = any(child.lower_ == "to" for child in predicate.children)
    if not is_infinitive and noun.pos_ in {"NOUN", "PROPN", "PRON"}:
        return [noun]
    owners = [argument.token for argument in arguments(noun) if argument.role == "of"]
    return owners[:1] or subjects(noun.head, depth=depth + 1)


def _has_relative_object(verb: Token) -> bool:
    return any(
        child.dep_ in _OBJECTS and child.lower_ in _RELATIVE_PRONOUNS for child in verb.children
    )


def _antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, any other token itself."""
    verb = token.head
    if token.lower_ in _RELATIVE_PRONOUNS and verb.dep_ in _RELATIVE:
        return verb.head
    if token.lower_ in _RELATIVE_PRONOUNS and verb.dep_ == "conj" and verb.head.dep_ in _RELATIVE:
        return verb.head.head
    return token


def relative_object(verb: Token) -> Token | None:
    """Return the noun that a relative clause has as its object: "the song (that) she wrote"."""
    if verb.dep_ not in _RELATIVE:
        return None
    has_object = any(
        child.dep_ in _OBJECTS and child.lower_ not in _RELATIVE_PRONOUNS for child in verb.children
    )
    named = [child for child in verb.children if child.dep_ in _SUBJECTS]
    is_gap = bool(named) and named[0].lower_ not in _RELATIVE_PRONOUNS
    return verb.head if is_gap and not has_object else None


def predicated_of(noun: Token) -> list[Token]:
    """Return what a noun is said to be: the subject of "X was a painter", "X became a painter"."""
    if any(child.dep_ == "cop" for child in noun.children):
        return [
            token
            for child in noun.children
            if child.dep_ in _SUBJECTS
            for token in conjuncts(child)
        ] or (subjects(noun) if noun.dep_ in {"conj", "xcomp", "advcl"} else [])
    is_complement = noun.dep_ in {"attr", "oprd", "xcomp", "obj", "dobj", "acomp"}
    if is_complement and noun.head.lemma_.lower() in {"be", "become", "remain"}:
        return subjects(noun.head)
    if noun.dep_ == "conj":
        return predicated_of(noun.head) if noun.head.pos_ in {"NOUN", "PROPN"} else []
    return []
