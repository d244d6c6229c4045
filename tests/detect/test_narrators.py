"""Who says "I": what the words around a name, the head and the end of a text tell."""

import pytest
from spacy.tokens import Doc
from tests.parsing import words

from storygraph.detect.aliases import Found
from storygraph.detect.narrators import find_narrator
from storygraph.detect.quotes import find_quotes
from storygraph.detect.turns import Turns

TOLD = "I wove and I sang, and my bench was dry."


NAMES = ("Aru", "Bek", "Dana")


def people_in(doc: Doc) -> list[Found]:
    return [
        Found(doc[token.i : token.i + 1], NAMES.index(token.text), "name", 1.0)
        for token in doc
        if token.text in NAMES
    ]


def narrator(text: str) -> str | None:
    """Return who says "I"; the names of people in the texts are Aru, Bek and Dana."""
    doc = words(text)
    for token in doc:
        token.lemma_ = "say" if token.text == "said" else token.text
        token.pos_ = "NOUN" if token.text == "brother" else ""
    number = find_narrator(doc, people_in(doc), find_quotes(doc))
    return None if number is None else NAMES[number]


@pytest.mark.parametrize(
    "words_",
    [
        "I am Aru , and Bek is a smith.",
        "I'm Aru .",
        "I , Aru , wove it for Bek .",
        "As for me , Aru , I left.",
        "My name , of which nobody asks , is Aru .",
        "I who write this am called Aru .",
        "Aru is my name , whatever Bek says.",
        "Aru , the name is; Bek knows.",
        "It 's me , Aru , and Bek is here.",
        "My name was then Aru .",
        "They asked him and me , Aru , to sing.",
        "My aunts called me Aru .",
        "I am only Aru , who sang.",
    ],
)
def test_a_narrator_names_themself(words_):
    assert narrator(f"Bek came.\n\n{TOLD} {words_}") == "Aru"


@pytest.mark.parametrize(
    "words_",
    [
        "I am Aru 's sister.",
        "My name is old. Bek is Aru .",
        "My name day is in May, and my father is Aru .",
        "Believe me , Aru , it was dry.",
    ],
)
def test_other_names_near_an_i_are_others(words_):
    assert narrator(f"{TOLD} {words_} It rained.") is None


@pytest.mark.parametrize(
    ("head", "who"),
    [
        ("From the diary of Aru", "Aru"),
        ("The Dry Bench by Aru", "Aru"),
        ("Words spoken by Aru at the grave of Bek", "Aru"),
        ("A conversation with Aru", "Aru"),
        ("Ten questions for Aru , put by Bek", "Aru"),
        ("Aru , weaver , talks to Bek", "Aru"),
        ("Speaking : Aru", "Aru"),
        ("From *The Dry Bench* , by Aru", "Aru"),
        ("Notes by Aru , transcribed by Bek", "Aru"),
        ("“The Dry Bench” by Aru", None),
        ("“What I wove was dry”\nAru talks to Bek", "Aru"),
        ("A talk with the weaver and singer Aru", "Aru"),
        ("Travel notes of Aru , weaver", "Aru"),
        ("Tape 9 : Aru , Osh", "Aru"),
        ("Recorded in Osh. Speaker : Aru , born in May.", "Aru"),
        ("My Dry Bench by Aru", "Aru"),
        ("Aru , weaver , talks to Bek.", "Aru"),
        ("Aru , a weaver , in conversation with Dana", "Aru"),
        ("Speech of Aru at the grave of Bek", "Aru"),
        ("Aru talked to Bek about the bench.", None),
        ("Bek interviews the weaver Aru on her bench", "Aru"),
        ("Aru , weaver , interviewed by Bek", "Aru"),
        ("Interviewed by Bek", None),
        ("Aru Weaves Again", None),
        ("The house of Aru", None),
        ("The Story of Aru", None),
        ("The door was opened by Aru.", None),
        ("I was raised by Aru", None),
        ("I had a long talk with Aru", None),
        ("Aru talked to me about the sea", None),
    ],
)
def test_the_head_of_a_text_may_tell_whose_it_is(head, who):
    assert narrator(f"{head}\n\n{TOLD}\n\nIt rained.") == who


