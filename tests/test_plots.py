"""The plots: what they show, for whom they draw, and how they fail."""

import sys

import matplotlib as mpl
import networkx as nx
import pytest

mpl.use("agg")

from matplotlib import pyplot
from tests.graph.tiny import tiny_graph

from storygraph import plots
from storygraph.errors import StorygraphError, UnknownNameError
from storygraph.graph.storygraph import StoryGraph

DRAWINGS = {
    "theme_heatmap": plots.theme_heatmap,
    "theme_network": plots.theme_network,
    "cooccurrence_over_time": plots.cooccurrence_over_time,
    "character_arcs": lambda graph, **options: plots.character_arcs(graph, "winter", **options),
    "centrality_chart": plots.centrality_chart,
}


@pytest.fixture(autouse=True)
def closed():
    yield
    pyplot.close("all")


def labels(ticks) -> list[str]:
    return [tick.get_text() for tick in ticks]


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_plot_makes_a_figure_or_uses_the_axes_it_is_given(name, tmp_path):
    graph = tiny_graph()
    axes = DRAWINGS[name](graph)
    axes.figure.savefig(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").stat().st_size > 1000
    _, own = pyplot.subplots()
    assert DRAWINGS[name](graph, ax=own) is own
    assert graph == tiny_graph()


@pytest.mark.parametrize("name", set(DRAWINGS) - {"character_arcs"})
def test_an_empty_graph_can_be_drawn(name):
    DRAWINGS[name](StoryGraph(nx.MultiDiGraph())).figure.draw_without_rendering()


@pytest.mark.parametrize("name", DRAWINGS)
def test_names_like_formulas_are_shown_as_they_are(name):
    graph = tiny_graph()
    for _, data in graph.nx.nodes(data=True):
        data["name"] = "$\\frac{1}$ " + data["name"] + " Ж" * 30
    DRAWINGS[name](graph).figure.draw_without_rendering()


def test_the_heat_map_counts_mentions_of_themes():
    axes = plots.theme_heatmap(tiny_graph())
    assert labels(axes.get_xticklabels()) == ["dombra"]
    assert axes.images[0].get_array().tolist() == [[1.0], [1.0], [1.0]]


def test_pairs_are_drawn_where_they_share_sentences():
    axes = plots.cooccurrence_over_time(tiny_graph(), story="winter", bins=4)
    assert labels(axes.get_yticklabels()) == ["Aru Bek · Dana Lin"]
    assert axes.images[0].get_array().tolist() == [[0.0, 0.0, 1.0, 0.0]]


def test_pairs_of_other_types_can_be_drawn():
    axes = plots.cooccurrence_over_time(tiny_graph(), type="artwork")
    assert [text.get_text() for text in axes.texts] == ["nothing to show"]


def test_arcs_count_mentions_along_the_story():
    axes = plots.character_arcs(tiny_graph(), "winter", bins=2, people=1)
    assert [line.get_ydata().tolist() for line in axes.lines] == [[2.0, 1.0]]


def test_arcs_need_to_know_the_story():
    with pytest.raises(UnknownNameError, match="has 3 stories"):
        plots.character_arcs(tiny_graph())
    alone = tiny_graph().only(stories="road")
    assert plots.character_arcs(alone).get_title() == "On the Road"


@pytest.mark.parametrize(("by", "first"), [("neighbours", 5.0), ("betweenness", None)])
def test_the_most_central_stands_first(by, first):
    axes = plots.centrality_chart(tiny_graph(), by=by, n=3)
    widths = [bar.get_width() for bar in axes.patches]
    assert widths == sorted(widths, reverse=True)
    assert first in {None, widths[0]}


def test_an_unknown_measure_is_a_clear_error():
    with pytest.raises(StorygraphError, match="choose betweenness or neighbours"):
        plots.centrality_chart(tiny_graph(), by="fame")


def test_a_missing_matplotlib_is_a_clear_error(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(StorygraphError, match=r"pip install 'storygraph\[plots\]'"):
        plots.theme_heatmap(tiny_graph())
