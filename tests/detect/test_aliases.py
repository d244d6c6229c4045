"""The names of one story grouped into entities."""

import pytest
from spacy.tokens import Span
from tests.parsing import mark_names, parse, words

from storygraph.detect.aliases import Cluster, entity_type, group_names
from storygraph.naming import person_name


def grouped(text: str, **labels: str) -> list[set[str]]:
    """Return the distinct names of each entity of a text: `Aru_Bek="PERSON"` marks a name.

    Names are found longest first, so that "Aru" is not marked inside "Aru Bek".
    """
    doc = words(text)
    spans: list[Span] = []
    for name in sorted(labels, key=len, reverse=True):
        wanted = name.replace("_", " ").split()
        for start in range(len(doc) - len(wanted) + 1):
            taken = any(span.start < start + len(wanted) and start < span.end for span in spans)
            if not taken and [t.text for t in doc[start : start + len(wanted)]] == wanted:
                spans.append(Span(doc, start, start + len(wanted), label=labels[name]))
    return [set(cluster.names()) for cluster in group_names(spans)]


def people(text: str, *names: str) -> list[set[str]]:
    return grouped(text, **{name.replace(" ", "_"): "PERSON" for name in names})


def test_a_given_name_is_short_for_the_full_name():
    assert people("Aru Bek sang. Aru slept.", "Aru Bek", "Aru") == [{"Aru Bek", "Aru"}]


def test_a_surname_is_short_for_the_full_name():
    assert people("Aru Bek sang. Bek slept.", "Aru Bek", "Bek") == [{"Aru Bek", "Bek"}]


def test_a_short_name_before_the_full_one_is_the_same_person():
    assert people("Aru sang. Her name was Aru Bek.", "Aru Bek", "Aru") == [{"Aru Bek", "Aru"}]


@pytest.mark.parametrize(
    ("times", "end", "count"),
    [
        (30, "A card of Lady Aru Bek lay there.", 2),
        (30, "Her name was Aru Bek.", 1),
        (30, "Aru Bek wept. Aru Bek wept. Aru Bek wept.", 1),
        (10, "A card of Aru Bek lay there.", 1),
    ],
)
def test_who_was_long_called_so_is_not_who_is_once_named_in_full(times, end, count):
    text = "Aru sang. " * times + end
    assert len(people(text, "Lady Aru Bek", "Aru Bek", "Aru")) == count


def test_a_surname_with_a_title_is_the_person_of_that_surname():
    text = "Dana Bek sang. Professor Bek slept."
    assert people(text, "Dana Bek", "Professor Bek") == [{"Dana Bek", "Professor Bek"}]


def test_mr_and_mrs_of_one_surname_are_two():
    assert len(people("Mr. Bek sang. Mrs. Bek slept.", "Mr. Bek", "Mrs. Bek")) == 2


def test_mr_and_mrs_beside_a_full_name_are_two():
    text = "Mrs. Aru Bek sang. Mr. Bek slept."
    assert people(text, "Mrs. Aru Bek", "Mr. Bek") == [{"Mrs. Aru Bek"}, {"Mr. Bek"}]


def test_miss_and_a_rank_of_one_surname_are_two():
    text = "Dr. Bek sang. Miss Bek slept."
    assert people(text, "Dr. Bek", "Miss Bek") == [{"Dr. Bek"}, {"Miss Bek"}]


def test_mr_and_a_rank_of_one_surname_are_one():
    text = "Captain Bek sang. Mr. Bek slept."
    assert people(text, "Captain Bek", "Mr. Bek") == [{"Captain Bek", "Mr. Bek"}]


def test_a_woman_with_a_rank_may_be_miss_as_well():
    doc = words("Professor Bek sang. Miss Bek slept.")
    spans = [Span(doc, 0, 2, label="PERSON"), Span(doc, 4, 6, label="PERSON")]
    told = {person_name("Professor Bek"): "female"}
    assert len(group_names(spans, told)) == 1


