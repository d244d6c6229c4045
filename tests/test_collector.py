"""The collector of cycles rests where it should, and nowhere else."""

import gc
import weakref

import pytest

from storygraph.collector import uncollected


def test_the_collector_rests_within_and_works_again_after():
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_works_again_after_an_error():
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_frozen_stays_frozen():
    gc.freeze()
    try:
        with uncollected():
            pass
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
    assert not gc.get_freeze_count()


def test_cycles_that_were_made_meanwhile_are_collected_later():
    class Node:
        pass

    with uncollected():
        node = Node()
        node.itself = node
        gone = weakref.ref(node)
        del node
        assert gone() is not None
    gc.collect()
    assert gone() is None
