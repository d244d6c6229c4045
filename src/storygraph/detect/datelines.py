"""Where the writers of letters live, as the line above the salutation says: "Riga, 3 May 1956"."""

from collections import Counter
from collections.abc import Iterator

from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.layout import find_letters
from storygraph.detect.narrators import FIRST_PERSON

RULE = "dateline of a letter"
_CONFIDENCE = 0.65


def find_writing_places(context: StoryContext) -> Iterator[FoundRelation]:
    """Yield `lived_in` between whoever says "I" in a letter and the place of its dateline."""
    for letter in find_letters(context.doc):
        if letter.place is None:
            continue
        selves = [
            span
            for span in context.mentions
            if letter.start <= span.start < letter.end and span.text.lower() in FIRST_PERSON
        ]
        counts = Counter(span.kb_id_ for span in selves)
        places = [s for s in context.mentions_at(letter.place[0]) if s.label_ == "place"]
        if counts and places:
            writer = counts.most_common(1)[0][0]
            first = next(span for span in selves if span.kb_id_ == writer)
            ends = context.end_of(first), context.end_of(places[0])
            yield context.relation("lived_in", *ends, places[0].root, RULE, _CONFIDENCE)
