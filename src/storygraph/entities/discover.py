"""Themes that no vocabulary lists: nouns that stand out in several stories of a corpus."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from storygraph.records import Reading

#: A discovered theme is shared by so many stories at least ...
LEAST_STORIES = 2
#: ... and, in a larger corpus, by this share of them at most: what all tell of sets none apart.
MOST_SHARE = 0.4
#: One theme is discovered for so many stories, and this many at most.
STORIES_A_THEME = 2
MOST_THEMES = 30


def discover_themes(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Return the readings, one by one, with the keywords that stories share among the themes.

    Of many, those that most of their stories' words speak of are kept. The readings are gone
    through twice.
    """
    total = 0
    stories: Counter[str] = Counter()
    words: Counter[str] = Counter()
    known: set[str] = set()
    for reading in readings:
        total += 1
        keywords = Counter(each.theme for each in reading.keywords)
        stories.update(keywords.keys())
        words.update(keywords)
        known.update(each.theme for each in reading.themes)
    most = max(LEAST_STORIES, int(MOST_SHARE * total))
    shared = {key for key, count in stories.items() if LEAST_STORIES <= count <= most} - known
    ranked = sorted(shared, key=lambda key: (-words[key], key))
    kept = set(ranked[: min(MOST_THEMES, total // STORIES_A_THEME)])
    return (_with_themes(reading, kept) for reading in readings)


def _with_themes(reading: Reading, keys: set[str]) -> Reading:
    added = [replace(each, by="discovered") for each in reading.keywords if each.theme in keys]
    if not added:
        return reading
    themes = sorted((*reading.themes, *added), key=lambda each: (each.start, each.end))
    return replace(reading, themes=tuple(themes))
