"""Whom "he" or "she" means where it opens a paragraph of a story about one person.

A life is told in paragraphs, and each that opens with a pronoun goes back to its main person,
whoever was named last in the paragraph before.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Token

from storygraph.detect.aliases import Cluster, Found
from storygraph.detect.pronouns import PRONOUNS
from storygraph.detect.quotes import Quote, quote_at

_CERTAIN, _HELD = 0.9, 0.7
_LEAST = 3  # names of a main person
_CLEARLY = 4  # how many times as many pronouns of one gender
_MAINLY = 2  # how many times as often as anybody else of their gender they are named


def main_people(
    clusters: Sequence[Cluster], found: Sequence[Found], taken: Iterable[tuple[str, int]] = ()
) -> dict[str, int]:
    """Return the number of the person whom a story is about, for each gender that has one.

    `taken` are the pronouns that were taken for people, as (lower-case text, number): they tell
    the gender of those of whom nothing else does.
    """
    genders = _genders(clusters, taken)
    counts = Counter(
        each.cluster
        for each in found
        if each.form == "name" and clusters[each.cluster].type == "person"
    )
    main: dict[str, int] = {}
    for gender in ("female", "male"):
        fitting = [n for n, _ in counts.most_common() if genders[n] in {"", gender}]
        if not fitting or genders[fitting[0]] != gender:
            continue
        most = counts[fitting[0]]
        second = counts[fitting[1]] if len(fitting) > 1 else 0
        if most >= _LEAST and most >= _MAINLY * second:
            main[gender] = fitting[0]
    return main


def _genders(clusters: Sequence[Cluster], taken: Iterable[tuple[str, int]]) -> list[str]:
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for text, number in taken:
        if text in PRONOUNS and number < len(clusters):
            votes[number][PRONOUNS[text]] += 1
    genders = [each.gender for each in clusters]
    for number, counts in votes.items():
        gender, most = counts.most_common(1)[0]
        if not genders[number] and most >= max(_LEAST, _CLEARLY * (counts.total() - most)):
            genders[number] = gender
    return genders


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


def held_to_topic(
    found: Sequence[Found], main: Mapping[str, int], quotes: list[Quote]
) -> list[Found]:
    """Return mentions of people, a paragraph's pronouns kept to the main person it speaks of.

    Where a paragraph has spoken of the main person, and not of whom a pronoun was taken for, it
    means the main person. The mentions are in text order.
    """
    held: list[Found] = []
    paragraph, spoken = -1, set[int]()
    for each in found:
        start = _paragraph_start(each.span[0], paragraph)
        if start != paragraph:
            paragraph, spoken = start, set()
        topic = main.get(PRONOUNS.get(each.span.text.lower(), ""))
        is_stray = each.form == "pronoun" and each.cluster not in spoken
        is_stray = is_stray and quote_at(quotes, each.span.start) is None
        if topic is not None and topic in spoken and is_stray and each.confidence < _CERTAIN:
            held.append(Found(each.span, topic, "pronoun", _HELD))
        else:
            held.append(each)
        spoken.add(held[-1].cluster)
    return held


def _paragraph_start(token: Token, last: int) -> int:
    """Return the index of the line break before a token, or `last` if none came since."""
    for index in range(token.i - 1, max(last, -1), -1):
        each = token.doc[index]
        if each.is_space and "\n" in each.text:
            return index
    return last
