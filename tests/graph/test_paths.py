"""The most telling path: what it prefers, and that it is the cheapest."""

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.graph.worlds import world

from storygraph.graph.contract import COOCCURRENCE
from storygraph.graph.paths import find_path, hub_cost, step_cost

A, B, C, D = (f"person:{letter}" for letter in "abcd")
THEME, STORY = "theme:dombra", "story:winter"


def steps(graph, one, other):
    return [relation for *_, relation in find_path(graph.nx, one, other)]


def test_what_is_stated_wins_over_a_story_that_mentions_both():
    graph = world((A, "met", B), (B, "taught", C), (STORY, "mentions", A), (STORY, "mentions", C))
    assert steps(graph, A, C) == ["met", "taught"]


def test_what_is_stated_wins_over_standing_in_one_sentence():
    graph = world((A, "met", B), (B, "taught", C), (A, COOCCURRENCE, C))
    assert steps(graph, A, C) == ["met", "taught"]


def test_a_theme_in_common_wins_over_a_story_in_common():
    ties = [(each, "associated_with", THEME) for each in (A, B)]
    graph = world(*ties, (STORY, "mentions", A), (STORY, "mentions", B))
    assert steps(graph, A, B) == ["associated_with"] * 2


def test_standing_in_one_sentence_wins_over_a_story_in_common():
    graph = world((A, COOCCURRENCE, B), (STORY, "mentions", A), (STORY, "mentions", B))
    assert steps(graph, A, B) == [COOCCURRENCE]


def test_a_node_with_few_links_wins_over_a_hub():
    hub = [(B, "met", f"person:{number}") for number in range(40)]
    graph = world((A, "met", B), (B, "met", D), (A, "met", C), (C, "met", D), *hub)
    assert [edge[:2] for edge in find_path(graph.nx, A, D)] == [(A, C), (C, D)]


def test_of_two_links_between_the_same_nodes_the_stated_one_is_the_step():
    graph = world((A, COOCCURRENCE, B), (B, "taught", A))
    assert find_path(graph.nx, A, B) == [(B, A, "taught")]


def test_there_is_no_path_to_what_is_apart_or_to_the_node_itself():
    graph = world((A, "met", B), (C, "met", D))
    assert find_path(graph.nx, A, C) == find_path(graph.nx, A, A) == []


NODES = [A, B, C, D, THEME, STORY]
EDGES = st.lists(
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from(["met", "taught", "associated_with", "mentions", COOCCURRENCE]),
        st.sampled_from(NODES),
    ).filter(lambda edge: edge[0] != edge[2]),
    min_size=1,
    unique=True,
)


@given(edges=EDGES)
def test_a_path_is_connected_and_none_is_cheaper(edges):
    graph = world(*edges).nx
    links = dict(graph.degree())
    plain = nx.Graph()
    for source, relation, target in edges:
        cost = hub_cost(links[source]) + hub_cost(links[target]) + step_cost(relation)
        known = plain.get_edge_data(source, target, {"cost": cost})["cost"]
        plain.add_edge(source, target, cost=min(cost, known))
    for one in plain:
        costs = nx.single_source_dijkstra_path_length(plain, one, weight="cost")
        for other in plain:
            path = find_path(graph, one, other)
            if one == other or other not in costs:
                assert path == []
                continue
            ends = [{source, target} for source, target, _ in path]
            assert one in ends[0]
            assert other in ends[-1]
            assert all(this & following for this, following in pairwise(ends))
            spent = [sum(hub_cost(links[end]) for end in e[:2]) + step_cost(e[2]) for e in path]
            assert sum(spent) == costs[other]


@pytest.mark.parametrize("links", [0, 1, 7, 100_000])
def test_hubs_cost_whole_numbers(links):
    assert isinstance(hub_cost(links), int)
