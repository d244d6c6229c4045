import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storygraph.views.layout import SPACING, Links, lay_out


def ring(count):
    return Links.of([(at, (at + 1) % count, 1.0) for at in range(count)])


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_the_smallest_graphs_have_positions(count):
    positions = lay_out(count, Links.of([]))
    assert positions.shape == (count, 2)


def test_equal_graphs_get_equal_positions():
    assert (lay_out(40, ring(40)) == lay_out(40, ring(40))).all()


def test_nodes_do_not_overlap():
    radii = np.full(120, 12.0)
    positions = lay_out(120, Links.of([(0, at, 1.0) for at in range(1, 120)]), radii=radii)
    gaps = np.hypot(*(positions[:, None, :] - positions[None, :, :]).transpose(2, 0, 1))
    assert (gaps[np.triu_indices(120, 1)] >= 23).all()


def test_linked_nodes_lie_closer_than_others():
    groups = [(a, b, 1.0) for a in range(10) for b in range(a)]
    links = Links.of([*groups, *[(a + 10, b + 10, w) for a, b, w in groups], (0, 10, 1.0)])
    positions = lay_out(20, links).astype(float)
    middles = positions[:10].mean(0), positions[10:].mean(0)
    apart = np.hypot(*(middles[0] - middles[1]))
    assert positions[:10].std() < apart
    assert apart > SPACING


def test_parts_without_links_between_them_stay_near():
    links = Links.of([(0, 1, 1.0), (1, 2, 1.0), (3, 4, 1.0)])
    positions = lay_out(8, links)
    assert np.abs(positions).max() < 8 * SPACING


@settings(max_examples=6)
@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=40))
def test_any_links_give_finite_positions_centred_on_zero(ends):
    positions = lay_out(15, Links.of([(a, b, 1.0) for a, b in ends if a != b]))
    assert np.isfinite(positions).all()
    assert (np.abs(positions.max(0) + positions.min(0)) <= 2).all()
