"""The regressions of themes without words, on made-up stories."""

import numpy as np
from training.implicit import Example, crossed, fit, fit_sentences, learn, report, table_of

from storygraph.detect.implicit import ImplicitThemes

AT_SEA, INDOORS = (1.0, 0.0), (0.0, 1.0)


def story(*, is_of_sea: bool, is_worded: bool = False) -> Example:
    """Return a story of two sentences, one of them of the sea or both indoors."""
    vectors = np.array([AT_SEA if is_of_sea else INDOORS, INDOORS], dtype=np.float32)
    worded = [{"sea"} if is_worded else set(), set()]
    told = {"harbour": 0.9 if is_of_sea else 0.1}
    return Example(told, vectors, worded, frozenset({"sea"} if is_of_sea else ()))


STORIES = [story(is_of_sea=n % 2 == 0, is_worded=n % 4 == 0) for n in range(400)]


def test_the_regression_follows_what_it_was_shown():
    rng = np.random.default_rng(0)
    columns = rng.normal(size=(500, 3))
    right = (columns[:, :1] + rng.normal(size=(500, 1)) > 1).astype(bool)
    weights = fit(columns, right)[:, 0]
    assert weights[0] > 3 * abs(weights[1:3]).max()
    likely = 1 / (1 + np.exp(-columns @ weights[:-1] - weights[-1]))
    assert abs(likely.mean() - right.mean()) < 1e-3  # the bias is not held back


def test_the_regression_learns_from_nothing_unknown():
    rng = np.random.default_rng(1)
    columns, right = rng.normal(size=(300, 2)), rng.random((300, 1)) < 0.5
    known = np.ones_like(right)
    known[150:] = False
    changed = right.copy()
    changed[150:] = ~changed[150:]
    assert np.allclose(fit(columns, right, known), fit(columns, changed, known))


def test_rare_themes_and_clues_are_left_out():
    rare = Example({"attic": 1.0}, np.zeros((1, 2), np.float32), [set()], frozenset({"loss"}))
    table = table_of([*STORIES, rare])
    assert (table.themes, table.clues) == (["sea"], ["harbour"])


def test_what_is_learnt_names_the_theme_and_its_sentence():
    table = table_of(STORIES)
    weights = learn(table) | {"sentences": fit_sentences(STORIES, table.themes)}
    network = ImplicitThemes(weights, table.themes, table.clues)
    untold = [story(is_of_sea=is_of_sea) for is_of_sea in (True, False)]
    at_sea, indoors = (network.likely(e.told, e.vectors.mean(axis=0))["sea"] for e in untold)
    assert at_sea > 0.5 > indoors
    scores = np.array([AT_SEA, INDOORS]) @ weights["sentences"][:-1] + weights["sentences"][-1]
    assert scores[0, 0] > scores[1, 0]


def test_the_report_tells_of_held_out_stories():
    table = table_of(STORIES)
    lines = list(report(table, STORIES, crossed(table, 5)))
    assert len(lines) == 4
    assert all("100.0% of all listed" in line for line in lines)
