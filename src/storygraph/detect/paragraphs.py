"""Where a text really breaks: sentences never run across a paragraph, a heading or a signature."""

import math
import re
from itertools import pairwise

from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from storygraph.detect.columns import line_breaks

_LINE_BREAK = re.compile(r"(?<!\n)\n(?!\s*\n)")
_WORD = re.compile(r"\S+")
_WRAPPED_LENGTH = 45
_LONGEST_LINE = 120  # characters; where most stand in longer lines, nobody has wrapped them
_FULL = 0.9  # the share of lines that are no longer than where lines are wrapped


def join_wrapped_lines(text: str) -> str:
    """Return the text with line breaks inside hard-wrapped paragraphs turned into spaces.

    One character stands for one, so that every offset stays true. A break after a line shorter
    than 45 characters is kept: verse, addresses, headings and signatures break on purpose. So is
    one where the next word, with a capital, would still have had room on the line.
    """
    letters = list(text)
    for at in _wraps(text):
        letters[at] = " "
    return "".join(letters)


def _wraps(text: str) -> set[int]:
    """Return where line breaks are that merely wrap a paragraph."""
    lengths: dict[int, int] = {}
    for match in _LINE_BREAK.finditer(text):
        length = match.start() - text.rfind("\n", 0, match.start()) - 1
        if length >= _WRAPPED_LENGTH:
            lengths[match.start()] = length
    if not lengths:
        return set()
    lines = text.split("\n")
    in_long = sum(len(line) for line in lines if len(line) > _LONGEST_LINE)
    ordered = sorted(lengths.values())
    width = ordered[int(_FULL * (len(ordered) - 1))] if 2 * in_long < len(text) else math.inf
    return {at for at, length in lengths.items() if _is_wrap(text, at, length, width)}


def _is_wrap(text: str, at: int, length: int, width: float) -> bool:
    """Tell whether the word after a break had no room before it, or goes on in small letters."""
    word = _WORD.search(text, at + 1)
    if word is None or word.group()[0].islower():
        return True
    return length + 1 + len(word.group()) > width


def mark_paragraphs(doc: Doc) -> Doc:
    """Set a sentence start after every line break that is not a mere wrap of a long line."""
    ends = line_breaks(doc)
    if not ends:
        return doc
    wraps = _wraps(doc.text)
    breaks = False
    starts = doc.to_array(SENT_START)
    for index, following in pairwise([*ends, len(doc)]):
        token = doc[index]
        at = token.idx + token.text.find("\n")
        breaks = breaks or token.text.count("\n") > 1 or at not in wraps
        if breaks and following > index + 1:
            starts[index + 1] = True
            breaks = False
    # One by one, spaCy looks through the whole text at each start that is set.
    columns = starts[:, None]
    return doc.from_array([SENT_START], columns)  # type: ignore[arg-type]


@Language.factory("storygraph_paragraphs", assigns=["token.is_sent_start"])
def create_paragraphs(nlp: Language, name: str) -> "Paragraphs":
    """Return the component that keeps sentences within paragraphs; it belongs first."""
    return Paragraphs()


class Paragraphs:
    """Presets sentence starts at paragraphs, which spaCy's parsers respect."""

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with sentence starts preset."""
        return mark_paragraphs(doc)
