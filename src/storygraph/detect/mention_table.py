"""The phrases of a story that may denote people, as columns of numbers that a model can read."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, Token

from storygraph.detect.aliases import Cluster, Found
from storygraph.detect.columns import line_breaks, sentence_numbers, tokens_of, where_words
from storygraph.detect.nominals import SUBJECTS
from storygraph.detect.quotes import Quote, speech_subjects
from storygraph.lexicon import words

Numbers = NDArray[np.int64]
Reals = NDArray[np.float32]

#: The classes of a mention: eight of pronouns, two of other phrases.
CLASSES = ("he", "she", "i", "you", "we", "they", "nominal", "name")
_FORMS = {
    "he": ("he", "him", "his", "himself"),
    "she": ("she", "her", "hers", "herself"),
    "i": ("i", "me", "my", "mine", "myself"),
    "you": ("you", "your", "yours", "yourself", "yourselves", "thou", "thee", "thy", "ye"),
    "we": ("we", "us", "our", "ours", "ourselves"),
    "they": ("they", "them", "their", "theirs", "themselves"),
}
PRONOUN_CLASS = {form: CLASSES.index(name) for name, forms in _FORMS.items() for form in forms}
NOMINAL, NAME = CLASSES.index("nominal"), CLASSES.index("name")
FEMALE, MALE = 1, -1
_GENDERS = {"female": FEMALE, "male": MALE, "": 0}
_CLASS_GENDER = {CLASSES.index("he"): MALE, CLASSES.index("she"): FEMALE}
_PLURAL = {CLASSES.index("we"), CLASSES.index("they")}
_OBJECTS = frozenset({"obj", "iobj", "dobj", "dative"})
_POSSESSIVES = frozenset({"nmod:poss", "poss"})
#: How a name and a noun that denote one person hang together: "his uncle, Bek", "Bek is his uncle".
_SAID_TO_BE = frozenset({"appos", "nsubj"})
_DEFINITE = frozenset("the this that these those".split())
_INDEFINITE = frozenset("a an some any every each no another many several few".split())
ROLES = ("subject", "object", "possessive", "other")
DETERMINERS = ("definite", "indefinite", "possessive", "none")


@dataclass(frozen=True, slots=True)
class MentionTable:
    """One row a mention, in text order; `speech` and `speaker` describe the quotes.

    `cluster` is the number of the named entity or -1; `quote` the number of the quote that a
    mention stands in or -1; `speech[q]` is the row of the mention that is the subject of quote
    q's speech verb, or -1. `owner` is the row of whom a phrase says that it belongs to ("his" of
    "his uncle Bek"), or -1. `lemma` is the same number for the same lemma.
    """

    doc: Doc
    spans: tuple[Span, ...]
    cluster: Numbers
    kind: Numbers
    head: Numbers
    governor: Numbers
    sentence: Numbers
    paragraph: Numbers
    quote: Numbers
    role: Numbers
    determiner: Numbers
    gender: Numbers
    plural: Numbers
    reflexive: NDArray[np.bool_]
    clause: Numbers
    owner: Numbers
    lemma: Numbers
    speech: tuple[int, ...]
    turn: Numbers

    def __len__(self) -> int:
        return len(self.spans)


def person_nouns(doc: Doc, inside: set[int], likely: NDArray[np.bool_]) -> list[Span]:
    """Return the noun phrases, from determiner to noun, whose noun denotes people."""
    found = []
    for token in tokens_of(doc, "NOUN"):
        if token.i in inside or not likely[token.i]:
            continue
        if token.i + 1 in inside and token.dep_ in {"compound", "nmod", "appos", "flat", "amod"}:
            continue
        found.append(noun_phrase(token, inside))
    return found


def noun_phrase(noun: Token, inside: set[int]) -> Span:
    """Return a noun with the words before it that belong to it."""
    start = noun.i
    for child in noun.lefts:
        if child.dep_ in {"det", "amod", "nummod", "compound", *_POSSESSIVES, "det:predet"}:
            start = min(start, child.left_edge.i)
    if any(index in inside for index in range(start, noun.i)):
        start = noun.i
    return Span(noun.doc, start, noun.i + 1)


def build_table(
    doc: Doc,
    named: Sequence[Found],
    clusters: Sequence[Cluster],
    nominals: Sequence[Span],
    quotes: list[Quote],
) -> MentionTable:
    """Return the mentions of people in a story: names, noun phrases and pronouns."""
    rows = [
        (each.span, each.cluster, NAME) for each in named if clusters[each.cluster].type == "person"
    ]
    rows += [(span, -1, NOMINAL) for span in nominals]
    taken = {token.i for each in named for token in each.span}
    for index in where_words(doc, PRONOUN_CLASS):
        if index not in taken and not _is_contraction(doc[index]):
            number = PRONOUN_CLASS[doc[index].lower_]
            rows.append((Span(doc, index, index + 1), -1, number))
    roots = [span.root for span, _, _ in rows]
    order = sorted(range(len(rows)), key=lambda row: (roots[row].i, rows[row][0].start))
    spans = tuple(rows[row][0] for row in order)
    heads = [roots[row] for row in order]
    kinds = [rows[row][2] for row in order]
    numbers = [rows[row][1] for row in order]
    in_quote = _quote_numbers(doc, quotes)
    breaks = line_breaks(doc, lines=2)
    sentences = sentence_numbers(doc)
    row_of = {head.i: row for row, head in enumerate(heads)}
    return MentionTable(
        doc=doc,
        spans=spans,
        cluster=_numbers(numbers),
        kind=_numbers(kinds),
        head=_numbers([head.i for head in heads]),
        governor=_numbers([head.head.i for head in heads]),
        sentence=_numbers([sentences[head.i] for head in heads]),
        paragraph=_numbers([bisect_right(breaks, head.i) for head in heads]),
        quote=_numbers([in_quote[head.i] for head in heads]),
        role=_numbers([_role(head) for head in heads]),
        determiner=_numbers([_determiner(head) for head in heads]),
        gender=_numbers(
            [
                _gender(head, kind, clusters[number].gender if number >= 0 else "")
                for head, kind, number in zip(heads, kinds, numbers, strict=True)
            ]
        ),
        plural=_numbers([_number(h, kind) for h, kind in zip(heads, kinds, strict=True)]),
        reflexive=np.array([h.lower_.endswith(("self", "selves")) for h in heads], dtype=bool),
        clause=_numbers([_clause(head) for head in heads]),
        owner=_numbers([_owner(head, row_of) for head in heads]),
        lemma=_numbered([head.lemma_.lower() for head in heads]),
        speech=tuple(_speech(quote, quotes, row_of) for quote in quotes),
        turn=_numbers([bisect_right(breaks, quote.start) for quote in quotes]),
    )


def _numbers(values: Sequence[int]) -> Numbers:
    return np.asarray(values, dtype=np.int64)


def _numbered(texts: Sequence[str]) -> Numbers:
    """Return for each text the number of the first one that equals it."""
    first = {text: number for number, text in reversed([*enumerate(texts)])}
    return _numbers([first[text] for text in texts])


def _is_contraction(token: Token) -> bool:
    return token.lower_ == "us" and token.i > 0 and token.nbor(-1).lower_ == "let"


def _quote_numbers(doc: Doc, quotes: Sequence[Quote]) -> list[int]:
    numbers = [-1] * len(doc)
    for number, quote in enumerate(quotes):
        numbers[quote.start : quote.end] = [number] * (quote.end - quote.start)
    return numbers


def _role(head: Token) -> int:
    if head.dep_ in SUBJECTS:
        return 0
    if head.dep_ in _OBJECTS:
        return 1
    return 2 if head.dep_ in _POSSESSIVES or head.tag_ == "PRP$" else 3


def _determiner(head: Token) -> int:
    for child in head.lefts:
        if child.dep_ in _POSSESSIVES:
            return 2
        if child.lower_ in _DEFINITE:
            return 0
        if child.lower_ in _INDEFINITE:
            return 1
    return 3


def _gender(head: Token, kind: int, known: str) -> int:
    if kind in _CLASS_GENDER:
        return _CLASS_GENDER[kind]
    if kind == NAME:
        return _GENDERS[known]
    if kind == NOMINAL:
        lemma = head.lemma_.lower()
        if lemma in words("gender", "female"):
            return FEMALE
        return MALE if lemma in words("gender", "male") else 0
    return 0


def _number(head: Token, kind: int) -> int:
    """Return 1 for many, -1 for one, 0 where the form does not tell."""
    if kind in _PLURAL or (kind == NOMINAL and head.tag_ in {"NNS", "NNPS"}):
        return 1
    return 0 if CLASSES[kind] == "you" else -1


def _clause(head: Token) -> int:
    """Return the verb whose clause a phrase stands in."""
    verb = head.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    return int(verb.i)


def _owner(head: Token, row_of: dict[int, int]) -> int:
    """Return the row of the possessor of a phrase, or of what the phrase is said to be."""
    same = [head]
    if head.dep_ in _SAID_TO_BE:
        same.append(head.head)
    same += [child for child in head.children if child.dep_ in _SAID_TO_BE]
    for noun in same:
        if any(child.lower_ == "own" for child in noun.children):
            continue
        for child in noun.children:
            if child.dep_ in _POSSESSIVES and child.i in row_of:
                return row_of[child.i]
    return -1


def _speech(quote: Quote, quotes: list[Quote], row_of: dict[int, int]) -> int:
    """Return the row of the subject of the speech verb that stands beside a quote, or -1."""
    rows = (row_of[token.i] for token in speech_subjects(quote, quotes) if token.i in row_of)
    return next(rows, -1)