@pytest.mark.parametrize(
    "end",
    [
        "Aru",
        "It rained. Aru",
        "Now it rains. Aru , once a weaver",
        "With folded hands , Aru",
        "Your loving sister, Aru",
        "Embracing you, Your Aru",
        "— Aru\n\nP.S. The goat is dead, and it was Bek 's.",
    ],
)
def test_a_text_may_be_signed(end):
    assert narrator(f"{TOLD}\n\nIt rained.\n\n{end}") == "Aru"


def test_who_is_asked_several_questions_answers():
    asked = "*Was it dry ?*\n\nI sat.\n\n"
    assert narrator(f"Aru weaves.\n\n{asked * 3}My bench was dry, Dana says.") == "Aru"
    assert narrator(f"Aru weaves.\n\n{asked}My bench was dry, Dana says.") is None


def test_questions_may_stand_before_their_answers():
    asked = "*Was your bench dry ?* I sat on it.\n\n"
    assert narrator(f"Aru weaves.\n\n{asked * 3}My bench was dry, Dana says.") == "Aru"
    told = "Was the bench dry ? I sat on it.\n\n"
    assert narrator(f"Aru weaves.\n\n{told * 3}My bench was dry, Dana says.") is None


def test_marks_of_questions_make_an_interview():
    asked = "Q. Was it dry ? A. I sat on it. Q. For long ? A. Until I left."
    assert narrator(f"Aru weaves.\n\n{asked}") == "Aru"


@pytest.mark.parametrize(
    "said",
    [
        "“Come here, Aru, and sit down,” said the smith.",
        "“Aru, sit down,” he said.",
        "“You must be Aru,” he said.",
    ],
)
def test_who_is_called_and_never_spoken_of_tells(said):
    assert narrator(f"Bek came.\n\n{TOLD}\n\n{said}") == "Aru"


@pytest.mark.parametrize(
    "said",
    [
        "“Come here, Aru, and sit down,” I said.",
        "“My brother, Aru, is here,” he said.",
        "“Aru is here, and we sit,” he said.",
        "“Sit down, Aru,” he said. Aru sat.",
        "“Sit down, Aru.” “And you, Dana, sit there.”",
        "“You must be Aru’s daughter,” he said to me.",
        "“What you want is Aru,” he said.",
        "“For Aru,” she said, and gave me the parcel.",
    ],
)
def test_others_who_are_called_do_not(said):
    assert narrator(f"Bek came.\n\n{TOLD}\n\n{said}") is None


def test_the_names_of_turns_may_be_bold():
    assert turns_of(words("** Aru: ** I wove.\n\n** Bek: ** I sang.")) == [0, 1]


@pytest.mark.parametrize(
    "end",
    [
        "English version by Aru",
        "Photo: Aru",
        "In memory of Aru, 1920-1980",
        "Next: Aru and the wolf",
    ],
)
def test_other_last_lines_sign_nothing(end):
    assert narrator(f"Bek came.\n\n{TOLD}\n\nIt rained.\n\n{end}") is None


@pytest.mark.parametrize(
    "text",
    [
        f"Aru never speaks to strangers.\n\n{TOLD}",
        f"My aunt Aru speaks to nobody.\n\n{TOLD}",
        "Q. Did you know Aru? A. I knew him well. Q. And then? A. I left.",
        "Q. was late. I waited. Q. never came. I left my bench with Aru.",
        "Aru is my name for the goat. I wove.",
        "They wanted him and me, Aru said. I wove.",
    ],
)
def test_who_is_only_spoken_of_does_not_tell(text):
    assert narrator(text) is None


def test_what_somebody_says_of_their_name_comes_before_what_others_call_them():
    assert narrator("He once, by mistake, called me Dana. I am Aru.") == "Aru"


def test_a_text_of_one_paragraph_may_be_signed():
    assert narrator(f"{TOLD} It rained. Aru") == "Aru"
    assert narrator("I wove , and I sang , and so did Aru") is None


@pytest.mark.parametrize(
    ("text", "selves"),
    [
        ("“I am Aru,” she said. “I see. Bek is out,” he said.", {0: 0}),
        ("“Come with me, Aru, and I will show you my mats,” said Bek.", {}),
        ("“So do I, Aru.” Bek sat down.", {}),
    ],
)
def test_who_says_their_name_in_a_quote_says_i_there(text, selves):
    doc = words(text)
    assert Turns(doc, people_in(doc), find_quotes(doc)).selves == selves


