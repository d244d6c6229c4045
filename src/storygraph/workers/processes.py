"""Worker processes on this machine: each loads the pipeline once and reads story after story.

A worker is a process of its own that speaks through its standard input and output, so that the
death of one tells which story it was reading, and no worker outlives this process.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import astuple
from queue import SimpleQueue
from threading import Lock

import storygraph.errors
from storygraph.errors import StorygraphError, WorkerError
from storygraph.records import Story
from storygraph.store.codec import encode
from storygraph.workers.frames import READING, read_frame, write_frame
from storygraph.workers.stage import PipelineSettings, WorkerDied

_PROGRAM = """
import sys, json
sys.path[:] = json.loads(sys.argv[1])
from storygraph.workers.child import serve
serve()
"""

# Each worker computes on one core: where several share the cores, the threads of their linear
# algebra wait for each other most of the time.
_ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "BLIS_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
    ),
    "1",
)


class ProcessReaders:
    """Reads in worker processes.

    A thread waits for each; a story whose worker dies is tried once more, in a fresh one.
    """

    def __init__(self, settings: PipelineSettings, count: int) -> None:
        self.window = 2 * count
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="storygraph")
        self._workers = [_Worker(settings) for _ in range(count)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def submit(self, story: Story) -> "Future[bytes]":
        """Return the future of a story's encoded reading."""
        return self._threads.submit(self._read, encode(story))

    def _read(self, question: bytes) -> bytes:
        worker = self._idle.get()
        try:
            answer = worker.ask(question) or worker.ask(question)
        finally:
            self._idle.put(worker)
        if answer is None:
            raise WorkerDied
        return _unwrapped(answer)

    def close(self) -> None:
        """Stop at once, whatever is under way."""
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.clear()


class _Worker:
    """A worker process, started when it is first asked and again after it died."""

    def __init__(self, settings: PipelineSettings) -> None:
        self._settings = json.dumps(astuple(settings)).encode()
        self._process: subprocess.Popen[bytes] | None = None
        self._starting = Lock()
        self._stopped = False

    def ask(self, question: bytes) -> bytes | None:
        """Return the answer, or None if the worker died over it.

        Raises
        ------
        WorkerError
            If no process can be started.
        """
        questions = [question]
        with self._starting:
            if self._stopped:
                return None
            if self._process is None:
                self._process = _start()
                questions.insert(0, self._settings)
        answer = _exchange(self._process, questions)
        if answer is None:
            self.clear()
        return answer

    def stop(self) -> None:
        """Kill the process, and start no other."""
        with self._starting:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def clear(self) -> None:
        """Take leave of the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError), process:  # waits for it and closes its pipes
                pass


def _start() -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | _ONE_THREAD,
            start_new_session=True,  # Ctrl-C is for this process, which stops its workers
        )
    except OSError as error:
        raise WorkerError(f"cannot start a worker ({error}): use --workers 1") from error


def _exchange(process: "subprocess.Popen[bytes]", questions: Iterable[bytes]) -> bytes | None:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        for question in questions:
            write_frame(process.stdin, question)
        return read_frame(process.stdout)
    except OSError:  # its end of the pipe is closed
        return None


def _unwrapped(answer: bytes) -> bytes:
    """Return the reading of an answer, or raise the error that it tells of."""
    kind, content = answer[:1], answer[1:]
    if kind == READING:
        return content
    name, message = json.loads(content)
    error = getattr(storygraph.errors, name, None)
    if isinstance(error, type) and issubclass(error, StorygraphError):
        raise error(message)
    raise WorkerError(f"a worker failed with {name}: {message}")
