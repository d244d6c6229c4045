"""Names of one story made consistent."""

import pytest
from spacy.tokens import Doc, Span
from tests.parsing import VOCAB, mark_names, parse, texts, words

from storygraph.detect.names import find_names, find_repeats, retype, trim, with_honorific


def named(text: str, **labels: str) -> dict[str, str]:
    """Return what is named in a text where `labels` were tagged once: `Aru_Bek="PERSON"`."""
    doc = words(text)
    doc.ents = [first(doc, name.replace("_", " "), label) for name, label in labels.items()]
    return {span.text: span.label_ for span in find_names(doc)}


def first(doc: Doc, text: str, label: str) -> Span:
    start = doc.text.index(text)
    span = doc.char_span(start, start + len(text), label=label, alignment_mode="expand")
    assert span is not None
    return span


def test_a_name_tagged_once_is_found_wherever_it_stands():
    doc = words("Aru sang. Then Aru slept.")
    doc.ents = [first(doc, "Aru", "PERSON")]
    assert texts(find_names(doc)) == ["Aru", "Aru"]


def test_the_marks_of_an_interview_name_nobody():
    doc = words("Q. Aru, was it dry? A. It was. Q. And then? A. I left.")
    doc.ents = [Span(doc, 0, 2, label="PERSON"), first(doc, "A.", "PERSON")]
    assert texts(find_names(doc)) == ["Aru"]


def test_a_name_has_one_type_wherever_it_stands():
    doc = words("Aru sang. Aru slept. Then Aru ate.")
    doc.ents = [
        Span(doc, 0, 1, label="PERSON"),
        Span(doc, 3, 4, label="GPE"),
        Span(doc, 7, 8, label="PERSON"),
    ]
    assert {span.label_ for span in find_names(doc)} == {"PERSON"}


@pytest.mark.parametrize("label", ["PERSON", "GPE", "ORG", "WORK_OF_ART"])
def test_languages_are_no_names(label):
    assert named("She sang in Wolof and wrote Wolof poems.", Wolof=label) == {}


def test_the_name_of_a_language_may_be_a_part_of_somebodys():
    found = named("Anna Welsh sang. Then Welsh slept.", Anna_Welsh="PERSON")
    assert found == {"Anna Welsh": "PERSON", "Welsh": "PERSON"}


def test_whose_relative_somebody_is_belongs_to_no_name():
    assert named("My Aunt Aru. Then Aunt Aru sang.", My_Aunt_Aru="PERSON") == {"Aunt Aru": "PERSON"}
    assert named("He sang My Aru to them.", My_Aru="WORK_OF_ART") == {"My Aru": "WORK_OF_ART"}


def test_the_stop_of_a_sentence_belongs_to_no_title_in_quotes():
    assert list(named("She sang “Red Door.” They slept.", Red_Door="WORK_OF_ART")) == ["Red Door"]
    doc = words("She sang “Red Door.” They slept.")
    doc.ents = [first(doc, "Red Door.", "WORK_OF_ART")]
    assert texts(find_names(doc)) == ["Red Door"]


def koto(capitals: int, label: str = "PERSON") -> dict[str, str]:
    """Return what is named where "Koto" has a capital so often, and is a noun without."""
    tables = ["Koto NNP nsubj 2 | sounded/sound VBD ROOT 0"] * capitals
    tables.append("A DT det 2 | koto NN nsubj 3 | sounded/sound VBD ROOT 0")
    doc = parse("\n\n".join(tables))
    doc.ents = [Span(doc, 2 * i, 2 * i + 1, label=label) for i in range(capitals)]
    return {span.text: span.label_ for span in find_names(doc)}


@pytest.mark.parametrize("label", ["PERSON", "GPE", "ORG"])
def test_a_noun_of_the_story_is_no_name_for_a_capital_now_and_then(label):
    assert koto(1, label) == {}
    assert koto(3, label) == {"Koto": label}


def test_a_noun_of_the_story_may_be_a_title():
    assert koto(1, "WORK_OF_ART") == {"Koto": "WORK_OF_ART"}


def test_part_of_a_full_name_is_the_person():
    found = named("Aru Bek sang. Later Bek slept.", Aru_Bek="PERSON")
    assert found == {"Aru Bek": "PERSON", "Bek": "PERSON"}


