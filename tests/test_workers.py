"""Reading here, in worker processes or on a Dask cluster: the same records, whatever dies."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tiny_pipeline import save_pipeline, tales

import storygraph as sg
from storygraph.errors import PipelineError, VocabularyError, WorkerError
from storygraph.records import Reading, Story
from storygraph.store.codec import decode_reading
from storygraph.workers.choose import CHARACTERS_A_WORKER, choose_readers, worth
from storygraph.workers.processes import ProcessReaders
from storygraph.workers.stage import PipelineSettings, Readers, ReadHere, read_all

PACKAGE = """
import os
import spacy
from spacy.language import Language

@Language.component("deadly")
def deadly(doc):
    mark = os.environ["DEADLY_MARK"]
    if "Deadly" in doc.text or ("Once" in doc.text and not os.path.exists(mark)):
        open(mark, "w").close()
        os.kill(os.getpid(), 9)
    if "Broken" in doc.text:
        raise ValueError("a bad\\nday")
    if "Threads" in doc.text:
        raise ValueError(os.environ["OPENBLAS_NUM_THREADS"] + " " + os.environ["DEADLY_MARK"])
    if "Slow" in doc.text:
        import time
        time.sleep(600)
    print("components may print")
    return doc

def load(**options):
    nlp = spacy.load(os.environ["DEADLY_BASE"], **options)
    nlp.add_pipe("deadly", first=True)
    return nlp
