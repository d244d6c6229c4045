"""Universal Dependencies: CoNLL-U documents to Docs with every syntactic layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from training.docs import shared_vocab

#: What stands between two paragraphs, and how the treebank-like layers describe it.
PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True)
class Word:
    """One syntactic word; ``head`` counts words of its sentence from 0, a root is its own head."""

    text: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    space: bool
    misc: str = ""


@dataclass(frozen=True)
class Sentence:
    """The words of one sentence and whether it opens a paragraph."""

    words: tuple[Word, ...]
    new_paragraph: bool


def documents(lines: Iterable[str]) -> Iterator[list[Sentence]]:
    """Yield the sentences of each document; ``# newdoc`` separates documents."""
    sentences: list[Sentence] = []
    rows: list[list[str]] = []
    new_paragraph = False
    for line in [*lines, ""]:
        line = line.rstrip("\n")
        if line.startswith("# newdoc") and sentences:
            yield sentences
            sentences = []
        elif line.startswith("# newpar"):
            new_paragraph = True
        elif line and line[0] != "#":
            rows.append(line.split("\t"))
        elif not line and rows:
            sentences.append(Sentence(tuple(_words(rows)), new_paragraph))
            rows, new_paragraph = [], False
    if sentences:
        yield sentences


def _words(rows: Sequence[Sequence[str]]) -> list[Word]:
    """Read the rows of a sentence; the parts of a multiword token are written together."""
    words: list[Word] = []
    inside_until, space_after_range = 0, True
    for row in rows:
        number, *_ = row
        if "-" in number:
            inside_until = int(number.split("-")[1])
            space_after_range = "SpaceAfter=No" not in row[9]
            continue
        if "." in number:
            continue
        position = int(number)
        space = "SpaceAfter=No" not in row[9]
        if position <= inside_until:
            space = position == inside_until and space_after_range
        head = int(row[6]) - 1 if row[6] != "0" else position - 1
        morph = "" if row[5] == "_" else row[5]
        text = row[1].replace("\u00a0", " ").replace(" ", "")
        lemma = row[1] if row[2] == "_" else row[2]
        words.append(Word(text, lemma, row[3], row[4], morph, head, row[7], space, row[9]))
    return words


def pieces(sentences: Sequence[Sentence], *, size: int) -> Iterator[list[Sentence]]:
    """Cut a document into runs of whole sentences of at least ``size`` words."""
    piece: list[Sentence] = []
    length = 0
    for sentence in sentences:
        piece.append(sentence)
        length += len(sentence.words)
        if length >= size:
            yield piece
            piece, length = [], 0
    if piece:
        yield piece


def doc_of_sentences(sentences: Sequence[Sentence]) -> Doc:
    """Build a Doc from sentences; a blank-line token stands between paragraphs."""
    words: list[Word] = []
    heads: list[int] = []
    starts: list[bool] = []
    for number, sentence in enumerate(sentences):
        if number and sentence.new_paragraph:
            words[-1] = replace(words[-1], space=False)
            heads.append(len(words) - 1)
            words.append(_BREAK)
            starts.append(False)
        offset = len(words)
        heads += [offset + word.head for word in sentence.words]
        words += sentence.words
        starts += [index == 0 for index in range(len(sentence.words))]
    return Doc(
        shared_vocab(),
        words=[word.text for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=[word.morph for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=[word.dep if word.head != i else "ROOT" for i, word in _with_position(sentences)],
        sent_starts=None,
    )


def _with_position(sentences: Sequence[Sentence]) -> Iterator[tuple[int, Word]]:
    """Yield each word with its number in its sentence; -1 for the breaks between paragraphs."""
    for number, sentence in enumerate(sentences):
        if number and sentence.new_paragraph:
            yield -1, _BREAK
        yield from enumerate(sentence.words)


_BREAK = Word(PARAGRAPH_BREAK, PARAGRAPH_BREAK, "SPACE", "_SP", "", 0, "dep", False)


def convert(lines: Iterable[str], *, size: int = 150) -> Iterator[Doc]:
    """Yield Docs of about ``size`` words, each a run of sentences of one document."""
    for sentences in documents(lines):
        for piece in pieces(sentences, size=size):
            yield doc_of_sentences(piece)
