"""Grammar that relations need, read from a dependency parse in either of two label schemes.

The shipped pipeline speaks Universal Dependencies (obj, obl, case); spaCy's own English pipelines
speak ClearNLP (dobj, prep, pobj). Everything above this module sees roles instead: "subject",
"object", "by" (a passive's agent), or the preposition that links an argument.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from storygraph.detect.memory import remembered
from storygraph.detect.relatives import (
    OBJECTS,
    RELATIVE,
    SUBJECTS,
    antecedent,
    has_relative_object,
    places_of_where,
)

_NESTED = 0.9
_STRAY = 0.9
_NEAR = 6  # tokens behind a verb in which a stray name is its argument
_DEEPEST = 6  # clauses above each other through which a subject is looked for
_SUBORDINATING = frozenset("before after until till when while because since as where".split())
_COORDINATED = frozenset({"NOUN", "PROPN", "VERB"})
_AFTER_NAMES = frozenset({"in", "at", "for", "on"})
_PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "nsubjpass"})
_ALL_SUBJECTS = SUBJECTS | _PASSIVE_SUBJECTS
_PASSIVE_MARKS = frozenset({"aux:pass", "auxpass", *_PASSIVE_SUBJECTS})
_NOUNS = frozenset({"NOUN", "PROPN"})
_OBLIQUES = frozenset({"obl", "obl:arg", "nmod", "obl:agent"})
_POSSESSORS = frozenset({"nmod:poss", "poss"})
#: The dependencies of what may be an argument, see `_argument`.
_LINKED = frozenset(
    {*SUBJECTS, *_PASSIVE_SUBJECTS, *OBJECTS, *_POSSESSORS, *_OBLIQUES}
    | {"advmod", "iobj", "dative", "compound", "conj", "advcl", "prep", "agent"}
)
_LINKING = frozenset({"in", "at", "with", "under", "for", "from", "to", "on"})
_BECOMING = frozenset({"grow", "develop", "turn", "mature", "blossom", "evolve", "ripen"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SHOWING = frozenset(
    (
        "portrait picture painting photograph photo bust statue sculpture drawing sketch study "
        "biography life story account image film"
    ).split()
)
_INVERTED = frozenset({"live", "dwell", "reside"})  # "In Riga, by the river, lived a dancer"
_CLAUSES = frozenset({"VERB", "AUX"})
_ANYBODY = frozenset({"person", "people", "man", "woman", "one", "first", "last", "artist"})
_TITLES = frozenset({"compound", "nmod", "nmod:desc", "amod"})
_OBJECT_CONTROL = frozenset(
    (
        "ask invite teach help let make encourage persuade allow urge force want tell lead "
        "push commission bring send take inspire train enable hear see watch notice catch film"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase that belongs to a predicate: its role, its head token, how surely it belongs."""

    role: str
    token: Token
    confidence: float = 1.0


def arguments(predicate: Token) -> list[Argument]:
    """Return the phrases that depend on a verb or noun, conjoined ones included, in text order.

    Relative pronouns give way to the nouns that they stand for.
    """
    return list(_arguments(predicate))


@remembered
def _arguments(predicate: Token) -> list[Argument]:
    whole = predicate, *torn_parts(predicate)
    children = (child for part in whole for child in part.children)
    found = [each for child in children if child.dep_ in _LINKED for each in _argument(child)]
    if predicate.pos_ == "VERB":
        found += _stray_arguments(predicate)
        found += [
            each
            for adverb in predicate.children
            if adverb.dep_ in {"advmod", "compound:prt"}
            and (adverb.i > predicate.i or adverb.lower_ == "together")
            for child in adverb.children
            if child.dep_ in _OBLIQUES and child.i > adverb.i
            for each in _argument(child)
        ]
    spread = [
        Argument(_own_role(token, each), antecedent(token))
        for each in found
        for token in conjuncts(each.token)
    ]
    return sorted(spread, key=lambda argument: argument.token.i)


