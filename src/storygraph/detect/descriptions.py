"""Nouns that describe somebody, and the names that stand beside them.

"her sister Aru", "his teacher, the composer Bek", "two sons, Aru and Bek", "her pupils include
Aru" name whom a noun denotes; in "born in Riga, the son of a clerk" the noun tells of the subject.
"""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from storygraph.detect.syntax import (
    arguments,
    conjuncts,
    predicated_of,
    preposition,
    subjects,
)
from storygraph.lexicon import words

_BESIDE = frozenset({"appos", "flat"})
_TITLES = frozenset({"appos", "compound", "flat", "nmod:desc"})
_LOOSE = frozenset(
    {"obl", "obl:unmarked", "obl:agent", "advcl", "conj", "parataxis", "dep", "dislocated"}
    | {"npadvmod", "nmod:unmarked", "appos", "acl"}
)
_WITHIN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_APPOINTING = frozenset(
    (
        "appoint choose describe employ engage hire identify know name regard see take treat elect "
        "accept keep name count"
    ).split()
)
_SOME = frozenset(
    (
        "one two three some several many another youngest eldest oldest elder younger first second "
        "third fourth fifth sixth last"
    ).split()
)
_BEHIND = frozenset({"conj", "appos"})
_SPOTS = frozenset({"in", "at", "near", "on"})
_REACH = 6  # tokens between a noun and the name that closes its description
_CLOSING = frozenset({",", ".", ";", ":", ")", "(", "–", "—"})


def names_beside(noun: Token, is_name: Callable[[Token], bool]) -> list[Token]:
    """Return the tokens of the names that say whom a noun denotes, several for a plural."""
    for token in _candidates(noun, is_name):
        if is_name(token):
            return _all_named(token, is_name) if _is_many(noun) else [token]
    return []


def _candidates(noun: Token, is_name: Callable[[Token], bool]) -> Iterator[Token]:
    yield from noun.doc[noun.i + 1 : noun.i + 2]
    if preposition(noun) == "as" and noun.head.pos_ == "VERB":
        return  # "trained as a nurse at a school where her teacher was Aru"
    yield from _apposed(noun, 3)
    yield from _titled(noun)
    yield from _called(noun)
    yield from _equated(noun)
    yield from _announced(noun, is_name)
    yield from _followed(noun, is_name)
    yield from _bracketed(noun, is_name)
    whole = _chosen(noun)
    if whole is not None:
        for way in (_apposed(whole, 3), _titled(whole), _equated(whole)):
            yield from way
        yield from _announced(whole, is_name)


def _chosen(noun: Token) -> Token | None:
    """Return the "one" of "one of her pupils", or None."""
    is_part = noun.head != noun and preposition(noun) == "of" and noun.head.lower_ in _SOME
    return noun.head if is_part else None


def _all_named(first: Token, is_name: Callable[[Token], bool]) -> list[Token]:
    """Return the names coordinated with the first: "Aru and the weaver Bek" are two."""
    found: list[Token] = []
    for token in conjuncts(first):
        if token != first and any(child.tag_ == "PRP$" for child in token.children):
            continue  # "her sons Bek and Tom, and her brother Lev"
        named = (each for each in (token, *_apposed(token, 1)) if is_name(each))
        found += [each for each in list(named)[:1] if each not in found]
    listed = (each for each in _listed(found[0], is_name) if each not in found) if found else ()
    return [*found, *listed]


def _listed(first: Token, is_name: Callable[[Token], bool]) -> list[Token]:
    """Return the names listed behind one, each maybe with its trade, whatever the parse says.

    "by three friends: the singer Aru, the drummer Bek and Lev". A name that a verb follows opens
    a clause of its own.
    """
    doc, found = first.doc, [first]
    for token in doc[first.i + 1 : first.sent.end]:
        before = doc[token.i - 1]
        if is_name(token):
            if not is_name(before):
                found.append(token)
        elif token.text in {",", "and", "&"} or token.pos_ in {"DET", "ADJ", "NOUN", "PROPN"}:
            continue
        elif token.pos_ in {"VERB", "AUX"} and is_name(before) and len(found) > 1:
            return found[1:-1]
        else:
            break
    return found[1:]


def _is_many(noun: Token) -> bool:
    return noun.tag_ == "NNS" or "Plur" in noun.morph.get("Number", [])


