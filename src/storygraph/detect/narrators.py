"""Who says "I": narrators who sign or name themselves, speakers of turns and of quotes."""

from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from storygraph.detect.aliases import Found
from storygraph.detect.columns import line_breaks, where_words
from storygraph.detect.layout import Correspondence
from storygraph.detect.quotes import Quote, quote_at

FIRST_PERSON = frozenset({"i", "me", "my", "myself"})


def find_narrator(doc: Doc, people: Sequence[Found], quotes: list[Quote]) -> int | None:
    """Return the number of the person who says "I" outside quotes, or None.

    It is whoever signs at the end of a letter, or names themself: "I am Aru", "my name is Aru".
    """
    tells = sum(quote_at(quotes, index) is None for index in where_words(doc, FIRST_PERSON))
    if tells < 2:
        return None
    for each in people:
        if quote_at(quotes, each.span.start) is None and _names_itself(each):
            return each.cluster
    return _signature(doc, people)


def _names_itself(mention: Found) -> bool:
    before = [token.lower_ for token in mention.span.doc[: mention.span.start][-3:]]
    return before[-2:] in (["i", "am"], ["i", "'m"], ["i", "’m"], ["am", "called"]) or (
        before == ["my", "name", "is"]
    )


def _signature(doc: Doc, people: Sequence[Found]) -> int | None:
    """Return who is named alone on one of the last two lines."""
    end = len(doc)
    while end and (doc[end - 1].is_space or doc[end - 1].is_punct):
        end -= 1
    for each in people[-2:]:
        before = doc[each.span.start - 1] if each.span.start else None
        stands_alone = before is not None and (before.is_space or before.is_punct)
        if each.span.end == end and stands_alone:
            return each.cluster
    return None


class Turns:
    """The turns of an interview or play, paragraphs that open with a name and a colon; letters."""

    def __init__(self, doc: Doc, people: Sequence[Found]) -> None:
        self._letters = Correspondence(doc, people)
        speakers = {each.span.start: each for each in people}
        self._starts = [0, *(index + 1 for index in line_breaks(doc))]
        self._speakers = [_turn_of(doc, speakers.get(start)) for start in self._starts]

    def speaker(self, token: Token) -> int | None:
        """Return the number of the person whose turn or letter a token stands in, or None."""
        speaker = self._speakers[bisect_right(self._starts, token.i) - 1]
        return self._letters.writer(token) if speaker is None else speaker


def _turn_of(doc: Doc, mention: Found | None) -> int | None:
    if mention is None or mention.span.end >= len(doc):
        return None
    return mention.cluster if doc[mention.span.end].text == ":" else None
