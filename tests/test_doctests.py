"""The examples in the docstrings say what happens; they run on a small graph of three stories.

`graph` is that graph, `tales/` in the working folder holds its stories.
"""

import doctest
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from tests.graph.tiny import TEXTS, tiny_graph

import storygraph
import storygraph.graph
from storygraph import StoryGraph, plots

MODULES = [
    *(f"storygraph.graph.{each.name}" for each in pkgutil.iter_modules(storygraph.graph.__path__)),
    "storygraph",
    "storygraph.build",
    "storygraph.detect.pipeline",
    "storygraph.plots",
    "storygraph.records",
    "storygraph.views.export",
]
EXAMPLES = [
    test
    for name in MODULES
    for test in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name))
    if test.examples
]


@pytest.fixture
def tales(tmp_path, monkeypatch):
    """Work in a folder that holds the stories of the examples."""
    (tmp_path / "tales").mkdir()
    for story, text in TEXTS.items():
        Path(tmp_path, "tales", f"{story}.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda test: test.name)
@pytest.mark.usefixtures("tales")
def test_the_example_says_what_happens(example):
    example.globs |= {"graph": tiny_graph(), "storygraph": storygraph, "sg": storygraph}
    report: list[str] = []
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    result = doctest.DocTestRunner(optionflags=flags).run(example, out=report.append)
    assert result.failed == 0, "".join(report)


def members(holder):
    return {
        f"{holder.__name__}.{name}": member
        for name, member in inspect.getmembers(holder, inspect.isfunction)
        if not name.startswith("_") and member.__module__.startswith("storygraph")
    }


def public():
    """Return all that users call: public names but errors, methods of a graph, plots."""
    names = {name: getattr(storygraph, name) for name in storygraph.__all__}
    named = {
        name: each
        for name, each in names.items()
        if not (inspect.isclass(each) and issubclass(each, Exception))
    }
    drawn = {
        name: each for name, each in members(plots).items() if each.__module__ == plots.__name__
    }
    return named | members(StoryGraph) | drawn


def test_everything_public_has_an_example_that_is_run():
    everything = public()
    assert len(everything) > 40
    assert [name for name, each in everything.items() if ">>>" not in (each.__doc__ or "")] == []
    run = {test.docstring for test in EXAMPLES}
    assert [name for name, each in everything.items() if each.__doc__ not in run] == []


def test_no_example_is_left_out():
    skipped = [
        example.source
        for test in EXAMPLES
        for example in test.examples
        if doctest.SKIP in example.options
    ]
    assert skipped == []
