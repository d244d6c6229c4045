"""The documentation builds offline, keeps up with the code, and its examples run."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

import storygraph as sg
from storygraph.cli import app
from storygraph.detect.vocabulary import load_vocabulary
from storygraph.views.terms import RELATIONS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = get_command(app).commands


def blocks(path: Path, language: str) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [found[2] for found in FENCE.finditer(text) if found[1] == language]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """Return the folder of the site, built strictly and with no proxy or network settings."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "http_proxy": "http://127.0.0.1:9"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder


def test_the_site_has_every_page_and_loads_nothing_from_elsewhere(site):
    for page in sorted(DOCS.rglob("*.md")):
        built = site / page.relative_to(DOCS).with_suffix(".html")
        html = built.read_text(encoding="utf-8")
        assert not re.search(r"<(script|img|iframe)[^>]+src=\"(https?:)?//", html), page
        assert not re.search(r"<link[^>]+href=\"(https?:)?//(?!squidfunk)", html), page
        assert "<!-- fill" not in html


def test_every_page_is_in_the_navigation():
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in DOCS.rglob("*.md"):
        assert str(page.relative_to(DOCS)) in text


def test_the_vocabularies_are_complete(site):
    relations = (site / "relations.html").read_text(encoding="utf-8")
    assert all(f"<code>{term.relation}</code>" in relations for term in RELATIONS)
    themes = (site / "themes.html").read_text(encoding="utf-8")
    assert themes.count("<tr>") >= len(load_vocabulary())


def test_the_reference_has_every_public_name(site):
    pages = "".join(
        page.read_text(encoding="utf-8") for page in sorted((site / "reference").glob("*.html"))
    )
    lacking = [
        name for name in sg.__all__ if not re.search(rf'id="storygraph\.[\w.]*{name}"', pages)
    ]
    assert lacking == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_in_a_page_exist_with_their_options(page):
    for block in blocks(page, "sh"):
        for line in block.splitlines():
            words = line.partition("#")[0].split()
            if "storygraph" not in words or "install" in words:
                continue
            name, *rest = words[words.index("storygraph") + 1 :]
            known = {option for each in COMMANDS[name].params for option in each.opts}
            assert {word for word in rest if word.startswith("-")} <= known, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_code_in_a_page_is_well_formed(page):
    for block in blocks(page, "python"):
        compile(block, str(page), "exec")
    for block in blocks(page, "toml"):
        tomllib.loads(block)


@pytest.mark.parametrize("page", ["README.md", "docs/quickstart.md"])
def test_the_first_examples_run(page, tmp_path, monkeypatch):
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks(ROOT / page, "python"):
        exec(compile(block, page, "exec"), names)
    assert isinstance(names["graph"], sg.StoryGraph)


@pytest.mark.parametrize(
    ("page", "option"), [("themes.md", "themes"), ("relations.md", "relations")]
)
def test_the_files_of_the_how_tos_are_read(page, option, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(blocks(DOCS / "howto" / page, "toml")[0], encoding="utf-8")
    assert sg.load_pipeline(**{option: path})


def test_pre_commit_runs_the_checks_of_the_makefile():
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    entries = [hook["entry"] for hook in yaml.safe_load(text)["repos"][0]["hooks"]]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.partition("check: ")[2].partition("\n\n")[0]
    checks = re.findall(r"\$\(BIN\)/((?:ruff|mypy).*)", recipe)
    assert checks
    assert set(checks) <= set(entries)
