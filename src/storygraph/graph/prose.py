"""Answers in prose: statements in words, each with its quotation."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from storygraph.graph.answers import Explanation, SharedNode
from storygraph.graph.contract import COOCCURRENCE
from storygraph.graph.questions import Questions
from storygraph.records import Evidence, Fact, SharedTheme

Words = Callable[[str], tuple[str, str]]
_WIDTH = 240


def explain(
    graph: Questions, first: str, second: str, *, words: Words, limit: int = 5
) -> Explanation:
    """Return why two nodes are linked, with the prose that says so.

    Parameters
    ----------
    words
        Gives how a relation reads from its subject and from its object.
    limit
        How many statements, themes and entities the prose quotes; the rest is counted.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        As `StoryGraph.find` does.

    Examples
    --------
    >>> verb = lambda relation: (relation.replace("_", " "), relation)
    >>> print(str(explain(graph, "Aru", "Riga", words=verb)).splitlines()[0])
    The stories link Aru Bek and Riga directly.
    """
    one, other = graph.find(first), graph.find(second)
    common: dict[str, int] = {}
    for _, _, relation in graph.nx.edges(keys=True):
        common[relation] = common.get(relation, 0) + 1
    statements = sorted(
        graph.evidence(one, other),
        key=lambda f: (f.relation == COOCCURRENCE, common[f.relation], -f.evidence.confidence),
    )
    themes, entities = graph.shared_themes(one, other), graph.shared(one, other)
    if one == other:
        themes, entities = [], []
    path = graph.path(one, other)
    writer = _Writer(graph, words, limit)
    parts = [
        writer.statements(one, other, statements),
        writer.shared("theme", themes),
        writer.shared("person, place or work", entities),
        writer.path(path) if _is_news(path, {each.theme for each in themes}) else "",
    ]
    found = tuple(statements), tuple(themes), tuple(entities), tuple(path)
    if not any(found):
        parts = [f"Nothing in these stories links {called(graph, one)} and {called(graph, other)}."]
    elif one != other and not (statements or themes or entities):
        parts.insert(1, "No theme, person, place or work is linked to both.")
    parts.append("\n".join(doubts(graph, one, other)))
    return Explanation(one, other, *found, text="\n\n".join(filter(None, parts)))


def quote(evidence: Evidence, *, width: int = _WIDTH) -> str:
    """Return a sentence in quotation marks on one line, cut to `width` characters around its ends.

    Examples
    --------
    >>> fact = graph.evidence("Omar Serik", "dombra")[0]
    >>> quote(fact.evidence, width=30)
    '“Omar Serik plays the dombra…”'
    """
    text = evidence.text
    if len(text) > width:
        spans = [span for span in (evidence.subject, evidence.object) if span[1] > span[0]]
        low = min((span[0] for span in spans), default=evidence.start) - evidence.start
        high = max((span[1] for span in spans), default=evidence.start) - evidence.start
        start = max(0, min(low, (low + high - width) // 2, len(text) - width))
        text = _whole_words(text, start, start + width)
    return f"“{' '.join(text.split())}”"


def _whole_words(text: str, start: int, end: int) -> str:
    """Return a stretch of a text without the words that it cuts, ellipses in their place."""
    part = text[start:end]
    if start > 0:
        part = "…" + (part.partition(" ")[2] or part)
    if end < len(text):
        part = (part.rpartition(" ")[0] or part) + "…"
    return part


def sentence(graph: Questions, fact: Fact, *, words: Words) -> str:
    """Return a fact in words: "Aru Bek plays dombra".

    Examples
    --------
    >>> fact = graph.evidence("Aru", "dombra")[0]
    >>> sentence(graph, fact, words=lambda relation: (relation, relation))
    'Aru Bek plays dombra'
    """
    ends = called(graph, fact.source), called(graph, fact.target)
    stated = f"{ends[0]} {words(fact.relation)[0]} {ends[1]}"
    is_story = graph.nx.nodes[fact.source]["type"] == "story"
    return stated[0].upper() + stated[1:] if is_story else stated


def called(graph: Questions, node: str) -> str:
    """Return what prose calls a node: its name; stories are told apart from people by a word.

    Examples
    --------
    >>> called(graph, "person:aru-bek"), called(graph, "story:evening")
    ('Aru Bek', 'the story “One Evening”')
    """
    name = graph.name(node)
    return f"the story “{name}”" if graph.nx.nodes[node]["type"] == "story" else name


def doubts(graph: Questions, *nodes: str) -> list[str]:
    """Return a sentence for each node that one of these may be, to be asked about as well.

    Examples
    --------
    >>> doubts(graph, "person:aru-bek")
    []
    """
    pairs = [(pair.first, pair.second) for pair in graph.maybe_same]
    found = [(one, other) for node in nodes for one, other in pairs if node == one]
    found += [(other, one) for node in nodes for one, other in pairs if node == other]
    return [
        f"{graph.name(one)} may be {graph.name(other)} as well: ask about {other}, too."
        for one, other in found
        if other not in nodes
    ]


def best_of(facts: Sequence[Fact]) -> Fact:
    """Return the fact that says most: stated before tied, sure before unsure.

    Examples
    --------
    >>> best_of(graph.evidence("Aru Bek", "Riga")).relation
    'born_in'
    """
    vague = {"associated_with", "mentions", "about", COOCCURRENCE}
    return min(facts, key=lambda f: (f.relation in vague, -f.evidence.confidence))


class _Writer:
    """Writes the paragraphs of an explanation."""

    def __init__(self, graph: Questions, words: Words, limit: int) -> None:
        self.graph = graph
        self.words = words
        self.limit = limit

    def statements(self, one: str, other: str, facts: Sequence[Fact]) -> str:
        names = f"{called(self.graph, one)} and {called(self.graph, other)}"
        if not facts:
            return f"The stories never link {names} directly."
        lines = [f"  {line}" for fact in facts[: self.limit] for line in self._quoted(fact)]
        return "\n".join(
            [f"The stories link {names} directly.", *lines, *self._more(facts, "sentence")]
        )

    def shared(self, what: str, shared: Sequence[SharedTheme | SharedNode]) -> str:
        if not shared:
            return ""
        order = ", the rarest first" if len(shared) > 1 else ""
        lines = [f"Both are linked to {_count(len(shared), what)}{order}:"]
        for number, each in enumerate(shared[: self.limit], start=1):
            lines.append(f"  {number}. {each.name} ({self._spread(each)})")
            for facts in (each.first, each.second):
                lines += [f"     {line}" for line in self._quoted(best_of(facts))]
        return "\n".join([*lines, *self._more(shared, what)])

    def path(self, facts: Iterable[Fact]) -> str:
        lines = ["The most telling path from one to the other:"]
        for number, fact in enumerate(facts, start=1):
            first, *rest = self._quoted(fact)
            lines += [f"  {number}. {first}", *(f"     {line}" for line in rest)]
        return "\n".join(lines)

    def _quoted(self, fact: Fact) -> Iterator[str]:
        yield f"{sentence(self.graph, fact, words=self.words)}:"
        yield f"  {quote(fact.evidence)} ({fact.evidence.story})"

    def _spread(self, each: SharedTheme | SharedNode) -> str:
        node = each.theme if isinstance(each, SharedTheme) else each.node
        known, total = len(self.graph.nx.nodes[node]["stories"]), self.graph.counts()["story"]
        return f"in {known} of {_count(total, 'story')}" if total else "in no story"

    def _more(self, listed: Sequence[object], what: str) -> list[str]:
        left = len(listed) - self.limit
        return [f"  ... and {_count(left, what)} more"] if left > 0 else []


def _is_news(path: Sequence[Fact], told: set[str]) -> bool:
    """Tell whether a path says more than a statement or a shared theme does."""
    through = {end for fact in path for end in (fact.source, fact.target)}
    return len(path) > 2 or (len(path) == 2 and not through & told)


def _count(number: int, what: str) -> str:
    plurals = {"story": "stories", "person, place or work": "people, places or works"}
    return f"{number} {what if number == 1 else plurals.get(what, what + 's')}"
