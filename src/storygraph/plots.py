"""Pictures of a graph with matplotlib (the extra `plots`): each function returns the axes.

Pass `ax` to draw into a figure of your own; without it a figure is made. Save a picture with
`ax.figure.savefig("picture.png")`. Where matplotlib is missing, each raises StorygraphError.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from storygraph.errors import StorygraphError, UnknownNameError
from storygraph.graph.storygraph import COOCCURRENCE, StoryGraph
from storygraph.views.layout import Links, lay_out

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LONGEST = 32


def theme_heatmap(graph: StoryGraph, *, themes: int = 20, ax: Axes | None = None) -> Axes:
    """Draw how often each story speaks of each theme: stories down, themes across.

    Parameters
    ----------
    themes
        How many themes to show; those that most stories know come first.

    Examples
    --------
    >>> ax = theme_heatmap(graph)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['A First Winter', 'On the Road', 'One Evening']
    """
    columns = list(graph.themes()["id"].head(themes))
    rows = list(graph.stories)
    found = Counter(
        (m.story, m.node) for listed in graph.mentions_by_story.values() for m in listed
    )
    counts = np.array([[found[row, column] for column in columns] for row in rows], dtype=float)
    ax = _axes(ax, width=5 + 0.3 * len(columns), height=3 + 0.3 * len(rows))
    titles = [graph.stories[row].title for row in rows]
    _heat(ax, counts, rows=titles, columns=[graph.name(each) for each in columns], unit="mentions")
    ax.set_title("Themes of the stories")
    return ax


def theme_network(graph: StoryGraph, *, themes: int = 30, ax: Axes | None = None) -> Axes:
    """Draw which themes stories bring together: a line for each story that two themes share.

    The larger a dot, the more stories speak of the theme; the thicker a line, the more stories
    speak of both. The same graph gives the same picture.

    Parameters
    ----------
    themes
        How many themes to show; those that most stories know come first.

    Examples
    --------
    >>> theme_network(graph).get_title()
    'Themes that stories bring together'
    """
    table = graph.themes().head(themes)
    told = [set(stories) for stories in table["stories"]]
    pairs = [
        (one, other, len(told[one] & told[other]))
        for one, other in combinations(range(len(told)), 2)
        if told[one] & told[other]
    ]
    spots = lay_out(len(told), Links.of([(a, b, 0.2 * weight) for a, b, weight in pairs]))
    ax = _axes(ax, width=8, height=6)
    most = max((weight for *_, weight in pairs), default=1)
    for one, other, weight in pairs:
        x, y = spots[[one, other]].T
        ax.plot(x, y, color="0.6", lw=3 * weight / most, alpha=0.25 + 0.5 * weight / most)
    sizes = np.array([40.0 * len(each) for each in told])
    ax.scatter(spots[:, 0], spots[:, 1], s=sizes, zorder=2)
    for name, (x, y), size in zip(table["name"], spots, sizes, strict=True):
        above = (0, 3 + np.sqrt(size) / 2)
        ax.annotate(_short(name), (x, y), above, textcoords="offset points", ha="center")
    ax.set_axis_off()
    ax.set_title("Themes that stories bring together")
    return ax


def cooccurrence_over_time(
    graph: StoryGraph,
    *,
    story: str | None = None,
    pairs: int = 8,
    type: str = "person",
    bins: int = 20,
    ax: Axes | None = None,
) -> Axes:
    """Draw where in the telling pairs of nodes share sentences: pairs down, story time across.

    Story time runs from the first character of a story (0 %) to its last (100 %).

    Parameters
    ----------
    story
        The title or id of one story; all of them, each from 0 to 100 %, if None.
    pairs
        How many pairs to show; those that share most sentences.
    type
        The type of both nodes.
    bins
        How many stretches of equal length the stories are cut into.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If there is no such story, or there are several.

    Examples
    --------
    >>> ax = cooccurrence_over_time(graph, bins=4)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Aru Bek · Dana Lin']
    """
    if story is not None:
        graph = graph.only(stories=story)
    shown = graph.only(types=type).relations(relation=COOCCURRENCE)
    found: dict[tuple[str, str], list[float]] = {}
    for source, target, told, start in shown[["source", "target", "story", "start"]].to_numpy():
        spot = start / max(1, len(graph.stories[told].text))
        found.setdefault((min(source, target), max(source, target)), []).append(spot)
    rows = sorted(found, key=lambda pair: (-len(found[pair]), pair))[:pairs]
    counts = np.array([_histogram(found[pair], bins) for pair in rows])
    ax = _axes(ax, width=9, height=1.8 + 0.35 * len(rows))
    _heat(
        ax,
        counts,
        rows=[" · ".join(map(graph.name, pair)) for pair in rows],
        unit="sentences that hold both",
    )
    _story_time(ax, bins)
    ax.set_title("Who shares sentences, over story time")
    return ax


def character_arcs(
    graph: StoryGraph,
    story: str | None = None,
    *,
    people: int = 6,
    bins: int = 20,
    ax: Axes | None = None,
) -> Axes:
    """Draw how often a story speaks of its main people, from its beginning to its end.

    Names, nominals ("the painter") and pronouns count, as far as they were resolved.

    Parameters
    ----------
    story
        The title or id of a story; may be left out if the graph has one story alone.
    people
        How many people to show, the most mentioned.
    bins
        How many stretches of equal length the story is cut into.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If there is no such story, or it is not clear which one is meant.

    Examples
    --------
    >>> ax = character_arcs(graph, "A First Winter", bins=5)
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['Aru Bek', 'Dana Lin']
    """
    told = graph.stories[_story_id(graph, story)]
    spots: dict[str, list[float]] = {}
    for mention in graph.mentions_by_story.get(told.id, []):
        if graph.nx.nodes[mention.node]["type"] == "person":
            spots.setdefault(mention.node, []).append(mention.start / max(1, len(told.text)))
    main = sorted(spots, key=lambda node: (-len(spots[node]), node))[:people]
    ax = _axes(ax, width=9, height=4)
    for node in main:
        ax.plot(range(bins), _histogram(spots[node], bins), label=_short(graph.name(node)), lw=2)
    if main:
        ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    _story_time(ax, bins)
    ax.set_ylabel("mentions")
    ax.set_ylim(bottom=0)
    ax.set_title(_short(told.title, 60))
    return ax


def centrality_chart(
    graph: StoryGraph,
    *,
    by: Literal["betweenness", "neighbours"] = "betweenness",
    n: int = 15,
    type: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the nodes that hold the graph together as bars, as `StoryGraph.central` finds them.

    Parameters
    ----------
    by
        "betweenness", the share of shortest paths that run through a node (0..1), or "neighbours",
        its degree: how many nodes it is linked to.
    n
        How many nodes to show.
    type
        Show nodes of this type alone.

    Raises
    ------
    StorygraphError
        If `by` is neither.

    Examples
    --------
    >>> centrality_chart(graph, by="neighbours", n=1).get_yticklabels()[0].get_text()
    'Dana Lin'
    """
    if by not in {"betweenness", "neighbours"}:
        raise StorygraphError(f"no chart by '{by}'; choose betweenness or neighbours.")
    table = graph.central(graph.nx.number_of_nodes(), type=type)
    table = table.sort_values([by, "id"], ascending=[False, True]).head(n)
    ax = _axes(ax, width=7, height=1.4 + 0.28 * len(table))
    ax.barh(range(len(table)), table[by])
    ax.set_yticks(range(len(table)), [_short(name) for name in table["name"]])
    ax.invert_yaxis()
    ax.set_xlabel("share of shortest paths" if by == "betweenness" else "linked nodes")
    ax.set_title("What holds the graph together")
    return ax


