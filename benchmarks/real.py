"""How right graphs of real texts are: ``python -m benchmarks.real --data DATA``.

The gold files of `benchmarks/real` say what a reader finds in lives, interviews, reports and guides
of GUM and in first chapters of LitBank's novels; the texts themselves stay in `DATA`, the folder
of the unpacked sets (see training/README.md). Errors of the dev part are read, of the test part
only totals.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.stories import SHOWN, print_scores
from training.standoff import texts_of

import storygraph as sg
from storygraph.evaluation import Score, evaluate, read_gold

FOLDER = Path(__file__).with_name("real")
PARTS = ("dev", "test")


def measure(folder: Path, texts: Mapping[str, str]) -> dict[str, Score]:
    """Return the scores of the graph of all texts for which a folder has a gold file.

    Raises
    ------
    KeyError
        If a text is not among `texts`.
    """
    gold = read_gold(folder)
    with TemporaryDirectory() as corpus:
        for each in gold:
            (Path(corpus) / f"{each.story}.txt").write_text(texts[each.story], encoding="utf-8")
        return evaluate(sg.build(corpus), gold)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores of both parts, or of one; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.real", description=__doc__)
    parser.add_argument("parts", nargs="*", default=PARTS, choices=PARTS, help="dev, test")
    parser.add_argument("--data", type=Path, required=True, help="folder of the unpacked sets")
    parser.add_argument("--errors", choices=SHOWN, help="list the errors of one kind")
    options = parser.parse_args(arguments)
    texts = {name: story.text for name, story in texts_of(options.data).items()}
    for part in options.parts:
        print(part)
        print_scores(measure(FOLDER / part, texts), errors=options.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
