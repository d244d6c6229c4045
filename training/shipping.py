"""Puts a finished pipeline folder in place: all of it or nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

from spacy.language import Language

#: Settings of a training run that say nothing to those who load the pipeline.
_DEV_SECTIONS = ("corpora", "training", "initialize", "pretraining")


def without_paths(nlp: Language) -> None:
    """Forget where the training corpora lay, so that no path ends up in config.cfg."""
    for name in list(nlp.config.get("paths", {})):
        nlp.config["paths"][name] = None
    for section in _DEV_SECTIONS:
        if section in nlp.config:
            nlp.config[section] = {}


def ship(nlp: Language, card: str, target: Path, *, strings: Collection[str] | None = None) -> int:
    """Write a pipeline and its card beside ``target``, then swap the folders; return its bytes.

    Of the words seen in training only those in ``strings`` are kept, if that is given.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".shipping-") as scratch:
        fresh, old = Path(scratch) / "fresh", Path(scratch) / "old"
        nlp.to_disk(fresh)
        if strings is not None:
            _keep_strings(fresh / "vocab" / "strings.json", strings)
        (fresh / "README.md").write_text(card, encoding="utf-8")
        if target.exists():
            target.rename(old)
        fresh.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    return sum(path.stat().st_size for path in target.rglob("*") if path.is_file())


def _keep_strings(path: Path, strings: Collection[str]) -> None:
    known = json.loads(path.read_text(encoding="utf-8"))
    kept = [string for string in known if string in strings]
    path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
