"""The errors that storygraph raises on purpose: each says what, where and how to cure it."""


class StorygraphError(Exception):
    """Base of every error that a caller can cure; its message is one line."""


class EmptyCorpusError(StorygraphError):
    """No story could be read from the given paths."""


class UnreadableStoryError(StorygraphError):
    """A file cannot be read as a story."""


class PipelineError(StorygraphError):
    """A spaCy pipeline cannot be loaded, or lacks what storygraph reads."""


class VocabularyError(StorygraphError):
    """A theme or relation file is malformed."""


class CorrectionError(StorygraphError):
    """A corrections file is malformed, or one of its entries no longer matches the graph."""


class GraphFileError(StorygraphError):
    """A graph file cannot be read or written."""


class DatabaseError(StorygraphError):
    """A project file cannot be opened, read or written."""


class WorkerError(StorygraphError):
    """Workers or a Dask cluster cannot be used as asked, or failed."""


class UnknownNameError(StorygraphError, LookupError):
    """Nothing in the graph goes by this name."""


class AmbiguousNameError(StorygraphError, LookupError):
    """Several nodes go by this name; `candidates` holds their ids."""

    def __init__(self, message: str, candidates: list[str]) -> None:
        super().__init__(message)
        self.candidates = candidates
