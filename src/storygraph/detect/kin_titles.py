"""Relatives that a narrator calls by a title: in "I saw Aunt Aru" she is the narrator's aunt."""

from collections.abc import Iterator

from spacy.tokens import Span

from storygraph.detect.context import FoundRelation, StoryContext

RULE = "title of a relative"
_TITLES = frozenset({"aunt", "auntie", "uncle", "cousin"})
_ELDERS = frozenset({"grandmother", "grandfather", "grandma", "grandpa", "granny"})
_I = frozenset({"i", "me", "my", "myself"})
_CONFIDENCE = 0.6


def find_kin_titles(context: StoryContext) -> Iterator[FoundRelation]:
    """Yield `family_of` and `grandparent_of` between such people and the one who says "I".

    Both stand in one sentence. Stories with several narrators, and titles of somebody else's
    ("his Aunt Aru"), tell nothing.
    """
    selves = [span for span in context.mentions if span.text.lower() in _I]
    if len({span.kb_id_ for span in selves}) != 1:
        return
    beside = {span.sent.start: span for span in reversed(selves)}
    for span in context.mentions:
        title, narrator = _title(span), beside.get(span.sent.start)
        if title and narrator is not None and span.kb_id_ != narrator.kb_id_:
            relation = "family_of" if title in _TITLES else "grandparent_of"
            pair = context.end_of(span), context.end_of(narrator)
            yield context.relation(relation, *pair, span.root, RULE, _CONFIDENCE)


def _title(name: Span) -> str:
    """Return the title of a relative that a name begins with, or ""."""
    first = name[0]
    is_title = name.label_ == "person" and name.id_ == "name" and len(name) > 1
    if not is_title or first.lower_ not in _TITLES | _ELDERS or not first.is_title:
        return ""
    before = first.nbor(-1).lower_ if first.i else ""
    return "" if before in {"his", "her", "their", "your", "'s", "\u2019s"} else str(first.lower_)
