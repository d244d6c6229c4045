"""Turns converted Docs into what the network reads and what it should answer."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Token

from storygraph.detect.encoder_labels import Labels
from storygraph.detect.encoder_lemmas import SAME, script_of
from storygraph.detect.encoder_pieces import (
    EncodedWords,
    WordPieces,
    before_of,
    encode,
    with_before,
)
from training.augment import NAME_CHANGES, TREE_CHANGES, in_passages, varied
from training.docs import doc_of_exact, labels_of, read_docs
from training.encoder.links import Linked, links_of
from training.encoder.settings import (
    HELD_OUT_SETS,
    LINKED_SETS,
    NAME_SETS,
    STORY_TIMES,
    SYNTHETIC_DOCS,
    TREE_SETS,
    WHOLE_STANDOFF,
)
from training.encoder.stories import PAIRS, UNPLACED, Teacher, story_docs
from training.english import english
from training.labels import MISSING, PLACE, PLACES, TYPES
from training.standoff import FOLDER as STANDOFF
from training.standoff import read_standoff, texts_of
from training.stories import AnnotatedStory, kind_of, read_stories
from training.synthesis import synthetic_docs

ENTITIES = ("O", *(f"{prefix}-{label}" for label in TYPES for prefix in "BI"))
#: Nothing is known about this word's layer.
UNKNOWN = -100
#: A training text has at most this many pieces.
LONGEST = 300
#: A share of the texts is cut into examples of a sentence or two, as short texts are read.
SHORT, SHORT_SHARE = 24, 0.12
#: The share of texts whose lines are taken to be hard-wrapped.
WRAPPED_SHARE = 0.12


@dataclass(frozen=True)
class Example:
    """One text: pieces, shapes, first pieces, and the right answer of every word and layer.

    ``entities`` is a bit set of the labels that may be right; ``heads`` counts
    words of this text, a root is its own head. ``pairs`` has (subject, object, bit set of what
    holds, bit set of what is known), see `stories`, and ``mentions`` who is who, see `links`.
    """

    ids: list[int]
    shapes: list[int]
    firsts: list[int]
    entities: list[int]
    tags: list[int]
    morphs: list[int]
    lemmas: list[int]
    starts: list[int]
    heads: list[int]
    deps: list[int]
    pairs: list[tuple[int, int, int, int]] = field(default_factory=list)
    mentions: list[Linked] = field(default_factory=list)


def make_labels(converted: Path, *, width: int) -> Labels:
    """Return the classes that the treebanks' training parts need."""
    counts: dict[str, Counter[str]] = {n: Counter() for n in ("tags", "morphs", "lemmas", "deps")}
    for name in TREE_SETS:
        for token in (t for d in read_docs(converted / f"{name}-train.spacy") for t in d):
            if token.is_space:
                continue
            counts["tags"][token.tag_] += 1
            counts["morphs"][f"{token.pos_}|{token.morph}"] += 1
            counts["lemmas"][script_of(token.text, token.lemma_)] += 1
            counts["deps"][token.dep_] += 1
    kept = {
        name: tuple(sorted(k for k, n in count.items() if n >= (3 if name == "lemmas" else 2)))
        for name, count in counts.items()
    }
    return Labels(entities=ENTITIES, **kept, width=width)


