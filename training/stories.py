"""Reads the annotated stories of `stories/`: text, mentions, relations, themes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from storygraph import lexicon
from training.docs import is_demonym

FOLDER = Path(__file__).with_name("stories")
TYPES = {
    "p": "person",
    "g": "place",
    "l": "place",
    "f": "place",
    "o": "organization",
    "w": "artwork",
    "e": "event",
}
LABELS = {
    "p": "PERSON",
    "g": "GPE",
    "l": "LOC",
    "f": "FAC",
    "o": "ORG",
    "w": "WORK_OF_ART",
    "e": "EVENT",
}
THEME = "t:"
_PRONOUNS = frozenset(
    """i me my mine myself we us our ours you your yours he him his himself she her hers herself
    it its itself they them their theirs themselves who whom whose which that this both
    here there""".split()
)
_KIN_AND_RANKS = frozenset().union(
    *(lexicon.words("honorifics", key) for key in ("female", "male", "neutral"))
) - lexicon.words("honorifics", "also_names")
_COURTESY = lexicon.words("honorifics", "sure") | lexicon.words("honorifics", "ranks")
_AWARD = re.compile(r"\b(prize|award|medal|order|grant|fellowship|scholarship)\b", re.IGNORECASE)
_ARTICLES = frozenset({"a", "an", "the"})
_BEFORE_NAMES = frozenset({"old", "young", "little", "dear", "poor", "one"})
_WORD = re.compile(r"[^\W_]+")
#: What begins a line of its own, and how a sentence ends that another may follow in its line.
_LIST_ITEM = re.compile(r"([-–—*•]|\d{1,3}[.)]) ")
_CLOSED = re.compile(r"[.!?…:;,—\-\"”»'’)*_](\[\d+\])*$")
_MARKS = "\"'“”‘’«»*_„"


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention: character offsets, end exclusive, and the ids of those whom it denotes."""

    start: int
    end: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A relation between ids (or "t:" and a theme) and the number of the sentence that tells it."""

    sentence: int
    subject: str
    name: str
    object: str


@dataclass(slots=True)
class AnnotatedStory:
    """One story: `sentences` are character offsets, `themes` lists of words for one theme."""

    id: str
    genre: str
    text: str = ""
    sentences: list[tuple[int, int]] = field(default_factory=list)
    mentions: list[Marked] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    themes: list[tuple[str, ...]] = field(default_factory=list)


def read_stories(paths: Iterable[Path] | None = None) -> Iterator[AnnotatedStory]:
    """Yield the stories of some files, all of the folder's by default.

    Raises
    ------
    ValueError
        If a line cannot be read; it names file and line.
    """
    for path in sorted(FOLDER.glob("*.txt")) if paths is None else paths:
        yield from parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, name: str) -> Iterator[AnnotatedStory]:
    """Yield the stories of one file's text; `name` is what errors call it.

    Raises
    ------
    ValueError
        If a line cannot be read; it names file and line.
    """
    story: AnnotatedStory | None = None
    is_apart = False
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        try:
            if line.startswith("==="):
                if story is not None:
                    yield story
                found, _, genre = line.removeprefix("===").partition("|")
                story, is_apart = AnnotatedStory(found.strip(), genre.strip()), False
            elif story is None:
                if line:
                    raise ValueError("text before the first '=== id | genre'")
            elif not line:
                is_apart = bool(story.text)
            elif line.startswith(">"):
                subject, relation, target = line[1:].strip().split(maxsplit=2)
                for one in subject.split("+"):
                    for other in target.split("+"):
                        told = Told(len(story.sentences) - 1, one, relation, other.strip())
                        story.told.append(told)
            elif line.startswith("#"):
                words = (each.strip() for each in line.lstrip("# ").split("|"))
                story.themes.append(tuple(filter(None, words)))
            else:
                _add_sentence(story, line, is_apart)
                is_apart = False
        except ValueError as error:
            raise ValueError(f"{name}:{number}: {error}") from error
    if story is not None:
        yield story


def _add_sentence(story: AnnotatedStory, line: str, is_apart: bool) -> None:
    plain, marked = unmarked(line)
    if story.text:
        is_line = _LIST_ITEM.match(plain) or not _CLOSED.search(story.text)
        story.text += "\n\n" if is_apart else "\n" if is_line else " "
    start = len(story.text)
    story.text += plain
    story.sentences.append((start, start + len(plain)))
    story.mentions += [Marked(start + a, start + b, ids) for a, b, ids in marked]


def unmarked(line: str) -> tuple[str, list[tuple[int, int, tuple[str, ...]]]]:
    """Return a line without its marks, and (start, end, ids) of each mention.

    Raises
    ------
    ValueError
        If the brackets do not fit.
    """
    plain: list[str] = []
    found: list[tuple[int, int, tuple[str, ...]]] = []
    open_at: list[int] = []
    index = 0
    while index < len(line):
        letter = line[index]
        if letter == "\\" and line[index + 1 : index + 2] in {"[", "]", "|"}:
            index += 1
            plain.append(line[index])
        elif letter == "[":
            open_at.append(len(plain))
        elif letter == "|":
            close = line.find("]", index)
            if close < 0 or not open_at:
                raise ValueError("'|' outside of '[words|id]'")
            ids = line[index + 1 : close].strip()
            parts = (ids,) if ids.startswith(THEME) else tuple(ids.split("+"))
            found.append((open_at.pop(), len(plain), parts))
            index = close
        elif letter == "]":
            raise ValueError("']' without '|id'")
        else:
            plain.append(letter)
        index += 1
    if open_at:
        raise ValueError("'[' is not closed")
    return "".join(plain), sorted(found, key=lambda each: (each[0], -each[1]))


def kind_of(story: AnnotatedStory) -> str:
    """Return what the files of a story's kind are called: "towers" for "towers_1_aru_bek"."""
    return story.id.partition("_")[0]


