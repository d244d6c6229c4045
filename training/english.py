"""spaCy's English tokenizer, which also cuts at dashes of typescripts and marks of footnotes."""

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_DASH = r"(?:-{2,}|—)"
_CLOSING = r"""["”’'!?,;:.)\]]"""
_OPENING = r"""["“‘'(\[]"""
_FOOTNOTE = r"\[(?:\d{1,3}|[a-z])\]"
#: What begins "[citation needed]" behind a word, and the mark between both.
_REMARKS = (rf"{_CLOSING}(?=\[[a-z]{{2}})", rf"(?:(?<=\w)|(?<={_CLOSING}))\[(?=[a-z]{{2}})")
#: The dash, each mark before it, each mark behind it.
_INFIXES = (
    _DASH,
    rf"{_CLOSING}(?={_CLOSING}*{_DASH})",
    rf"(?:(?<=--)|(?<=—)){_OPENING}",
    *_REMARKS,
)


def english() -> Language:
    """Return a blank English pipeline.

    spaCy cuts "Aru--she" but leaves whole what books set in ASCII write: 'Aru!"--she', "Aru--", and
    what encyclopaedias do: "Riga.[3]", "Aru[4][5]".
    """
    nlp = spacy.blank("en")
    rules = nlp.Defaults
    tokenizer = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex([*rules.prefixes, _DASH]).search
    tokenizer.suffix_search = compile_suffix_regex([*rules.suffixes, _DASH, _FOOTNOTE]).search
    tokenizer.infix_finditer = compile_infix_regex([*_INFIXES, *rules.infixes]).finditer
    return nlp