def _apposed(noun: Token, depth: int) -> Iterator[Token]:
    for child in noun.children:
        is_listed = child.dep_ == "nmod" and child.i > noun.i and not preposition(child)
        if child.dep_ in _BESIDE and _is_another_relative(child, noun):
            continue  # "survived by her mother, her husband, Aru"
        if child.dep_ in _BESIDE or is_listed:
            yield child
            if depth:
                yield from _apposed(child, depth - 1)


def _is_another_relative(apposed: Token, noun: Token) -> bool:
    kin = words("kin", "close")
    return (
        noun.lemma_.lower() in kin
        and apposed.lemma_.lower() in kin
        and any(child.tag_ == "PRP$" for child in apposed.children)
    )


def _titled(noun: Token) -> Iterator[Token]:
    """Yield the name that a noun precedes like a title, or is apposed to."""
    head = noun.head
    if noun.dep_ in _TITLES or (noun.dep_ == "nmod" and noun.i + 1 == head.left_edge.i):
        yield head
        if noun.dep_ == "appos" and head.i < noun.i:
            yield from (child for child in head.children if child.dep_ in _BESIDE)


def _called(noun: Token) -> Iterator[Token]:
    """Yield the name in "a carpenter named Aru", "a man by the name of Aru"."""
    for child in noun.children:
        if child.dep_ in {"acl", "amod"} and child.lemma_.lower() in {"name", "call"}:
            yield from (each for each in child.children if each.pos_ == "PROPN")
        if child.lower_ == "name" and preposition(child) == "by":
            yield from (each.token for each in arguments(child) if each.role == "of")
        if child.dep_ in {"appos", "conj"} and child.pos_ == "NOUN" and child != noun:
            yield from _called(child)


def _equated(noun: Token) -> Iterator[Token]:
    """Yield what a noun is said to be: "her sister is the novelist Aru", "among them was Aru"."""
    head, is_subject = noun.head, noun.dep_ == "nsubj"
    if not is_subject and preposition(noun) not in {"among", "amongst"}:
        return
    if head.lemma_.lower() in {"include", "number"} and is_subject:
        for each in (each.token for each in arguments(head) if each.role == "object"):
            yield each
            yield from _apposed(each, 1)
    elif any(child.dep_ == "cop" for each in (head, noun) for child in each.children):
        yield head
        yield from _apposed(head, 1)
    elif head.lemma_.lower() == "be":
        for child in head.children:
            if child.dep_ in {"attr", "nsubj"} and child != noun:
                yield child
                yield from _apposed(child, 1)


def _announced(noun: Token, is_name: Callable[[Token], bool]) -> Iterator[Token]:
    """Yield the name that closes "her teacher, the old composer Bek," whatever the parse says."""
    doc, index = noun.doc, noun.i + 1
    if index + 1 >= len(doc) or doc[index].text != ",":
        return
    if not is_name(doc[index + 1]) and doc[index + 1].pos_ != "DET":
        return
    for token in doc[index + 1 : index + 1 + _REACH]:
        if is_name(token):
            end = token.i
            while end < len(doc) and is_name(doc[end]):
                end += 1
            if end == len(doc) or doc[end].text in _CLOSING:
                yield token
            return
        if token.pos_ not in _WITHIN:
            return


def _bracketed(noun: Token, is_name: Callable[[Token], bool]) -> Iterator[Token]:
    """Yield the name that opens a bracket: "met her husband at work (Aru drove the bus)"."""
    if not any(child.tag_ == "PRP$" for child in noun.children):
        return
    for token in noun.doc[noun.i + 1 : noun.i + 1 + _REACH]:
        if token.text == "(":
            if token.i + 1 < len(noun.doc) and is_name(noun.doc[token.i + 1]):
                yield noun.doc[token.i + 1]
            return
        if token.is_punct or token.pos_ in {"VERB", "PROPN"}:
            return


def _followed(noun: Token, is_name: Callable[[Token], bool]) -> Iterator[Token]:
    """Yield the name before "Aru, a schoolteacher who", whatever the parse says."""
    doc, index = noun.doc, noun.i - 1
    while index > 0 and doc[index].pos_ in {"ADJ", "NOUN"}:
        index -= 1
    if index < 2 or doc[index].pos_ != "DET" or doc[index - 1].text != ",":
        return
    after = doc[noun.i + 1] if noun.i + 1 < len(doc) else None
    is_closed = after is None or after.text in _CLOSING or after.lower_ in {"who", "whose"}
    is_closed = is_closed or (after is not None and after.pos_ == "ADP")
    if is_closed and is_name(doc[index - 2]):
        yield doc[index - 2]


