"""Names of one story made consistent: trimmed, typed by their head noun, found wherever they stand.

A statistical recogniser decides each occurrence by itself. A reader does not: a name that is a
person in one sentence is that person in the next. This component carries the decision through
the document.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from storygraph.detect.announced import (
    announced_places,
    is_announced_organization,
    is_asked_to_act,
    is_told_place,
    titled_people,
    told_kind,
    won_prizes,
)
from storygraph.detect.columns import capitalised, distinct_words
from storygraph.detect.correspondence import letter_names, letter_readers
from storygraph.detect.headings import heading_tokens
from storygraph.detect.kinds import (
    houses_called_by_kind,
    is_kind,
    kind_label,
    kind_names,
    schools_in_small_letters,
)
from storygraph.detect.layout import header_lines, header_names, interview_marks
from storygraph.detect.name_votes import LABELS, NameKey, name_key, vote
from storygraph.lexicon import words
from storygraph.naming import gender_of_honorific, is_name_too

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_OWNERS = frozenset("my our your his her their".split())
_LONG_DASHES = frozenset({"--", "---", "—"})
_MISTAKEN = frozenset({"PERSON", "ORG"})
_NO_ACTORS = frozenset({"WORK_OF_ART", "EVENT", "FAC", "LOC"})
#: Of organizations and events the recogniser knows more than their last words.
_SURE = frozenset({"ORG", "EVENT"})
_OF_TWO = frozenset({"elder", "younger", "senior", "junior"})
_SAINTS = frozenset({"st", "st.", "saint", "ss"})
_FAMILIES = frozenset("sisters brothers siblings twins cousins family".split())
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


@Language.factory("storygraph_names", requires=["doc.ents"], assigns=["doc.ents"])
def create_names(nlp: Language, name: str) -> "Names":
    """Return the component that makes the recogniser's names consistent."""
    return Names()


class Names:
    """Rewrites `doc.ents` so that one name has one type wherever it stands."""

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with consistent entities."""
        doc.ents = find_names(doc)
        return doc


def find_names(doc: Doc) -> tuple[Span, ...]:
    """Return the document's entities, trimmed, consistently typed and complete, in order."""
    named = without_marks(unparted(whole_kinds(doc)), interview_marks(doc))
    spans = [retype(span) for span in map(trim, named) if span is not None]
    spans = with_nicknames(spans)
    spans = [
        span
        for span in without_headings(spans)
        if not (is_bare_kind(span) or is_small_word(span) or is_feast(span))
    ]
    spans = [part for span in spans for part in place_and_person(span, spans)]
    announced = list(announced_places(doc))
    labels = vote(spans)
    told = {name_key(span): kind for span in spans if (kind := told_kind(span))}
    # "The museum, the Bek and Lund House" makes no museum of Bek.
    within = _words_of_people(labels)
    labels |= {name: kind for name, kind in told.items() if len(name) > 1 or name[0] not in within}
    labels |= {name_key(span): "GPE" for span in announced}
    labels |= {name_key(span): "PERSON" for span in spans if _is_asked(span)}
    placed = {name_key(span) for span in spans if span.label_ in _MISTAKEN and is_told_place(span)}
    within = _words_of_people(labels)
    labels |= {name: "GPE" for name in placed if name[0] not in within}
    labels |= {name_key(span): "PERSON" for span in letter_readers(doc)}
    labels |= {name_key(span): "EVENT" for span in won_prizes(doc)}
    labels |= {name_key(span): "ORG" for span in _venues(doc, spans)}
    found = [
        _relabelled(span, labels.get(name_key(span), span.label_))
        for span in spans
        if name_key(span) in labels or span.label_ not in LABELS
    ]
    found += find_repeats(doc, labels)
    found += [*titled_people(doc), *houses_called_by_kind(doc), *schools_in_small_letters(doc)]
    found += [*letter_names(doc), *header_names(doc)]
    whole = (with_honorific(span) if span.label_ == "PERSON" else span for span in found)
    return tuple(filter_spans(whole))


