"""The most telling path between two nodes, and what a step of it costs.

A step costs what its relation costs, plus the binary logarithm of two more than the number of
links at either end, so that a step through a hub says little. What a story states is free of the
first part; one step through a theme, a co-occurrence or a story costs as much as several stated
ones. The page walks by the same costs.
"""

import heapq
import math
from collections.abc import Mapping

import networkx as nx

from storygraph.graph.contract import COOCCURRENCE

# In hundredths, so that Python and the page add up whole numbers and never differ.
STATED = 0
COSTS = {"associated_with": 600, COOCCURRENCE: 2_400, "about": 2_400, "mentions": 2_400}

Edge = tuple[str, str, str]


def step_cost(relation: str) -> int:
    """Return what a relation adds to the cost of a step, in hundredths.

    Examples
    --------
    >>> step_cost("taught"), step_cost("associated_with"), step_cost("appears_with")
    (0, 600, 2400)
    """
    return COSTS.get(relation, STATED)


def hub_cost(links: int) -> int:
    """Return what an end with so many links adds to the cost of a step, in hundredths.

    Examples
    --------
    >>> hub_cost(2), hub_cost(126)
    (200, 700)
    """
    return math.floor(100 * math.log2(2 + links) + 0.5)


def find_path(graph: "nx.MultiDiGraph", first: str, second: str) -> list[Edge]:
    """Return the edges of the cheapest path between two nodes, in order; empty if there is none.

    Edges are walked in both directions. Of equally cheap ones the path through nodes that stand
    earlier in the graph is returned.

    Examples
    --------
    >>> find_path(graph.nx, "person:aru-bek", "artwork:the-salt-road")[0]
    ('person:aru-bek', 'person:dana-lin', 'met')
    """
    number = {node: at for at, node in enumerate(graph)}
    hub = {node: hub_cost(links) for node, links in graph.degree()}
    best = {first: 0}
    came: dict[str, tuple[str, Edge]] = {}
    rim = [(0, number[first], first)]
    while rim:
        far, _, node = heapq.heappop(rim)
        if node == second:
            return _trace(came, first, second)
        if far > best[node]:
            continue
        for other, edge in _steps(graph, node, number):
            total = far + hub[node] + hub[other] + step_cost(edge[2])
            if total < best.get(other, total + 1):
                best[other] = total
                came[other] = node, edge
                heapq.heappush(rim, (total, number[other], other))
    return []


def _steps(
    graph: "nx.MultiDiGraph", node: str, number: Mapping[str, int]
) -> list[tuple[str, Edge]]:
    """Return a node's edges in the order of the page, each behind its other end."""
    ways = [(target, (node, target, key)) for _, target, key in graph.out_edges(node, keys=True)]
    ways += [(source, (source, node, key)) for source, _, key in graph.in_edges(node, keys=True)]
    return sorted(ways, key=lambda way: (number[way[1][0]], number[way[1][1]], way[1][2]))


def _trace(came: dict[str, tuple[str, Edge]], first: str, second: str) -> list[Edge]:
    edges = []
    node = second
    while node != first:
        node, edge = came[node]
        edges.append(edge)
    return edges[::-1]
