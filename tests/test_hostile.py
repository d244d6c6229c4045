"""Whole builds of what was made to harm, and what no build ever does."""

import ast
import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from tests.corpus.making import STORY, make_pdf, make_zip
from tests.tiny_pipeline import PEOPLE, save_pipeline

import storygraph as sg

SOURCE = Path(sg.__file__).parent
#: Modules that run what they read, and calls that do.
RUNNERS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "code"}
RUNNING = {"eval", "exec", "compile", "unsafe_load", "read_pickle"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return save_pipeline(tmp_path_factory.mktemp("pipeline") / "tiny")


@pytest.fixture(scope="module")
def tiny(folder) -> Language:
    return sg.load_pipeline(folder)


def hostile(corpus: Path) -> Path:
    """Fill a folder with one story and many traps."""
    corpus.mkdir()
    (corpus / "story.txt").write_text(f"{PEOPLE[0]} played the dombra.")
    with (corpus / "line.txt").open("wb") as file:
        file.truncate(1 << 30)
    (corpus / "bomb.zip").write_bytes(make_zip({"a.txt": b"a" * (8 << 20), "../b.txt": STORY}))
    (corpus / "cut.epub").write_bytes(make_zip({"META-INF/container.xml": STORY})[:90])
    locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /O () /U () /P -1 >>"
    (corpus / "locked.pdf").write_bytes(make_pdf([[(50, 500, STORY)]], more=locked))
    (corpus / "nul.md").write_bytes(b"\x00" * 999)
    (corpus / "deep.html").write_text("<div>" * 100_000)
    (corpus / "loop").symlink_to(corpus, target_is_directory=True)
    (corpus / "device.txt").symlink_to("/dev/zero")
    os.mkfifo(corpus / "pipe\nname.txt")
    return corpus


def test_a_corpus_of_traps_builds_to_its_one_story_and_names_the_rest(tmp_path, folder):
    corpus, out = hostile(tmp_path / "corpus"), tmp_path / "g.json"
    done = subprocess.run(
        [sys.executable, "-m", "storygraph", "build", corpus, "-o", out, "--pipeline", folder],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert list(sg.load(out).stories) == ["story"]
    told = done.stdout + done.stderr
    traps = ("line.txt", "a.txt", "b.txt", "cut.epub", "locked.pdf", "nul.md", "deep.html")
    for name in (*traps, "device.txt", "pipe\\nname.txt"):
        assert name in told
    assert "Traceback" not in told
    assert not (tmp_path / "b.txt").exists()


def test_a_build_reaches_no_network_and_leaves_no_file(tiny, tmp_path, monkeypatch):
    def refuse(*given: object, **_: object) -> None:
        raise AssertionError(f"reached for {given}")

    corpus = hostile(tmp_path / "corpus")
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(zipfile.ZipFile, "extract", refuse)
    monkeypatch.setattr(zipfile.ZipFile, "extractall", refuse)
    assert list(sg.build(corpus, pipeline=tiny).stories) == ["story"]
    assert sorted(tmp_path.rglob("*")) == before


def test_nothing_that_is_read_is_ever_run():
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno} {name}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in runners(node)
    ]
    assert found == []


def runners(node: ast.AST) -> set[str]:
    """Return what a piece of code names that would run data."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names} & RUNNERS
    if isinstance(node, ast.ImportFrom):
        return {str(node.module).partition(".")[0]} & RUNNERS
    if isinstance(node, ast.Call):
        if any(each.arg == "allow_pickle" and _is_true(each.value) for each in node.keywords):
            return {"allow_pickle"}
        of_re = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re"
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return set() if of_re else {name} & RUNNING
    return set()


def _is_true(value: ast.expr) -> bool:
    return not (isinstance(value, ast.Constant) and value.value is False)


@pytest.mark.parametrize("line", ["import pickle", "from dill import x", "eval(a)", "b.exec(a)",
                                  "np.load(a, allow_pickle=True)"])  # fmt: skip
def test_code_that_runs_data_would_be_found(line):
    assert any(runners(node) for node in ast.walk(ast.parse(line)))


def test_a_pipeline_that_lies_beside_the_stories_is_not_loaded(tmp_path, monkeypatch):
    trap = tmp_path / "en_storygraph"
    trap.mkdir()
    (trap / "__init__.py").write_text("raise SystemExit('loaded')")
    (trap / "config.cfg").write_text("[nlp]\nlang = 'xx'\n")
    (tmp_path / "story.txt").write_text("Aru Bek lives in Riga.")
    monkeypatch.chdir(tmp_path)
    assert "story" in sg.build("story.txt").stories


TOLD = st.sampled_from([*PEOPLE, "She", "met", "the dombra", ".", "\n\n", "\x0b", "é", "物", '"'])
TEXTS = st.one_of(st.text(max_size=60), st.lists(TOLD, max_size=20).map(" ".join))


@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_any_list_of_texts_builds_alike_in_any_order_and_survives_saving(
    tiny, tmp_path_factory, texts, random
):
    stories = [sg.Story(f"s{at}", f"S{at}", text) for at, text in enumerate(texts)]
    graph = sg.build(stories, pipeline=tiny)
    random.shuffle(stories)
    assert sg.build(stories, pipeline=tiny) == graph
    for story in stories:
        for each in sg.read_story(tiny, story).mentions:
            assert story.text[each.start : each.end] == each.text != ""
    path = tmp_path_factory.mktemp("saved") / "g.json"
    assert sg.load(graph.save(path)) == graph