def test_letters_that_nobody_signs_are_who_tells_unless_others_sign():
    mine = "Osh, 3 May 1956\n\nI wove.\n\nOsh, 4 May 1956\n\nI sang.\n\nYours, Aru"
    assert turns_of(words(mine)) == [0, 0]
    theirs = "Osh, 3 May 1956\n\nI wove.\n\nOmsk, 4 May 1956\n\nI sang.\n\nYours, Bek"
    third = "\n\nOsh, 5 May 1956\n\nI sat.\n\nYours, Aru"
    assert turns_of(words(theirs + third)) == [None, 1, 0]


def test_turns_open_sentences_where_several_do():
    doc = words("Aru: I wove. Bek: I sang. Aru: I left. Bek: Then I sat.\n\nDana: I sat.")
    turns = Turns(doc, people_in(doc), [])
    assert [NAMES[turns.speaker(token)] for token in doc if token.text == "I"] == [
        "Aru",
        "Bek",
        "Aru",
        "Bek",
        "Dana",
    ]
    doc = words("We were four. Aru: a smith. Bek: a weaver. Dana: a cook. I watched.")
    assert turns_of(doc) == [None]
    doc = words("It rained. Bek: a smith. I wove.")
    assert turns_of(doc) == [None]


def turns_of(doc: Doc) -> list[int | None]:
    turns = Turns(doc, people_in(doc), [])
    return [turns.speaker(token) for token in doc if token.text == "I"]


def test_questions_of_a_tale_make_no_interview():
    rest = "It rained all day.\n\n" * 12
    assert (
        narrator(f"Aru weaves.\n\n{rest}What did I know?\n\nWhy did I go?\n\nWas I glad?") is None
    )
    spoken = "— Where are you going?\n\n" * 4
    assert narrator(f"Aru weaves.\n\n{spoken}I sat, and my bench was dry.") is None


def test_a_few_words_make_nobody_tell_a_long_text():
    rest = "Bek came and went, and it rained.\n\n" * 200
    assert narrator(f"I am Aru , and so I am.\n\n{rest}") is None


def test_who_is_called_once_does_not_tell_a_long_text():
    said = "“Sit down, Aru,” he said."
    assert narrator(f"{TOLD}\n\n{said}") == "Aru"
    assert narrator(f"{TOLD * 100}\n\n{said}") is None


def test_one_i_makes_no_narrator():
    assert narrator("From the diary of Aru\n\nI wove.") is None


ASKED = "Aru talks to Bek\n\nWhat did you weave?\n\nI wove mats.\n\nAnd your bench?\n\n"


@pytest.mark.parametrize(
    ("text", "addressed"),
    [
        (f"{ASKED}I sold it, you know. Did you sing?\n\nI did.", [0, 0, None, None]),
        (f"{ASKED}Then you sang. So why did you leave?\n\nI was old.", [0, 0, 0, 0]),
        (f"{ASKED}Did you sing? I did, as you hear.", [0, 0, 0, None]),
        ("Aru talks to Bek\n\nYou wove mats.\n\nI did.\n\nAnd now?\n\nI sing.", [0]),
        ("By Aru\n\nYou wove mats.\n\nI did.\n\nAnd now?\n\nI sing.", [None]),
    ],
)
def test_questions_of_an_interview_speak_to_who_is_asked(text, addressed):
    doc = words(text)
    turns = Turns(doc, people_in(doc), [])
    found = [turns.addressed(token) for token in doc if token.lower_ in {"you", "your"}]
    assert found == addressed


def test_in_an_interview_with_names_who_asks_speaks_to_who_tells_most():
    doc = words(
        "Bek: Did you weave?\n\nAru: I wove mats, as you see, and carpets, and then I left.\n\n"
        "Bek: Did you sing?\n\nAru: Not I.\n\nBek: And your bench?\n\nAru: It was dry."
    )
    turns = Turns(doc, people_in(doc), [])
    found = [turns.addressed(token) for token in doc if token.text in {"you", "your"}]
    assert found == [0, None, 0, 0]
