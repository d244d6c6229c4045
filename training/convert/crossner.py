"""CrossNER: five domains with fine types, mapped to the seven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from training.convert.columns import relabelled, sentences
from training.docs import doc_of, is_demonym
from training.labels import MISSING, PLACE
from training.spacing import cleaned, merged_possessives, natural_spaces

_TYPES = {
    **dict.fromkeys(
        ("person", "musicalartist", "writer", "politician", "scientist", "researcher"), "PERSON"
    ),
    **dict.fromkeys(("band", "organisation", "politicalparty", "university"), "ORG"),
    **dict.fromkeys(("album", "song", "book", "poem"), "WORK_OF_ART"),
    **dict.fromkeys(("event", "election", "conference"), "EVENT"),
    "country": "GPE",
    "location": PLACE,
    # Periodicals, heavenly bodies and the mixed bag fit none of the seven surely.
    **dict.fromkeys(("magazine", "academicjournal", "astronomicalobject", "misc"), MISSING),
}


def convert(lines: Iterable[str], *, skip_texts: frozenset[str] = frozenset()) -> Iterator[Doc]:
    """Yield one Doc per sentence; texts in ``skip_texts`` (they repeat test data) are left out.

    Nationalities and lower-case words marked ``misc`` count as outside; awards,
    genres, instruments and the sciences' own types are none of the seven.
    """
    for words, fine in sentences(lines):
        labels = [
            "O" if label == MISSING and (is_demonym(word) or not word[:1].isupper()) else label
            for word, label in zip(words, relabelled(fine, _type_of), strict=True)
        ]
        words, labels = merged_possessives(cleaned(words), labels)
        doc = doc_of(words, natural_spaces(words), labels)
        if doc.text not in skip_texts:
            yield doc


def _type_of(fine: str) -> str:
    return _TYPES.get(fine, "O")
