"""Pronouns resolved to the people, places and works of a story."""

import math
from bisect import bisect_left
from collections import Counter, deque
from itertools import islice

from spacy.tokens import Doc, Span, Token

from storygraph.detect.aliases import Cluster, Found
from storygraph.detect.columns import sentence_numbers, where_words
from storygraph.detect.narrators import FIRST_PERSON
from storygraph.detect.nominals import SUBJECTS
from storygraph.detect.quotes import Quote, quote_at, speaker_of
from storygraph.detect.turns import Turns
from storygraph.lexicon import words

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
#: Words that may take up what was named.
_TAKING_UP = frozenset({*PRONOUNS, *FIRST_PERSON, "there", "it"})
_WINDOW = 5
_POSSESSIVE_DEPS = frozenset({"nmod:poss", "poss"})
#: A pronoun after a subject tells so many times more than one after another name.
_AS_SUBJECT = 3
#: How much must speak for a gender.
_LEAST_TOLD = 2
_WITHIN_PHRASE = frozenset({"appos", "flat", "nmod", "compound", "conj"})
_OBJECTS = frozenset({"obj", "dobj", "iobj", "obl", "pobj"})
# What happens to works and hardly to other things: "it was shown in Riga".
_OF_WORKS = frozenset("exhibit show display perform premiere stage publish release hang".split())


def learn_genders(
    doc: Doc, clusters: list[Cluster], found: list[Found], quotes: list[Quote]
) -> None:
    """Let pronouns tell who is a woman or a man.

    One counts where nobody else was named lately, unless the name is only what somebody else
    meets or asks: of him the next pronoun need not speak.
    """
    people = [each for each in found if clusters[each.cluster].type == "person"]
    starts = [each.span.start for each in people]
    votes: dict[int, Counter[str]] = {}
    for token in map(doc.__getitem__, where_words(doc, PRONOUNS)):
        gender = PRONOUNS[token.lower_]
        index = bisect_left(starts, token.i)
        if index == 0 or quote_at(quotes, token.i) is not None:
            continue
        recent = [e for e in people[max(0, index - 2) : index] if token.i - e.span.start < 40]
        if len({each.cluster for each in recent}) == 1 and not _is_met(recent[-1]):
            weight = _AS_SUBJECT if recent[-1].span.root.dep_ in SUBJECTS else 1
            votes.setdefault(recent[0].cluster, Counter())[gender] += weight
    for number, counts in votes.items():
        (gender, most), *others = counts.most_common()
        is_clear = most >= max(_LEAST_TOLD, 2 * sum(count for _, count in others))
        if not clusters[number].gender and is_clear:
            clusters[number].gender = gender


def _is_met(mention: Found) -> bool:
    """Tell whether a mention depends on a verb whose subject is a name or pronoun."""
    word = mention.span.root
    while word.dep_ in _WITHIN_PHRASE and word.head != word:
        word = word.head
    return word.dep_ in _OBJECTS and any(
        child.dep_ in SUBJECTS and child.pos_ in {"PRON", "PROPN"} for child in word.head.children
    )


