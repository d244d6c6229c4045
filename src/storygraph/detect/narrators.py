"""Who says "I" and to whom: narrators who name themselves, turns, letters, interviews."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from storygraph.detect.aliases import Found
from storygraph.detect.columns import line_breaks, where_words
from storygraph.detect.correspondence import Correspondence, signature_of
from storygraph.detect.layout import lines_of
from storygraph.detect.quotes import Quote, quote_at
from storygraph.lexicon import words

FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself"})
_AM = frozenset({"am", "'m", "’m"})
_FOR_ME = (["for"], ["with"], ["by"], ["to"])
_HEAD_LINES = 3  # among which it stands whose text this is
_LONGEST_HEAD = 40  # tokens of such a line
_NAMED_WITHIN = 12  # tokens between "my name" and the name
_ENDS = frozenset({".", "!", "…"})
_DASHES = frozenset({"-", "–", "—"})
_LAST_LINES = 4  # among which somebody signs
_LEAST_QUESTIONS = 3  # paragraphs that make an interview
_LEAST = 2  # first persons that make a narrator


def find_narrator(doc: Doc, people: Sequence[Found], quotes: list[Quote]) -> int | None:
    """Return the number of the person who says "I" outside quotes, or None.

    It is who names themself ("I am Aru", "I, Aru, weave"), whom the head of the text names as its
    author or as who is asked ("From the diary of Aru", "A talk with Aru"), or who signs at its end.
    """
    tells = sum(quote_at(quotes, index) is None for index in where_words(doc, FIRST_PERSON))
    if tells < _LEAST:
        return None
    told = [each for each in people if quote_at(quotes, each.span.start) is None]
    for each in told:
        if _names_itself(each):
            return each.cluster
    heads = [(_authorship(each), each.cluster) for each in _in_head(doc, people)]
    authors = [(rank, cluster) for rank, cluster in heads if rank]
    if authors:
        return max(authors, key=lambda each: each[0])[1]
    return told[0].cluster if told and _is_interview(doc) else _signature(doc, people)


def _names_itself(mention: Found) -> bool:
    doc, start, end = mention.span.doc, mention.span.start, mention.span.end
    before = [token.lower_ for token in doc[max(0, start - _NAMED_WITHIN) : start]]
    after = doc[end].lower_ if end < len(doc) else ""
    if after in {"'s", "’s"}:
        return False
    if before[-2:] == ["i", ","] or (before[-2:] == ["me", ","] and before[-3:-2] in _FOR_ME):
        return after in {",", "."} or not doc[end : end + 1].text.strip()
    if before[-1:] and before[-1] in _AM and before[-2:-1] == ["i"]:
        return True
    if before[-2:] == ["am", "called"] or before[-3:] == ["write", "now", "am"]:
        return True
    if before[-1:] not in (["is"], ["was"]) or "name" not in before:
        return False
    place = len(before) - 1 - before[::-1].index("name")
    between = before[place + 1 : -1]
    is_whole = not between or (between[0] == between[-1] == "," and not {".", ";"} & {*between})
    return before[max(0, place - 1) : place] == ["my"] and is_whole


def _in_head(doc: Doc, people: Sequence[Found]) -> Iterator[Found]:
    """Yield who is named in the first lines of a text that are short and no sentences."""
    for number, line in enumerate(lines_of(doc)):
        if number == _HEAD_LINES or len(line) > _LONGEST_HEAD:
            return
        if line[-1].text in _ENDS or any(token.lower_ in FIRST_PERSON for token in line):
            continue
        yield from (each for each in people if line.start <= each.span.start < line.end)


def _authorship(mention: Found) -> int:
    """Return how surely the words around a name say that the text is its bearer's, 0 if not.

    Most surely they are asked, then they tell; who stands after a mere "by" may be a reviewed
    work's author.
    """
    doc, start, end = mention.span.doc, mention.span.start, mention.span.end
    before = [token.lower_ for token in doc[max(0, start - 8) : start] if not token.is_quote]
    after = [token.lower_ for token in doc[end : end + 10]]
    stop = next((i for i, word in enumerate(after) if word in {".", "?", "!"}), len(after))
    verbs = [i for i, word in enumerate(after[:stop]) if word in words("narrators", "speaks")]
    if verbs and after[verbs[0] + 1 : verbs[0] + 2] in (["to"], ["with"]):
        return 3
    said = {*before} - words("narrators", "speaks")
    last = before[-1] if before else ""
    if last in {"with", "for", "to"}:
        return 3 if said & words("narrators", "talks") else 0
    if last == ":":
        return 3 if set(before[-2:-1]) & {"speaking", "from", "narrator", "speaker", "guest"} else 0
    if last in {"speaker", "narrator", "guest"}:
        return 3
    if after[:1] in (["'s"], ["’s"]):
        return 2 if set(after[1:4]) & words("narrators", "own") else 0
    if last == "of":
        return 2 if set(before[-2:-1]) & words("narrators", "own") else 0
    if last == "by" and (said & words("narrators", "texts") or "from" in before):
        return 2
    if last == "by":
        is_work = start > 1 and (doc[start - 2].is_quote or "*" in before)
        return 0 if is_work or said & words("narrators", "makers") else 1
    is_owner = not before and set(after[:3]) & {"her", "his"} and set(after[:4]) & {"book"}
    return 2 if is_owner else 0


def _is_interview(doc: Doc) -> bool:
    """Tell whether a quarter of the paragraphs are questions, those of dialogue not counted."""
    asked, lines = 0, list(lines_of(doc))
    for line in lines:
        end = line.end
        while end > line.start and doc[end - 1].text in {"*", "_", ")"}:
            end -= 1
        is_spoken = line[0].text in _DASHES or line[0].is_quote
        asked += not is_spoken and end > line.start and doc[end - 1].text.endswith("?")
    return asked >= _LEAST_QUESTIONS and 4 * asked >= len(lines)


def _signature(doc: Doc, people: Sequence[Found]) -> int | None:
    """Return who signs in the last lines, the postscript passed over."""
    lines = [line for line in lines_of(doc) if any(token.is_alpha for token in line)]
    for line in reversed(lines[1:][-_LAST_LINES:]):
        signed = signature_of(line)
        if signed is None:
            continue
        for each in people:
            if signed.start <= each.span.start < signed.end:
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

    def addressed(self, token: Token) -> int | None:
        """Return the number of whom the letter that a token stands in is written to, or None."""
        return self._letters.reader(token)


def _turn_of(doc: Doc, mention: Found | None) -> int | None:
    if mention is None or mention.span.end >= len(doc):
        return None
    return mention.cluster if doc[mention.span.end].text == ":" else None
