"""spaCy's English tokenizer, which also cuts at the dashes of typescripts: "Aru!--Where"."""

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_DASH = r"(?:-{2,}|—)"
_CLOSING = r"""["”’'!?,;:.)\]]"""
_OPENING = r"""["“‘'(\[]"""
#: The dash, each mark before it, each mark behind it.
_INFIXES = (_DASH, rf"{_CLOSING}(?={_CLOSING}*{_DASH})", rf"(?:(?<=--)|(?<=—)){_OPENING}")


def english() -> Language:
    """Return a blank English pipeline.

    spaCy cuts "Aru--she" but leaves whole what books set in ASCII write: 'Aru!"--she', "Aru--".
    """
    nlp = spacy.blank("en")
    rules = nlp.Defaults
    tokenizer = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex([*rules.prefixes, _DASH]).search
    tokenizer.suffix_search = compile_suffix_regex([*rules.suffixes, _DASH]).search
    tokenizer.infix_finditer = compile_infix_regex([*_INFIXES, *rules.infixes]).finditer
    return nlp