def test_a_place_that_a_preposition_locates_is_no_person_of_that_surname():
    doc = words("Jack London wrote. He lived in London.")
    doc.ents = [first(doc, "Jack London", "PERSON"), Span(doc, 7, 8, label="GPE")]
    assert [(s.text, s.label_) for s in find_names(doc)] == [
        ("Jack London", "PERSON"),
        ("London", "GPE"),
    ]


def test_a_word_that_also_stands_in_lower_case_is_not_carried_through_the_story():
    doc = words("Rose sang. Rose picked a rose.")
    doc.ents = [Span(doc, 0, 1, label="PERSON")]
    assert len(find_names(doc)) == 1


def test_a_longer_name_wins_over_a_shorter_one_inside_it():
    doc = words("In Almaty stands the Almaty Opera House.")
    doc.ents = [Span(doc, 1, 2, label="GPE"), Span(doc, 4, 7, label="ORG")]
    assert [(s.text, s.label_) for s in find_names(doc)] == [
        ("Almaty", "GPE"),
        ("Almaty Opera House", "ORG"),
    ]


@pytest.mark.parametrize(
    ("tokens", "span", "label", "kept"),
    [
        (["the", "Ural", "Museum"], (0, 3), "ORG", "Ural Museum"),
        (["The", "Night", "Loom"], (0, 3), "WORK_OF_ART", "The Night Loom"),
        (["Aru", "Bek", "'s"], (0, 3), "PERSON", "Aru Bek"),
        (["“", "Aru", "”", ","], (0, 4), "PERSON", "Aru"),
        (["\n\n", "Aru"], (0, 2), "PERSON", "Aru"),
    ],
)
def test_a_name_is_trimmed_at_its_edges(tokens, span, label, kept):
    trimmed = trim(Span(words(""), 0, 0, label=label) if not tokens else cut(tokens, span, label))
    assert trimmed is not None
    assert trimmed.text == kept


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Aru NNP obj 0 | timidly RB advmod 1", "Aru"),
        ("Aru NNP obj 0 | haggard JJ amod 1", "Aru"),
        ("Aru NNP nsubj 0 | the DT det 1 | younger JJR flat 1", "Aru the younger"),
        ("Aru NNP nsubj 0 | apa NN flat 1", "Aru apa"),
    ],
)
def test_how_somebody_acts_is_no_part_of_a_name(sentence, kept):
    doc = parse(sentence)
    assert trim(Span(doc, 0, len(doc), label="PERSON")).text == kept


def cut(tokens: list[str], span: tuple[int, int], label: str) -> Span:
    return Span(Doc(words("").vocab, tokens), *span, label=label)


def test_which_festival_it_is_is_no_part_of_its_name():
    span = cut(["fifth", "Silk", "Festival"], (0, 3), "EVENT")
    span[0].set_morph("Degree=Pos|NumForm=Word|NumType=Ord")
    trimmed = trim(span)
    assert trimmed is not None
    assert trimmed.text == "Silk Festival"


def test_signs_without_a_letter_are_no_name():
    assert trim(cut(["“", "1962", "”"], (0, 3), "PERSON")) is None


@pytest.mark.parametrize(
    ("text", "tagged", "label"),
    [
        ("Ural State Theatre", "PERSON", "ORG"),
        ("Museum of Stone", "GPE", "ORG"),
        ("Spring Festival", "GPE", "EVENT"),
        ("Linden Street", "GPE", "FAC"),
        ("Linden Street", "ORG", "ORG"),
        ("Town Hall", "EVENT", "EVENT"),
        ("Charyn Canyon", "PERSON", "LOC"),
        ("Lake Sevan", "GPE", "LOC"),
        ("Aru Bek", "PERSON", "PERSON"),
        ("The Museum", "WORK_OF_ART", "WORK_OF_ART"),
    ],
)
def test_the_head_noun_tells_what_a_name_denotes(text, tagged, label):
    doc = words(text)
    assert retype(Span(doc, 0, len(doc), label=tagged)).label_ == label


def test_a_name_that_only_ever_modifies_a_noun_is_an_adjective():
    doc = parse("She PRP nsubj 2 | loves/love VBZ ROOT 0 | Kazakh JJ amod 4 | music NN obj 2")
    assert find_names(mark_names(doc, {"Kazakh": "GPE"})) == ()


def test_a_place_that_a_preposition_locates_before_a_noun_stays_a_place():
    doc = parse(
        "They PRP nsubj 2 | live VBP ROOT 0 | in IN case 4 | Riga NNP obl 2 | today NN obl 2"
    )
    assert texts(find_names(mark_names(doc, {"Riga": "GPE"}))) == ["Riga"]