@pytest.mark.parametrize(("title", "together"), [("Mr.", False), ("Mrs.", True)])
def test_a_title_is_not_of_whom_the_text_calls_she(title, together):
    doc = words(f"Aru Bek sang. {title} Bek slept.")
    spans = [Span(doc, 0, 2, label="PERSON"), Span(doc, 4, 6, label="PERSON")]
    clusters = group_names(spans, {person_name("Aru Bek"): "female"})
    assert (len(clusters) == 1) is together


def test_of_a_family_a_title_is_of_the_one_whom_the_text_calls_he():
    text = "Aru Bek met Dan Bek. Mr. Bek slept."
    doc = words(text)
    spans = [Span(doc, start, start + 2, label="PERSON") for start in (0, 3, 6)]
    clusters = group_names(spans, {person_name("Dan Bek"): "male"})
    assert [cluster.names() for cluster in clusters] == [["Aru Bek"], ["Dan Bek", "Mr. Bek"]]


def test_a_given_name_with_a_title_stays_with_the_given_name():
    doc = words("Aru sang. Uncle Aru slept.")
    spans = [Span(doc, 0, 1, label="PERSON"), Span(doc, 3, 5, label="PERSON")]
    assert len(group_names(spans, {person_name("Aru"): "female"})) == 1


def test_an_initial_stands_for_a_given_name():
    assert people("Aru Bek sang. A. Bek signed.", "Aru Bek", "A. Bek") == [{"Aru Bek", "A. Bek"}]


@pytest.mark.parametrize("initials", ["AB", "A.B."])
def test_mere_initials_stand_for_the_one_person_who_has_them(initials):
    text = f"{initials} asked. Aru Bek sang, Dana Tal slept."
    assert people(text, "Aru Bek", "Dana Tal", initials) == [{"Aru Bek", initials}, {"Dana Tal"}]
    text = f"{initials} asked. Aru Bek sang, Asel Boz slept."
    assert {initials} in people(text, "Aru Bek", "Asel Boz", initials)


def test_initials_may_be_of_letters_that_are_two_in_latin():
    assert people("ШЮ asked. Шамиль Юсупов sang.", "Шамиль Юсупов", "ШЮ") == [
        {"Шамиль Юсупов", "ШЮ"}
    ]


def test_a_name_spelt_out_comes_before_initials():
    doc = words("A. Bek sang. A. Bek slept. Aru Bek ate.")
    cluster = Cluster("person", [doc[0:2], doc[4:6], doc[8:10]])
    assert cluster.names()[0] == "Aru Bek"


def test_another_initial_is_another_person():
    assert len(people("Aru Bek sang. D. Bek signed.", "Aru Bek", "D. Bek")) == 2


def test_people_who_share_a_given_name_stay_two():
    assert people("Aru Bek met Aru Serik.", "Aru Bek", "Aru Serik") == [{"Aru Bek"}, {"Aru Serik"}]


def test_people_who_share_a_surname_stay_two():
    assert people("Aru Bek met Dana Bek.", "Aru Bek", "Dana Bek") == [{"Aru Bek"}, {"Dana Bek"}]


def test_a_shared_surname_means_whoever_was_named_in_full_in_its_sentence():
    text = "Aru Bek sang. Dana Bek danced and Bek bowed."
    assert people(text, "Aru Bek", "Dana Bek", "Bek") == [{"Aru Bek"}, {"Dana Bek", "Bek"}]


def test_a_shared_surname_means_the_first_of_the_story_where_no_sentence_tells():
    text = "Aru Bek sang. Dana Bek danced. Bek bowed."
    assert people(text, "Aru Bek", "Dana Bek", "Bek") == [{"Aru Bek", "Bek"}, {"Dana Bek"}]


def test_a_shared_surname_means_whom_the_text_introduced_not_whom_it_names_most():
    text = "Aru Bek wove. Bek slept. Dana Bek came. Dana sang. Dana left. Bek saw it."
    assert people(text, "Aru Bek", "Dana Bek", "Dana", "Bek") == [
        {"Aru Bek", "Bek"},
        {"Dana Bek", "Dana"},
    ]


@pytest.mark.parametrize("title", ["Don", "Maestra", "Seu", "Ibu"])
def test_titles_of_many_languages_stand_before_a_given_name(title):
    named = f"{title} Aru"
    assert people(f"Aru Bek wove. {named} slept.", "Aru Bek", named) == [{"Aru Bek", named}]


