"""Whom a phrase may mean: what is known of it and of each earlier mention, as numbers."""

import numpy as np
from numpy.typing import NDArray

from storygraph.detect.beliefs import Entities
from storygraph.detect.mention_table import (
    CLASSES,
    DETERMINERS,
    NAME,
    NOMINAL,
    ROLES,
    MentionTable,
    Numbers,
    Reals,
)

WINDOW = 36
#: Sentences between two mentions at which a bucket of distance begins.
_DISTANCES = np.array([1, 2, 3, 5, 9])
PAIR_WIDTH = 6 + 48
SELF_WIDTH = len(CLASSES) + len(ROLES) + len(DETERMINERS) + 6


def self_features(table: MentionTable) -> Reals:
    """Return one row a mention: its class, role, determiner, number, gender, whether in a quote."""
    size = len(table)
    columns = np.zeros((size, SELF_WIDTH), dtype=np.float32)
    rows = np.arange(size)
    columns[rows, table.kind] = 1
    at = len(CLASSES)
    columns[rows, at + table.role] = 1
    at += len(ROLES)
    columns[rows, at + table.determiner] = table.kind == NOMINAL
    at += len(DETERMINERS)
    columns[:, at] = table.quote >= 0
    columns[:, at + 1] = table.plural > 0
    columns[:, at + 2] = table.plural < 0
    columns[:, at + 3] = table.gender > 0
    columns[:, at + 4] = table.gender < 0
    columns[:, at + 5] = table.reflexive
    return columns


def candidates(table: MentionTable, entities: Entities, row: int, ahead: Numbers) -> Numbers:
    """Return the rows of the mentions that a phrase may take up, in text order.

    They are those read among the last ones; the next name of its sentence; who speaks its quote.
    """
    behind = np.arange(max(0, row - WINDOW), row)
    quote = int(table.quote[row])
    extra = [int(ahead[row])] if ahead[row] >= 0 else []
    if quote >= 0 and table.speech[quote] > row:
        extra.append(table.speech[quote])
    rows = np.concatenate([behind, np.array(sorted(set(extra)), dtype=np.int64)])
    found: Numbers = rows[entities.of[rows] >= 0]
    return found


def strangers(table: MentionTable, entities: Entities, row: int) -> Numbers:
    """Return the rows of the last mentions whose entity has no name so far."""
    rows = np.arange(max(0, row - WINDOW), row)
    of = entities.of[rows]
    found: Numbers = rows[(of >= 0) & (entities.seen[of] == 0) & (table.kind[rows] != NAME)]
    return found


def names_ahead(table: MentionTable) -> Numbers:
    """Return for each mention the row of the next name of its sentence, or -1."""
    following = np.full(len(table), -1, dtype=np.int64)
    last = -1
    for row in range(len(table) - 1, -1, -1):
        if last >= 0 and table.sentence[last] == table.sentence[row]:
            following[row] = last
        if table.kind[row] == NAME:
            last = row
    return following


def pair_features(table: MentionTable, entities: Entities, row: int, rows: Numbers) -> Reals:
    """Return one row a candidate: how it stands to a phrase."""
    columns = np.zeros((len(rows), PAIR_WIDTH), dtype=np.float32)
    of = entities.of[rows]
    kind, kinds = int(table.kind[row]), table.kind[rows]
    apart = np.abs(table.sentence[row] - table.sentence[rows])
    columns[np.arange(len(rows)), np.searchsorted(_DISTANCES, apart, side="right")] = 1
    after = rows > row
    reading = (
        *_distances(table, row, rows, after),
        *_speech(table, entities, row, rows, of),
        *_agreement(table, entities, row, rows, of),
        *_salience(table, entities, row, rows, of, apart),
        *_grammar(table, row, rows, apart),
        kinds == kind,
        entities.sure[rows],
        np.full(len(rows), entities.recent.get((kind, bool(table.quote[row] >= 0)), -1)) == of,
        np.full(len(rows), entities.recent.get((kind, bool(table.quote[row] < 0)), -1)) == of,
        of == entities.narrator,
        np.full(len(rows), entities.narrator >= 0),
        *_same_words(table, entities, row, rows, of),
        *_by_rule(table, entities, row, rows, of, apart),
    )
    for number, column in enumerate(reading, 6):
        columns[:, number] = column
    return columns


def _distances(
    table: MentionTable, row: int, rows: Numbers, after: NDArray[np.bool_]
) -> tuple[NDArray[np.generic], ...]:
    paragraphs = np.abs(table.paragraph[row] - table.paragraph[rows])
    return (
        np.log1p(np.abs(table.head[row] - table.head[rows])) / 5,
        np.log1p(np.abs(row - rows)) / 3,
        paragraphs == 0,
        np.minimum(paragraphs, 4) / 4,
        after,
        np.abs(row - rows) == 1,
    )


