"""What the words beside a name say that it denotes: titles, appositions, nouns before it."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from storygraph.detect.columns import capitalised, tokens_of
from storygraph.detect.headings import day_ends, is_dateline, lines
from storygraph.lexicon import words

#: Endings of nouns for people, and nouns for groups that denote people as well.
_AGENT_ENDINGS = ("keeper", "maker", "worker", "ist", "ian", "smith", "wright", "teacher")
_ALSO_PEOPLE = frozenset({"publisher", "label", "press", "company"})
_ASKING = frozenset(
    "allow ask beg command commission encourage forbid hire invite order permit persuade".split()
) | frozenset("advise beseech employ engage implore teach tell urge".split())
_WINNING = frozenset({"win", "receive"})


def told_kind(span: Span) -> str:
    """Return the label that an apposition tells, where it is sure, or "".

    "A keeper, Tarn" and "Tarn, a keeper" are people, "the workshop, Rana Bek" is a workshop.
    """
    if span.label_ not in {"PERSON", "GPE", "LOC", "ORG"}:
        return ""
    root = span.root
    if any(child.dep_ == "case" for child in root.children):
        return ""
    nouns = [child for child in root.children if child.dep_ == "appos" and child.i > root.i]
    if root.dep_ == "appos" and root.head.i < root.i:
        nouns.append(root.head)
    nouns = [noun for noun in nouns if noun.pos_ == "NOUN" and noun.is_lower and not noun.ent_type_]
    for noun in nouns:
        lemma = noun.lemma_.lower()
        people = words("nominals", "person") | words("gender", "female") | words("gender", "male")
        if lemma in people or lemma.endswith(_AGENT_ENDINGS):
            is_house = span.label_ == "ORG" and (len(span) == 1 or lemma in _ALSO_PEOPLE)
            return "" if is_house else "PERSON"
        if lemma in words("nominals", "place") | words("settlements"):
            return "GPE" if span.label_ in {"PERSON", "ORG"} else ""
        if lemma in words("organizations", "announcing") | words("nominals", "organization"):
            is_person = span.label_ == "PERSON" and lemma in _ALSO_PEOPLE
            return "ORG" if span.label_ in {"PERSON", "ORG"} and not is_person else ""
    return ""


def is_asked_to_act(span: Span) -> bool:
    """Tell whether a name is told to do something: "commissioned Rana Bek to paint a door"."""
    doc, root = span.doc, span.root
    if span.end + 1 >= len(doc) or root.dep_ != "obj" or root.head.lemma_.lower() not in _ASKING:
        return False
    return doc[span.end].lower_ == "to" and doc[span.end + 1].pos_ == "VERB"


def is_told_place(span: Span) -> bool:
    """Tell whether one word stands where a place does: "of Osh, Peru", "a potter from Osh"."""
    doc, start, end = span.doc, span.start, span.end
    if len(span) > 1 or start < 2:
        return False
    mark, noun = doc[start - 1].lower_, doc[start - 2]
    if mark == "from":
        people = words("nominals", "person") | words("gender", "female") | words("gender", "male")
        is_agent = noun.lemma_.lower().endswith((*_AGENT_ENDINGS, "er", "or", "man", "woman"))
        return noun.pos_ == "NOUN" and (is_agent or noun.lemma_.lower() in people)
    is_before_place = (
        end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].ent_type_ == "GPE"
    )
    return mark in {"in", "of", "near"} and is_before_place


def is_announced_organization(span: Span) -> bool:
    """Tell whether a noun for an organization announces a name: "the newspaper Dawn"."""
    before = span.doc[span.start - 1] if span.start else None
    if before is None or not before.is_lower:
        return False
    is_noun = before.lemma_.lower() in words("organizations", "announcing")
    return is_noun and (before.head in span or span.root.head == before)


def titled_people(doc: Doc) -> Iterator[Span]:
    """Yield the capitalised words after a title that only stands before people: "Mrs Bek"."""
    for token in capitalised(doc):
        if token.lower_.rstrip(".") in words("honorifics", "sure"):
            end = token.i + 1
            while end < len(doc) and doc[end].text[:1].isupper() and doc[end].pos_ == "PROPN":
                end += 1
            if end > token.i + 1:
                yield Span(doc, token.i + 1, end, label="PERSON")


def announced_places(doc: Doc) -> Iterator[Span]:
    """Yield the names that a noun for a place announces, "the town of Aksu", or a dateline."""
    for whole in lines(doc):
        line = whole[day_ends(whole) :]
        if is_dateline(line):
            end = next(token.i for token in line if token.text == ",")
            yield Span(doc, line[0].i, end, label="GPE")
    for token in tokens_of(doc, "NOUN", "PROPN"):
        if token.i + 2 >= len(doc):
            break
        following = doc[token.i + 1]
        is_link = following.lower_ == "of" or following.lemma_ in {"call", "name"}
        if is_link and token.is_lower and token.lemma_.lower() in words("settlements"):
            end = start = token.i + 2
            while end < len(doc) and doc[end].text[:1].isupper() and not doc[end].is_sent_start:
                end += 1
            if end > start:
                yield Span(doc, start, end, label="GPE")


def won_prizes(doc: Doc) -> Iterator[Span]:
    """Yield what somebody wins or receives by a name after "the": "won the Silver Wheel"."""
    for token in tokens_of(doc, "VERB"):
        if token.lemma_.lower() not in _WINNING or token.i + 2 >= len(doc):
            continue
        end = start = token.i + 2
        while end < len(doc) and doc[end].text[:1].isupper():
            end += 1
        is_whole = end >= len(doc) or doc[end].pos_ not in {"NOUN", "ADJ", "PROPN"}
        is_free = not any(each.ent_type_ in {"PERSON", "WORK_OF_ART"} for each in doc[start:end])
        if end > start and doc[token.i + 1].lower_ == "the" and is_whole and is_free:
            yield Span(doc, start, end, label="EVENT")