def _is_asked(span: Span) -> bool:
    return span.label_ in _NO_ACTORS and is_asked_to_act(span)


def _words_of_people(labels: Mapping[NameKey, str]) -> set[str]:
    """Return the words of the people's names that have several."""
    people = (name for name, label in labels.items() if label == "PERSON" and len(name) > 1)
    return {word for name in people for word in name}


def unparted(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the parts of each span that long dashes part: "Aru Bek--Aru" names her twice.

    Titles may have dashes of their own. Of what runs over a line the first line is the name.
    """
    for span in map(_first_line, spans):
        if span.label_ == "WORK_OF_ART":
            yield span
            continue
        start = span.start
        for end in range(start, span.end + 1):
            if end == span.end or span.doc[end].text in _LONG_DASHES:
                if start < end:
                    yield Span(span.doc, start, end, label=span.label)
                start = end + 1


def _first_line(span: Span) -> Span:
    breaks = (token.i for token in span[1:] if token.is_space and "\n" in token.text)
    end = next(breaks, span.end)
    return span if end == span.end else Span(span.doc, span.start, end, label=span.label)


def without_marks(spans: Iterable[Span], marks: set[int]) -> Iterator[Span]:
    """Yield the spans without the "Q." and "A." of an interview before them."""
    for span in spans:
        start = span.start + (span.start in marks)
        if start < span.end:
            yield Span(span.doc, start, span.end, label=span.label)


def _venues(doc: Doc, spans: list[Span]) -> Iterator[Span]:
    """Yield what lines such as "Winter Strings, House of Salt, Riga" name between two commas.

    A recogniser takes it for a work's title or a mere place.
    """
    for line in header_lines(doc):
        for span in spans:
            is_inside = line.start < span.start and span.end < line.end
            if not is_inside or span.label_ not in {"WORK_OF_ART", "FAC"}:
                continue
            if doc[span.start - 1].text == "," and doc[span.end].text == ",":
                yield span


def whole_kinds(doc: Doc) -> list[Span]:
    """Return the recogniser's entities, those within a longer name that tells its kind for it."""
    named = {index: each for each in doc.ents for index in range(each.start, each.end)}
    longer = [
        span
        for span in kind_names(doc)
        if all(span.start <= e.start and e.end <= span.end for e in _of_tokens(span, named))
    ]
    inside = {index for span in longer for index in range(span.start, span.end)}
    others = (with_surname(hyphenated(span)) for span in doc.ents if span.start not in inside)
    return list(filter_spans([*longer, *others]))


def _of_tokens(span: Span, named: Mapping[int, Span]) -> Iterator[Span]:
    """Yield the recogniser's names that share a token with a span."""
    return (named[index] for index in range(span.start, span.end) if index in named)


def hyphenated(span: Span) -> Span:
    """Return the span with the parts of a name that hyphens tie to it: "Issyk-Kul", "Wan-ho".

    A small part counts in a person's name only, if it is tagged as part of a name: not "-born".
    """
    doc, start, end = span.doc, span.start, span.end
    while end + 1 < len(doc) and _is_hyphen(doc[end]) and _is_tied(doc[end + 1], span.label_):
        end += 2
    while start > 1 and _is_hyphen(doc[start - 1]) and _is_tied(doc[start - 2], ""):
        start -= 2
    return span if end - start == len(span) else Span(doc, start, end, label=span.label)


def with_surname(span: Span) -> Span:
    """Return a person's name with the words that the parse ties to it: "Nur" of "Nur Berry".

    Surnames that are nouns elsewhere are what the recogniser leaves out, or takes for another name.
    """
    doc, end = span.doc, span.end
    while span.label_ == "PERSON" and end < len(doc) and _is_flat(doc[end], span):
        end += 1
    return span if end == span.end else Span(doc, span.start, end, label=span.label)


def _is_flat(token: Token, span: Span) -> bool:
    is_name = token.text[:1].isupper() and token.is_alpha and token.pos_ == "PROPN"
    is_free = not token.ent_type_ or (token.ent_type_ == "PERSON" and token.ent_iob_ == "B")
    is_beside = token.doc[token.i - 1].whitespace_ == " " and is_free
    return is_name and is_beside and token.dep_ == "flat" and token.head in span


def _is_hyphen(token: Token) -> bool:
    is_glued = token.i > 0 and not (token.whitespace_ or token.doc[token.i - 1].whitespace_)
    return is_glued and token.text in {"-", "‑"}


def _is_tied(token: Token, label: str) -> bool:
    if not token.is_alpha or token.ent_type_ == "WORK_OF_ART":
        return False
    return token.text[:1].isupper() or (label == "PERSON" and token.pos_ == "PROPN")


def place_and_person(span: Span, others: Iterable[Span]) -> Iterator[Span]:
    """Yield a span, or the place and the person in "In Kyoto Aru met" that it took for one name."""
    doc, start, end = span.doc, span.start, span.end
    before = doc[start - 1] if start else None
    opens = before is not None and before.is_sent_start and before.lower_ in {"in", "at", "from"}
    goes_on = end < len(doc) and doc[end].pos_ in {"VERB", "AUX"}
    if opens and goes_on and len(span) > 1:
        named = {name_key(each) for each in others if each.label_ == "PERSON"}
        for index in range(start + 1, end):
            if name_key(Span(doc, index, end)) in named:
                yield Span(doc, start, index, label="GPE")
                yield Span(doc, index, end, label="PERSON")
                return
    yield span


def is_bare_kind(span: Span) -> bool:
    """Tell whether a one-word span only says what kind somebody or something is of.

    "Lord", "Museum", "Award": capitals do not make a name of them.
    """
    if len(span) > 1 or span.label_ not in LABELS - {"WORK_OF_ART"}:
        return False
    if span[0].is_sent_start and span[0].lower_ in words("nominals", "person"):
        return True
    is_title = gender_of_honorific(span.text) is not None
    return is_kind(span[0].lower_) or (is_title and not is_name_too(span.text))


def is_small_word(span: Span) -> bool:
    """Tell whether a span is one word in small letters, in a sentence that knows capitals.

    Words of other languages look like names to a recogniser: "dutar", "ikat".
    """
    if len(span) > 1 or span.label_ == "WORK_OF_ART" or not span.text.islower():
        return False
    return any(token.text[:1].isupper() for token in span.sent)


def is_feast(span: Span) -> bool:
    """Tell whether a name is a feast's that was taken for somebody's or a place's: "Michaelmas"."""
    return span.label_ != "EVENT" and span.text.lower() in words("events", "feasts")


def with_nicknames(spans: list[Span]) -> list[Span]:
    """Return the spans, those of one person joined between which a nickname stands in quotes."""
    firsts = {span.start: span for span in spans if span.label_ == "PERSON"}
    joined: list[Span] = []
    for span in spans:
        last = _after_nickname(span, firsts) if span.label_ == "PERSON" else None
        joined.append(span if last is None else Span(span.doc, span.start, last.end, "PERSON"))
    return list(filter_spans(joined))


def _after_nickname(span: Span, firsts: dict[int, Span]) -> Span | None:
    """Return the name that follows a nickname in quotes after another name, if any does."""
    doc = span.doc
    if span.end >= len(doc) or not (doc[span.end].is_quote and doc[span.end - 1].whitespace_):
        return None
    for token in doc[span.end + 1 : span.end + 5]:
        if token.is_quote:
            return firsts.get(token.i + 1)
        if not token.is_alpha:
            return None
    return None


def without_headings(spans: list[Span]) -> list[Span]:
    """Return the spans but for those of headings that no sentence repeats, unless they are sure.

    In a heading every word is capitalised, so that a recogniser sees names in it.
    """
    headings = heading_tokens(spans[0].doc) if spans else set()
    told = {name_key(span) for span in spans if span.start not in headings}
    told |= {(part,) for name in told for part in (name[0], name[-1])}
    return [
        span
        for span in spans
        if span.start not in headings or name_key(span) in told or _is_sure(span, headings)
    ]


def _is_sure(span: Span, headings: set[int]) -> bool:
    """Tell whether a heading's name is one: a person's full name, a place beside a comma.

    So is any where the heading has a noun or verb in small letters; titles are no names of works.
    """
    if span.label_ == "PERSON" and len(span) > 1:
        return True
    doc, start, end = span.doc, span.start, span.end
    while start - 1 in headings:
        start -= 1
    while end in headings:
        end += 1
    beside = {doc[i].text for i in (span.start - 1, span.end) if start <= i < end}
    if span.label_ in _PLACES and "," in beside:
        return True
    others = (token for token in doc[start:end] if not span.start <= token.i < span.end)
    has_small = any(token.text.islower() and token.pos_ in _CONTENT for token in others)
    return has_small and span.label_ not in {"WORK_OF_ART", "EVENT"}


def trim(span: Span) -> Span | None:
    """Return the span without what only stands beside a name; None if no letter is left.

    That is possessive endings, quotes, signs and numbers at its edges and, but for the title of a
    work, leading articles and prepositions, and the "My" of "My Aunt Aru".
    """
    start, end = span.start, span.end
    doc = span.doc
    is_title, is_person = span.label_ == "WORK_OF_ART", span.label_ == "PERSON"
    while start < end and (_is_edge(doc[start]) or (not is_title and _is_lead(doc, start, end))):
        start += 1
    if is_person and end - start > 1 and doc[start].lower_ in _OWNERS:
        start += 1
    while start < end and (
        _is_edge(doc[end - 1])
        or (
            not is_title
            and _is_tail(doc[end - 1])
            and (is_person or not _is_saints(doc[start:end]))
        )
        or (is_title and _is_stop_in_quotes(doc, end - 1))
        or (is_person and end - start > 1 and _is_manner(doc[end - 1]))
    ):
        end -= 1
    if not any(token.is_alpha or any(map(str.isalpha, token.text)) for token in doc[start:end]):
        return None
    if is_person and end - start > 1 and doc[end - 1].text in _FAMILIES:
        return None
    if end - start == 1 and doc[start].lower_ in {"the", "a", "an", "god", "allah"}:
        return None
    return Span(doc, start, end, label=span.label)


def _is_edge(token: Token) -> bool:
    return (
        token.is_space or token.is_quote or (token.is_punct and token.text not in {"!", "?", "."})
    )


def _is_tail(token: Token) -> bool:
    is_small = token.is_lower and token.pos_ in {"ADP", "SCONJ", "CCONJ", "DET"}
    return is_small or token.lower_ in {"'s", "’s", "'", "’"}


def _is_manner(token: Token) -> bool:
    """Tell whether a word says how somebody is or acts: "He touched Stephen timidly"."""
    is_small = token.is_lower and token.pos_ in {"ADV", "ADJ", "VERB", "PRON"}
    return is_small and token.lower_ not in _OF_TWO


def _is_saints(span: Span) -> bool:
    """Tell whether a name is a church's or school's: "at St Mary's in Osh", not "St Mary's bells".

    A place that no noun follows needs its ending.
    """
    behind = span.doc[span.end : span.end + 1]
    owns = span[0].lower_ in _SAINTS and span[-1].lower_ in {"'s", "’s"} and len(span) > 2
    return owns and not any(after.pos_ in {"NOUN", "PROPN", "ADJ"} for after in behind)


def _is_stop_in_quotes(doc: Doc, index: int) -> bool:
    """Tell whether a stop belongs to the sentence, though print puts it inside the quotes."""
    return doc[index].text == "." and index + 1 < len(doc) and doc[index + 1].is_quote


def _is_lead(doc: Doc, start: int, end: int) -> bool:
    token = doc[start]
    if token.text == "The" and not token.is_sent_start and doc[start].ent_type_ == "GPE":
        return False  # "in The Hague"
    if token.pos_ == "NUM" and token.is_title and not token.is_sent_start:
        return False  # "an ensemble called Two Reeds"
    is_small = token.lower_ in {"the", "a", "an", "dear", "dearest"} or token.pos_ in {
        "ADP",
        "SCONJ",
        "CCONJ",
        "NUM",
    }
    is_small = is_small or (token.is_lower and token.morph.get("NumType", []) == ["Ord"])
    return is_small and end - start > 1


def retype(span: Span) -> Span:
    """Return the span with the label that its head noun tells: "Ural State Theatre" is an ORG."""
    may_be_title = span.label_ == "WORK_OF_ART" or (span.label_ == "PERSON" and len(span) > 1)
    if may_be_title and _has_title_article(span):
        return Span(span.doc, span.start - 1, span.end, label="WORK_OF_ART")
    if span.label_ == "WORK_OF_ART" or span.label_ not in LABELS:
        return span
    if span.label_ == "PERSON" and any(token.text == "&" for token in span):
        return _relabelled(span, "ORG")
    if len(span) < 2:
        is_house = span.label_ == "PERSON" and is_announced_organization(span)
        return _relabelled(span, "ORG") if is_house else span
    label = "" if span.label_ in _SURE else kind_label(span)
    if not label and span.label_ == "PERSON" and is_announced_organization(span):
        label = "ORG"
    return _relabelled(span, label) if label else span


def _has_title_article(span: Span) -> bool:
    """Tell whether a capital "The" in mid-sentence stands before: titles open so, no person."""
    before = span.doc[span.start - 1] if span.start else None
    return before is not None and before.text == "The" and not before.is_sent_start


def _relabelled(span: Span, label: str) -> Span:
    return span if span.label_ == label else Span(span.doc, span.start, span.end, label=label)


def find_repeats(doc: Doc, labels: dict[NameKey, str]) -> Iterator[Span]:
    """Yield every occurrence of the names in `labels`, tagged by the recogniser or not.

    A one-word name that also stands in lower case in the story counts only where it was tagged.
    """
    ranks = {name: rank for rank, name in enumerate(labels)}
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in labels:
        lengths[name[0]].add(len(name))
    common = {form for form in distinct_words(doc) if form.islower()}
    for token in capitalised(doc):
        here = {name_key(doc[token.i : token.i + n]) for n in lengths.get(token.lower_, ())}
        for name in sorted(here & ranks.keys(), key=ranks.__getitem__):
            span = doc[token.i : token.i + len(name)]
            if labels[name] == "WORK_OF_ART" and _describes(span):
                continue
            if len(name) > 1 or token.lower_ not in common:
                yield Span(doc, span.start, span.end, label=labels[name])


def _describes(span: Span) -> bool:
    """Tell whether a word that is a title elsewhere tells here of what kind a thing is."""
    head = span.root.head
    is_before_noun = span.root.dep_ in {"compound", "amod", "nmod"} and head.i == span.end
    return len(span) == 1 and is_before_noun and head.is_lower


def with_honorific(span: Span) -> Span:
    """Return a person's span with the titles before it: "Professor", "Mrs", "Old", "Uncle"."""
    start = span.start
    doc = span.doc
    while start > 0 and _is_honorific(doc[start - 1]):
        start -= 1
    return span if start == span.start else Span(doc, start, span.end, label=span.label)


def _is_honorific(token: Token) -> bool:
    is_free = not token.ent_type_ or token.ent_type_ == "PERSON"
    return is_free and token.text[:1].isupper() and gender_of_honorific(token.text) is not None
