"""What may happen to a build with a project file, and what is left of it afterwards."""

import json
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from tests import forked
from tests.tiny_pipeline import save_pipeline, tales

import storygraph as sg
from storygraph.views.export import to_data

KILLS = 50
STORIES = tales(24)
#: Children are forked from a process that has loaded what they need: each starts in no time.
FORKSERVER = multiprocessing.get_context("forkserver")
FORKSERVER.set_forkserver_preload(["tests.forked"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return save_pipeline(tmp_path_factory.mktemp("pipeline") / "tiny")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for story in STORIES:
        (folder / f"{story.id}.txt").write_text(story.text)
    return folder


@pytest.fixture(scope="module")
def expected(folder, corpus) -> str:
    return text_of(sg.build(corpus, pipeline=folder))


def text_of(graph: sg.StoryGraph) -> str:
    return json.dumps(to_data(graph))


def in_child(run: Callable[..., None], *arguments: object) -> multiprocessing.Process:
    process = FORKSERVER.Process(target=run, args=arguments)
    process.start()
    return process


def test_killed_at_fifty_moments_a_build_still_ends_in_the_same_graph(
    corpus, folder, expected, tmp_path
):
    moments = random.Random(7)
    for name in ("first", "timed"):  # the first starts the server too
        started = time.monotonic()
        child = in_child(forked.build, corpus, folder, tmp_path / name)
        child.join()
        assert child.exitcode == 0
        longest = time.monotonic() - started
    kills = unharmed = 0
    while kills < KILLS:
        db = tmp_path / f"project-{unharmed}.sqlite"
        child = in_child(forked.build, corpus, folder, db)
        child.join(moments.uniform(0, longest))
        child.kill()
        child.join()
        assert child.exitcode in {0, -signal.SIGKILL}
        kills += child.exitcode != 0
        if child.exitcode == 0 or kills == KILLS:
            assert text_of(sg.build(corpus, pipeline=folder, db=db)) == expected
            unharmed += 1


def test_what_was_committed_before_a_kill_is_not_read_again(corpus, folder, expected, tmp_path):
    db = tmp_path / "project.sqlite"
    for stop in (5, 5, 5):
        child = in_child(forked.build_and_die, corpus, folder, db, stop)
        child.join()
        assert child.exitcode == -signal.SIGKILL
    log = sg.BuildLog()
    graph = sg.build(corpus, pipeline=folder, db=db, log=log)
    assert (log.kept, log.read) == (15, 9)
    assert text_of(graph) == expected


@pytest.mark.parametrize("limit", [0, 1_000, 9_000, 20_000, 30_000])
def test_a_full_disk_is_told_in_a_line_and_costs_nothing_that_was_read(
    corpus, folder, expected, tmp_path, limit
):
    db = tmp_path / "project.sqlite"
    child = in_child(forked.build_on_full_disk, corpus, folder, db, limit)
    child.join()
    assert child.exitcode == 7
    assert text_of(sg.build(corpus, pipeline=folder, db=db)) == expected


def test_of_two_builds_on_one_file_the_second_is_told(corpus, folder, expected, tmp_path):
    db = tmp_path / "project.sqlite"
    errors = []

    def build_too(progress) -> None:
        if (progress.stage, progress.stories_done) == ("reading", 12):
            errors.append(command(corpus, folder, "--db", db, "-o", tmp_path / "second.json"))

    graph = sg.build(corpus, pipeline=folder, db=db, on_progress=build_too)
    assert text_of(graph) == expected
    (second,) = errors
    assert second.returncode == 1
    told = f"DatabaseError: another build is writing '{db}' (process {os.getpid()})"
    (line,) = [line for line in second.stderr.splitlines() if line.strip()]
    assert line.startswith(told)


def command(corpus: Path, folder: Path, *options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*start(corpus, folder), *map(str, options)], capture_output=True, text=True, check=False
    )


def start(corpus: Path, folder: Path) -> list[str]:
    return [sys.executable, "-m", "storygraph", "build", str(corpus), "--pipeline", str(folder)]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_stopped_goes_on(folder, expected, corpus, tmp_path, workers, stop):
    db, out = tmp_path / "project.sqlite", tmp_path / "out.json"
    options = ["--workers", workers, "--db", db, "-o", out]
    child = subprocess.Popen(
        [*start(corpus, folder), *map(str, options)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(slow_reading(tmp_path)), *sys.path])},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until_read(db, 3)
    if stop == signal.SIGINT:
        os.killpg(child.pid, stop)  # as a terminal does
    else:
        child.send_signal(stop)
    _, errors = child.communicate(timeout=30)
    assert child.returncode == 128 + stop
    last = errors.strip().splitlines()[-1]
    assert last == f"stopped; run the same command again to go on: {db} has what was read"
    assert "Traceback" not in errors
    assert not out.exists()
    assert not [each for each in psutil.process_iter() if str(db) in " ".join(cmdline(each))]
    done = command(corpus, folder, *options)
    assert done.returncode == 0
    assert "0 of 24 stories" not in done.stdout
    assert json.dumps(json.loads(out.read_text())) == json.dumps(json.loads(expected))


def slow_reading(folder: Path) -> Path:
    """Return a folder whose `sitecustomize` makes reading slow enough to be interrupted."""
    (folder / "slow").mkdir()
    (folder / "slow" / "sitecustomize.py").write_text(
        "import time, storygraph.detect.docs as docs\n"
        "import storygraph.workers.stage as stage\n"
        "to_doc = docs.to_doc\n"
        "stage.to_doc = lambda *given: time.sleep(0.2) or to_doc(*given)\n"
    )
    return folder / "slow"


def wait_until_read(db: Path, count: int) -> None:
    for _ in range(600):
        try:
            reader = sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)
            read = "SELECT count(*) FROM story WHERE reading IS NOT NULL"
            (found,) = reader.execute(read).fetchone()
            reader.close()
        except sqlite3.OperationalError:
            found = 0
        if found >= count:
            return
        time.sleep(0.05)
    pytest.fail("the build does not read")


def cmdline(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
