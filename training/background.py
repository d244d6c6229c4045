"""Counts the words of the open sets: ``python -m training.background --data DATA``.

Writes ``detect/data/background.tsv.gz``: lower-case words and how often they stand in a
million words, the larger rate of two collections, LitBank's novels and modern text.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src/storygraph/detect/data/background.tsv.gz"
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
#: Column files of modern text, and the column that holds the word.
_MODERN = (
    ("gum/dep/*.conllu", 1),
    ("ud_ewt/**/*.conllu", 1),
    ("crossner/*/*.txt", 0),
    ("wikigold/*.txt", 0),
    ("wnut17/*", 0),
    ("btc/*.conll", 0),
)
#: A word rarer than this, a million words, is left out; so is one seen less often in modern text.
_LEAST_RATE, _LEAST_MODERN = 2, 3


def word_rates(data: Path) -> dict[str, float]:
    """Return words of three letters or more and their rates, those of a rate of 2 or more.

    Raises
    ------
    FileNotFoundError
        If the folder holds no novels.
    """
    novels = sorted((data / "litbank" / "original").glob("*"))
    if not novels:
        raise FileNotFoundError(f"no novels in '{data}/litbank/original': unpack the archives")
    old = _count(path.read_text(encoding="utf-8", errors="replace") for path in novels)
    new = _count(_modern(data))
    old_size, new_size = max(1, old.total()), max(1, new.total())
    rates = {
        word: 1e6 * max(old[word] / old_size, new[word] / new_size * (new[word] >= _LEAST_MODERN))
        for word in sorted(old.keys() | new.keys())
        if len(word) > 2
    }
    return {word: rate for word, rate in rates.items() if rate >= _LEAST_RATE}


def _count(texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_WORD.findall(text.lower()))
    return counts


def _modern(data: Path) -> Iterator[str]:
    for pattern, column in _MODERN:
        for path in sorted(data.glob(pattern)):
            lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
            rows = (line.split() for line in lines if line.strip() and not line.startswith("#"))
            yield " ".join(row[column] for row in rows if len(row) > column)


def main() -> None:
    """Write the shipped table."""
    parser = argparse.ArgumentParser(prog="python -m training.background", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the unpacked sets")
    rates = word_rates(parser.parse_args().data)
    text = "\n".join(f"{word}\t{rate:.0f}" for word, rate in rates.items())
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{len(rates):,} words, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
