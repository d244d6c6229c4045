"""The stage that reads: story -> encoded reading, here or in workers; the records are the same."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

from spacy.language import Language

from storygraph.detect.docs import to_doc
from storygraph.detect.pipeline import load_pipeline
from storygraph.detect.readings import to_reading
from storygraph.records import Reading, Story
from storygraph.store.codec import encode_reading


@dataclass(frozen=True, slots=True)
class PipelineSettings:
    """What a worker needs to load the pipeline that the user named; paths are absolute."""

    name: str
    themes: str | None = None
    relations: str | None = None

    @classmethod
    def of(
        cls, name: str | Path, themes: str | Path | None, relations: str | Path | None
    ) -> "PipelineSettings":
        """Return the settings of a pipeline and of the files that extend it."""
        folder = Path(name).absolute() if Path(name).is_dir() else name
        files = (
            None if path is None else str(Path(path).absolute()) for path in (themes, relations)
        )
        return cls(str(folder), *files)

    def load(self) -> Language:
        """Return the pipeline, as `load_pipeline` does."""
        return load_pipeline(self.name, themes=self.themes, relations=self.relations)


class WorkerDied(Exception):
    """A story could not be read: the processes that read it died."""


class Readers(Protocol):
    """Whoever reads stories; `submit` gives a future of the encoded reading, or of an error."""

    #: How many stories may be under way at a time.
    window: int

    def submit(self, story: Story) -> "Future[bytes]":
        """Return the future of a story's encoded reading."""

    def close(self) -> None:
        """Stop at once, whatever is under way."""


class ReadHere:
    """Reads in this process, one story at a time."""

    window = 1

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def submit(self, story: Story) -> "Future[bytes]":
        """Return the reading of a story, done."""
        future: Future[bytes] = Future()
        future.set_result(encode_reading(read_with(self._nlp, story)))
        return future

    def close(self) -> None:
        """Do nothing: nothing is under way."""


def read_with(nlp: Language, story: Story) -> Reading:
    """Return what a pipeline finds in one story."""
    return to_reading(to_doc(nlp, story), story)


def read_all(
    stories: Iterable[tuple[bytes, Story]], readers: Readers
) -> Iterator[tuple[bytes, Story, bytes | None]]:
    """Yield the keys, stories and encoded readings as they come, in whatever order.

    The reading is None where the processes that read the story died. Only so many stories are
    held at a time as are under way.
    """
    done: SimpleQueue[tuple[bytes, Story, Future[bytes]]] = SimpleQueue()
    under_way = 0
    for key, story in stories:
        if under_way == readers.window:
            yield _result(*done.get())
            under_way -= 1
        tell = partial(_tell, done, key, story)
        readers.submit(story).add_done_callback(tell)
        under_way += 1
    for _ in range(under_way):
        yield _result(*done.get())


def _tell(
    done: "SimpleQueue[tuple[bytes, Story, Future[bytes]]]",
    key: bytes,
    story: Story,
    future: "Future[bytes]",
) -> None:
    done.put((key, story, future))


def _result(key: bytes, story: Story, future: "Future[bytes]") -> tuple[bytes, Story, bytes | None]:
    try:
        return key, story, future.result()
    except WorkerDied:
        return key, story, None
