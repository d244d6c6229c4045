"""How well who is who is told inside a story: ``python -m training.coreference.measure``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from storygraph.detect.coreference import MENTIONS, find_chains, resolve
from storygraph.detect.ranker import Ranker, shipped_ranker
from training.coreference.examples import read, reader
from training.coreference.gold import GoldStory, in_characters, read_gum, read_litbank
from training.coreference.metrics import Counts, b_cubed, ceaf_e, conll_f1, muc

THIRD = frozenset("he him his himself she her hers herself".split())
FIRST = frozenset("i me my mine myself".split())
_METRICS = {"MUC": muc, "B³": b_cubed, "CEAF-e": ceaf_e}
Span = tuple[int, int]


@dataclass(slots=True)
class Report:
    """The counts of a set of stories.

    `links` counts (kind of mention, right/wrong/unresolved/stray), where stray means that a
    mention of somebody without a name was resolved to a named person.
    """

    scores: dict[str, dict[str, Counts]] = field(default_factory=dict)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    sure: list[tuple[str, float, bool]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def measure(
    pairs: Iterable[tuple[Doc, GoldStory]], ranker: Ranker | None, *, everything: bool = False
) -> Report:
    """Return what is told right and wrong of annotated stories; without a ranker rules resolve.

    With `everything` resolutions count that are too unsure to be told.
    """
    report = Report()
    for doc, story in pairs:
        doc.spans[MENTIONS] = resolve(doc, ranker, least=0.0 if everything else None)
        _count_links(doc, story, report)
        for match in ("exact", "head"):
            gold, predicted = _partitions(doc, story, match, ranker)
            table = report.scores.setdefault(match, {})
            for name, metric in _METRICS.items():
                table[name] = table.get(name, Counts()) + metric(gold, predicted)
    return report


def _partitions(
    doc: Doc, story: GoldStory, match: str, ranker: Ranker | None
) -> tuple[list[set[Span]], list[set[Span]]]:
    """Return the people of a story as annotated and as predicted, unnamed ones included."""
    gold: defaultdict[str, list[Span]] = defaultdict(list)
    for phrase, span in in_characters(story).items():
        if phrase.kind == "person":
            gold[phrase.cluster].append(span)
    chains: defaultdict[int, list[Span]] = defaultdict(list)
    for number, span in _people(doc, ranker):
        chains[number].append((span.start_char, span.end_char))
    return [_keyed(doc, each, match) for each in gold.values()], [
        _keyed(doc, each, match) for each in chains.values()
    ]


def _people(doc: Doc, ranker: Ranker | None) -> Iterator[tuple[int, Any]]:
    if ranker is None:
        yield from ((int(s.kb_id_), s) for s in doc.spans[MENTIONS] if s.label_ == "person")
    else:
        yield from ((each.cluster, each.span) for each in find_chains(doc, ranker))


def _keyed(doc: Doc, spans: Sequence[Span], match: str) -> set[Span]:
    if match == "exact":
        return set(spans)
    return {_head(doc, span) for span in spans}


def _head(doc: Doc, span: Span) -> Span:
    found = doc.char_span(*span, alignment_mode="expand")
    return (found.root.idx, found.root.i) if found is not None else span


def _count_links(doc: Doc, story: GoldStory, report: Report) -> None:
    spans = in_characters(story)
    group = doc.spans[MENTIONS]
    entities = group.attrs["entities"]
    named = {phrase.cluster for phrase in spans if phrase.form == "name"}
    home = _homes(doc, [(span, p.cluster) for p, span in spans.items() if p.form == "name"])
    heads = {}
    for span, sure in zip(group, group.attrs["confidence"], strict=True):
        if span.id_ != "name":
            heads[span.root.i] = (int(span.kb_id_), sure)
    for phrase, span in sorted(spans.items(), key=lambda each: each[1]):
        kind = _kind(doc, phrase.form, phrase.kind, span)
        if kind is None:
            continue
        head = _head(doc, span)[1]
        found = heads.get(head)
        if phrase.cluster not in named:
            verdict = "none" if found is None else "stray"
        elif found is None:
            verdict = "unresolved"
        else:
            verdict = "right" if home.get(found[0]) == phrase.cluster else "wrong"
        report.links[kind, verdict] += 1
        if found is not None:
            report.sure.append((kind, found[1], verdict == "right"))
        if verdict in {"wrong", "stray", "unresolved"}:
            said = entities[found[0]][1][0] if found else "nobody"
            before = " ".join(doc.text[max(0, span[0] - 160) : span[0]].split())
            after = " ".join(doc.text[span[1] : span[1] + 40].split())
            here = doc.text[slice(*span)]
            report.errors.append(
                f"{kind} {verdict} [{story.name[:12]}] wanted {phrase.cluster}, got {said}: "
                f"{before} [[{here}]] {after}"
            )


def _kind(doc: Doc, form: str, kind: str, span: Span) -> str | None:
    word = doc.text[slice(*span)].lower()
    if form == "nominal":
        return f"{kind} nominal" if kind in {"person", "place", "organization"} else None
    if form != "pronoun" or kind != "person":
        return None
    return "third" if word in THIRD else "first" if word in FIRST else "other"


def _homes(doc: Doc, named: Sequence[tuple[Span, str]]) -> dict[int, str]:
    """Return the annotated cluster of each entity: the one that most of its names stand in."""
    votes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for span in doc.spans[MENTIONS]:
        if span.id_ == "name":
            here = (span.start_char, span.end_char)
            overlaps = [(_alike(here, other), cluster) for other, cluster in named]
            best = max(overlaps, default=(0.0, ""))
            if best[0] > 0:
                votes[int(span.kb_id_)][best[1]] += 1
    return {number: counts.most_common(1)[0][0] for number, counts in votes.items()}


def _alike(one: Span, other: Span) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0.0, common / (max(one[1], other[1]) - min(one[0], other[0])))


def tables(report: Report) -> Iterator[str]:
    """Yield the lines of a report."""
    for match, scores in report.scores.items():
        cells = [
            f"{name} P {100 * s.precision:.1f} R {100 * s.recall:.1f} F {100 * s.f1:.1f}"
            for name, s in scores.items()
        ]
        yield f"{match}: {'; '.join(cells)}; CoNLL {100 * conll_f1(scores.values()):.1f}"
    for kind in sorted({kind for kind, _ in report.links}):
        yield links_line(report, kind)


def links_line(report: Report, kind: str) -> str:
    """Return how mentions of one kind fared whose entity has a name."""
    right, wrong, unresolved, stray = (
        report.links[kind, verdict] for verdict in ("right", "wrong", "unresolved", "stray")
    )
    total, tried = right + wrong + unresolved, right + wrong + stray
    return (
        f"{kind}: {total} of somebody named: right {right} ({_percent(right, total)}), "
        f"wrong {wrong}, unresolved {unresolved}; of nobody named but resolved {stray}; "
        f"right of those tried {_percent(right, right + wrong)}, "
        f"with the strays {_percent(right, tried)}"
    )


def calibration(report: Report, *, bins: int = 5) -> Iterator[str]:
    """Yield how often resolutions of each confidence are right."""
    for kind in sorted({kind for kind, _, _ in report.sure}):
        for low in range(bins):
            inside = [
                (sure, right)
                for each, sure, right in report.sure
                if each == kind and low / bins <= min(sure, 0.9999) < (low + 1) / bins
            ]
            if inside:
                mean = sum(sure for sure, _ in inside) / len(inside)
                share = sum(right for _, right in inside) / len(inside)
                yield f"{kind}: said {mean:.2f}, right {share:.2f} ({len(inside)})"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.coreference.measure")
    parser.add_argument("--data", type=Path, required=True, help="folder of the unpacked sets")
    parser.add_argument("--part", default="dev", choices=("train", "dev", "test"))
    parser.add_argument("--rules", action="store_true", help="measure the rules alone")
    parser.add_argument("--errors", action="store_true", help="list what went wrong as well")
    options = parser.parse_args(arguments)
    nlp = reader()
    sets = {
        "LitBank": read_litbank(options.data / "litbank", part=options.part),
        "GUM": read_gum(options.data / "gum", part=options.part),
    }
    for name, stories in sets.items():
        ranker = None if options.rules else shipped_ranker()
        report = measure(((read(nlp, story), story) for story in stories), ranker)
        print(f"## {name} {options.part}")
        print("\n".join(tables(report)))
        print("\n".join(calibration(report)))
        if options.errors:
            print("\n".join(report.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
