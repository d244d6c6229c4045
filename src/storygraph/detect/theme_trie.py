"""A trie over the words of a vocabulary's forms, walked along the tokens of a doc.

Words are compared by the hashes that spaCy keeps of them, so a doc is scanned without its texts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from spacy.strings import get_string_id
from spacy.tokens import Doc

from storygraph.detect.inflections import plurals, verb_forms
from storygraph.detect.vocabulary import Form, Vocabulary

_LINKERS = frozenset({"of", "in", "for", "on", "with", "and", "de", "da"})
_HYPHENS = frozenset("-‐‑–")


class End(NamedTuple):
    """A form that ends in the trie; `theme` is "" for an ignored phrase, `head` a word's index."""

    theme: str
    form: Form
    head: int


class Node:
    """A place in the trie: the nodes of the words that may follow, and the forms that end."""

    __slots__ = ("children", "ends")

    def __init__(self) -> None:
        self.children: dict[int, Node] = {}
        self.ends: list[End] = []


class Match(NamedTuple):
    """The indices of tokens that spell forms, and those forms."""

    tokens: tuple[int, ...]
    ends: list[End]


class Trie:
    """The forms of a vocabulary by their words, each head word in every inflection."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._root = Node()
        self._gaps = {get_string_id(each) for each in _HYPHENS}
        for phrase in vocabulary.ignore:
            self._add("", Form(phrase, "noun"))
        for theme in vocabulary:
            # A word that is a noun for the maker as well tells of the person first.
            for form in sorted(theme.forms, key=lambda form: form.role != "maker"):
                self._add(theme.key, form)
                for broader, whole in _within(form, theme.key, vocabulary):
                    self._add(broader, whole)

    def _add(self, theme: str, form: Form) -> None:
        head = _head_of(form)
        ways = [[word, word.replace("'", "’")] if "'" in word else [word] for word in form.words]
        ways[head] = [form.words[head], *_inflected(form.words[head], form.role)]
        self._insert(self._root, ways, End(theme, form, head))
        if len(ways) > 1:
            joined = ["-".join((*form.words[:-1], last)) for last in ways[-1]]
            self._insert(self._root, [joined], End(theme, form, 0))

    def _insert(self, node: Node, ways: list[list[str]], end: End) -> None:
        if not ways:
            node.ends += [end] if end not in node.ends else []
            return
        for word in ways[0]:
            child = node.children.setdefault(get_string_id(word), Node())
            self._insert(child, ways[1:], end)

    def matches(self, doc: Doc) -> Iterator[list[Match]]:
        """Yield the matches that begin at each token where any does, the longest first."""
        words = doc.to_array(["LOWER", "LEMMA"])
        lowers, lemmas = words[:, 0].tolist(), words[:, 1].tolist()
        firsts = self._root.children.keys()
        pairs = zip(lowers, lemmas, strict=True)
        starts = [i for i, pair in enumerate(pairs) if pair[0] in firsts or pair[1] in firsts]
        for start in starts:
            found = list(self._walk(self._root, start, (), lowers, lemmas))
            if found:
                yield sorted(found, key=lambda match: -len(match.tokens))

    def _walk(
        self, node: Node, at: int, path: tuple[int, ...], lowers: list[int], lemmas: list[int]
    ) -> Iterator[Match]:
        """Yield what can be spelt from a token on; a hyphen between words is passed over."""
        if path and at + 1 < len(lowers) and lowers[at] in self._gaps:
            at += 1
        if at >= len(lowers):
            return
        for word in dict.fromkeys((lowers[at], lemmas[at])):  # "quilter" before "quilt"
            child = node.children.get(word)
            if child is None:
                continue
            tokens = (*path, at)
            if child.ends:
                yield Match(tokens, child.ends)
            if child.children:
                yield from self._walk(child, at + 1, tokens, lowers, lemmas)


@lru_cache(maxsize=8)
def trie_of(vocabulary: Vocabulary) -> Trie:
    """Return the trie of a vocabulary, which is made once."""
    return Trie(vocabulary)


def _within(form: Form, key: str, vocabulary: Vocabulary) -> Iterator[tuple[str, Form]]:
    """Yield the broader themes that a form's last words speak of: "landscape painter" of painting.

    The longest match takes their place in a text.
    """
    for broader in vocabulary.broader_of(key) if len(form.words) > 1 else ():
        for each in vocabulary.themes[broader].forms:
            if each.role == form.role and form.words[-len(each.words) :] == each.words:
                yield broader, replace(each, words=form.words)
                break


def _head_of(form: Form) -> int:
    """Return the index of the word that inflects: a verb's first, a noun's before its "of"."""
    if form.role == "verb":
        return 0
    linkers = [i for i, word in enumerate(form.words) if i and word in _LINKERS]
    return linkers[0] - 1 if linkers else len(form.words) - 1


def _inflected(word: str, role: str) -> Iterable[str]:
    if role == "verb":
        return verb_forms(word)
    return () if role == "adj" else plurals(word)
