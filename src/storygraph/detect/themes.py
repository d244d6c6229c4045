"""The themes of a vocabulary that a doc speaks of, found by lemma and part of speech."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup, Token

from storygraph.detect.implicit import UNSAID, shipped_implicit_themes
from storygraph.detect.salience import SHORT_STORY, Found, about, times_longer, weigh
from storygraph.detect.theme_guards import Guards
from storygraph.detect.theme_trie import End, Match, trie_of
from storygraph.detect.vocabulary import Form, Theme, Vocabulary, load_vocabulary

THEMES = "themes"
GATHERED = "gathered_themes"
FAINT = "faint_themes"
IMPLICIT = "implicit_themes"

_LONG_STORY = 4_000
_FILE = "vocabulary.json"
# Shares of a mention add up to 1, but for what floats lose.
_ENOUGH = 1 - 1e-9
_LONGEST_HEADING, _MOST_IN_HEADING = 12, 2
_ENDS = frozenset(".,:;")
_TITLES = frozenset({"WORK_OF_ART"})
_NAMES = frozenset({"PERSON", "PER", "GPE", "LOC"})
_COMPOUND_NAMES = frozenset({"ORG", "FAC", "EVENT", "PRODUCT", "LAW", "MISC"})
_NOUN_TAGS = frozenset({"NOUN", "PROPN", "X", ""})
# What organizations and events are named for is what they are about: "the Osh Jazz Festival".
_NAMED_FOR = frozenset({"practice", "genre"})
_INSTRUMENT = "instrument"
# What a title may call its work: "Lullaby for Two Rivers" is one.
_TITLED = frozenset({"song", "dance", "classical music"})
_OF = frozenset({"of", "for", "de", "del", "della", "di", "du", "da", "do", "des", "der", "für"})
_OWNERS = frozenset({"DET", "ADJ"})
_PARTICLES = frozenset({"in", "out", "up", "off", "over", "down"})


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

    They are of the themes that the story is about or mentions often enough; what it mentions too
    seldom is in `doc.spans["faint_themes"]`. `doc.spans["gathered_themes"]` has the spans of
    narrower themes that together speak of a broader one, labelled with that: "lullaby", "fiddle"
    and "choir" of music. `doc.spans["implicit_themes"]` has the sentences that speak most of
    themes for which the story has no word. Among the themes, a span's `id_` is the role of the
    form found (noun, verb, adj, maker). The span group's `attrs["groups"]` maps each theme to its
    vocabulary group, itself and all broader themes; `attrs["about"]` lists the themes that the
    story is about, gathered and implicit ones too; `attrs["told_by"]` has for each theme that
    relations speak of how many are needed, and their names.
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
        found = seek(doc, self.vocabulary)
        likely = weigh(doc, found, self.vocabulary, heading=heading_of(doc))
        listed = about(found, likely, self.vocabulary)
        implicit = [s for s in self._implicit(doc, likely) if s.label_ not in listed]
        listed.update(span.label_ for span in implicit)
        kept = {span.label_ for span in found.counted}.union(listed)
        spans = [span for span in found.mentions if span.label_ in kept]
        groups = {key: self._groups(key) for key in dict.fromkeys(s.label_ for s in spans)}
        facts = {each.key: [each.facts, *each.relations] for each in self._of_relations()}
        attrs = {"groups": groups, "about": sorted(listed), "told_by": facts}
        doc.spans[THEMES] = SpanGroup(doc, name=THEMES, spans=spans, attrs=attrs)
        own = {(span.label_, span.start) for span in spans}
        doc.spans[GATHERED] = [s for s in found.gathered if (s.label_, s.start) not in own]
        doc.spans[FAINT] = [span for span in found.mentions if span.label_ not in kept]
        worded = {span.label_ for span in (*found.mentions, *found.gathered)}
        doc.spans[IMPLICIT] = [span for span in implicit if span.label_ not in worded]
        return doc

    def _implicit(self, doc: Doc, likely: Mapping[str, float]) -> list[Span]:
        """Return sentences of themes of the shipped vocabulary that go without a word.

        Only the vectors of the shipped pipeline tell of them.
        """
        network = shipped_implicit_themes()
        if doc.tensor.shape != (len(doc), network.width):
            return []
        unsaid = {
            each.key
            for each in self.vocabulary
            if each.group in UNSAID and each.key not in self.vocabulary.ruled
        }
        return [span for span in network.find(doc, likely) if span.label_ in unsaid]

    def _of_relations(self) -> list[Theme]:
        return [theme for theme in self.vocabulary if theme.relations]

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


def seek(doc: Doc, vocabulary: Vocabulary) -> Found:
    """Return all mentions of themes, and which of them the vocabulary's rules let count."""
    found = list(_found(doc, vocabulary))
    mentions = [span for span, _ in found]
    counted = _established(doc, found)
    return Found(mentions, counted, list(gather_themes(doc, mentions, vocabulary, own=counted)))