def form_of(story: AnnotatedStory, mention: Marked) -> str:
    """Return "name", "nominal", "pronoun" or "theme", as the words of a mention tell.

    "There" is a pronoun; "a Swedish engineer", "the American" and "Father" are nominals.
    """
    kind = mention.ids[0][0]
    if mention.ids[0].startswith(THEME):
        return "theme"
    text = story.text[mention.start : mention.end]
    parts = _WORD.findall(text)
    if not parts or (len(parts) == 1 and parts[0].lower() in _PRONOUNS):
        return "pronoun"
    inner = [
        each
        for each in story.mentions
        if mention.start <= each.start < each.end <= mention.end and each != mention
    ]
    own = "".join(
        " " if any(each.start <= offset < each.end for each in inner) else letter
        for offset, letter in enumerate(text, mention.start)
    )
    before = story.text[mention.start - 1 : mention.start]
    if kind == "w" and before and before in _MARKS:
        return "name"
    parts = _WORD.findall(own)
    if text[:1].islower() and inner:
        return "nominal"
    is_start = _opens_sentence(story, mention)
    article = parts[0].lower() if parts and parts[0].lower() in _ARTICLES and " " in text else ""
    if article in {"a", "an"} and kind in "pgflo" and (is_start or parts[0].islower()):
        return "nominal"
    telling = [part for part in parts[bool(article) :] if part.lower() not in _PRONOUNS]
    capital = [part for part in telling if not part[0].islower()]
    if kind == "p" and article:
        capital = [part for part in capital if not is_demonym(part)]
    if not capital or (is_start and not article and capital == parts[:1] and telling[1:]):
        return "nominal"
    if kind == "p" and len(parts) == 1 and parts[0].lower() in _KIN_AND_RANKS:
        return "nominal"
    return "name"


def name_start(story: AnnotatedStory, mention: Marked) -> int:
    """Return the character where a name begins: behind its article, "old" and "Professor"."""
    kind = mention.ids[0][0]
    found = list(_WORD.finditer(story.text, mention.start, mention.end))
    if kind == "w" or not found:
        return mention.start
    first = found[0].group()
    has_article = first in _ARTICLES or (
        first == "The" and kind != "g" and _opens_sentence(story, mention)
    )
    begin = mention.start
    for word, after in pairwise(found):
        text = word.group()
        is_before = (word is found[0] and has_article) or text in _BEFORE_NAMES
        if kind == "p":
            is_before |= text.lower() in _COURTESY or (has_article and text.islower())
        if not is_before:
            break
        begin = after.start()
    return begin


def _opens_sentence(story: AnnotatedStory, mention: Marked) -> bool:
    """Tell whether only marks stand between a mention and its sentence's beginning."""
    begins = [start for start, end in story.sentences if start <= mention.start < end]
    return bool(begins) and not _WORD.search(story.text, begins[0], mention.start)


def is_award(text: str) -> bool:
    """Tell whether the name of an event is a prize: the label sets that train know none."""
    return bool(_AWARD.search(text))
