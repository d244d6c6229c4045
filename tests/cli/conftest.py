"""The command line run in this process, and a small saved graph."""

import sys
from pathlib import Path

import pytest
from tests.graph.tiny import tiny_graph

from storygraph.cli import main


@pytest.fixture
def saved(tmp_path) -> Path:
    """Return the path of the graph of three stories."""
    return tiny_graph().save(tmp_path / "tales.json")


@pytest.fixture
def run(monkeypatch, capsys):
    """Return a function that runs the command line: its exit code, output and errors."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["storygraph", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            main()
        captured = capsys.readouterr()
        return int(caught.value.code or 0), captured.out, captured.err

    return run