def _own_role(token: Token, first: Argument) -> str:
    """Return the role of a coordinated phrase: its own preposition, else that of the first."""
    is_linked = token != first.token and token.dep_ == "conj" and first.role in _LINKING
    return (preposition(token) if is_linked else "") or first.role


def _stray_arguments(verb: Token) -> Iterator[Argument]:
    """Yield names behind a verb that the parser made a part of some name before or after it."""
    doc = verb.doc
    for token in map(doc.__getitem__, range(verb.i + 1, min(verb.i + 1 + _NEAR, len(doc)))):
        if token.pos_ == "VERB" or token.is_sent_start:
            return
        if token.dep_ in {"flat", "list"} and _is_stray(token, verb):
            yield Argument(_word_before(token) or "object", token, _STRAY)
        elif (token.dep_ == "obl" and token.head.head == verb and _is_lent(token)) or (
            token.dep_ == "nmod" and _is_before(token.head, verb)
        ):
            yield from (Argument(each.role, each.token, _STRAY) for each in _argument(token))


def _is_before(noun: Token, verb: Token) -> bool:
    """Tell whether a phrase behind a verb was given to its subject: "Aru had work at the mill"."""
    return noun.head == verb and noun.i < verb.i and noun.dep_ in _ALL_SUBJECTS


def _is_lent(phrase: Token) -> bool:
    """Tell whether a phrase was given to a clause that begins behind it.

    "She sang in Riga before a grant took her to Osh" has no "in Riga before".
    """
    clause = phrase.head
    between = phrase.doc[phrase.i + 1 : clause.i]
    return clause.dep_ == "advcl" and any(token.lower_ in _SUBORDINATING for token in between)


def _is_stray(token: Token, verb: Token) -> bool:
    head = token.head
    is_other_name = bool(head.ent_type_ and token.ent_type_) and head.ent_type_ != token.ent_type_
    return head.i < verb.i or is_other_name or (token.dep_ == "flat" and head.i > token.i)


def _word_before(name: Token) -> str:
    """Return the preposition right before a name and its article, or ""."""
    doc, index = name.doc, name.i - 1
    while index >= 0 and (doc[index].ent_type_ == name.ent_type_ or doc[index].pos_ == "DET"):
        index -= 1
    return str(doc[index].lower_) if index >= 0 and doc[index].pos_ == "ADP" else ""


def is_shown(argument: Argument) -> bool:
    """Tell whether a work only shows somebody: "a portrait of her father"."""
    noun = argument.token.head
    is_of = argument.role == "of" and argument.token.dep_ not in _POSSESSORS
    return is_of and noun.lemma_.lower() in _SHOWING


def torn_parts(verb: Token) -> list[Token]:
    """Return the prefix of a verb that tokenizers tear off: the "co" of "co-founded"."""
    if verb.i < 2 or verb.nbor(-1).text != "-":
        return []
    prefix = verb.nbor(-2)
    return [prefix] if prefix.lower_ in {"co", "re"} else []


def nested_arguments(argument: Argument, *, depth: int = 2) -> list[Argument]:
    """Return the phrases within a noun's phrase that may as well belong to the predicate above.

    Parsers guess where a prepositional phrase belongs: "took a course in design at a school".
    """
    noun = argument.token
    if depth == 0 or noun.pos_ not in _NOUNS:
        return []
    found: list[Argument] = []
    for each in arguments(noun):
        is_onward = argument.role == "from" and each.role == "to"
        if noun.pos_ == "PROPN" and each.role not in _AFTER_NAMES and not is_onward:
            continue
        inner = Argument(each.role, each.token, argument.confidence * _NESTED)
        if each.role not in {"of", "by", "subject", "passive"}:
            found.append(inner)
        found += nested_arguments(inner, depth=depth - 1)
    return surest(found)


def surest(found: Iterable[Argument]) -> list[Argument]:
    """Return each phrase once in each role: in a chain of phrases each has all later ones."""
    best: dict[tuple[str, int], Argument] = {}
    for each in found:
        key = each.role, each.token.i
        if key not in best or best[key].confidence < each.confidence:
            best[key] = each
    return list(best.values())


