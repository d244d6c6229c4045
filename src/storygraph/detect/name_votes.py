"""What a name of one story denotes, by all of its occurrences and by how the others stand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from spacy.attrs import ORTH
from spacy.tokens import Doc, Span

from storygraph.detect.columns import where
from storygraph.detect.kinds import is_kind, opens_kind
from storygraph.lexicon import words
from storygraph.naming import gender_of_honorific, key_of

NameKey = tuple[str, ...]
LABELS = frozenset({"PERSON", "GPE", "LOC", "FAC", "ORG", "WORK_OF_ART", "EVENT"})
_INSIDE = frozenset({"in", "near", "outside"})
_WAYS = frozenset(
    "bus ferry flight highway journey path railway ride road route train trip voyage way".split()
)
_GOING = frozenset(
    "arrive come drive emigrate flee fly go invite journey move pass return send travel".split()
)
_NAMED = frozenset({"PERSON", "ORG"})
_CROSSING = frozenset("across along over down up beyond beside by".split())
_BANKS = frozenset("bank shore mouth source ice water valley bend edge side".split())
_COUNTING = frozenset("the these those two three four five six seven other some many".split())
_LOCATIVE = frozenset({"in", "at", "near", "to", "from", "around", "outside", "of", "through"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_SELDOM = 2  # times that a noun has a capital


def name_key(span: Span) -> NameKey:
    """Return the form in which two spellings of one name in a story are compared."""
    return tuple(token.lower_.replace("’", "'") for token in span)


def vote(spans: Iterable[Span]) -> dict[NameKey, str]:
    """Return one label for each name: the most frequent one; parts of full names are people.

    A full name counts the votes of its first and last word standing alone, for "Aru Bek" is who
    "Bek" is, but no title does ("Aru Asleep"). Names that only ever modify a noun ("Kazakh music")
    get none: they are adjectives.
    """
    by_name: dict[NameKey, list[Span]] = defaultdict(list)
    for span in spans:
        by_name[name_key(span)].append(span)
    counts = {name: Counter(span.label_ for span in found) for name, found in by_name.items()}
    for name in counts:
        is_kind_of = is_kind(name[-1]) or opens_kind(name[0])
        if len(name) > 1 and not is_kind_of and not counts[name]["WORK_OF_ART"]:
            counts[name]["PERSON"] += sum(
                counts[part,]["PERSON"] for part in (name[0], name[-1]) if (part,) in counts
            )
    labels = {name: _winner(votes) for name, votes in counts.items()}
    located = {name for name, found in by_name.items() if any(map(_is_inside, found))}
    labels |= {n: "GPE" for n, label in labels.items() if _stands_in(by_name[n], label)}
    things = {n for n, found in by_name.items() if labels[n] in _NAMED and _is_thing(found)}
    labels |= {n: "LOC" if len(n) == 1 and _is_crossed(by_name[n]) else "ORG" for n in things}
    people = [name for name, label in labels.items() if label == "PERSON" and len(name) > 1]
    people = [name for name in people if not is_large_town(name)]
    parts = {
        (part,)
        for name in people
        for part in (name[0], name[-1])
        if len(part) > 2 and gender_of_honorific(part) is None
    }
    towns = {name for name in parts & labels.keys() if labels[name] == "GPE"}
    towns = {name for name in towns if is_large_town(name) or any(map(_is_placed, by_name[name]))}
    labels |= dict.fromkeys(parts - located - towns, "PERSON")
    labels |= {
        name: "GPE"
        for name, found in by_name.items()
        if labels[name] in {"PERSON", "ORG"} and name not in parts and _is_town(found)
    }
    nobody = {name for name, found in by_name.items() if all(map(_is_attribute, found))}
    nobody |= {n for n, found in by_name.items() if labels[n] == "PERSON" and _is_kind_of(found)}
    nouns = _nouns(by_name)
    common = {n for n, found in by_name.items() if n[0] in nouns and _is_seldom(found)}
    nobody |= (common | {(language,) for language in words("languages", "names")}) - parts
    return {name: label for name, label in labels.items() if label in LABELS and name not in nobody}


def _nouns(by_name: Mapping[NameKey, list[Span]]) -> frozenset[str]:
    """Return the one-word names that the same story has in small letters too, as nouns."""
    first = next((found[0] for found in by_name.values()), None)
    if first is None:
        return frozenset()
    names = {name[0] for name in by_name if len(name) == 1}
    here = where(first.doc, ORTH, names)
    return frozenset(first.doc[index].text for index in here if first.doc[index].pos_ == "NOUN")


def _is_seldom(spans: list[Span]) -> bool:
    """Tell whether one word, no title, is taken for a name once or twice at most."""
    return (
        len(spans) <= _SELDOM
        and len(spans[0]) == 1
        and not any(span.label_ == "WORK_OF_ART" for span in spans)
    )


def _is_kind_of(spans: list[Span]) -> bool:
    """Tell whether a one-word name only ever stands as words for many do: "a Dane", "the Beks"."""
    if len(spans[0]) > 1 or spans[0].start == 0:
        return False
    before = {span.doc[span.start - 1].lower_ for span in spans if span.start}
    is_many = all(span.text.endswith("s") for span in spans)
    if before <= {"a", "an"}:
        return not any(after.pos_ == "NOUN" for s in spans for after in s.doc[s.end : s.end + 1])
    is_title = gender_of_honorific(spans[0].text) is not None
    return is_many and not is_title and before <= _COUNTING


def _stands_in(spans: list[Span], label: str) -> bool:
    """Tell whether a name mostly taken for a person or group mostly stands as places do.

    That is after "in" or "near", where somebody goes, or in a row of places. People hardly ever
    do; for towns that a recogniser never met it is the surest sign.
    """
    is_group = label == "ORG" and len(spans[0]) > 1
    if is_group or len(spans[0]) > 2 or label not in _NAMED:
        return False
    return 2 * sum(map(_is_inside, spans)) >= len(spans) or all(map(_is_in_row, spans))


def is_large_town(name: Sequence[str]) -> bool:
    """Tell whether a name is that of a country or large town, and hardly ever anything else."""
    return key_of(" ".join(name)) in _large_towns()


@cache
def _large_towns() -> frozenset[str]:
    text = (files("storygraph.detect") / "data" / "towns.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def _is_town(spans: list[Span]) -> bool:
    """Tell whether a name is a large town's and does not act as somebody in the story."""
    if not is_large_town(name_key(spans[0])):
        return False
    acting = sum(
        (span.root.dep_ == "nsubj" and span.root.head.pos_ == "VERB") or _has_title(span)
        for span in spans
    )
    return 2 * acting <= len(spans)


