"""Reading on a Dask cluster of worker processes on this machine."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from distributed import Client, LocalCluster
from tests.tiny_pipeline import save_pipeline, tales

import storygraph as sg
from storygraph.build import Progress
from storygraph.errors import PipelineError, WorkerError

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
STORIES = tales(30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return save_pipeline(tmp_path_factory.mktemp("pipeline") / "tiny")


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address="127.0.0.1:0",
        host="127.0.0.1",
    ) as cluster:
        yield cluster


def test_the_graph_is_the_same_as_when_read_here(cluster, folder):
    graph = sg.build(STORIES, pipeline=folder, dask=cluster.scheduler_address)
    assert graph == sg.build(STORIES, pipeline=folder)


def test_a_killed_worker_costs_no_story(cluster, folder, tmp_path):
    pids = []
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        pids = list(client.run(_pid).values())

    def kill_one(progress: Progress) -> None:
        if (progress.stage, progress.stories_done) == ("reading", 5):
            psutil.Process(pids[0]).kill()

    log = sg.BuildLog()
    graph = sg.build(
        STORIES,
        pipeline=folder,
        dask=cluster.scheduler_address,
        db=tmp_path / "p.sqlite",
        on_progress=kill_one,
        log=log,
    )
    assert (log.read, log.skipped) == (len(STORIES), [])
    assert graph == sg.build(STORIES, pipeline=folder)


def _pid() -> int:
    return psutil.Process().pid


def test_errors_of_the_cluster_are_those_they_would_be_here(cluster):
    with pytest.raises(PipelineError, match="no spaCy pipeline"):
        sg.build(STORIES, pipeline="en_nope", dask=cluster.scheduler_address)


def test_a_scheduler_that_does_not_answer_is_a_clear_error(folder, monkeypatch):
    monkeypatch.setattr("storygraph.workers.cluster._PATIENCE", 0.5)
    with pytest.raises(WorkerError, match=r"no Dask scheduler answers at 'tcp://127\.0\.0\.1:9'"):
        sg.build(STORIES, pipeline=folder, dask="tcp://127.0.0.1:9")


def test_a_cluster_without_workers_is_a_clear_error(folder, monkeypatch):
    monkeypatch.setattr("storygraph.workers.cluster._PATIENCE", 0.5)
    with (
        LocalCluster(
            n_workers=0, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
        ) as empty,
        pytest.raises(WorkerError, match="has no workers"),
    ):
        sg.build(STORIES, pipeline=folder, dask=empty.scheduler_address)
