"""Converters of flat entity sets, on invented sentences in the sets' formats."""

from training.convert.crossner import convert as convert_crossner
from training.convert.flat import convert_btc, convert_uner, convert_wikigold, convert_wnut
from training.docs import labels_of


def lines(text):
    return [row.replace(" ", "\t") for row in text.strip("\n").split("\n")]


def spans(doc):
    return [(span.text, span.label_) for span in doc.ents]


def test_crossner_fine_types_become_the_seven():
    rows = "Ona B-musicalartist\nsang O\nBlue B-song\nClay I-song\nin O\nRavenna B-country\n. O"
    (doc,) = convert_crossner(lines(rows))
    assert spans(doc) == [("Ona", "PERSON"), ("Blue Clay", "WORK_OF_ART"), ("Ravenna", "GPE")]
    assert doc.text.strip() == "Ona sang Blue Clay in Ravenna."


def test_crossner_misc_is_missing_for_works_and_outside_for_nationalities():
    (doc,) = convert_crossner(lines("the O\nNorwegian B-misc\nfilm O\nGullfalk B-misc"))
    assert labels_of(doc) == ["O", "O", "O", "-"]


def test_crossner_awards_are_outside():
    (doc,) = convert_crossner(lines("the O\nHeron B-award\nPrize I-award"))
    assert labels_of(doc) == ["O", "O", "O"]


def test_crossner_joins_a_divided_possessive():
    (doc,) = convert_crossner(lines("Ona B-writer\n' O\ns O\nbook O"))
    assert [token.text for token in doc] == ["Ona", "'s", "book"]
    assert doc.text.startswith("Ona's book")


def test_crossner_skips_texts_that_repeat_test_data():
    rows = lines("Ona B-writer\nleft O")
    (doc,) = convert_crossner(rows)
    assert list(convert_crossner(rows, skip_texts=frozenset([doc.text]))) == []


def test_places_are_narrowed_where_the_name_tells():
    rows = "Lake B-location\nVosk I-location\n, O\nPine B-location\nStreet I-location\n, O"
    (doc,) = convert_wnut(lines(f"{rows}\nVosk B-location"))
    assert [label for _, label in spans(doc)] == ["LOC", "FAC", "PLACE"]


def test_wnut_products_are_missing():
    (doc,) = convert_wnut(lines("my O\nZephyr B-product\nbroke O"))
    assert labels_of(doc) == ["O", "-", "O"]


def test_wikigold_reads_inside_labels_as_beginnings():
    rows = ["Ona I-PER", "met O", "Bel I-PER", "Tarn I-PER", "in O", "the O", "Danish I-MISC"]
    (doc,) = convert_wikigold(rows)
    assert spans(doc) == [("Ona", "PERSON"), ("Bel Tarn", "PERSON")]
    assert labels_of(doc)[-1] == "O"


def test_btc_joins_accounts_and_leaves_them_open():
    (doc,) = convert_btc(lines("@ B-PER\nona B-PER\nhello O"))
    assert [token.text for token in doc] == ["@ona", "hello"]
    assert labels_of(doc) == ["-", "O"]


def test_uner_leaves_capitals_outside_its_three_types_open():
    rows = ["# sent_id = 1", "1\tWe\tO\t-\t-", "2\tread\tO\t-\t-", "3\tBlue\tO\t-\t-"]
    rows += ["4\tClay\tO\t-\t-", "5\tin\tO\t-\t-", "6\tVosk\tB-LOC\t-\tx"]
    (doc,) = convert_uner(rows)
    assert labels_of(doc) == ["O", "O", "-", "-", "O", "B-PLACE"]


def test_titles_stay_outside_persons_but_nobility_belongs_to_them():
    rows = "Mrs. B-person\nTarn I-person\nmet O\nLady B-person\nVosk I-person"
    (doc,) = convert_crossner(lines(rows))
    assert spans(doc) == [("Tarn", "PERSON"), ("Lady Vosk", "PERSON")]
