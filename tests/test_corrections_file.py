"""The file of corrections is read, added to, and replayed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.graph.tiny import tiny_graph

import storygraph as sg
from storygraph.corrections import (
    AddRelation,
    AddTheme,
    Corrections,
    Drop,
    DropRelation,
    KeepApart,
    Merge,
    Rename,
    Retype,
    Split,
    append_corrections,
    read_corrections,
)
from storygraph.errors import CorrectionError

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)
SEVERAL = st.lists(TEXT.map(str.strip), min_size=2, max_size=4, unique=True)
ENTRY = st.one_of(
    st.builds(Merge, SEVERAL),
    st.builds(KeepApart, SEVERAL),
    st.builds(Split, TEXT, st.lists(TEXT, min_size=1, max_size=3), name=TEXT),
    st.builds(Split, TEXT, mentions=st.just(["the letter: part 2:17"]), into=TEXT),
    st.builds(Rename, TEXT, TEXT),
    st.builds(Retype, TEXT, st.sampled_from(["person", "place", "event"])),
    st.builds(Drop, TEXT),
    st.builds(DropRelation, TEXT, TEXT, TEXT),
    st.builds(AddRelation, TEXT, st.just("born_in"), TEXT, TEXT, st.just("") | TEXT),
    st.builds(AddTheme, TEXT, TEXT, TEXT, st.just("") | TEXT),
)


@given(st.lists(ENTRY, unique=True, max_size=8), st.integers(0, 8))
def test_what_is_written_reads_back_equal(tmp_path_factory, entries, cut):
    path = tmp_path_factory.mktemp("tales") / "corrections.toml"
    append_corrections(path, Corrections.of(*entries[:cut]))
    append_corrections(path, Corrections.of(*entries[cut:]))
    assert (read_corrections(path) if entries else Corrections()) == Corrections.of(*entries)


def test_adding_keeps_what_the_file_holds_and_repeats_nothing(tmp_path):
    path = tmp_path / "corrections.toml"
    kept = "# by hand\n[[drop]]\nid = 'person:x' # not there\n\n\n"
    path.write_text(kept, encoding="utf-8")
    for _ in range(2):
        append_corrections(path, Corrections.of(Drop("person:x"), Rename("person:y", 'Y "Zoë"')))
    assert path.read_text(encoding="utf-8") == (
        kept.rstrip() + '\n\n[[rename]]\nid = "person:y"\nname = "Y \\"Zoë\\""\n'
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[drop]", "cannot read"),
        ("[[drop]]\nname = 'x'", r"drop\.0\."),
        ("[[merge]]\nids = ['one']", r"merge\.0\.ids"),
        ("[[merge]]\nids = ['one', 'one']", "one id twice"),
        ("[[lose]]\nid = 'x'", "lose"),
        ("[[split]]\nid = 'x'\nname = 'y'", "aliases, stories or mentions"),
        ("[[split]]\nid = 'x'\nstories = ['s']", "name of a new entity"),
        ("[[split]]\nid = 'x'\nmentions = ['s']\nname = 'y'", "mentions"),
        ("[[retype]]\nid = 'x'\ntype = 'animal'", "person"),
        ("[[add_relation]]\nsource = 'x'\nrelation = 'born_in'\ntarget = 'y'", "quote"),
        (
            "[[add_relation]]\nsource = 'x'\nrelation = 'Born in'\ntarget = 'y'\nquote = 'z'",
            "write it like 'born_in'",
        ),
        (
            "[[add_relation]]\nsource = 'x'\nrelation = 'about'\ntarget = 'y'\nquote = 'z'",
            "add_theme",
        ),
        ("\udcff", "cannot read"),
    ],
)
def test_a_malformed_file_is_a_clear_error(tmp_path, text, words):
    path = tmp_path / "corrections.toml"
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(CorrectionError, match=words) as caught:
        read_corrections(path)
    assert "corrections.toml" in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(CorrectionError, match=r"corrections\.toml"):
        append_corrections(path, Corrections.of(Drop("person:x")))


def test_an_entry_is_checked_when_it_is_made():
    with pytest.raises(ValidationError, match="at least 2"):
        Merge(["person:x"])


def test_a_correction_is_saved_once_it_has_proved_right(tmp_path):
    path = tmp_path / "tales" / "corrections.toml"
    graph = tiny_graph()
    with pytest.raises(CorrectionError):
        graph.correct(Merge(["Aru Bek", "Riga"]), save=path)
    assert not path.exists()
    graph.correct(Merge(["Aru Bek", "Dana Lin"]), save=path)
    assert read_corrections(path) == Corrections.of(Merge(["person:aru-bek", "person:dana-lin"]))


def test_a_file_that_cannot_be_written_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CorrectionError, match="cannot"):
        tiny_graph().correct(Drop("Riga"), save=tmp_path / "file" / "corrections.toml")


def test_a_build_replays_what_was_saved_from_a_loaded_graph(nlp, tmp_path):
    tales = tmp_path / "tales"
    tales.mkdir()
    (tales / "tale.txt").write_text("John Marsh was born in Paris. He loved it.", encoding="utf-8")
    (tales / "letter.txt").write_text("John Marsh moved to Oslo.", encoding="utf-8")
    sg.build(tales, pipeline=nlp).save(tmp_path / "graph.json")
    corrected = sg.load(tmp_path / "graph.json").correct(
        Split("John Marsh", stories=["letter"], name="John Marsh the Elder"),
        Rename("Paris", "Paris, Texas"),
        AddRelation("John Marsh", "lived_in", "Paris", "He loved it"),
        save=tales / "corrections.toml",
    )
    log = sg.BuildLog()
    assert sg.build(tales, pipeline=nlp, log=log) == corrected
    assert log.skipped == []
    assert "person:john-marsh-the-elder" in corrected.nx
