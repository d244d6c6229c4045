"""The learnt part of groups: who of those spoken of before belongs to "they", "the two", "we"."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from spacy.tokens import Span, Token

from storygraph.detect.pair_network import End, Pair, PairNetwork, shipped_network
from storygraph.detect.syntax import conjuncts
from storygraph.lexicon import words

WEIGHTS = "plurals.npz"
#: Somebody belongs to a group that is this likely.
_MEMBER = 0.4
#: Of "the two" somebody less likely may be the second.
_SECOND = 0.3
_REACH = 3  # sentences back to those whom a plural word may stand for
_MOST = 8  # people among whom a group is sought, the last mentioned first
_FIRST = frozenset({"we", "us", "our", "ours", "ourselves"})
_I = frozenset({"i", "me", "my", "mine", "myself"})
_PAIRS = frozenset({"two", "both", "couple", "pair", "twins", "newlyweds"})

Members = tuple[Span, ...]


class Member(NamedTuple):
    """Somebody's mention before a plural word, and how sure it is that the word means them too."""

    span: Span
    sure: float


class Company:
    """The people of a story, asked who of them a plural word stands for."""

    def __init__(self, people: Sequence[Span], sentence_of: Sequence[int]) -> None:
        self._sentence_of = sentence_of
        self._in: dict[int, list[Span]] = {}
        for span in people:
            self._in.setdefault(sentence_of[span.start], []).append(span)
        counts = Counter(span.kb_id_ for span in people)
        self._rank = {key: rank for rank, (key, _) in enumerate(counts.most_common())}

    def _near(self, word: Token) -> list[Span]:
        sentence = self._sentence_of[word.i]
        return [
            span
            for number in range(max(0, sentence - _REACH), sentence + 1)
            for span in self._in.get(number, ())
            if span.end <= word.i
        ]

    def pairs(
        self, word: Token, ruled: Members, last: Mapping[str, int]
    ) -> list[tuple[Span, Pair]]:
        """Return the last mention of each of the people before a plural word, and both as a pair.

        The nearest come first. `ruled` are those whom rules take the word for; `last` has the
        members of the groups before and the sentences in which these stood.
        """
        sentence = self._sentence_of[word.i]
        near = self._near(word)
        latest = {span.kb_id_: span for span in near}
        chosen = sorted(latest.values(), key=lambda span: -span.start)[:_MOST]
        target = End("group", "", "group", word.i, word.i + 1, word.i, sentence)
        shared = [*_told_of(word), f"people:{len(chosen)}"]
        shared.append(f"ruled:{min(len(ruled), 3)}")
        found = []
        for place, span in enumerate(chosen):
            own = self._features(word, span, place, near, ruled, last)
            start = self._sentence_of[span.start]
            end = End("person", span.kb_id_, span.id_, span.start, span.end, span.root.i, start)
            features = [*shared, *own, *(f"{shared[0]} {each}" for each in own)]
            found.append((span, Pair(end, target, -1, tuple(features))))
        return found

    def _features(
        self,
        word: Token,
        span: Span,
        place: int,
        near: Sequence[Span],
        ruled: Members,
        last: Mapping[str, int],
    ) -> list[str]:
        sentence = self._sentence_of[word.i]
        same = [each for each in near if each.kb_id_ == span.kb_id_]
        found = [
            f"gap:{sentence - self._sentence_of[span.start]}",
            f"place:{place}",
            f"form:{span.id_}",
            f"role:{span.root.dep_}",
            f"times:{min(len(same), 3)}",
            f"rank:{min(self._rank[span.kb_id_], 4)}",
        ]
        if any(span.kb_id_ == each.kb_id_ for each in ruled):
            found.append("rule")
        if span.kb_id_ in last:
            found.append(f"before:{min(sentence - last[span.kb_id_], 4)}")
        if any(_is_coordinated(each) for each in same):
            found.append("coordinated")
        if any(each.text.lower() in _I for each in same):
            found.append("narrator")
        if span.root.head == word.head:
            found.append("same head")
        if any(each.root.dep_ in {"nsubj", "nsubj:pass"} for each in same):
            found.append("subject")
        return found


def _told_of(word: Token) -> list[str]:
    lower = word.lower_
    family = lower in words("groups", "family")
    kind = "we" if lower in _FIRST else "they" if word.tag_.startswith("PRP") else "noun"
    told = [f"kind:{'family' if family else kind}", f"word:{lower}", f"group role:{word.dep_}"]
    told += [f"with:{child.lower_}" for child in word.children if child.i < word.i]
    return told


def _is_coordinated(span: Span) -> bool:
    return len(list(conjuncts(span.root))) > 1


def _is_pair(word: Token) -> bool:
    """Tell whether a word says that it stands for two."""
    return word.lower_ in _PAIRS or any(child.lower_ in _PAIRS for child in word.children)


def members_of(word: Token, people: Sequence[Span], likely: Sequence[float]) -> tuple[Member, ...]:
    """Return who of some people, each so likely, belongs to a plural word, in text order.

    It may be one alone: the others have no name.
    """
    order = sorted(zip(people, likely, strict=True), key=lambda each: -each[1])
    chosen = [each for each in order if each[1] >= _MEMBER]
    if _is_pair(word):
        chosen = order[:2] if len(order) > 1 and order[1][1] >= _SECOND else []
    members = (Member(span, round(sure, 3)) for span, sure in chosen)
    return tuple(sorted(members, key=lambda each: each.span.start))


@cache
def shipped_plurals() -> PairNetwork:
    """Return the networks that are shipped, read once."""
    return shipped_network(WEIGHTS)