class Maker:
    """Makes examples of one set of labels."""

    def __init__(self, labels: Labels, pieces: WordPieces, *, seed: int) -> None:
        self._pieces = pieces
        self._rng = random.Random(seed)
        self._numbers = {
            name: {label: i for i, label in enumerate(getattr(labels, name))}
            for name in ("tags", "morphs", "lemmas", "deps")
        }
        self._allowed = _allowed_sets()

    def examples(self, doc: Doc) -> Iterator[Example]:
        """Yield examples of a Doc; a longer one is cut where sentences or words end."""
        encoded = encode(doc, self._pieces)
        self._vary_breaks(doc, encoded)
        where = {token: word for word, token in enumerate(encoded.tokens)}
        starts = [0]
        size = 0
        longest = SHORT if self._rng.random() < SHORT_SHARE else LONGEST
        for word, pieces in enumerate(encoded.pieces):
            if size + len(pieces) > longest:
                starts.append(_cut_before(doc, encoded.tokens, starts[-1], word))
                size = sum(len(p) for p in encoded.pieces[starts[-1] : word])
            size += len(pieces)
        for first, last in zip(starts, [*starts[1:], len(encoded.tokens)], strict=True):
            if first < last:
                tokens = encoded.tokens[first:last]
                example = self._example(
                    [doc[i] for i in tokens],
                    encoded.pieces[first:last],
                    encoded.shapes[first:last],
                    [where.get(doc[i].head.i, -1) - first for i in tokens],
                )
                for one, other, right, known in doc.user_data.get(PAIRS, ()):
                    a, b = where.get(one, -1) - first, where.get(other, -1) - first
                    if 0 <= a < last - first and 0 <= b < last - first:
                        example.pairs.append((a, b, right, known))
                for one, other, ids in links_of(doc):
                    a, b = where.get(one, -1) - first, where.get(other - 1, -1) - first
                    if 0 <= a <= b < last - first:
                        example.mentions.append(Linked(a, b + 1, ids))
                yield example

    def _vary_breaks(self, doc: Doc, encoded: EncodedWords) -> None:
        """Pretend that some texts are hard-wrapped, and that some blank lines are (not) there."""
        wrapped = self._rng.random() < WRAPPED_SHARE
        for word, token in enumerate(encoded.tokens):
            before = before_of(encoded.shapes[word])
            chance = self._rng.random()
            if before == "space" and wrapped and chance < 1 / 12:
                encoded.shapes[word] = with_before(encoded.shapes[word], "line")
            elif before == "space" and doc[token].is_sent_start and chance < 0.12:
                encoded.shapes[word] = with_before(encoded.shapes[word], "paragraph")
            elif before == "paragraph" and word and chance < 0.2:
                encoded.shapes[word] = with_before(encoded.shapes[word], "space")

    def _example(
        self,
        tokens: Sequence[Token],
        pieces: Sequence[Sequence[int]],
        shapes: Sequence[int],
        heads: Sequence[int],
    ) -> Example:
        ids, piece_shapes, firsts = [self._pieces.opening], [0], []
        for cut, shape in zip(pieces, shapes, strict=True):
            firsts.append(len(ids))
            ids += cut
            piece_shapes += [shape] * len(cut)
        parsed = tokens[0].doc.has_annotation("DEP")
        parted = tokens[0].doc.has_annotation("SENT_START")
        known = [
            parsed and token.dep_ not in {"", UNPLACED} and 0 <= head < len(tokens)
            for token, head in zip(tokens, heads, strict=True)
        ]
        return Example(
            ids=[*ids, self._pieces.closing],
            shapes=[*piece_shapes, 0],
            firsts=firsts,
            entities=[self._allowed[_label(token)] for token in tokens],
            tags=[self._number("tags", t.tag_, parsed) for t in tokens],
            morphs=[self._number("morphs", f"{t.pos_}|{t.morph}", parsed) for t in tokens],
            lemmas=[self._lemma(t, parsed) for t in tokens],
            starts=[int(bool(t.is_sent_start)) if parted else UNKNOWN for t in tokens],
            heads=[head if ok else UNKNOWN for head, ok in zip(heads, known, strict=True)],
            deps=[self._number("deps", t.dep_, ok) for t, ok in zip(tokens, known, strict=True)],
        )

    def _number(self, layer: str, label: str, known: bool) -> int:
        return self._numbers[layer].get(label, UNKNOWN) if known else UNKNOWN

    def _lemma(self, token: Token, known: bool) -> int:
        if not known:
            return UNKNOWN
        table = self._numbers["lemmas"]
        return table.get(script_of(token.text, token.lemma_), table[SAME])


def _cut_before(doc: Doc, tokens: Sequence[int], first: int, word: int) -> int:
    """Return the last sentence start between two words, or the later word itself."""
    for index in range(word, first, -1):
        if doc[tokens[index]].is_sent_start:
            return index
    return word


def _label(token: Token) -> str:
    if token.ent_iob == 0:
        return MISSING
    return f"{token.ent_iob_}-{token.ent_type_}".removesuffix("-")


