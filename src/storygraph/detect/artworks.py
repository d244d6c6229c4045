"""Titles of works: those in quotes, and bare ones as the recogniser found them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from storygraph.detect.columns import capitalised, distinct_words, where_form
from storygraph.detect.kinds import is_kind
from storygraph.detect.name_votes import LABELS, NameKey, name_key
from storygraph.detect.names import trim
from storygraph.lexicon import words

_LONGEST_TITLE = 12
_CLOSING = {'"': '"', "“": "”", "‘": "’", "«": "»", "„": "“", "*": "*", "_": "_", "'": "'"}
_CLOSERS = frozenset(_CLOSING.values())
_ROOMS = frozenset({"room", "gallery", "hall", "floor", "platform", "track", "chapter", "page"})
_PRESS = frozenset("reporter journalist critic correspondent columnist editor reviewer".split())
_SMALL_WORDS = frozenset(
    (
        "a an the of and in on at to for from with by or nor but as into over under la le de "
        "der die das el i no not my her his our your its after before without"
    ).split()
)
_WITHIN_TITLES = frozenset({":", "...", "…"})
_OTHERS = frozenset({"PERSON", "GPE", "LOC"})
#: Words that lead from the first words of a bare title to its last.
_GOING_ON = frozenset({"of", "on", "with", "and", "for", "without", "the", "a", "an"})


@Language.factory("storygraph_artworks", requires=["doc.ents"], assigns=["doc.ents"])
def create_artworks(nlp: Language, name: str) -> "Artworks":
    """Return the component that finds the titles of works."""
    return Artworks()


class Artworks:
    """Adds WORK_OF_ART entities to `doc.ents`."""

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with its titles among its entities."""
        titles = list(find_titles(doc))
        titles += _repeats(doc, titles)
        titles = filter_spans(titles)
        taken = {token.i for span in titles for token in span}
        others = [
            _with_label(whole_title(span)) if span.label_ == "WORK_OF_ART" else span
            for span in doc.ents
            if not any(token.i in taken for token in span) and not _is_room(span)
        ]
        others = [span for span in others if not any(token.i in taken for token in span)]
        doc.ents = filter_spans([*others, *titles, *with_subtitles([*others, *titles])])
        return doc


