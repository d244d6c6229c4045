"""Parsers err: whatever trees they give, finding what a story states comes to an end."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.parsing import mark_mentions, mark_themes, parse

from storygraph.detect.frames import load_frames
from storygraph.detect.relations import find_relations

FRAMES = load_frames()
DOMBRA = ("dombra", "dombra", "instrument music", "noun")
NAMES = {"Aru": "person", "Omar": "person", "Riga": "place", "Academy": "organization"}
WORDS = st.sampled_from(
    """Aru NNP
    Omar NNP
    Riga NNP
    Academy NNP
    she PRP
    her PRP$
    who WP
    sister NN
    painter NN
    dombra NN
    showing/show VBG
    born/bear VBN
    married/marry VBD
    taught/teach VBD
    was/be VBD
    play VB
    in IN
    , ,""".splitlines()
)
DEPS = st.sampled_from(
    """nsubj nsubj:pass obj obl nmod nmod:poss appos acl acl:relcl advcl ccomp xcomp conj case cop
    parataxis""".split()
)


@st.composite
def trees(draw):
    """Draw a table of `parse`: words in any order, hung on each other in any way."""
    words = draw(st.lists(WORDS, min_size=2, max_size=7))
    order = draw(st.permutations(range(len(words))))
    rows = [""] * len(words)
    for number, index in enumerate(order):
        head = order[draw(st.integers(0, number - 1))] + 1 if number else 0
        rows[index] = f"{words[index].strip()} {draw(DEPS) if number else 'ROOT'} {head}"
    return " | ".join(rows)


@settings(max_examples=1000, deadline=None)
@given(trees())
def test_any_tree_is_read_and_what_is_found_lies_in_it(table):
    doc = parse(table)
    here = {token.text for token in doc}
    if not here & set(NAMES):
        return
    kinds = {
        kind: ", ".join(name for name in NAMES if NAMES[name] == kind and name in here)
        for kind in set(NAMES.values())
    }
    doc = mark_mentions(doc, **{kind: listed for kind, listed in kinds.items() if listed})
    found = find_relations(mark_themes(doc, *([DOMBRA] if "dombra" in here else [])), FRAMES)
    for each in found:
        for _, _, start, end in (each.subject, each.object):
            assert 0 <= start < end <= len(doc)
        assert 0 < each.confidence <= 1
