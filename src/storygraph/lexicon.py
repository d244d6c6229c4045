"""The word lists that tell what kind of thing a name denotes, read from `data/lexicon.toml`."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(table: str, key: str = "nouns") -> frozenset[str]:
    """Return one list of the lexicon, for example `words("works")` or `words("gender", "male")`."""
    return frozenset(_read()[table][key])


@cache
def _read() -> dict[str, dict[str, list[str]]]:
    source = files("storygraph") / "data" / "lexicon.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
