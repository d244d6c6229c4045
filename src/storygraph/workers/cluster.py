"""Reading on a Dask cluster: the same stage, each worker loads the pipeline once."""

from concurrent.futures import Future
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

from spacy.language import Language

from storygraph.errors import StorygraphError, WorkerError
from storygraph.records import Story
from storygraph.store.codec import decode, encode, encode_reading
from storygraph.workers.stage import PipelineSettings, WorkerDied, read_with

_PATIENCE = 30  # seconds until a scheduler without workers is given up
_one_at_a_time = Lock()  # a pipeline is not made for threads


class ClusterReaders:
    """Reads on the workers of a Dask scheduler; Dask gives a dead worker's stories to others."""

    def __init__(self, settings: PipelineSettings, address: str) -> None:
        distributed = _distributed()
        try:
            self._client = distributed.Client(address, set_as_default=False, timeout=_PATIENCE)
        except (OSError, ValueError) as error:
            raise WorkerError(f"no Dask scheduler answers at '{address}': {error}") from error
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            self.close()
            raise WorkerError(f"the Dask cluster at '{address}' has no workers") from error
        self.window = max(4, 2 * sum(self._client.nthreads().values()))
        self._settings = settings
        self._killed: type[Exception] = distributed.KilledWorker

    def submit(self, story: Story) -> "Future[bytes]":
        """Return the future of a story's encoded reading."""
        future: Future[bytes] = Future()
        task = self._client.submit(read_on_worker, self._settings, encode(story), pure=False)
        task.add_done_callback(lambda task: self._pass_on(task, future))
        return future

    def _pass_on(self, task: Any, future: "Future[bytes]") -> None:
        try:
            future.set_result(task.result())
        except self._killed:
            future.set_exception(WorkerDied())
        except StorygraphError as error:
            future.set_exception(error)
        except BaseException as error:  # cancelled tasks raise no Exception
            failure = WorkerError(f"a Dask worker failed with {type(error).__name__}: {error}")
            future.set_exception(failure)

    def close(self) -> None:
        """Stop at once, whatever is under way."""
        self._client.close()


def read_on_worker(settings: PipelineSettings, story: bytes) -> bytes:
    """Return an encoded story's encoded reading; this runs on a worker of the cluster."""
    with _one_at_a_time:
        return encode_reading(read_with(_pipeline(settings), decode(Story, story)))


@cache
def _pipeline(settings: PipelineSettings) -> Language:
    return settings.load()


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise WorkerError(
            "--dask needs Dask, which is not installed: pip install 'storygraph[dask]'"
        ) from error
