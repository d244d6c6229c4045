"""The documentation builds offline, keeps up with the code, and its examples run."""

import inspect
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import matplotlib
import pytest
import yaml
from spacy.language import Language
from typer.main import get_command

import storygraph as sg
from storygraph import corrections, errors, plots
from storygraph.cli import app, main
from storygraph.detect.vocabulary import load_vocabulary
from storygraph.views import export
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


def test_the_reference_has_every_public_function(site):
    pages = "".join(
        page.read_text(encoding="utf-8")
        for folder in ("reference", "howto")
        for page in sorted((site / folder).glob("*.html"))
    )
    listed = {
        sg.StoryGraph: [name for name in dir(sg.StoryGraph) if not name.startswith("_")],
        corrections: [name for name in corrections.__all__ if name not in {"FILE", "Entry"}],
        plots: [
            name
            for name, each in inspect.getmembers(plots, inspect.isfunction)
            if each.__module__ == plots.__name__ and not name.startswith("_")
        ],
        errors: [name for name, _ in inspect.getmembers(errors, inspect.isclass)],
        export: [target.partition(":")[2] for target in export.WRITERS.values()],
    }
    lacking = [
        f"{holder.__name__}.{name}"
        for holder, names in listed.items()
        for name in names
        if not re.search(rf'id="storygraph\.[\w.]*\b{name}"', pages)
    ]
    assert lacking == []


@pytest.mark.parametrize("name", ["README.md", "LICENSE"])
def test_those_whose_data_ships_are_credited(name):
    text = " ".join((ROOT / name).read_text(encoding="utf-8").split())
    assert "Places: GeoNames (CC BY 4.0)" in text
    assert "CC BY-SA 4.0" in text


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


# What a page's commands and code find beside them, as its reader would.
TOLD = ("akmaral_jansons", "kairat_petersen")
NOT_HERE = ("--neo4j", "en_core_web_trf")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Work in a folder as a reader has it: the demo corpus, stories of one's own, a novel."""
    for name in ("corpus", "benchmarks"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "my-stories").mkdir()
    for name in TOLD:
        story = (ROOT / "corpus" / f"{name}.txt").read_text(encoding="utf-8")
        (tmp_path / "my-stories" / f"{name}.txt").write_text(story, encoding="utf-8")
    novel = (ROOT / "corpus" / "the_borrowed_kobyz.txt").read_text(encoding="utf-8")
    (tmp_path / "novel.txt").write_text(novel, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.open", lambda *_: True)
    return tmp_path


def runnable(text: str) -> bool:
    return not any(each in text for each in NOT_HERE)


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "docs/accuracy.md",
        "docs/quickstart.md",
        "docs/howto/big-corpora.md",
        "docs/howto/exports.md",
        "docs/howto/themes.md",
    ],
)
def test_the_commands_of_a_page_run(page, desk, monkeypatch, capsys):
    for number, block in enumerate(blocks(ROOT / page, "toml")):
        (desk / ("mine.toml" if number == 0 else f"mine-{number}.toml")).write_text(block)
    lines = [line for block in blocks(ROOT / page, "sh") for line in block.splitlines()]
    commands = [shlex.split(line, comments=True) for line in lines if runnable(line)]
    told = [words[1:] for words in commands if words[:1] == ["storygraph"]]
    if not any(words[0] == "build" and "graph.json" in words for words in told):
        told.insert(0, ["build", "my-stories/", "-o", "graph.json"])
    for words in told:
        monkeypatch.setattr(sys, "argv", ["storygraph", *words])
        with pytest.raises(SystemExit) as end:
            main()
        assert end.value.code in {0, None}, (words, capsys.readouterr())
    written = [words[at + 1] for words in told for at, word in enumerate(words) if word == "-o"]
    assert written
    assert all((desk / name).exists() for name in written)


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "docs/index.md",
        "docs/quickstart.md",
        "docs/howto/exports.md",
        "docs/howto/novels.md",
        "docs/howto/pipeline.md",
        "docs/howto/plots.md",
        "docs/howto/themes.md",
    ],
)
def test_the_code_of_a_page_runs(page, desk):
    matplotlib.use("agg")
    names: dict[str, object] = {"sg": sg}
    for block in blocks(ROOT / page, "toml")[:1]:
        (desk / "mine.toml").write_text(block, encoding="utf-8")
    code = [block for block in blocks(ROOT / page, "python") if runnable(block)]
    assert code
    if "sg.build" not in code[0]:
        names["graph"] = sg.build("my-stories/")
    for block in code:
        exec(compile(block, page, "exec"), names)
    assert isinstance(names.get("graph", names.get("nlp")), sg.StoryGraph | Language)


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