def find_themes(doc: Doc, vocabulary: Vocabulary) -> list[Span]:
    """Return the spans that speak of themes, in reading order, labelled with theme keys.

    Of overlapping forms the longest counts; one form may speak of several themes. Words of names
    and titles count only where they say what is named ("Festival" in the name of one). Without
    parts of speech every form counts wherever its words stand.
    """
    return _established(doc, list(_found(doc, vocabulary)))


def _established(doc: Doc, found: Sequence[tuple[Span, int]]) -> list[Span]:
    """Return the spans of themes that are mentioned often enough, given each mention's `least`.

    A mention in the story's heading is enough by itself, but for the most everyday words.
    """
    heading = heading_of(doc)
    said: defaultdict[str, float] = defaultdict(float)
    for span, least in found:
        headed = span.end <= heading and least <= _MOST_IN_HEADING
        said[span.label_] += 1 if headed else 1 / least_mentions(least, len(doc))
    return [span for span, _ in found if said[span.label_] >= _ENOUGH]


def heading_of(doc: Doc) -> int:
    """Return how many tokens a story's heading has: a short first line that is no sentence."""
    for token in doc[: _LONGEST_HEADING + 1]:
        if token.is_space and "\n" in token.text:
            return 0 if token.i and doc[token.i - 1].text in _ENDS else token.i
    return 0


def gather_themes(
    doc: Doc, spans: Iterable[Span], vocabulary: Vocabulary, *, own: Iterable[Span] = ()
) -> Iterator[Span]:
    """Yield the spans of narrower themes anew for each theme that enough of them speak of.

    `spans` are all mentions, also of themes that are not mentioned often enough themselves; the
    theme's own mentions count beside them. Where one is enough, it must be of a theme among `own`,
    the spans of themes that are mentioned often enough; what is in `own` is not yielded again.
    """
    narrower: dict[str, dict[int, Span]] = {}
    for span in spans:
        for key in (span.label_, *vocabulary.broader_of(span.label_)):
            if vocabulary.themes[key].gathers:
                narrower.setdefault(key, {})[span.start] = span
    known = {(span.label_, span.start) for span in own}
    told = {label for label, _ in known}
    for key, starts in narrower.items():
        gathers = vocabulary.themes[key].gathers
        labels = {span.label_ for span in starts.values()} - {key}
        if not labels or (gathers == 1 and not labels & told):
            continue
        if len(starts) >= least_mentions(gathers, len(doc)):
            for start, span in starts.items():
                if (key, start) not in known:
                    yield Span(doc, start, span.end, label=key)


def least_mentions(least: int, length: int) -> float:
    """Return how often a story of `length` tokens must mention a theme to speak of it.

    It is the `least` of a theme or form, as many times more as a story is longer than a short
    one; where one mention is enough, than a long one (4,000 tokens).
    """
    return least * times_longer(length, _LONG_STORY if least == 1 else SHORT_STORY)


