"""Whom "he" or "she" means where it opens a paragraph of a story about one person.

A life is told in paragraphs, and each that opens with a pronoun goes back to its main person,
whoever was named last in the paragraph before.
"""

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Token

from storygraph.detect.aliases import Cluster, Found

_LEAST = 3  # names of a main person
_MAINLY = 2  # how many times as often as anybody else of their gender they are named


def main_people(clusters: Sequence[Cluster], found: Sequence[Found]) -> dict[str, int]:
    """Return the number of the person whom a story is about, for each gender that has one."""
    counts = Counter(
        each.cluster
        for each in found
        if each.form == "name" and clusters[each.cluster].type == "person"
    )
    main: dict[str, int] = {}
    for gender in ("female", "male"):
        fitting = [n for n, _ in counts.most_common() if clusters[n].gender in {"", gender}]
        if not fitting or clusters[fitting[0]].gender != gender:
            continue
        most = counts[fitting[0]]
        second = counts[fitting[1]] if len(fitting) > 1 else 0
        if most >= _LEAST and most >= _MAINLY * second:
            main[gender] = fitting[0]
    return main


def opens_paragraph(pronoun: Token, named: Sequence[Found]) -> bool:
    """Tell whether a pronoun comes before every name and quote mark of its paragraph."""
    index = pronoun.i - 1
    while index >= 0:
        token = pronoun.doc[index]
        if token.is_space and "\n" in token.text:
            break
        if token.is_quote:
            return False
        index -= 1
    return index >= 0 and not any(index < each.span.start < pronoun.i for each in named)