def _argument(child: Token) -> Iterator[Argument]:
    dep = child.dep_
    if dep in SUBJECTS:
        yield Argument("subject", child)
    elif dep in _PASSIVE_SUBJECTS:
        yield Argument("passive", child)
    elif dep in OBJECTS:
        yield Argument("object", child)
    elif dep == "advmod" and child.lower_ == "there":
        yield Argument("in", child)
    elif dep == "advmod" and child.lower_ == "where":
        for place in places_of_where(child):
            yield Argument("in", place)
    elif dep in {"iobj", "dative"}:
        yield Argument("indirect", child)
    elif dep in _POSSESSORS:
        yield Argument("of", child)
    elif dep in _OBLIQUES:
        is_bare_name = child.pos_ == "PROPN" and child.i > child.head.i and child.ent_type_
        yield Argument(preposition(child) or ("object" if is_bare_name else "object_like"), child)
    elif dep == "compound" and child.i > child.head.i and preposition(child):
        yield Argument(preposition(child), child)
    elif dep == "conj" and child.head.pos_ in _COORDINATED and child.pos_ in _NOUNS:
        own = preposition(child)
        is_told = any(each.dep_ == "cop" for each in child.children)
        if own and own != preposition(child.head) and not is_told:
            yield Argument(own, child)
    elif dep == "advcl" and child.lower_ == "aged":
        yield from (each for part in child.children for each in _argument(part))
    elif dep in {"prep", "agent"}:
        for grandchild in child.children:
            if grandchild.dep_ == "pobj":
                yield Argument(child.lower_, grandchild)
            elif grandchild.dep_ == "prep":
                yield from _argument(grandchild)


@remembered
def preposition(token: Token) -> str:
    """Return the lower-case preposition that governs a phrase, or ""."""
    before = [(child, child.dep_) for child in token.lefts]
    marks = [child.lower_ for child, dep in before if dep == "case" and child.is_alpha]
    marks = marks or _marks_of_parts(token)
    is_oblique = token.dep_ in _OBLIQUES
    if not marks and (is_oblique or token.dep_ == "conj"):
        titles = (child for child, dep in before if dep in _TITLES)
        marks = [each.lower_ for title in titles for each in title.children if each.dep_ == "case"]
    if marks:
        return "by" if marks[0] == "by" else str(marks[-1])
    if token.dep_ == "pobj":
        return str(token.head.lower_)
    first = token.left_edge.i if is_oblique else 0
    if not first:
        return ""
    torn = token.doc[first - 1]
    return str(torn.lower_) if torn.pos_ == "ADP" and torn.dep_ == "case" else ""


def _marks_of_parts(name: Token) -> list[str]:
    """Return the prepositions that a parser hung on a later part of a name."""
    return [
        str(child.lower_)
        for part in name.rights
        if part.dep_ == "flat"
        for child in part.lefts
        if child.dep_ == "case" and child.is_alpha and child.i < name.i
    ]


def conjuncts(token: Token) -> list[Token]:
    """Return a token and those coordinated with it, in text order.

    Two names with a mere comma between them ("Riga, Latvia") are no coordination, whatever the
    parser says.
    """
    found: list[Token] = []
    left = [(token, True)]
    while left:
        each, goes_on = left.pop()
        found.append(each)
        if goes_on:
            left += reversed(list(_coordinated(each)))
    return found


def _coordinated(token: Token) -> Iterator[tuple[Token, bool]]:
    """Yield what is coordinated with a token directly, and whether more may hang on that."""
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ != "VERB" and not _is_bare_pair(token, child):
            yield child, True
        if child.dep_ == "appos" and token.ent_type_ == "PERSON":
            yield from ((each, False) for each in child.children if _is_another_person(each))
        elif child.dep_ == "appos" and child.ent_type_ == "PERSON" and child.i == token.i + 1:
            yield from ((each, False) for each in _listed_after(token, child))


