"""What children do that are forked from a server which has imported this and is warmed up."""

import os
import resource
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.tiny_pipeline import save_pipeline, tales

import storygraph as sg
from storygraph.build import Progress
from storygraph.errors import DatabaseError

with TemporaryDirectory() as folder:
    sg.build(tales(2), pipeline=save_pipeline(Path(folder) / "tiny"))


def build(corpus: Path, folder: Path, db: Path) -> None:
    """Build a graph."""
    sg.build(corpus, pipeline=folder, db=db)


def build_on_full_disk(corpus: Path, folder: Path, db: Path, limit: int) -> None:
    """Build where no file can be larger than a limit: exit 7 if that is told well, else 8."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        sg.build(corpus, pipeline=folder, db=db)
    except DatabaseError as error:
        told = str(error)
        sys.exit(7 if "\n" not in told and "kept" in told and str(db) in told else 8)


def build_and_die(corpus: Path, folder: Path, db: Path, stop: int) -> None:
    """Build until so many stories are read, then end without warning."""

    def die(progress: Progress) -> None:
        if (progress.stage, progress.stories_done) == ("reading", stop):
            os.kill(os.getpid(), signal.SIGKILL)

    sg.build(corpus, pipeline=folder, db=db, on_progress=die)
