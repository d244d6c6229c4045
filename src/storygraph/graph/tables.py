"""What a graph holds, as pandas tables with documented columns."""

from typing import TYPE_CHECKING

from storygraph.graph.contract import COOCCURRENCE, NODE_KEYS
from storygraph.graph.core import GraphCore
from storygraph.graph.frames import to_column, to_frame
from storygraph.graph.spots import find_spot
from storygraph.graph.years import find_years
from storygraph.records import Evidence

if TYPE_CHECKING:
    import pandas as pd

_MENTION = ["story", "start", "end", "text", "node", "form", "confidence"]
_PLACE = [
    "id",
    "name",
    "stories",
    "mentions",
    "located_in",
    "country",
    "latitude",
    "longitude",
    "gazetteer",
]
_NOWHERE = (float("nan"), float("nan"))
_TIMELINE = [
    "year",
    "story",
    "start",
    "end",
    "text",
    "source",
    "relation",
    "target",
    "confidence",
]


class Tables(GraphCore):
    """A graph that gives its nodes, edges, mentions, places and years as data frames."""

    def entities(self, *, type: str | None = None) -> "pd.DataFrame":
        """Return the entities as a table, the most mentioned first.

        Columns: `id`; `type`; `name`; `aliases` (list of other names); `stories` (list of ids of
        story nodes); `mentions` (how often the texts speak of it, pronouns included); `links`
        (edges into and out of it).

        Parameters
        ----------
        type
            Return nodes of this type alone; "theme" and "story" are possible too.

        Examples
        --------
        >>> graph.entities(type="person")[["name", "mentions"]].values.tolist()
        [['Aru Bek', 3], ['Dana Lin', 3], ['Omar Serik', 1]]
        """
        rows = [
            {"id": node, **data, "links": self.nx.degree(node)}
            for node, data in self.nx.nodes(data=True)
            if (data["type"] == type if type else data["type"] not in {"theme", "story"})
        ]
        columns = ["id", *NODE_KEYS, "links"]
        table = to_frame(rows, columns)
        return table.sort_values(["mentions", "id"], ascending=[False, True], ignore_index=True)

    def themes(self) -> "pd.DataFrame":
        """Return the themes as a table, those of the most stories first.

        Columns: `id`, `name`, `stories` (list of ids of story nodes), `mentions`, `links`.

        Examples
        --------
        >>> graph.themes()["name"].tolist()
        ['dombra']
        """
        table = self.entities(type="theme").drop(columns=["type", "aliases"])
        spread = table["stories"].map(len)
        return table.iloc[(-spread).argsort(kind="stable")].reset_index(drop=True)

    def relations(self, *, relation: str | None = None) -> "pd.DataFrame":
        """Return the edges as a table: one row for each sentence behind each edge.

        Columns: `source` and `target` (node ids), `relation`, `weight` (how many sentences the
        edge has), `story`, `start` and `end` (character offsets of the sentence in its story, the
        end exclusive), `text`, `by` (the rule that found it), `confidence` (0..1), `subject` and
        `object` (offsets of both ends).

        Parameters
        ----------
        relation
            Return this relation alone.

        Examples
        --------
        >>> graph.relations(relation="plays")[["source", "text"]].values.tolist()[0]
        ['person:aru-bek', 'She plays the dombra.']
        """
        rows = [
            {"source": source, "relation": key, "target": target, "weight": data["weight"], **each}
            for source, target, key, data in self.nx.edges(keys=True, data=True)
            if relation in {None, key}
            for each in data["evidence"]
        ]
        fields = list(Evidence.__dataclass_fields__)
        return to_frame(rows, ["source", "relation", "target", "weight", *fields])

    def mentions(self, *, story: str | None = None) -> "pd.DataFrame":
        """Return every mention as a table, in text order.

        Columns: `story` (story id), `start` and `end` (character offsets, the end exclusive),
        `text`, `node` (id), `form` ("name", "nominal", "pronoun" or "theme"), `confidence` (0..1).

        Parameters
        ----------
        story
            Return the mentions of the story of this id alone.

        Examples
        --------
        >>> graph.mentions(story="road")["text"].tolist()
        ['Dana Lin', 'The Salt Road', 'dombra']
        """
        rows = [
            {
                "story": m.story,
                "start": m.start,
                "end": m.end,
                "text": self.stories[m.story].text[m.start : m.end],
                "node": m.node,
                "form": m.form,
                "confidence": m.confidence,
            }
            for story_id, listed in self.mentions_by_story.items()
            if story in {None, story_id}
            for m in listed
        ]
        return to_frame(rows, _MENTION)

    def places(self) -> "pd.DataFrame":
        """Return the places as a table, the most mentioned first.

        Columns: `id`, `name`, `stories`, `mentions`; `located_in` (list of ids of the places
        around it, the nearest first, as far as the stories say); `country`, `latitude` and
        `longitude` (degrees), and the `gazetteer` that has them, missing where the place is not
        known beyond doubt.

        Examples
        --------
        >>> graph.places()[["name", "located_in", "latitude"]].values.tolist()[0]
        ['Almaty', ['place:kazakhstan'], 43.24]
        """
        rows = [
            {
                **data,
                "id": node,
                "located_in": self._wider(node),
                "country": data.get("country"),
                "gazetteer": data.get("gazetteer"),
                **dict(zip(("latitude", "longitude"), find_spot(data) or _NOWHERE, strict=True)),
            }
            for node, data in self.nx.nodes(data=True)
            if data["type"] == "place"
        ]
        table = to_frame(rows, _PLACE)
        table = table.astype({"latitude": float, "longitude": float})
        return table.sort_values(["mentions", "id"], ascending=[False, True], ignore_index=True)

    def _wider(self, place: str) -> list[str]:
        """Return the places around a place, breadth first; circles in the stories do no harm."""
        found = {place: None}
        for node in (queue := [place]):
            for _, target, relation in self.nx.out_edges(node, keys=True):
                is_place = self.nx.nodes[target]["type"] == "place"
                if relation == "located_in" and is_place and target not in found:
                    found[target] = None
                    queue.append(target)
        return list(found)[1:]

    def timeline(self) -> "pd.DataFrame":
        """Return what the stories say of years: a row for each year and statement.

        Years from 1000 to 2100 are taken from the sentences behind the edges; "the 1960s" gives
        1960. A sentence that states no relation is listed by what it mentions; `associated_with`
        and co-occurrence are left out. That a year stands in a sentence does not say that it dates
        the statement: read `text`.

        Columns: `year`, `story` (id), `start` and `end` (character offsets of the sentence, the
        end exclusive), `text`, `source`, `relation`, `target`, `confidence` (0..1).

        Examples
        --------
        >>> graph.timeline()[["year", "relation", "target"]].values.tolist()[:2]
        [[1931, 'born_in', 'place:riga'], [1962, 'met', 'person:dana-lin']]
        """
        table = self.relations()
        table = table[~table["relation"].isin([COOCCURRENCE, "associated_with"])]
        stated = ~table["relation"].isin(["mentions", "about"])
        keys = ["story", "start", "end"]
        has_statement = stated.groupby([table[key] for key in keys]).transform("any")
        table = table[stated | ~has_statement.astype(bool)]
        years = [find_years(text) for text in table["text"]]
        table = table.assign(year=to_column(years, table))
        table = table.explode("year").dropna(subset=["year"]).astype({"year": int})
        return table.sort_values(["year", *keys, "relation"], ignore_index=True)[_TIMELINE]


def most_told(graph: GraphCore, kind: str, n: int) -> list[str]:
    """Return the names of the `n` nodes of a type that most stories, then most mentions, know.

    Examples
    --------
    >>> most_told(graph, "person", 2)
    ['Dana Lin', 'Aru Bek']
    """
    nodes = [data for _, data in graph.nx.nodes(data=True) if data["type"] == kind]
    nodes.sort(key=lambda d: (-len(d["stories"]), -d["mentions"], str(d["name"])))
    return [str(data["name"]) for data in nodes[:n]]
