"""Whom a phrase may mean: what is known of it and of each earlier mention, as numbers.

What the text alone tells of a pair of mentions is worked out for many mentions at once; what
depends on how the mentions before were read, for one at a time.
"""

from collections.abc import Iterator, Mapping, Sequence

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
#: A mention's candidates: those of the window, the next name of its sentence, who speaks.
_SLOTS = WINDOW + 2
#: How many mentions are described at once.
_BLOCK = 64
#: Sentences between two mentions at which a bucket of distance begins.
_DISTANCES = np.array([1, 2, 3, 5, 9])
#: How a candidate stands to a phrase, in the order that the network has learnt.
_NAMES = (
    *(f"bucket {number}" for number in range(len(_DISTANCES) + 1)),
    "tokens", "mentions", "same paragraph", "paragraphs", "after", "adjacent",
    "narrated", "spoken to narrated", "same quote", "other quote", "speech", "speaker",
    "turn", "turn before", "turn before that", "known speaker", "told in turn",
    "same gender", "other gender", "same votes", "other votes", "no votes",
    "same number", "other number",
    "frequency", "share of names", "is named", "is last", "since last", "opens", "subject before",
    "subject here", "same clause", "bound", "reflexive", "is governor", "is governed", "same role",
    "same class", "sureness", "recent", "recent elsewhere", "narrator", "known narrator",
    "same word", "called so", "score by rule", "best by rule",
)  # fmt: skip
_FREQUENCIES = np.log1p(np.arange(_SLOTS + 1)) / 3
#: Sentences within which the rules look for somebody, and the roles that a subject may bind.
_RULED, _BOUND = 5, (1, 3)
_AT = {name: number for number, name in enumerate(_NAMES)}
PAIR_WIDTH = len(_NAMES)
SELF_WIDTH = len(CLASSES) + len(ROLES) + len(DETERMINERS) + 6
_Columns = Mapping[str, NDArray[np.generic] | Sequence[bool] | bool]


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


class Pairs:
    """The mentions of a story, each with those that it may take up.

    A pair is described by a row of `PAIR_WIDTH` numbers.
    """

    def __init__(self, table: MentionTable) -> None:
        self._table = table
        self._slots = _slots(table)
        self._owned: list[list[int]] = [[] for _ in range(len(table))]
        for row, owner in enumerate(table.owner.tolist()):
            if owner >= 0:
                self._owned[owner].append(row)
        self._described = range(0)

    def candidates(self, row: int, entities: Entities) -> tuple[Numbers, Reals]:
        """Return the rows that a phrase may take up, in text order, and how each stands to it.

        They are those read among the last ones; the next name of its sentence; who speaks its
        quote.
        """
        slots = self._slots[row]
        is_read = (slots >= 0) & (entities.of.take(slots) >= 0)
        return self._features(row, self._possible(row, is_read.nonzero()[0], entities), entities)

    def strangers(self, row: int, entities: Entities) -> tuple[Numbers, Reals]:
        """Return the last mentions whose entity has no name so far, and how each stands to it."""
        slots = self._slots[row, :WINDOW]
        of = entities.of.take(slots)
        is_unnamed = (entities.seen.take(of) == 0) & (self._table.kind.take(slots) != NAME)
        found = (slots >= 0) & (of >= 0) & is_unnamed
        return self._features(row, self._possible(row, found.nonzero()[0], entities), entities)

    def _possible(self, row: int, where: Numbers, entities: Entities) -> Numbers:
        """Return the places of candidates without those who own a phrase or whom it owns."""
        table = self._table
        others = [*self._owned[row], int(table.owner[row])]
        known = [int(entities.of[other]) for other in others if other >= 0]
        if not known:
            return where
        of = entities.of.take(self._slots[row, where])
        return where[~np.isin(of, [entity for entity in known if entity >= 0])]

    def _features(self, row: int, where: Numbers, entities: Entities) -> tuple[Numbers, Reals]:
        rows = self._slots[row, where]
        if not len(rows):
            return rows, np.zeros((0, PAIR_WIDTH), dtype=np.float32)
        if row not in self._described:
            start = row - row % _BLOCK
            self._described = range(start, min(start + _BLOCK, len(self._table)))
            block = np.arange(start, self._described.stop)
            self._fixed, self._rule = _as_told(self._table, block, self._slots[block])
        at = row - self._described.start
        columns = self._fixed[at].take(where, axis=0)
        rule = self._rule[at].take(where)
        for part in _as_read(self._table, entities, row, rows, rule):
            _fill(columns, part)
        return rows, columns


