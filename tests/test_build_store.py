"""Builds with a project file give the graph of a full build, whatever was known before."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from tests.tiny_pipeline import PEOPLE, save_pipeline, tales

import storygraph as sg
from storygraph.detect.fingerprint import fingerprint
from storygraph.errors import DatabaseError
from storygraph.views.export import to_data


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return save_pipeline(tmp_path_factory.mktemp("pipeline") / "tiny")


@pytest.fixture(scope="module")
def tiny(folder) -> Language:
    return sg.load_pipeline(folder)


@pytest.fixture
def db(tmp_path) -> Path:
    return tmp_path / "project.sqlite"


def text_of(graph: sg.StoryGraph) -> str:
    return json.dumps(to_data(graph))


def test_a_second_build_reads_nothing_and_gives_the_same_graph_to_the_byte(tiny, db):
    log, again = sg.BuildLog(), sg.BuildLog()
    first = sg.build(tales(6), pipeline=tiny, db=db, log=log)
    second = sg.build(tales(6), pipeline=tiny, db=db, log=again)
    assert text_of(first) == text_of(second) == text_of(sg.build(tales(6), pipeline=tiny))
    assert (log.read, log.kept, again.read, again.kept) == (6, 0, 0, 6)


def test_one_changed_one_new_and_one_deleted_story_give_the_graph_of_a_full_build(tiny, db):
    before, after = tales(6), tales(7)[1:]
    after[2] = replace(after[2], text="Omar Serik painted. " + after[2].text)
    sg.build(before, pipeline=tiny, db=db)
    log = sg.BuildLog()
    graph = sg.build(after, pipeline=tiny, db=db, log=log)
    assert (log.read, log.kept) == (2, 4)
    assert text_of(graph) == text_of(sg.build(after, pipeline=tiny))


SENTENCES = st.sampled_from(
    [f"{who} {what}." for who in (*PEOPLE, "She") for what in ("slept", "played the dombra")]
)
CORPORA = st.dictionaries(st.sampled_from("abcde"), st.lists(SENTENCES, min_size=1), min_size=1)


@settings(max_examples=25)
@given(st.lists(CORPORA, min_size=2, max_size=4))
def test_any_history_of_a_corpus_ends_in_the_graph_of_its_last_state(
    tiny, tmp_path_factory, states
):
    db = tmp_path_factory.mktemp("history") / "project.sqlite"
    for state in states:
        stories = [sg.Story(name, name, " ".join(told)) for name, told in state.items()]
        graph = sg.build(stories, pipeline=tiny, db=db)
    assert text_of(graph) == text_of(sg.build(stories, pipeline=tiny))


def test_files_that_change_are_read_again_and_bad_ones_are_still_told(tiny, db, tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Aru Bek slept.")
    (corpus / "b.txt").write_text("Dana Lin slept.")
    (corpus / "c.txt").write_bytes(b"\x00\x01")
    sg.build(corpus, pipeline=tiny, db=db)
    (corpus / "b.txt").write_text("Omar Serik slept.")
    log = sg.BuildLog()
    graph = sg.build(corpus, pipeline=tiny, db=db, log=log)
    assert (log.read, log.kept, len(log.skipped)) == (1, 1, 1)
    assert set(graph.nx) >= {"person:aru-bek", "person:omar-serik"}
    assert "person:dana-lin" not in graph.nx


def test_another_vocabulary_reads_every_story_again(folder, db, tmp_path):
    themes = tmp_path / "mine.toml"
    log = sg.BuildLog()
    for word in ("letters", "painting"):
        themes.write_text(f'[theme.sleep]\nlabel = "sleep"\ngroup = "motif"\nnoun = ["{word}"]\n')
        sg.build(tales(2), pipeline=folder, themes=themes, db=db, log=log)
    sg.build(tales(2), pipeline=folder, themes=themes, db=db, log=log)
    assert log.read == 4


def test_the_fingerprint_is_the_same_for_the_same_pipeline_before_and_after_reading(folder):
    one, other = sg.load_pipeline(folder), sg.load_pipeline(folder)
    before = fingerprint(one)
    sg.read_story(one, tales(1)[0])
    assert before == fingerprint(one) == fingerprint(other)


def test_the_fingerprint_sees_patterns_components_and_weights(folder):
    found = {fingerprint(sg.load_pipeline(folder))}
    for change in (change_patterns, drop_component, change_weights):
        nlp = sg.load_pipeline(folder)
        change(nlp)
        found.add(fingerprint(nlp))
    assert len(found) == 4


def change_patterns(nlp: Language) -> None:
    nlp.get_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Osh"}])


def drop_component(nlp: Language) -> None:
    nlp.remove_pipe("entity_ruler")


def change_weights(nlp: Language) -> None:
    model = nlp.get_pipe("parser").model
    node = next(node for node in model.walk() if node.has_param("W"))
    node.set_param("W", node.get_param("W") + 1)


def test_the_fingerprint_sees_the_relations_file(tmp_path):
    path = tmp_path / "mine.toml"
    found = set()
    for verb in ("live", "stay"):
        path.write_text(
            f'[[frame]]\nname = "herding"\nverbs = ["{verb}"]\n'
            'says = [{ relation = "herded_in", object = ["place"], via = ["in"] }]\n'
        )
        found.add(fingerprint(sg.load_pipeline(relations=path)))
    assert len(found) == 2


def test_a_failed_build_forgets_nothing(tiny, db, tmp_path):
    sg.build(tales(3), pipeline=tiny, db=db)
    (tmp_path / "empty").mkdir()
    with pytest.raises(sg.EmptyCorpusError):
        sg.build(tmp_path / "empty", pipeline=tiny, db=db)
    log = sg.BuildLog()
    sg.build(tales(3), pipeline=tiny, db=db, log=log)
    assert log.kept == 3


def test_a_build_that_fails_half_way_goes_on_where_it_was(tiny, db):
    def fail(progress) -> None:
        if (progress.stage, progress.stories_done) == ("reading", 3):
            raise OSError("the light went out")

    with pytest.raises(OSError, match="light"):
        sg.build(tales(6), pipeline=tiny, db=db, on_progress=fail)
    log = sg.BuildLog()
    graph = sg.build(tales(6), pipeline=tiny, db=db, log=log)
    assert (log.read, log.kept) == (3, 3)
    assert text_of(graph) == text_of(sg.build(tales(6), pipeline=tiny))


def test_workers_fill_the_project_file_alike(tiny, folder, db):
    log = sg.BuildLog()
    graph = sg.build(tales(6), pipeline=folder, db=db, workers=2)
    sg.build(tales(6), pipeline=tiny, db=db, log=log)
    assert log.kept == 6
    assert text_of(graph) == text_of(sg.build(tales(6), pipeline=tiny))


def test_a_story_with_halves_of_characters_and_metadata_of_numbers_is_kept(tiny, db):
    story = sg.Story("s\ud800", "S", "Aru Bek \udfff slept.", "f\udcff.txt", {"year": 1931})
    first = sg.build(story, pipeline=tiny, db=db)
    assert first == sg.build(story, pipeline=tiny, db=db)
    assert first.stories["s\ud800"].text == story.text


def test_a_file_that_is_no_project_file_is_an_error_before_anything_is_read(tiny, db):
    db.write_text("Once upon a time.")
    seen = []
    with pytest.raises(DatabaseError, match="no project file"):
        sg.build(tales(3), pipeline=tiny, db=db, on_progress=seen.append)
    assert seen == []
    assert db.read_text() == "Once upon a time."