def test_a_title_alone_is_the_one_person_who_bears_it():
    text = "Don Aru wove. Don slept. Dana came."
    assert people(text, "Don Aru", "Don", "Dana") == [{"Don Aru", "Don"}, {"Dana"}]
    text = "Don Aru wove. Don Bek came. Don slept."
    assert people(text, "Don Aru", "Don Bek", "Don")[2] == {"Don"}


def test_a_title_with_a_surname_that_several_bear_is_another_of_the_family():
    text = "Aru Bek sang. Dana Bek danced. Mrs. Bek bowed."
    assert people(text, "Aru Bek", "Dana Bek", "Mrs. Bek")[2] == {"Mrs. Bek"}


def test_a_feminine_surname_stays_apart_from_the_masculine_one():
    text = "Aru Iskakova sang. Timur Iskakov danced. Iskakov bowed."
    assert people(text, "Aru Iskakova", "Timur Iskakov", "Iskakov") == [
        {"Aru Iskakova"},
        {"Timur Iskakov", "Iskakov"},
    ]


def test_spellings_that_differ_in_accents_are_one_person():
    assert people("Zoë Lāce sang. Zoe Lace slept.", "Zoë Lāce", "Zoe Lace") == [
        {"Zoë Lāce", "Zoe Lace"}
    ]


def test_a_person_and_a_place_of_one_name_stay_two():
    assert grouped("Victoria saw the Lake.", Victoria="PERSON", Lake="LOC") == [
        {"Victoria"},
        {"Lake"},
    ]


def test_an_institution_goes_by_its_short_official_name():
    found = grouped(
        "The Savin State Museum opened. The Savin Museum grew.",
        Savin_State_Museum="ORG",
        Savin_Museum="ORG",
    )
    assert found == [{"Savin State Museum", "Savin Museum"}]


def test_two_museums_are_not_one_for_being_museums():
    found = grouped("The Savin Museum and the Ural Museum.", Savin_Museum="ORG", Ural_Museum="ORG")
    assert len(found) == 2


def test_a_title_with_and_without_its_article_is_one_work():
    found = grouped(
        "The Salt Road burned. Salt Road was lost.",
        The_Salt_Road="WORK_OF_ART",
        Salt_Road="WORK_OF_ART",
    )
    assert found == [{"The Salt Road", "Salt Road"}]


def test_entities_come_in_the_order_of_their_first_mention():
    doc = words("Riga knew Aru and Oslo.")
    mark_names(doc, {"Aru": "PERSON", "Riga": "GPE", "Oslo": "GPE"})
    assert [cluster.names() for cluster in group_names(doc.ents)] == [["Riga"], ["Aru"], ["Oslo"]]


def test_a_title_tells_the_gender():
    doc = words("Mrs. Bek sang.")
    (cluster,) = group_names([Span(doc, 0, 2, label="PERSON")])
    assert cluster.gender == "female"


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("Aru", "PERSON", "person"),
        ("Riga", "GPE", "place"),
        ("Tian Shan", "LOC", "place"),
        ("Linden Street", "FAC", "place"),
        ("Savin Museum", "FAC", "organization"),
        ("Savin Museum", "ORG", "organization"),
        ("Night Loom", "WORK_OF_ART", "artwork"),
        ("Spring Festival", "EVENT", "event"),
        ("1962", "DATE", None),
    ],
)
def test_a_label_tells_the_type_of_the_entity(text, label, kind):
    doc = words(text)
    assert entity_type(Span(doc, 0, len(doc), label=label)) == kind


def test_names_of_unknown_labels_denote_no_entity():
    assert grouped("In 1962 nothing happened.", **{"1962": "DATE"}) == []


def test_a_middle_name_stands_for_the_one_person_who_bears_it():
    assert people("Ola Kofi Bek sang. Kofi slept.", "Ola Kofi Bek", "Kofi") == [
        {"Ola Kofi Bek", "Kofi"}
    ]
    text = "Ola Kofi Bek sang. Ama Kofi Bek danced. Kofi slept."
    assert {"Kofi"} in people(text, "Ola Kofi Bek", "Ama Kofi Bek", "Kofi")