def _slots(table: MentionTable) -> Numbers:
    """Return for each mention the rows that it may take up, -1 where a place is free."""
    rows = np.arange(len(table))
    speech = np.append(np.array(table.speech, dtype=np.int64), -1)[table.quote]
    ahead = _names_ahead(table)
    later = np.stack([ahead, np.where((speech > rows) & (speech != ahead), speech, -1)], axis=1)
    later.sort(axis=1)
    behind = np.maximum(rows[:, None] + np.arange(-WINDOW, 0), -1)
    return np.concatenate([behind, later], axis=1)


def _names_ahead(table: MentionTable) -> Numbers:
    """Return for each mention the row of the next name of its sentence, or -1."""
    following = np.full(len(table), -1, dtype=np.int64)
    last = -1
    for row in range(len(table) - 1, -1, -1):
        if last >= 0 and table.sentence[last] == table.sentence[row]:
            following[row] = last
        if table.kind[row] == NAME:
            last = row
    return following


def _fill(columns: Reals, named: _Columns) -> None:
    for name, values in named.items():
        columns[..., _AT[name]] = values


def _as_told(
    table: MentionTable, block: Numbers, others: Numbers
) -> tuple[Reals, NDArray[np.float64]]:
    """Return how mentions stand to others as the text tells: mentions x others x `PAIR_WIDTH`.

    The second array holds the scores by rule without the names, -inf where a rule forbids a pair.
    """
    row = block[:, None]
    apart = np.abs(table.sentence[row] - table.sentence[others])
    columns = np.zeros((*others.shape, PAIR_WIDTH), dtype=np.float32)
    bucket = np.searchsorted(_DISTANCES, apart, side="right")
    np.put_along_axis(columns, bucket[:, :, None], 1, axis=2)
    for part in (_distances, _speech, _agreement, _grammar):
        _fill(columns, part(table, row, others))
    is_subject = table.role[others] == 0
    known = table.gender[others] * table.gender[row]
    _fill(
        columns,
        {
            "subject before": is_subject & (apart == 1),
            "subject here": is_subject & (apart == 0),
            "same class": table.kind[others] == table.kind[row],
        },
    )
    rule = (
        0.5 * is_subject
        - 0.5 * apart
        - 0.005 * np.abs(table.head[row] - table.head[others])
        + (known > 0)
    )
    rule[(table.gender[row] == 0) | (apart > _RULED) | (known < 0)] = -np.inf
    return columns, rule


def _distances(table: MentionTable, row: Numbers, others: Numbers) -> _Columns:
    paragraphs = np.abs(table.paragraph[row] - table.paragraph[others])
    return {
        "tokens": np.log1p(np.abs(table.head[row] - table.head[others])) / 5,
        "mentions": np.log1p(np.abs(row - others)) / 3,
        "same paragraph": paragraphs == 0,
        "paragraphs": np.minimum(paragraphs, 4) / 4,
        "after": others > row,
        "adjacent": np.abs(row - others) == 1,
    }


def _speech(table: MentionTable, row: Numbers, others: Numbers) -> _Columns:
    quote, quotes = table.quote[row], table.quote[others]
    is_speech = quote >= 0
    columns = {"narrated": quotes < 0, "spoken to narrated": ~is_speech & (quotes >= 0)}
    if not is_speech.any():
        return columns
    speech = np.array(table.speech, dtype=np.int64)
    return {
        **columns,
        "same quote": is_speech & (quotes == quote),
        "other quote": is_speech & (quotes >= 0) & (quotes != quote),
        "speech": is_speech & (others == speech[quote]),
        "told in turn": is_speech & (table.paragraph[others] == table.turn[quote]) & (quotes < 0),
    }