def test_titles_before_a_person_belong_to_the_name():
    doc = words("Old Professor Bek spoke.")
    assert with_honorific(Span(doc, 2, 3, label="PERSON")).text == "Old Professor Bek"


def test_a_noun_in_lower_case_is_no_title():
    doc = words("The old professor Bek spoke.")
    assert with_honorific(Span(doc, 3, 4, label="PERSON")).text == "Bek"


def test_repeats_are_found_whole_and_capitalised_only():
    doc = words("Night Loom hung there. The night loom. A Night.")
    assert texts(find_repeats(doc, {("night", "loom"): "WORK_OF_ART"})) == ["Night Loom"]


def test_labels_that_storygraph_does_not_know_are_kept():
    assert named("Aru sang last spring.", last_spring="DATE") == {"last spring": "DATE"}


def test_a_doc_without_names_stays_without():
    assert find_names(words("Nobody spoke.")) == ()


@pytest.mark.parametrize("tagged", ["WORK_OF_ART", "PERSON"])
def test_a_capital_article_in_mid_sentence_opens_a_title(tagged):
    assert named("Then came The Salt Road at last.", Salt_Road=tagged) == {
        "The Salt Road": "WORK_OF_ART"
    }


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("He played at the Bek and left the Bek.", "ORG"),
        ("He played at the Bek. Then Bek sang.", "PERSON"),
        ("He knew the Beks.", None),
        ("She was a Bek from Osh.", None),
        ("She was a Bek. Then Bek sang.", "PERSON"),
    ],
)
def test_a_name_that_always_has_an_article_is_no_person(text, label):
    doc = words(text)
    doc.ents = [Span(doc, t.i, t.i + 1, label="PERSON") for t in doc if "Bek" in t.text]
    assert {span.label_ for span in find_names(doc)} == ({label} if label else set())


def test_a_large_town_is_a_place_whatever_the_recogniser_says():
    assert named("We left Nairobi at noon.", Nairobi="PERSON") == {"Nairobi": "GPE"}
    assert named("Nairobi , 3 May. It rains.", Nairobi="ORG") == {"Nairobi": "GPE"}


def test_somebody_called_like_a_large_town_stays_a_person():
    doc = parse("Lima NNP nsubj 2 | laughed/laugh VBD ROOT 0 | . . punct 2")
    doc.ents = [Span(doc, 0, 1, label="PERSON")]
    assert [span.label_ for span in find_names(doc)] == ["PERSON"]
    met = named("He met Oslo Bek; Oslo slept.", Oslo_Bek="PERSON")
    assert met == {"Oslo Bek": "PERSON", "Oslo": "PERSON"}
    assert named("Mrs Lima slept.", Lima="PERSON") == {"Mrs Lima": "PERSON"}


def test_a_foreign_word_in_small_letters_is_no_name():
    assert named("Aru plays the dutar.", Aru="PERSON", dutar="PERSON") == {"Aru": "PERSON"}
    assert named("aru came home", aru="PERSON") == {"aru": "PERSON"}


@pytest.mark.parametrize("text", ['Adaeze "Bay" Okoro sang.', "Adaeze “Bay” Okoro sang."])
def test_a_nickname_in_quotes_is_part_of_the_name(text):
    found = named(text, Adaeze="PERSON", Bay="PERSON", Okoro="PERSON")
    assert list(found.values()) == ["PERSON"]
    assert len(next(iter(found)).split()) == 3


def test_a_name_does_not_end_in_a_small_word():
    doc = parse(
        "Mr NNP nmod 2 | Bek NNP nsubj 5 | of IN case 4 | Osh NNP nmod 2 | slept VBD ROOT 0"
    )
    assert trim(Span(doc, 1, 3, label="PERSON")).text == "Bek"


def test_a_noun_for_an_organization_announces_its_name():
    doc = parse("The DT det 2 | weekly NN nsubj 4 | Dawn NNP appos 2 | closed VBD ROOT 0")
    doc.ents = [Span(doc, 2, 3, label="PERSON")]
    assert [(s.text, s.label_) for s in find_names(doc)] == [("Dawn", "ORG")]


def test_a_trade_that_opens_a_sentence_is_no_name():
    assert named("Sculptor and teacher, Aru slept.", Sculptor="PERSON", Aru="PERSON") == {
        "Aru": "PERSON"
    }


