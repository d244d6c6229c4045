"""Annotations of real texts: mentions and facts of texts that stay with the open sets.

A file of `standoff/` says of each text, after its name, genre and number of tokens, where sentences
end, which tokens are a mention of whom, what a sentence tells and what the text is about::

    === wikigold_7 | encyclopaedia | 41
    | 12 30 41
    0 2 p1
    > 0 p1 born_in g1
    # weaving | textile

Ids, relations and themes are those of the annotated stories (`stories/README.md`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from training.convert.columns import sentences
from training.coreference.gold import GoldStory, read_gum, read_litbank
from training.spacing import cleaned, merged_possessives, natural_spaces
from training.stories import AnnotatedStory, Marked, Told

FOLDER = Path(__file__).with_name("standoff")
_BEGINS = ["-DOCSTART-"]
_CONTROLS = "=|>#"


def texts_of(data: Path) -> dict[str, GoldStory]:
    """Return the whole texts of GUM, LitBank and Wikigold by the names that annotations call them.

    `data` is the folder of the unpacked sets. What the sets themselves annotate comes along.
    """
    found = {}
    for part in ("train", "dev", "test"):
        for story in read_gum(data / "gum", part=part):
            found[f"gum_{story.name}"] = story
        for story in read_litbank(data / "litbank", part=part):
            found[f"litbank_{story.name.partition('_')[2]}"] = story
    lines = (data / "wikigold" / "wikigold.conll.txt").read_text(encoding="utf-8").splitlines()
    found.update((story.name, story) for story in wikigold_stories(lines))
    return found


def wikigold_stories(lines: Iterable[str]) -> Iterator[GoldStory]:
    """Yield the articles of Wikigold, each one paragraph, without its labels."""
    words: list[str] = []
    gaps: list[str] = []
    number = 0
    for given, labels in [*sentences(lines), (_BEGINS, [])]:
        if given != _BEGINS:
            joined, _ = merged_possessives(cleaned(given), labels)
            words += joined
            gaps += [" " if space else "" for space in natural_spaces(joined)]
            gaps[-1] = " "
        elif words:
            number += 1
            gaps[-1] = ""
            yield GoldStory(f"wikigold_{number}", tuple(words), tuple(gaps), ())
            words, gaps = [], []


def read_standoff(
    texts: Mapping[str, GoldStory], paths: Iterable[Path] | None = None
) -> Iterator[AnnotatedStory]:
    """Yield the annotated texts of some files, all of the folder's by default.

    Raises
    ------
    ValueError
        If a line cannot be read or a text is not as it was annotated; it names file and line.
    KeyError
        If a text is not among `texts`.
    """
    for path in sorted(FOLDER.glob("*.txt")) if paths is None else paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        story: AnnotatedStory | None = None
        offsets: list[tuple[int, int]] = []
        for number, line in enumerate(lines, 1):
            try:
                if line.startswith("==="):
                    if story is not None:
                        yield story
                    story, offsets = _begun(line, texts)
                elif story is None:
                    raise ValueError("no '=== name | genre | tokens' before this line")
                elif line:
                    _add(story, line, offsets)
            except (ValueError, IndexError) as error:
                raise ValueError(f"{path.name}:{number}: {error}") from error
        if story is not None:
            yield story


def written(story: AnnotatedStory, text: GoldStory) -> str:
    """Return what a file says of a story whose text is that of `text`.

    Raises
    ------
    ValueError
        If a mention or a sentence holds no token.
    """
    offsets = text.offsets()

    def tokens(start: int, end: int) -> tuple[int, int]:
        inside = [n for n, (first, last) in enumerate(offsets) if first < end and last > start]
        if not inside:
            raise ValueError(f"{story.id}: no token between {start} and {end}")
        return inside[0], inside[-1] + 1

    lines = [f"=== {story.id} | {story.genre} | {len(offsets)}"]
    lines.append("| " + " ".join(str(tokens(*each)[1]) for each in story.sentences))
    for mention in story.mentions:
        first, last = tokens(mention.start, mention.end)
        ids = mention.ids[0] if len(mention.ids) == 1 else "+".join(mention.ids)
        lines.append(f"{first} {last} {ids}")
    lines += [f"> {told.sentence} {told.subject} {told.name} {told.object}" for told in story.told]
    lines += ["# " + " | ".join(theme) for theme in story.themes]
    return "\n".join(lines) + "\n"


def _begun(
    line: str, texts: Mapping[str, GoldStory]
) -> tuple[AnnotatedStory, list[tuple[int, int]]]:
    name, genre, tokens = (part.strip() for part in line.strip("= ").split("|"))
    offsets = texts[name].offsets()
    if len(offsets) != int(tokens):
        raise ValueError(f"{name} has {len(offsets)} tokens, {tokens} were annotated")
    return AnnotatedStory(name, genre, texts[name].text), offsets


def _add(story: AnnotatedStory, line: str, offsets: list[tuple[int, int]]) -> None:
    kind = line[0] if line[0] in _CONTROLS else ""
    fields = line.removeprefix(kind).split()
    if kind == "|":
        begin = 0
        for end in map(int, fields):
            story.sentences.append((offsets[begin][0], offsets[end - 1][1]))
            begin = end
    elif kind == ">":
        sentence, subject, name, target = line[1:].strip().split(maxsplit=3)
        if int(sentence) >= len(story.sentences):
            raise ValueError(f"there is no sentence {sentence}")
        story.told.append(Told(int(sentence), subject, name, target))
    elif kind == "#":
        story.themes.append(tuple(part.strip() for part in line[1:].split("|")))
    else:
        first, end, ids = line.split(maxsplit=2)
        parts = (ids,) if ids.startswith("t:") else tuple(ids.split("+"))
        story.mentions.append(Marked(offsets[int(first)][0], offsets[int(end) - 1][1], parts))
