"""The finished graph: a NetworkX graph under a written contract, and the questions it answers."""

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storygraph.graph.answers import Explanation
from storygraph.graph.contract import (
    COOCCURRENCE,
    EDGE_KEYS,
    NODE_KEYS,
    check_contract,
    to_evidence,
)
from storygraph.graph.measures import Measures
from storygraph.graph.parts import Parts
from storygraph.graph.prose import explain
from storygraph.graph.questions import Questions
from storygraph.graph.tables import Tables, most_told
from storygraph.records import NODE_TYPES

if TYPE_CHECKING:
    from storygraph.corrections import Entry

__all__ = [
    "COOCCURRENCE",
    "EDGE_KEYS",
    "NODE_KEYS",
    "StoryGraph",
    "check_contract",
    "plural",
    "to_evidence",
]
_PLURALS = {"person": "people", "story": "stories"}
_SHOWN = 5
_LONGEST = 60


class StoryGraph(Parts, Tables, Questions, Measures):
    """A knowledge graph of stories, the entities they mention and the themes they share.

    Attributes
    ----------
    nx
        The `networkx.MultiDiGraph`. Node ids are strings such as `person:aru-bek`; nodes carry
        `type`, `name`, `aliases`, `stories` (ids of story nodes), `mentions` (a count); edges,
        keyed by relation, carry `relation`, `weight` and `evidence` (a list of dicts with the
        fields of `storygraph.records.Evidence`).
    stories
        The stories by id, texts included.
    mentions_by_story
        Every mention of a story in text order: character offsets and the node it denotes.
    maybe_same
        Pairs of nodes that may be one, left apart because the stories do not decide it.

    Raises
    ------
    GraphFileError
        If the graph breaks the contract.

    Examples
    --------
    The examples of all methods use a small graph of three stories:

    >>> for story in graph.stories.values():
    ...     print(f"{story.id}: {story.text}")
    winter: Aru Bek was born in Riga in 1931. She plays the dombra. In 1962 she met Dana Lin.
    road: Dana Lin painted The Salt Road in 1964 and plays the dombra.
    evening: Omar Serik plays the dombra in Almaty, and Dana Lin paints there.
    >>> graph
    StoryGraph(3 stories, 3 people, 3 places, 1 artwork, 1 theme, 22 links)
    """

    def __repr__(self) -> str:
        counts = self.counts()
        shown = ", ".join(
            f"{counts[kind]} {plural(kind, counts[kind])}"
            for kind in ("story", *NODE_TYPES[:-1])
            if counts[kind]
        )
        return f"StoryGraph({shown or 'empty'}, {self.nx.number_of_edges()} links)"

    def _repr_html_(self) -> str:
        counts = self.counts()
        rows = "".join(
            f"<tr><td>{plural(kind, counts[kind])}</td><td>{counts[kind]:,}</td>"
            f'<td style="text-align:left">{_listed(most_told(self, kind, _SHOWN))}</td></tr>'
            for kind in ("story", *NODE_TYPES[:-1])
            if counts[kind]
        )
        links = f"{self.nx.number_of_edges():,} links"
        head = '<tr><th></th><th></th><th style="text-align:left">most told of</th></tr>'
        return (
            f'<div class="storygraph"><strong>StoryGraph</strong>: {links}'
            f"<table><thead>{head}</thead><tbody>{rows}</tbody></table></div>"
        )

    def explain(self, first: str, second: str, *, limit: int = 5) -> Explanation:
        """Return why two nodes are linked, in prose with quotations.

        What the stories state of both comes first, then the themes and the people, places and
        works that both are linked to, rare ones before common ones, then the most telling path
        where it says more.
        Shown or printed, the answer is the prose; its fields hold the same as facts. It is false
        if nothing links the two.

        Parameters
        ----------
        limit
            How many statements, themes and entities the prose quotes; the rest is counted.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            As `find` does.

        Examples
        --------
        >>> graph.explain("Aru Bek", "Riga")
        The stories link Aru Bek and Riga directly.
          Aru Bek was born in Riga:
            “Aru Bek was born in Riga in 1931.” (winter)
          Aru Bek shares a sentence with Riga:
            “Aru Bek was born in Riga in 1931.” (winter)
        """
        from storygraph.views.wording import relation_words  # views build on this module

        return explain(self, first, second, words=relation_words, limit=limit)

    def correct(self, *entries: "Entry", save: str | Path | None = None) -> "StoryGraph":
        """Return the graph with what is wrong put right; this one stays as it is.

        The entries are `Merge`, `Split`, `KeepApart`, `Rename`, `Retype`, `Locate`, `Drop`,
        `DropRelation`, `AddRelation` and `AddTheme` of `storygraph.corrections`; nodes are given
        by id, or by a name that `find` knows. Building again with the file does the same.

        Parameters
        ----------
        save
            The corrections file, `corrections.toml` in the folder of the stories, to which the
            entries are added once they have proved right; it is made if it is not there.

        Raises
        ------
        CorrectionError
            If an entry does not fit this graph, two contradict each other, or the file cannot be
            read or written.
        UnknownNameError, AmbiguousNameError
            As `find` does.

        Examples
        --------
        >>> from storygraph.corrections import AddRelation, DropRelation, Rename
        >>> better = graph.correct(
        ...     Rename("Aru", "Aru Bekova"),
        ...     DropRelation("Omar Serik", "worked_with", "Dana Lin"),
        ...     AddRelation("Omar Serik", "performed_in", "Almaty", "plays the dombra in Almaty"),
        ... )
        >>> better.find("Aru Bekova"), graph.name("person:aru-bek")
        ('person:aru-bek', 'Aru Bek')
        >>> [(fact.relation, fact.evidence.by) for fact in better.evidence("Omar Serik", "Almaty")]
        [('performed_in', 'reader')]
        """
        from storygraph.corrections import Corrections, append_corrections, correct_graph, with_ids
        from storygraph.places.locate import locate_places

        corrections = Corrections.of(*(with_ids(self, entry) for entry in entries))
        corrected = correct_graph(self, corrections)
        if corrected is not self:
            corrected = locate_places(corrected)
        if save is not None:
            append_corrections(save, corrections)
        return corrected

    def save(self, path: str | Path, **options: Any) -> Path:
        """Write the graph in the format that the suffix names, and return the path.

        Raises
        ------
        GraphFileError
            If the suffix is unknown or the file cannot be written.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = graph.save(f"{folder}/tales.json")
        ...     storygraph.load(path) == graph
        True
        """
        from storygraph.views.export import write_graph  # views build on this module

        return write_graph(self, Path(path), **options)

    def show(self, *, height: int = 720) -> Any:
        """Return the interactive page for display in a notebook; no file is written.

        Parameters
        ----------
        height
            In pixels.

        Examples
        --------
        >>> type(graph.show(height=480)).__name__
        'HTML'
        """
        from storygraph.views.html import show_html

        return show_html(self, height=height)


def plural(kind: str, count: int = 2) -> str:
    """Return what so many nodes of a type are called.

    Examples
    --------
    >>> plural("person", 1), plural("person"), plural("place")
    ('person', 'people', 'places')
    """
    return kind if count == 1 else _PLURALS.get(kind, kind + "s")


def _listed(names: list[str]) -> str:
    short = (name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…" for name in names)
    return ", ".join(escape(" ".join(name.split())) for name in short)