def test_a_title_of_one_word_is_not_found_where_the_word_tells_of_what_kind_something_is():
    doc = parse(
        "Dawn NNP nsubj 2 | sold VBD ROOT 0 | . . punct 2\n\n"
        "Dawn NNP compound 2 | light NN nsubj 3 | fell VBD ROOT 0 | . . punct 3"
    )
    doc.ents = [Span(doc, 0, 1, label="WORK_OF_ART")]
    assert [span.start for span in find_names(doc)] == [0]


def test_a_dateline_names_a_place():
    text = "Tarn, 3 November\n\nDear Aru, nobody writes.\n\nOsh, 9 May 1961\n\nDear Dana."
    assert named(text, Aru="PERSON") == {"Tarn": "GPE", "Aru": "PERSON", "Osh": "GPE"}


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("Wednesday, September 7, 2016", []),
        ("Monday, 5 June 2006", []),
        ("Friday, Osh, 3 May 1956", ["Osh"]),
        ("Sunday, Monday, 3 May", ["Monday"]),
        ("Friday,", []),
    ],
)
def test_a_weekday_before_a_date_is_no_place(line, places):
    doc = words(f"{line}\n\nThey slept.")
    assert texts(find_names(doc)) == places


def test_a_heading_with_a_year_is_no_dateline():
    assert named("Tarn, 1961\n\nDear Aru.", Aru="PERSON") == {"Aru": "PERSON"}


def test_a_grandmother_is_no_town_though_towns_have_her_name():
    table = """
        Her PRP$ nmod:poss 2 | grandmother NN nsubj 6 | , , punct 4 | Sofia NNP appos 2 |
        , , punct 4 | slept/sleep VBD ROOT 0 | near IN case 8 | Sofia NNP obl 6
    """
    doc = parse(table)
    doc.ents = [Span(doc, 3, 4, label="PERSON"), Span(doc, 7, 8, label="GPE")]
    assert {span.label_ for span in find_names(doc)} == {"PERSON"}


def test_an_article_or_god_alone_is_no_name():
    assert named("The sea. God knows Aru.", The="WORK_OF_ART", God="PERSON", Aru="PERSON") == {
        "Aru": "PERSON"
    }


OPENED = """
    A DT det 2 | keeper NN nsubj 5 | , , punct 4 | Tarn NNP appos 2 | lived/live VBD ROOT 0 |
    near IN case 8 | the DT det 8 | workshop NN obl 5 | , , punct 11 | Rana NNP flat 11 |
    Bek NNP appos 8 | . . punct 5
"""
CLOSED = """
    Osh NNP nsubj 7 | , , punct 4 | a DT det 4 | settlement NN appos 1 | , , punct 1 |
    soon RB advmod 7 | grew/grow VBD ROOT 0 | . . punct 7
"""


@pytest.mark.parametrize(
    ("table", "tagged", "expected"),
    [
        (OPENED, {"Tarn": "GPE", "Rana Bek": "PERSON"}, {"Tarn": "PERSON", "Rana Bek": "ORG"}),
        (OPENED, {"Tarn": "PERSON", "Rana Bek": "ORG"}, {"Tarn": "PERSON", "Rana Bek": "ORG"}),
        (CLOSED, {"Osh": "PERSON"}, {"Osh": "GPE"}),
        (CLOSED, {"Osh": "LOC"}, {"Osh": "LOC"}),
    ],
)
def test_an_apposition_tells_what_a_name_denotes(table, tagged, expected):
    doc = parse(table)
    mark_names(doc, tagged)
    assert {span.text: span.label_ for span in find_names(doc)} == expected


def test_a_name_before_a_house_is_that_of_the_house():
    table = """
        The DT det 3 | Tarn NNP compound 3 | choir NN nsubj 4 | sang/sing VBD ROOT 0 |
        Tarn NNP compound 6 | rain NN obj 4 | . . punct 4
    """
    doc = parse(table)
    doc.ents = [Span(doc, 1, 2, label="ORG")]
    assert [(span.start, span.label_) for span in find_names(doc)][:1] == [(1, "ORG")]
    doc.ents = [Span(doc, 1, 2, label="GPE")]
    assert find_names(doc) == ()


def test_a_given_name_alone_is_the_person_though_once_taken_for_a_place():
    doc = words("Yara Bek sang. Yara burned. She lived in Tarn. Tarn Odo slept.")
    spans = [(0, 2, "PERSON"), (4, 5, "GPE"), (10, 11, "GPE"), (12, 14, "PERSON")]
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in spans]
    assert [(span.text, span.label_) for span in find_names(doc)] == [
        ("Yara Bek", "PERSON"),
        ("Yara", "PERSON"),
        ("Tarn", "GPE"),
        ("Tarn Odo", "PERSON"),
    ]


