"""Names as comparable parts: titles and name words, folded across scripts and accents."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations

from anyascii import anyascii

from storygraph.lexicon import words

_POSSESSIVE = re.compile(r"(['’]s|(?<=s)['’])$", re.IGNORECASE)
_NICKNAME = re.compile(r"\s[\"“‘'«]([^\"“”‘’'«»]+)[\"”’'»](?=\s)")
_WORD = re.compile(r"[^\W_]+(?:[-'’ʻʼ`.][^\W_]+)*\.?")
_ARTICLES = frozenset({"the", "a", "an"})
_FUNCTION_WORDS = frozenset("of the for and in at de la a an & on".split())
_GENDERED = (("female", "female"), ("male", "male"), ("neutral", ""))


@dataclass(frozen=True, slots=True, order=True)
class PersonName:
    """A person's name, folded for comparison: its titles, its remaining words, its nicknames.

    A nickname is what stands in quotes between the others; it is among the words too.
    """

    titles: tuple[str, ...]
    parts: tuple[str, ...]
    nicknames: tuple[str, ...] = ()

    @property
    def gender(self) -> str:
        """Return what the titles tell: "female", "male" or ""."""
        genders = {gender_of_honorific(title) for title in self.titles} - {None, ""}
        return str(genders.pop()) if len(genders) == 1 else ""


def clean(name: str) -> str:
    """Return a name as it should be shown: white space single, no possessive ending."""
    return _POSSESSIVE.sub("", " ".join(name.split()).strip(' "“”«»,;:'))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the form in which spellings are compared: Latin letters, lower case, no accents."""
    name = clean(text)
    return " ".join(_WORD.findall(anyascii(name).casefold())) or name.casefold() or text


def key_of(name: str) -> str:
    """Return a name's comparison form without its leading article."""
    head, _, rest = fold(name).partition(" ")
    return rest if head in _ARTICLES and rest else fold(name)


@lru_cache(maxsize=65536)
def person_name(name: str) -> PersonName:
    """Split a person's name into titles and name words; a lone title counts as a name."""
    folded = fold(name).split() or [name]
    parts = [part.rstrip(".") if len(part) > 2 else part for part in folded]
    titles: list[str] = []
    while len(parts) > 1 and gender_of_honorific(parts[0]) is not None:
        if titles and len(parts) == 2 and is_name_too(parts[0]):  # "Professor Nonna Bek"
            break
        titles.append(parts.pop(0))
    titles += _titles_after(parts)
    nicknames = (fold(nickname) for nickname in _NICKNAME.findall(name))
    return PersonName(tuple(titles), tuple(parts), tuple(nicknames))


def _titles_after(parts: list[str]) -> list[str]:
    """Take the titles after a name off its words, and return them: "Kenji-san", "Rana hanım"."""
    titles: list[str] = []
    while len(parts) > 1 and parts[-1] in _after():
        titles.append(parts.pop())
    stem, _, title = parts[-1].rpartition("-")
    if len(stem) > 1 and title in _after():
        parts[-1] = stem
        titles.append(title)
    return titles


@cache
def _after() -> frozenset[str]:
    return frozenset(map(fold, words("honorifics", "after")))


def without_titles(name: str) -> str:
    """Return a person's name without the titles before it, accents and capitals kept."""
    parts = clean(name).split()
    while len(parts) > 1 and gender_of_honorific(parts[0]) is not None:
        if is_name_too(parts[0]):
            break
        parts = parts[1:]
    return " ".join(parts)


def gender_of_honorific(word: str) -> str | None:
    """Return "female", "male" or "" for a title before a name, None for any other word."""
    word = word.lower().rstrip(".")
    for key, gender in _GENDERED:
        if word in words("honorifics", key):
            return gender
    return None


def is_name_too(title: str) -> bool:
    """Tell whether a title before names is somebody's name as well: "Don", "Lola"."""
    return title.lower().rstrip(".") in words("honorifics", "also_names")


def is_short_for(short: PersonName, full: PersonName) -> bool:
    """Tell whether a name's words appear, in order, among a longer name's; initials count.

    A single word must be the first or the last one, or a nickname: nobody goes by a middle name.
    """
    if len(short.parts) > len(full.parts) or _conflict(short, full):
        return False
    alone = {full.parts[0], full.parts[-1], *full.nicknames}
    if short.titles and all(map(is_name_too, short.titles)):
        alone = {full.parts[0]}  # "Lola Bek" may be a sister of Aru Bek, "Don Aru" is himself
    if len(short.parts) == 1 and short.parts[0] not in alone:
        return False
    rest = iter(full.parts)
    pairs = [next((o for o in rest if _same_part(part, o)), None) for part in short.parts]
    return None not in pairs and any(pair in short.parts for pair in pairs)


def _same_part(part: str, other: str) -> bool:
    if len(part.rstrip(".")) == 1 or len(other.rstrip(".")) == 1:
        return part[0] == other[0]
    return part == other


def _conflict(one: PersonName, other: PersonName) -> bool:
    return titles_conflict(one.titles, other.titles)


def titles_conflict(some: Collection[str], others: Collection[str]) -> bool:
    """Tell whether two sets of titles cannot belong to one person: Mr and Mrs, Miss and Mrs."""
    if not (some and others):
        return False
    first, second = ({title.rstrip(".") for title in titles} for titles in (some, others))
    genders = [{gender_of_honorific(title) for title in each} for each in (first, second)]
    if {"female", "male"} <= set.union(*genders):
        return True
    return any({"miss"} <= one and {"mrs"} <= other for one, other in permutations((first, second)))


def whole_words(parts: Iterable[str]) -> int:
    """Return how many words of a name are no mere initials."""
    return sum(len(part.rstrip(".")) > 1 for part in parts)


def slug(name: str) -> str:
    """Return a name for a node id: folded, words joined by hyphens, never empty."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(clean(name)).lower()).strip("-") or "unnamed"


def is_short_official(short: str, full: str) -> bool:
    """Tell whether one institution's folded name abridges another: its words in order, its kind.

    "savin museum" abridges "oleg savin state museum of fine arts"; "state museum", which holds no
    word of its own, abridges nothing, and "university of tarn" is not that of southern tarn.
    """
    short_words, full_words = content_words(short), content_words(full)
    if len(short_words) >= len(full_words) or not own_words(short):
        return False
    kinds = [word for word in short_words if word in _kinds()]
    rest = iter(full_words)
    is_apart = words("institutions", "directions") & ({*full_words} - {*short_words})
    return bool(kinds) and not is_apart and all(word in rest for word in short_words)


def own_words(name: str) -> list[str]:
    """Return the words of an institution's folded name that no other of its kind need have."""
    generic = words("institutions", "generic") | _kinds()
    return [word for word in content_words(name) if word not in generic]


def content_words(name: str) -> list[str]:
    """Return the words of a folded name but for "of", "the" and their like."""
    return [word for word in name.split() if word not in _FUNCTION_WORDS]


def is_kind_alone(key: str) -> bool:
    """Tell whether a folded name only says what kind of house or event it is: "conservatory"."""
    return key in _kinds()


def _kinds() -> frozenset[str]:
    return words("institutions") | words("events") | words("facilities")
