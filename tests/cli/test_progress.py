"""The time that remains: by characters at the speed so far, never less than nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storygraph.cli.progress import seconds_left

SOME = st.floats(0.1, 1e9)


def test_nothing_is_promised_before_anything_is_done():
    assert seconds_left(done=0, total=10, spent=3, since=0) is None


@pytest.mark.parametrize(("since", "left"), [(0, 30), (12, 18), (40, 0)])
def test_it_is_the_speed_so_far_and_runs_down_while_a_long_story_is_read(since, left):
    assert seconds_left(done=100, total=400, spent=10, since=since) == left


@given(SOME, SOME, SOME, SOME)
def test_it_is_never_negative_and_nothing_at_the_end(done, more, spent, since):
    left = seconds_left(done=done, total=done + more, spent=spent, since=since)
    assert left is not None
    assert left >= 0
    assert seconds_left(done=done, total=done, spent=spent, since=since) == 0
