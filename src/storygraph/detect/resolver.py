"""Reads a story's mentions from left to right and settles whom each denotes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from storygraph.detect.antecedents import (
    candidates,
    names_ahead,
    pair_features,
    strangers,
)
from storygraph.detect.beliefs import BELIEFS, Entities
from storygraph.detect.mention_table import NAME, MentionTable, Numbers, Reals
from storygraph.detect.ranker import Prepared, Ranker

#: How sure it must be that a name belongs to somebody who was only described before.
_NAMED_LATER = 0.7
#: How sure it is whom a form of text names: who signs a letter, whose turn it is to speak.
_TOLD = 0.9
#: Told of a mention, its candidates, how they stand to it, and what has been read so far.
Watch = Callable[[int, Numbers, Reals, Entities], None]


@dataclass(frozen=True, slots=True)
class Settled:
    """Whom a mention denotes: the row of the mention, the entity's number, how sure (0..1).

    `odds` holds the uncalibrated odds of the likeliest entities.
    """

    row: int
    entity: int
    sure: float
    odds: Mapping[int, float]


def settle(
    table: MentionTable,
    ranker: Ranker,
    *,
    named: int,
    known: Mapping[int, int],
    watch: Watch | None = None,
) -> list[Settled]:
    """Return the entity of every mention of a table, in text order.

    Entities from `named` on have no name. `known` maps mentions to entities that other rules
    have found, such as the narrator's. `watch` is told of every question before it is answered.
    """
    made = ranker.prepare(table)
    entities = Entities.empty(table.cluster, named + len(table))
    ahead = names_ahead(table)
    fresh = named
    for row in reading_order(table):
        if table.kind[row] == NAME:
            entity = int(table.cluster[row])
            if entities.seen[entity] == 0:
                _name_stranger(table, entities, made, ranker, row, watch)
            entities.add(table, row, entity, 1.0)
            continue
        if row in known:
            entities.add(table, row, known[row], _TOLD)
            continue
        rows = candidates(table, entities, row, ahead)
        pairs = pair_features(table, entities, row, rows)
        if watch is not None:
            watch(row, rows, pairs, entities)
        shares = ranker.rank(made, row, rows, pairs)
        entity, sure = _believe(entities, row, rows, shares, fresh)
        fresh += fresh in entities.maybe[row]
        entities.add(table, row, entity, sure)
    return [
        Settled(
            row,
            int(entities.of[row]),
            _confidence(table, entities, ranker, row, known),
            dict(zip(entities.maybe[row].tolist(), entities.odds[row].tolist(), strict=True)),
        )
        for row in range(len(table))
    ]


def _confidence(
    table: MentionTable, entities: Entities, ranker: Ranker, row: int, known: Mapping[int, int]
) -> float:
    sure = float(entities.sure[row])
    if table.kind[row] == NAME or row in known:
        return sure
    return ranker.confidence(int(table.kind[row]), sure)


def _name_stranger(
    table: MentionTable,
    entities: Entities,
    made: Prepared,
    ranker: Ranker,
    row: int,
    watch: Watch | None,
) -> None:
    """Give an entity that was only described so far the name that now follows."""
    rows = strangers(table, entities, row)
    if not len(rows):
        return
    pairs = pair_features(table, entities, row, rows)
    if watch is not None:
        watch(row, rows, pairs, entities)
    shares = ranker.rank(made, row, rows, pairs)
    entity, share = _described(entities, rows, shares)
    if share >= _NAMED_LATER:
        entities.merge(entity, int(table.cluster[row]), share)


def _believe(
    entities: Entities, row: int, rows: Numbers, shares: Reals, fresh: int
) -> tuple[int, float]:
    """Record the likeliest entities of a mention; return the one, and how likely it is.

    A mention that is not sure of its own entity passes its doubt on.
    """
    nobody = max(0.0, 1.0 - float(shares.sum()))
    maybe = np.append(entities.maybe[rows].ravel(), fresh)
    odds = np.append((shares[:, None] * entities.odds[rows]).ravel(), nobody)
    of, place = np.unique(maybe, return_inverse=True)
    masses = np.bincount(place, weights=odds)
    best = np.argsort(-masses, kind="stable")[:BELIEFS]
    entities.maybe[row] = -1
    entities.odds[row] = 0
    entities.maybe[row, : len(best)] = of[best]
    entities.odds[row, : len(best)] = masses[best] / masses[best].sum()
    return int(of[best[0]]), float(entities.odds[row, 0])


def _described(entities: Entities, rows: Numbers, shares: Reals) -> tuple[int, float]:
    """Return the entity whose mentions have the greatest share together, and that share."""
    of, place = np.unique(entities.of[rows], return_inverse=True)
    masses = np.bincount(place, weights=shares)
    best = int(masses.argmax())
    return int(of[best]), float(masses[best])


def reading_order(table: MentionTable) -> list[int]:
    """Return the rows in text order, but speech after the phrase that tells who speaks it."""

    def place(row: int) -> float:
        quote = int(table.quote[row])
        speaker = table.speech[quote] if quote >= 0 else -1
        return max(float(row), speaker + 0.5 + row / (2 * len(table)))

    return sorted(range(len(table)), key=place)