def test_a_particle_within_a_name_stands_for_nobody():
    text = "Aru van Bek sang. Van slept."
    assert people(text, "Aru van Bek", "Van") == [{"Aru van Bek"}, {"Van"}]


CALLED = """
    Tamsina NNP nsubj 9 | , , punct 4 | whom WP obj 4 | everyone/everyone NN nsubj 5 |
    called/call VBD acl:relcl 1 | Tammy NNP xcomp 5 | , , punct 5 | often RB advmod 9 |
    sang/sing VBD ROOT 0 | . . punct 9
"""
KNOWN = """
    Ana NNP nsubj 6 | , , punct 3 | known/know VBN acl 1 | as IN case 5 | Nan NNP obl 3 |
    sang/sing VBD ROOT 0 | with IN case 8 | Ula NNP obl 6 | . . punct 6
"""


@pytest.mark.parametrize(
    ("table", "names", "expected"),
    [
        (CALLED, ["Tamsina", "Tammy"], [{"Tamsina", "Tammy"}]),
        (KNOWN, ["Ana", "Nan", "Ula"], [{"Ana", "Nan"}, {"Ula"}]),
    ],
)
def test_what_somebody_is_called_is_an_alias(table, names, expected):
    doc = parse(table)
    mark_names(doc, dict.fromkeys(names, "PERSON"))
    assert [set(cluster.names()) for cluster in group_names(doc.ents)] == expected


@pytest.mark.parametrize(
    ("full", "short", "label", "is_same"),
    [
        ("Tarn Ensemble", "Tarn", "ORG", True),
        ("Tarn State Museum", "Tarn", "ORG", True),
        ("Tarn Festival", "Tarn", "EVENT", True),
        ("Rio Verde", "Rio", "GPE", True),
        ("Tarn Bridge", "Tarn", "FAC", True),
        ("Tarn Province", "Tarn", "GPE", False),
        ("Tarn Museum", "Bek", "ORG", False),
        ("Night Loom", "Night", "WORK_OF_ART", True),
        ("Night Loom", "Loom", "WORK_OF_ART", True),
        ("Night Loom", "Nigh", "WORK_OF_ART", False),
        ("Zarin Kollektiv", "Kollektiv", "ORG", True),
        ("Kalpa Hall", "Hall", "GPE", False),
    ],
)
def test_a_first_or_last_word_may_stand_for_the_whole_name(full, short, label, is_same):
    names = {full.replace(" ", "_"): label, short: label}
    found = grouped(f"They left {full} . They saw {short} .", **names)
    assert found == ([{full, short}] if is_same else [{full}, {short}])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They saw Loom . They saw Night_Loom .", [{"Loom"}, {"Night Loom"}]),
        (
            "They saw Night_Loom and Old_Loom . They saw Loom .",
            [{"Night Loom"}, {"Old Loom"}, {"Loom"}],
        ),
    ],
)
def test_a_work_is_shortened_only_after_its_name_and_where_one_work_fits(text, names):
    marked = {name.replace(" ", "_"): "WORK_OF_ART" for each in names for name in each}
    assert grouped(text.replace("_", " "), **marked) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Aru Bek wove . A. slept .", [{"Aru Bek", "A."}]),
        ("Aru Bek wove . Ala Tarn sang . A. slept .", [{"Aru Bek"}, {"Ala Tarn"}, {"A."}]),
        ("Aru Bek wove . A. slept and A. sang .", [{"Aru Bek"}, {"A."}]),
        ("Dana Bek wove . A. slept .", [{"Dana Bek"}, {"A."}]),
        (
            "Aru Bek , wife of Omar Lund , sang . Aru Lund slept .",
            [{"Aru Bek", "Aru Lund"}, {"Omar Lund"}],
        ),
        ("Aru Bek met Omar Lund . Aru Lund sang .", [{"Aru Bek"}, {"Omar Lund"}, {"Aru Lund"}]),
        (
            "Omar Bek , wife of Aru Lund , sang . Sir Omar Lund slept .",
            [{"Omar Bek"}, {"Aru Lund"}, {"Sir Omar Lund"}],
        ),
        (
            "Aru Bek , wife of Omar Ash , sang . Aru Lund slept .",
            [{"Aru Bek"}, {"Omar Ash"}, {"Aru Lund"}],
        ),
    ],
)
def test_an_initial_and_a_spouses_surname_are_names_of_one(text, names):
    assert people(text, *(name for each in names for name in each)) == names


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Aru Bek (born Dana Tarn; Osh) sang.", True),
        ("Aru Bek, née Tarn, sang.", True),
        ("Aru Bek — formerly Dana Tarn — sang.", True),
        ('Aru Bek, called "Dana Tarn", sang.', True),
        ("Aru Bek, called Don Dana Tarn, sang.", True),
        ("Aru Bek, better known to all of Osh as Dana Tarn, sang.", True),
        ("Aru Bek, known in Osh as well as Dana Tarn, sang.", False),
        ("Dana Tarn was a pen name of the weaver Aru Bek.", True),
        ("Dana Tarn is the pseudonym of Aru Bek.", True),
        ("Dana Tarn was a pupil of Aru Bek.", False),
        ("Dana Tarn (1890 – 1920) was a pen name of Aru Bek.", True),
        ("Aru Bek called Dana Tarn.", False),
        ("Aru Bek was born. Dana Tarn sang.", False),
        ("Aru Bek, born in Osh to Dana Tarn, sang.", False),
    ],
)
def test_a_name_by_birth_is_a_name_of_the_person(text, is_one):
    other = "Tarn" if "née" in text else "Dana Tarn"
    assert len(people(text, "Aru Bek", other)) == (1 if is_one else 2)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ('Aru Bek ("Mama Tarn") sang.', True),
        ("Aru Bek (Dana Bek) sang.", True),
        ("Aru Bek (Dana Tarn) sang.", False),  # in a cast: who plays whom
        ('Aru Bek ("Mama Tarn" and others) sang.', False),
    ],
)
def test_a_nickname_in_brackets_is_the_bearers(text, is_one):
    other = "Mama Tarn" if "Mama" in text else "Dana Bek" if "Dana Bek" in text else "Dana Tarn"
    assert len(people(text, "Aru Bek", other)) == (1 if is_one else 2)


