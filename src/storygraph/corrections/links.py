"""Relations and themes that a reader adds, with the words that say so, or takes away."""

import re
from collections.abc import Iterable

from rapidfuzz import process

from storygraph.corrections.entries import AddRelation, AddTheme
from storygraph.errors import CorrectionError
from storygraph.graph.draft import Draft, Shown
from storygraph.naming import key_of, slug
from storygraph.records import NodeMention

BY = "reader"
_Span = tuple[int, int]
_Place = tuple[str, _Span]


def add_relation(draft: Draft, entry: AddRelation, source: str, target: str) -> None:
    """State a relation between two nodes, with the quotation as its evidence.

    Raises
    ------
    CorrectionError
        If the quotation does not stand in the story, or both ends are one.
    """
    if source == target:
        raise CorrectionError(
            f"[[add_relation]] links '{entry.source}' with itself. Remove the entry, or mend it."
        )
    ends = (source, target)
    place = _find_quote(draft, entry.quote, entry.story, "add_relation", ends)
    spans = [_span_of(draft, end, place) for end in ends]
    draft.state((source, entry.relation, target), [_evidence(draft, place, *spans)])


def add_theme(draft: Draft, entry: AddTheme, node: str) -> str:
    """Tie a theme to an entity or a story, with the quotation as evidence; return the theme's id.

    The story that has the words is about the theme, too.

    Raises
    ------
    CorrectionError
        If the quotation does not stand in the story, or the theme is an id that is not there.
    """
    kind = draft.nodes[node]["type"]
    if kind == "theme":
        raise CorrectionError(
            f"[[add_theme]] names '{entry.id}', itself a theme. Name an entity or a story."
        )
    story = entry.story or (node.removeprefix("story:") if kind == "story" else "")
    place = _find_quote(draft, entry.quote, story, "add_theme", (node,))
    theme = _theme(draft, entry.theme)
    span = _span_of(draft, theme, place)
    draft.state((f"story:{place[0]}", "about", theme), [_evidence(draft, place, span, span)])
    if kind != "story":
        evidence = _evidence(draft, place, _span_of(draft, node, place), span)
        draft.state((node, "associated_with", theme), [evidence])
    if span != place[1] and not _mentioned(draft, theme, place[0], span):
        draft.mentions.append(NodeMention(place[0], *span, theme, "theme"))
    return theme


def drop_link(draft: Draft, source: str, relation: str, target: str) -> bool:
    """Take an edge away and tell whether it was there.

    A story that does not mention an entity, or is not about a theme, says nothing of it at all.
    """
    if (source, relation, target) not in draft.edges:
        return False
    if relation in {"mentions", "about"}:
        draft.forget(target, source.removeprefix("story:"))
    else:
        del draft.edges[source, relation, target]
    return True


def _theme(draft: Draft, theme: str) -> str:
    """Return the id of a theme given by id or name; a new name makes a new theme."""
    themes = {node: data for node, data in draft.nodes.items() if data["type"] == "theme"}
    named = (node for node, data in themes.items() if key_of(data["name"]) == key_of(theme))
    node = theme if theme in themes else next(named, f"theme:{slug(theme)}")
    if node in themes:
        return node
    if theme.startswith("theme:"):
        close = [match for match, score, _ in process.extract(theme, list(themes)) if score > 70]
        hint = f" Did you mean {' or '.join(close[:2])}?" if close else ""
        raise CorrectionError(
            f"[[add_theme]] names '{theme}', which is not in this graph.{hint} "
            "A new theme is given by its name, without 'theme:'."
        )
    draft.nodes[node] = {"type": "theme", "name": theme, "aliases": []}
    return node


def _find_quote(draft: Draft, quote: str, story: str, entry: str, nodes: Iterable[str]) -> _Place:
    """Return where a quotation stands, preferably where the nodes are mentioned."""
    stories = [story.removeprefix("story:")] if story else list(draft.stories)
    pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
    found = {
        each: [match.span() for match in pattern.finditer(draft.stories[each].text)]
        for each in stories
        if each in draft.stories
    }
    told = sorted(each for each, spans in found.items() if spans)
    if len(told) != 1:
        fault = f"stands in several stories ({', '.join(told[:3])}): name one as 'story'"
        fault = fault if told else _nowhere(draft, stories)
        raise CorrectionError(f"[[{entry}]] quotes '{_short(quote)}', which {fault}.")
    wanted = list(nodes)

    def lacking(span: _Span) -> int:
        return sum(not _mentions_in(draft, node, (told[0], span)) for node in wanted)

    return told[0], min(found[told[0]], key=lambda span: (lacking(span), span))


def _nowhere(draft: Draft, stories: list[str]) -> str:
    if len(stories) == 1 and stories[0] not in draft.stories:
        return f"stands in no story: there is none with the id '{stories[0]}'"
    where = f"the story '{stories[0]}'" if len(stories) == 1 else "any story"
    return f"does not stand in {where}. Quote its own words"


def _short(quote: str) -> str:
    return quote if len(quote) <= 60 else quote[:59] + "…"


def _span_of(draft: Draft, node: str, place: _Place) -> _Span:
    """Return a node's span within a quotation: a mention, else its name, else all of it."""
    mentions = _mentions_in(draft, node, place)
    if mentions:
        best = min(mentions, key=lambda m: (m.form not in {"name", "theme"}, m.start))
        return best.start, best.end
    story, (start, end) = place
    data = draft.nodes[node]
    for name in (data["name"], *data["aliases"]):
        pattern = re.compile(rf"(?<!\w){re.escape(str(name))}(?!\w)", re.IGNORECASE)
        match = pattern.search(draft.stories[story].text, start, end)
        if match:
            return match.span()
    return start, end


def _mentions_in(draft: Draft, node: str, place: _Place) -> list[NodeMention]:
    story, (start, end) = place
    return [
        m
        for m in draft.mentions
        if m.node == node and m.story == story and start <= m.start and m.end <= end
    ]


def _mentioned(draft: Draft, node: str, story: str, span: _Span) -> bool:
    return bool(_mentions_in(draft, node, (story, span)))


def _evidence(draft: Draft, place: _Place, subject: _Span, object: _Span) -> Shown:
    story, (start, end) = place
    return {
        "story": story,
        "start": start,
        "end": end,
        "text": draft.stories[story].text[start:end],
        "by": BY,
        "confidence": 1.0,
        "subject": [*subject],
        "object": [*object],
    }