def _speech(
    table: MentionTable, entities: Entities, row: int, rows: Numbers, of: Numbers
) -> tuple[NDArray[np.generic], ...]:
    quote, quotes = int(table.quote[row]), table.quote[rows]
    none = np.zeros(len(rows), dtype=bool)
    if quote < 0:
        return (quotes < 0, quotes >= 0, *(none,) * 9)
    speaker = entities.speaker_of(table, quote)
    turn = int(table.turn[quote])
    same, other, before_last = _turns(table, entities, quote, turn)
    return (
        quotes < 0,
        none,
        quotes == quote,
        (quotes >= 0) & (quotes != quote),
        rows == table.speech[quote],
        (of == speaker) & (speaker >= 0),
        (of == same) & (same >= 0),
        (of == other) & (other >= 0),
        (of == before_last) & (before_last >= 0),
        np.full(len(rows), speaker >= 0),
        (table.paragraph[rows] == turn) & (quotes < 0),
    )


def _turns(table: MentionTable, entities: Entities, quote: int, turn: int) -> tuple[int, int, int]:
    """Return who speaks in this paragraph, in the one with the quote before, in that before it."""
    found: dict[int, int] = {}
    paragraphs = [turn]
    for number in range(quote - 1, max(-1, quote - 12), -1):
        paragraph = int(table.turn[number])
        if paragraph != paragraphs[-1]:
            if len(paragraphs) == 3 or paragraphs[-1] - paragraph > 2:
                break
            paragraphs.append(paragraph)
        speaker = entities.speaker_of(table, number)
        if speaker >= 0:
            found.setdefault(paragraph, speaker)
    following = quote + 1
    if turn not in found and following < len(table.turn) and table.turn[following] == turn:
        found[turn] = entities.speaker_of(table, following)
    who = [found.get(paragraph, -1) for paragraph in paragraphs] + [-1, -1]
    return who[0], who[1], who[2]


def _agreement(
    table: MentionTable, entities: Entities, row: int, rows: Numbers, of: Numbers
) -> tuple[NDArray[np.generic], ...]:
    gender, number = int(table.gender[row]), int(table.plural[row])
    votes = entities.female[of] - entities.male[of]
    share = votes / (entities.female[of] + entities.male[of] + 1)
    numbers = table.plural[rows]
    return (
        (table.gender[rows] * gender) > 0,
        (table.gender[rows] * gender) < 0,
        np.maximum(share * gender, 0),
        np.maximum(-share * gender, 0),
        (votes == 0) & (gender != 0),
        (numbers * number) > 0,
        (numbers * number) < 0,
    )


def _salience(
    table: MentionTable, entities: Entities, row: int, rows: Numbers, of: Numbers, apart: Numbers
) -> tuple[NDArray[np.generic], ...]:
    is_last = entities.last[of] == rows
    first_of_sentence = np.ones(len(rows), dtype=bool)
    first_of_sentence[1:] = table.sentence[rows[1:]] != table.sentence[rows[:-1]]
    return (
        np.log1p((of[:, None] == of).sum(axis=1)) / 3,
        entities.names[of] * (entities.seen[of] > 0),
        entities.seen[of] > 0,
        is_last,
        np.minimum(row - entities.last[of], 40) / 40,
        first_of_sentence,
        (table.role[rows] == 0) & (apart == 1),
        (table.role[rows] == 0) & (apart == 0),
    )


def _grammar(
    table: MentionTable, row: int, rows: Numbers, apart: Numbers
) -> tuple[NDArray[np.generic], ...]:
    same_clause = (table.clause[rows] == table.clause[row]) & (apart == 0)
    bound = same_clause & (table.role[rows] == 0) & (table.role[row] in {1, 3})
    return (
        same_clause,
        bound & ~table.reflexive[row],
        bound & table.reflexive[row],
        table.governor[row] == table.head[rows],
        table.governor[rows] == table.head[row],
        table.role[rows] == table.role[row],
    )


def _same_words(
    table: MentionTable, entities: Entities, row: int, rows: Numbers, of: Numbers
) -> tuple[NDArray[np.generic], ...]:
    none = np.zeros(len(rows), dtype=bool)
    if table.kind[row] != NOMINAL:
        return none, none
    lemma = table.lemmas[row]
    same = np.array([table.lemmas[each] == lemma for each in rows], dtype=bool)
    called = np.array([lemma in entities.lemmas.get(int(each), ()) for each in of], dtype=bool)
    return same & (table.kind[rows] == NOMINAL), called


def _by_rule(
    table: MentionTable, entities: Entities, row: int, rows: Numbers, of: Numbers, apart: Numbers
) -> tuple[NDArray[np.generic], ...]:
    """Return how the rules would score each candidate, and which entity they would choose."""
    gender = int(table.gender[row])
    known = table.gender[rows] * gender
    fits = (entities.named[of] > 0) & (apart <= 5) & (known >= 0)
    if not gender or not fits.any():
        return np.zeros(len(rows)), np.zeros(len(rows), dtype=bool)
    score = (
        0.5 * (table.role[rows] == 0)
        + entities.named[of]
        - 0.5 * apart
        - 0.005 * np.abs(table.head[row] - table.head[rows])
        + (known > 0)
    )
    score[~fits] = -np.inf
    best = int(score.argmax())
    return np.where(fits, np.exp(np.minimum(score - score[best], 0)), 0), of == of[best]
