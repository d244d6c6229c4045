"""Which mentions of annotated texts denote the same, for the encoder to link them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc, Span

from training.coreference.gold import GoldStory, in_characters, read_gum, read_litbank, renamed
from training.docs import doc_of_exact
from training.english import english
from training.labels import MISSING

#: Where a Doc keeps its mentions.
LINKS = "storygraph.training.links"
#: How often each book and document is converted, every time with other names.
DRAFTS = 2
_LINKING_WORDS = frozenset("of in from at for on with who which that whose".split())


class Linked(NamedTuple):
    """A mention: its first and last token, end exclusive, and whom or what it denotes."""

    start: int
    end: int
    ids: tuple[str, ...]


def linked_span(span: Span, ids: Sequence[str], *, is_name: bool) -> Linked:
    """Return a mention as it is linked: all of a name, the head alone of other phrases."""
    if is_name:
        return Linked(span.start, span.end, tuple(ids))
    head = last_head(span)
    return Linked(head, head + 1, tuple(ids))


def last_head(span: Span) -> int:
    """Return the last word before what qualifies a phrase: "the smith of the village"."""
    for token in span[1:]:
        if token.lower_ in _LINKING_WORDS or token.is_punct:
            return max(span.start, token.i - 1)
    return span.end - 1


def linked_docs(data: Path, *, seed: int) -> Iterator[Doc]:
    """Yield LitBank's and GUM's training parts with their mentions and nothing else known."""
    rng = random.Random(seed)
    stories = [
        *read_litbank(data / "litbank", part="train"),
        *read_gum(data / "gum", part="train"),
    ]
    for _ in range(DRAFTS):
        yield from map(linked_doc, (renamed(story, rng) for story in stories))


def linked_doc(story: GoldStory) -> Doc:
    """Return a text with its mentions in ``doc.spans``, all labels open."""
    cut = english().tokenizer(story.text)
    words, spaces = [token.text for token in cut], [bool(token.whitespace_) for token in cut]
    doc = doc_of_exact(words, spaces, [MISSING] * len(cut))
    spans = []
    for phrase, (start, end) in in_characters(story).items():
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            one = linked_span(span, [phrase.cluster], is_name=phrase.form == "name")
            spans.append(Span(doc, one.start, one.end, label=phrase.cluster))
    doc.spans[LINKS] = spans
    return doc


def links_of(doc: Doc) -> Iterable[Linked]:
    """Return the mentions of a Doc in text order, as far as they are known."""
    if LINKS in doc.user_data:
        known: Iterable[Linked] = doc.user_data[LINKS]
    else:
        spans = doc.spans.get(LINKS, ())
        known = [Linked(span.start, span.end, (span.label_,)) for span in spans]
    return sorted(known, key=lambda each: (each.start, each.end))
