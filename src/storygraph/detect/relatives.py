"""What relative words stand for: "who", "which", "whose", "where", and a clause's gap.

The parse decides where it has a relative clause; where parsers miss one, the words before decide.
"""

from collections.abc import Iterator

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
OBJECTS = frozenset({"obj", "dobj"})
RELATIVE = frozenset({"acl:relcl", "relcl"})
RELATIVE_PRONOUNS = frozenset({"who", "whom", "that", "which", "whose"})
_NAMING = frozenset({"flat", "compound", "appos", "nmod", "nmod:desc"})
_CLAUSES = frozenset({"VERB", "AUX", "ADJ"})


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, any other token itself."""
    if token.lower_ not in RELATIVE_PRONOUNS or token.pos_ == "SCONJ":
        return token
    clause = token.head
    for _ in range(4):
        if clause.dep_ in RELATIVE:
            return clause.head
        if clause.pos_ in _CLAUSES and clause.dep_ != "conj":
            break
        clause = clause.head
    return token if token.lower_ == "that" else _noun_before(token) or token


def _noun_before(pronoun: Token) -> Token | None:
    """Return the noun before ", (with) whom": for people the name, else the nearest noun."""
    doc, comma = pronoun.doc, pronoun.i - 1
    if comma > 0 and doc[comma].pos_ == "ADP":
        comma -= 1
    if comma < 1 or doc[comma].text != ",":
        return None
    noun = doc[comma - 1]
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    is_person = pronoun.lower_ in {"who", "whom", "whose"}
    while noun.dep_ in _NAMING and noun.head.i < pronoun.i:
        if noun.dep_ not in {"flat", "compound"} and not is_person:
            break
        if noun.ent_type_ == "PERSON" and noun.head.ent_type_ != "PERSON":
            break
        noun = noun.head
    return noun


def places_of_where(where: Token) -> Iterator[Token]:
    """Yield the nouns that "where" stands for: "a school in Riga, where" means both."""
    doc = where.doc
    noun = where.head.head if where.head.dep_ in RELATIVE else None
    last = where.i - 1
    if last > 0 and doc[last].text == ",":
        last -= 1
    is_named = last >= 0 and doc[last].pos_ == "PROPN" and bool(doc[last].ent_type_)
    if noun is not None:
        yield noun
        if noun.pos_ == "PROPN" or not is_named or doc[last].head == noun:
            return
    if last < 0 or doc[last].pos_ not in {"NOUN", "PROPN"}:
        return
    yield doc[last]
    marks = [child for child in _top(doc[last]).children if child.dep_ == "case"]
    before = marks[0].i - 1 if marks else -1
    if before >= 0 and marks[0].lower_ == "in" and doc[before].pos_ in {"NOUN", "PROPN"}:
        yield doc[before]


def _top(noun: Token) -> Token:
    while noun.dep_ in {"flat", "compound"} and noun.head != noun:
        noun = noun.head
    return noun


def has_relative_object(verb: Token) -> bool:
    """Tell whether a relative pronoun is a verb's object: "the song that she wrote"."""
    return any(
        child.dep_ in OBJECTS and child.lower_ in RELATIVE_PRONOUNS for child in verb.children
    )


def relative_object(verb: Token) -> Token | None:
    """Return the noun that a relative clause has as its object: "the song (that) she wrote"."""
    if verb.dep_ == "xcomp" and verb.head.dep_ in RELATIVE and has_relative_object(verb.head):
        is_open = not any(child.dep_ in OBJECTS for child in verb.children)
        return verb.head.head if is_open else None
    if verb.dep_ not in RELATIVE:
        return _torn_object(verb)
    has_object = any(
        child.dep_ in OBJECTS and child.lower_ not in RELATIVE_PRONOUNS for child in verb.children
    )
    named = [child for child in verb.children if child.dep_ in SUBJECTS]
    is_gap = bool(named) and named[0].lower_ not in RELATIVE_PRONOUNS
    return verb.head if is_gap and not has_object else None


def _torn_object(verb: Token) -> Token | None:
    """Return the noun before ", which", where a parser took "which" for part of the subject."""
    if any(child.dep_ in OBJECTS for child in verb.children):
        return None
    for subject in verb.children:
        first = next((each for each in subject.subtree if not each.is_punct), subject)
        if subject.dep_ in SUBJECTS and first != subject and first.lower_ == "which":
            return _noun_before(first)
    return None
