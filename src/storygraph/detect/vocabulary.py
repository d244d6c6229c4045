"""The theme vocabulary: concepts, their broader concepts and the words that speak of them.

`data/themes.toml` is the shipped vocabulary; its head describes the format of such files.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from storygraph.detect.vocabulary_file import (
    GUARDS,
    ROLES,
    Role,
    as_list,
    hint,
    merge_theme_files,
    read_theme_file,
)
from storygraph.errors import VocabularyError

_SHIPPED = "themes.toml"


# What a user's file says of a theme to have it found, beside its names and links.
_RULING = frozenset({*ROLES, "least", "gathers"})


@dataclass(frozen=True, slots=True)
class Form:
    """Words that speak of a theme: lower-case lemmas, their part of speech, and guards.

    `maker` is a noun for the person. `object` and `not_object` are lemmas that the verb's object
    must or must not be, `near` and `not_near` lemmas that must or must not stand in the sentence,
    `around` lemmas of which one must stand within some hundred words. `least` stands in for that
    of the theme where it is not 0.
    """

    words: tuple[str, ...]
    role: Role
    object: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    not_near: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    least: int = 0

    @property
    def is_plain(self) -> bool:
        """Tell whether the form has no guard and no `least` of its own."""
        return not (self.least or any(getattr(self, guard) for guard in GUARDS))


@dataclass(frozen=True, slots=True)
class Theme:
    """A concept: how it is shown, its group, its broader concepts, and the forms it goes by.

    A story speaks of the theme if it mentions it `least` times, of which mentions by forms with a
    `least` of their own are a smaller or larger share; a long story, more often. Where
    `gathers` is not 0, so many mentions of narrower themes do as well. `same_as` is the IRI of the
    same concept elsewhere, or ""; `also` holds other names that are not sought in texts.
    `facts` relations of the names `relations` between different ends speak of the theme as well.
    """

    key: str
    label: str
    group: str
    broader: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    least: int = 1
    gathers: int = 0
    same_as: str = ""
    also: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    facts: int = 1


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Themes by key, in the order of their files, and phrases that speak of no theme.

    `ruled` has the keys of the themes that a user's file adds, or gives words, a `least` or
    `gathers`: how often they are mentioned decides alone whether a story is about them.
    """

    themes: Mapping[str, Theme]
    ignore: tuple[tuple[str, ...], ...] = ()
    ruled: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.themes)

    def __iter__(self) -> Iterator[Theme]:
        return iter(self.themes.values())

    def __contains__(self, key: object) -> bool:
        return key in self.themes

    def group(self, key: str) -> str:
        """Return the group of a theme, for example "instrument"."""
        return self.themes[key].group

    def broader_of(self, key: str) -> tuple[str, ...]:
        """Return all broader concepts of a theme, the nearest first."""
        found: dict[str, None] = {}
        level = self.themes[key].broader
        while level:
            found.update(dict.fromkeys(level))
            level = tuple(up for each in level for up in self.themes[each].broader)
        return tuple(found)

    def narrower_of(self, key: str) -> tuple[str, ...]:
        """Return all narrower concepts of a theme, in the order of the file."""
        return tuple(each for each in self.themes if key in self.broader_of(each))

    def aliases(self, key: str) -> tuple[str, ...]:
        """Return a theme's other names: those it lists, and nouns that always mean it."""
        theme = self.themes[key]
        nouns = (form for form in theme.forms if form.role == "noun" and form.is_plain)
        names = dict.fromkeys((*theme.also, *(" ".join(form.words) for form in nouns)))
        own = {*self.themes, " ".join(as_words(key))}
        return tuple(name for name in names if name not in own)

    def to_json(self) -> str:
        """Return the vocabulary as JSON, the same for the same vocabulary."""
        themes = [asdict(theme) for theme in self]
        stored = {"ignore": self.ignore, "ruled": self.ruled, "themes": themes}
        return json.dumps(stored, default=sorted)

    @classmethod
    def from_json(cls, text: str) -> "Vocabulary":
        """Return the vocabulary that `to_json` wrote."""
        stored = json.loads(text)
        themes = (_stored_theme(each) for each in stored["themes"])
        ignore = tuple(tuple(phrase) for phrase in stored["ignore"])
        return cls(
            {theme.key: theme for theme in themes}, ignore, frozenset(stored.get("ruled", ()))
        )


def load_vocabulary(path: Path | None = None, *, extend: bool = True) -> Vocabulary:
    """Return the shipped vocabulary, or what a TOML file makes of it.

    The file adds themes, adds forms to shipped ones, and drops those marked `remove = true`. It
    stands alone if it says `replace = true`, or if `extend` is false.

    Raises
    ------
    VocabularyError
        If the file cannot be read, is no TOML, or breaks the format.
    """
    if path is None:
        return _shipped()
    content = read_theme_file(path, str(path))
    themes = content.get("theme", {})
    ruled = frozenset(themes)
    if extend and not content.get("replace", False):
        shipped = _shipped_file()
        content = merge_theme_files(shipped, content, str(path))
        ruled = frozenset(
            key
            for key, concept in themes.items()
            if key not in shipped["theme"] or not _RULING.isdisjoint(concept)
        )
    return replace(_compile(content, str(path)), ruled=ruled)


@cache
def _shipped() -> Vocabulary:
    return _compile(_shipped_file(), _SHIPPED)


@cache
def _shipped_file() -> dict[str, Any]:
    return read_theme_file(files("storygraph.detect") / "data" / _SHIPPED, _SHIPPED)


