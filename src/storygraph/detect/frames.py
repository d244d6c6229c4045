"""The relation patterns of `data/relations.toml`, read, checked and indexed by predicate."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from spacy.tokens import Token

from storygraph.detect.inflections import verb_forms
from storygraph.errors import VocabularyError

Words = frozenset[str]
_HYPHENATED = 8  # tokens before and behind a word that may belong to it, hyphens included
_KIN = frozenset({"great", "grand", "step", "god", "half", "foster", "ex"})


class Statement(BaseModel):
    """What a frame says: a relation between its subject and one of its arguments.

    `object` holds entity types and `theme:GROUP` entries, `via` the roles that link the object,
    `who` those that link the subject where it is not the doer ("sent her to Riga"). With `mutual`,
    several subjects without an object are related to each other. `confidence` lies in 0..1.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    relation: str
    object: Words
    via: Words
    subject: Words = frozenset({"person"})
    inverse: bool = False
    confidence: float = Field(default=0.9, ge=0, le=1)
    verbs: Words = frozenset()
    object_kinds: Words = frozenset()
    not_kinds: Words = frozenset()
    who: Words = frozenset()
    mutual: bool = False


class Frame(BaseModel):
    """A predicate and the statements that its arguments make."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    says: tuple[Statement, ...] = Field(min_length=1)
    verbs: Words = frozenset()
    passives: Words = frozenset()
    events: Words = frozenset()
    roles: Words = frozenset()
    works: bool = False
    people: bool = False
    joint: bool = False
    owners: bool = False
    needs: Mapping[str, Words] = Field(default_factory=dict)
    forms: Mapping[str, Words] = Field(default_factory=dict)
    not_via: Mapping[str, Words] = Field(default_factory=dict)
    lacks: Mapping[str, Words] = Field(default_factory=dict)
    unless: Mapping[str, Words] = Field(default_factory=dict)


class FrameFile(BaseModel):
    """A file of frames, and the words that take the assertion out of a predicate."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    frame: tuple[Frame, ...] = ()
    hypothetical: Mapping[str, Words] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames, looked up by the lemma of a verb, participle, event noun or role noun.

    `relations` has the names of all that they say.
    """

    verbs: Mapping[str, tuple[Frame, ...]]
    passives: Mapping[str, tuple[Frame, ...]]
    events: Mapping[str, tuple[Frame, ...]]
    roles: Mapping[str, tuple[Frame, ...]]
    works: tuple[Frame, ...]
    people: tuple[Frame, ...]
    hypothetical: Mapping[str, Words]
    forms: Mapping[str, str]
    relations: Words

    def lemma(self, token: Token) -> str:
        """Return a token's lemma in lower case; where it is no word known here, a verb's.

        Lemmatizers err on rare spellings: "travelled" is a form of "travel" all the same.
        """
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN":
            whole = hyphenated(token)
            is_word = whole in self.roles or whole in self.events
            return whole if is_word or _is_relative(whole) else lemma
        known = lemma in self.verbs or lemma in self.passives or token.pos_ != "VERB"
        return lemma if known else self.forms.get(token.lower_, lemma)


def hyphenated(token: Token) -> str:
    """Return the word, in lower case, that tokenizers cut at its hyphens: "sister-in-law"."""
    doc, first, last = token.doc, token.i, token.i
    least, most = max(0, first - _HYPHENATED), min(len(doc) - 1, last + _HYPHENATED)
    while first - 2 >= least and doc[first - 1].text == "-" and not doc[first - 2].whitespace_:
        first -= 2
    while last + 2 <= most and doc[last + 1].text == "-" and not doc[last].whitespace_:
        last += 2
    return str(doc[first : last + 1].text.lower()) if last > first else ""


def _is_relative(word: str) -> bool:
    """Tell whether a hyphen makes a word another one: a great-aunt is no aunt."""
    return word.endswith("-in-law") or word.partition("-")[0] in _KIN if word else False


def load_frames(extra: Path | None = None) -> Frames:
    """Return the shipped relation frames, with those of a user's file after them.

    Raises
    ------
    VocabularyError
        If a file cannot be read, is no TOML, or a frame has an unknown key or lacks one.
    """
    source = files("storygraph.detect") / "data" / "relations.toml"
    tables = [_parse(source.read_text(encoding="utf-8"), "relations.toml")]
    if extra is not None:
        try:
            tables.append(_parse(extra.read_text(encoding="utf-8"), str(extra)))
        except (OSError, UnicodeDecodeError) as error:
            raise VocabularyError(f"cannot read relation file '{extra}': {error}") from error
    hypothetical: dict[str, Words] = {}
    for table in tables:
        for key, values in table.hypothetical.items():
            hypothetical[key] = hypothetical.get(key, frozenset()) | values
    return _indexed([frame for table in tables for frame in table.frame], hypothetical)


def _parse(text: str, where: str) -> FrameFile:
    try:
        return FrameFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"relation file '{where}' is no TOML: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = ".".join(map(str, first["loc"]))
        raise VocabularyError(f"relation file '{where}', at {at}: {first['msg']}") from error


def _indexed(frames: list[Frame], hypothetical: Mapping[str, Words]) -> Frames:
    index: dict[str, dict[str, tuple[Frame, ...]]] = {
        key: {} for key in ("verbs", "passives", "events", "roles")
    }
    for frame in frames:
        for key, by_lemma in index.items():
            for lemma in getattr(frame, key):
                by_lemma[lemma] = (*by_lemma.get(lemma, ()), frame)
    forms = {
        form: lemma
        for lemma in sorted({*index["verbs"], *index["passives"]})
        for form in verb_forms(lemma)
        if len(lemma) > 2
    }
    return Frames(
        **index,
        works=tuple(frame for frame in frames if frame.works),
        people=tuple(frame for frame in frames if frame.people),
        hypothetical=hypothetical,
        forms=forms,
        relations=frozenset(each.relation for frame in frames for each in frame.says),
    )
