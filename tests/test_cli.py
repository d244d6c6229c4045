"""The command line: exit codes, one-line errors, and the files it leaves."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import storygraph as sg
from storygraph.cli import app, main

TALES = {
    "tale.txt": "Anna Bell was born in London. She was a painter.",
    "other.txt": "In 1962 Anna Bell moved to Paris with John Marsh.",
}


@pytest.fixture
def tales(tmp_path) -> Path:
    folder = tmp_path / "tales"
    folder.mkdir()
    for name, text in TALES.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def saved(tmp_path, nlp) -> Path:
    stories = [sg.Story(name, name, text) for name, text in TALES.items()]
    return sg.build(stories, pipeline=nlp).save(tmp_path / "saved.json")


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


def fails_clearly(result: tuple[int, str, str], *words: str) -> bool:
    """Tell whether a run ended with exit code 1 and one line that holds some words."""
    code, _, errors = result
    lines = [line for line in errors.splitlines() if line.strip()]
    return code == 1 and len(lines) == 1 and all(word in lines[0] for word in words)


def test_build_writes_every_output_and_says_so(run, tales, tmp_path):
    code, output, errors = run("build", tales, "-o", tmp_path / "g.json", "-o", tmp_path / "g.html")
    assert code == 0, errors
    assert set(sg.load(tmp_path / "g.json").stories) == {"tale", "other"}
    assert "<html" in (tmp_path / "g.html").read_text(encoding="utf-8").lower()
    assert f"wrote {tmp_path / 'g.json'}" in output
    assert f"wrote {tmp_path / 'g.html'}" in output


def test_build_prints_a_summary(run, tales, tmp_path):
    _, output, _ = run("build", tales, "-o", tmp_path / "g.json")
    assert "StoryGraph(2 stories" in output
    assert "Anna Bell" in output


def test_build_makes_the_folders_of_its_outputs(run, tales, tmp_path):
    assert run("build", tales, "-o", tmp_path / "a" / "b" / "g.json")[0] == 0
    assert (tmp_path / "a" / "b" / "g.json").is_file()


def test_a_quiet_build_prints_nothing(run, tales, tmp_path):
    code, output, errors = run("build", tales, "-o", tmp_path / "g.json", "--quiet")
    assert (code, output, errors) == (0, "", "")


def test_build_names_and_counts_what_it_skipped(run, tales, tmp_path):
    (tales / "bad.txt").write_bytes(b"\x00\x01")
    (tales / "[red].doc").write_bytes(b"old")
    code, output, _ = run("build", tales, "-o", tmp_path / "g.json")
    assert code == 0
    assert "skipped 2 files" in output
    assert f"{tales / 'bad.txt'}: not text" in output
    assert f"{tales / '[red].doc'}: .doc is not read" in output


def test_a_strict_build_stops_at_a_bad_file(run, tales, tmp_path):
    (tales / "bad.txt").write_bytes(b"\x00\x01")
    result = run("build", tales, "-o", tmp_path / "g.json", "--strict")
    assert fails_clearly(result, "bad.txt", "not text")
    assert not (tmp_path / "g.json").exists()


def test_an_unknown_suffix_fails_before_anything_is_read(run, tmp_path):
    result = run("build", tmp_path / "nowhere", "-o", tmp_path / "g.pdf")
    assert fails_clearly(result, "g.pdf", ".html", ".json")


def test_a_missing_path_is_named(run, tmp_path):
    result = run("build", tmp_path / "nowhere", "-o", tmp_path / "g.json")
    assert fails_clearly(result, str(tmp_path / "nowhere"))


def test_an_empty_folder_is_named(run, tmp_path):
    (tmp_path / "empty").mkdir()
    result = run("build", tmp_path / "empty", "-o", tmp_path / "g.json")
    assert fails_clearly(result, str(tmp_path / "empty"), ".txt")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [("a.doc", b"old", ".doc"), ("a.txt", b"", "empty"), ("a.txt", b"\x00\x01", "not text")],
)
def test_a_folder_without_a_readable_file_says_why(run, tmp_path, name, content, reason):
    folder = tmp_path / "tales"
    folder.mkdir()
    (folder / name).write_bytes(content)
    assert fails_clearly(run("build", folder, "-o", tmp_path / "g.json"), str(folder), reason)


def test_an_unknown_pipeline_is_named(run, tales, tmp_path):
    result = run("build", tales, "-o", tmp_path / "g.json", "--pipeline", "en_nope")
    assert fails_clearly(result, "en_nope", "en_storygraph")


@pytest.mark.parametrize("option", ["--themes", "--relations"])
def test_a_missing_vocabulary_is_named(run, tales, tmp_path, option):
    result = run("build", tales, "-o", tmp_path / "g.json", option, tmp_path / "none.toml")
    assert fails_clearly(result, "none.toml")


def test_an_unknown_encoding_is_named(run, tales, tmp_path):
    result = run("build", tales, "-o", tmp_path / "g.json", "--encoding", "utf-9")
    assert fails_clearly(result, "utf-9")


def test_an_output_that_cannot_be_written_is_named(run, tales, tmp_path):
    (tmp_path / "file").write_text("")
    result = run("build", tales, "--quiet", "-o", tmp_path / "file" / "g.json")
    assert fails_clearly(result, "cannot write", "g.json")


def test_a_path_like_markup_is_shown_as_it_is(run, tmp_path):
    result = run("build", tmp_path / "[bold]x[/bold]", "-o", tmp_path / "g.json")
    assert fails_clearly(result, "[bold]x[/bold]")


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["build", "tales"],
        ["build", "tales", "-o"],
        ["build", "tales", "-o", "g.json", "--nope"],
        ["nope"],
        ["info"],
        ["view"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments):
    assert CliRunner().invoke(app, arguments).exit_code == 2


@pytest.mark.parametrize("command", [[], ["build"], ["info"], ["view"]])
def test_help_is_enough_to_start(command):
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_the_version_is_shown():
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.output.strip()) == (0, f"storygraph {sg.__version__}")


def test_info_shows_what_a_graph_holds(run, saved):
    code, output, _ = run("info", saved)
    assert code == 0
    assert "StoryGraph(2 stories" in output
    assert "Anna Bell" in output


@pytest.mark.parametrize("command", ["info", "view"])
def test_a_missing_graph_is_named(run, tmp_path, command):
    assert fails_clearly(run(command, tmp_path / "none.json"), "none.json")


@pytest.mark.parametrize("command", ["info", "view"])
@pytest.mark.parametrize("content", ["", "{}", "[]", json.dumps({"nodes": [], "edges": []})])
def test_a_file_that_is_no_graph_is_named(run, tmp_path, command, content):
    path = tmp_path / "other.json"
    path.write_text(content)
    assert fails_clearly(run(command, path), "other.json")


def test_view_writes_the_page_and_opens_it(run, saved, tmp_path, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    code, output, _ = run("view", saved, "-o", tmp_path / "page.html")
    assert code == 0
    assert opened == [(tmp_path / "page.html").resolve().as_uri()]
    assert str(tmp_path / "page.html") in output


def test_view_opens_no_browser_where_told_not_to(run, saved, tmp_path, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda url: pytest.fail("opened a browser"))
    assert run("view", saved, "-o", tmp_path / "page.html", "--no-open")[0] == 0
    assert (tmp_path / "page.html").is_file()


def test_view_says_when_there_is_no_browser(run, saved, tmp_path, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda url: False)
    code, output, _ = run("view", saved, "-o", tmp_path / "page.html")
    assert code == 0
    assert "open the file yourself" in output


def test_eval_scores_a_graph_against_gold(run, saved, tmp_path):
    gold = tmp_path / "tale.toml"
    gold.write_text(
        'story = "tale.txt"\n'
        '[[entity]]\nid = "anna"\ntype = "person"\nname = "Anna Bell"\n'
        '[[entity]]\nid = "nobody"\ntype = "person"\nname = "Nobody [Here]"\n'
    )
    code, output, errors = run("eval", saved, gold, "--errors")
    assert code == 0, errors
    assert "precision" in output
    assert "missing person 'Nobody [Here]'" in output


def test_missing_gold_is_named(run, saved, tmp_path):
    assert fails_clearly(run("eval", saved, tmp_path / "none.toml"), "none.toml")


def test_view_writes_no_page_of_an_unknown_suffix(run, saved, tmp_path):
    assert fails_clearly(run("view", saved, "--no-open", "-o", tmp_path / "page.pdf"), "page.pdf")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--version"], 0), (["info", "none.json"], 1), (["build"], 2)],
)
def test_the_module_runs_as_a_program(tmp_path, arguments, code):
    done = subprocess.run(
        [sys.executable, "-m", "storygraph", *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_two_builds_in_two_processes_are_the_same_bytes(tales, tmp_path):
    for name in ("a.json", "b.json"):
        subprocess.run(
            [sys.executable, "-m", "storygraph", "build", tales, "-q", "-o", tmp_path / name],
            check=True,
        )
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
