"""Where people were born and died as the brackets after their names say.

"Aru Bek (Riga, 1908 – Osh, 1979)", "(born 3 May 1938 in Riga)", "(b. 1938, Riga)".
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from storygraph.detect.context import FoundRelation, StoryContext

RULE = "brackets after a name"
HYPHENATED = "place before a hyphen"
_HYPHENATED = {"born": "born_in", "based": "lived_in", "raised": "grew_up_in"}
_LONGEST = 40  # tokens of a bracket
_ORIGIN = 5  # tokens of "of Riga" between a name and its bracket
_DASHES = frozenset({"–", "-", "—"})
_BORN = frozenset({"born", "b", "b."})
_DIED = frozenset({"died", "d", "d.", "†"})
_CONFIDENCE = 0.85


def find_lifespans(context: StoryContext) -> Iterator[FoundRelation]:
    """Yield `born_in` and `died_in` from the brackets behind the names of people."""
    for span in context.mentions:
        if span.label_ != "person" or span.id_ != "name":
            continue
        inside = _bracket(span)
        if not any(_is_year(token) for token in inside):
            continue
        dash = next((t.i for t in inside if t.text in _DASHES and _follows_year(t)), None)
        for token in inside:
            relation = _event(token, inside[0].i, dash)
            place = next(iter(_places_at(token, context)), None)
            if relation and place is not None and place.start == token.i:
                person, end = context.end_of(span), context.end_of(place)
                yield context.relation(relation, person, end, token, RULE, _CONFIDENCE)


def find_hyphenated(context: StoryContext) -> Iterator[FoundRelation]:
    """Yield where people are from in "the Riga-born painter Aru", "Osh-based Dana Bek"."""
    for span in context.mentions:
        doc, end = span.doc, span.end
        if span.label_ != "place" or end + 1 >= len(doc) or doc[end].text != "-":
            continue
        relation = _HYPHENATED.get(doc[end + 1].lower_)
        for token in doc[end + 2 : end + 2 + _ORIGIN] if relation else ():
            people = [each for each in context.mentions_at(token) if each.label_ == "person"]
            if people and relation:
                person, place = context.end_of(people[0]), context.end_of(span)
                yield context.relation(relation, person, place, token, HYPHENATED, _CONFIDENCE)
            if people or token.pos_ not in {"NOUN", "ADJ", "PROPN"}:
                break


def _bracket(name: Span) -> list[Token]:
    doc = name.doc
    start = name.end
    if start < len(doc) and doc[start].lower_ in {"of", "from"}:
        start = next((t.i for t in doc[start : start + _ORIGIN] if t.text == "("), start)
    if start >= len(doc) or doc[start].text != "(":
        return []
    inside: list[Token] = []
    for token in doc[start + 1 : start + 1 + _LONGEST]:
        if token.text == ")":
            return inside
        inside.append(token)
    return []


def _event(token: Token, start: int, dash: int | None) -> str:
    """Return "born_in" or "died_in" for a place within brackets, "" if nothing tells."""
    said = [each.lower_ for each in token.doc[start : token.i]]
    for word in reversed(said):
        if word in _BORN | _DIED:
            return "born_in" if word in _BORN else "died_in"
    if dash is None:
        return ""
    return "born_in" if token.i < dash else "died_in"


def _is_year(token: Token) -> bool:
    return len(token.text) == 4 and token.text.isdigit()


def _follows_year(token: Token) -> bool:
    return any(_is_year(each) for each in token.doc[max(0, token.i - 4) : token.i])


def _places_at(token: Token, context: StoryContext) -> list[Span]:
    return [span for span in context.mentions_at(token) if span.label_ == "place"]
