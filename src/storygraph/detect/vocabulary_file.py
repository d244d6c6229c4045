"""Theme files: TOML read into checked tables, and one file's tables merged into another's."""

import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from storygraph.errors import VocabularyError

Role = Literal["noun", "verb", "adj", "maker"]
ROLES: tuple[Role, ...] = ("noun", "verb", "adj", "maker")
GUARDS = ("object", "not_object", "near", "not_near", "around")
_SINGLE = ("label", "group", "broader", "least", "gathers", "facts", "same_as", "remove")
_THEME_FIELDS = (*_SINGLE, "also", "relations", *ROLES)
_FILE_FIELDS = ("replace", "ignore", "words", "theme")
_FORM = f"a lemma in quotes, or a table of `lemma`, `least` and guards ({', '.join(GUARDS)})"


def read_theme_file(path: Path | Traversable, where: str) -> dict[str, Any]:
    """Return the tables of a theme file, each of them of the right shape.

    `where` names the file in errors. Links between themes are not looked at.

    Raises
    ------
    VocabularyError
        If the file cannot be read, is no TOML, or has unknown or ill-typed fields.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise VocabularyError(f"no theme file '{where}'; check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise VocabularyError(
            f"cannot read the theme file '{where}' ({reason}); it must be a file of UTF-8 text"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(
            f"theme file '{where}' is not TOML: {error}. Mend that line."
        ) from error
    _check_file(content, where)
    return content


def merge_theme_files(base: dict[str, Any], added: dict[str, Any], where: str) -> dict[str, Any]:
    """Return one file's tables with another's on top; neither is changed.

    Forms of a theme in both add up; its other fields, and word lists, are the added file's.
    """
    themes = dict(base.get("theme", {}))
    for key, concept in added.get("theme", {}).items():
        if concept.get("remove") and key not in themes:
            raise VocabularyError(
                f"'{where}' removes the theme '{key}', which does not exist{hint(key, themes)}; "
                "drop the entry or mend the key"
            )
        known = themes.get(key, {})
        forms = {role: [*known.get(role, []), *concept.get(role, [])] for role in ROLES}
        themes[key] = {**known, **concept, **{role: each for role, each in forms.items() if each}}
    return {
        "ignore": [*base.get("ignore", []), *added.get("ignore", [])],
        "words": {**base.get("words", {}), **added.get("words", {})},
        "theme": themes,
    }


def hint(name: str, known: Iterable[str]) -> str:
    """Return ", did you mean '...'?" for the closest known name, or nothing."""
    close = get_close_matches(name, list(known), n=1)
    return f" (did you mean '{close[0]}'?)" if close else ""


def _check_file(content: dict[str, Any], where: str) -> None:
    _check_fields(content, _FILE_FIELDS, f"theme file '{where}'")
    if not isinstance(content.get("replace", False), bool):
        raise VocabularyError(f"`replace` in '{where}' must be true or false")
    if not _is_texts(content.get("ignore", [])):
        raise VocabularyError(f"`ignore` in '{where}' must be a list of phrases")
    lists = content.get("words", {})
    if not isinstance(lists, dict) or not all(each and _is_texts(each) for each in lists.values()):
        raise VocabularyError(f"[words] in '{where}' must hold lists of lemmas, none of them empty")
    themes = content.get("theme", {})
    if not isinstance(themes, dict):
        raise VocabularyError(f"`theme` in '{where}' must be tables such as [theme.lute]")
    for key, concept in themes.items():
        _check_theme(key, concept, f"theme '{key}' in '{where}'")


def _check_theme(key: str, concept: Any, where: str) -> None:
    if not isinstance(concept, dict):
        raise VocabularyError(f"{where} must be a table: write [theme.{key}] above its fields")
    if not key.strip() or key != key.lower():
        raise VocabularyError(f"{where}: the key must be lower case; put capitals into `label`")
    _check_fields(concept, _THEME_FIELDS, where)
    for name in ("label", "group", "same_as"):
        if name in concept and not (isinstance(concept[name], str) and concept[name].strip()):
            raise VocabularyError(f"{where}: `{name}` must be a text that is not empty")
    if not isinstance(concept.get("remove", False), bool):
        raise VocabularyError(f"{where}: `remove` must be true or false")
    for name in ("least", "gathers"):
        _check_number(name, concept, where)
    _check_number("facts", concept, where, of="relations")
    if "facts" in concept and not concept.get("relations"):
        raise VocabularyError(f"{where} has `facts` but no `relations`; name them or drop it")
    if not _is_texts(as_list(concept.get("broader", []))):
        raise VocabularyError(f"{where}: `broader` must be the key of a theme, or a list of keys")
    for name in ("also", "relations"):
        if not _is_texts(concept.get(name, [])):
            raise VocabularyError(f"{where}: `{name}` must be a list of names")
    for role in ROLES:
        if role in concept:
            _check_forms(concept[role], f"{where}: `{role}`")


def as_list(value: Any) -> Any:
    """Return a list as it is, and anything else as a list of one."""
    return value if isinstance(value, list) else [value]


def _check_forms(forms: Any, where: str) -> None:
    if not isinstance(forms, list) or not forms:
        raise VocabularyError(f"{where} must be a list that is not empty; add a form or drop it")
    for form in forms:
        table = {"lemma": form} if isinstance(form, str) else form
        lemma = table.get("lemma") if isinstance(table, dict) else None
        if not isinstance(lemma, str) or not lemma.strip():
            raise VocabularyError(f"{where} holds {form!r}; a form is {_FORM}")
        _check_fields(table, ("lemma", *GUARDS, "least"), f"{where}, form '{lemma}'")
        _check_number("least", table, f"{where}, form '{lemma}'")
        for guard in GUARDS:
            if guard in table and not (table[guard] and _is_texts(table[guard])):
                raise VocabularyError(
                    f"{where}, form '{lemma}': `{guard}` must be a list of lemmas, not empty"
                )


def _check_number(name: str, table: dict[str, Any], where: str, *, of: str = "mentions") -> None:
    number = table.get(name, 1)
    if type(number) is not int or number < 1:
        raise VocabularyError(f"{where}: `{name}` must be a number of {of}, 1 or more")


def _check_fields(table: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    for name in table:
        if name not in known:
            raise VocabularyError(
                f"{where} has an unknown field `{name}`{hint(name, known)}; "
                f"the fields are {', '.join(known)}"
            )


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)
