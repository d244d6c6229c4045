"""Runs the encoder's ONNX file: a checksum first, then one window at a time."""

import hashlib
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from storygraph.detect.encoder_pieces import CLOSE, EncodedWords, Window, WordPieces, windows
from storygraph.errors import PipelineError

Array = NDArray[np.float32]
#: Numbers in the vector of a word.
VECTOR_WIDTH = 384
#: Words are looked at twice beside a word whose likeliest class is less likely than this.
SURE = 0.8


class Session(Protocol):
    """What is used of an onnxruntime session."""

    def run(self, names: list[str], feeds: dict[str, NDArray[np.int64]]) -> list[Array]:
        """Return the named outputs for some inputs."""


def open_session(network: bytes, *, sha256: str, threads: int) -> Session:
    """Return a session that runs a network on ``threads`` threads.

    Raises
    ------
    PipelineError
        If the bytes are not those that ``sha256`` was taken of, or onnxruntime is
        not installed.
    """
    found = hashlib.sha256(network).hexdigest()
    if found != sha256:
        raise PipelineError(
            f"the encoder's network has SHA-256 {found[:12]}… where {sha256[:12]}… is expected: "
            "the file is damaged or changed; install storygraph or the pipeline again"
        )
    try:
        import onnxruntime
    except ModuleNotFoundError as error:
        if error.name != "onnxruntime":
            raise
        raise PipelineError(
            "the encoder pipeline needs onnxruntime, which is not installed: "
            "pip install onnxruntime"
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # passages of every length would each keep their share
    session: Session = onnxruntime.InferenceSession(
        network, options, providers=["CPUExecutionProvider"]
    )
    return session


def run(
    session: Session, pieces: WordPieces, encoded: EncodedWords, entities: slice
) -> tuple[Array, Array]:
    """Return (answers, vectors) of all words, one row each.

    Windows are run one by one, without padding, so that a text's answers depend
    on nothing but the text. Where the columns ``entities`` leave a doubt, the
    sentences are read once more by themselves and both readings count the same: a
    network errs in other places when it reads the same words in another context
    (an ensemble over inputs, Krizhevsky et al. 2012).
    """
    answers, vectors = [], []
    for window in windows(encoded):
        feeds = _feeds(pieces, encoded, window)
        window_answers, window_vectors = session.run(["answers", "vectors"], feeds)
        answers.append(window_answers)
        vectors.append(window_vectors)
    result = np.concatenate(answers)
    scores = _log_softmax(result[:, entities])
    doubtful = scores.max(axis=1) < np.log(SURE)
    for window in windows(encoded, CLOSE):
        near = slice(window.first, window.last)
        if doubtful[near].any():
            (again,) = session.run(["answers"], _feeds(pieces, encoded, window))
            scores[near] = (scores[near] + _log_softmax(again[:, entities])) / 2
    result[:, entities] = scores
    return result, np.concatenate(vectors)


def _log_softmax(scores: Array) -> Array:
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: Array = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def _feeds(
    pieces: WordPieces, encoded: EncodedWords, window: Window
) -> dict[str, NDArray[np.int64]]:
    ids, shapes, firsts = [pieces.opening], [0], []
    for word in range(window.start, window.end):
        cut = encoded.pieces[word]
        if window.first <= word < window.last:
            firsts.append(len(ids))
        ids += cut
        shapes += [encoded.shapes[word]] * len(cut)
    ids.append(pieces.closing)
    shapes.append(0)
    rows = {"ids": ids, "shapes": shapes, "firsts": firsts}
    return {name: np.asarray(row, dtype=np.int64) for name, row in rows.items()}
