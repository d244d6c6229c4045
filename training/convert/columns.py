"""Reads token-per-line files: the shape that most named-entity sets share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

Sentence = tuple[list[str], list[str]]


def sentences(
    lines: Iterable[str], *, word_column: int = 0, label_column: int = 1
) -> Iterator[Sentence]:
    """Yield (words, labels) for every block of lines; ``#`` comments with spaces are skipped."""
    words: list[str] = []
    labels: list[str] = []
    for line in lines:
        fields = line.rstrip("\n").replace("\ufeff", "").split("\t" if "\t" in line else " ")
        if line.startswith("# ") and "\t" not in line:
            continue
        if len(fields) <= max(word_column, label_column) or not fields[word_column].strip():
            if words:
                yield words, labels
            words, labels = [], []
            continue
        words.append(fields[word_column].strip())
        labels.append(fields[label_column].strip() or "O")
    if words:
        yield words, labels


def relabelled(labels: Iterable[str], new_type: Callable[[str], str]) -> list[str]:
    """Map the type of every B-/I- label; a type mapped to ``O`` or ``-`` loses its prefix."""
    result = []
    for label in labels:
        if label[:2] not in {"B-", "I-"}:
            result.append("O")
            continue
        mapped = new_type(label[2:])
        result.append(mapped if mapped in {"O", "-"} else label[:2] + mapped)
    return result
