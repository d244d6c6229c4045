"""Themes that no vocabulary lists: nouns that stand out in several stories of a corpus."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from storygraph.records import Reading

#: A discovered theme is shared by so many stories at least ...
LEAST_STORIES = 2
#: ... and, in a larger corpus, by this share of them at most: what all tell of sets none apart.
MOST_SHARE = 0.4
#: One theme is discovered for so many stories, and this many at most.
STORIES_A_THEME = 2
MOST_THEMES = 30


def discover_themes(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with the keywords that stories share among their themes.

    Of many, those that most of their stories' words speak of are kept.
    """
    told: dict[str, list[int]] = {}
    for number, reading in enumerate(readings):
        for keyword in dict.fromkeys(each.theme for each in reading.keywords):
            told.setdefault(keyword, []).append(number)
    most = max(LEAST_STORIES, int(MOST_SHARE * len(readings)))
    shared = [key for key, where in told.items() if LEAST_STORIES <= len(where) <= most]
    known = {mention.theme for reading in readings for mention in reading.themes}
    counts = _counts(readings, set(shared) - known)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    kept = set(ranked[: min(MOST_THEMES, len(readings) // STORIES_A_THEME)])
    return [_with_themes(reading, kept) for reading in readings]


def _counts(readings: Iterable[Reading], keys: set[str]) -> dict[str, int]:
    counts = dict.fromkeys(keys, 0)
    for reading in readings:
        for mention in reading.keywords:
            if mention.theme in keys:
                counts[mention.theme] += 1
    return counts


def _with_themes(reading: Reading, keys: set[str]) -> Reading:
    added = [replace(each, by="discovered") for each in reading.keywords if each.theme in keys]
    if not added:
        return reading
    themes = sorted((*reading.themes, *added), key=lambda each: (each.start, each.end))
    return replace(reading, themes=tuple(themes))
