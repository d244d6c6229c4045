"""Varies converted Docs: names of people and places, letter case, quotation marks, blank lines."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from spacy.tokens import Doc

from storygraph.gazetteer.table import table_rows
from training.docs import ATTRIBUTES, doc_of_exact, labels_of, shared_vocab
from training.labels import PLACE

#: Smaller towns lend no names.
LEAST_PEOPLE = 15_000
#: Short texts are joined to passages of up to this many words.
LONGEST_PASSAGE = 230
_TO_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
#: Words of a PERSON span that are no name: they stay when names are replaced.
_KEPT = frozenset(
    """de da di du van von der den la le al bin ibn of the and y sir lady lord count countess
    baron baroness duke duchess prince princess king queen emperor empress father mother brother
    sister aunt uncle saint st. saint. pope master old little madam mlle esq. jr. sr. ii iii iv
    grandfather grandmother granny cousin dame don doña sheikh sultan khan""".split()
)


@cache
def name_lists() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the given and the family names of ``names.json``, all regions together."""
    table = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))
    given, family = (
        tuple(name for names in table[kind].values() for name in names.split())
        for kind in ("given", "family")
    )
    return given, family


@cache
def place_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return one-word names of towns, and those of several words, from GeoNames (CC BY 4.0)."""
    names = sorted(
        {
            name
            for _, (name, kind, *_, people, _) in table_rows()
            if kind in {"town", "capital"} and int(people) >= LEAST_PEOPLE and name[:1].isupper()
        }
    )
    single = tuple(n for n in names if n.replace("-", "").isalpha() and len(n) > 3)
    return single, tuple(n for n in names if 1 < len(n.split()) < 4 and "." not in n)


def invented_name(names: Sequence[str], rng: random.Random) -> str:
    """Return a word that no list holds: the head of one name and the tail of another."""
    head, tail = rng.choice(names), rng.choice(names)
    return head[: max(2, len(head) // 2)] + tail[len(tail) // 2 :].lower().lstrip("-")


def with_words(doc: Doc, words: Sequence[str]) -> Doc:
    """Return a copy of a Doc that keeps every annotation but has other words."""
    copy = Doc(shared_vocab(), words=list(words), spaces=[bool(t.whitespace_) for t in doc])
    kept = [name for name in ATTRIBUTES if name not in {"ORTH", "SPACY"}]
    return copy.from_array(kept, doc.to_array(kept))


def renamed(doc: Doc, rng: random.Random) -> Doc:
    """Replace the words of PERSON names, the same word always by the same new one."""
    given, family = name_lists()
    table: dict[str, str] = {}
    words = [token.text for token in doc]
    for span in doc.ents:
        if span.label_ != "PERSON":
            continue
        for token in span:
            if not token.text[:1].isupper() or token.lower_ in _KEPT or len(token.text) < 3:
                continue
            last = len(span) > 1 and token.i == span.end - 1
            pool = family if last else given
            name = invented_name(pool, rng) if rng.random() < 0.15 else rng.choice(pool)
            new = table.setdefault(token.lower_, name)
            words[token.i] = new.upper() if token.is_upper else new
    return with_words(doc, words)


def relocated(doc: Doc, rng: random.Random) -> Doc:
    """Replace the one-word names of places, also inside the names of institutions and events."""
    pool = place_names()[0]
    table: dict[str, str] = {}
    for span in doc.ents:
        if span.label_ in {"GPE", PLACE} and len(span) == 1 and len(span.text) > 3:
            new = invented_name(pool, rng) if rng.random() < 0.3 else rng.choice(pool)
            table.setdefault(span.text.lower(), new)
    words = [token.text for token in doc]
    for span in doc.ents:
        if span.label_ == "PERSON":
            continue
        for token in span:
            if token.lower_ in table and token.text[:1].isupper():
                new = table[token.lower_]
                words[token.i] = new.upper() if token.is_upper else new
    return with_words(doc, words)


def requoted(doc: Doc, rng: random.Random) -> Doc:
    """Write typographic quotation marks straight, and straight double ones typographic."""
    del rng
    words = [token.text for token in doc]
    if any(mark in word for word in words for mark in "“”’‘"):
        return with_words(doc, [word.translate(_TO_STRAIGHT) for word in words])
    result = []
    for token in doc:
        before = token.i == 0 or bool(doc[token.i - 1].whitespace_) or doc[token.i - 1].is_space
        text = token.text.replace("'", "’") if token.text != "'" else "’"
        result.append(("“" if before and not token.whitespace_ else "”") if text == '"' else text)
    return with_words(doc, result)


def lowered(doc: Doc, rng: random.Random) -> Doc:
    """Write the whole Doc in lower case, as in hasty messages."""
    del rng
    return with_words(doc, [token.lower_ for token in doc])


def uppered(doc: Doc, rng: random.Random) -> Doc:
    """Write a run of words in capitals, as headings and first lines of chapters are."""
    start = rng.randrange(max(1, len(doc)))
    end = start + rng.randint(3, 25)
    return with_words(doc, [t.text.upper() if start <= t.i < end else t.text for t in doc])


def broken_up(doc: Doc, rng: random.Random) -> Doc:
    """Put a blank-line token after some sentence ends; keeps entities, not trees."""
    words: list[str] = []
    spaces: list[bool] = []
    labels: list[str] = []
    for token, label in zip(doc, labels_of(doc), strict=True):
        words.append(token.text)
        spaces.append(bool(token.whitespace_))
        labels.append(label)
        if token.text in {".", "!", "?", "”"} and token.whitespace_ and rng.random() < 0.3:
            words.append(rng.choice(("\n", "\n\n", "\n\n")))
            spaces[-1] = False
            spaces.append(False)
            labels.append("O")
    return doc_of_exact(words, spaces, labels)


def in_passages(docs: Iterable[Doc], *, seed: int) -> Iterator[Doc]:
    """Join texts of a sentence or two to passages, as a story is read; keeps entities, not trees.

    The length of a passage is drawn for each, up to ``LONGEST_PASSAGE`` words, and a blank line
    or nothing stands between two texts. A text that is long enough stays as it is.
    """
    rng = random.Random(seed)
    parts: list[Doc] = []
    longest = rng.uniform(0, LONGEST_PASSAGE)
    for doc in docs:
        if parts and sum(map(len, parts)) + len(doc) > longest:
            yield _joined(parts, rng)
            parts, longest = [], rng.uniform(0, LONGEST_PASSAGE)
        parts.append(doc)
    if parts:
        yield _joined(parts, rng)


def _joined(docs: Sequence[Doc], rng: random.Random) -> Doc:
    if len(docs) == 1:
        return docs[0]
    words: list[str] = []
    spaces: list[bool] = []
    labels: list[str] = []
    for doc in docs:
        if words and rng.random() < 0.25:
            words.append("\n\n")
            spaces[-1:] = [False, False]
            labels.append("O")
        elif words:
            spaces[-1] = True
        words += [token.text for token in doc]
        spaces += [bool(token.whitespace_) for token in doc]
        labels += labels_of(doc)
    return doc_of_exact(words, spaces, labels)


Change = Callable[[Doc, random.Random], Doc]
#: What happens to a Doc of names, and how often out of 1; changes add up.
NAME_CHANGES: tuple[tuple[Change, float], ...] = (
    (renamed, 0.5),
    (relocated, 0.4),
    (requoted, 0.4),
    (broken_up, 0.25),
    (uppered, 0.06),
    (lowered, 0.04),
)
#: The same for trees, whose tokens must stay as they are.
TREE_CHANGES: tuple[tuple[Change, float], ...] = (
    (requoted, 0.4),
    (uppered, 0.06),
    (lowered, 0.05),
)


def varied(
    docs: Iterable[Doc], changes: Sequence[tuple[Change, float]], *, seed: int
) -> Iterator[Doc]:
    """Yield each Doc changed by chance; the same seed gives the same Docs."""
    rng = random.Random(seed)
    for doc in docs:
        for change, share in changes:
            if rng.random() < share:
                doc = change(doc, rng)
        yield doc