def _allowed_sets() -> dict[str, int]:
    """Map each annotated label to the bit set of network labels that agree with it."""
    bits = {label: 1 << i for i, label in enumerate(ENTITIES)}
    for prefix in "BI":
        bits[f"{prefix}-{PLACE}"] = sum(bits[f"{prefix}-{place}"] for place in PLACES)
    bits[MISSING] = (1 << len(ENTITIES)) - 1
    return bits


def epoch_docs(
    converted: Path,
    *,
    seed: int,
    epoch: int,
    with_held_out: bool = False,
    share: float = 1.0,
    story_share: float = 1.0,
    teacher: Teacher | None = None,
    data: Path | None = None,
) -> list[Doc]:
    """Return the Docs of one epoch in random order; of the open sets `share` of their share.

    Stories of the kinds in `STORY_TIMES` are all read, of the others `story_share`. They get their
    trees from `teacher`, see `story_docs`. With the folder of the unpacked sets in `data` the
    real texts of `WHOLE_STANDOFF` are read along with them.
    """
    rng = random.Random(1000 * seed + epoch)
    tokenizer = english().tokenizer
    names = {f"{name}-train": times for name, times in NAME_SETS.items()}
    trees = {f"{name}-train": times for name, times in TREE_SETS.items()}
    if with_held_out:
        names |= HELD_OUT_SETS
    docs: list[Doc] = []
    for sets, changes in ((names, NAME_CHANGES), (trees, TREE_CHANGES)):
        for name, times in sets.items():
            chosen = list(_share(list(read_docs(converted / f"{name}.spacy")), times * share, rng))
            if sets is names:
                chosen = [retokenized(doc, tokenizer) for doc in chosen]
            changed = varied(chosen, changes, seed=rng.randrange(2**30))
            docs += in_passages(changed, seed=rng.randrange(2**30)) if sets is names else changed
    for name, times in LINKED_SETS.items():
        docs += _share(list(read_docs(converted / f"{name}.spacy")), times, rng)
    invented = synthetic_docs(int(SYNTHETIC_DOCS * share), seed=rng.randrange(2**30))
    docs += in_passages(invented, seed=rng.randrange(2**30))
    stories = list(read_stories())
    if data is not None:
        stories += read_standoff(texts_of(data), [STANDOFF / name for name in WHOLE_STANDOFF])
    docs += story_docs(
        _chosen(stories, story_share, rng),
        seed=rng.randrange(2**30),
        teacher=teacher,
    )
    rng.shuffle(docs)
    return docs


def _share(docs: Sequence[Doc], times: float, rng: random.Random) -> Iterator[Doc]:
    for _ in range(int(times)):
        yield from docs
    yield from rng.sample(list(docs), k=int(len(docs) * (times % 1)))


def _chosen(
    stories: Iterable[AnnotatedStory], share: float, rng: random.Random
) -> Iterator[AnnotatedStory]:
    for story in stories:
        once = int(rng.random() < share)
        for _ in range(STORY_TIMES.get(kind_of(story), once)):
            yield story


def retokenized(doc: Doc, tokenizer: Tokenizer) -> Doc:
    """Return a Doc of names cut by the pipeline's own tokenizer, labels moved over."""
    other = tokenizer(doc.text)
    at = {offset: token.i for token in doc for offset in range(token.idx, token.idx + len(token))}
    old = labels_of(doc)
    labels = []
    for token in other:
        source = next((at[o] for o in range(token.idx, token.idx + len(token)) if o in at), None)
        label = "O" if source is None or token.is_space else old[source]
        if label[:2] == "B-" and source is not None and doc[source].idx < token.idx:
            label = "I-" + label[2:]
        labels.append(label)
    return doc_of_exact([t.text for t in other], [bool(t.whitespace_) for t in other], labels)


def batches(examples: Iterable[Example], *, pieces: int, seed: int) -> list[list[Example]]:
    """Group examples of like length into batches of about ``pieces`` pieces, in random order."""
    rng = random.Random(seed)
    ordered = sorted(examples, key=lambda example: len(example.ids) + rng.random() * 8)
    groups: list[list[Example]] = [[]]
    for example in ordered:
        if groups[-1] and len(example.ids) * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    return groups