def _compile(content: dict[str, Any], where: str) -> Vocabulary:
    """Return the vocabulary of a file's tables; links between themes are checked first."""
    concepts: dict[str, dict[str, Any]] = content.get("theme", {})
    kept = {key: each for key, each in concepts.items() if not each.get("remove")}
    if not kept:
        raise VocabularyError(f"theme file '{where}' holds no theme; add a table [theme.NAME]")
    for key, concept in concepts.items():
        _check_links(key, concept, concepts, where)
    broader = {key: _kept_broader(key, concepts) for key in kept}
    lists = _word_lists(content.get("words", {}), concepts, broader)
    themes = {}
    for key, concept in kept.items():
        forms = _forms(concept, lists, f"theme '{key}' in '{where}'")
        themes[key] = Theme(
            key=key,
            label=concept.get("label", key),
            group=concept["group"],
            broader=broader[key],
            forms=tuple(dict.fromkeys(forms)),
            least=concept.get("least", 1),
            gathers=concept.get("gathers", 0),
            same_as=concept.get("same_as", ""),
            also=tuple(concept.get("also", [])),
            relations=tuple(concept.get("relations", [])),
            facts=concept.get("facts", 1),
        )
    return Vocabulary(themes, tuple(as_words(each) for each in content.get("ignore", [])))


def as_words(text: str) -> tuple[str, ...]:
    """Return the words of a form in lower case: parted by spaces, hyphens and before 's."""
    parted = text.lower().replace("’", "'").replace("'s ", " 's ")
    return tuple(word for part in parted.split() for word in part.split("-") if word)


def _check_links(
    key: str, concept: dict[str, Any], concepts: dict[str, dict[str, Any]], where: str
) -> None:
    if "group" not in concept:
        raise VocabularyError(
            f"theme '{key}' in '{where}' has no group; add `group`, for example \"practice\""
        )
    if not any(role in concept for role in ROLES):
        raise VocabularyError(
            f"theme '{key}' in '{where}' has no forms; add a list: {', '.join(ROLES)}"
        )
    for each in _broader(concept):
        if each not in concepts:
            raise VocabularyError(
                f"theme '{key}' in '{where}' has the broader theme '{each}', which does not "
                f"exist{hint(each, concepts)}; add it or mend the key"
            )
    circle = _circle(key, concepts)
    if circle:
        raise VocabularyError(
            f"broader themes in '{where}' run in a circle: {' -> '.join(circle)}; drop one link"
        )


def _broader(concept: dict[str, Any]) -> list[str]:
    return list(as_list(concept.get("broader", [])))


def _circle(key: str, concepts: dict[str, dict[str, Any]]) -> list[str]:
    """Return the way from a theme over its broader themes back to itself; empty if there is none.

    Broader themes that do not exist are passed over.
    """
    paths = [[key]]
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        for up in _broader(concepts.get(path[-1], {})):
            if up == key:
                return [*path, key]
            if up not in seen:
                seen.add(up)
                paths.append([*path, up])
    return []


def _kept_broader(key: str, concepts: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    """Return the broader themes of a theme; those of a removed one stand in for it."""
    found: dict[str, None] = {}
    for up in _broader(concepts[key]):
        removed = concepts[up].get("remove")
        found.update(dict.fromkeys(_kept_broader(up, concepts) if removed else (up,)))
    return tuple(found)


def _word_lists(
    lists: dict[str, list[str]],
    concepts: dict[str, dict[str, Any]],
    broader: dict[str, tuple[str, ...]],
) -> dict[str, set[str]]:
    """Return the lemmas that `words:NAME` and `theme:KEY` stand for in guards."""
    found = {f"words:{name}": {word.lower() for word in words} for name, words in lists.items()}
    found |= {f"theme:{key}": set() for key in concepts}
    for key in broader:
        nouns = {form for form in concepts[key].get("noun", []) if isinstance(form, str)}
        for each in _ancestry(key, broader):
            found[f"theme:{each}"] |= nouns
    return found


def _expand(entries: list[str], lists: dict[str, set[str]], where: str) -> frozenset[str]:
    """Return the lemmas of a guard; never empty, even if it names a removed theme."""
    found: set[str] = set()
    for entry in entries:
        if ":" in entry and entry not in lists:
            raise VocabularyError(
                f"{where}: nothing is called '{entry}'{hint(entry, lists)}; "
                "a guard holds lemmas, words:NAME and theme:KEY"
            )
        found |= {entry.lower()} | lists.get(entry, set())
    return frozenset(found)


def _ancestry(key: str, broader: dict[str, tuple[str, ...]]) -> set[str]:
    found = {key}
    for up in broader[key]:
        found |= _ancestry(up, broader)
    return found


def _forms(concept: dict[str, Any], lists: dict[str, set[str]], where: str) -> Iterator[Form]:
    for role in ROLES:
        for form in concept.get(role, []):
            table: dict[str, Any] = {"lemma": form} if isinstance(form, str) else form
            guards = {
                guard: _expand(table[guard], lists, f"{where}, form '{table['lemma']}'")
                for guard in GUARDS
                if guard in table
            }
            least = table.get("least", 0)
            yield Form(as_words(table["lemma"]), role, **guards, least=least)


def _stored_theme(stored: dict[str, Any]) -> Theme:
    forms = tuple(
        Form(
            tuple(form["words"]),
            form["role"],
            **{guard: frozenset(form[guard]) for guard in GUARDS},
            least=form["least"],
        )
        for form in stored["forms"]
    )
    names = {each: tuple(stored.get(each, ())) for each in ("broader", "also", "relations")}
    return Theme(**{**stored, **names, "forms": forms})
