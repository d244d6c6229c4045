"""What a worker process does: load the pipeline, then read each story that comes in."""

import json
import os
from collections.abc import Callable
from threading import Thread
from time import sleep
from typing import Any

from storygraph.records import Story
from storygraph.store.codec import decode, encode_reading
from storygraph.workers.frames import FAILURE, READING, read_frame, write_frame
from storygraph.workers.stage import PipelineSettings, read_with

_WATCHING = 0.5  # seconds between two looks at who started this process


def serve() -> None:
    """Answer on standard output what comes through standard input, until that ends.

    What components print goes to standard error. The process ends with the one that started it,
    whatever story it is reading.
    """
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    reader = _reader(json.loads(read_frame(questions) or b"[]"))
    while (question := read_frame(questions)) is not None:
        write_frame(answers, reader(question))


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        sleep(_WATCHING)
    os._exit(1)


def _reader(settings: list[Any]) -> Callable[[bytes], bytes]:
    """Return what answers questions; where no pipeline can be loaded, it always says why."""
    try:
        nlp = PipelineSettings(*settings).load()
    except Exception as error:
        failure = _failure(error)
        return lambda question: failure

    def read(question: bytes) -> bytes:
        try:
            return READING + encode_reading(read_with(nlp, decode(Story, question)))
        except Exception as error:
            return _failure(error)

    return read


def _failure(error: Exception) -> bytes:
    return FAILURE + json.dumps([type(error).__name__, " ".join(str(error).split())]).encode()