@pytest.mark.parametrize("label", ["WORK_OF_ART", "ORG", "EVENT"])
@pytest.mark.parametrize(
    "text",
    ["*Juoda Osh* (*The Tarn*) opened. The Tarn closed.", 'Juoda Osh (the "The Tarn") closed.'],
)
def test_a_thing_has_the_name_in_brackets_behind_its_own(text, label):
    found = grouped(text, Juoda_Osh=label, The_Tarn=label)
    assert found == [{"Juoda Osh", "The Tarn"}]


def test_of_places_brackets_tell_where_they_lie():
    text = "Juoda Osh (The Tarn) is small."
    assert len(grouped(text, Juoda_Osh="GPE", The_Tarn="GPE")) == 2


def test_a_name_by_birth_leaves_her_mother_alone():
    text = "Aru Bek, née Tarn, wove. Dana Tarn taught her."
    assert people(text, "Aru Bek", "Dana Tarn", "Tarn")[0] >= {"Aru Bek"}
    assert len(people(text, "Aru Bek", "Dana Tarn", "Tarn")) == 2


@pytest.mark.parametrize("given", ["Lola", "Don", "Dean"])
def test_a_title_that_is_a_given_name_too_makes_no_one_of_a_family(given):
    assert len(people(f"Aru Bek wove. {given} Bek slept.", "Aru Bek", f"{given} Bek")) == 2


def test_the_surname_may_stand_first():
    known = people(
        "Aru Bek (Bek Aru), known as Dana Tarn, sang.", "Aru Bek", "Bek Aru", "Dana Tarn"
    )
    assert known == [{"Aru Bek", "Bek Aru", "Dana Tarn"}]
    assert people("Aru Bek sang. Bek Aru slept.", "Aru Bek", "Bek Aru") == [{"Aru Bek", "Bek Aru"}]


