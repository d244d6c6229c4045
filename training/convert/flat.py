"""WNUT17, Wikigold, the Broad Twitter Corpus and UNER: small flat inventories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from training.convert.columns import relabelled, sentences
from training.docs import doc_of, doubtful_capitals, is_demonym
from training.labels import MISSING, PLACE
from training.spacing import cleaned, merged_possessives, natural_spaces

_WNUT = {
    "person": "PERSON",
    "corporation": "ORG",
    "group": "ORG",
    "creative-work": "WORK_OF_ART",
    "location": PLACE,
    "product": MISSING,
}
_CONLL = {"PER": "PERSON", "LOC": PLACE, "ORG": "ORG", "MISC": MISSING, "OTH": MISSING}


def convert_wnut(lines: Iterable[str]) -> Iterator[Doc]:
    """Yield one Doc per message of WNUT17; products are missing, not outside."""
    for words, labels in sentences(lines):
        yield _doc(words, relabelled(labels, lambda fine: _WNUT.get(fine, MISSING)))


def convert_wikigold(lines: Iterable[str]) -> Iterator[Doc]:
    """Yield one Doc per sentence of Wikigold; MISC other than nationalities is missing."""
    for words, fine in sentences(lines):
        if words == ["-DOCSTART-"]:
            continue
        labels = _begun(relabelled(fine, lambda name: _CONLL.get(name, MISSING)))
        labels = [
            "O" if label == MISSING and is_demonym(word) else label
            for word, label in zip(words, labels, strict=True)
        ]
        yield _doc(words, labels)


def convert_btc(lines: Iterable[str]) -> Iterator[Doc]:
    """Yield one Doc per tweet; account names and stray capitals are missing."""
    for words, fine in sentences(lines):
        labels = relabelled(fine, lambda name: _CONLL.get(name, MISSING))
        words, labels = _joined_accounts(words, labels)
        yield _doc(words, doubtful_capitals(words, labels))


def convert_uner(lines: Iterable[str]) -> Iterator[Doc]:
    """Yield one Doc per sentence of UNER; capitals outside its three types are missing."""
    for words, fine in sentences(lines, word_column=1, label_column=2):
        labels = relabelled(fine, lambda name: _CONLL.get(name, MISSING))
        yield _doc(words, doubtful_capitals(words, labels))


def _doc(words: list[str], labels: list[str]) -> Doc:
    words, labels = merged_possessives(cleaned(words), labels)
    return doc_of(words, natural_spaces(words), labels)


def _begun(labels: list[str]) -> list[str]:
    """Write I- at the start of an entity as B-."""
    previous = "O"
    result = []
    for label in labels:
        starts = label[:2] == "I-" and previous[2:] != label[2:]
        result.append("B-" + label[2:] if starts else label)
        previous = label
    return result


def _joined_accounts(words: list[str], labels: list[str]) -> tuple[list[str], list[str]]:
    """Join ``@`` and the account after it; accounts and hash tags are never evidence."""
    out_words: list[str] = []
    out_labels: list[str] = []
    for word, label in zip(words, labels, strict=True):
        if out_words and out_words[-1] == "@":
            out_words[-1] += word
            continue
        out_words.append(word)
        out_labels.append(MISSING if word[0] in "@#" else label)
    return out_words, out_labels
