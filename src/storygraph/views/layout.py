"""Where the nodes of a graph are drawn: a force-directed layout in NumPy, the same every time.

Nodes repel each other through a potential computed on a grid (one Fourier transform a step, however
many nodes there are), edges pull, and a last pass moves apart what still overlaps.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SPACING = 74.0
_PIVOTS = 24
_GRAVITY = 0.02


@dataclass(frozen=True, slots=True)
class Links:
    """The links that shape a layout: node numbers of both ends, and how strongly each pulls."""

    source: Ints
    target: Ints
    weight: Floats

    @classmethod
    def of(cls, links: list[tuple[int, int, float]]) -> "Links":
        """Return the links of a list of (source, target, weight)."""
        ends = np.array([link[:2] for link in links], dtype=np.int64).reshape(-1, 2)
        return cls(ends[:, 0], ends[:, 1], np.array([link[2] for link in links], dtype=float))


def lay_out(count: int, links: Links, *, radii: Floats | None = None) -> Ints:
    """Return the position of each node as whole pixels: an array of `count` rows (x, y).

    The same input gives the same positions. The picture is centred on (0, 0), not higher than
    wide, and neighbouring nodes lie about `SPACING` pixels apart.

    Parameters
    ----------
    radii
        How much room each node takes, in pixels; 8 if None.
    """
    if count < 2:
        return np.zeros((count, 2), dtype=np.int64)
    radii = np.full(count, 8.0) if radii is None else radii
    positions = _first_guess(count, links)
    positions = _relax(positions, links)
    positions = _turn(positions)
    positions[:, 1] *= np.clip(np.ptp(positions[:, 0]) / max(np.ptp(positions[:, 1]), 1e-9), 1, 1.3)
    positions *= SPACING * np.sqrt(count) / (3.4 * max(float(positions.std()), 1e-9))
    positions = _separate(positions, radii)
    rounded: Ints = np.rint(positions - (positions.max(0) + positions.min(0)) / 2).astype(np.int64)
    return rounded


def _first_guess(count: int, links: Links) -> Floats:
    """Return rough positions: the two main axes of the hop distances to a few far-apart nodes."""
    noise = np.random.default_rng(7).normal(size=(count, 2))
    hops = _pivot_distances(count, links, min(_PIVOTS, count))
    hops = hops**2
    hops = hops - hops.mean(0) - hops.mean(1, keepdims=True) + hops.mean()
    _, axes = np.linalg.eigh(hops.T @ hops)
    guess: Floats = hops @ axes[:, -2:] if axes.shape[1] > 1 else noise
    guess = guess / np.maximum(guess.std(0), 1e-9)
    mixed: Floats = (guess + 0.25 * noise) * float(np.sqrt(count))
    return mixed


def _pivot_distances(count: int, links: Links, pivots: int) -> Floats:
    source = np.concatenate([links.source, links.target])
    target = np.concatenate([links.target, links.source])
    nearest = np.full(count, np.inf)
    distances = np.zeros((count, pivots))
    pivot = int(np.bincount(source, minlength=count).argmax())
    for column in range(pivots):
        distances[:, column] = _hops(count, source, target, pivot)
        nearest = np.minimum(nearest, distances[:, column])
        pivot = int(nearest.argmax())
    return distances


def _hops(count: int, source: Ints, target: Ints, start: int) -> Floats:
    hops = np.full(count, -1.0)
    hops[start] = 0
    step = 0
    while True:
        reached = target[(hops[source] == step) & (hops[target] < 0)]
        if not len(reached):
            break
        step += 1
        hops[reached] = step
    hops[hops < 0] = step + 2
    return hops


def _relax(positions: Floats, links: Links) -> Floats:
    """Return positions after the forces have worked, ever more gently."""
    count = len(positions)
    ends = np.concatenate([links.source, links.target])
    mass = (1.0 + np.bincount(ends, minlength=count)).astype(np.float64)
    steps = 300 if count <= 2_000 else 220 if count <= 12_000 else 120
    field = _Field(64 if count <= 600 else 128 if count <= 6_000 else 256)
    span = float(np.ptp(positions, axis=0).max()) or 1.0
    for heat in np.linspace(0.06, 0.0005, steps) * span:
        force = field.repulsion(positions, mass) + _attraction(positions, links)
        force -= _GRAVITY * mass[:, None] * positions
        force /= mass[:, None]
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-12)
        positions = positions + force * (np.minimum(length, heat) / length)[:, None]
    return positions


def _attraction(positions: Floats, links: Links) -> Floats:
    pull = (positions[links.target] - positions[links.source]) * links.weight[:, None]
    count = len(positions)
    force = np.empty_like(positions)
    for axis in (0, 1):
        force[:, axis] = np.bincount(links.source, pull[:, axis], count) - np.bincount(
            links.target, pull[:, axis], count
        )
    return force


class _Field:
    """The repulsion of many masses, computed on a square grid of `cells` by `cells`."""

    def __init__(self, cells: int) -> None:
        self.cells = cells
        offsets = np.minimum(np.arange(2 * cells), 2 * cells - np.arange(2 * cells))
        square = np.maximum(offsets[:, None] ** 2 + offsets[None, :] ** 2, 0.25)
        self.kernel = np.fft.rfft2(-0.5 * np.log(square))

    def repulsion(self, positions: Floats, mass: Floats, *, strength: float = 1.0) -> Floats:
        """Return the force on each node: the sum of mass * mass / distance over all others."""
        low = positions.min(0)
        side = max(float(np.ptp(positions, axis=0).max()), 1e-6) / (self.cells - 5)
        at = (positions - low) / side + 2
        corner = np.floor(at).astype(np.int64)
        corners = _corners(corner, at - corner)
        density = np.zeros(self.cells * self.cells)
        for cell, share in corners:
            density += np.bincount(
                cell[:, 0] * self.cells + cell[:, 1], share * mass, self.cells * self.cells
            )
        potential = self._potential(density.reshape(self.cells, self.cells))
        slopes = [(np.roll(potential, 1, axis) - np.roll(potential, -1, axis)) for axis in (0, 1)]
        force = np.zeros_like(positions)
        for cell, share in corners:
            for axis in (0, 1):
                force[:, axis] += share * slopes[axis][cell[:, 0], cell[:, 1]]
        scaled: Floats = force * (0.5 * strength / side) * mass[:, None]
        return scaled

    def _potential(self, density: Floats) -> Floats:
        size = (2 * self.cells, 2 * self.cells)
        spread = np.fft.irfft2(np.fft.rfft2(density, size) * self.kernel, size)
        potential: Floats = spread[: self.cells, : self.cells]
        return potential


def _corners(corner: Ints, part: Floats) -> list[tuple[Ints, Floats]]:
    """Return the four grid cells around each point and the share of each in it."""
    found = []
    for across in (0, 1):
        for down in (0, 1):
            share = np.abs(1 - across - part[:, 0]) * np.abs(1 - down - part[:, 1])
            found.append((corner + np.array([across, down]), share))
    return found


def _turn(positions: Floats) -> Floats:
    """Return the positions turned so that their long side lies flat, whatever sign eigh picks."""
    centred = positions - positions.mean(0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned: Floats = centred @ axes[:, ::-1]
    signs = np.where((turned**3).sum(0) < 0, -1.0, 1.0)
    return turned * signs


def _separate(positions: Floats, radii: Floats, *, margin: float = 9.0) -> Floats:
    """Return the positions with overlapping nodes pushed apart."""
    positions = positions.copy()
    band = 2 * float(radii.max()) + margin
    for turn in range(80):
        axis = turn % 2
        rows = np.floor((positions[:, 1 - axis] + (turn % 4 // 2) * band / 2) / band)
        order = np.lexsort((positions[:, axis], rows))
        pushed = [_push(positions, order, radii, ahead, margin) for ahead in range(1, 9)]
        if True not in pushed:
            break
    return positions


def _push(positions: Floats, order: Ints, radii: Floats, ahead: int, margin: float) -> bool:
    if ahead >= len(order):
        return False
    one, other = order[:-ahead], order[ahead:]
    gap = positions[other] - positions[one]
    distance = np.hypot(gap[:, 0], gap[:, 1])
    lacking = radii[one] + radii[other] + margin - distance
    close = lacking > 0
    if not close.any():
        return False
    one, other, gap = one[close], other[close], gap[close]
    away = np.where(distance[close, None] > 1e-6, gap, [[1.0, 0.5]])
    away /= np.hypot(away[:, 0], away[:, 1])[:, None]
    shift = away * (lacking[close] * 0.3)[:, None]
    np.add.at(positions, one, -shift)
    np.add.at(positions, other, shift)
    return True
