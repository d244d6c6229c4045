"""Converts the folder of open data into one DocBin per set and part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.tokens import Doc

from training.convert import conllu, crossner, flat, gum, litbank
from training.docs import write_docs
from training.encoder.links import linked_docs
from training.splits import gum_part, hashed_part, litbank_part

#: CrossNER's domains: True where our part is train alone and the dev file is held out.
CROSSNER = {"music": True, "literature": True, "politics": False, "science": False, "ai": False}


def convert_all(data: Path, out: Path) -> dict[str, int]:
    """Write ``out/SET-PART.spacy`` for every set and return the tokens in each.

    Raises
    ------
    FileNotFoundError
        If a data set is not where ``training/README.md`` says.
    """
    if not (data / "litbank").is_dir():
        raise FileNotFoundError(f"no 'litbank' folder in '{data}': unpack the archives there")
    parts: dict[str, list[Doc]] = {}
    for name, part, doc in _all_docs(data):
        parts.setdefault(f"{name}-{part}", []).append(doc)
    return {key: write_docs(docs, out / f"{key}.spacy") for key, docs in sorted(parts.items())}


def _all_docs(data: Path) -> Iterator[tuple[str, str, Doc]]:
    yield from _litbank(data / "litbank" / "coref" / "tsv")
    yield from _crossner(data / "crossner")
    yield from _gum(data / "gum")
    yield from _ewt(data / "ud_ewt")
    yield from _flat(data)
    yield from (("linked", "train", doc) for doc in linked_docs(data, seed=3))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def _litbank(folder: Path) -> Iterator[tuple[str, str, Doc]]:
    books = sorted(path.stem for path in folder.glob("*.ann"))
    for book, part in litbank_part(books).items():
        text = [line for line in _lines(folder / f"{book}.txt") if line.strip()]
        for doc in litbank.convert(text, _lines(folder / f"{book}.ann")):
            yield "litbank", part, doc


def _crossner(folder: Path) -> Iterator[tuple[str, str, Doc]]:
    held_out = {
        domain: list(crossner.convert(_lines(folder / domain / "dev.txt")))
        for domain, tested in CROSSNER.items()
        if tested
    }
    repeated = frozenset(doc.text for docs in held_out.values() for doc in docs)
    for domain, tested in CROSSNER.items():
        for file in ("train",) if tested else ("train", "dev", "test"):
            docs = crossner.convert(_lines(folder / domain / f"{file}.txt"), skip_texts=repeated)
            for doc in docs:
                percent = 8 if file == "test" else 0
                yield f"crossner_{domain}", hashed_part(doc.text, dev_percent=percent), doc
    for domain, docs in held_out.items():
        yield from ((f"crossner_{domain}", "test", doc) for doc in docs)


def _gum(folder: Path) -> Iterator[tuple[str, str, Doc]]:
    for path in sorted((folder / "dep").glob("*.conllu")):
        tsv = folder / "tsv" / f"{path.stem}.tsv"
        part = gum_part(path.stem.removeprefix("GUM_"))
        for doc in gum.convert(_lines(path), _lines(tsv)):
            yield "gum", part, doc


def _ewt(folder: Path) -> Iterator[tuple[str, str, Doc]]:
    for path in sorted((folder / "train").glob("*/*.conllu")):
        part = hashed_part(path.stem, dev_percent=4)
        yield from (("ewt", part, doc) for doc in conllu.convert(_lines(path)))
    for doc in conllu.convert(_lines(folder / "en_ewt-ud-dev.conllu"), size=400):
        yield "ewt", "test", doc


def _flat(data: Path) -> Iterator[tuple[str, str, Doc]]:
    yield from _each(
        "wnut17", "train", flat.convert_wnut(_lines(data / "wnut17/wnut17train.conll"))
    )
    yield from _each("wnut17", "dev", flat.convert_wnut(_lines(data / "wnut17/emerging.dev.conll")))
    yield from _each(
        "wikigold", "train", flat.convert_wikigold(_lines(data / "wikigold/wikigold.conll.txt"))
    )
    for path in sorted((data / "btc").glob("*.conll")):
        yield from _each("btc", "train", flat.convert_btc(_lines(path)))
    uner = data / "uner_ewt" / "en_ewt-ud-dev.iob2"
    yield from _each("uner_ewt", "test", flat.convert_uner(_lines(uner)))


def _each(name: str, part: str, docs: Iterable[Doc]) -> Iterator[tuple[str, str, Doc]]:
    yield from ((name, part, doc) for doc in docs)