def _has_title(span: Span) -> bool:
    return span.start > 0 and gender_of_honorific(span.doc[span.start - 1].text) is not None


def _is_thing(spans: list[Span]) -> bool:
    """Tell whether a name always has "the" before it, as groups and houses have, but no person.

    Families do as well ("the Beks"), and people with a trade before the name ("the poet Bek").
    """
    return all(
        span.start > 0
        and span.doc[span.start - 1].lower_ == "the"
        and not span.text.endswith("s")
        and gender_of_honorific(span[0].text) is None
        for span in spans
    )


def _is_crossed(spans: list[Span]) -> bool:
    """Tell whether a name mostly stands as rivers and seas do: "across the", "the banks of the"."""
    return 2 * sum(map(_is_water, spans)) >= len(spans)


def _is_water(span: Span) -> bool:
    before = span.doc[span.start - 2] if span.start > 1 else span.root
    if before.lower_ == "of" and before.i > 0:
        return before.nbor(-1).lemma_.lower() in _BANKS
    return before.lower_ in _CROSSING and span.root.dep_ != "obl:agent"


def _is_placed(span: Span) -> bool:
    before = span.doc[span.start - 1].lower_ if span.start else ""
    return before in _LOCATIVE - {"of", "from", "to"} and not _owns(span)


def _owns(span: Span) -> bool:
    return span.doc[span.end : span.end + 1].text in {"'s", "’s"}


def _is_inside(span: Span) -> bool:
    """Tell whether a name stands as places do and people hardly ever: "in", "travelled to"."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    if len(span) > 1 or _owns(span):
        return before in _INSIDE and not _owns(span)
    goes = span.root.head.lemma_.lower() in _GOING
    return before in _INSIDE or (goes and before in {"to", "from", "through"})


def _is_in_row(span: Span) -> bool:
    """Tell whether a name stands in a row with places: "to Osh and", "the road from"."""
    doc, start, end = span.doc, span.start, span.end
    before = doc[start - 1].lower_ if start else ""
    after = [token.text for token in doc[end : end + 3]]
    if before == "(":  # of somebody's life: "(Osh, 1902 – Riga, 1977)"
        return after[:1] == [","] and after[2:] in (["–"], ["-"], ["—"])
    if before == "from":
        told = {form for t in doc[max(0, start - 4) : start] for form in (t.lemma_, t.lower_)}
        is_way = not told.isdisjoint(_WAYS)
        return is_way and after[:1] == ["to"]
    is_subject = doc[end : end + 1] and doc[end].pos_ in {"VERB", "AUX"}
    return before == "and" and not is_subject and _is_placed_before(doc, start - 1)


def _is_placed_before(doc: Doc, index: int) -> bool:
    """Tell whether a place that stands as places do ends before a token: "to Osh and"."""
    end = index
    while index > 0 and doc[index - 1].ent_type_ in _PLACES:
        index -= 1
    return index < end and index > 0 and doc[index - 1].lower_ in _LOCATIVE - {"of"}


def _is_attribute(span: Span) -> bool:
    """Tell whether a one-word name modifies the common noun after it, as adjectives do."""
    if len(span) > 1 or span.label_ in {"PERSON", "WORK_OF_ART"}:
        return False
    after = span.doc[span.end] if span.end < len(span.doc) else span.root
    is_before_noun = after.is_lower and after.pos_ in {"NOUN", "ADJ"}
    if span.label_ == "ORG" and after.lower_ in _houses():
        return False
    return span.root.pos_ == "ADJ" or (is_before_noun and not _is_located(span))


@cache
def _houses() -> frozenset[str]:
    """Return the nouns after which a name denotes a house or group: "the Tarn choir"."""
    return words("institutions") | words("organizations", "announcing") | words("facilities")


def _winner(votes: Counter[str]) -> str:
    return min(votes, key=lambda label: (-votes[label], label != "PERSON", label))


def _is_located(span: Span) -> bool:
    is_place = span.label_ in _PLACES
    if _owns(span):
        return False
    return is_place and span.start > 0 and span.doc[span.start - 1].lower_ in _LOCATIVE
