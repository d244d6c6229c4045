"""Measures a pipeline on the held-out parts and writes the tables of RESULTS.md."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from training.docs import read_docs
from training.labels import PLACE, PLACES, TYPES
from training.scores import NameScore, SyntaxScore, score_names, score_syntax


@dataclass(frozen=True)
class NameSet:
    """A held-out set: its converted part, the types that it annotates, and what it is."""

    part: str
    types: tuple[str, ...]
    title: str
    merge_places: bool = True


_LITERARY = ("PERSON", "GPE", "LOC", "FAC", "ORG")
_MERGED = ("PERSON", PLACE, "ORG", "WORK_OF_ART", "EVENT")
NAME_SETS = (
    NameSet("litbank-test", _LITERARY, "LitBank, 10 held-out novels", merge_places=False),
    NameSet("crossner_music-test", _MERGED, "CrossNER music, dev file"),
    NameSet("crossner_literature-test", _MERGED, "CrossNER literature, dev file"),
    NameSet("gum-test", ("PERSON", PLACE, "ORG", "EVENT"), "GUM, 2 held-out biographies"),
    NameSet("wnut17-dev", ("PERSON", PLACE, "ORG", "WORK_OF_ART"), "WNUT17 dev (tuned on)"),
    NameSet("uner_ewt-test", ("PERSON", PLACE, "ORG"), "UNER EWT dev"),
)
SYNTAX_SETS = (("ewt-test", "UD EWT dev"), ("gum-test", "GUM, 2 held-out biographies"))
SYNTAX_LAYERS = ("tag", "pos", "morph", "lemma", "uas", "las", "sentences")


@dataclass
class Report:
    """All scores of one pipeline and its speed in words a second."""

    names: dict[str, NameScore]
    syntax: dict[str, SyntaxScore]
    words_per_second: float


def measure(nlp: Language, converted: Path, *, learnt: Collection[str] = ()) -> Report:
    """Run a pipeline over the raw text of every held-out set but those that it learnt from."""
    names = {}
    words, seconds = 0, 0.0
    for entry in NAME_SETS:
        if entry.part in learnt:
            continue
        gold = list(read_docs(converted / f"{entry.part}.spacy"))
        began = time.process_time()
        predicted = list(nlp.pipe(doc.text for doc in gold))
        seconds += time.process_time() - began
        words += sum(len(doc) for doc in predicted)
        names[entry.title] = score_names(
            zip(gold, predicted, strict=True), types=entry.types, merge_places=entry.merge_places
        )
    syntax = {
        title: score_syntax(_pairs(nlp, list(read_docs(converted / f"{part}.spacy"))))
        for part, title in SYNTAX_SETS
    }
    return Report(names, syntax, words / seconds)


def _pairs(nlp: Language, gold: Sequence[Doc]) -> Iterator[tuple[Doc, Doc]]:
    yield from zip(gold, nlp.pipe(doc.text for doc in gold), strict=True)


def tables(report: Report) -> str:
    """Return the report as Markdown tables, all figures in percent."""
    shown = [*TYPES[:1], PLACE, *TYPES[1:]]
    head = ["set", "all P", "all R", "all F1", *(f"{label} F1" for label in shown)]
    rows = []
    for title, score in report.names.items():
        cells = [f"{value:.1f}" for value in score.row()]
        for label in shown:
            cells.append(_cell(score, label))
        rows.append([title, *cells])
    syntax_rows = [
        [title, *(f"{score.percent(layer):.1f}" for layer in SYNTAX_LAYERS)]
        for title, score in report.syntax.items()
    ]
    speed = (
        f"{report.words_per_second:,.0f} tokens a second of processor time, one thread of a busy "
        "building machine."
    )
    return "\n\n".join((_table(head, rows), _table(["set", *SYNTAX_LAYERS], syntax_rows), speed))


def _cell(score: NameScore, label: str) -> str:
    if not score.annotated[label]:
        return ""
    return f"{score.row(label)[2]:.1f} ({score.annotated[label]})"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def performance(report: Report) -> dict[str, float]:
    """Return the main figures for the pipeline's meta.json, in 0..1."""
    result = {
        f"ents_f {title}": round(score.row()[2] / 100, 4) for title, score in report.names.items()
    }
    for title, score in report.syntax.items():
        for layer in SYNTAX_LAYERS:
            result[f"{layer} {title}"] = round(score.percent(layer) / 100, 4)
    return result


def write_results(path: Path, *, section: str, report: Report, note: str) -> None:
    """Put or replace one pipeline's section in the results file."""
    marker = f"## {section}\n"
    text = path.read_text(encoding="utf-8") if path.exists() else _PREFACE
    before, _, after = text.partition(marker)
    rest = after[after.index("\n## ") + 1 :] if "\n## " in after else ""
    body = f"{marker}\n{note}\n\n{tables(report)}\n"
    path.write_text(f"{before.rstrip()}\n\n{body}{chr(10) if rest else ''}{rest}", encoding="utf-8")


_PREFACE = f"""# Results

Measured by `python -m training.run` on held-out parts of open sets (see README.md), on raw text.
Entities: exact spans and types; the number of annotated spans stands in brackets. {PLACE} means
that the set does not tell {", ".join(PLACES)} apart, so the three are merged on both sides. Types
that a set does not annotate are not counted. Heads (uas, las) leave out punctuation.
"""
