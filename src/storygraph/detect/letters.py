"""What the layout of letters states: where their writers live, and who the writers are to readers.

"Riga, 3 May 1956" stands above the salutation, "Your loving sister, Aru" below the letter.
"""

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Span

from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.correspondence import Letter, find_letters
from storygraph.detect.modality import assertion
from storygraph.detect.narrators import FIRST_PERSON
from storygraph.detect.relatives import OBJECTS
from storygraph.lexicon import words

RULE = "dateline of a letter"
MEETING = "meeting told in a letter"
CLOSING = "closing of a letter"
_CONFIDENCE = 0.65
_CLOSING = 10  # tokens before a signature, in which a letter closes
_TIES = ("child_of", "parent_of", "sibling_of", "spouse_of", "family_of", "friend_of")


def find_letter_ties(context: StoryContext) -> Iterator[FoundRelation]:
    """Yield where the writers of letters live, and what writer and reader are to each other."""
    for letter in find_letters(context.doc):
        writer = _writer(letter, context)
        if writer is None:
            continue
        if letter.place is not None:
            for place in context.mentions_in(context.sentence_of[letter.place.start]):
                if place.label_ == "place" and place.start >= letter.place.start:
                    ends = context.end_of(writer), context.end_of(place)
                    yield context.relation("lived_in", *ends, place.root, RULE, _CONFIDENCE)
        yield from _closing(letter, writer, context)
        yield from _meeting(letter, writer, context)


def _writer(letter: Letter, context: StoryContext) -> Span | None:
    selves = [
        span
        for span in context.mentions
        if letter.start <= span.start < letter.end and span.text.lower() in FIRST_PERSON
    ]
    counts = Counter(span.kb_id_ for span in selves)
    if not counts:
        return None
    who = counts.most_common(1)[0][0]
    return next(span for span in selves if span.kb_id_ == who)


def _readers(letter: Letter, context: StoryContext) -> list[Span]:
    if letter.addressee is None:
        return []
    named = (span for token in letter.addressee for span in context.mentions_at(token))
    return [span for span in named if span.label_ == "person"][:1]


def _meeting(letter: Letter, writer: Span, context: StoryContext) -> Iterator[FoundRelation]:
    """Yield `met` for "we met in Riga": writer and reader did, where no others are named."""
    readers = _readers(letter, context)
    for token in context.doc[letter.start : letter.end]:
        if token.lower_ != "we" or token.head.lemma_.lower() != "meet" or not readers:
            continue
        is_bare = not any(child.dep_ in OBJECTS for child in token.head.children)
        if is_bare and assertion(token.head, context.hypothetical):
            ends = context.end_of(writer), context.end_of(readers[0])
            told = context.relation("met", *ends, token, MEETING, 0.8)
            yield told._replace(sentence=context.sentence_of[token.i])


def _closing(letter: Letter, writer: Span, context: StoryContext) -> Iterator[FoundRelation]:
    """Yield what "Your loving sister," says; it stands right before the signature."""
    if letter.signature is None:
        return
    readers = _readers(letter, context)
    first = letter.start if letter.addressee is None else letter.addressee.end
    start = max(first, letter.signature.start - _CLOSING)
    line = context.doc[start : letter.signature.start]
    your = next((token.i for token in reversed(line) if token.lower_ == "your"), None)
    if your is None or not readers:
        return
    closing = context.doc[your + 1 : letter.signature.start]
    if any(token.text in {".", "?", "!"} for token in closing):
        return
    said = {token.lower_ for token in closing}
    for relation in _TIES:
        if said & words("closing", relation):
            ends = context.end_of(writer), context.end_of(readers[0])
            yield context.relation(relation, *ends, context.doc[your], CLOSING, 0.85)
            return
