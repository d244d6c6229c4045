"""Parsers err: whatever trees they give, finding what a story states comes to an end."""

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from tests.parsing import VOCAB, mark_mentions, mark_themes, parse, token_of

from storygraph.detect.frames import load_frames
from storygraph.detect.predicates import verb_arguments
from storygraph.detect.relations import find_relations
from storygraph.detect.syntax import conjuncts, predicated_of

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


def test_one_of_nothing_described_by_its_own_clause_has_an_end():
    doc = mark_mentions(
        parse(
            "Of/of IN case 2 | one CD ROOT 0 | who WP nsubj 4 | married/marry VBD acl:relcl 2 |"
            "Aru NNP obj 4"
        ),
        person="Aru",
    )
    assert find_relations(doc, FRAMES) == []


def test_a_chain_of_phrases_gives_its_verb_each_of_them_once():
    phrases = [
        f"{'in' if n % 2 else 'at'} IN case {2 * n + 4} | wood NN {{}} {{}}" for n in range(60)
    ]
    hung = [
        phrase.format("conj" if n else "obl", 2 * n + 2 if n else 2)
        for n, phrase in enumerate(phrases)
    ]
    table = "She PRP nsubj 2 | lived/live VBD ROOT 0 | " + " | ".join(hung)
    doc = mark_mentions(parse(f"{table} | Riga NNP appos 122"), person="She", place="Riga")
    found = verb_arguments(token_of(doc, "lived"))
    assert len({(each.role, each.token.i) for each in found}) <= len(found) < 4 * len(doc)
    assert len(find_relations(doc, FRAMES)) < 10


def test_a_thousand_coordinated_names_are_no_deeper_than_one():
    doc = parse(" | ".join(f"baker NN {f'conj {n}' if n else 'ROOT 0'}" for n in range(1200)))
    assert len(conjuncts(doc[0])) == 1200
    assert predicated_of(doc[1199]) == []


def test_roots_that_are_not_called_so_end_all_climbing():
    for dep in ("conj", "appos", "flat", "compound", "acl", "nmod"):
        doc = Doc(
            VOCAB, ["novel"], pos=["NOUN"], tags=["NN"], lemmas=["novel"], heads=[0], deps=[dep]
        )
        find_relations(mark_mentions(doc, artwork="novel"), FRAMES)
        assert predicated_of(doc[0]) == []


def test_of_a_crowd_nobody_is_said_to_have_met_each():
    def met(count):
        names = [f"Aru{n} NNP {'conj 1' if n else 'nsubj ' + str(count + 1)}" for n in range(count)]
        doc = parse(" | ".join([*names, "met/meet VBD ROOT 0"]))
        doc = mark_mentions(doc, person=", ".join(f"Aru{n}" for n in range(count)))
        return sum(each.name == "met" for each in find_relations(doc, FRAMES))

    assert (met(3), met(12), met(13)) == (3, 66, 0)
