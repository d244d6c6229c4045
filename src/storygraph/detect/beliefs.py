"""What a reader of a story believes so far: whom each mention denotes, what each entity is like."""

from dataclasses import dataclass, field

import numpy as np

from storygraph.detect.mention_table import CLASSES, NAME, NOMINAL, MentionTable, Numbers, Reals

#: How many entities a mention may denote in the reader's mind until the end.
BELIEFS = 3


@dataclass(slots=True)
class Entities:
    """What has been read so far of each entity: `of[m]` is a mention's entity, -1 unread.

    `named` tells the logarithm of how often a story names an entity, -inf if never.
    """

    of: Numbers
    sure: Reals
    maybe: Numbers
    odds: Reals
    female: Reals
    male: Reals
    names: Reals
    named: Reals
    seen: Reals
    last: Numbers
    lemmas: dict[int, set[int]] = field(default_factory=dict)
    speaker: dict[int, int] = field(default_factory=dict)
    recent: dict[tuple[int, bool], int] = field(default_factory=dict)
    narrator: int = -1

    @classmethod
    def empty(cls, named: Numbers, size: int) -> "Entities":
        """Return the state before anything is read, with room for `size` entities.

        `named` holds the entity of each mention that is known beforehand, -1 for the others.
        """
        counts = np.bincount(named[named >= 0], minlength=size).astype(np.float32)
        known = (named >= 0).astype(np.float32)
        return cls(
            of=named.copy(),
            sure=known,
            maybe=np.repeat(named[:, None], BELIEFS, axis=1),
            odds=np.repeat((named >= 0).astype(np.float32)[:, None], BELIEFS, axis=1)
            / np.float32(BELIEFS),
            female=np.zeros(size, dtype=np.float32),
            male=np.zeros(size, dtype=np.float32),
            names=counts / max(1.0, float(counts.sum())),
            named=np.log1p(counts, out=np.full_like(counts, -np.inf), where=counts > 0),
            seen=np.zeros(size, dtype=np.float32),
            last=np.full(size, -1, dtype=np.int64),
        )

    def add(self, table: MentionTable, row: int, entity: int, sure: float) -> None:
        """Record whom a mention denotes."""
        self.of[row], self.sure[row] = entity, sure
        if self.odds[row].sum() == 0:
            self.maybe[row], self.odds[row, 0] = entity, 1.0
        self.last[entity] = max(self.last[entity], row)
        kind, gender = int(table.kind[row]), int(table.gender[row])
        weight = 1.0 if kind not in {NAME, NOMINAL} else 3.0 if kind == NOMINAL else 2.0
        if gender > 0:
            self.female[entity] += weight
        elif gender < 0:
            self.male[entity] += weight
        if kind == NOMINAL:
            self.lemmas.setdefault(entity, set()).add(int(table.lemma[row]))
        quote = int(table.quote[row])
        if kind == NAME:
            self.seen[entity] += 1
        elif kind != NOMINAL:
            self.recent[kind, quote >= 0] = entity
        if CLASSES[kind] == "i" and quote < 0:
            self.narrator = entity
        if quote >= 0 and CLASSES[kind] == "i":
            self.speaker[quote] = entity

    def merge(self, entity: int, into: int, sure: float) -> None:
        """Let the mentions of one entity denote another; nothing changes if both are one."""
        if entity == into:
            return
        mine = self.of == entity
        self.of[mine] = into
        self.sure[mine] *= sure
        self.maybe[self.maybe == entity] = into
        for votes in (self.female, self.male):
            votes[into] += votes[entity]
        self.last[into] = max(self.last[into], self.last[entity])
        self.lemmas.setdefault(into, set()).update(self.lemmas.pop(entity, ()))
        self.speaker = {q: into if e == entity else e for q, e in self.speaker.items()}
        self.recent = {k: into if e == entity else e for k, e in self.recent.items()}
        if self.narrator == entity:
            self.narrator = into

    def speaker_of(self, table: MentionTable, quote: int) -> int:
        """Return the entity that speaks a quote as far as its speech verb tells, or -1."""
        row = table.speech[quote]
        if row >= 0 and self.of[row] >= 0:
            return int(self.of[row])
        return self.speaker.get(quote, -1)
