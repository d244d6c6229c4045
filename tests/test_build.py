"""The whole road with the shipped pipeline: files -> graph."""

import random
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import storygraph as sg
from storygraph.build import Progress, check_sources
from storygraph.graph.storygraph import COOCCURRENCE

CORPUS = Path(__file__).parent.parent / "corpus"
TALE = sg.Story("tale", "Tale", "Anna Bell was born in London. She was a painter.")
OTHER = sg.Story("other", "Other", "In 1962 Anna Bell moved to Paris with John Marsh.")
#: Rules that look beyond the sentence which shows the work.
CROSS_SENTENCE = {
    "earlier mention of the work",
    "work of the main person",
    "follows from kinship",
    "occasion of the story",
    "exhibition of the story",
    "relative of whom the sentence before speaks",
    "dateline of a letter",
    "closing of a letter",
    "meeting told in a letter",
    "place of the house",
}


@pytest.fixture(scope="module")
def tales(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tales")
    (folder / "tale.txt").write_text(TALE.text)
    (folder / "other.md").write_text(f"---\ntitle: The Other\n---\n{OTHER.text}")
    return folder


@pytest.fixture(scope="module")
def corpus_graph(nlp) -> sg.StoryGraph:
    return sg.build(CORPUS, pipeline=nlp)


def check_offsets(graph: sg.StoryGraph) -> None:
    """Check that every offset of a graph cuts its text out of a story."""
    for story_id, mentions in graph.mentions_by_story.items():
        text = graph.stories[story_id].text
        for mention in mentions:
            assert 0 <= mention.start < mention.end <= len(text)
            assert mention.node in graph.nx
            assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
    for _, _, data in graph.nx.edges(data=True):
        assert data["weight"] == len(data["evidence"])
        for each in data["evidence"]:
            text = graph.stories[each["story"]].text
            assert text[each["start"] : each["end"]] == each["text"]
            assert 0 <= each["confidence"] <= 1
            for start, end in (each["subject"], each["object"]):
                assert 0 <= start < end <= len(text)


def test_a_folder_becomes_a_graph(nlp, tales):
    graph = sg.build(tales, pipeline=nlp)
    assert set(graph.stories) == {"tale", "other"}
    assert graph.nx.nodes["story:other"]["name"] == "The Other"
    assert graph.counts()["story"] == 2
    check_offsets(graph)


def test_a_file_a_path_as_text_and_a_story_are_sources_too(nlp, tales):
    assert set(sg.build(str(tales / "tale.txt"), pipeline=nlp).stories) == {"tale"}
    assert set(sg.build(TALE, pipeline=nlp).stories) == {"tale"}
    assert set(sg.build([TALE, tales / "other.md"], pipeline=nlp).stories) == {"tale", "other"}


def test_the_order_of_the_stories_never_matters(nlp):
    assert sg.build([TALE, OTHER], pipeline=nlp) == sg.build([OTHER, TALE], pipeline=nlp)


def test_the_shipped_pipeline_is_used_where_none_is_named(nlp):
    assert sg.build(TALE) == sg.build(TALE, pipeline=nlp)


def test_progress_is_told_for_each_story_by_its_characters(nlp, tales):
    told: list[Progress] = []
    sg.build(tales, pipeline=nlp, on_progress=told.append)
    gathered, read = told[:2], told[2:]
    assert [(each.stage, each.story.id) for each in gathered] == [
        ("gathering", "other"),
        ("gathering", "tale"),
    ]
    assert [(each.stage, each.story.id, each.stories_done) for each in read] == [
        ("reading", "other", 1),
        ("reading", "tale", 2),
    ]
    characters = len(TALE.text) + len(OTHER.text)
    assert [each.characters_done for each in read] == [len(OTHER.text), characters]
    assert {each.characters for each in read} == {characters}


def test_sources_are_counted_before_they_are_read(tales):
    assert check_sources([tales, TALE]) == 3


def test_a_bad_file_among_good_ones_is_skipped_named_and_counted(nlp, tales, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    log = sg.BuildLog()
    graph = sg.build([tales, tmp_path], pipeline=nlp, log=log)
    assert len(graph.stories) == 2
    assert [Path(item.source).name for item in log.skipped] == ["bad.txt", "notes.pdf"]


def test_a_bad_file_is_fatal_where_the_reader_is_strict(nlp, tales, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    with pytest.raises(sg.UnreadableStoryError, match=r"cannot read '.*bad\.txt': not text"):
        sg.build([tales, tmp_path], pipeline=nlp, strict=True)


def test_a_missing_path_is_an_error_before_anything_is_read(nlp, tales):
    seen: list[Progress] = []
    with pytest.raises(sg.UnreadableStoryError, match="nowhere"):
        sg.build([tales, "nowhere"], pipeline=nlp, on_progress=seen.append)
    assert seen == []


def test_an_empty_folder_is_a_clear_error(nlp, tmp_path):
    with pytest.raises(sg.EmptyCorpusError, match="no files there"):
        sg.build(tmp_path, pipeline=nlp)


def test_a_folder_without_a_readable_file_is_a_clear_error(nlp, tmp_path):
    (tmp_path / "a.doc").write_bytes(b"old")
    with pytest.raises(sg.EmptyCorpusError, match=r"the only file is unreadable \(\.doc"):
        sg.build(tmp_path, pipeline=nlp)


def test_an_empty_file_alone_is_a_clear_error(nlp, tmp_path):
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(sg.EmptyCorpusError, match="empty"):
        sg.build(tmp_path / "a.txt", pipeline=nlp)


def test_no_sources_are_a_clear_error(nlp):
    with pytest.raises(sg.EmptyCorpusError):
        sg.build([], pipeline=nlp)


def test_an_unknown_encoding_is_a_clear_error(nlp, tales):
    with pytest.raises(sg.StorygraphError, match="unknown encoding 'utf-9'"):
        sg.build(tales, pipeline=nlp, encoding="utf-9")


def test_a_text_given_in_the_place_of_a_path_is_a_clear_error(nlp):
    with pytest.raises(sg.UnreadableStoryError):
        sg.build("Once upon a time a weaver lived by the sea. " * 8, pipeline=nlp)


def test_a_story_given_twice_is_a_clear_error(nlp):
    with pytest.raises(sg.StorygraphError, match="unique; given twice: tale"):
        sg.build([TALE, TALE], pipeline=nlp)


def test_a_story_and_a_file_of_one_id_do_not_hide_each_other(nlp, tmp_path):
    (tmp_path / "tale.txt").write_text("John Marsh was born in Paris.")
    graph = sg.build([TALE, tmp_path], pipeline=nlp)
    assert len(graph.stories) == graph.counts()["story"] == 2


def test_a_pipeline_without_the_components_is_a_clear_error():
    with pytest.raises(sg.PipelineError, match="storygraph's components"):
        sg.build(TALE, pipeline=spacy.blank("en"))


def test_an_unknown_pipeline_is_a_clear_error():
    with pytest.raises(sg.PipelineError, match="en_nope"):
        sg.build(TALE, pipeline="en_nope")


def test_a_story_can_be_read_by_itself(nlp):
    reading = sg.read_story(nlp, TALE)
    assert reading.story == TALE
    for each in reading.mentions:
        assert TALE.text[each.start : each.end] == each.text


def test_a_built_graph_reads_back_equal(nlp, tmp_path):
    graph = sg.build([TALE, OTHER], pipeline=nlp)
    assert sg.load(graph.save(tmp_path / "g.json")) == graph


HARD = [
    "…",
    "\n\n\n",
    "A",
    "日本の画家。",
    "🎨🎻 Anna Bell 🎨",
    "Anna Bell ъ ʻ ъ.",
    "“" * 30,
    "Anna\u200bBell\ufeff sang.\r\nShe left.\x0b",
    "ANNA BELL WAS BORN IN LONDON.",
    "<script>alert('Anna')</script>",
    "a" * 5000,
    "Anna Bell, " * 200,
]


@pytest.mark.parametrize("text", HARD)
def test_strange_texts_become_graphs(nlp, text):
    check_offsets(sg.build(sg.Story("s", "S", text), pipeline=nlp))


WORDS = st.sampled_from(
    "Anna Bell London painted the a painter . , ? “ ” \" ' She her was born in and not “Dust” \n\n "
    "album novel called Mrs. Museum of dombra plays if who Iskakova —".split(" ")
)
PROSE = st.lists(WORDS, max_size=40).map(" ".join)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@settings(max_examples=60)
@given(st.one_of(PROSE, ANY))
def test_any_short_text_becomes_a_graph_whose_offsets_are_true(nlp, text):
    check_offsets(sg.build(sg.Story("s", "S", text), pipeline=nlp))


def test_the_corpus_becomes_a_graph_of_all_its_stories(corpus_graph):
    files = [path for path in CORPUS.rglob("*") if path.suffix in {".txt", ".md"}]
    stories = [path for path in files if path.stem.upper() not in {"README", "LICENSE"}]
    assert len(stories) >= 12
    assert corpus_graph.counts()["story"] == len(stories)
    assert all(corpus_graph.counts()[kind] for kind in ("person", "place", "artwork", "theme"))


def test_every_offset_of_the_corpus_is_true(corpus_graph):
    check_offsets(corpus_graph)


def test_two_builds_of_the_corpus_are_equal_whatever_the_order(nlp, corpus_graph):
    files = [path for path in CORPUS.rglob("*") if path.is_file()]
    files = [path for path in files if path.stem.upper() not in {"README", "LICENSE"}]
    random.Random(7).shuffle(files)
    again = sg.build(files, pipeline=nlp)
    assert again.nx.nodes == corpus_graph.nx.nodes
    assert set(again.nx.edges) == set(corpus_graph.nx.edges)
    assert again.maybe_same == corpus_graph.maybe_same


def test_the_sentences_behind_the_corpus_hold_both_ends(corpus_graph):
    outside = [
        (source, relation, target, each["text"])
        for source, target, relation, data in corpus_graph.nx.edges(keys=True, data=True)
        for each in data["evidence"]
        if each["by"] not in CROSS_SENTENCE
        for start, end in (each["subject"], each["object"])
        if not each["start"] <= start < end <= each["end"]
    ]
    assert outside == []


def test_stories_of_the_corpus_share_people_and_themes(corpus_graph):
    shared = [
        node
        for node, data in corpus_graph.nx.nodes(data=True)
        if data["type"] in {"person", "place", "theme"} and len(data["stories"]) > 1
    ]
    assert {corpus_graph.nx.nodes[node]["type"] for node in shared} == {"person", "place", "theme"}


def test_the_corpus_states_more_than_who_appears_with_whom(corpus_graph):
    told = {relation for _, _, relation in corpus_graph.nx.edges(keys=True)}
    assert len(told - {"mentions", "about", "associated_with", COOCCURRENCE}) >= 8


def test_the_graph_of_the_corpus_reads_back_equal(corpus_graph, tmp_path):
    assert sg.load(corpus_graph.save(tmp_path / "g.json")) == corpus_graph
