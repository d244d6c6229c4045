"""Annotated stories as Docs: names, where sentences begin, what holds between mentions."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from storygraph.detect.pairs import POSSIBLE, RELATIONS
from storygraph.records import MUTUAL
from training.augment import relocated, renamed, requoted
from training.docs import doc_of, is_demonym
from training.encoder.links import LINKS, last_head, linked_span
from training.english import english
from training.labels import MISSING, OUTSIDE
from training.stories import LABELS, TYPES, AnnotatedStory, Marked, form_of, is_award, name_start

#: Where a Doc keeps its pairs: (subject, object, what holds, what is known), tokens and bit sets.
PAIRS = "storygraph.training.pairs"
#: The label of a word whose place in the tree is not known.
UNPLACED = "?"
#: Reads a text as a pipeline does.
Teacher = Callable[[str], Doc]
_BIT = {name: 1 << column for column, name in enumerate(RELATIONS)}
_BARE = 0.33  # of the stories have titles without marks
_SMALL = 4  # letters; longer words of a title have capitals
_CLOSING = {'"': '"', "“": "”", "'": "'", "‘": "’", "«": "»", "*": "*", "_": "_"}
_FARTHEST = 40  # tokens between two mentions of neighbouring sentences


def story_docs(
    stories: Iterable[AnnotatedStory], *, seed: int, teacher: Teacher | None = None
) -> Iterator[Doc]:
    """Yield every story, with other names of people and places most times.

    One in three has its titles without quotation marks or italics. The stories have no trees;
    `teacher` is a pipeline whose tags, lemmas and trees they get, so that what learns from them
    goes on parsing as it did (self-distillation).
    """
    rng = random.Random(seed)
    tokenizer = english().tokenizer
    for story in stories:
        if rng.random() < _BARE:
            story = without_title_marks(story)
        doc = story_doc(tokenizer(story.text), story)
        if teacher is not None:
            doc = with_trees(doc, teacher(story.text))
        changed = doc
        for change, chance in ((renamed, 0.6), (relocated, 0.4), (requoted, 0.3)):
            if rng.random() < chance:
                changed = change(changed, rng)
        changed.user_data.update({key: doc.user_data[key] for key in (PAIRS, LINKS)})
        yield changed


def without_title_marks(story: AnnotatedStory) -> AnnotatedStory:
    """Return a story whose titles stand without quotation marks and italics, as pasted text does.

    Only titles in capitals lose their marks: "Salt and Iron", not "salt and iron".
    """
    gone: set[int] = set()
    for mention in story.mentions:
        if mention.ids[0][0] == "w" and _is_in_capitals(story.text[mention.start : mention.end]):
            gone.update(_marks_around(story.text, mention))
    shift = [0]
    for offset in range(len(story.text)):
        shift.append(shift[-1] + (offset in gone))

    def moved(offset: int) -> int:
        return offset - shift[offset]

    return replace(
        story,
        text="".join(letter for offset, letter in enumerate(story.text) if offset not in gone),
        sentences=[(moved(start), moved(end)) for start, end in story.sentences],
        mentions=[
            replace(mention, start=moved(mention.start), end=moved(mention.end))
            for mention in story.mentions
        ],
    )


def _is_in_capitals(title: str) -> bool:
    first, *rest = title.split() or [""]
    return first[:1].isupper() and all(not w[:1].islower() or len(w) <= _SMALL for w in rest)


def _marks_around(text: str, mention: Marked) -> list[int]:
    """Return where both marks of a title stand, nothing where it has not both."""
    start, end = mention.start - 1, mention.end
    if text[end : end + 1] in {",", ".", ";", "!", "?"}:  # "Salt and Iron," she said
        end += 1
    closing = _CLOSING.get(text[max(0, start) : mention.start])
    return [start, end] if closing is not None and text[end : end + 1] == closing else []


def story_doc(doc: Doc, story: AnnotatedStory) -> Doc:
    """Return a tokenized story with its annotation."""
    labels = [OUTSIDE] * len(doc)
    marked = set()
    spans: list[tuple[Marked, Span]] = []
    for mention in story.mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or mention.ids[0][0] not in TYPES:
            continue
        spans.append((mention, span))
        marked.update(range(span.start, span.end))
        if form_of(story, mention) != "name" or labels[span.start] != OUTSIDE:
            continue
        if mention.ids[0][0] == "e" and is_award(span.text):
            continue
        label = LABELS[mention.ids[0][0]]
        begin = name_start(story, mention)
        name = doc.char_span(begin, mention.end, alignment_mode="expand") or span
        labels[name.start : name.end] = [f"B-{label}"] + [f"I-{label}"] * (len(name) - 1)
    starts = {start for start, _ in story.sentences}
    for token in doc:
        is_name = token.text[:1].isupper() and token.idx not in starts and len(token) > 1
        is_start = token.i == 0 or not doc[token.i - 1].text[-1:].isalnum()
        if is_name and not is_start and token.i not in marked and not is_demonym(token.text):
            labels[token.i] = MISSING
    result = doc_of([t.text for t in doc], [bool(t.whitespace_) for t in doc], labels)
    for token in result:
        token.is_sent_start = token.i == 0 or token.idx in starts
    result.user_data[PAIRS] = list(_pairs(result, story, spans))
    result.user_data[LINKS] = [
        linked_span(span, mention.ids, is_name=form_of(story, mention) == "name")
        for mention, span in spans
    ]
    return result


def with_trees(doc: Doc, parsed: Doc) -> Doc:
    """Return a story with the grammar of another Doc of the same tokens, its sentences kept.

    A word whose head lies in another sentence hangs on its sentence's root, labelled `UNPLACED`:
    its place is not known.
    """
    heads = [token.i for token in doc]
    deps = [UNPLACED] * len(doc)
    for sentence in doc.sents:
        inside = [token for token in parsed[sentence.start : sentence.end] if not token.is_space]
        tops = [t for t in inside if t.head == t or not _within(t.head, sentence)]
        root = tops[0].i if tops else sentence.start
        heads[sentence.start : sentence.end] = [root] * len(sentence)
        for token in inside:
            if _within(token.head, sentence) and token.head != token:
                heads[token.i], deps[token.i] = token.head.i, token.dep_
        if tops and tops[0].head == tops[0]:
            deps[root] = tops[0].dep_
    result = Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in parsed],
        pos=[token.pos_ for token in parsed],
        morphs=[str(token.morph) for token in parsed],
        lemmas=[token.lemma_ for token in parsed],
        heads=heads,
        deps=deps,
    )
    result.set_ents(
        [Span(result, span.start, span.end, label=span.label) for span in doc.ents],
        missing=[result[token.i : token.i + 1] for token in doc if token.ent_iob == 0],
        default="outside",
    )
    result.user_data.update({key: doc.user_data[key] for key in (PAIRS, LINKS)})
    return result


def _within(token: Token, sentence: Span) -> bool:
    return sentence.start <= token.i < sentence.end


def _head(span: Span, kind: str, form: str) -> int:
    """Return the word of a mention that the parser would take for its head."""
    if kind == "p" and form == "name":
        return span.start
    return last_head(span)


def _pairs(
    doc: Doc, story: AnnotatedStory, spans: list[tuple[Marked, Span]]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the pairs of mentions of a sentence, or of two neighbours where they stand close."""
    true: defaultdict[tuple[str, str], int] = defaultdict(int)
    here: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for told in story.told:
        bit = _BIT.get(told.name, 0)
        ways = [(told.subject, told.object)]
        if told.name in MUTUAL:
            ways.append((told.object, told.subject))
        for way in ways:
            true[way] |= bit
            here[(*way, told.sentence)] |= bit
    sentence = {}
    number = -1
    starts = {start for start, _ in story.sentences}
    for token in doc:
        number += token.idx in starts
        sentence[token.i] = number
    ends = [
        (_head(span, mention.ids[0][0], form_of(story, mention)), mention, span)
        for mention, span in spans
    ]
    for place, (one, first, _) in enumerate(ends):
        for other, second, span in ends[place + 1 :]:
            gap = sentence[other] - sentence[one]
            if gap > 1 or (gap == 1 and other - one > _FARTHEST):
                break
            for a, b, subject, target in ((one, other, first, second), (other, one, second, first)):
                possible = POSSIBLE.get((TYPES[subject.ids[0][0]], TYPES[target.ids[0][0]]))
                if possible is None or a == b or set(subject.ids) & set(target.ids):
                    continue
                right = said = 0
                for i in subject.ids:
                    for j in target.ids:
                        right |= here[i, j, sentence[span.start]]
                        said |= true[i, j]
                known = sum(_BIT[name] for name in possible) & ~(said & ~right)
                yield a, b, right & known, known
