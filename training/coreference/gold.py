"""Coreference as annotated: LitBank's and GUM's mentions with offsets in natural text."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from storygraph.lexicon import words as listed
from training.augment import invented_name, name_lists
from training.convert.conllu import Sentence, documents
from training.english import english
from training.spacing import cleaned
from training.splits import gum_part, litbank_part
from training.stories import TYPES, AnnotatedStory, form_of

_LITBANK_KINDS = {"PER": "person", "GPE": "place", "LOC": "place", "FAC": "place"}
_PARTICLES = frozenset(
    "de da di du van von der den la le al bin ibn the and esq. jr. sr. iii".split()
)
_LITBANK_FORMS = {"PROP": "name", "NOM": "nominal", "PRON": "pronoun"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention: first and last token of its text, its cluster, type and form."""

    first: int
    last: int
    cluster: str
    kind: str
    form: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A quotation: first and last token, and the cluster that speaks."""

    first: int
    last: int
    speaker: str


@dataclass(frozen=True, slots=True)
class GoldStory:
    """An annotated text: its words, the whitespace after each, and what they denote."""

    name: str
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    speeches: tuple[Speech, ...] = ()

    @property
    def text(self) -> str:
        """The natural text."""
        return "".join(part for pair in zip(self.words, self.gaps, strict=True) for part in pair)

    def offsets(self) -> list[tuple[int, int]]:
        """Return the character offsets of each word in `text`, the end exclusive."""
        found, at = [], 0
        for word, gap in zip(self.words, self.gaps, strict=True):
            found.append((at, at + len(word)))
            at += len(word) + len(gap)
        return found


def read_litbank(folder: Path, *, part: str) -> Iterator[GoldStory]:
    """Yield the books of one part (train, dev, test) from the folder of LitBank.

    Words are spaced as in the novel itself, its paragraphs kept and its underscores left out.
    """
    tables = folder / "coref" / "tsv"
    for book, its_part in litbank_part(sorted(path.stem for path in tables.glob("*.ann"))).items():
        if its_part == part:
            quotations = folder / "quotations" / "tsv" / f"{book}.ann"
            whole = folder / "original" / f"{book.removesuffix('_brat')}.txt"
            yield _litbank_story(
                book.removesuffix("_brat"),
                [line.split() for line in _lines(tables / f"{book}.txt")],
                [line.split("\t") for line in _lines(tables / f"{book}.ann")],
                [line.split("\t") for line in _lines(quotations)],
                whole.read_text(encoding="utf-8"),
            )


def read_gum(folder: Path, *, part: str) -> Iterator[GoldStory]:
    """Yield the documents of one part (train, dev, test) from the folder of GUM."""
    for path in sorted((folder / "dep").glob("*.conllu")):
        name = path.stem.removeprefix("GUM_")
        if gum_part(name) == part:
            (sentences,) = documents(_lines(path))
            yield gum_story(name, sentences)


def read_own(stories: Iterable[AnnotatedStory]) -> Iterator[GoldStory]:
    """Yield the project's own annotated stories; groups of people are clusters of their own."""
    tokenizer = english().tokenizer
    for story in stories:
        doc = tokenizer(story.text)
        phrases = []
        for mention in story.mentions:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is None or mention.ids[0][0] not in TYPES:
                continue
            kind, form = TYPES[mention.ids[0][0]], form_of(story, mention)
            phrases.append(Phrase(span.start, span.end - 1, "+".join(mention.ids), kind, form))
        gaps: list[str] = []
        words: list[str] = []
        for token in doc:
            if token.is_space and gaps:
                gaps[-1] += token.text_with_ws
            words.append("" if token.is_space else token.text)
            gaps.append("" if token.is_space else token.whitespace_)
        yield GoldStory(story.id, tuple(words), tuple(gaps), tuple(phrases))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def _litbank_story(
    name: str,
    sentences: Sequence[Sequence[str]],
    rows: Iterable[Sequence[str]],
    quotations: Sequence[Sequence[str]],
    novel: str,
) -> GoldStory:
    starts, words = [], []
    for sentence in sentences:
        starts.append(len(words))
        words += [word.replace("_", "") for word in sentence]
    clusters: dict[str, str] = {}
    mentions = []
    for row in rows:
        if row[0] == "MENTION":
            mentions.append(row)
        elif row[0] == "COREF":
            clusters[row[1]] = row[2]

    def at(sentence: str, token: str) -> int:
        return starts[int(sentence)] + int(token)

    phrases = [
        Phrase(
            at(row[2], row[3]),
            at(row[4], row[5]),
            clusters.get(row[1], row[1]),
            _LITBANK_KINDS.get(row[7], "organization" if row[7] == "ORG" else "other"),
            _LITBANK_FORMS[row[8]],
        )
        for row in mentions
    ]
    speakers = {row[1]: row[2] for row in quotations if row[0] == "ATTRIB"}
    speeches = [
        Speech(at(row[2], row[3]), at(row[4], row[5]), speakers.get(row[1], ""))
        for row in quotations
        if row[0] == "QUOTE"
    ]
    gaps = gaps_of(words, novel.replace("_", ""))
    return GoldStory(name, tuple(words), gaps, tuple(phrases), tuple(speeches))


