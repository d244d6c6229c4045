"""The CNN pipeline: prepares its corpora, trains names and syntax side by side, assembles."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from training.augment import NAME_CHANGES, TREE_CHANGES, varied
from training.card import meta, model_card
from training.docs import doc_of_exact, labels_of, read_docs, write_docs
from training.evaluate import measure, performance, tables, write_results
from training.labels import PLACE
from training.shipping import ship, without_paths
from training.synthesis import synthetic_docs

SEED = 7
#: How often each set of names is read per epoch; every reading after the first is varied.
NAME_SETS = {
    "litbank": 3,
    "crossner_music": 6,
    "crossner_literature": 6,
    "crossner_politics": 1,
    "crossner_science": 1,
    "crossner_ai": 1,
    "gum": 2,
    "wnut17": 1,
    "wikigold": 2,
    "btc": 1,
}
NAME_DEV = ("litbank", "crossner_politics", "crossner_science", "crossner_ai", "gum", "wnut17")
TREE_SETS = {"ewt": 2, "gum": 2}
SYNTHETIC_DOCS = 2500
_HERE = Path(__file__).parent


def prepare(converted: Path, out: Path) -> dict[str, int]:
    """Write the four corpora of the CNN and return the tokens in each."""
    train = [_settled(doc) for doc in _repeated(converted, NAME_SETS, NAME_CHANGES)]
    train += synthetic_docs(SYNTHETIC_DOCS, seed=SEED)
    trees = list(_repeated(converted, TREE_SETS, TREE_CHANGES))
    random.Random(SEED).shuffle(train)
    random.Random(SEED).shuffle(trees)
    dev = [_settled(doc) for name in NAME_DEV for doc in read_docs(converted / f"{name}-dev.spacy")]
    dev_trees = [doc for name in TREE_SETS for doc in read_docs(converted / f"{name}-dev.spacy")]
    corpora = {
        "names-train": train,
        "names-dev": dev,
        "syntax-train": trees,
        "syntax-dev": dev_trees,
    }
    return {name: write_docs(docs, out / f"{name}.spacy") for name, docs in corpora.items()}


def _repeated(converted: Path, sets: dict[str, int], changes: Sequence) -> Iterator[Doc]:  # type: ignore[type-arg]
    for name, times in sets.items():
        docs = list(read_docs(converted / f"{name}-train.spacy"))
        yield from docs
        for reading in range(1, times):
            yield from varied(docs, changes, seed=SEED + reading)


def _settled(doc: Doc) -> Doc:
    """Take a place of unknown type for a GPE, which most are; a CNN needs one answer."""
    labels = labels_of(doc)
    if not any(label.endswith(PLACE) for label in labels):
        return doc
    return doc_of_exact(
        [token.text for token in doc],
        [bool(token.whitespace_) for token in doc],
        [label.replace(PLACE, "GPE") for label in labels],
    )


def train(out: Path, *, part: str, epochs: int | None = None) -> subprocess.Popen[bytes]:
    """Start ``spacy train`` on one core for ``names`` or ``syntax`` and return the process."""
    command = [
        sys.executable, "-m", "spacy", "train", str(_HERE / f"{part}.cfg"),
        "--output", str(out / part),
        "--paths.train", str(out / f"{part}-train.spacy"),
        "--paths.dev", str(out / f"{part}-dev.spacy"),
    ]  # fmt: skip
    if epochs is not None:
        command += ["--training.max_epochs", str(epochs)]
    log = (out / f"{part}.log").open("wb")
    return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)


def assemble(out: Path) -> Language:
    """Join the best names and syntax models into one pipeline."""
    nlp = spacy.load(out / "syntax" / "model-best")
    names = spacy.load(out / "names" / "model-best")
    for component in names.pipe_names:
        nlp.add_pipe(component, source=names)
    without_paths(nlp)
    return nlp


DESCRIPTION = (
    "English for stories: tags, morphology, sentences, dependencies, lemmas and names. A spaCy CNN "
    "trained from scratch on open data; needs spaCy alone, no download and no GPU."
)


def deliver(out: Path, converted: Path, target: Path, results: Path) -> int:
    """Assemble, measure and ship the pipeline; return its size in bytes."""
    nlp = assemble(out)
    report = measure(nlp, converted)
    nlp.meta.update(meta(description=DESCRIPTION, performance=performance(report)))
    write_results(results, section="en_storygraph_cnn", report=report, note=DESCRIPTION)
    card = model_card(title="en_storygraph_cnn", description=DESCRIPTION, tables=tables(report))
    return ship(nlp, card, target, strings=needed_strings(nlp))


def needed_strings(nlp: Language) -> frozenset[str]:
    """Return the strings that a trained pipeline reads: labels, features, parts of lemmas."""
    needed = set(spacy.blank("en").vocab.strings)
    for labels in nlp.pipe_labels.values():
        for label in labels:
            needed.update((label, *label.split("|"), *re.split(r"[|=]", label)))
    trees = nlp.get_pipe("trainable_lemmatizer").trees  # type: ignore[attr-defined]
    for number in range(len(trees)):
        needed.update(re.findall(r"'((?:[^'\\]|\\.)*)'", trees.tree_to_str(number)))
        needed.update(re.findall(r'"([^"]*)"', trees.tree_to_str(number)))
    return frozenset(string for string in nlp.vocab.strings if string in needed or len(string) < 5)
