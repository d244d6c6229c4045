"""Who worked with whom, as it follows from what they made."""

from storygraph.detect.company import find_company
from storygraph.detect.context import FoundEnd, FoundRelation

#: Tokens 0 to 4 are the first sentence, and so on.
SENTENCES = [number // 5 for number in range(30)]


def made(who: str, at: int, sentence: int) -> FoundRelation:
    maker = FoundEnd("entity", who, at, at + 1, 1.0)
    return FoundRelation(
        "created", maker, FoundEnd("entity", "9", 6, 7, 1.0), sentence, "rule", 0.8
    )


def test_makers_of_one_work_worked_together():
    (found,) = find_company([made("0", 5, 1), made("1", 8, 1)], SENTENCES)
    assert (found.name, found.subject.key, found.object.key) == ("worked_with", "0", "1")
    assert found.sentence == 1


def test_a_maker_who_is_told_elsewhere_stands_in_no_sentence_with_another():
    assert list(find_company([made("0", 25, 1), made("1", 8, 1)], SENTENCES)) == []


def test_makers_in_two_sentences_are_no_company():
    assert list(find_company([made("0", 5, 1), made("1", 12, 2)], SENTENCES)) == []


def test_a_band_is_no_company_of_its_members():
    joined = made("1", 8, 1)._replace(name="member_of", object=FoundEnd("entity", "0", 5, 6, 1.0))
    assert list(find_company([made("0", 5, 1), made("1", 8, 1), joined], SENTENCES)) == []
