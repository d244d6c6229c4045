"""Who plays what, and who lives where, by short phrases right after a name.

"Aru Bek, cello", "Aru Bek (oud)" stand in programmes; "a letter from Aru Bek in Riga" tells where
somebody is.
"""

from collections.abc import Iterator

from spacy.tokens import Span

from storygraph.detect.context import FoundEnd, FoundRelation, StoryContext

RULE = "instrument after a name"
_WHERE = "place of a sender"
_GIVEN = frozenset({"lesson", "tuition", "instruction"})
_ENDING = frozenset({",", ";", ".", ")", "/", "|", "·", "–", "—"})


def find_phrases_after_names(context: StoryContext) -> Iterator[FoundRelation]:
    """Yield `plays` and `lived_in` from the phrase right after somebody's name."""
    instruments = {
        span.start: span
        for span in context.themes
        if "instrument" in context.groups.get(span.label_, ())
    }
    for name in context.mentions:
        if name.label_ != "person" or name.id_ != "name":
            continue
        played = _after_comma(name, instruments)
        if played is not None:
            theme = FoundEnd("theme", played.label_, played.start, played.end, 1.0)
            yield context.relation("plays", context.end_of(name), theme, played.root, RULE, 0.8)
        yield from _sender(name, context)


def _after_comma(name: Span, instruments: dict[int, Span]) -> Span | None:
    """Return the instrument in "Aru Bek, cello;" and "Aru Bek (cello)"."""
    doc = name.doc
    if name.end + 1 >= len(doc) or doc[name.end].text not in {",", "(", "–", "—", ":"}:
        return None
    found = instruments.get(name.end + 1)
    if found is None or "maker" in found.id_:
        return None
    after = doc[found.end] if found.end < len(doc) else None
    is_closed = after is None or after.is_space or after.text in _ENDING or after.lower_ == "and"
    return found if is_closed else None


def _sender(name: Span, context: StoryContext) -> Iterator[FoundRelation]:
    """Yield where somebody is from whom something comes: "dyes come from Aru Bek in Riga"."""
    doc = name.doc
    if not name.start or doc[name.start - 1].lower_ != "from" or name.end + 1 >= len(doc):
        return
    root = name.root
    is_source = root.dep_ in {"obl", "pobj"} or root.head.lemma_.lower() in _GIVEN
    if doc[name.end].lower_ != "in" or not is_source:
        return
    for place in context.mentions_at(doc[name.end + 1]):
        if place.label_ == "place" and place.id_ == "name":
            ends = context.end_of(name), context.end_of(place)
            yield context.relation("lived_in", *ends, name.root, _WHERE, 0.6)
