"""Compares what a pipeline says with what a data set says, in character offsets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from training.labels import PLACE, PLACES

Key = tuple[int, int, str]


@dataclass
class NameScore:
    """Counts of right, predicted and annotated spans per type."""

    right: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    annotated: Counter[str] = field(default_factory=Counter)

    def row(self, label: str | None = None) -> tuple[float, float, float]:
        """Return precision, recall and F1 in percent, of one type or of all together."""
        right, predicted, annotated = (
            counts.total() if label is None else counts[label]
            for counts in (self.right, self.predicted, self.annotated)
        )
        precision = 100 * right / predicted if predicted else 0.0
        recall = 100 * right / annotated if annotated else 0.0
        total = precision + recall
        return precision, recall, 2 * precision * recall / total if total else 0.0


def score_names(
    pairs: Iterable[tuple[Doc, Doc]], *, types: Sequence[str], merge_places: bool
) -> NameScore:
    """Score (gold, predicted) Docs of the same text, exact spans.

    Types outside ``types`` are not counted: the set does not annotate them. A
    prediction that touches a missing token is neither right nor wrong.
    """
    score = NameScore()
    for gold, predicted in pairs:
        wanted = _spans(gold, types, merge_places=merge_places)
        found = _spans(predicted, types, merge_places=merge_places)
        blanks = [(t.idx, t.idx + len(t)) for t in gold if t.ent_iob == 0]
        found -= {
            key for key in found - wanted if any(a < key[1] and key[0] < b for a, b in blanks)
        }
        for counts, keys in (
            (score.right, wanted & found),
            (score.predicted, found),
            (score.annotated, wanted),
        ):
            counts.update(label for _, _, label in keys)
    return score


def _spans(doc: Doc, types: Sequence[str], *, merge_places: bool) -> set[Key]:
    keys = set()
    for span in doc.ents:
        label = PLACE if merge_places and span.label_ in PLACES else span.label_
        if label in types:
            keys.add((span.start_char, span.end_char, label))
    return keys


@dataclass
class SyntaxScore:
    """Counts of tokens, sentences and how many of them agree."""

    counts: Counter[str] = field(default_factory=Counter)

    def percent(self, name: str) -> float:
        """Return F1 of heads, labelled heads and sentences, accuracy of the other layers."""
        if name in {"uas", "las", "sentences"}:
            base = "sentence" if name == "sentences" else "word"
            total = self.counts[f"gold {base}"] + self.counts[f"predicted {base}"]
            return 200 * self.counts[name] / total if total else 0.0
        return 100 * self.counts[name] / max(1, self.counts["aligned"])


def score_syntax(pairs: Iterable[tuple[Doc, Doc]]) -> SyntaxScore:
    """Score (gold, predicted) Docs of the same text.

    Heads leave punctuation and blank lines out and compare full labels; tags,
    morphology and lemmas are compared where both tokenisations agree.
    """
    score = SyntaxScore()
    for gold, predicted in pairs:
        _count_tokens(score.counts, gold, predicted)
        wanted, found = _sentences(gold), _sentences(predicted)
        score.counts["gold sentence"] += len(wanted)
        score.counts["predicted sentence"] += len(found)
        score.counts["sentences"] += len(wanted & found)
    return score


def _count_tokens(counts: Counter[str], gold: Doc, predicted: Doc) -> None:
    by_offset = {(t.idx, len(t)): t for t in predicted if not t.is_space}
    counts["predicted word"] += sum(t.pos_ != "PUNCT" for t in by_offset.values())
    for token in gold:
        if token.is_space:
            continue
        counts["gold word"] += token.pos_ != "PUNCT"
        other = by_offset.get((token.idx, len(token)))
        if other is None:
            continue
        counts["aligned"] += 1
        counts["tag"] += token.tag_ == other.tag_
        counts["pos"] += token.pos_ == other.pos_
        counts["morph"] += str(token.morph) == str(other.morph)
        counts["lemma"] += token.lemma_ == other.lemma_
        if token.pos_ == "PUNCT" or other.pos_ == "PUNCT":
            continue
        same_head = _head(token) == _head(other)
        counts["uas"] += same_head
        counts["las"] += same_head and token.dep_ == other.dep_


def _head(token: Token) -> tuple[int, int]:
    return (-1, 0) if token.head.i == token.i else (token.head.idx, len(token.head))


def _sentences(doc: Doc) -> set[tuple[int, int]]:
    spans = set()
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if words:
            spans.add((words[0].idx, words[-1].idx + len(words[-1])))
    return spans