def described_by(noun: Token) -> list[Token]:
    """Return whom a noun speaks of: "X was a painter", "as a boy, X", "born here, the son of Y"."""
    owners = predicated_of(noun)
    if owners:
        return owners
    whole = _chosen(noun)
    if whole is not None:
        return described_by(whole)
    mark = preposition(noun)
    if noun.dep_ == "conj" and preposition(noun.head) == "as" and mark in {"", "as"}:
        return described_by(noun.head)
    if noun.dep_ == "conj" and any(each.role == "of" for each in arguments(noun)):
        return _described_by_above(noun)
    if mark == "as":
        return _described_by_as(noun)
    if mark == "in" and noun.lemma_.lower() == "collection":
        return subjects(noun.head) if noun.head.pos_ == "VERB" else [noun.head]
    return _loosely_described(noun) if not mark else []


def _described_by_above(noun: Token) -> list[Token]:
    """Return the subject of "is the son of X and the brother of Y", wherever the second hangs."""
    for above in noun.ancestors:
        if any(child.dep_ == "cop" for child in above.children):
            return predicated_of(above)
        if above.pos_ not in {"NOUN", "PROPN"}:
            break
    return _loosely_described(noun)


def _described_by_as(noun: Token) -> list[Token]:
    head = noun.head
    if head.pos_ == "NOUN":
        owners = [each.token for each in arguments(head) if each.role == "of"]
        return owners or subjects(head.head)
    if head.lemma_.lower() in {"succeed", "replace", "follow"}:
        return [*subjects(head), *(e.token for e in arguments(head) if e.role == "object")]
    if head.lemma_.lower() in _APPOINTING:
        return [each.token for each in arguments(head) if each.role in {"object", "passive"}]
    return subjects(head) if head.pos_ in {"VERB", "AUX"} else []


def _loosely_described(noun: Token) -> list[Token]:
    top = noun
    while top.dep_ in _BEHIND and top.head.pos_ in {"NOUN", "NUM"} and top.head.i < top.i:
        top = top.head
    if top.pos_ == "NUM" and any(child.dep_ == "cop" for child in top.children):
        return predicated_of(top)
    head = top.head
    if top.dep_ in {"nsubj", "nsubj:pass", "nsubjpass"}:
        after = (child for child in head.children if child.dep_ == top.dep_ and child.i > top.i)
        told = [t for each in after if each.pos_ in {"PRON", "PROPN"} for t in conjuncts(each)]
        return told or [each for each in subjects(head) if each.pos_ in {"PRON", "PROPN"}]
    mark = preposition(top)
    is_apart = _is_set_off(noun if mark in _SPOTS else top)
    if mark and mark not in _SPOTS and top != noun:
        return []  # "born to a goldsmith and a singer"
    if top.dep_ not in _LOOSE or not is_apart:
        return []
    while head.pos_ in {"PROPN", "NOUN", "NUM"} and head.head != head and not _has_subject(head):
        head = head.head
    return subjects(head)


def _is_set_off(noun: Token) -> bool:
    """Tell whether a noun's phrase opens its sentence, or follows a comma or bracket."""
    first = noun.left_edge
    before = first.i - 1
    is_opening = before < 0 or first.is_sent_start or noun.doc[before].is_space
    return first.is_punct or is_opening or noun.doc[before].text in {",", "("}


def _has_subject(token: Token) -> bool:
    return any(child.dep_.startswith(("nsubj", "cop")) for child in token.children)


def joined_owner(pronoun: Token) -> Token | None:
    """Return the "smith" of "the smith and his wife" for "his", whoever else is he; or None."""
    noun = pronoun.head
    if pronoun.lower_ not in {"his", "her"} or pronoun.dep_ not in {"nmod:poss", "poss"}:
        return None
    if noun.dep_ != "conj" or noun.lemma_.lower() not in words("kin", "close"):
        return None
    first = noun.head
    whole = (first, first.head) if first.dep_ in {"appos", "flat"} else (first,)
    if first.pos_ not in {"NOUN", "PROPN"} or any(
        child.tag_ == "PRP$" for each in whole for child in each.children
    ):
        return None  # "her sons Bek and Tom, and her brother": all are hers
    between = [token for token in first.doc[first.i + 1 : pronoun.i] if token.pos_ != "PROPN"]
    return first if [token.lower_ for token in between] == ["and"] else None
