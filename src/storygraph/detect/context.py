"""What is known about a story when its relations are read: which token denotes what."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from storygraph.detect.columns import sentence_numbers, where_words
from storygraph.detect.descriptions import described_by, joined_owner, names_beside
from storygraph.detect.groups import find_groups
from storygraph.detect.pair_network import PairNetwork
from storygraph.detect.plurals import Member
from storygraph.detect.syntax import arguments, conjuncts, preposition

_LOCATIVE = frozenset(
    (
        "in at on near of outside throughout across around through from into to within by "
        "above below beside beyond behind along"
    ).split()
)
_PARTS = frozenset({"in", "at", "of", "within"})
_EXAMPLES = frozenset({"such", "including", "like"})
_CALLED = frozenset({"call", "title", "name", "entitle"})
_IT = frozenset({"it", "its"})
_THINGS = frozenset({"it", "its", "them"})
_DEPTH = 4
_DATE_LENGTH = 6  # tokens of a date and its stop
_LIKELY_WORK = 0.75
_WORK_REACH = 4  # sentences back to the work that "it" stands for
_DOUBTFUL = 0.5


class FoundEnd(NamedTuple):
    """One end of a relation: "entity" or "theme", its number or key, its token offsets."""

    kind: str
    key: str
    start: int
    end: int
    confidence: float


class FoundRelation(NamedTuple):
    """A relation of a doc: ends are (kind, key, start, end) with token offsets, end exclusive."""

    name: str
    subject: tuple[str, str, int, int]
    object: tuple[str, str, int, int]
    sentence: int
    by: str
    confidence: float


class StoryContext:
    """The mentions and themes of a doc by token, and its sentences."""

    def __init__(
        self,
        doc: Doc,
        hypothetical: Mapping[str, frozenset[str]],
        plurals: PairNetwork | None = None,
    ) -> None:
        self.doc = doc
        self.hypothetical = hypothetical
        self.sentence_of = sentence_numbers(doc)
        group = doc.spans.get("mentions", [])
        self.mentions: list[Span] = list(group)
        self._confidence = {
            (span.start, span.end, span.kb_id_): sure
            for span, sure in zip(
                group, getattr(group, "attrs", {}).get("confidence", ()), strict=False
            )
        }
        self.themes: list[Span] = list(doc.spans["themes"]) if "themes" in doc.spans else []
        self._themes_in: defaultdict[int, list[Span]] = defaultdict(list)
        for span in self.themes:
            self._themes_in[self.sentence_of[span.start]].append(span)
        self.groups = _theme_groups(doc)
        self._types = {span.kb_id_: span.label_ for span in self.mentions}
        self._mentions_at = _by_token(self.mentions)
        self._themes_at = _by_token(self.themes)
        self._known: dict[tuple[int, frozenset[str], int], list[FoundEnd]] = {}
        self._people: defaultdict[int, dict[str, Span]] = defaultdict(dict)
        for span in self.mentions:
            if span.label_ == "person":
                self._people[self.sentence_of[span.start]][span.kb_id_] = span
        self._mentions_in: defaultdict[int, list[Span]] = defaultdict(list)
        for span in self.mentions:
            self._mentions_in[self.sentence_of[span.start]].append(span)
        self._works: defaultdict[int, list[Span]] = defaultdict(list)
        for span in self.mentions:
            if span.label_ == "artwork":
                self._works[self.sentence_of[span.start]].append(span)
        people = [span for span in self.mentions if span.label_ == "person"]
        self._datelines = dict(self._find_datelines())
        self.together = find_groups(doc, people, self.sentence_of, plurals)
        spoken_of = {
            *self._mentions_at,
            *self._themes_at,
            *self.together,
            *where_words(doc, _THINGS),
        }
        exemplifying = where_words(doc, _EXAMPLES | {"among"})
        self._exemplifying = {self.sentence_of[index] for index in exemplifying}
        self._telling = {self.sentence_of[index] for index in spoken_of}

    def is_telling(self, token: Token) -> bool:
        """Tell whether a token's sentence speaks of anything that a relation could hold between."""
        return self.sentence_of[token.i] in self._telling

    def _find_datelines(self) -> Iterator[tuple[int, Span]]:
        for place in self.mentions:
            if place.label_ != "place" or not self.doc[place.start].is_sent_start:
                continue
            rest = self.doc[place.end : place.end + _DATE_LENGTH]
            end = next((each.i for each in rest if each.is_sent_start or each.is_sent_end), None)
            if end is None or not any(each.like_num for each in rest):
                continue
            if self.doc[end].text == ".":
                yield self.sentence_of[place.start], place

    def entity_of(self, span: Span) -> str:
        """Return the number of the entity that a mention denotes, as a string."""
        return str(span.kb_id_)

    def type_of(self, key: str) -> str:
        """Return the type of an entity by its number, "" where there is none."""
        return self._types.get(key, "")

    def names_of(self, key: str) -> set[str]:
        """Return the names that the story has for an entity, by its number."""
        own = (span for span in self.mentions if span.kb_id_ == key)
        return {span.text for span in own if span.id_ == "name"}

    def mentions_at(self, token: Token) -> list[Span]:
        """Return the mentions that a token stands in."""
        return list(self._mentions_at.get(token.i, ()))

    def end_of(self, span: Span) -> FoundEnd:
        """Return a mention as the end of a relation."""
        sure = self._confidence.get((span.start, span.end, span.kb_id_), 1.0)
        return FoundEnd("entity", span.kb_id_, span.start, span.end, sure)

    def sure(self, end: tuple[str, str, int, int]) -> float:
        """Return how sure it is that an end denotes whom it is taken to denote, 0..1."""
        _, key, start, stop = end
        if start in self.together and (start, stop, key) not in self._confidence:
            members = [each for each in self.together[start] if each.span.kb_id_ == key]
            return min((self._sure_of(each) for each in members), default=1.0)
        sure: float = self._confidence.get((start, stop, key), 1.0)
        return sure

    def _sure_of(self, member: Member) -> float:
        return self.end_of(member.span).confidence * member.sure

    def is_doubtful(self, relation: FoundRelation) -> bool:
        """Tell whether an end of a relation may as well be somebody else: most such are wrong."""
        ends = ((start, end, key) for _, key, start, end in (relation.subject, relation.object))
        return any(self._confidence.get(end, 1.0) <= _DOUBTFUL for end in ends)

    def is_right_kind(
        self, end: FoundEnd, wanted: Collection[str], barred: Collection[str], noun: str = ""
    ) -> bool:
        """Tell whether a name has one of the wanted words, if any are, and none of the barred.

        The noun that leads to it counts as well: "a band called Two Reeds".
        """
        nouns = {noun, *(token.lower_ for token in self.doc[end.start : end.end])}
        return not nouns & set(barred) and (not wanted or bool(nouns & set(wanted)))

    def dateline_of(self, sentence: int) -> Span | None:
        """Return the place alone with a date, "Riga, 1956.", as the sentence before one."""
        return self._datelines.get(sentence - 1)

    def mentions_in(self, sentence: int) -> list[Span]:
        """Return the mentions of a sentence, in text order."""
        return list(self._mentions_in.get(sentence, ()))

    def people_in(self, sentence: int) -> dict[str, Span]:
        """Return the people mentioned in a sentence, by entity number."""
        return self._people.get(sentence, {})

    def relation(
        self, name: str, subject: FoundEnd, object: FoundEnd, at: Token, by: str, confidence: float
    ) -> FoundRelation:
        """Return a relation; it is as sure as its rule and its least sure end."""
        sure = confidence * min(subject.confidence, object.confidence)
        sentence = self.sentence_of[object.start if object.kind == "entity" else at.i]
        return FoundRelation(name, subject[:4], object[:4], sentence, by, round(sure, 3))

    def denoted(self, token: Token, kinds: Collection[str]) -> list[FoundEnd]:
        """Return the entities or themes of the wanted kinds that a phrase denotes.

        The phrase's own mention counts first; else what it contains: "a village on the outskirts
        of X", "the album, X", "as a boy" (whoever the clause speaks of).
        """
        return self._denoted(token, kinds, 0)

    def _denoted(self, token: Token, kinds: Collection[str], depth: int) -> list[FoundEnd]:
        key = token.i, frozenset(kinds), depth
        if key not in self._known:
            self._known[key] = list(self._meant(token, kinds, depth))
        return self._known[key]

    def _meant(self, token: Token, kinds: Collection[str], depth: int) -> Iterator[FoundEnd]:
        themes = [span for span in self._themes_at[token.i] if self._is_theme(span, kinds)]
        if themes:
            yield from (FoundEnd("theme", s.label_, s.start, s.end, 1.0) for s in themes)
            return
        if token.pos_ == "PRON" and any(kind.startswith("theme:") for kind in kinds):
            yield from self._pronoun_theme(token, kinds)
            return
        owner = joined_owner(token) if "person" in kinds and not depth else None
        joined = [] if owner is None else self._denoted(owner, kinds, depth + 1)
        if joined:
            yield from joined
            return
        own = self._mentions_at[token.i]
        fitting = [span for span in own if span.label_ in kinds]
        if "person" in kinds and token.i in self.together:
            # "their" of "their son Aru" is the parents, though it stands in a mention of Aru
            fitting = [span for span in fitting if span.root == token]
        if fitting:
            aptest = max(fitting, key=lambda span: _aptness(span, token))
            is_noun = aptest.id_ == "nominal" and "person" in kinds
            named = self._named_beside(token) if is_noun else []  # "his teacher, Aru Bek"
            yield from named or [self.end_of(aptest)]
            return
        if "person" in kinds and token.i in self.together:
            for each in self.together[token.i]:
                key, sure = each.span.kb_id_, self._sure_of(each)
                yield FoundEnd("entity", key, token.i, token.i + 1, sure)
        elif "artwork" in kinds and token.lower_ in _IT and not own:
            yield from self._work_before(token)
        elif depth < _DEPTH and not (own and own[0].id_ == "name"):
            yield from self._contained(token, kinds, depth)

    def _work_before(self, it: Token) -> Iterator[FoundEnd]:
        """Yield the only work that "it" may stand for, of its sentence or those before."""
        sentence = self.sentence_of[it.i]
        for number in range(sentence, max(-1, sentence - _WORK_REACH - 1), -1):
            near = [span for span in self._works.get(number, ()) if span.end <= it.i]
            if near:
                if len({span.kb_id_ for span in near}) == 1:
                    end = self.end_of(near[-1])
                    yield end._replace(
                        start=it.i, end=it.i + 1, confidence=end.confidence * _LIKELY_WORK
                    )
                return

    def _contained(self, token: Token, kinds: Collection[str], depth: int) -> Iterator[FoundEnd]:
        following = self._title_after(token) if "artwork" in kinds else []
        following = following or self._examples(token, kinds, depth)
        yield from following
        if following:
            return
        if "person" in kinds:
            named = self._named_beside(token)
            yield from named
            if not named and not depth:
                yield from self._as_subject(token, kinds, depth)
            return
        if "organization" in kinds and not depth:
            yield from self._as_subject(token, kinds, depth)
        inner = [child for child in token.children if child.dep_ in {"appos", "flat", "compound"}]
        if token.dep_ == "appos" and not depth and token.head.pos_ == "PROPN":
            inner.append(token.head)
        listed = (c for c in token.children if c.dep_ == "nmod" and c.i > token.i)
        inner += [child for child in listed if not preposition(child)]
        called = (child for child in token.children if child.dep_ == "acl")
        inner += [c for each in called if each.lemma_ in _CALLED for c in each.children]
        linked = arguments(token)
        within = _LOCATIVE if "place" in kinds else _PARTS
        inner += [each.token for each in linked if each.role in within]
        if "artwork" in kinds:
            if depth > 1:
                return
            if not depth:
                yield from self._as_subject(token, kinds, depth + 1)
            inner = [child for child in inner if child.dep_ in {"appos", "flat"}]
            if token.dep_ == "appos" and not depth:
                inner.append(token.head)  # "X, a piece that she wrote"
        for child in inner:
            yield from self._denoted(child, kinds, depth + 1)

    def _named_beside(self, noun: Token) -> list[FoundEnd]:
        """Return the people whose names stand beside a noun: "the painters Aru and Bek"."""
        names = names_beside(noun, lambda token: self._person_at(token) is not None)
        spans = [self._person_at(each) for each in names]
        return [self.end_of(span) for span in spans if span is not None]

    def _person_at(self, token: Token) -> Span | None:
        """Return the mention of a person by name that a token stands in, or None."""
        people = (span for span in self._mentions_at.get(token.i, ()) if span.label_ == "person")
        return next((span for span in people if span.id_ == "name"), None)

    def _as_subject(self, noun: Token, kinds: Collection[str], depth: int) -> Iterator[FoundEnd]:
        """Yield whom a noun speaks of: "X was a painter", "as a boy, X"."""
        for owner in described_by(noun):
            if owner != noun:
                yield from self._denoted(owner, kinds, depth + 1)

    def _title_after(self, noun: Token) -> list[FoundEnd]:
        """Return the title behind a noun, several for a plural: "the albums X (1993) and Y"."""
        parts = (noun, *(each.token for each in arguments(noun) if each.role == "of"))
        called = [
            child.i
            for part in parts
            for child in part.children
            if child.dep_ == "acl" and child.lemma_ in _CALLED
        ]
        for start in (noun.i, *called):
            for index in range(start + 1, min(len(self.doc), start + 5)):
                titles = [span for span in self._mentions_at[index] if span.label_ == "artwork"]
                if titles and titles[0].id_ == "name":
                    found = self._listed_from(index, {"artwork"})
                    return found if noun.tag_ == "NNS" else found[:1]
                token = self.doc[index]
                if not (token.is_punct or token.is_quote or token.lemma_ in _CALLED):
                    break
        return []

    def _examples(self, noun: Token, kinds: Collection[str], depth: int) -> list[FoundEnd]:
        """Return the examples of a noun: "cities such as X", "seven films, among them Y"."""
        if self.sentence_of[noun.i] not in self._exemplifying:
            return []
        parts = (noun, *(each.token for each in arguments(noun) if each.role == "of"))
        linked = [each for part in parts for each in arguments(part) if each.role in _EXAMPLES]
        named = [e for each in linked for e in self._denoted(each.token, kinds, depth + 1)]
        named += [end for part in parts for end in self._listed_after(part, kinds)]
        return list({end.key: end for end in reversed(named)}.values())[::-1]

    def _listed_after(self, noun: Token, kinds: Collection[str]) -> list[FoundEnd]:
        """Return the names that a list of examples right after a noun has, however it is parsed."""
        doc, index = self.doc, noun.i + 1
        while index < len(doc) and index < noun.i + 4 and doc[index].is_punct:
            index += 1
        opening = [token.lower_ for token in doc[index : index + 2]]
        if opening in (["among", "them"], ["such", "as"]):
            index += 2
        elif opening[:1] == ["including"]:
            index += 1
        else:
            return []
        return self._listed_from(index, kinds)

    def _listed_from(self, index: int, kinds: Collection[str]) -> list[FoundEnd]:
        """Return the names from a token on that nothing parts but commas, years and "and"."""
        doc = self.doc
        found: list[FoundEnd] = []
        while index < len(doc):
            fitting = [span for span in self._mentions_at.get(index, ()) if span.label_ in kinds]
            if fitting:
                found.append(self.end_of(fitting[0]))
                index = fitting[0].end
            elif doc[index].lower_ == "and" or (
                (doc[index].is_punct or doc[index].is_digit) and doc[index].text != "."
            ):
                index += 1
            else:
                break
        return found

    def _is_theme(self, span: Span, kinds: Collection[str]) -> bool:
        groups = self.groups.get(span.label_, frozenset())
        return any(f"theme:{group}" in kinds for group in groups if group != span.label_)

    def _pronoun_theme(self, token: Token, kinds: Collection[str]) -> Iterator[FoundEnd]:
        """Resolve "it" and "them" to the fitting themes before; coordinated ones go together."""
        if token.lower_ not in {"it", "them"}:
            return
        sentence = self.sentence_of[token.i]
        before = [
            span
            for number in (sentence - 1, sentence)
            for span in self._themes_in.get(number, ())
            if span.end <= token.i and self._is_theme(span, kinds) and span.label_ not in kinds
        ]
        if not before:
            return
        last = before[-1]
        together = {each.i for each in _coordinated(last.root)} if token.lower_ == "them" else set()
        for span in before:
            if span == last or span.root.i in together:
                yield FoundEnd("theme", span.label_, span.start, span.end, 0.8)


def _aptness(span: Span, token: Token) -> tuple[bool, bool, int]:
    """Rank the mentions that a word stands in: names first, then what it heads, then the longest.

    The "his" of "his teacher" is whose teacher he is, not the teacher.
    """
    return span.id_ == "name", span.root == token, len(span)


def _coordinated(token: Token) -> list[Token]:
    first = token
    while first.dep_ == "conj" and first.head != first:
        first = first.head
    return conjuncts(first)


def _theme_groups(doc: Doc) -> dict[str, frozenset[str]]:
    if "themes" not in doc.spans:
        return {}
    groups = doc.spans["themes"].attrs.get("groups", {})
    return {key: frozenset(values) for key, values in groups.items()}


def _by_token(spans: list[Span]) -> defaultdict[int, list[Span]]:
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for span in spans:
        for index in range(span.start, span.end):
            found[index].append(span)
    return found
