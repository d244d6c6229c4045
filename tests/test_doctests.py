"""The examples in the docstrings say what happens; they run on a small graph of three stories."""

import doctest
import importlib
import inspect
import pkgutil

import pytest
from tests.graph.tiny import tiny_graph

import storygraph
import storygraph.graph
from storygraph import StoryGraph

MODULES = [
    *(f"storygraph.graph.{each.name}" for each in pkgutil.iter_modules(storygraph.graph.__path__)),
    "storygraph.plots",
]
EXAMPLES = [
    test
    for name in MODULES
    for test in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name))
    if test.examples
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda test: test.name)
def test_the_example_says_what_happens(example):
    example.globs |= {"graph": tiny_graph(), "storygraph": storygraph, "sg": storygraph}
    report: list[str] = []
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    result = doctest.DocTestRunner(optionflags=flags).run(example, out=report.append)
    assert result.failed == 0, "".join(report)


def test_every_public_method_of_a_graph_has_an_example():
    methods = [
        name
        for name, member in inspect.getmembers(StoryGraph, inspect.isfunction)
        if not name.startswith("_")
    ]
    assert len(methods) > 20
    assert [n for n in methods if ">>>" not in (getattr(StoryGraph, n).__doc__ or "")] == []