def _listed_after(noun: Token, name: Token) -> list[Token]:
    """Return who else is listed after "the singer Aru": "the dancer Bek and the poet Lev"."""
    others = [each for each in noun.children if each.dep_ == "appos" and each.i > name.i]
    titled = [each for each in others if _has_name(each)]
    joined = [each for each in name.children if each.dep_ == "conj" and _has_name(each)]
    return [*titled, *joined] if joined else []


def _has_name(title: Token) -> bool:
    return title.ent_type_ == "PERSON" or any(
        child.ent_type_ == "PERSON" and child.i == title.i + 1 for child in title.children
    )


def _is_another_person(token: Token) -> bool:
    """Tell whether "the dancer Bek" hangs on the "a singer" of "Aru, a singer, and ..."."""
    return token.dep_ == "conj" and any(
        child.ent_type_ == "PERSON" and child.i == token.i + 1 for child in token.children
    )


def _is_bare_pair(first: Token, second: Token) -> bool:
    if first.pos_ != "PROPN" or second.pos_ != "PROPN":
        return False
    if second.ent_type_ == "PERSON" or any(child.dep_ == "case" for child in second.children):
        return False
    return not any(each.dep_ == "cc" for token in (first, second) for each in token.subtree)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb stands in the passive, a bare participle after its noun included."""
    whole = verb, *torn_parts(verb)
    deps = {child.dep_ for part in whole for child in part.children}
    if deps & _PASSIVE_MARKS:
        return True
    is_participle = verb.tag_ == "VBN" or "Part" in verb.morph.get("VerbForm", [])
    has_auxiliary = "aux" in deps or "nsubj" in deps
    is_linked = verb.dep_ == "conj" and verb.head.tag_ != "VBG"  # but "starring A, directed by B"
    return is_participle and verb.tag_ != "VBG" and not has_auxiliary and not is_linked


def subjects(predicate: Token, *, depth: int = 0) -> list[Token]:
    """Return who does what a predicate says, its own subject or the one it inherits.

    Infinitives and participles take the subject of the clause above them (or its object: "asked
    her to sing"), conjoined verbs the first verb's, relative clauses the noun they modify.
    A passive's grammatical subject counts: callers ask `is_passive` when the voice matters.
    """
    own = [
        token
        for part in (predicate, *torn_parts(predicate))
        for child in part.children
        if child.dep_ in _ALL_SUBJECTS
        for token in conjuncts(child)
    ]
    is_deep = depth > _DEEPEST
    if own and (is_deep or not _opens(predicate) or not _is_described(predicate, own, depth)):
        return [antecedent(token) for token in own]
    return [] if is_deep else _inherited_subjects(predicate, depth)


def _for_whom(infinitive: Token) -> Token | None:
    """Return who is to do it in "paid for her to study", where "her" hangs on the verb above."""
    to = next((child for child in infinitive.children if child.lower_ == "to"), None)
    if to is None or infinitive.head == infinitive:
        return None
    return next(
        (
            child
            for child in infinitive.head.children
            if preposition(child) == "for" and child.right_edge.i == to.i - 1
        ),
        None,
    )


def _inherited_subjects(predicate: Token, depth: int) -> list[Token]:
    head, dep = predicate.head, predicate.dep_
    if head == predicate:
        objects = [child for child in predicate.children if child.dep_ in OBJECTS]
        is_inverted = predicate.lemma_.lower() in _INVERTED
        return objects if is_inverted else _subjects_after(predicate, depth)
    if dep == "pcomp":
        return subjects(head.head, depth=depth + 1) if head.dep_ == "prep" else []
    if dep in {"xcomp", "advcl", "conj", "ccomp"}:
        sent = _for_whom(predicate)
        if sent is not None:
            return conjuncts(sent)
        if dep == "ccomp" and any(child.dep_ == "mark" for child in predicate.children):
            return []
        controlled = [child for child in head.children if child.dep_ in OBJECTS | {"iobj"}]
        if dep == "xcomp" and controlled and head.lemma_.lower() in _OBJECT_CONTROL:
            return controlled
        if dep == "conj" and head.pos_ in _NOUNS and predicate.tag_ in _FINITE:
            if any(child.dep_ == "cop" for child in head.children):
                return subjects(head, depth=depth + 1)
            above = next((each for each in head.ancestors if each.pos_ in _CLAUSES), None)
            return [] if above is None else subjects(above, depth=depth + 1)
        return subjects(head, depth=depth + 1)
    if dep == "parataxis" and predicate.tag_ in _FINITE and head.i < predicate.i:
        if head.dep_ == "ROOT" and head.ent_type_ == "PERSON":
            return [head]
        is_told = any(child.dep_ == "cop" for child in head.children)
        return subjects(head, depth=depth + 1) if is_told else []
    if dep in RELATIVE:
        return [] if has_relative_object(predicate) else [head]
    if dep == "acl":
        return _subjects_of_acl(predicate, depth)
    return []


def _opens(predicate: Token) -> bool:
    """Tell whether a participle opens its sentence: "Born here, the son of a clerk, he sang"."""
    first = predicate.left_edge
    return predicate.tag_ in {"VBN", "VBG"} and first == predicate and bool(first.is_sent_start)


def _is_described(participle: Token, nouns: list[Token], depth: int) -> bool:
    """Tell whether nouns behind a participle merely describe who the clause speaks of."""
    is_behind = all(noun.i > participle.i and noun.pos_ == "NOUN" for noun in nouns)
    return is_behind and bool(_subjects_after(participle, depth))


def _subjects_after(participle: Token, depth: int) -> list[Token]:
    """Return the subject of the clause that a participle opens: "Born in Riga, she sang"."""
    if participle.tag_ not in {"VBN", "VBG"}:
        return []
    clauses = [c for c in participle.children if c.dep_ in {"parataxis", "ccomp"}]
    later = [each for each in clauses if each.i > participle.i]
    return subjects(later[0], depth=depth + 1) if later else []


def _subjects_of_acl(predicate: Token, depth: int) -> list[Token]:
    """Return the noun that a participle modifies; an infinitive is done by the noun's owner."""
    noun = predicate.head
    is_infinitive = any(child.lower_ == "to" for child in predicate.children)
    if not is_infinitive and noun.pos_ in {"NOUN", "PROPN", "PRON"}:
        is_apart = predicate.i > 0 and predicate.nbor(-1).text == ","
        is_part = noun.dep_ == "nmod" and noun.pos_ == "NOUN" and noun.head.pos_ == "NOUN"
        return [noun.head if is_apart and is_part else noun]  # "a band of players, formed in"
    if noun.lemma_.lower() in _ANYBODY:
        return predicated_of(noun)
    owners = [argument.token for argument in arguments(noun) if argument.role == "of"]
    return owners[:1] or subjects(noun.head, depth=depth + 1)


def predicated_of(noun: Token) -> list[Token]:
    """Return what a noun is said to be: the subject of "X was a painter", "X became a painter"."""
    while True:
        if any(child.dep_ == "cop" for child in noun.children):
            return [
                antecedent(token)
                for child in noun.children
                if child.dep_ in SUBJECTS
                for token in conjuncts(child)
            ] or (subjects(noun) if noun.dep_ in {"conj", "xcomp", "advcl"} else [])
        is_complement = noun.dep_ in {"attr", "oprd", "xcomp", "obj", "dobj", "acomp"}
        if is_complement and noun.head.lemma_.lower() in {"be", "become", "remain"}:
            return subjects(noun.head)
        if preposition(noun) == "into" and noun.head.lemma_.lower() in _BECOMING:
            return subjects(noun.head)
        if noun.dep_ != "conj" or noun.head == noun or noun.head.pos_ not in _NOUNS:
            return []
        own = [child for child in noun.children if child.dep_ in SUBJECTS]
        if own:
            return own  # "his father was a driver, his mother a weaver"
        noun = noun.head
