"""Decodes head scores into one tree per sentence: greedy, and Chu-Liu-Edmonds where it loops."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating]
Heads = NDArray[np.int64]
#: Sentences longer than this (in words) are repaired greedily, which takes linear time.
LONGEST_EXACT = 160


def best_tree(scores: Scores) -> Heads:
    """Return the head of every word of a sentence; exactly one word, the root, heads itself.

    No other such tree has a higher sum of scores, in sentences that are not overlong.

    Parameters
    ----------
    scores
        A square matrix: row = dependent, column = head, diagonal = being the root.
    """
    size = len(scores)
    if size == 1:
        return np.zeros(1, dtype=np.int64)
    as_root = np.diagonal(scores).astype(np.float64)
    within = scores.astype(np.float64)
    np.fill_diagonal(within, -np.inf)
    # Scores of one word compare with each other only, so the root is who loses least by it.
    root = int(np.argmax(as_root - within.max(axis=1)))
    heads: Heads = np.argmax(within, axis=1)
    heads[root] = root
    if not _cycle(heads, root):
        return heads
    if size > LONGEST_EXACT:
        return _unlooped(heads, within, root)
    return _rooted_tree(within, as_root)


def _rooted_tree(within: Scores, as_root: Scores) -> Heads:
    """Return the best tree with one root: below a node over all, a second child of which is dear.

    (Zmigrod, Vieira and Cotterell 2020 name this way and a faster one.)
    """
    size = len(within)
    every = np.concatenate([within[np.isfinite(within)], as_root])
    dear = size * (every.max() - every.min()) + 1
    whole = np.full((size + 1, size + 1), -np.inf)
    whole[:size, :size], whole[:size, size], whole[size, size] = within, as_root - dear, 0
    heads = _spanning_tree(whole, size)[:size]
    return np.where(heads == size, np.arange(size), heads)


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
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
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
