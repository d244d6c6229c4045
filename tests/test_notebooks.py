"""The notebooks run from top to bottom."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_the_notebook_runs_and_leaves_no_file_behind(path):
    before = sorted(path.parent.iterdir())
    notebook = nbformat.read(path, as_version=4)

    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": path.parent}}).execute()

    assert sorted(path.parent.iterdir()) == before
    assert any(cell.get("outputs") for cell in notebook.cells)


def test_there_is_a_notebook():
    assert NOTEBOOKS
