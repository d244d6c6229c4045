"""`path`, `explain`, `themes`, `info` and `export` on a saved graph."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import networkx as nx
import pytest
from rich.console import Console
from tests.graph.tiny import tiny_graph

from storygraph.cli import answers


def data_of(result: tuple[int, str, str]):
    code, output, errors = result
    assert (code, errors) == (0, "")
    return json.loads(output)


def test_path_shows_each_step_with_its_sentence(run, saved):
    code, output, _ = run("path", saved, "Aru Bek", "The Salt Road")
    assert code == 0
    assert "Aru Bek and The Salt Road are linked in 2 steps:" in output
    assert "1. Aru Bek met Dana Lin:" in output
    assert "“In 1962 she met Dana Lin.” (winter)" in output


def test_path_gives_json_with_offsets(run, saved):
    found = data_of(run("path", saved, "Aru", "Salt", "--json"))
    assert (found["first"], found["second"]) == ("person:aru-bek", "artwork:the-salt-road")
    step = found["steps"][0]
    assert (step["source_name"], step["relation"], step["target_name"]) == (
        "Aru Bek",
        "met",
        "Dana Lin",
    )
    text = tiny_graph().stories["winter"].text
    assert text[step["evidence"]["start"] : step["evidence"]["end"]] == step["evidence"]["text"]


def test_path_says_when_nothing_links_two_nodes(run, tmp_path):
    graph = tiny_graph()
    graph.nx.add_node(
        "person:x", type="person", name="Ilyas [x]", aliases=[], stories=[], mentions=0
    )
    saved = graph.save(tmp_path / "g.json")
    assert "Nothing links Ilyas [x] and Riga." in run("path", saved, "Ilyas [x]", "Riga")[1]
    assert data_of(run("path", saved, "person:x", "Riga", "--json"))["steps"] == []


def test_path_says_when_both_are_one(run, saved):
    assert "are one node" in run("path", saved, "Aru", "Aru Bek")[1]


def test_explain_quotes_what_the_stories_say(run, saved):
    code, output, _ = run("explain", saved, "Aru Bek", "Omar Serik")
    assert code == 0
    assert "The stories never link Aru Bek and Omar Serik directly." in output
    assert "1. dombra (in 3 of 3 stories)" in output
    assert "“Omar Serik plays the dombra in Almaty, and Dana Lin paints there.” (evening)" in output


def test_explain_gives_json(run, saved):
    found = data_of(run("explain", saved, "Aru Bek", "Omar Serik", "--json"))
    assert found["statements"] == []
    assert [theme["name"] for theme in found["themes"]] == ["dombra"]
    assert [entity["node"] for entity in found["entities"]] == ["person:dana-lin"]
    assert found["themes"][0]["first"][0]["evidence"]["story"] == "winter"
    assert found["path"]


def test_explain_quotes_as_many_as_asked_for(run, saved):
    output = run("explain", saved, "Aru Bek", "Riga", "-n", "1")[1]
    assert "... and 1 sentence more" in output
    assert run("explain", saved, "Aru Bek", "Riga", "-n", "0")[0] == 2


def test_themes_are_listed_for_all_for_one_and_for_two(run, saved):
    assert "On the Road" in run("themes", saved)[1]
    assert "dombra" in run("themes", saved, "Omar")[1]
    assert "dombra" not in run("themes", saved, "Riga")[1]
    output = run("themes", saved, "Omar", "Aru")[1]
    assert "Omar Serik plays the dombra" in output
    assert "She plays the dombra" in output
    assert "share no theme" in run("themes", saved, "Riga", "Aru")[1]


def test_themes_give_json(run, saved):
    assert data_of(run("themes", saved, "--json"))[0]["id"] == "theme:dombra"
    shared = data_of(run("themes", saved, "Omar", "Aru", "--json"))
    assert shared["second"] == "person:aru-bek"
    assert shared["themes"][0]["second"][0]["relation"] == "plays"


def test_three_names_are_too_many(run, saved):
    assert run("themes", saved, "a", "b", "c")[0] == 2


def test_info_gives_json(run, saved):
    found = data_of(run("info", saved, "--json"))
    assert found["nodes"]["person"] == 3
    assert found["relations"]["plays"] == 3
    assert [story["id"] for story in found["stories"]] == ["winter", "road", "evening"]


def test_export_writes_every_format_asked_for(run, saved, tmp_path):
    code, output, _ = run("export", saved, "-o", tmp_path / "g.graphml", "-o", tmp_path / "g.json")
    assert code == 0
    assert output.count("wrote") == 2
    assert "person:aru-bek" in nx.read_graphml(tmp_path / "g.graphml")


def test_export_without_an_output_is_wrong_usage(run, saved):
    code, _, errors = run("export", saved)
    assert code == 2
    assert "-o FILE" in errors


def test_export_names_an_unknown_format_before_it_reads(run, tmp_path):
    code, _, errors = run("export", tmp_path / "none.json", "-o", tmp_path / "g.xyz")
    assert code == 1
    assert "g.xyz" in errors


def test_export_names_a_neo4j_that_it_cannot_reach(run, saved):
    code, _, errors = run("export", saved, "--neo4j", "nowhere")
    assert code == 1
    assert "'nowhere'" in errors


@pytest.mark.parametrize("command", ["path", "explain", "themes"])
def test_unknown_and_ambiguous_names_are_one_line(run, saved, command):
    code, _, errors = run(command, saved, "Aru Beck", "Riga")
    assert code == 1
    assert len(errors.splitlines()) == 1
    assert "did you mean Aru Bek?" in errors


@pytest.mark.parametrize("command", ["path", "explain", "themes", "export", "info"])
def test_help_shows_an_example(run, command):
    code, output, _ = run(command, "--help")
    assert code == 0
    assert f"Example: storygraph {command} graph.json" in output


def test_the_shell_completes_commands():
    words = {"COMP_WORDS": "storygraph ex", "COMP_CWORD": "1"}
    answer = subprocess.run(
        [Path(sys.executable).with_name("storygraph")],
        env=os.environ | words | {"_STORYGRAPH_COMPLETE": "complete_bash"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.split() == ["explain", "export"]


def test_prose_keeps_its_indentation_in_a_narrow_terminal(monkeypatch):
    screen = StringIO()
    terminal = Console(file=screen, force_terminal=True, width=20, color_system=None)
    monkeypatch.setattr(answers, "out", terminal)
    answers.print_prose("Head [x]\n    one two three four five six")
    lines = [line.rstrip() for line in screen.getvalue().splitlines()]
    assert lines == ["Head [x]", "    one two three", "    four five six"]


@pytest.mark.parametrize("arguments", [["explain", "Aru", "Riga"], ["themes", "Aru", "Omar Serik"]])
def test_control_characters_of_a_story_do_not_reach_the_terminal(run, tmp_path, arguments):
    graph = tiny_graph()
    for *_, data in graph.nx.edges(data=True):
        data["evidence"][0]["text"] += "\x1b[2J\x07[bold]"
    graph.nx.nodes["person:aru-bek"]["name"] = "Aru \x1b[31m[red]"
    saved = graph.save(tmp_path / "g.json")
    code, output, errors = run(arguments[0], saved, *arguments[1:])
    assert (code, errors) == (0, "")
    assert "\x1b" not in output
    assert "\x07" not in output
    assert "[bold]" in output


def test_json_is_ascii_where_the_output_is_not_utf8(monkeypatch, capsys):
    monkeypatch.setattr(answers.sys, "stdout", type("Old", (), {"encoding": "cp1252"})())
    printed: list[str] = []
    monkeypatch.setattr(answers.typer, "echo", printed.append)
    answers.print_json({"name": "Әсел"})
    assert printed[0].isascii()
    assert json.loads(printed[0]) == {"name": "Әсел"}
