"""Reading mentions from left to right, with a ranker made by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.parsing import mark_names, parse

from storygraph.detect.antecedents import PAIR_WIDTH, Pairs
from storygraph.detect.beliefs import Entities
from storygraph.detect.coreference import People, read_people, resolve
from storygraph.detect.mention_table import NOMINAL
from storygraph.detect.resolver import reading_order, settle

SANG = "Aru NNP nsubj 2 | sang/sing VBD ROOT 0 | . . punct 2"
SLEPT = "She PRP nsubj 2 | slept/sleep VBD ROOT 0 | . . punct 2"
SPEECH = (
    "“~ `` punct 3 | I PRP nsubj 3 | sing VBP ccomp 8 | at IN case 5 | dawn NN obl 3 |"
    ", , punct 8 | ” '' punct 8 | said/say VBD ROOT 0 | Aru NNP nsubj 8 | . . punct 8"
)


class Nearest:
    """Stands in for the network: gives the last candidates fixed shares."""

    def __init__(self, *shares: float) -> None:
        self.shares = shares

    def prepare(self, table):
        return table

    def rank(self, made, row, rows, pairs):
        given = self.shares[: len(rows)]
        return np.array([0.0] * (len(rows) - len(given)) + [*given][::-1], dtype=np.float32)

    def confidence(self, kind, sure):
        return sure


def people_of(table: str, *, nouns: tuple[str, ...] = (), **labels: str) -> People:
    doc = mark_names(parse(table), labels)
    likely = np.array([token.text in nouns for token in doc], dtype=bool)
    return read_people(doc, likely)


def settled(people: People, ranker: Nearest, known: dict[int, int] | None = None):
    return settle(people.table, ranker, named=people.named, known=known or {})


def test_a_mention_joins_the_entity_with_the_greatest_share():
    people = people_of(f"{SANG}\n\n{SLEPT}", Aru="PERSON")
    assert [(each.entity, each.sure) for each in settled(people, Nearest(0.8))] == [
        (0, 1.0),
        (0, pytest.approx(0.8)),
    ]


def test_a_mention_of_nobody_known_is_somebody_new_without_a_name():
    people = people_of(f"{SANG}\n\n{SLEPT}", Aru="PERSON")
    _, she = settled(people, Nearest(0.3))
    assert she.entity >= people.named


def test_doubt_is_passed_on():
    people = people_of(f"{SANG}\n\n{SLEPT}\n\n{SLEPT}", Aru="PERSON")
    _, first, second = settled(people, Nearest(0.8))
    assert second.entity == first.entity == 0
    assert second.sure == pytest.approx(0.8 * 0.8)


def test_what_other_rules_have_found_is_kept():
    people = people_of(f"{SANG}\n\n{SLEPT}", Aru="PERSON")
    _, she = settled(people, Nearest(0.0), {1: 0})
    assert (she.entity, she.sure) == (0, pytest.approx(0.9))


def test_a_name_may_come_after_the_noun_that_it_belongs_to():
    man = "A DT det 2 | stranger NN nsubj 3 | came/come VBD ROOT 0 | . . punct 3"
    people = people_of(f"{man}\n\n{SANG}", nouns=("stranger",), Aru="PERSON")
    assert [each.entity for each in settled(people, Nearest(0.9))] == [0, 0]
    assert [each.entity for each in settled(people, Nearest(0.3))] == [1, 0]


def test_speech_is_read_after_the_one_who_speaks_it():
    people = people_of(SPEECH, Aru="PERSON")
    assert [people.table.spans[row].text for row in reading_order(people.table)] == ["Aru", "I"]
    assert people.table.speech == (1,)


def test_nouns_that_denote_no_people_are_no_mentions():
    table = "The DT det 2 | loom NN nsubj 3 | broke/break VBD ROOT 0 | . . punct 3"
    assert len(people_of(table).table) == 0
    assert [s.text for s in people_of(table, nouns=("loom",)).table.spans] == ["The loom"]


def test_a_noun_beside_a_name_is_part_of_the_name():
    table = "The DT det 2 | painter NN compound 3 | Aru NNP nsubj 4 | left/leave VBD ROOT 0"
    people = people_of(table, nouns=("painter",), Aru="PERSON")
    assert [span.text for span in people.table.spans] == ["Aru"]


@given(st.lists(st.sampled_from([SANG, SLEPT]), min_size=1, max_size=9), st.floats(0, 1))
def test_every_mention_denotes_one_entity_and_names_keep_theirs(sentences, share):
    people = people_of("\n\n".join([SANG, *sentences]), Aru="PERSON")
    found = settled(people, Nearest(share))
    assert [each.row for each in found] == list(range(len(people.table)))
    assert all(0 <= each.sure <= 1 + 1e-6 and each.entity >= 0 for each in found)
    named = [each.entity for each in found if people.table.cluster[each.row] >= 0]
    assert set(named) == {0}


@given(st.lists(st.sampled_from([SANG, SLEPT, SPEECH]), min_size=1, max_size=6))
def test_what_stands_before_a_mention_is_described_by_finite_numbers(sentences):
    people = people_of("\n\n".join([SANG, *sentences]), Aru="PERSON")
    table = people.table
    entities = Entities.empty(table.cluster, people.named + len(table))
    pairs = Pairs(table)
    for row in reading_order(table):
        rows, standing = pairs.candidates(row, entities)
        assert row not in rows
        assert (entities.of[rows] >= 0).all()
        assert standing.shape == (len(rows), PAIR_WIDTH)
        assert np.isfinite(standing).all()
        entities.add(table, row, 0, 1.0)


def test_how_mentions_stand_to_each_other_does_not_depend_on_who_is_asked_first():
    people = people_of("\n\n".join([SANG, SLEPT, SPEECH] * 25), Aru="PERSON")
    table = people.table
    entities = Entities.empty(np.zeros(len(table), dtype=np.int64), 1)
    pairs = Pairs(table)
    for row in [*range(len(table)), *range(0, len(table), 7)]:
        rows, standing = pairs.candidates(row, entities)
        alone_rows, alone = Pairs(table).candidates(row, entities)
        assert rows.tolist() == alone_rows.tolist()
        assert (standing == alone).all()


MAN_CAME = "A DT det 2 | man NN nsubj 3 | came/come VBD ROOT 0 | . . punct 3"
HE_LEFT = "He PRP nsubj 2 | left/leave VBD ROOT 0 | . . punct 2"


class NearestAmongNouns(Nearest):
    """The same, and it takes the tokens of a list for nouns that denote people."""

    def __init__(self, *shares: float, nouns: tuple[str, ...] = ()) -> None:
        super().__init__(*shares)
        self.nouns = nouns

    def person_nouns(self, doc):
        return np.array([token.text in self.nouns for token in doc], dtype=bool)


def pronouns(table: str, ranker: Nearest) -> list[tuple[str, float]]:
    doc = mark_names(parse(table), {"Aru": "PERSON"})
    group = resolve(doc, ranker)
    return [
        (span.text, sure)
        for span, sure in zip(group, group.attrs["confidence"], strict=True)
        if span.id_ == "pronoun"
    ]


def test_a_sure_ranker_decides():
    assert pronouns(f"{SANG}\n\n{SLEPT}", NearestAmongNouns(0.9)) == [("She", 0.9)]


def test_a_pronoun_is_left_open_where_the_ranker_knows_nobody():
    assert pronouns(f"{SANG}\n\n{SLEPT}", NearestAmongNouns(0.1)) == []


@pytest.mark.parametrize(
    "kin",
    [
        "His PRP$ nmod:poss 2 | uncle NN nsubj 5 | , , punct 4 | Bek NNP appos 2",
        "His PRP$ nmod:poss 3 | uncle NN compound 3 | Bek NNP nsubj 5 | now RB advmod 5",
    ],
)
def test_nobody_is_his_own_uncle(kin):
    table = f"{SANG}\n\n{kin} | sang/sing VBD ROOT 0 | . . punct 5"
    doc = mark_names(parse(table), {"Aru": "PERSON", "Bek": "PERSON"})
    people = read_people(doc, np.zeros(len(doc), dtype=bool))
    his = [each.text for each in people.table.spans].index("His")
    assert settled(people, Nearest(0.9))[his].entity == 0


def test_a_name_is_not_given_to_whom_it_belongs():
    table = (
        "A DT det 2 | stranger NN nsubj 3 | came/come VBD ROOT 0 | . . punct 3\n\n"
        "His PRP$ nmod:poss 2 | uncle NN nsubj 5 | , , punct 4 | Bek NNP appos 2 | "
        "sang/sing VBD ROOT 0 | . . punct 5"
    )
    people = people_of(table, nouns=("stranger",), Bek="PERSON")
    assert [each.entity for each in settled(people, Nearest(0.9))] == [1, 1, 0]


def test_somebody_without_a_name_who_is_well_described_is_not_taken_for_somebody_named():
    table = "\n\n".join([SANG, MAN_CAME, MAN_CAME, HE_LEFT])
    ranker = NearestAmongNouns(nouns=("man",))
    ranker.rank = lambda made, row, rows, pairs: (
        np.array([0.9 if made.kind[each] == NOMINAL else 0.0 for each in rows], dtype=np.float32)
        / max(1, sum(made.kind[each] == NOMINAL for each in rows))
    )
    assert pronouns(table, ranker) == []
