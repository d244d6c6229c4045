"""What a reading depends on besides the story, as one hash: a pipeline, the code, the data."""

import json
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from spacy.language import Language

from storygraph.detect.themes import Themes
from storygraph.detect.vocabulary import Vocabulary

#: The parts of the package that make readings.
_PARTS = ("detect", "data", "models", "gazetteer", "lexicon.py", "naming.py", "records.py")
_LIBRARIES = ("spacy", "thinc", "numpy", "onnxruntime")
_CONFIG_FILES = ("vocabulary", "frames")


def fingerprint(nlp: Language) -> str:
    """Return a hash of all that makes a pipeline read as it does.

    It covers the pipeline's config and weights, its vectors and tables, the files of themes and
    relations that it was given, and storygraph's own rules; not the code of other components.
    """
    digest = sha256(_package().encode())
    digest.update(nlp.config.to_str().encode("utf-8", "surrogatepass"))
    for name, part in _parts(nlp):
        digest.update(f"{name} {len(part)} ".encode())
        digest.update(part)
    return digest.hexdigest()


def _parts(nlp: Language) -> Iterator[tuple[str, bytes]]:
    yield "tokenizer", _weights(nlp.tokenizer)
    yield "vectors", nlp.vocab.vectors.to_bytes(exclude=["strings"])
    yield "lookups", nlp.vocab.lookups.to_bytes()
    for name, component in nlp.pipeline:
        yield name, _weights(component)
        config = nlp.get_pipe_config(name)
        for path in (config.get(key) for key in _CONFIG_FILES):
            if isinstance(path, str) and Path(path).is_file():
                yield path, Path(path).read_bytes()


def _weights(component: Any) -> bytes:
    if isinstance(component, Themes):
        return _vocabulary(component.vocabulary)
    if not hasattr(component, "to_bytes"):  # nothing was learnt
        return b""
    weights: bytes = component.to_bytes(exclude=["vocab"])
    return weights


def _vocabulary(vocabulary: Vocabulary) -> bytes:
    return json.dumps([*vocabulary, vocabulary.ignore, vocabulary.ruled], default=_plain).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return [getattr(value, field.name) for field in fields(value)]


@cache
def _package() -> str:
    """Return a hash of the code and data that ship, and of the libraries below them."""
    digest = sha256()
    for name, file in _files(files("storygraph")):
        content = file.read_bytes()
        digest.update(f"{name} {len(content)} ".encode())
        digest.update(content)
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)} ".encode())
    return digest.hexdigest()


def _files(root: Traversable) -> Iterator[tuple[str, Traversable]]:
    for part in _PARTS:
        yield from _below(part, root / part)


def _below(name: str, item: Traversable) -> Iterator[tuple[str, Traversable]]:
    if item.is_file():
        yield name, item
    elif item.is_dir() and item.name != "__pycache__":
        for each in sorted(item.iterdir(), key=lambda each: each.name):
            yield from _below(f"{name}/{each.name}", each)


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