def _agreement(table: MentionTable, row: Numbers, others: Numbers) -> _Columns:
    gender = table.gender[others] * table.gender[row]
    number = table.plural[others] * table.plural[row]
    return {
        "same gender": gender > 0,
        "other gender": gender < 0,
        "same number": number > 0,
        "other number": number < 0,
    }


def _grammar(table: MentionTable, row: Numbers, others: Numbers) -> _Columns:
    same_sentence = table.sentence[others] == table.sentence[row]
    same_clause = (table.clause[others] == table.clause[row]) & same_sentence
    is_bound = same_clause & (table.role[others] == 0) & np.isin(table.role[row], _BOUND)
    both_nominal = (table.kind[row] == NOMINAL) & (table.kind[others] == NOMINAL)
    return {
        "same clause": same_clause,
        "bound": is_bound & ~table.reflexive[row],
        "reflexive": is_bound & table.reflexive[row],
        "is governor": table.governor[row] == table.head[others],
        "is governed": table.governor[others] == table.head[row],
        "same role": table.role[others] == table.role[row],
        "same word": both_nominal & (table.lemma[others] == table.lemma[row]),
    }


def _as_read(
    table: MentionTable, entities: Entities, row: int, rows: Numbers, rule: NDArray[np.float64]
) -> Iterator[_Columns]:
    """Yield how candidates stand to a phrase as far as the mentions before were understood."""
    of = entities.of.take(rows)
    kind, gender, quote = int(table.kind[row]), int(table.gender[row]), int(table.quote[row])
    seen, last, sentences = (
        entities.seen.take(of),
        entities.last.take(of),
        table.sentence.take(rows),
    )
    opens = np.ones(len(rows), dtype=bool)
    opens[1:] = sentences[1:] != sentences[:-1]
    yield {
        "frequency": _FREQUENCIES.take((of[:, None] == of).sum(axis=1)),
        "share of names": entities.names.take(of) * (seen > 0),
        "is named": seen > 0,
        "is last": last == rows,
        "since last": np.minimum(row - last, 40) / 40,
        "opens": opens,
        "sureness": entities.sure.take(rows),
        "recent": of == entities.recent.get((kind, quote >= 0), -1),
        "recent elsewhere": of == entities.recent.get((kind, quote < 0), -1),
        "narrator": of == entities.narrator,
        "known narrator": entities.narrator >= 0,
    }
    if gender:
        yield _votes(entities, of, gender)
        yield _by_rule(rule + entities.named.take(of), of)
    if quote >= 0:
        yield _turn(table, entities, quote, of)
    if kind == NOMINAL:
        lemma = int(table.lemma[row])
        yield {"called so": [lemma in entities.lemmas.get(each, ()) for each in of.tolist()]}


def _votes(entities: Entities, of: Numbers, gender: int) -> _Columns:
    female, male = entities.female.take(of), entities.male.take(of)
    votes = female - male
    share = votes / (female + male + 1) * gender
    return {
        "same votes": np.maximum(share, 0),
        "other votes": np.maximum(-share, 0),
        "no votes": votes == 0,
    }


def _by_rule(scores: NDArray[np.float64], of: Numbers) -> _Columns:
    """Return how the rules would score each candidate, and which entity they would choose."""
    best = int(scores.argmax())
    if scores[best] == -np.inf:
        return {}
    return {"score by rule": np.exp(scores - scores[best]), "best by rule": of == of[best]}


def _turn(table: MentionTable, entities: Entities, quote: int, of: Numbers) -> _Columns:
    speaker = entities.speaker_of(table, quote)
    same, other, before_last = _turns(table, entities, quote, int(table.turn[quote]))
    return {
        "speaker": of == speaker,
        "turn": of == same,
        "turn before": of == other,
        "turn before that": of == before_last,
        "known speaker": speaker >= 0,
    }


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