class PronounResolver:
    """Resolves pronouns from left to right; each resolved one counts for the next."""

    def __init__(
        self, doc: Doc, clusters: list[Cluster], found: list[Found], quotes: list[Quote]
    ) -> None:
        self.doc = doc
        self.clusters = clusters
        self.quotes = quotes
        self.sentence_of = sentence_numbers(doc)
        self.ahead = deque(each for each in found if clusters[each.cluster].type == "person")
        self.behind: list[Found] = []
        self.counts = Counter(each.cluster for each in self.ahead)
        self.turns = Turns(doc, list(self.ahead), quotes)
        self.things = [each for each in found if clusters[each.cluster].type != "person"]

    def resolve(self) -> list[Found]:
        """Return a mention for every pronoun that could be resolved, in text order."""
        resolved: list[Found] = []
        for token in map(self.doc.__getitem__, where_words(self.doc, _TAKING_UP)):
            while self.ahead and self.ahead[0].span.start <= token.i:
                self.behind.append(self.ahead.popleft())
            pick = self._pick(token)
            if pick is not None:
                span = Span(self.doc, token.i, token.i + 1)
                resolved.append(Found(span, pick[0], "pronoun", pick[1]))
                self.behind.append(resolved[-1])
        return resolved

    def _pick(self, token: Token) -> tuple[int, float] | None:
        """Return the number of the person whom a pronoun denotes, and how sure that is."""
        if token.lower_ in FIRST_PERSON:
            return self._first_person(token)
        if token.lower_ == "there" and token.dep_ == "advmod":
            return self._last_spot(token)
        if token.lower_ == "it" and token.dep_ in SUBJECTS and token.head.lemma_ in _OF_WORKS:
            return self._last_thing(token, "artwork")
        gender = PRONOUNS.get(token.lower_)
        if gender is None:
            return None
        scores = self._scores(token, gender)
        if not scores:
            return self._cataphor(token, gender) or self._main_person(gender)
        best = max(scores, key=lambda cluster: (scores[cluster], -cluster))
        total = sum(math.exp(score) for score in scores.values())
        return best, math.exp(scores[best]) / total

    def _first_person(self, token: Token) -> tuple[int, float] | None:
        quote = quote_at(self.quotes, token.i)
        if quote is None:
            speaker = self.turns.speaker(token)
            return None if speaker is None else (speaker, 0.9)
        near = [(each.span, each.cluster) for each in (*self.behind[-4:], *islice(self.ahead, 2))]
        speaker = speaker_of(quote, self.quotes, near)
        return None if speaker is None else (speaker, 0.7)

    def _last_thing(self, token: Token, kind: str) -> tuple[int, float] | None:
        """Return the place or work named last, within this sentence or the one before."""
        last = bisect_left(self.things, token.i, key=lambda each: each.span.start)
        for each in reversed(self.things[max(0, last - 6) : last]):
            near = self.sentence_of[token.i] - self.sentence_of[each.span.start] <= 1
            if near and self.clusters[each.cluster].type == kind:
                return each.cluster, 0.65
        return None

    def _last_spot(self, token: Token) -> tuple[int, float] | None:
        """Return the place named last, or the institution named behind it, lately."""
        last = bisect_left(self.things, token.i, key=lambda each: each.span.start)
        for each in reversed(self.things[max(0, last - 6) : last]):
            near = self.sentence_of[token.i] - self.sentence_of[each.span.start] <= 1
            kind = self.clusters[each.cluster].type
            is_house = kind == "organization" and any(
                word.lower_ in words("institutions") for word in each.span
            )
            if near and (kind == "place" or is_house):
                return each.cluster, 0.65
        return None

    def _scores(self, token: Token, gender: str) -> dict[int, float]:
        """Score the people named lately by distance, grammatical role, frequency and gender."""
        scores: dict[int, float] = {}
        for each in self.behind[-40:]:
            distance = self.sentence_of[token.i] - self.sentence_of[each.span.start]
            known = self.clusters[each.cluster].gender
            if distance > _WINDOW or (known and known != gender) or _excluded(token, each):
                continue
            score = self._salience(each, token, distance) + (1.0 if known else 0.0)
            scores[each.cluster] = max(score, scores.get(each.cluster, -math.inf))
        return scores

    def _salience(self, mention: Found, token: Token, distance: int) -> float:
        subject = 0.5 if mention.span.root.dep_ in SUBJECTS else 0.0
        frequency = math.log1p(self.counts[mention.cluster])
        return subject + frequency - 0.5 * distance - 0.005 * (token.i - mention.span.start)

    def _cataphor(self, token: Token, gender: str) -> tuple[int, float] | None:
        """Resolve forwards within the sentence: "When she was five, Aru learnt to weave"."""
        for each in islice(self.ahead, 1):
            same = self.sentence_of[each.span.start] == self.sentence_of[token.i]
            if same and self.clusters[each.cluster].gender in {"", gender}:
                return each.cluster, 0.6
        return None

    def _main_person(self, gender: str) -> tuple[int, float] | None:
        fitting = [n for n in self.counts if self.clusters[n].gender == gender]
        if not fitting or not self.behind:
            return None
        best = max(fitting, key=lambda number: (self.counts[number], -number))
        share = self.counts[best] / sum(self.counts.values())
        return (best, share) if share >= 0.5 else None


def _excluded(token: Token, mention: Found) -> bool:
    """Tell whether grammar forbids it: the subject of "praised her" or "spoke of her" is not her.

    A reflexive pronoun is the other way round: it means its clause's subject if that is known.
    """
    if token.dep_ in _POSSESSIVE_DEPS or token.tag_ == "PRP$" or token.dep_ in SUBJECTS:
        return False
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    is_subject = mention.span.root.dep_ in SUBJECTS
    same_clause = mention.span.root.head == verb and is_subject
    if token.lower_.endswith("self"):
        has_subject = any(child.dep_ in SUBJECTS for child in verb.children)
        return has_subject and not same_clause
    return same_clause
