"""Names that say what they name: "Ural State Theatre", "Order of the Star", "Lake Song-Köl"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from storygraph.detect.columns import capitalised
from storygraph.gazetteer.apart import lies_within
from storygraph.lexicon import words

#: Tables of the lexicon, in the order in which they are asked, and the label each gives.
KINDS = (
    ("events", "EVENT"),
    ("institutions", "ORG"),
    ("facilities", "FAC"),
    ("nature", "LOC"),
)
_LINKS = frozenset({"of", "for", "in", "de"})
_BEFORE_CAMPUS = frozenset({"at", ",", "-", "–"})
_NAMED = frozenset({"PERSON", "GPE", "LOC", "FAC", "ORG", "EVENT"})
_PLACING = frozenset({"the", "in", "at", "on", "near", "to", "from", "into", "of", "through", "by"})
_WHERE = frozenset({"GPE", "LOC", "FAC"})
_LONGEST = 8
_LONG = 4  # letters of a word that a heading would write with a capital


def is_kind(word: str) -> bool:
    """Tell whether a lower-case word is a noun for a kind of place, organization or event."""
    return any(word in words(table) for table, _ in KINDS)


def opens_kind(word: str) -> bool:
    """Tell whether a lower-case word at the front of a name tells its kind: "café", "lake"."""
    return any(word in words(table, "first") for table, _ in KINDS)


def kind_label(span: Span) -> str:
    """Return the label that a name's head noun, or a first word such as "Café", tells, or "".

    Of what the recogniser takes for a person, words that are family or given names as well
    ("Hill", "River") only tell where the name stands as a place does.
    """
    head, first = _head_word(span), span[0].lower_
    is_person = span.label_ == "PERSON" and not _is_placed(span)
    if head in {"hall", "palace"} and len(span) > 1 and _is_house(span, head) and not is_person:
        return "ORG"
    for table, label in KINDS:
        both = words(table, "also_people") if is_person else frozenset()
        if head in words(table) - both or first in words(table, "first") - both:
            return label
    return ""


def _is_house(span: Span, head: str) -> bool:
    """Tell whether a hall or palace plays or teaches: "sang in Tarn Hall", "Palace of Culture"."""
    if head == "palace":
        return span[-1].lower_ in words("institutions", "fields")
    if span[-2].lower_ in words("institutions") | {"music"}:
        return True
    around = (token for token in span.sent if token.i < span.end - 1 or token.i >= span.end)
    told = {form.lower() for token in around for form in (token.text, token.lemma_)}
    return not told.isdisjoint(words("performing"))


def _head_word(span: Span) -> str:
    for token in span[1:]:
        if token.lower_ in _LINKS:
            return str(token.nbor(-1).lower_)
    return str(span[-1].lower_)


def _is_placed(span: Span) -> bool:
    return span.start > 0 and span.doc[span.start - 1].lower_ in _PLACING


def kind_names(doc: Doc) -> Iterator[Span]:
    """Yield capitalised phrases whose head says what they name, tagged by the recogniser or not.

    The head is a capitalised noun for an organization or event with a name before it ("Wren Prize")
    or after "of" ("University of Osh", "Order of the Star"); titles of works hold none.
    """
    tables = ("events", "institutions")
    for token in capitalised(doc):
        if token.ent_type_ == "WORK_OF_ART":
            continue
        label = next((label for t, label in KINDS if t in tables and token.lower_ in words(t)), "")
        if not label or (token.i + 1 < len(doc) and _goes_on(doc[token.i + 1])):
            continue
        start, end = _first(token), _last(token)
        if end - start > 1 and end - start <= _LONGEST:
            yield Span(doc, start, end, label=label)


def houses_called_by_kind(doc: Doc) -> Iterator[Span]:
    """Yield "Conservatory" of "taught at the Conservatory": the capital makes a name of the kind.

    In a heading, where most words have one, it makes none.
    """
    for token in capitalised(doc):
        is_house = token.is_title and token.lower_ in words("institutions", "alone")
        if not is_house or token.i == 0 or doc[token.i - 1].lower_ != "the":
            continue
        behind = doc[token.i + 1 : token.i + 2]
        goes_on = any(_goes_on(after) or after.lower_ in _LINKS - {"in"} for after in behind)
        if not goes_on and any(each.is_lower and len(each) >= _LONG for each in token.sent):
            yield Span(doc, token.i, token.i + 1, label="ORG")


def schools_in_small_letters(doc: Doc) -> Iterator[Span]:
    """Yield "Tarn music college" of "sent to the Tarn music college": a name but for its nouns.

    Behind the name of a place it merely says what stands there ("the Osh music school").
    """
    for token in capitalised(doc):
        if token.pos_ != "PROPN" or token.ent_type_ in _WHERE or token.i == 0:
            continue
        if doc[token.i - 1].lower_ != "the" or not token.is_alpha:
            continue
        end = token.i + 1
        while end < len(doc) and doc[end].is_lower and doc[end].pos_ == "NOUN":
            end += 1
        if end > token.i + 1 and doc[end - 1].lower_ in words("institutions", "schools"):
            yield Span(doc, token.i, end, label="ORG")


def _goes_on(token: Token) -> bool:
    """Tell whether a token lengthens a name of capitalised words: it is no head then."""
    return token.text[:1].isupper() and token.is_alpha and token.ent_type_ != "WORK_OF_ART"


def _first(head: Token) -> int:
    """Return where the capitalised words before a head begin, but for an opening small word."""
    start = head.i
    while start > 0 and _is_part(head.doc[start - 1]):
        start -= 1
    while start < head.i and head.doc[start].is_stop:
        start += 1
    return start


def _is_part(token: Token) -> bool:
    return token.text[:1].isupper() and token.ent_type_ != "WORK_OF_ART" and not token.is_punct


def _last(head: Token) -> int:
    """Return where the name ends: after the head, or after what "of" or "for" ties to it.

    A second kind after "and" belongs to it, "Museum and Art Gallery", and so does the town of a
    university of a whole region, which has others elsewhere: "University of California, Davis".
    """
    doc, end = head.doc, head.i + 1
    links, whose = {"of", "for"}, end
    while end < len(doc) and doc[end].lower_ in links:
        index = end + 1
        if index < len(doc) and doc[index].lower_ == "the":
            index += 1
        start = index
        while index < len(doc) and _is_part(doc[index]) and doc[index].is_alpha:
            index += 1
        if index == start:
            break
        end, links, whose = index, {"of"}, start
    if end + 1 < len(doc) and doc[end].lower_ in {"and", "&"}:
        return _after_second(doc, end) if end == head.i + 1 else end + 2 * _is_field(doc[end + 1])
    return _after_campus(doc, whose, end) if head.lower_ == "university" else end


def _after_second(doc: Doc, end: int) -> int:
    """Return where "and Art Gallery" ends after a kind; the same place if no other kind follows."""
    index = end + 1
    while index < len(doc) and doc[index].is_title and _is_collection(doc[index].lower_):
        index += 1
    ends = index > end + 1 and not (index < len(doc) and _goes_on(doc[index]))
    return index if ends and doc[index - 1].lower_ not in words("institutions", "fields") else end


def _is_collection(word: str) -> bool:
    return word in words("institutions", "collections") or word in words("institutions", "fields")


def _after_campus(doc: Doc, start: int, end: int) -> int:
    """Return where the town ends behind "University of" and a region, if it lies there."""
    after = index = end + 1
    if end == start or after >= len(doc) or doc[end].lower_ not in _BEFORE_CAMPUS:
        return end
    while index < len(doc) and _is_part(doc[index]) and doc[index].is_alpha:
        index += 1
    region, town = doc[start:end].text, doc[after:index].text
    return index if index > after and lies_within([town], [region], ["region"]) else end


def _is_field(token: Token) -> bool:
    """Tell whether a word ends a name such as "School of Arts and Design"."""
    return token.is_title and token.lower_ in words("institutions", "fields")