def test_a_title_that_opens_with_somebodys_name_stays_a_title():
    doc = words("Minh sang. Minh slept. She hung Minh Hearing Rain there.")
    minh = [token.i for token in doc if token.text == "Minh"]
    doc.ents = [
        *(Span(doc, index, index + 1, label="PERSON") for index in minh[:2]),
        Span(doc, minh[2], minh[2] + 3, label="WORK_OF_ART"),
    ]
    assert [span.label_ for span in find_names(doc)] == ["PERSON", "PERSON", "WORK_OF_ART"]


@pytest.mark.parametrize("first", ["GPE", "PERSON"])
def test_whoever_is_lived_in_is_a_place_whichever_mention_was_taken_for_one(first):
    doc = words("She lived in Gyum. Gyum burned.")
    labels = [first, "GPE" if first == "PERSON" else "PERSON"]
    gyum = [token.i for token in doc if token.text == "Gyum"]
    doc.ents = [Span(doc, i, i + 1, label=n) for i, n in zip(gyum, labels, strict=True)]
    assert [span.label_ for span in find_names(doc)] == ["GPE", "GPE"]


@pytest.mark.parametrize(
    ("text", "tagged", "found"),
    [
        ("She studied at St Mary's in Osh.", "St Mary's", ["St Mary's"]),
        ("She heard St Mary's bells.", "St Mary's", ["St Mary"]),
        ("She left the Tarn Museum's shop.", "Tarn Museum's", ["Tarn Museum"]),
    ],
)
def test_what_is_called_by_its_saint_keeps_the_ending(text, tagged, found):
    raw = words(text)
    pos = ["NOUN" if t.text in {"bells", "shop"} else "X" for t in raw]
    doc = Doc(VOCAB, [t.text for t in raw], spaces=[bool(t.whitespace_) for t in raw], pos=pos)
    doc.ents = [first(doc, tagged, "ORG")]
    assert [span.text for span in find_names(doc)] == found


def test_sisters_together_are_nobodys_name():
    assert named("The Bek sisters wove.", Bek_sisters="PERSON") == {}


def test_what_lies_in_somebodys_own_tells_of_no_place():
    doc = words("Yara Bek sang. They found it in Yara's missal.")
    yara = next(token.i for token in doc if token.text == "Yara" and token.i)
    doc.ents = [Span(doc, 0, 2, label="PERSON"), Span(doc, yara, yara + 1, label="GPE")]
    assert [span.label_ for span in find_names(doc)] == ["PERSON", "PERSON"]


def test_what_lies_across_or_along_the_name_is_water():
    text = "They walked along the Irga. The ice of the Irga broke. They sang for the Mirga."
    assert named(text, Irga="ORG", Mirga="PERSON") == {"Irga": "LOC", "Mirga": "ORG"}


@pytest.mark.parametrize("verb", ["won", "received"])
def test_what_is_won_by_a_name_is_a_prize(verb):
    lemma = {"won": "win", "received": "receive"}[verb]
    doc = parse(
        f"She PRP nsubj 2 | {verb}/{lemma} VBD ROOT 0 | the DT det 5 | Silver NNP amod 5 |"
        "Wheel NNP obj 2 | in IN case 7 | Osh NNP obl 2 | . . punct 2"
    )
    doc.ents = [Span(doc, 6, 7, label="GPE")]
    assert texts(find_names(doc)) == ["Silver Wheel", "Osh"]
    before_noun = parse(
        f"She PRP nsubj 2 | {verb}/{lemma} VBD ROOT 0 | the DT det 5 | British JJ amod 5 |"
        "ambassador NN obj 2 | . . punct 2"
    )
    assert find_names(before_noun) == ()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("They rode to Osh and Tarn Keyh all day.", "GPE"),
        ("The road from Tarn Keyh to Osh is long.", "GPE"),
        ("The herds graze in Tarn Keyh now.", "GPE"),
        ("The letter passed from Tarn Keyh to Osh.", "PERSON"),
        ("He was the elder (Tarn Keyh, 1902 – Osh, 1977).", "GPE"),
        ("They come from Tarn Keyh in spring.", "PERSON"),
        ("She sang in Tarn Keyh 's piece.", "PERSON"),
        ("A baker from Osh, Tarn Keyh, wept.", "PERSON"),
    ],
)
def test_a_full_name_that_stands_in_a_row_of_places_is_a_place(text, label):
    tagged = {"Tarn_Keyh": "PERSON"} | ({"Osh": "GPE"} if "Osh" in text else {})
    assert named(text, **tagged)["Tarn Keyh"] == label


