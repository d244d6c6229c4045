"""The shipped pipeline under its own name, so that `spacy.load("en_storygraph")` finds it."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language


def load(**overrides: Any) -> Language:
    """Return the shipped spaCy pipeline; `overrides` are those of `spacy.load`.

    It reads names, tags, sentences and dependencies. `storygraph.load_pipeline()` also adds the
    components that read whole stories.
    """
    return spacy.load(Path(str(files("storygraph") / "models" / "en_storygraph")), **overrides)
