"""How the stories speak of a place: what shows that a name is no town's, or may be another's."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from storygraph.gazetteer.table import place_key
from storygraph.graph.storygraph import StoryGraph
from storygraph.lexicon import words
from storygraph.naming import clean
from storygraph.records import NodeMention

_BEFORE = re.compile(r"(\w+(?: of)?)\s{1,2}$")
_AFTER = re.compile(r"^[\s-]{1,2}(\w+)")
_WINDOW = 30
_ODD = 5
_NAMESAKES = ("person", "artwork")


@dataclass(frozen=True, slots=True)
class Speech:
    """What speaks against taking a place for the town of its name.

    `is_other` shows that it is something else: a river, a street, a person; `has_article` that it
    is mostly called "the ..."; `is_doubtful` that the name is also a common word of these stories,
    or part of a person's name; `is_institution` that it is also that of a university or the like.
    `followed_by` are the places named right after it and a comma; `spellings` are the forms in
    the texts that hold letters beyond ASCII, `letters` counts the name's.
    """

    is_other: bool
    has_article: bool
    is_doubtful: bool
    is_institution: bool
    followed_by: frozenset[str]
    spellings: frozenset[str]
    letters: int

    def misspells(self, name: str) -> bool:
        """Tell whether the texts write accents that a name has not."""
        return bool(self.spellings) and name not in self.spellings


def hear(graph: StoryGraph, names: Mapping[str, list[str]]) -> dict[str, Speech]:
    """Return how the stories speak of some places; `names` are theirs by node id."""
    namesakes, parts = _namesakes(graph)
    said: dict[str, list[NodeMention]] = defaultdict(list)
    starts: dict[tuple[str, int], str] = {}
    for mention in (each for listed in graph.mentions_by_story.values() for each in listed):
        if mention.form == "name" and mention.node in names:
            said[mention.node].append(mention)
            starts[mention.story, mention.start] = mention.node
    texts = {story.id: story.text for story in graph.stories.values()}
    return {
        node: _speech(listed, said[node], texts, starts, namesakes, parts)
        for node, listed in names.items()
    }


def _speech(
    names: list[str],
    said: list[NodeMention],
    texts: Mapping[str, str],
    starts: Mapping[tuple[str, int], str],
    namesakes: Counter[str],
    parts: set[str],
) -> Speech:
    keys = {place_key(name) for name in names}
    around = [_around(texts[each.story], each.start, each.end) for each in said]
    stories = {each.story for each in said}
    commas = ((m.story, m.end + 2) for m in said if texts[m.story][m.end : m.end + 2] == ", ")
    spellings = {clean(each) for _, each, _ in around} | {names[0]}
    return Speech(
        is_other=names[0].islower()
        or _is_outdone(max(namesakes[key] for key in keys), len(said))
        or _mostly(_is_feature(*each) for each in around),
        has_article=_mostly(_has_article(*each) for each in around),
        is_doubtful=bool(keys & parts)
        or any(_is_common(texts[story], names[0]) for story in stories),
        is_institution=any(_names_institution(texts[story], names) for story in stories),
        followed_by=frozenset(starts[each] for each in commas if each in starts),
        spellings=frozenset(each for each in spellings if not each.isascii()),
        letters=len(names[0]),
    )


def _namesakes(graph: StoryGraph) -> tuple[Counter[str], set[str]]:
    """Return the names of people and works with their mentions, and words of people's names."""
    wholes: Counter[str] = Counter()
    parts: set[str] = set()
    for _, data in graph.nx.nodes(data=True):
        if data["type"] in _NAMESAKES:
            keys = [place_key(str(name)) for name in (data["name"], *data["aliases"])]
            wholes.update(dict.fromkeys(keys, int(data["mentions"])))
            if data["type"] == "person":
                parts.update(word for key in keys if " " in key for word in key.split())
    return wholes, parts


def _around(text: str, start: int, end: int) -> tuple[str, str, str]:
    before = _BEFORE.search(text[max(0, start - _WINDOW) : start])
    after = _AFTER.search(text[end : end + _WINDOW])
    return before[1] if before else "", text[start:end], after[1] if after else ""


def _is_feature(before: str, name: str, after: str) -> bool:
    """Tell whether the words around a name make it a water, a mountain, a street."""
    nature = words("nature")
    is_cape = before[:1].isupper() and before.lower().removesuffix(" of") in nature
    is_street = after[:1].isupper() and after.lower() in words("facilities")
    return is_cape or is_street or after.lower().removesuffix("s") in nature


def _has_article(before: str, name: str, after: str) -> bool:
    return before.lower() == "the" or name.lower().startswith("the ")


def _is_outdone(namesake: int, place: int) -> bool:
    """Tell whether a person or work of that name is more than an odd misreading."""
    return namesake * _ODD > place


def _names_institution(text: str, names: Iterable[str]) -> bool:
    kind = _institution()
    return any(kind.match(text, end) for name in names for end in _ends(text, name))


@cache
def _institution() -> re.Pattern[str]:
    kinds = "|".join(sorted(words("institutions")))
    return re.compile(rf" (?i:{kinds})(?!\w)")


def _mostly(signs: Iterable[bool]) -> bool:
    listed = list(signs)
    return 2 * sum(listed) >= max(1, len(listed))


def _is_common(text: str, name: str) -> bool:
    """Tell whether a text has a name as a common word, in small letters."""
    small = name.lower()
    return small != name and any(not _is_letter(text[end : end + 1]) for end in _ends(text, small))


def _ends(text: str, name: str) -> Iterator[int]:
    """Yield where a name ends in a text that no letter stands before; its end may be in a word."""
    start = text.find(name)
    while start >= 0:
        if not start or not _is_letter(text[start - 1]):
            yield start + len(name)
        start = text.find(name, start + 1)


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"
