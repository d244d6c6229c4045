"""Pairs of mentions that a relation may hold between, and what is told of each pair.

A pair is described by the types and forms of its ends, how often the story speaks of them, the
dependencies on the way between them, and which rules think what of it; `relation_network.py` weighs
that together with what it reads itself.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from spacy.attrs import DEP, LEMMA
from spacy.tokens import Doc, Span

from storygraph.detect.columns import heads_of, texts_of
from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.modality import assertion
from storygraph.detect.pair_network import End, Pair
from storygraph.detect.quotes import find_quotes

_PEOPLE = (
    "parent_of sibling_of spouse_of grandparent_of family_of taught worked_with friend_of met "
    "inspired"
).split()
_PERSON_PLACE = (
    "born_in died_in grew_up_in lived_in moved_to traveled_to studied_in worked_in performed_in "
    "exhibited_in exhibited_at performed_at studied_at worked_at"
).split()
_PERSON_HOUSE = (
    "studied_at worked_at member_of founded exhibited_at performed_at worked_with".split()
)
_GROUP_ACTS = ("performed_in", "worked_with", "performed_at", "took_part_in")
#: What may hold between which types; `contract` in docs/relations.md says what each means.
POSSIBLE: dict[tuple[str, str], tuple[str, ...]] = {
    ("person", "person"): tuple(_PEOPLE),
    ("person", "place"): tuple(_PERSON_PLACE),
    ("person", "organization"): tuple(_PERSON_HOUSE),
    ("person", "artwork"): ("created", "performed"),
    ("person", "event"): ("won", "took_part_in"),
    ("person", "theme"): ("plays", "practices"),
    ("artwork", "place"): ("exhibited_in", "performed_in", "exhibited_at", "performed_at"),
    ("artwork", "organization"): ("exhibited_at", "performed_at"),
    ("artwork", "event"): ("took_part_in", "won"),
    ("organization", "place"): ("located_in", "performed_in", "performed_at", "exhibited_in"),
    ("place", "place"): ("located_in",),
    ("organization", "organization"): ("performed_at", "worked_with"),
    ("organization", "artwork"): ("performed", "created"),
    ("organization", "person"): ("worked_with",),
    ("organization", "event"): ("took_part_in", "won"),
    ("event", "place"): ("located_in",),
}
RELATIONS = tuple(sorted({name for names in POSSIBLE.values() for name in names}))
_CARRIED = 3  # sentences for which the last mention of each type is kept in mind
_FARTHEST = 12  # mentions between two that are still looked at together
_LONGEST_PATH = 9
_DISTANCES = (1, 2, 3, 5, 8, 12, 18, 30)
_PRACTISED = frozenset({"practice", "form", "genre", "instrument", "trade", "craft"})
_LINKS = frozenset({"case", "mark", "cc"})


class Grammar:
    """The parse of a doc as plain lists: what is asked millions of times must not make tokens."""

    def __init__(self, doc: Doc, context: StoryContext) -> None:
        self.doc, self._context = doc, context
        self.heads = heads_of(doc)
        self.deps = texts_of(doc, DEP)
        self.lemmas = [lemma.lower() for lemma in texts_of(doc, LEMMA)]
        self.ranks = _ranks(context.mentions)
        people = [span for span in context.mentions if span.label_ == "person"]
        self.named_from = {span.start: span.kb_id_ for span in people if span.id_ == "name"}
        self.is_spoken = _spoken(doc)
        self.kin = dict(_kin_of(people, context))
        self._cases: dict[int, str] = {}
        self._asserted: dict[int, bool] = {}
        self._marks: defaultdict[int, list[int]] = defaultdict(list)
        for index, dep in enumerate(self.deps):
            if dep in _LINKS:
                self._marks[self.heads[index]].append(index)

    def case(self, index: int) -> str:
        """Return the prepositions that link a word to its head, joined."""
        if index not in self._cases:
            marks = [self.lemmas[i] for i in self._marks.get(index, ())]
            self._cases[index] = "_".join(marks[:2])
        return self._cases[index]

    def is_asserted(self, index: int) -> bool:
        """Tell whether the clause of a word is asserted."""
        if index not in self._asserted:
            told = assertion(self.doc[index], self._context.hypothetical)
            self._asserted[index] = bool(told)
        return self._asserted[index]

    def ancestors(self, index: int) -> list[int]:
        """Return a word and all words above it."""
        found = [index]
        while self.heads[index] != index and len(found) < 40:
            index = self.heads[index]
            found.append(index)
        return found


def _kin_of(
    people: Sequence[Span], context: StoryContext
) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
    """Yield the mentions that a noun for a relative describes: its lemma, the key of whose it is.

    The key is "" where nobody known is meant: "a clerk and his wife, Aru".
    """
    for span in people:
        root = span.root
        is_beside = root.dep_ in {"appos", "flat"} and root.pos_ == "PROPN"
        noun = root.head if is_beside else root
        owners = [child for child in noun.children if child.dep_ in {"nmod:poss", "poss"}]
        if noun.pos_ == "NOUN" and owners:
            keys = [s.kb_id_ for s in context.mentions_at(owners[0]) if s.label_ == "person"]
            yield (span.start, span.end), (noun.lemma_.lower(), keys[0] if keys else "")


def _ranks(mentions: Sequence[Span]) -> dict[tuple[str, str], int]:
    """Return for each entity how many of its type are mentioned more often, the first 0."""
    counts = Counter((span.label_, span.kb_id_) for span in mentions)
    ranks: Counter[str] = Counter()
    found = {}
    for entity, _ in counts.most_common():
        found[entity] = ranks[entity[0]]
        ranks[entity[0]] += 1
    return found


def _spoken(doc: Doc) -> list[bool]:
    """Return for each token whether it stands in quoted speech."""
    spoken = [False] * len(doc)
    for quote in find_quotes(doc):
        spoken[quote.start : quote.end] = [True] * (quote.end - quote.start)
    return spoken


def ends_of(context: StoryContext) -> list[list[End]]:
    """Return the ends in each sentence, in text order."""
    found: list[list[End]] = [[] for _ in range(context.sentence_of[-1] + 1 if context.doc else 0)]
    for span in context.mentions:
        sentence = context.sentence_of[span.start]
        end = End(span.label_, span.kb_id_, span.id_, span.start, span.end, span.root.i, sentence)
        found[sentence].append(end)
    for index, members in context.together.items():
        for each in members:
            sentence = context.sentence_of[index]
            end = End("person", each.span.kb_id_, "group", index, index + 1, index, sentence)
            found[sentence].append(end)
    for span in context.themes:
        if _is_practised(span, context):
            sentence = context.sentence_of[span.start]
            end = End("theme", span.label_, span.id_, span.start, span.end, span.root.i, sentence)
            found[sentence].append(end)
    return [sorted(ends, key=lambda end: (end.start, -end.end)) for ends in found]


def _is_practised(span: Span, context: StoryContext) -> bool:
    return bool(context.groups.get(span.label_, frozenset()) & _PRACTISED)


def find_pairs(context: StoryContext, said: Sequence[FoundRelation]) -> Iterator[Pair]:
    """Yield the pairs of a story; `said` is what rules have found in it.

    What a sentence mentions is paired with the rest of it, with what the sentence before mentions,
    and with the last that was mentioned of each type not long ago: facts are told where one is
    ("I share a room"), and that was named before.
    """
    grammar = Grammar(context.doc, context)
    votes = _Votes(said)
    previous: list[End] = []
    last: dict[str, End] = {}
    for number, ends in enumerate(ends_of(context)):
        if ends:
            here = {end.entity for end in ends}
            recent = [end for end in last.values() if number - end.sentence <= _CARRIED]
            carried = [end for end in recent if end.entity not in here]
            before = {end.entity: end for end in (*carried, *previous)}
            yield from _pairs_of(ends, sorted(before.values(), key=_start), grammar, votes)
        previous = [end for end in ends if end.type != "theme"]
        last |= {end.type: end for end in previous}


def _pairs_of(
    ends: list[End], before: list[End], grammar: Grammar, votes: "_Votes"
) -> Iterator[Pair]:
    ways = {end: grammar.ancestors(end.head) for end in (*ends, *before)}
    together = [*before, *ends]
    for place, one in enumerate(together):
        for other_place in range(max(place + 1, len(before)), len(together)):
            other = together[other_place]
            between = other_place - place - 1
            if between > _FARTHEST or one.entity == other.entity:
                continue
            orders = [
                (subject, target)
                for subject, target in ((one, other), (other, one))
                if (subject.type, target.type) in POSSIBLE
            ]
            if orders:
                shared, meeting = _shared_features(one, other, between, ways, grammar)
                for subject, target in orders:
                    own = _features(subject, target, ways, meeting, grammar, votes)
                    yield Pair(subject, target, meeting, (*shared, *own))


def _shared_features(
    one: End, other: End, between: int, ways: dict[End, list[int]], grammar: Grammar
) -> tuple[list[str], int]:
    """Return what holds of a pair in both orders, and where the ways up meet."""
    distance = other.start - one.end
    size = sum(distance > step for step in _DISTANCES)
    found = [f"distance:{size}", f"between:{min(between, 5)}"]
    if one.sentence != other.sentence:
        return [*found, f"sentences before:{other.sentence - one.sentence}"], -1
    above = set(ways[other])
    meeting = next((index for index in ways[one] if index in above), -1)
    if meeting < 0:
        found.append("never meet")
    elif not grammar.is_asserted(meeting):
        found.append("not asserted")
    return found, meeting


def _features(
    subject: End,
    target: End,
    ways: dict[End, list[int]],
    meeting: int,
    grammar: Grammar,
    votes: "_Votes",
) -> Iterator[str]:
    types = f"{subject.type}>{target.type}"
    yield types
    yield "in order" if subject.start <= target.start else "reversed"
    if subject.start <= target.start and target.end <= subject.end:
        yield "within subject"
    elif target.start <= subject.start and subject.end <= target.end:
        yield "within object"
    for name, end in (("subject", subject), ("object", target)):
        yield f"{name} form:{end.type} {end.form}"
        yield f"{name} dep:{grammar.deps[end.head]}"
        yield f"{name} case:{grammar.case(end.head)}"
        yield f"{name} rank:{end.type} {min(grammar.ranks.get(end.entity, 9), 3)}"
        if grammar.is_spoken[end.head]:
            yield f"{name} spoken"
        if end.type == "theme":
            yield f"theme:{end.key}"
            yield f"theme as:{grammar.doc[end.head].pos_} {end.form}"
            titled = grammar.named_from.get(end.end)
            if titled is not None and "maker" in end.form:
                yield "titles subject" if titled == subject.key else "titles another"
        told = grammar.kin.get((end.start, end.end)) if end.type == "person" else None
        if told is not None:
            noun, owner = told
            other = target if end is subject else subject
            whose = "the other's" if owner == other.key else "another's" if owner else "nobody's"
            yield f"{name} kin:{whose} {noun}"
    yield from _path(subject, target, ways, meeting, grammar)
    yield from votes.of(subject, target)


def _path(
    subject: End, target: End, ways: dict[End, list[int]], meeting: int, grammar: Grammar
) -> Iterator[str]:
    """Yield the dependencies from the subject up to where the ways meet, and down to the object."""
    if meeting < 0:
        return
    up = ways[subject][: ways[subject].index(meeting)]
    down = ways[target][: ways[target].index(meeting)]
    if len(up) + len(down) > _LONGEST_PATH:
        yield "long path"
        return
    yield f"path length:{len(up) + len(down)}"
    yield from (f"step:<{grammar.deps[i]}" for i in up)
    yield from (f"step:>{grammar.deps[i]}:{grammar.case(i)}" for i in down)


class _Votes:
    """What rules have found, by pairs of spans and of those whom they denote."""

    def __init__(self, said: Sequence[FoundRelation]) -> None:
        self._exact: defaultdict[tuple[object, object], set[str]] = defaultdict(set)
        self._near: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
        self._far: defaultdict[tuple[object, object], set[str]] = defaultdict(set)
        for each in said:
            size = "sure" if each.confidence >= 0.7 else "likely" if each.confidence >= 0.5 else ""
            told = f"{each.name} {size}"
            self._exact[each.subject, each.object].add(told)
            self._exact[each.subject, each.object].add(f"{each.name} {each.by}")
            keys = each.subject[:2], each.object[:2]
            self._near[(*keys, each.sentence)].add(each.name)
            self._far[keys].add(each.name)

    def of(self, subject: End, target: End) -> Iterator[str]:
        """Yield what rules think of a pair."""
        one, other = subject.found, target.found
        for name in self._exact.get((one, other), ()):
            yield f"rule:{name}"
        for name in self._exact.get((other, one), ()):
            yield f"rule reversed:{name}"
        for name in self._near.get((one[:2], other[:2], target.sentence), ()):
            yield f"rule near:{name}"
        for name in self._far.get((one[:2], other[:2]), ()):
            yield f"rule elsewhere:{name}"


def _start(end: End) -> int:
    return end.start