def gaps_of(words: Sequence[str], novel: str) -> tuple[str, ...]:
    """Return the whitespace after each word of an excerpt in the novel it was cut from.

    Raises
    ------
    ValueError
        If the novel does not hold the words.
    """
    joined = "".join(words)
    solid = [index for index, character in enumerate(novel) if not character.isspace()]
    start = "".join(novel[index] for index in solid).find(joined)
    if start < 0:
        raise ValueError(f"the novel does not hold the excerpt that begins '{joined[:40]}'")
    gaps, at = [], start
    for word in words:
        at += len(word)
        before = solid[at - 1] + 1 if word else (solid[at] if at < len(solid) else len(novel))
        after = solid[at] if at < len(solid) else len(novel)
        gaps.append(novel[before:after] if word else "")
    return tuple(gaps)


def gum_story(name: str, sentences: Sequence[Sentence]) -> GoldStory:
    """Return a GUM document with the mentions that its `Entity` column opens and closes."""
    words: list[str] = []
    gaps: list[str] = []
    phrases: list[Phrase] = []
    for sentence in sentences:
        if sentence.new_paragraph and gaps:
            gaps[-1] = "\n\n"
        offset = len(words)
        phrases += _gum_phrases(sentence, offset)
        words += cleaned([word.text for word in sentence.words])
        gaps += [" " if word.space else "" for word in sentence.words]
        gaps[-1] = " "
    return GoldStory(name, tuple(words), tuple(gaps), tuple(phrases))


def _gum_phrases(sentence: Sentence, offset: int) -> Iterator[Phrase]:
    opened: dict[str, list[tuple[int, str]]] = {}
    for index, word in enumerate(sentence.words):
        match = re.search(r"Entity=([^|]*)", word.misc)
        for mark in re.findall(r"\([^()]*\)?|[^()]+\)", match[1] if match else ""):
            group, _, rest = mark.strip("()").partition("-")
            if mark.startswith("("):
                opened.setdefault(group, []).append((index, rest.partition("-")[0]))
            if mark.endswith(")") and opened.get(group):
                first, kind = opened[group].pop()
                form = _form(sentence, first, index)
                yield Phrase(offset + first, offset + index, group, kind, form)


def _form(sentence: Sentence, first: int, last: int) -> str:
    for index in range(first, last + 1):
        word = sentence.words[index]
        if word.head == index or not first <= word.head <= last:
            if word.pos == "PROPN":
                return "name"
            return "pronoun" if word.pos in {"PRON", "DET"} else "nominal"
    return "nominal"


def renamed(story: GoldStory, rng: random.Random) -> GoldStory:
    """Return the story with other names for its people, drawn without regard to gender.

    The same word always becomes the same name, so that a resolver learns from what a text says
    of people and not from how their names sound.
    """
    given, family = name_lists()
    table: dict[str, str] = {}
    words = list(story.words)
    for phrase in story.phrases:
        if phrase.kind != "person" or phrase.form != "name":
            continue
        for index in range(phrase.first, phrase.last + 1):
            word = story.words[index]
            if not word[:1].isupper() or len(word) < 3 or _is_title(word.lower()):
                continue
            pool = family if index == phrase.last > phrase.first else given
            name = invented_name(pool, rng) if rng.random() < 0.2 else rng.choice(pool)
            new = table.setdefault(word.lower(), name)
            words[index] = new.upper() if word.isupper() else new
    return replace(story, words=tuple(words))


def _is_title(word: str) -> bool:
    groups = ("female", "male", "neutral", "sure")
    titles = frozenset[str]().union(*(listed("honorifics", group) for group in groups))
    return word in _PARTICLES or word.removesuffix(".") in titles


def in_characters(story: GoldStory) -> Mapping[Phrase, tuple[int, int]]:
    """Return the character offsets of each mention."""
    offsets = story.offsets()
    return {each: (offsets[each.first][0], offsets[each.last][1]) for each in story.phrases}
