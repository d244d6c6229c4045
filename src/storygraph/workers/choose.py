"""Who reads: this process, worker processes, or a Dask cluster."""

import os

from spacy.language import Language

from storygraph.errors import WorkerError
from storygraph.workers.cluster import ClusterReaders
from storygraph.workers.processes import ProcessReaders
from storygraph.workers.stage import PipelineSettings, Readers, ReadHere

#: For so many characters more to read, another worker gains more time than its start takes.
CHARACTERS_A_WORKER = 1_000_000


def check_choice(*, can_be_sent: bool, workers: int | None, dask: str | None) -> None:
    """Check that stories can be read where the caller wants them read.

    Parameters
    ----------
    can_be_sent
        Whether the pipeline was named, so that other processes can load it too.

    Raises
    ------
    WorkerError
        If they cannot.
    """
    if workers is not None and workers < 1:
        raise WorkerError(f"workers must be 1 or more, not {workers}")
    if dask is not None and workers is not None:
        raise WorkerError("give workers or dask, not both: a Dask cluster has workers of its own")
    if not can_be_sent and (dask is not None or (workers or 1) > 1):
        raise WorkerError(
            "a loaded pipeline cannot be sent to workers: pass its name or folder, or workers=1"
        )


def choose_readers(
    nlp: Language,
    settings: PipelineSettings | None,
    *,
    workers: int | None,
    dask: str | None,
    stories: int,
    characters: int,
) -> Readers:
    """Return the readers for some stories, as many workers as their size is worth if None is said.

    Raises
    ------
    WorkerError
        If the Dask cluster cannot be used.
    """
    if settings is None or not stories:
        return ReadHere(nlp)
    if dask is not None:
        return ClusterReaders(settings, dask)
    count = worth(characters) if workers is None else workers
    count = min(count, stories)
    return ReadHere(nlp) if count == 1 else ProcessReaders(settings, count)


def worth(characters: int) -> int:
    """Return how many workers are worth their start for so many characters: 1, or more."""
    return max(1, min(_processors(), characters // CHARACTERS_A_WORKER))


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