def test_who_does_something_is_no_place_beside_one():
    doc = parse(
        "We PRP nsubj 2 | moved VBD ROOT 0 | to IN case 4 | Osh NNP obl 2 | and CC cc 7 | "
        "Aru NNP nsubj 7 | wept VBD conj 2 | . . punct 2"
    )
    doc = mark_names(doc, {"Osh": "GPE", "Aru": "PERSON"})
    assert {span.text: span.label_ for span in find_names(doc)} == {"Osh": "GPE", "Aru": "PERSON"}


@pytest.mark.parametrize(
    ("heading", "tagged", "kept"),
    [
        ("From the diary of Aru Bek", {"Aru_Bek": "PERSON"}, True),
        ("The Dry Bench by Aru Bek", {"Aru_Bek": "PERSON"}, True),
        ("Tarn House, Osh", {"Osh": "GPE"}, True),
        ("The Season of the Tarn", {"Tarn": "EVENT"}, False),
        ("The Dry Tarn", {"Tarn": "PERSON"}, False),
        ("Dry Bench", {"Dry_Bench": "WORK_OF_ART"}, False),
    ],
)
def test_names_of_headings_that_are_sure_stay(heading, tagged, kept):
    found = named(f"{heading}\n\nIt rained on the bench.", **tagged)
    assert bool(found) == kept


@pytest.mark.parametrize(
    ("tag", "dep", "label", "found"),
    [
        ("NNP", "flat", "PERSON", "Nur Berry"),
        ("NNP", "flat", "GPE", "Nur"),
        ("NN", "flat", "PERSON", "Nur"),
        ("NNP", "appos", "PERSON", "Nur"),
    ],
)
def test_a_surname_that_is_a_noun_elsewhere_belongs_to_the_name(tag, dep, label, found):
    doc = parse(f"Then RB advmod 4 | Nur NNP nsubj 4 | Berry {tag} {dep} 2 | sang/sing VBD ROOT 0")
    assert [span.text for span in find_names(mark_names(doc, {"Nur": label}))] == [found]


@pytest.mark.parametrize("label", ["WORK_OF_ART", "ORG"])
def test_no_name_runs_over_a_line(label):
    doc = Doc(VOCAB, ["Salt", "Road", "\n", "Opera"], spaces=[True, False, False, False])
    doc.ents = [Span(doc, 0, 4, label=label)]
    assert texts(find_names(doc)) == ["Salt Road"]


def test_two_names_that_the_parse_ties_are_one_persons():
    doc = parse("Baba NNP nsubj 3 | Nur NNP flat 1 | sang/sing VBD ROOT 0")
    doc.ents = [Span(doc, 0, 1, label="PERSON"), Span(doc, 1, 2, label="PERSON")]
    assert [span.text for span in find_names(doc)] == ["Baba Nur"]


@pytest.mark.parametrize(("label", "kept"), [("PERSON", False), ("GPE", False), ("EVENT", True)])
def test_a_feast_is_nobody_and_no_place(label, kept):
    found = named("They met at Michaelmas and sang.", Michaelmas=label)
    assert found == ({"Michaelmas": label} if kept else {})


ASKED = "They PRP nsubj 2 | {verb} VBD ROOT 0 | Rana NNP obj 2 | Bek NNP flat 3 | {rest}"
TO_PAINT = "to TO mark 6 | paint VB xcomp 2 | doors NNS obj 6"


@pytest.mark.parametrize(
    ("verb", "rest", "found"),
    [
        ("commissioned/commission", TO_PAINT, "PERSON"),
        ("asked/ask", TO_PAINT, "PERSON"),
        ("rehearsed/rehearse", TO_PAINT, "WORK_OF_ART"),
        ("commissioned/commission", "for IN case 6 | Osh NNP obl 2", "WORK_OF_ART"),
        ("commissioned/commission", ". . punct 2", "WORK_OF_ART"),
    ],
)
def test_who_is_asked_to_act_is_somebody(verb, rest, found):
    doc = parse(ASKED.format(verb=verb, rest=rest))
    doc.ents = [Span(doc, 2, 4, label="WORK_OF_ART")]
    assert [span.label_ for span in find_names(doc)] == [found]
