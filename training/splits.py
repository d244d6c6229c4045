"""Which part of each data set trains, tunes and tests: fixed by name, never by chance."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

LITBANK_TEST_BOOKS = 10
LITBANK_DEV_BOOKS = 8
#: GUM's own dev documents; its biographies are our test, the rest tunes.
GUM_DEV = frozenset(
    """academic_exposure academic_librarians bio_byron bio_emperor court_loan interview_cyclone
    interview_gaming news_homeopathic news_iodine voyage_athens voyage_coron""".split()
)


def shuffled(names: Sequence[str]) -> list[str]:
    """Return the names in an order that depends on nothing but the names."""
    return sorted(names, key=lambda name: hashlib.sha256(name.encode()).hexdigest())


def litbank_part(books: Sequence[str]) -> dict[str, str]:
    """Map each book to train, dev or test."""
    order = shuffled(books)
    limits = (LITBANK_TEST_BOOKS, LITBANK_TEST_BOOKS + LITBANK_DEV_BOOKS)
    return {
        book: "test" if rank < limits[0] else "dev" if rank < limits[1] else "train"
        for rank, book in enumerate(order)
    }


def gum_part(name: str) -> str:
    """Return the part of a GUM document, named like ``bio_byron``."""
    if name not in GUM_DEV:
        return "train"
    return "test" if name.startswith("bio_") else "dev"


def hashed_part(text: str, *, dev_percent: int) -> str:
    """Send about ``dev_percent`` of a hundred texts to dev, the others to train."""
    digest = hashlib.sha256(text.encode()).digest()
    return "dev" if int.from_bytes(digest[:4], "big") % 100 < dev_percent else "train"
