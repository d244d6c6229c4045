"""Character offsets as JavaScript counts them: in UTF-16 units, not in code points."""

from bisect import bisect_left


class Utf16:
    """Converts the offsets of one text from code points to UTF-16 units."""

    def __init__(self, text: str) -> None:
        plain = text.isascii() or max(text, default="") <= "\uffff"
        self._astral = [] if plain else [at for at, char in enumerate(text) if char > "\uffff"]

    def __call__(self, offset: int) -> int:
        """Return the UTF-16 offset of a code-point offset."""
        return offset + bisect_left(self._astral, offset) if self._astral else offset
