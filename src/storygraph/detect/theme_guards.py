"""Guards of a theme's forms: whether the words around a match bear its meaning out."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from storygraph.detect.vocabulary import Form

_WINDOW = 15
# What is around a word is the block of so many tokens that it stands in, and its neighbours.
_BLOCK = 64
_OBJECTS = frozenset({"obj", "dobj", "nsubj:pass", "nsubjpass"})
_RELATIVES = frozenset({"acl:relcl", "relcl", "acl"})
_LINKS = frozenset({"nmod", "obl", "prep"})
_LINKING = frozenset({"of", "on"})
_VERBAL = frozenset({"VERB", "AUX"})


class Guards:
    """Answers whether the guards of forms hold in a doc.

    Sentences and a dependency parse are used where the doc has them; without them a guard looks
    at the 15 tokens on either side, within the paragraph.
    """

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._has_sentences = doc.has_annotation("SENT_START")
        self._has_parse = doc.has_annotation("DEP")
        words = doc.to_array(["LOWER", "LEMMA"])
        self._lowers, self._lemmas = words[:, 0].tolist(), words[:, 1].tolist()
        self._seen: dict[tuple[int, int], frozenset[int]] = {}

    def hold(self, form: Form, head: Token, matched: Iterable[int]) -> bool:
        """Tell whether a form's guards allow a match, given its head and its token indices."""
        own = set(matched)
        if form.object or form.not_object:
            objects = set(self._objects(head, own))
            if form.object and not objects & form.object:
                return False
            if objects & form.not_object:
                return False
        if form.near and not self._is_near(form.near, head, own):
            return False
        if form.around and not self._is_around(form.around, head, own):
            return False
        return not (form.not_near and self._is_near(form.not_near, head, own))

    def _is_near(self, guard: frozenset[str], head: Token, own: set[int]) -> bool:
        return self._stands_in(guard, self._bounds(head), own)

    def _is_around(self, guard: frozenset[str], head: Token, own: set[int]) -> bool:
        block = head.i // _BLOCK
        starts = (each * _BLOCK for each in (block, block - 1, block + 1) if each >= 0)
        return any(self._stands_in(guard, (start, start + _BLOCK), own) for start in starts)

    def _stands_in(self, guard: frozenset[str], bounds: tuple[int, int], own: set[int]) -> bool:
        start, end = bounds
        wanted = _word_ids(guard)
        if bounds not in self._seen:
            self._seen[bounds] = frozenset(self._lowers[start:end] + self._lemmas[start:end])
        if wanted.isdisjoint(self._seen[bounds]):
            return False
        return any(
            (self._lowers[i] in wanted or self._lemmas[i] in wanted) and i not in own
            for i in range(start, min(end, len(self._lowers)))
        )

    def _bounds(self, head: Token) -> tuple[int, int]:
        if self._has_sentences:
            return head.sent.start, head.sent.end
        start, end = max(0, head.i - _WINDOW), min(len(self._doc), head.i + _WINDOW + 1)
        breaks = [t.i for t in self._doc[start:end] if t.is_space and "\n\n" in t.text]
        start = max([i + 1 for i in breaks if i < head.i], default=start)
        return start, min([i for i in breaks if i > head.i], default=end)

    def _objects(self, head: Token, own: set[int]) -> Iterator[str]:
        if not self._has_parse:
            start, end = self._bounds(head)
            for token in self._doc[start:end]:
                yield from () if token.i in own else _readings(token)
            return
        for token in _objects_of(head):
            yield from _readings(token)


@lru_cache(maxsize=4096)
def _word_ids(guard: frozenset[str]) -> frozenset[int]:
    """Return the ids of a guard's words and their plurals in -s, as spaCy keeps them."""
    return frozenset(get_string_id(each) for word in guard for each in (word, word + "s"))


def _objects_of(verb: Token) -> Iterator[Token]:
    """Yield what a verb acts on: objects, passive subjects, the noun it modifies.

    Where it has none, those of the verb that it is coordinated with count.
    """
    found = list(_own_objects(verb))
    if not found and verb.dep_ == "conj":
        found = list(_own_objects(verb.head))
    if not found:
        joined = (child for child in verb.children if child.dep_ == "conj")
        found = [token for each in joined for token in _own_objects(each)]
    for token in found:
        yield token
        yield from (child for child in token.children if child.dep_ == "conj")
        yield from _linked(token)


def _own_objects(verb: Token) -> Iterator[Token]:
    yield from (child for child in verb.children if child.dep_ in _OBJECTS)
    if verb.dep_ in _RELATIVES:
        yield verb.head
    if verb.pos_ not in _VERBAL:
        yield from (child for child in verb.children if child.dep_ == "compound")
    yield from _linked(verb)


def _linked(token: Token) -> Iterator[Token]:
    """Yield what "of" or "on" ties to a token: "carving of wood", "played on the flute"."""
    for child in token.children:
        if child.dep_ not in _LINKS:
            continue
        if child.dep_ == "prep" and child.lower_ in _LINKING:
            yield from (each for each in child.children if each.dep_ == "pobj")
        elif any(each.dep_ == "case" and each.lower_ in _LINKING for each in child.children):
            yield child


def _readings(token: Token) -> set[str]:
    """Return the words that a token may be a form of: its lemma, itself, itself without -s."""
    lower = token.lower_
    return {token.lemma_.lower(), lower, lower.removesuffix("s")}
