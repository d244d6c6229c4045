"""Runs all notebooks of this folder and keeps their outputs: python notebooks/execute.py.

Outputs of cells tagged `page` are left out: the interactive page is large, and sites that show
notebooks do not run it.
"""

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent


def execute(path: Path) -> Any:
    """Return a notebook with the outputs of a run from top to bottom."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=600,
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    return notebook


def main() -> None:
    """Run and save every notebook."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        notebook = execute(path)
        for cell in notebook.cells:
            if "page" in cell.metadata.get("tags", ()):
                cell.outputs = []
        notebook.metadata.pop("widgets", None)
        notebook.metadata["language_info"] = {"name": "python"}
        nbformat.write(notebook, path)
        print(f"ran {path.name}")


if __name__ == "__main__":
    main()
