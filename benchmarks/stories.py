"""How right graphs of unseen plain stories are: ``python -m benchmarks.stories``.

The stories of `benchmarks/stories` are annotated like those of `training/stories`, and nothing
learns from them. Errors of the dev part are read, of the test part only totals.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from training.stories import THEME, TYPES, AnnotatedStory, form_of, name_start, parse

import storygraph as sg
from storygraph.evaluation import (
    GoldEntity,
    GoldRelation,
    GoldStory,
    GoldTheme,
    Score,
    evaluate,
)
from storygraph.records import EntityType

FOLDER = Path(__file__).with_name("stories")
PARTS = ("dev", "test")
SHOWN = ("entities", "aliases", "themes", "relations")


def gold_of(story: AnnotatedStory, key: str) -> GoldStory:
    """Return an annotated story as a gold file has it, with its named entities only."""
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mention in story.mentions:
        if len(mention.ids) == 1 and form_of(story, mention) == "name":
            names[mention.ids[0]][story.text[name_start(story, mention) : mention.end]] += 1
    entities = tuple(
        GoldEntity(
            id=each,
            type=cast(EntityType, TYPES[each[0]]),
            name=max(own, key=lambda name: (len(name), name)),
            aliases=tuple(sorted(own)),
        )
        for each, own in names.items()
    )
    told: dict[tuple[str, str, str], str] = {}
    for each in story.told:
        is_theme = each.object.startswith(THEME)
        if each.subject in names and (is_theme or each.object in names):
            target = f"theme:{each.object.removeprefix(THEME)}" if is_theme else each.object
            start, end = story.sentences[each.sentence]
            told.setdefault((each.subject, each.name, target), story.text[start:end])
    relations = tuple(
        GoldRelation(subject=one, relation=name, object=other, quote=quote)
        for (one, name, other), quote in told.items()
    )
    themes = tuple(GoldTheme(label=words[0]) for words in story.themes)
    return GoldStory(story=key, entity=entities, relation=relations, theme=themes)


def measure(paths: Sequence[Path]) -> dict[str, Score]:
    """Return the scores of the graph of some files of annotated stories."""
    stories = {
        f"{path.stem}_{number:02}": story
        for path in paths
        for number, story in enumerate(parse(path.read_text(encoding="utf-8"), path.name), 1)
    }
    with TemporaryDirectory() as folder:
        for key, story in stories.items():
            (Path(folder) / f"{key}.txt").write_text(story.text, encoding="utf-8")
        graph = sg.build(folder)
    return evaluate(graph, [gold_of(story, key) for key, story in stories.items()])


def print_scores(scores: Mapping[str, Score], *, errors: str | None = None) -> None:
    """Print a line for each kind of `SHOWN`, and the errors of one kind."""
    for name in SHOWN:
        score = scores[name]
        print(
            f"  {name:10} precision {score.precision:.3f}, recall {score.recall:.3f}, "
            f"F1 {score.f1:.3f} ({score.right} right, {score.wrong} wrong, "
            f"{score.missing} missing)"
        )
    for line in scores[errors].errors if errors else ():
        print(line)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores of both parts, or of some files; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stories")
    parser.add_argument("parts", nargs="*", default=PARTS, help="dev, test, or files of stories")
    parser.add_argument("--errors", choices=SHOWN, help="list the errors of one kind")
    options = parser.parse_args(arguments)
    for part in options.parts:
        paths = sorted(FOLDER.glob(f"{part}_*.txt")) if part in PARTS else [Path(part)]
        scores = measure(paths)
        print(f"{part}: {', '.join(path.name for path in paths)}")
        print_scores(scores, errors=options.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
