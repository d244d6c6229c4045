"""The notebooks run from top to bottom, and the outputs that are kept are those of a whole run."""

import re
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
    assert not [cell for cell in notebook.cells if "Warning" in str(cell.get("outputs"))]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_is_kept_with_its_outputs(path):
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert not [out for cell in code for out in cell.outputs if out.output_type == "error"]
    assert not re.search(r"/(home|work|Users|tmp|root)/", text)
    assert len(text) < 800_000


def test_there_are_five_notebooks():
    assert [path.name[0] for path in NOTEBOOKS] == list("12345")
