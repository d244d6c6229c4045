"""Where a text really breaks: sentences never run across a paragraph, a heading or a signature."""

import re
from itertools import pairwise

from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from storygraph.detect.columns import line_breaks

_LINE_BREAK = re.compile(r"(?<!\n)\n(?!\s*\n)")
_WRAPPED_LENGTH = 45


def join_wrapped_lines(text: str) -> str:
    """Return the text with line breaks inside hard-wrapped paragraphs turned into spaces.

    One character stands for one, so that every offset stays true. A break after a line shorter
    than 45 characters is kept: verse, addresses, headings and signatures break on purpose.
    """

    def join(match: re.Match[str]) -> str:
        line_start = text.rfind("\n", 0, match.start()) + 1
        return " " if match.start() - line_start >= _WRAPPED_LENGTH else "\n"

    return _LINE_BREAK.sub(join, text)


def mark_paragraphs(doc: Doc) -> Doc:
    """Set a sentence start after every line break that is not a mere wrap of a long line."""
    line_start = 0
    ends = line_breaks(doc)
    breaks = False
    starts = doc.to_array(SENT_START)
    for index, following in pairwise([*ends, len(doc)]):
        token = doc[index]
        length = token.idx - line_start
        breaks = breaks or token.text.count("\n") > 1 or length < _WRAPPED_LENGTH
        line_start = token.idx + len(token.text)
        if breaks and following > index + 1:
            starts[index + 1] = True
            breaks = False
    # One by one, spaCy looks through the whole text at each start that is set.
    columns = starts[:, None]
    return doc.from_array([SENT_START], columns) if ends else doc  # type: ignore[arg-type]


@Language.factory("storygraph_paragraphs", assigns=["token.is_sent_start"])
def create_paragraphs(nlp: Language, name: str) -> "Paragraphs":
    """Return the component that keeps sentences within paragraphs; it belongs first."""
    return Paragraphs()


class Paragraphs:
    """Presets sentence starts at paragraphs, which spaCy's parsers respect."""

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with sentence starts preset."""
        return mark_paragraphs(doc)