@pytest.mark.parametrize(
    ("short", "is_one"), [("OAA", True), ("O.A.A.", True), ("OAM", False), ("OA", False)]
)
def test_the_first_letters_of_an_institution_are_its_name(short, is_one):
    doc = words(f"The Osh Academy of Arts opened. Then {short} closed.")
    closed = next(token.i for token in doc if token.text == "closed")
    spans = [Span(doc, 1, 5, "ORG"), Span(doc, 8, closed, "ORG")]
    assert len(group_names(spans)) == (1 if is_one else 2)


def _after_surname(given: str, surname: str) -> list[set[str]]:
    """Return who is named in "Bek left. His daughter Given Surname sang."."""
    doc = parse(
        "Bek NNP nsubj 2 | left/leave VBD ROOT 0 | . . punct 2\n\nHis/his PRP$ nmod:poss 2 |"
        f"daughter NN nsubj 5 | {given} NNP appos 2 | {surname} NNP flat 3 | sang/sing VBD ROOT 0 |"
        ". . punct 5"
    )
    person = [doc[0:1], doc[5:7]]
    return [
        set(each.names())
        for each in group_names(Span(doc, s.start, s.end, "PERSON") for s in person)
    ]


def test_a_relative_with_the_surname_that_was_another_s_is_somebody_else():
    assert _after_surname("Aru", "Bek") == [{"Bek"}, {"Aru Bek"}]
    assert _after_surname("Bek", "Osh") == [{"Bek", "Bek Osh"}]


@pytest.mark.parametrize(
    ("rest", "are_two"),
    [
        (", , punct 1 | his PRP$ nmod:poss 5 | widow NN appos 1 | sang VBD ROOT 0", True),
        (", , punct 1 | a DT det 5 | widow NN appos 1 | sang VBD ROOT 0", False),
        (", , punct 1 | an DT det 5 | aunt NN appos 1 | sang VBD ROOT 0 | his PRP nmod 5", True),
        (", , punct 1 | his PRP$ nmod:poss 5 | mason NN appos 1 | sang VBD ROOT 0", False),
        (", , punct 1 | his PRP$ nmod:poss 5 | stepmother NN appos 1 | sang VBD ROOT 0", True),
        ("was/be VBD cop 5 | his PRP$ nmod:poss 5 | aunt NN ROOT 0", True),
    ],
)
def test_a_relative_is_not_who_has_a_rank_and_the_surname(rest, are_two):
    dep = "nsubj 5" if "cop" in rest else "nsubj 6"
    doc = parse(
        "Captain NNP compound 2 | Bek NNP nsubj 3 | left/leave VBD ROOT 0 | . . punct 3\n\n"
        f"Dana NNP {dep} | Bek NNP flat 1 | {rest}"
    )
    spans = [Span(doc, 0, 2, "PERSON"), Span(doc, 4, 6, "PERSON")]
    assert (len(group_names(spans)) == 2) is are_two


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Emil Bek Jr.", "Emil Bek Sr"),
        ("Emil Bek", "Emil Bek Sr"),
        ("Emil Bek", "Emil Bek Junior"),
        ("Emil Bek the Younger", "Emil Bek the Elder"),
        ("Bek major", "Bek minor"),
        ("Emil I", "Emil II"),
        ("Emil III", "Emil II , Duke of Tarn"),
    ],
)
def test_father_and_son_of_one_name_are_two(one, other):
    assert len(people(f"{one} sang . {other} slept .", one, other)) == 2


@pytest.mark.parametrize(
    ("short", "full"),
    [("Bek", "Emil Bek Jr."), ("Emil", "Emil II"), ("Emil Bek Jr", "Emil Bek Junior")],
)
def test_one_of_many_generations_keeps_shorter_names(short, full):
    assert len(people(f"{full} sang . {short} slept .", full, short)) == 1


def test_a_name_turned_around_may_end_in_an_initial():
    assert len(people("Dana Bek sang . Bek , D. : Riga", "Dana Bek", "Bek , D.")) == 1
    assert len(people("Dana Bek sang . Bek , E. : Riga", "Dana Bek", "Bek , E.")) == 2
