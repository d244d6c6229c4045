"""Python's collector of reference cycles, at rest where records are made that have none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector from going through all that is made, again and again while it grows.

    For a graph of a thousand stories that takes longer than making it. What is made meanwhile
    counts as old, for it lives as long as the graph.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        gc.enable()
