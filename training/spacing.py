"""Rebuilds natural text from tokens that were separated by spaces."""

from __future__ import annotations

from collections.abc import Sequence

_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_QUOTES = {"``": "“", "''": "”", "'\"'": '"'}
_NO_SPACE_BEFORE = frozenset(". , ; : ! ? ) ] } % ” … ' ’ 's ’s 'S n't n’t".split())
_CLITICS = ("'s", "'ll", "'re", "'ve", "'d", "'m", "’s", "’ll", "’re", "’ve", "’d", "’m")
_NO_SPACE_AFTER = frozenset("( [ { “ ‘ $ £ € ¿ ¡".split())
_DASHES = frozenset(("--", "—", "----"))


def cleaned(words: Sequence[str]) -> list[str]:
    """Return the tokens with treebank brackets and quotes written as in print."""
    return [_QUOTES.get(word, _BRACKETS.get(word, word)) for word in words]


def natural_spaces(words: Sequence[str]) -> list[bool]:
    """Return, for each token, whether a space follows it in natural English text.

    Straight double quotes open and close by turns; an apostrophe alone closes.
    """
    spaces = [True] * len(words)
    quote_open = False
    for index, word in enumerate(words):
        before = after = True
        if word == '"':
            before, after = not quote_open, quote_open
            quote_open = not quote_open
        elif word in _DASHES:
            before = after = False
        elif word in _NO_SPACE_BEFORE or word.lower() in _CLITICS or word.lower() == "n't":
            before = False
        elif word in _NO_SPACE_AFTER:
            after = False
        if not before and index:
            spaces[index - 1] = False
        if not after:
            spaces[index] = False
    return spaces


def merged_possessives(words: Sequence[str], labels: Sequence[str]) -> tuple[list[str], list[str]]:
    """Join an apostrophe and the lone ``s`` after it, as the tokenizer would read them."""
    out_words: list[str] = []
    out_labels: list[str] = []
    for word, label in zip(words, labels, strict=True):
        if word == "s" and out_words and out_words[-1] in {"'", "’"}:
            out_words[-1] += word
        else:
            out_words.append(word)
            out_labels.append(label)
    return out_words, out_labels
