"""Decodes head scores into one tree per sentence: greedy, and Chu-Liu-Edmonds where it loops."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]
#: Sentences longer than this (in words) are repaired greedily, which takes linear time.
LONGEST_EXACT = 160


def best_tree(scores: Scores) -> Heads:
    """Return the head of every word of a sentence; exactly one word, the root, heads itself.

    Parameters
    ----------
    scores
        A square matrix: row = dependent, column = head, diagonal = being the root.
    """
    size = len(scores)
    root = int(np.argmax(np.diagonal(scores)))
    open_scores = scores.astype(np.float32, copy=True)
    np.fill_diagonal(open_scores, -np.inf)
    open_scores[root] = -np.inf
    open_scores[root, root] = 0.0
    heads: Heads = np.argmax(open_scores, axis=1)
    cycle = _cycle(heads, root)
    if not cycle:
        return heads
    if size > LONGEST_EXACT:
        return _unlooped(heads, open_scores, root)
    return _spanning_tree(open_scores, root)


def _cycle(heads: Heads, root: int) -> list[int]:
    """Return the words of one loop of heads, or nothing if all lead to the root."""
    state = [0] * len(heads)
    state[root] = 2
    for start in range(len(heads)):
        path = []
        word = start
        while state[word] == 0:
            state[word] = 1
            path.append(word)
            word = int(heads[word])
        if state[word] == 1:
            return path[path.index(word) :]
        for seen in path:
            state[seen] = 2
    return []


def _unlooped(heads: Heads, scores: Scores, root: int) -> Heads:
    """Break every loop at the word that loses least by hanging on the root."""
    fixed = heads.copy()
    while cycle := _cycle(fixed, root):
        losses = [scores[word, fixed[word]] - scores[word, root] for word in cycle]
        fixed[cycle[int(np.argmin(losses))]] = root
    return fixed


def _spanning_tree(scores: Scores, root: int) -> Heads:
    """Return the best tree below ``root`` by contracting one loop at a time."""
    heads: Heads = np.argmax(scores, axis=1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if not cycle:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    loop = np.asarray(cycle)
    gains = scores[loop][:, outside] - scores[loop, heads[loop]][:, None]
    enter = np.argmax(gains, axis=0)
    leave = np.argmax(scores[outside][:, loop], axis=1)
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf, dtype=np.float32)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[-1, :-1] = gains[enter, np.arange(len(outside))]
    small[:-1, -1] = scores[outside, loop[leave]]
    inner = _spanning_tree(small, int(np.flatnonzero(outside == root)[0]))
    result = heads.copy()
    for position, word in enumerate(outside):
        head = int(inner[position])
        result[word] = loop[leave[position]] if head == len(outside) else outside[head]
    entry = int(inner[-1])
    result[loop[enter[entry]]] = outside[entry]
    result[root] = root
    return result