def _axes(ax: Axes | None, *, width: float, height: float) -> Axes:
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise StorygraphError("plots need matplotlib: pip install 'storygraph[plots]'") from error
    size = (min(width, 24), min(height, 24))
    return pyplot.subplots(figsize=size, layout="constrained")[1]


def _heat(
    ax: Axes,
    counts: NDArray[np.float64],
    *,
    rows: Sequence[str],
    unit: str,
    columns: Sequence[str] | None = None,
) -> None:
    """Fill axes with a heat map; labels are text as it is, never formulas."""
    if not counts.size:
        ax.set_axis_off()
        ax.text(0.5, 0.5, "nothing to show", ha="center", transform=ax.transAxes)
        return
    image = ax.imshow(counts, aspect="auto", cmap="Blues", vmin=0, interpolation="nearest")
    ax.set_yticks(range(len(rows)), [_short(row, 48) for row in rows])
    if columns is not None:
        ax.set_xticks(
            range(len(columns)), [_short(each) for each in columns], rotation=60, ha="right"
        )
    ticks = np.unique(np.linspace(0, max(1.0, counts.max()), 6).round())
    ax.figure.colorbar(image, ax=ax, label=unit, ticks=list(ticks))


def _histogram(spots: Sequence[float], bins: int) -> NDArray[np.float64]:
    """Return how many spots (0..1) lie in each of some stretches of equal length."""
    counts: NDArray[np.float64] = np.histogram(spots, bins=bins, range=(0, 1))[0].astype(float)
    return counts


def _story_time(ax: Axes, bins: int) -> None:
    ticks = np.linspace(-0.5, bins - 0.5, 5)
    ax.set_xticks(ticks, ["0 %", "25 %", "50 %", "75 %", "100 %"])
    ax.set_xlim(-0.5, bins - 0.5)
    ax.set_xlabel("story time")


def _story_id(graph: StoryGraph, story: str | None) -> str:
    if story is not None:
        return graph.find(story, type="story").removeprefix("story:")
    if len(graph.stories) != 1:
        raise UnknownNameError(
            f"the graph has {len(graph.stories)} stories; pass the title or id of one."
        )
    return next(iter(graph.stories))


def _short(name: str, longest: int = _LONGEST) -> str:
    """Return a name that fits beside an axis, dollar signs safe from being read as formulas."""
    name = " ".join(name.split())
    return (name if len(name) <= longest else name[: longest - 1] + "…").replace("$", r"\$")
