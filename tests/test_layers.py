"""Imports point one way, read from the source of every module."""

import ast
from collections.abc import Iterator
from pathlib import Path

import storygraph
from storygraph.detect.fingerprint import _PARTS

SOURCE = Path(storygraph.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))
STAGES = {"corpus", "detect", "entities", "graph"}
LAYERS = {
    "errors": 0,
    "collector": 0,
    "records": 1,
    "lexicon": 1,
    "naming": 2,
    "store": 2,
    "gazetteer": 3,
    **dict.fromkeys(STAGES, 4),
    "views": 5,
    "workers": 5,
    "evaluation": 5,
    "corrections": 5,
    "places": 5,
    "plots": 6,
    "build": 6,
    "__init__": 7,
    "cli": 8,
    "__main__": 9,
}
LIBRARIES = {
    "spacy": {"corpus", "detect", "workers", "build"},
    "networkx": {"graph", "views"},
    "pyvis": {"views/html"},
}


def place(path: Path) -> str:
    """Return the layer of a module: its stage, or its own name at the top."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


def is_for_types(node: ast.AST) -> bool:
    """Tell whether a node is the block of imports that type checkers alone read."""
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    )


def imported(path: Path, *, lazily: bool) -> Iterator[str]:
    """Yield what a module imports, full names; with `lazily` inside functions as well."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) or is_for_types(function)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if not lazily and id(node) in inside:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield str(node.module)


def target(name: str) -> str:
    """Return the layer that a storygraph import reaches."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def test_every_module_has_a_layer():
    assert {place(path) for path in MODULES} <= set(LAYERS)


def test_imports_point_from_later_layers_to_earlier_ones():
    wrong = [
        f"{path.relative_to(SOURCE)} imports {name}"
        for path in MODULES
        for name in imported(path, lazily=path != SOURCE / "graph" / "storygraph.py")
        if name.partition(".")[0] == "storygraph"
        and place(path) != target(name)
        and LAYERS[target(name)] >= LAYERS[place(path)]
    ]
    assert wrong == []


def test_the_graph_reaches_for_views_inside_functions_only():
    lazy = {
        target(name)
        for name in imported(SOURCE / "graph" / "storygraph.py", lazily=True)
        if name.startswith("storygraph.")
    }
    assert lazy <= {
        "errors",
        "records",
        "lexicon",
        "naming",
        "graph",
        "views",
        "corrections",
        "places",
    }


def test_each_library_is_used_where_it_belongs_only():
    wrong = [
        f"{path.relative_to(SOURCE)} imports {name}"
        for path in MODULES
        for name in imported(path, lazily=True)
        if (homes := LIBRARIES.get(name.partition(".")[0])) is not None
        and place(path) not in homes
        and path.relative_to(SOURCE).with_suffix("").as_posix() not in homes
    ]
    assert wrong == []


def test_a_fingerprint_covers_all_code_that_reads_stories():
    covered = {Path(part).stem for part in _PARTS}
    reached = {
        target(name)
        for path in MODULES
        if place(path) in covered
        for name in imported(path, lazily=True)
        if name.partition(".")[0] == "storygraph"
    }
    assert reached - covered == {"errors"}