def _found(doc: Doc, vocabulary: Vocabulary) -> Iterator[tuple[Span, int]]:
    """Yield the mentions of themes, each with how many such a short story needs."""
    guards = Guards(doc)
    free = 0
    for matches in trie_of(vocabulary).matches(doc):
        if matches[0].tokens[0] < free:
            continue
        for match in matches:
            forms = _accepted(doc, match, guards, vocabulary)
            if forms:
                free = match.tokens[-1] + 1
                forms.pop("", None)
                for theme, form in forms.items():
                    span = Span(doc, match.tokens[0], free, label=theme, span_id=form.role)
                    yield span, form.least or vocabulary.themes[theme].least
                break


def _accepted(doc: Doc, match: Match, guards: Guards, vocabulary: Vocabulary) -> dict[str, Form]:
    """Return the themes that a match speaks of, with the form that says so."""
    forms: dict[str, Form] = {}
    for end in match.ends:
        head = doc[match.tokens[end.head]]
        if end.theme and (
            _is_named(doc, match, head, end.theme, vocabulary)
            or not _fits_part_of_speech(head, end, len(match.tokens), vocabulary)
            or (end.form.role == "noun" and _is_phrasal_verb(doc, match.tokens))
            or not guards.hold(end.form, head, match.tokens)
        ):
            continue
        known = forms.get(end.theme)
        if known is None or _least(end, end.form, vocabulary) < _least(end, known, vocabulary):
            forms[end.theme] = end.form
    return forms


def _least(end: End, form: Form, vocabulary: Vocabulary) -> int:
    return form.least or (vocabulary.themes[end.theme].least if end.theme else 0)


def _fits_part_of_speech(head: Token, end: End, length: int, vocabulary: Vocabulary) -> bool:
    """Tell whether the head of a match has the tag of its form.

    Forms of several words speak for themselves; abbreviations ("m." for "married") do not. The
    rare names of instruments may be mistaken for adjectives: "a zither ensemble".
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
    if tag == "ADJ" and vocabulary.group(end.theme) == _INSTRUMENT:
        return True
    return tag in _NOUN_TAGS or (tag in {"VERB", "ADJ"} and _is_nominal_gerund(head))


def _is_phrasal_verb(doc: Doc, tokens: Sequence[int]) -> bool:
    """Tell whether the words of a match are a verb and its particle: "drove in" is no drive-in."""
    first, last = doc[tokens[0]], doc[tokens[-1]]
    return first.pos_ == "VERB" and last.lower_ in _PARTICLES


def _is_nominal_gerund(token: Token) -> bool:
    """Tell whether a word in -ing is a noun for all its tag says: "his painting", "drawings".

    What somebody teaches or learns is one as well: "she taught drawing".
    """
    if token.lower_.endswith("ings"):
        return True
    if token.lower_.endswith("ing") and token.dep_ in {"obj", "dobj"}:
        return True
    before = token.doc[token.i - 1] if token.i else None
    return (
        token.lower_.endswith("ing")
        and before is not None
        and (before.pos_ in _OWNERS or before.dep_ in {"nmod:poss", "poss"})
    )


def _is_named(doc: Doc, match: Match, head: Token, theme: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a match is part of a name rather than a word for what is meant."""
    for index in match.tokens:
        token = doc[index]
        kind = token.ent_type_
        if kind in _TITLES:
            return not (_tells_kind(head) and _may_be_titled(theme, vocabulary))
        if kind in _NAMES and not token.is_lower and not _is_lone_noun(token):
            return True
    named = head.ent_type_ in _COMPOUND_NAMES and not head.is_lower
    tells = vocabulary.group(theme) in _NAMED_FOR
    return named and not (tells or _is_lone_noun(head) or _tells_kind(head))


def _may_be_titled(theme: str, vocabulary: Vocabulary) -> bool:
    is_form = vocabulary.group(theme) == "form"
    return is_form and not _TITLED.isdisjoint((theme, *vocabulary.broader_of(theme)))


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
    if not _goes_on(token) or token.doc[token.i + 1].lower_ in _OF:
        return True
    while token.ent_iob_ == "I":
        token = token.doc[token.i - 1]
        if token.lower_ in _OF:
            return True
    return False