def with_subtitles(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield what two titles make together: "The Weir: A Life", "Nine Bells ... One Rope"."""
    titles = {span.start: span for span in spans if span.label_ == "WORK_OF_ART"}
    for span in titles.values():
        doc, end = span.doc, span.end
        while end < len(doc) and doc[end].text in _WITHIN_TITLES and end + 1 in titles:
            end = titles[end + 1].end
        if end > span.end:
            yield Span(doc, span.start, end, label=span.label)


def whole_title(span: Span) -> Span:
    """Return a bare title as the recogniser found it, cut or lengthened to the whole of it.

    "Harmattan at the Wren Studios in 1975" ends before "at"; "Snow" goes on in "Snow on the Stove".
    """
    doc, end = span.doc, span.end
    if span.start > 0 and doc[span.start - 1].text in _CLOSING:
        return span
    for token in span[1:-1]:
        rest = doc[token.i + 1 : span.end]
        is_place = any(is_kind(word.lower_) for word in rest if word.text[:1].isupper())
        if token.lower_ in {"at", "in"} and (_is_year(rest[0]) or is_place):
            return whole_title(Span(doc, span.start, token.i, label=span.label))
    after = end
    while after < len(doc) and doc[after].lower_ in _GOING_ON:
        after += 1
    if after > end and after < len(doc) and _belongs(doc[after]):
        end = after + 1
    while end + 1 < len(doc) and doc[end].lower_ in {"'s", "’s"} and _belongs(doc[end + 1]):
        end += 2
    return span if end == span.end else Span(doc, span.start, end, label=span.label)


def _belongs(token: Token) -> bool:
    """Tell whether a capitalised word after a link ends a title: no name but one after "the"."""
    is_tied = token.doc[token.i - 1].lower_ in {"the", "a", "an", "'s", "’s"}
    is_free = not token.ent_type_ or is_tied
    return token.text[:1].isupper() and token.is_alpha and is_free


def find_titles(doc: Doc) -> Iterator[Span]:
    """Yield the titles that stand in quotes, without these.

    What the recogniser holds for an event or organization as a whole is none.
    """
    others = {(e.start, e.end) for e in doc.ents if e.label_ in {"EVENT", "ORG"}}
    for start, end in quoted_stretches(doc):
        span = trim(Span(doc, start, end, label="WORK_OF_ART"))
        is_other = span is not None and (span.start, span.end) in others and not _made(span)
        if span is not None and not is_other and is_quoted_title(span):
            yield _with_label(_without_comma(span))


def quoted_stretches(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield token ranges between a pair of quotes within one paragraph, quotes left out.

    Quotes may stand within other quotes.
    """
    opened: list[tuple[str, int]] = []
    for token in map(doc.__getitem__, where_form(doc, _may_quote)):
        if token.is_space and "\n" in token.text:
            opened = []
        elif token.text in _CLOSING and _opens(token):
            opened.append((token.text, token.i + 1))
        elif opened and token.text[-1:] in {_CLOSING[mark] for mark, _ in opened}:
            while _CLOSING[opened[-1][0]] != token.text[-1:]:
                opened.pop()
            start = opened.pop()[1]
            if len(token) == 1:
                yield start, token.i


def _may_quote(form: str) -> bool:
    return "\n" in form or form in _CLOSING or form[-1:] in _CLOSERS


def _opens(token: Token) -> bool:
    is_first = token.i == 0 or bool(token.doc[token.i - 1].whitespace_)
    before = "" if token.i == 0 else token.doc[token.i - 1].text
    is_free = is_first or before[-1:] in {"(", "—", "–", "-", "\n", "["}
    return is_free and not token.whitespace_ and token.text in _CLOSING


def is_quoted_title(span: Span) -> bool:
    """Tell whether a quoted stretch is a title: its shape says so and nobody speaks it."""
    if len(span) > _LONGEST_TITLE or not span[0].text[:1].isupper():
        return False
    if span.doc[span.end - 1].text in {"!", "?", "."} and not _cue_before(span):
        return False
    is_parted = any(token.text in {";", ":"} for token in span[:-1]) and not _has_subtitle(span)
    if is_parted and not _cue_before(span):
        return False
    cue = _cue_before(span) or _cue_after(span) or _made(span) or _is_emphasised(span)
    is_free = not (_is_nickname(span) or _is_organization(span))
    return cue or (_is_title_case(span) and _stands_as_name(span) and is_free)


def _has_subtitle(span: Span) -> bool:
    """Tell whether a colon parts a title from another: "Hands of Salt: The Weavers of Osh"."""
    opens = [token.nbor(1) for token in span[:-1] if token.text == ":"]
    return len(opens) == 1 and opens[0].text[:1].isupper() and _is_title_case(span)


def _is_organization(span: Span) -> bool:
    """Tell whether asterisks set off what the recogniser takes for an organization, a newspaper."""
    is_emphasis = span.doc[span.start - 1].text in {"*", "_"}
    return is_emphasis and span[0].ent_type_ == "ORG" and span[-1].ent_type_ == "ORG"


def _is_room(span: Span) -> bool:
    """Tell whether a title is none but a room of a museum: "Room 2"."""
    is_title = span.label_ == "WORK_OF_ART" and len(span) < 3
    following = span.doc[min(span.start + 1, len(span.doc) - 1)]
    return is_title and span[0].lower_ in _ROOMS and following.like_num


def _is_emphasised(span: Span) -> bool:
    """Tell whether asterisks or underscores set off words that are capitalised as a title's are.

    People, and a single word that opens a sentence or is short, are emphasised for other reasons.
    """
    if span.doc[span.start - 1].text not in {"*", "_"} or not _is_title_case(span):
        return False
    if len(span) > 1:
        return not _is_tagged(span)
    before = span.doc[span.start - 2] if span.start > 1 else None
    goes_on = before is not None and (before.is_alpha or before.text in {",", "(", "—", "–"})
    return goes_on and len(span.text) > 2 and not _names_somebody(span)


def _names_somebody(span: Span) -> bool:
    """Tell whether a word is tagged as a name elsewhere in the story, or tells of a person here."""
    key = name_key(span)
    return any(
        entity.label_ in LABELS - {"WORK_OF_ART"}
        and (entity.start, entity.end) != (span.start, span.end)
        and key[0] in name_key(entity)
        for entity in span.doc.ents
    )


def _with_label(span: Span) -> Span:
    """Return a title labelled as an event or organization where it names a festival or a paper."""
    announcing = words("organizations", "announcing")
    if _is_press(span) or any(t.lemma_.lower() in announcing for t in _nouns_before(span)):
        return Span(span.doc, span.start, span.end, label="ORG")
    shows = words("events", "shows")
    is_show = span[-1].lower_ in words("events") or any(
        token.lemma_.lower() in shows and token.pos_ != "VERB"
        for token in (*_nouns_before(span), *_nouns_after(span))
    )
    return Span(span.doc, span.start, span.end, label="EVENT") if is_show else span


def _is_press(span: Span) -> bool:
    """Tell whether somebody tells a paper or writes for it: "told the Dawn", "a critic of"."""
    near = _words_before(span)
    if near and near[-1].lower_ == "the":
        near.pop()
        if len(span) > 1 and span[-1].lower_ in words("organizations", "papers"):
            return True
    if not near or near[-1].ent_type_:
        return False
    if near[-1].lower_ in {"at", "for", "of", "with"} and len(near) > 1:
        lemma = near[-2].lemma_.lower()
        return lemma in _PRESS or (lemma == "write" and near[-1].lower_ == "for")
    return near[-1].lemma_.lower() == "tell"


def _cue_before(span: Span) -> bool:
    """Tell whether a noun for a work, or a naming verb, stands just before the title."""
    near = _words_before(span)
    if near and near[-1].lower_ in {"it", "this", "them", "these"}:
        near.pop()
    return any(map(_announces, _nouns_before(span))) or (
        bool(near) and near[-1].lemma_.lower() in words("works", "naming")
    )


def _words_before(span: Span) -> list[Token]:
    start = max(_clause_start(span), span.start - 6)
    before = span.doc[start : span.start]
    return [t for t in before if not (t.is_punct or t.is_quote or t.is_space)]


def _nouns_before(span: Span) -> list[Token]:
    return [token for token in _words_before(span)[-2:] if not token.ent_type_]


def _clause_start(span: Span) -> int:
    for token in reversed(span.doc[max(0, span.start - 8) : span.start]):
        if token.text in {".", "!", "?", ";"} or (token.is_space and "\n" in token.text):
            return int(token.i) + 1
    return 0


def _is_work_noun(token: Token) -> bool:
    return not token.ent_type_ and (
        token.lemma_.lower() in words("works") or token.lower_ in words("works")
    )


def _announces(token: Token) -> bool:
    """Tell whether a noun beside quotes says that they hold a title."""
    is_set_off = not token.ent_type_ and token.lemma_.lower() in words("works", "set_off")
    return is_set_off or _is_work_noun(token)


def _cue_after(span: Span) -> bool:
    """Tell whether an apposition after the title names its kind: "X", a novel about..."""
    return any(map(_announces, _nouns_after(span)))


def _nouns_after(span: Span) -> list[Token]:
    after = [token for token in span.doc[span.end : span.end + 8] if not token.is_quote]
    found: list[Token] = []
    if after and after[0].text == ",":
        for token in after[1:6]:
            if token.pos_ == "VERB" or token.text in {",", "."}:
                break
            found.append(token)
    return found


def _made(span: Span) -> bool:
    """Tell whether the title is the object of a verb of making: painted "X"."""
    before = _words_before(span)
    return bool(before) and before[-1].lemma_.lower() in words("works", "making")


def _is_title_case(span: Span) -> bool:
    plain = [t for t in span if t.is_alpha and t.lower_ not in _SMALL_WORDS]
    return bool(plain) and all(token.text[:1].isupper() for token in plain)


def _stands_as_name(span: Span) -> bool:
    """Tell whether a quoted stretch stands in its sentence as a name does, spoken by nobody.

    It follows a word, or opens the sentence as the subject of its verb.
    """
    doc = span.doc
    before = doc[span.start - 2] if span.start > 1 else None
    after = doc[span.end + 1] if span.end + 1 < len(doc) else None
    verbs = words("speech", "verbs")
    near = [*doc[max(0, span.start - 4) : span.start], *doc[span.end : span.end + 4]]
    if any(token.lemma_.lower() in verbs for token in near):
        return False
    if before is not None and before.is_alpha:
        return True
    return len(span) > 1 and after is not None and after.pos_ in {"VERB", "AUX"}


def _is_nickname(span: Span) -> bool:
    """Tell whether quotes hold a name between two parts of a person's: Aru "Swallow" Bek."""
    before, after = span.start - 2, span.end + 1
    doc = span.doc
    if before < 0 or after >= len(doc):
        return False
    return doc[before].ent_type_ == "PERSON" and doc[after].ent_type_ == "PERSON"


def _without_comma(span: Span) -> Span:
    end = span.end
    while end > span.start and span.doc[end - 1].text in {",", ";"}:
        end -= 1
    return Span(span.doc, span.start, end, label=span.label)


def _is_year(token: Token) -> bool:
    return token.is_digit and len(token) == 4 and "1000" <= token.text <= "2199"


def _is_tagged(title: Span) -> bool:
    """Tell whether the recogniser has its own view: another name, people, or the title's end."""
    start = title.start + (title[0].lower_ == "the")
    if all(token.ent_type_ == "PERSON" for token in title if token.text[:1].isupper()):
        return True
    return any(
        entity.end == title.end
        if entity.label_ == "WORK_OF_ART"
        else entity.label_ in LABELS and entity.start <= start and title.end <= entity.end
        for entity in title.doc[max(0, start - _LONGEST_TITLE) : title.end + _LONGEST_TITLE].ents
    )


def _repeats(doc: Doc, titles: list[Span]) -> Iterator[Span]:
    """Yield every other occurrence of the titles, and of those that the recogniser found.

    A work may be called as somebody is, or a town, who stay what they are: "Anoush".
    """
    known = [_with_label(span) for span in doc.ents if span.label_ == "WORK_OF_ART"]
    labels = {name_key(span): span.label_ for span in (*known, *titles)}
    by_first: dict[str, list[NameKey]] = defaultdict(list)
    for key in labels:
        if len(key) > 1 or len(key[0]) > 4:
            by_first[key[0]].append(key)
    common = {form for form in distinct_words(doc) if form.islower()}
    for token in capitalised(doc):
        for key in by_first.get(token.lower_, ()):
            span = Span(doc, token.i, min(len(doc), token.i + len(key)), label=labels[key])
            if all(each.ent_type_ in _OTHERS for each in span):
                continue
            if name_key(span) == key and (len(key) > 1 or token.lower_ not in common):
                yield span
