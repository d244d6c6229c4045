"""Whether a text is English: others are told only where there is enough of them to be sure."""

import re
from collections import Counter
from functools import cache
from typing import Any

_ENGLISH = frozenset(
    "the of and to that it his she for with had be by not you but they have from were which this"
    " are or there been one we their when who if them your said would could into then is".split()
)
"""Words of every English text, few of which other languages have: a quarter of its prose."""
_ENGLISH_SHARE = 0.07
_LEAST_WORDS = 60
_LEAST_LETTERS = 300
_MOST_DOUBT = 0.001
_PARTS = 3
_LONGEST_PART = 2_000
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish",
    "de": "German", "el": "Greek", "eo": "Esperanto", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish",
    "gl": "Galician", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "ky": "Kyrgyz", "la": "Latin",
    "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "mn": "Mongolian", "ms": "Malay",
    "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "tt": "Tatar", "ug": "Uyghur", "uk": "Ukrainian",
    "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def foreign_language(text: str) -> str:
    """Return the language of a text that is surely not English, or "".

    Short texts are not judged, nor those of which one word in fourteen is one that every
    English text has; three parts of a longer one must all be in other languages.
    """
    codes = [_identify(part) for part in _parts(text)]
    if not all(codes):
        return ""
    code = Counter(codes).most_common(1)[0][0]
    return _NAMES.get(code, f"another language ({code})")


def _parts(text: str) -> list[str]:
    """Return the beginnings of the three thirds of a text, or all of a short one."""
    if len(text) <= _PARTS * _LONGEST_PART:
        return [text]
    step = len(text) // _PARTS
    return [text[at * step : at * step + _LONGEST_PART] for at in range(_PARTS)]


def _identify(part: str) -> str:
    """Return the code of the language of a part, or "" for English and where it is unsure."""
    words = [word.casefold() for word in _WORD.findall(part)]
    letters = sum(map(len, words))
    is_spaced = letters < 12 * len(words)
    if letters < _LEAST_LETTERS or (is_spaced and len(words) < _LEAST_WORDS):
        return ""
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return ""
    probabilities: list[tuple[str, float]] = _load().rank(" ".join(words))
    return "" if dict(probabilities)["en"] > _MOST_DOUBT else probabilities[0][0]


@cache
def _load() -> Any:
    """Return the identifier; its tables take a second and 100 MB, so they wait until needed."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
