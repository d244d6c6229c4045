"""The themes of a vocabulary that a doc speaks of, found by lemma and part of speech."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup, Token

from storygraph.detect.theme_guards import Guards
from storygraph.detect.theme_trie import End, Match, trie_of
from storygraph.detect.vocabulary import Vocabulary, load_vocabulary

THEMES = "themes"
GATHERED = "gathered_themes"

_SHORT_STORY, _LONG_STORY = 1_000, 4_000
_FILE = "vocabulary.json"
_TITLES = frozenset({"WORK_OF_ART"})
_NAMES = frozenset({"PERSON", "PER", "GPE", "LOC"})
_COMPOUND_NAMES = frozenset({"ORG", "FAC", "EVENT", "PRODUCT", "LAW", "MISC"})
_NOUN_TAGS = frozenset({"NOUN", "PROPN", "X", ""})
_OWNERS = frozenset({"DET", "ADJ"})


@Language.factory(
    "storygraph_themes",
    default_config={"vocabulary": None},
    assigns=["doc.spans"],
    requires=["token.lemma", "token.pos"],
)
def create_themes(nlp: Language, name: str, vocabulary: str | None) -> "Themes":
    """Return the component that finds themes; `vocabulary` is the path of a theme file."""
    return Themes(Path(vocabulary) if vocabulary else None)


class Themes:
    """Sets `doc.spans["themes"]`: spans labelled with theme keys, in reading order.

    `doc.spans["gathered_themes"]` has those of narrower themes that together speak of a broader
    one, labelled with that: "lullaby", "fiddle" and "choir" of music. Among the themes, a span's
    `id_` is the role of the form found (noun, verb, adj, maker); the span group's
    `attrs["groups"]` maps each theme found to its vocabulary group, itself and all broader themes.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._vocabulary: Vocabulary | None = None
        if path is None or path.exists():
            self._vocabulary = load_vocabulary(path)

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary; a pipeline that is read from disk brings its own with it.

        Raises
        ------
        VocabularyError
            If its file does not exist.
        """
        if self._vocabulary is None:
            self._vocabulary = load_vocabulary(self._path)
        return self._vocabulary

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with its themes among its spans."""
        spans = find_themes(doc, self.vocabulary)
        groups = {key: self._groups(key) for key in dict.fromkeys(s.label_ for s in spans)}
        doc.spans[THEMES] = SpanGroup(doc, name=THEMES, spans=spans, attrs={"groups": groups})
        doc.spans[GATHERED] = list(gather_themes(doc, spans, self.vocabulary))
        return doc

    def _groups(self, key: str) -> list[str]:
        return [self.vocabulary.group(key), key, *self.vocabulary.broader_of(key)]

    def to_bytes(self, *, exclude: tuple[str, ...] = ()) -> bytes:
        """Return the vocabulary as JSON bytes."""
        return self.vocabulary.to_json().encode("utf-8")

    def from_bytes(self, data: bytes, *, exclude: tuple[str, ...] = ()) -> "Themes":
        """Take the vocabulary of `to_bytes`, and return the component."""
        self._vocabulary = Vocabulary.from_json(data.decode("utf-8"))
        return self

    def to_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> None:
        """Write the vocabulary into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> "Themes":
        """Read the vocabulary from a folder, and return the component."""
        return self.from_bytes((Path(path) / _FILE).read_bytes())


def find_themes(doc: Doc, vocabulary: Vocabulary) -> list[Span]:
    """Return the spans that speak of themes, in reading order, labelled with theme keys.

    Of overlapping forms the longest counts; one form may speak of several themes. Words of names
    and titles count only where they say what is named ("Festival" in the name of one). Without
    parts of speech every form counts wherever its words stand.
    """
    spans = list(_found(doc, vocabulary))
    counts = Counter(span.label_ for span in spans)
    least = {key: least_mentions(vocabulary.themes[key].least, len(doc)) for key in counts}
    return [span for span in spans if counts[span.label_] >= least[span.label_]]


def gather_themes(doc: Doc, spans: Sequence[Span], vocabulary: Vocabulary) -> Iterator[Span]:
    """Yield the spans of narrower themes anew for each theme that enough of them speak of."""
    narrower: dict[str, list[Span]] = {}
    for span in spans:
        for key in vocabulary.broader_of(span.label_):
            if vocabulary.themes[key].gathers:
                narrower.setdefault(key, []).append(span)
    own = {(span.label_, span.start) for span in spans}
    for key, found in narrower.items():
        starts = {span.start: span for span in found}
        if len(starts) >= least_mentions(vocabulary.themes[key].gathers, len(doc)):
            for start, span in starts.items():
                if (key, start) not in own:
                    yield Span(doc, start, span.end, label=key)


def least_mentions(least: int, length: int) -> float:
    """Return how often a story of `length` tokens must mention a theme to speak of it.

    It is a theme's `least`, times the square root of how much longer the story is than a short
    one (1,000 tokens); for themes that one mention makes, than a long one (4,000 tokens).
    """
    usual = _LONG_STORY if least == 1 else _SHORT_STORY
    return least * sqrt(max(1.0, length / usual))


def _found(doc: Doc, vocabulary: Vocabulary) -> Iterator[Span]:
    guards = Guards(doc)
    free = 0
    for matches in trie_of(vocabulary).matches(doc):
        if matches[0].tokens[0] < free:
            continue
        for match in matches:
            roles = _accepted(doc, match, guards)
            if roles:
                free = match.tokens[-1] + 1
                roles.pop("", None)
                for theme, role in roles.items():
                    yield Span(doc, match.tokens[0], free, label=theme, span_id=role)
                break


def _accepted(doc: Doc, match: Match, guards: Guards) -> dict[str, str]:
    """Return the themes that a match speaks of, with the role of the form that says so."""
    roles: dict[str, str] = {}
    for end in match.ends:
        head = doc[match.tokens[end.head]]
        if end.theme and (
            _is_named(doc, match, head)
            or not _fits_part_of_speech(head, end, len(match.tokens))
            or not guards.hold(end.form, head, match.tokens)
        ):
            continue
        roles.setdefault(end.theme, end.form.role)
    return roles


def _fits_part_of_speech(head: Token, end: End, length: int) -> bool:
    """Tell whether the head of a match has the tag of its form.

    Forms of several words speak for themselves; abbreviations ("m." for "married") do not.
    """
    tag, role = head.pos_, end.form.role
    if head.text.endswith("."):
        return False
    if length > 1 or not tag:
        return True
    if role == "verb":
        return tag == "VERB" or (tag in {"NOUN", "ADJ"} and head.lower_.endswith("ing"))
    if role == "adj":
        return tag in {"ADJ", "PROPN"} or (tag == "VERB" and head.lower_.endswith(("ed", "ing")))
    return tag in _NOUN_TAGS or (tag in {"VERB", "ADJ"} and _is_nominal_gerund(head))


def _is_nominal_gerund(token: Token) -> bool:
    """Tell whether a word in -ing is a noun for all its tag says: "his painting", "drawings"."""
    if token.lower_.endswith("ings"):
        return True
    before = token.doc[token.i - 1] if token.i else None
    return (
        token.lower_.endswith("ing")
        and before is not None
        and (before.pos_ in _OWNERS or before.dep_ in {"nmod:poss", "poss"})
    )


def _is_named(doc: Doc, match: Match, head: Token) -> bool:
    """Tell whether a match is part of a name rather than a word for what is meant."""
    for index in match.tokens:
        token = doc[index]
        kind = token.ent_type_
        if kind in _TITLES:
            return True
        if kind in _NAMES and not token.is_lower and not _is_lone_noun(token):
            return True
    named = head.ent_type_ in _COMPOUND_NAMES and not head.is_lower
    return named and not (_is_lone_noun(head) or _tells_kind(head))


def _is_lone_noun(token: Token) -> bool:
    """Tell whether a one-word name is a noun by its tag or its article: "the Kobyz"."""
    if token.ent_iob_ != "B" or _goes_on(token):
        return False
    return token.pos_ == "NOUN" or (token.i > 0 and token.doc[token.i - 1].pos_ == "DET")


def _goes_on(token: Token) -> bool:
    following = token.i + 1
    return following < len(token.doc) and token.doc[following].ent_iob_ == "I"


def _tells_kind(token: Token) -> bool:
    """Tell whether a word says what a name names: its last, that before "of", or one after it."""
    if not _goes_on(token) or token.doc[token.i + 1].lower_ in {"of", "for"}:
        return True
    while token.ent_iob_ == "I":
        token = token.doc[token.i - 1]
        if token.lower_ in {"of", "for"}:
            return True
    return False