"""
STORIES = tales(9)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return save_pipeline(tmp_path_factory.mktemp("pipeline") / "tiny")


@pytest.fixture
def deadly(tmp_path, folder, monkeypatch) -> PipelineSettings:
    """Return an installed pipeline that dies over "Deadly", and over "Once" the first time."""
    package = tmp_path / "site" / "deadly_pipe"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(PACKAGE)
    about = package.with_name("deadly_pipe-1.0.dist-info")
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly_pipe\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.setenv("DEADLY_MARK", str(tmp_path / "mark"))
    monkeypatch.setenv("DEADLY_BASE", str(folder))
    return PipelineSettings("deadly_pipe")


def read(readers: Readers, stories: list[Story]) -> dict[str, Reading | None]:
    """Return the readings by story, and None for those that could not be read."""
    try:
        keyed = ((story.id.encode(), story) for story in stories)
        return {
            story.id: None if data is None else decode_reading(data, story=story)
            for _, story, data in read_all(keyed, readers)
        }
    finally:
        readers.close()


@pytest.fixture(scope="module")
def expected(folder) -> dict[str, Reading | None]:
    return read(ReadHere(PipelineSettings(str(folder)).load()), STORIES)


def test_reading_here_finds_something(expected):
    assert all(each.mentions and each.themes for each in expected.values())


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_records_are_the_same_in_any_number_of_workers(folder, expected, count):
    assert read(ProcessReaders(PipelineSettings(str(folder)), count), STORIES) == expected


def test_a_story_whose_worker_dies_is_tried_once_more(deadly):
    stories = [*STORIES[:3], Story("once", "", "Once Aru Bek slept."), *STORIES[3:]]
    found = read(ProcessReaders(deadly, 2), stories)
    assert set(found) == {story.id for story in stories}
    assert None not in found.values()


def test_a_story_that_kills_two_workers_is_given_up_and_no_other(deadly):
    stories = [Story("deadly", "", "Deadly it was."), *STORIES]
    found = read(ProcessReaders(deadly, 2), stories)
    assert [story for story, reading in found.items() if reading is None] == ["deadly"]
    assert len(found) == len(stories)


def test_a_worker_killed_from_outside_costs_no_story(folder, expected):
    readers = ProcessReaders(PipelineSettings(str(folder)), 2)
    children = psutil.Process().children
    keyed = ((story.id.encode(), story) for story in STORIES)
    found = {}
    try:
        for number, (_, story, data) in enumerate(read_all(keyed, readers)):
            found[story.id] = decode_reading(data, story=story)
            if number in {1, 4}:
                children()[0].kill()
    finally:
        readers.close()
    assert found == expected


def test_no_worker_is_left_when_all_is_done_or_stopped(folder, deadly):
    before = {child.pid for child in psutil.Process().children()}
    readers = ProcessReaders(deadly, 2)
    futures = [readers.submit(Story("slow", "", "Slow it was.")) for _ in range(4)]
    while len(psutil.Process().children()) < len(before) + 2:
        time.sleep(0.01)
    readers.close()
    assert {child.pid for child in psutil.Process().children()} == before
    assert all(future.done() for future in futures)


def test_workers_end_with_the_process_that_started_them(tmp_path, folder):
    program = (
        "import os, sys; from storygraph.workers.processes import ProcessReaders\n"
        "from storygraph.workers.stage import PipelineSettings\n"
        "from storygraph.records import Story\n"
        "readers = ProcessReaders(PipelineSettings(sys.argv[1]), 1)\n"
        "readers.submit(Story('s', '', 'Aru Bek slept.')).result()\n"
        "print(readers._workers[0]._process.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", program, folder], stdout=subprocess.PIPE)
    worker = int(done.stdout)
    for _ in range(500):
        if not psutil.pid_exists(worker) or psutil.Process(worker).status() == "zombie":
            return
        time.sleep(0.02)
    pytest.fail("the worker is still there")


def test_a_worker_ends_in_the_midst_of_a_story_with_the_process_that_started_it(deadly):
    program = (
        "import os, sys, time; from storygraph.workers.processes import ProcessReaders\n"
        "from storygraph.workers.stage import PipelineSettings\n"
        "from storygraph.records import Story\n"
        "sys.path.insert(0, sys.argv[2])\n"
        "readers = ProcessReaders(PipelineSettings(sys.argv[1]), 1)\n"
        "readers.submit(Story('s', '', 'Aru Bek slept.')).result()\n"
        "readers.submit(Story('t', '', 'Slow is the road.'))\n"
        "time.sleep(1)\n"
        "print(readers._workers[0]._process.pid, flush=True)\n"
        "os.kill(os.getpid(), 15)"
    )
    site = Path(os.environ["DEADLY_MARK"]).with_name("site")
    done = subprocess.run(
        [sys.executable, "-c", program, "deadly_pipe", site], stdout=subprocess.PIPE
    )
    worker = int(done.stdout)
    for _ in range(500):
        if not psutil.pid_exists(worker) or psutil.Process(worker).status() == "zombie":
            return
        time.sleep(0.02)
    psutil.Process(worker).kill()
    pytest.fail("the worker reads on")


def test_what_a_component_raises_is_one_clear_line(deadly):
    with pytest.raises(WorkerError, match=r"failed with ValueError: a bad day$"):
        read(ProcessReaders(deadly, 2), [Story("s", "", "Broken it was.")])


def test_a_worker_computes_in_one_thread_and_keeps_its_surroundings(deadly, monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "8")
    with pytest.raises(WorkerError, match=f"1 {os.environ['DEADLY_MARK']}"):
        read(ProcessReaders(deadly, 1), [Story("s", "", "Threads are many.")])


@pytest.mark.parametrize(
    ("settings", "error", "match"),
    [
        (PipelineSettings("en_nope"), PipelineError, "no spaCy pipeline 'en_nope'"),
        (PipelineSettings("en_storygraph", "/no/such.toml"), VocabularyError, "such.toml"),
    ],
)
def test_a_pipeline_that_workers_cannot_load_is_the_error_it_would_be_here(settings, error, match):
    with pytest.raises(error, match=match):
        read(ProcessReaders(settings, 2), STORIES)


def test_no_more_stories_are_held_than_are_under_way(folder):
    taken = []
    readers = ProcessReaders(PipelineSettings(str(folder)), 2)
    keyed = ((story.id.encode(), taken.append(story) or story) for story in STORIES)
    try:
        for number, _ in enumerate(read_all(keyed, readers)):
            assert len(taken) <= number + 1 + readers.window
    finally:
        readers.close()
    assert len(taken) == len(STORIES)


def test_worker_processes_load_nothing_from_the_working_folder(folder, tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('loaded')")
    (tmp_path / "storygraph.py").write_text("raise SystemExit('loaded')")
    monkeypatch.chdir(tmp_path)
    found = read(ProcessReaders(PipelineSettings.of(folder, None, None), 1), STORIES[:1])
    assert None not in found.values()


@given(st.integers(0, 10**12))
def test_more_to_read_never_means_fewer_workers(characters):
    assert (
        1 <= worth(characters) <= worth(characters + CHARACTERS_A_WORKER) <= (os.cpu_count() or 1)
    )


def test_little_is_read_here(nlp):
    settings = PipelineSettings("en_storygraph")
    readers = choose_readers(nlp, settings, workers=None, dask=None, stories=9, characters=9_000)
    assert isinstance(readers, ReadHere)


def test_no_more_workers_are_started_than_there_are_stories(nlp):
    settings = PipelineSettings("en_storygraph")
    readers = choose_readers(nlp, settings, workers=8, dask=None, stories=3, characters=1)
    assert readers.window == 6
    readers.close()


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"workers": 0}, "1 or more, not 0"),
        ({"workers": 2, "dask": "tcp://127.0.0.1:1"}, "not both"),
    ],
)
def test_wrong_numbers_of_workers_are_clear_errors(options, match):
    with pytest.raises(WorkerError, match=match):
        sg.build(STORIES, **options)


@pytest.mark.parametrize("options", [{"workers": 2}, {"dask": "tcp://127.0.0.1:1"}])
def test_a_loaded_pipeline_cannot_be_sent(nlp, options):
    with pytest.raises(WorkerError, match="pass its name or folder"):
        sg.build(STORIES, pipeline=nlp, **options)
