"""Trains which themes a story is about: ``python -m training.salience``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language

import storygraph as sg
from storygraph.detect.docs import to_doc
from storygraph.detect.salience import describe
from storygraph.detect.themes import heading_of, seek
from storygraph.records import Story
from training.regression import fit, write
from training.stories import AnnotatedStory, read_stories

#: What readers judged of the themes that stories mention: R a fair theme, T by the way, W wrong.
JUDGED = Path(__file__).with_name("judged_themes.tsv")
WEIGHTS = Path(__file__).parents[1] / "src" / "storygraph" / "detect" / "data" / "salience.tsv"
_RIDGE = 1.5
_NARROW_RIDGE = 4.0  # of what only one theme or one group has
#: A theme that the story's writer listed too counts for so many.
_LISTED = 2.0


class Example(NamedTuple):
    """A theme of a story: what the regression is told of it, whether it is right, its weight."""

    story: str
    theme: str
    features: tuple[str, ...]
    is_right: bool
    weight: float


def read_judged(path: Path = JUDGED) -> dict[str, dict[str, str]]:
    """Return the letter of each theme that was judged, by story.

    Raises
    ------
    ValueError
        If a line has not three columns, or its letter is none of R, T, W.
    """
    found: dict[str, dict[str, str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        columns = line.split("\t")
        if len(columns) != 3 or columns[1] not in set("RTW"):
            raise ValueError(f"line {number} of '{path}': expected story, R or T or W, themes")
        story, letter, themes = columns
        found.setdefault(story, {}).update(dict.fromkeys(themes.split(";"), letter))
    return found


def examples_of(
    nlp: Language, story: AnnotatedStory, judged: Mapping[str, str]
) -> Iterator[Example]:
    """Yield the judged themes of a story that the pipeline finds in it."""
    doc = to_doc(nlp, Story(story.id, story.id, story.text))
    vocabulary = nlp.get_pipe("storygraph_themes").vocabulary  # type: ignore[attr-defined]
    found = seek(doc, vocabulary)
    names = {name.lower() for words in story.themes for name in words}
    for theme, features in describe(doc, found, vocabulary, heading=heading_of(doc)):
        if theme in judged:
            is_listed = not names.isdisjoint({theme, *vocabulary.aliases(theme)})
            weight = _LISTED if is_listed else 1.0
            yield Example(story.id, theme, tuple(features), judged[theme] == "R", weight)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the judged stories, fit the regression, write its weights; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.salience")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="file of the weights")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    nlp = sg.load_pipeline()
    nlp.disable_pipes("storygraph_keywords", "storygraph_coreference", "storygraph_relations")
    judged = read_judged()
    examples = [
        example
        for story in read_stories()
        if story.id in judged
        for example in examples_of(nlp, story, judged[story.id])
    ]
    weights = fit(
        [[(feature, 1.0) for feature in each.features] for each in examples],
        [each.is_right for each in examples],
        ridge=lambda name: _NARROW_RIDGE if "|" in name else _RIDGE,
        shares=[each.weight for each in examples],
    )
    write(weights, options.out)
    shown = f"{len(judged)} stories, {len(examples)} themes, {len(weights)} weights"
    print(f"{shown}, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
