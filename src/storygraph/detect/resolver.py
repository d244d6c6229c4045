"""Reads a story's mentions from left to right and settles whom each denotes."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from storygraph.detect.antecedents import Pairs
from storygraph.detect.beliefs import BELIEFS, Entities
from storygraph.detect.mention_table import NAME, MentionTable, Numbers, Reals
from storygraph.detect.ranker import Prepared, Ranker

#: How sure it must be that a name belongs to somebody who was only described before.
_NAMED_LATER = 0.7
#: How sure it is whom a form of text names: who signs a letter, whose turn it is to speak.
_TOLD = 0.9
#: Told of a mention, its candidates, how they stand to it, and what has been read so far.
Watch = Callable[[int, Numbers, Reals, Entities], None]


class Settled(NamedTuple):
    """Whom a mention denotes: the row of the mention, the entity's number, how sure (0..1)."""

    row: int
    entity: int
    sure: float


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
    pairs = Pairs(table)
    fresh = named
    for row in reading_order(table):
        if table.kind[row] == NAME:
            entity = int(table.cluster[row])
            if entities.seen[entity] == 0:
                _name_stranger(table, entities, pairs, made, ranker, row, watch)
            entities.add(table, row, entity, 1.0)
            continue
        if row in known:
            entities.add(table, row, known[row], _TOLD)
            continue
        rows, standing = pairs.candidates(row, entities)
        if watch is not None:
            watch(row, rows, standing, entities)
        shares = ranker.rank(made, row, rows, standing)
        entity, sure = _believe(entities, row, rows, shares, fresh)
        fresh += fresh in entities.maybe[row]
        entities.add(table, row, entity, sure)
    return [
        Settled(row, int(entities.of[row]), _confidence(table, entities, ranker, row, known))
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
    pairs: Pairs,
    made: Prepared,
    ranker: Ranker,
    row: int,
    watch: Watch | None,
) -> None:
    """Give an entity that was only described so far the name that now follows."""
    rows, standing = pairs.strangers(row, entities)
    if not len(rows):
        return
    if watch is not None:
        watch(row, rows, standing, entities)
    shares = ranker.rank(made, row, rows, standing)
    entity, share = _described(entities, rows, shares)
    if share >= _NAMED_LATER:
        entities.merge(entity, int(table.cluster[row]), share)


def _believe(
    entities: Entities, row: int, rows: Numbers, shares: Reals, fresh: int
) -> tuple[int, float]:
    """Record the likeliest entities of a mention; return the one, and how likely it is.

    A mention that is not sure of its own entity passes its doubt on.
    """
    maybe = entities.maybe.take(rows, axis=0).ravel().tolist()
    odds = (shares[:, None] * entities.odds.take(rows, axis=0)).ravel().tolist()
    masses = {fresh: max(0.0, 1.0 - float(shares.sum()))}
    for entity, mass in zip(maybe, odds, strict=True):
        if mass:
            masses[entity] = masses.get(entity, 0.0) + mass
    best = sorted(masses, key=lambda entity: (-masses[entity], entity))[:BELIEFS]
    total = sum(masses[entity] for entity in best)
    free = BELIEFS - len(best)
    entities.maybe[row] = best + [-1] * free
    entities.odds[row] = [masses[entity] / total for entity in best] + [0.0] * free
    return best[0], float(entities.odds[row, 0])


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
