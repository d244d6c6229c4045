"""The three metrics of coreference and their mean, as the CoNLL shared tasks define them.

A partition is a list of clusters, a cluster a set of mentions, a mention anything hashable; the
same mention must look the same on both sides. Singletons count in B³ and CEAF-e, and say
nothing in MUC.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

import networkx as nx

Partition = Sequence[Collection[Hashable]]


@dataclass(frozen=True, slots=True)
class Counts:
    """What precision and recall are quotients of; counts of several texts add up."""

    hit: float = 0.0
    predicted: float = 0.0
    found: float = 0.0
    wanted: float = 0.0

    def __add__(self, other: Counts) -> Counts:
        """Return the counts of two texts together."""
        return Counts(
            self.hit + other.hit,
            self.predicted + other.predicted,
            self.found + other.found,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right, 0 where nothing was."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of what is wanted that was found, 0 where nothing is."""
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def muc(gold: Partition, predicted: Partition) -> Counts:
    """Count links: how few would mend each cluster (Vilain et al. 1995)."""
    return Counts(*_links(predicted, gold), *_links(gold, predicted))


def _links(clusters: Partition, others: Partition) -> tuple[float, float]:
    home = _homes(others)
    kept = wanted = 0
    for cluster in clusters:
        alone = sum(mention not in home for mention in cluster)
        parts = alone + len({home[mention] for mention in cluster if mention in home})
        kept += len(cluster) - parts
        wanted += len(cluster) - 1
    return kept, wanted


def b_cubed(gold: Partition, predicted: Partition) -> Counts:
    """Count mentions, each by the share of its cluster that is right (Bagga and Baldwin 1998)."""
    return Counts(*_shares(predicted, gold), *_shares(gold, predicted))


def _shares(clusters: Partition, others: Partition) -> tuple[float, float]:
    home = _homes(others)
    total = 0.0
    for cluster in clusters:
        common: dict[int, int] = {}
        for mention in cluster:
            if mention in home:
                common[home[mention]] = common.get(home[mention], 0) + 1
        total += sum(count * count for count in common.values()) / len(cluster)
    return total, sum(len(cluster) for cluster in clusters)


def ceaf_e(gold: Partition, predicted: Partition) -> Counts:
    """Count clusters, paired one to one for the greatest total similarity (Luo 2005, phi 4)."""
    home = _homes(predicted)
    pairs = nx.Graph()
    for number, cluster in enumerate(gold):
        for other in {home[mention] for mention in cluster if mention in home}:
            common = len(set(cluster) & set(predicted[other]))
            alike = 2 * common / (len(cluster) + len(predicted[other]))
            pairs.add_edge(("gold", number), ("predicted", other), weight=alike)
    best = nx.max_weight_matching(pairs)
    total = sum(pairs.edges[pair]["weight"] for pair in best)
    return Counts(total, len(predicted), total, len(gold))


def conll_f1(scores: Collection[Counts]) -> float:
    """Return the mean F1 of the three metrics, 0..1."""
    return sum(score.f1 for score in scores) / len(scores)


def _homes(clusters: Partition) -> dict[Hashable, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}
