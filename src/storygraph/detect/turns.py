"""Whose turn it is to say "I" and "you": in interviews, plays, letters, and all through a text."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from storygraph.detect.aliases import Found
from storygraph.detect.columns import line_breaks
from storygraph.detect.correspondence import Correspondence
from storygraph.detect.layout import MARKUP, SENTENCE_ENDS
from storygraph.detect.narrators import (
    FIRST_PERSON,
    find_narrator,
    is_interview,
    states_its_bearer,
)
from storygraph.detect.quotes import Quote, quote_at

_LEAST_TURNS = 3  # that open within paragraphs


class Turns:
    """Whose turn it is to say "I" outside quotes: of who writes a letter, who speaks, who tells.

    The turns of an interview or play open with a name and a colon, on lines of their own, or
    within lines where several do.
    """

    def __init__(self, doc: Doc, people: Sequence[Found], quotes: list[Quote]) -> None:
        self._narrator = find_narrator(doc, people, quotes)
        self._letters = Correspondence(doc, people)
        #: Who says "I" in a quote where they say their name, by the quote's number.
        self.selves = {
            number: each.cluster
            for each in people
            if states_its_bearer(each)
            for number, quote in enumerate(quotes)
            if quote.start <= each.span.start < quote.end
        }
        self._is_exchange = self._letters.is_signed_besides(self._narrator)
        speakers = {each.span.start: each for each in people}
        lines = [0, *(index + 1 for index in line_breaks(doc))]
        within = [
            each.span.start
            for each in people
            if each.span.start > 0
            and doc[each.span.start - 1].text in SENTENCE_ENDS
            and _turn_of(doc, each) is not None
        ]
        turns = Counter(_turn_of(doc, speakers[start]) for start in within)
        is_talk = len(within) >= _LEAST_TURNS and max(turns.values()) > 1
        within = within if is_talk else []
        self._starts = sorted({*lines, *within})
        self._speakers = [
            _turn_of(doc, speakers.get(_past_marks(doc, start))) for start in self._starts
        ]
        self._doc, self._quotes = doc, quotes
        self._asked = self._most_telling() if is_interview(doc, quotes) else None

    def speaker(self, token: Token) -> int | None:
        """Return the number of the person who says "I" where a token stands, or None.

        Letters that nobody signs are the narrator's, unless somebody else signs one.
        """
        speaker = self._speakers[bisect_right(self._starts, token.i) - 1]
        if speaker is None:
            speaker = self._letters.writer(token)
        if speaker is None and not (self._is_exchange and self._letters.has(token)):
            speaker = self._narrator
        return speaker

    def addressed(self, token: Token) -> int | None:
        """Return the number of whom "you" means where a token stands, or None.

        That is whom a letter is written to, and in the questions of an interview who is asked.
        """
        reader = self._letters.reader(token)
        if reader is not None or self._asked is None:
            return reader
        return self._asked if self._is_question(token) else None

    def _most_telling(self) -> int | None:
        """Return whose turns are the longest, the narrator where nobody's turns are named."""
        told: Counter[int] = Counter()
        ends = [*self._starts[1:], len(self._doc)]
        for speaker, start, end in zip(self._speakers, self._starts, ends, strict=True):
            if speaker is not None:
                told[speaker] += end - start
        return told.most_common(1)[0][0] if told else self._narrator

    def _is_question(self, token: Token) -> bool:
        """Tell whether a token stands in what somebody else than who is asked says.

        Where turns are not named, that is what stands before the first "I" of a paragraph, up to
        its first question mark if the paragraph has an answer too.
        """
        turn = bisect_right(self._starts, token.i) - 1
        speaker = self._speakers[turn]
        if speaker is not None:
            return speaker != self._asked
        end = self._starts[turn + 1] if turn + 1 < len(self._starts) else len(self._doc)
        told = [
            each.i
            for each in self._doc[self._starts[turn] : end]
            if each.lower_ in FIRST_PERSON and quote_at(self._quotes, each.i) is None
        ]
        if not told:
            return True
        asks = (each.i for each in self._doc[self._starts[turn] : told[0]] if each.text == "?")
        return token.i < next(asks, -1)


def _past_marks(doc: Doc, start: int) -> int:
    """Return where a line's words begin: "**Aru:** ..."."""
    while start < len(doc) and doc[start].text in MARKUP:
        start += 1
    return start


def _turn_of(doc: Doc, mention: Found | None) -> int | None:
    if mention is None:
        return None
    end = _past_marks(doc, mention.span.end)
    return mention.cluster if end < len(doc) and doc[end].text.startswith(":") else None
