"""Noun phrases that denote somebody or something named: "the painter", "her aunt", "the museum"."""

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from storygraph.detect.aliases import Cluster, Found
from storygraph.detect.columns import tokens_of
from storygraph.lexicon import words
from storygraph.naming import person_name
from storygraph.records import EntityType

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})
_DETERMINERS = frozenset({"the", "this", "that", "his", "her", "their", "its", "my", "our"})
#: Titles in short.
_SHORT = {"dr": "doctor", "prof": "professor", "rev": "reverend"}
_RESTRICTIVE = frozenset({"nmod", "prep", "appos", "flat", "acl:relcl", "relcl"})


def described_as(cluster: Cluster) -> set[str]:
    """Return the lemmas of the nouns that a story puts beside a name.

    "the painter Aru", "Aru, a weaver,", "Aru was a teacher"; the rank or office in a person's
    name ("Dr Bek" is "the doctor"), an institution's own kind ("museum").
    """
    nouns: set[str] = set()
    for span in cluster.spans:
        nouns.update(noun.lemma_.lower() for noun in beside(span) if not _is_of_couple(noun))
        if cluster.type == "person":
            nouns.update(_offices(span))
        else:
            nouns.update((span[0].lower_, span[-1].lower_))
    return nouns


def _offices(span: Span) -> Iterator[str]:
    """Yield the ranks and offices in a name; "Father Bek" is nobody's father."""
    for title in person_name(span.text).titles:
        office = _SHORT.get(title, title)
        if office in words("honorifics", "ranks") or office in words("nominals", "person"):
            yield office


def _is_of_couple(noun: Token) -> bool:
    """Tell whether a noun of one sex is coordinated with one of the other: "husband and wife"."""
    nouns = {noun.lemma_.lower(), *(t.lemma_.lower() for t in noun.children if t.dep_ == "conj")}
    return all(nouns & words("gender", gender) for gender in ("female", "male"))


def beside(span: Span) -> Iterator[Token]:
    """Yield the nouns put beside a name: just before it, in apposition, or as its predicate."""
    doc, root = span.doc, span.root
    before = span.start - 1
    while before >= 0 and (doc[before].is_quote or doc[before].text == ","):
        before -= 1
    if before >= 0 and doc[before].pos_ == "NOUN" and before >= span.start - 3:
        yield doc[before]
    if root.dep_ in {"appos", "flat"} and root.head.pos_ == "NOUN":
        yield root.head
    for child in root.children:
        if child.dep_ == "appos" and child.pos_ == "NOUN" and child.i > root.i:
            yield child
    if root.dep_ not in SUBJECTS:
        return
    if root.head.pos_ == "NOUN" and any(child.dep_ == "cop" for child in root.head.children):
        yield root.head
    if root.head.lemma_ in {"be", "become"}:
        yield from (child for child in root.head.children if child.dep_ in {"attr", "xcomp"})


def gender_of(cluster: Cluster) -> str:
    """Return "female" or "male" if the nouns beside a person's names say so, else ""."""
    if cluster.type != "person":
        return ""
    return next((g for g in ("female", "male") if cluster.described & words("gender", g)), "")


def find_nominals(doc: Doc, clusters: list[Cluster], named: list[Found]) -> Iterator[Found]:
    """Yield definite noun phrases that repeat how the story described an entity before.

    `named` are the mentions by name in text order; the entity named last wins.
    """
    inside = {token.i for each in named for token in each.span}
    ahead = iter([*named, None])
    upcoming = next(ahead)
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for token in tokens_of(doc, "NOUN"):
        while upcoming is not None and upcoming.span.start <= token.i:
            for noun in clusters[upcoming.cluster].described:
                seen[noun].append(upcoming.cluster)
            upcoming = next(ahead)
        span = _definite_phrase(token, inside)
        fitting = seen[token.lemma_.lower()] if span is not None else []
        if span is not None and fitting and _is_kind(token, clusters[fitting[-1]].type):
            confidence = 0.85 if len(set(fitting)) == 1 else 0.6
            yield Found(span, fitting[-1], "nominal", confidence)


def _is_kind(token: Token, kind: EntityType) -> bool:
    noun = token.lemma_.lower()
    if kind == "artwork":
        return noun in words("works")
    if kind == "person":
        people = words("gender", "female") | words("gender", "male") | words("honorifics", "ranks")
        return noun in people or noun in words("nominals", kind)
    return noun in words("nominals", kind)


def is_plural(noun: Token) -> bool:
    """Tell whether a noun stands for several."""
    return noun.tag_ == "NNS" or "Plur" in noun.morph.get("Number", [])


def _definite_phrase(token: Token, inside: set[int]) -> Span | None:
    """Return the phrase of a definite singular noun that does not name its own referent."""
    if token.i in inside or token.i + 1 in inside or is_plural(token):
        return None
    starts = [child.i for child in token.lefts if child.lower_ in _DETERMINERS]
    if not starts or any(map(_restricts, token.rights)):
        return None
    phrase = Span(token.doc, min(starts), token.i + 1)
    return None if any(each.i in inside for each in phrase) else phrase


def _restricts(child: Token) -> bool:
    """Tell whether a phrase says which one is meant; "the colonel, a silent man," needs none."""
    return child.dep_ in _RESTRICTIVE and not (child.dep_ == "appos" and child.pos_ == "NOUN")
