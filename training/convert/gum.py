"""GUM: trees and entities of running text in one Doc."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from training.convert.conllu import Sentence, Word, doc_of_sentences, documents, pieces
from training.labels import MISSING, OUTSIDE, PLACE, place_type, trimmed

_TYPES = {"person": "PERSON", "place": PLACE, "organization": "ORG", "event": "EVENT"}
_LINKS = frozenset("of the de la le du von van der and & for 's ’s".split())
#: Words that name an office, not a person, when they stand alone.
_ROLES = frozenset(
    """emperor empress king queen president prince princess duke lord lady count pope bishop
    sir father mother mum dad university committee""".split()
)
_OPEN_QUOTES, _CLOSE_QUOTES = frozenset(("“", '"', "‘", "``")), frozenset(("”", '"', "’", "''"))


@dataclass(frozen=True)
class Mention:
    """A referring phrase: first and last word of its sentence, entity type, linked or not."""

    first: int
    last: int
    kind: str
    linked: bool


def convert(
    dep_lines: Iterable[str], tsv_lines: Iterable[str], *, size: int = 150
) -> Iterator[Doc]:
    """Yield Docs of about ``size`` words with trees and names.

    Raises
    ------
    ValueError
        If the two files hold different sentences.
    """
    (sentences,) = documents(dep_lines)
    mentions = sentence_mentions(tsv_lines)
    if len(mentions) != len(sentences):
        raise ValueError(
            f"GUM's dep file has {len(sentences)} sentences and its tsv file {len(mentions)}: "
            "take both from the same release"
        )
    position = 0
    for piece in pieces(sentences, size=size):
        labels = [
            sentence_labels(sentence, mentions[position + number])
            for number, sentence in enumerate(piece)
        ]
        position += len(piece)
        yield _with_entities(doc_of_sentences(piece), labels)


def sentence_mentions(lines: Iterable[str]) -> list[list[Mention]]:
    """Return the mentions of each sentence of a WebAnno file."""
    rows: list[list[tuple[int, str, str]]] = []
    for line in lines:
        match = re.match(r"(\d+)-(\d+)\t", line)
        if not match:
            continue
        fields = line.rstrip("\n").split("\t")
        while len(rows) < int(match[1]):
            rows.append([])
        rows[-1].append((int(match[2]) - 1, fields[3], fields[6]))
    return [_mentions_of(row) for row in rows]


def _mentions_of(row: Sequence[tuple[int, str, str]]) -> list[Mention]:
    """Group the tokens of a sentence by mention; unnumbered mentions hold one token."""
    found: dict[str, list[int]] = {}
    kinds: dict[str, tuple[str, bool]] = {}
    for position, entities, links in row:
        linked = set(re.findall(r"\[(\d+)\]", links))
        for value in entities.split("|"):
            kind, _, number = value.partition("[")
            if kind == "_":
                continue
            number = number.rstrip("]") or f"token {position}"
            found.setdefault(number, []).append(position)
            kinds[number] = (kind, number in linked or (not value.endswith("]") and links != "_"))
    return [
        Mention(min(where), max(where), *kinds[number]) for number, where in sorted(found.items())
    ]


def sentence_labels(sentence: Sentence, mentions: Sequence[Mention]) -> list[str]:
    """Return B-/I-/O/- labels: names trimmed to their proper-noun core, titles of works missing."""
    words = sentence.words
    labels = _without_works(words)
    for mention in sorted(mentions, key=lambda m: m.last - m.first):
        label = _TYPES.get(mention.kind)
        core = _core(words, mention)
        if core is None:
            continue
        first, last = core
        taken = any(labels[i][:2] in {"B-", "I-"} for i in range(first, last + 1))
        if label is None or (label == "EVENT" and not mention.linked and first == last):
            if not taken and mention.kind not in {"time", "quantity", "substance"}:
                labels[first : last + 1] = [MISSING] * (last + 1 - first)
        elif not taken or label in {"ORG", "EVENT", PLACE}:
            labels[first : last + 1] = [f"B-{label}"] + [f"I-{label}"] * (last - first)
    return _repaired(labels)


def _core(words: Sequence[Word], mention: Mention) -> tuple[int, int] | None:
    """Return the run of proper nouns around a mention's head, or None for a common noun."""
    head = next(
        (
            i
            for i in range(mention.first, mention.last + 1)
            if not mention.first <= words[i].head <= mention.last or words[i].head == i
        ),
        None,
    )
    if head is None or not _proper(words[head]):
        return None
    first = last = head
    while first > mention.first and _proper(words[first - 1]):
        first -= 1
    while last < mention.last and _proper(words[last + 1]):
        last += 1
    if first == last and words[first].text.lower() in _ROLES:
        return None
    if mention.kind in {"organization", "place", "event"}:
        last = _with_of_phrase(words, last, mention.last)
    return first, last


def _with_of_phrase(words: Sequence[Word], last: int, limit: int) -> int:
    """Extend a name over linking words to the proper nouns after them (University of Oslo)."""
    probe = last + 1
    while probe <= limit and (words[probe].text in _LINKS or _proper(words[probe])):
        if _proper(words[probe]):
            last = probe
        probe += 1
    return last


def _proper(word: Word) -> bool:
    named = word.pos == "PROPN" or word.tag in {"NNP", "NNPS"}
    return named and word.text[:1].isupper()


def _without_works(words: Sequence[Word]) -> list[str]:
    """Return all-outside labels but for capitals in quotes and in italics, which are missing."""
    labels = [OUTSIDE] * len(words)
    inside = False
    for index, word in enumerate(words):
        if word.text in _CLOSE_QUOTES and inside:
            inside = False
        elif word.text in _OPEN_QUOTES:
            inside = True
        elif inside or 'rend:::"italic"' in word.misc:
            labels[index] = MISSING if word.text[:1].isupper() else OUTSIDE
    return labels


def _repaired(labels: list[str]) -> list[str]:
    """Set tails whose head was overwritten by a longer or crossing name to missing."""
    for index, label in enumerate(labels):
        if label[:2] == "I-" and (index == 0 or labels[index - 1][2:] != label[2:]):
            labels[index] = MISSING
    return labels


def _with_entities(doc: Doc, labels: Sequence[Sequence[str]]) -> Doc:
    """Set entities from per-sentence labels, stepping over the blank-line tokens."""
    flat = iter([label for sentence in labels for label in sentence])
    marks = [OUTSIDE if token.is_space else next(flat) for token in doc]
    spans, missing = [], []
    start = 0
    while start < len(marks):
        end = start + 1
        if marks[start] == MISSING:
            missing.append(doc[start:end])
        elif marks[start][:2] == "B-":
            kind = marks[start][2:]
            while end < len(marks) and marks[end] == f"I-{kind}":
                end += 1
            spans.append(_span(doc, start, end, kind))
        start = end
    doc.set_ents(spans, missing=missing, default="outside")
    return doc


def _span(doc: Doc, start: int, end: int, kind: str) -> Span:
    words = [token.text for token in doc[start:end]]
    shift = trimmed(words, label=kind)
    label = place_type(words[shift:]) or PLACE if kind == PLACE else kind
    return Span(doc, start + shift, end, label=label)
