"""The interactive page of a graph: one HTML file, exported through pyvis, that asks for nothing.

pyvis holds nodes and edges and renders; the template, style and scripts in `page/` are our own,
because pyvis's template loads from the network and runs hostile text.
"""

import base64
import gzip
import hashlib
import html
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup
from pyvis import network as pyvis_network
from pyvis.network import Network

from storygraph.graph.storygraph import StoryGraph
from storygraph.views.export import write_text
from storygraph.views.page.tables import Tables, to_tables

_PAGE = Path(__file__).parent / "page"
_VIS = Path(pyvis_network.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = (
    "dom model state search paths scene shapes labels painter camera pointer sidebar cards panel "
    "nodecard pathcard help story shared matrix map timeline list export marks corrections keys "
    "main"
).split()
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 7},
    "interaction": {"hover": False, "selectConnectedEdges": False, "tooltipDelay": 0},
    "nodes": {"chosen": False},
}


def render_html(graph: StoryGraph, *, title: str | None = None) -> str:
    """Return the page of a graph as one self-contained HTML document.

    Parameters
    ----------
    title
        What the page is called; by default the story's title, or how many stories there are.
    """
    tables = to_tables(graph, title=title)
    page = _Page(tables)
    for number, node in enumerate(tables.nodes):
        page.add_node(number, **node)
    for edge in tables.edges:
        page.add_edge(**edge)
    rendered: str = page.generate_html()
    return rendered.encode("utf-8", "replace").decode("utf-8")


def write_html(graph: StoryGraph, path: str | Path, *, title: str | None = None) -> None:
    """Write the page of a graph as one UTF-8 file."""
    write_text(Path(path), render_html(graph, title=title))


def show_html(graph: StoryGraph, *, height: int = 720) -> Any:
    """Return the page for display in a notebook, `height` pixels high; no file is written."""
    from IPython.display import HTML  # only notebooks need it

    page = html.escape(render_html(graph), quote=True)
    frame = (
        f'<iframe srcdoc="{page}" width="100%" height="{int(height)}" title="storygraph" '
        'sandbox="allow-scripts allow-downloads allow-popups allow-modals" '
        'allow="clipboard-write; fullscreen" style="border:0;display:block"></iframe>'
    )
    return HTML(f'<div class="storygraph">{frame}</div>')  # type: ignore[no-untyped-call]


class _Numbers(list[int]):
    """A list whose `in` does not search: pyvis asks for every node of every edge."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[int] = set()

    def append(self, number: int) -> None:
        self._known.add(number)
        super().append(number)

    def __contains__(self, number: object) -> bool:
        return number in self._known


class _Page(Network):  # type: ignore[misc]
    """A pyvis network that renders our template, with nodes and edges as columns of JSON."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(directed=True, cdn_resources="in_line", heading=tables.about["title"])
        self.node_ids = _Numbers()
        self.options = _OPTIONS
        self.path = "template.html"
        loaders = [FileSystemLoader(_PAGE, encoding="utf-8"), FileSystemLoader(self.template_dir)]
        self.templateEnv = Environment(loader=ChoiceLoader(loaders), autoescape=True)
        self.templateEnv.filters |= {"json": to_block, "columns": to_columns, "packed": pack}
        style = (_PAGE / "page.css").read_text(encoding="utf-8")
        scripts = [_VIS.read_text(encoding="utf-8"), *map(_script, _SCRIPTS)]
        self.templateEnv.globals |= {
            "about": tables.about,
            "facts": tables.facts,
            "texts": tables.texts,
            "land": _land(tables),
            "style": Markup(style),
            "scripts": [Markup(script.replace("\r\n", "\n")) for script in scripts],
            "nonce": _nonce(tables),
        }


def _script(name: str) -> str:
    return (_PAGE / f"{name}.js").read_text(encoding="utf-8")


def _land(tables: Tables) -> Any:
    """Return the outlines of the continents if there is a place to put on a map."""
    if not any(node["at"] for node in tables.nodes):
        return None
    return json.loads((_PAGE / "land.json").read_text(encoding="utf-8"))


def _nonce(tables: Tables) -> str:
    """Return a nonce that no text in the page can foresee, and that is the same for equal pages."""
    content = to_json([tables.nodes, tables.about, tables.facts, tables.texts])
    return base64.b64encode(
        hashlib.sha256(content.encode("utf-8", "replace")).digest()[:18]
    ).decode()


def to_json(value: Any) -> str:
    """Return compact JSON that keeps its script: Cyrillic stays Cyrillic."""
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain
    )


def _plain(value: Any) -> Any:
    """Return the Python number behind a NumPy one, the text of anything else."""
    return value.item() if hasattr(value, "item") else str(value)


def to_block(value: Any) -> Markup:
    """Return JSON that is safe between script tags: nothing in it can end the block."""
    text = to_json(value)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def to_columns(rows: Sequence[Mapping[str, Any]], names: Iterable[str]) -> dict[str, Any]:
    """Return rows as columns; a column of mostly empty values as {row number: value}."""
    columns: dict[str, Any] = {}
    for name in names:
        column = [row[name] for row in rows]
        filled = {str(at): value for at, value in enumerate(column) if value not in ("", [])}
        columns[name] = filled if len(filled) * 2 < len(column) else column
    return columns


def pack(value: Any) -> str:
    """Return JSON as gzip in base64, the same bytes for the same value."""
    raw = to_json(value).encode("utf-8", "replace")
    return base64.b64encode(gzip.compress(raw, compresslevel=9, mtime=0)).decode()
