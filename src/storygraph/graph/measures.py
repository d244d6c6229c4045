"""The shape of a graph: its communities, and the nodes that hold it together."""

from typing import TYPE_CHECKING, Any

import networkx as nx

from storygraph.graph.contract import COOCCURRENCE
from storygraph.graph.core import GraphCore
from storygraph.graph.frames import to_frame

if TYPE_CHECKING:
    import pandas as pd

_EXACT = 1_000
_SAMPLE = 200
_LOUVAIN_NODES = 2_500
_CENTRAL = ["id", "type", "name", "neighbours", "betweenness"]


class Measures(GraphCore):
    """A graph that can be measured; what is random in it is seeded."""

    def communities(self, *, seed: int = 7) -> list[list[str]]:
        """Return groups of nodes that are linked more among themselves, the largest first.

        Louvain's method on the links that are no co-occurrence; above 2,500 nodes it joins groups
        that label propagation finds first. Every node is in one group, and node ids keep the order
        of the graph. One seed gives one answer, but groups are a reading of the graph, not a
        finding: compare several seeds before building on them.

        Parameters
        ----------
        seed
            Any whole number; the page colours its nodes by the groups of seed 7.

        Examples
        --------
        >>> groups = graph.communities()
        >>> sum(len(group) for group in groups) == graph.nx.number_of_nodes()
        True
        """
        plain = _plain(self.nx)
        find = _louvain if len(plain) <= _LOUVAIN_NODES else _louvain_of_groups
        found = find(plain, seed)
        order = {node: number for number, node in enumerate(self.nx)}
        groups = [sorted(group, key=lambda node: order[node]) for group in found]
        return sorted(groups, key=lambda group: (-len(group), order[group[0]]))

    def central(self, n: int = 10, *, type: str | None = None, seed: int = 7) -> "pd.DataFrame":
        """Return the nodes that most shortest paths run through: what holds the graph together.

        Stories, which link to all that they mention, and co-occurrence are left out. Columns: `id`,
        `type`, `name`, `neighbours` (how many nodes it is linked to), `betweenness` (0..1: the
        share of shortest paths between other nodes that run through it). Above 1,000 nodes
        `betweenness` is estimated from 200 starting points, drawn by `seed`.

        Parameters
        ----------
        n
            How many rows to return at most.
        type
            Return nodes of this type alone; paths still run through all.

        Examples
        --------
        >>> graph.central(1)[["name", "neighbours"]].values.tolist()
        [['Dana Lin', 5]]
        """
        told = [node for node, kind in self.nx.nodes(data="type") if kind != "story"]
        plain = _plain(self.nx.subgraph(told))
        sample = _SAMPLE if len(plain) > _EXACT else None
        between = nx.betweenness_centrality(plain, k=sample, seed=seed)
        rows = [
            {
                "id": node,
                "type": self.nx.nodes[node]["type"],
                "name": self.name(node),
                "neighbours": plain.degree(node),
                "betweenness": round(between[node], 4),
            }
            for node in plain
            if type in {None, self.nx.nodes[node]["type"]}
        ]
        table = to_frame(rows, _CENTRAL)
        keys = ["betweenness", "neighbours", "id"]
        return table.sort_values(keys, ascending=[False, False, True], ignore_index=True).head(n)


def _louvain(graph: "nx.Graph", seed: int) -> list[set[Any]]:
    found: list[set[Any]] = nx.community.louvain_communities(graph, seed=seed, threshold=1e-4)
    return found


def _louvain_of_groups(graph: "nx.Graph", seed: int) -> list[set[Any]]:
    """Return communities of a large graph: groups by label propagation, then joined by Louvain."""
    groups = [set(g) for g in nx.community.fast_label_propagation_communities(graph, seed=seed)]
    group_of = {node: number for number, group in enumerate(groups) for node in group}
    joined = nx.Graph()
    joined.add_nodes_from(range(len(groups)))
    for source, target in graph.edges:
        pair = group_of[source], group_of[target]
        weight = joined.get_edge_data(*pair, {"weight": 0})["weight"]
        joined.add_edge(*pair, weight=weight + 1)
    parts = _louvain(joined, seed)
    return [set().union(*(groups[number] for number in part)) for part in parts]


def _plain(graph: "nx.MultiDiGraph") -> "nx.Graph":
    """Return a graph's links without direction and number, co-occurrence left out."""
    plain = nx.Graph()
    plain.add_nodes_from(graph)
    plain.add_edges_from(
        (source, target)
        for source, target, relation in graph.edges(keys=True)
        if relation != COOCCURRENCE and source != target
    )
    return plain
