from pathlib import Path

import pytest

from storygraph.detect.vocabulary import Form, Vocabulary, load_vocabulary
from storygraph.errors import VocabularyError

SMALL = """
replace = true
[theme.instrument]
group = "instrument"
noun = ["instrument"]
[theme.lute]
broader = "instrument"
group = "instrument"
noun = ["lute"]
maker = ["lutenist"]
[theme.dombra]
broader = "lute"
group = "instrument"
noun = ["dombra"]
"""

BOWING = """
[theme.bowing]
group = "practice"
verb = [{ lemma = "bow", near = ["theme:lute"] }]
"""


@pytest.fixture
def write(tmp_path: Path):
    def written(text: str) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_the_shipped_vocabulary_holds_hundreds_of_themes():
    assert len(load_vocabulary()) > 350


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("paint", "painting"),
        ("painter", "painting"),
        ("painting", "painting"),
        ("canvas", "painting"),
        ("fine art", "art"),
        ("artist", "art"),
        ("artwork", "art"),
        ("musician", "music"),
        ("musical", "music"),
        ("dombyra", "dombra"),
        ("exhibit", "exhibition"),
        ("watercolor", "watercolour"),
        ("art gallery", "gallery"),
        ("qobyz", "kobyz"),
        ("emigrant", "migration"),
        ("journeyman", "apprenticeship"),
        ("theodolite", "surveying"),
        ("keepsake", "inheritance"),
        ("compositor", "printing"),
        ("gold leaf", "gilding"),
    ],
)
def test_every_word_of_a_theme_is_among_its_forms(word, key):
    theme = load_vocabulary().themes[key]
    assert tuple(word.split()) in {form.words for form in theme.forms}


@pytest.mark.parametrize("key", ["dombra", "balaban", "violin", "jaw harp", "duduk", "kora"])
def test_instruments_have_the_group_that_relations_ask_for(key):
    assert load_vocabulary().group(key) == "instrument"


@pytest.mark.parametrize(
    "key",
    [
        "painting",
        "music",
        "dance",
        "weaving",
        "photography",
        "printing",
        "repair",
        "wood carving",
        "bell founding",
        "carpet weaving",
        "surveying",
    ],
)
def test_practices_have_the_group_that_relations_ask_for(key):
    assert load_vocabulary().group(key) == "practice"


def test_every_shipped_instrument_is_narrower_than_instrument():
    vocabulary = load_vocabulary()
    grouped = {theme.key for theme in vocabulary if theme.group == "instrument"}
    assert grouped == {"instrument", *vocabulary.narrower_of("instrument")}


def test_a_shipped_theme_lists_no_form_twice():
    for theme in load_vocabulary():
        listed = [(f.words, f.role, f.near, f.object, f.around) for f in theme.forms]
        assert len(listed) == len(set(listed)), theme.key


def test_broader_themes_come_nearest_first(write):
    assert load_vocabulary(write(SMALL)).broader_of("dombra") == ("lute", "instrument")


def test_narrower_themes_come_in_the_order_of_the_file(write):
    assert load_vocabulary(write(SMALL)).narrower_of("instrument") == ("lute", "dombra")


def test_themes_keep_the_order_of_their_file(write):
    assert list(load_vocabulary(write(SMALL)).themes) == ["instrument", "lute", "dombra"]


def test_a_file_that_replaces_stands_alone(write):
    assert len(load_vocabulary(write(SMALL))) == 3


def test_a_file_stands_alone_where_it_may_not_extend(write):
    path = write(SMALL.replace("replace = true", ""))
    assert len(load_vocabulary(path, extend=False)) == 3


def test_a_file_adds_themes_to_the_shipped_ones(write):
    path = write('[theme.kurash]\ngroup = "practice"\nbroader = "sport"\nnoun = ["kurash"]')
    vocabulary = load_vocabulary(path)
    assert len(vocabulary) == len(load_vocabulary()) + 1
    assert vocabulary.broader_of("kurash") == ("sport",)


def test_a_file_adds_forms_to_a_shipped_theme_and_keeps_its_other_fields(write):
    vocabulary = load_vocabulary(write('[theme.dombra]\nlabel = "Dombra"\nnoun = ["two-string"]'))
    theme = vocabulary.themes["dombra"]
    words = {form.words for form in theme.forms}
    assert {("dombra",), ("two", "string")} <= words
    assert (theme.label, theme.group, theme.broader) == ("Dombra", "instrument", ("lute",))


def test_a_file_drops_a_theme_and_its_narrower_ones_move_up(write):
    vocabulary = load_vocabulary(write("[theme.lute]\nremove = true"))
    assert "lute" not in vocabulary
    assert vocabulary.themes["dombra"].broader == ("string instrument",)


def test_a_guard_takes_the_nouns_of_a_theme_and_of_its_narrower_ones(write):
    path = write(SMALL + BOWING)
    assert load_vocabulary(path).themes["bowing"].forms[0].near == {"theme:lute", "lute", "dombra"}


def test_a_guard_on_a_dropped_theme_stays_a_guard(write):
    path = write("[theme.lute]\nremove = true\n" + BOWING)
    assert load_vocabulary(path).themes["bowing"].forms[0].near == {"theme:lute"}


def test_a_guard_takes_the_words_of_a_named_list(write):
    path = write(
        'replace = true\n[words]\nstrings = ["Violin", "cello"]\n'
        '[theme.bowing]\ngroup = "practice"\n'
        'verb = [{ lemma = "Bow", near = ["words:strings", "viola"] }]'
    )
    (form,) = load_vocabulary(path).themes["bowing"].forms
    assert form == Form(
        ("bow",), "verb", near=frozenset({"words:strings", "violin", "cello", "viola"})
    )


def test_a_theme_goes_by_its_names_and_the_nouns_that_need_nothing_else(write):
    path = write(
        'replace = true\n[theme.oud]\ngroup = "instrument"\nalso = ["lute of the desert"]\n'
        'noun = ["oud", "oud maker", "bent lute", { lemma = "ud", near = ["play"] }, '
        '{ lemma = "string", least = 2 }, "song"]\nmaker = ["oudist"]\n'
        '[theme.song]\ngroup = "form"\nnoun = ["song"]'
    )
    vocabulary = load_vocabulary(path)
    assert vocabulary.aliases("oud") == ("lute of the desert", "oud maker", "bent lute")
    again = Vocabulary.from_json(vocabulary.to_json())
    assert again.themes["oud"] == vocabulary.themes["oud"]


def test_a_possessive_is_a_word_of_its_own(write):
    path = write(SMALL + '[theme.harp]\ngroup = "instrument"\nnoun = ["jew’s harp"]')
    (form,) = load_vocabulary(path).themes["harp"].forms
    assert form.words == ("jew", "'s", "harp")


def test_a_form_may_lead_to_several_themes(write):
    path = write(
        SMALL + '[theme.oud]\nbroader = "instrument"\ngroup = "instrument"\nnoun = ["lute"]'
    )
    themes = load_vocabulary(path)
    assert [
        theme.key for theme in themes if themes.themes[theme.key].forms[0].words == ("lute",)
    ] == [
        "lute",
        "oud",
    ]


def test_a_vocabulary_reads_back_equal_from_json():
    vocabulary = load_vocabulary()
    copy = Vocabulary.from_json(vocabulary.to_json())
    assert list(copy) == list(vocabulary)
    assert copy.ignore == vocabulary.ignore
    assert copy.to_json() == vocabulary.to_json()


THEME = '[theme.lute]\ngroup = "instrument"\nnoun = ["lute"]\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[theme.lute", "mine.toml' is not TOML"),
        ("replace = true", "holds no theme"),
        ("replace = 1", "`replace` in .* must be true or false"),
        ("themes = {}", "unknown field `themes` \\(did you mean 'theme'\\?\\)"),
        ("theme = 3", "must be tables such as \\[theme.lute\\]"),
        ('ignore = "at work"', "`ignore` in .* must be a list of phrases"),
        ("words = {strings = []}", "\\[words\\] in .* none of them empty"),
        ("[theme]\nlute = 1", "theme 'lute' in .* must be a table"),
        ('[theme.Lute]\ngroup = "x"\nnoun = ["l"]', "theme 'Lute' .* key must be lower case"),
        (THEME + 'nouns = ["lutes"]', "unknown field `nouns` \\(did you mean 'noun'\\?\\)"),
        (THEME + "label = 3", "theme 'lute' .*`label` must be a text"),
        (THEME + "least = 0", "theme 'lute' .*`least` must be a number of mentions, 1 or more"),
        (THEME + "gathers = 0", "theme 'lute' .*`gathers` must be a number of mentions, 1 or more"),
        (THEME + "also = 'lute'", "theme 'lute' .*`also` must be a list of names"),
        (THEME + "relations = 'plays'", "theme 'lute' .*`relations` must be a list of names"),
        (THEME + "facts = 2", "theme 'lute' .* has `facts` but no `relations`"),
        (THEME + "facts = 0", "theme 'lute' .*`facts` must be a number of relations, 1 or more"),
        (THEME + "least = true", "`least` must be a number of mentions"),
        (THEME + "remove = 'yes'", "`remove` must be true or false"),
        (THEME + "broader = 3", "`broader` must be the key of a theme, or a list of keys"),
        (THEME + 'broader = "lutes"', "the broader theme 'lutes', which does not exist"),
        (THEME + "verb = []", "theme 'lute' .*`verb` must be a list that is not empty"),
        (THEME + "verb = 'pluck'", "`verb` must be a list"),
        (THEME + "verb = ['']", "`verb` holds ''; a form is a lemma in quotes"),
        (THEME + "verb = [3]", "`verb` holds 3; a form is a lemma in quotes"),
        (THEME + "verb = [{ lemma = 'bow', neer = ['x'] }]", "form 'bow' has an unknown field"),
        (THEME + "verb = [{ lemma = 'bow', least = 0 }]", "'bow': `least` must be a number"),
        (THEME + "verb = [{ lemma = 'bow', near = [] }]", "'bow': `near` must be a list of lemmas"),
        (THEME + "verb = [{ lemma = 'bow', near = ['words:strngs'] }]", "called 'words:strngs'"),
        (THEME + "verb = [{ lemma = 'bow', near = ['theme:lut'] }]", "mean 'theme:lute'"),
        ('[theme.lute2]\nnoun = ["lute"]', "theme 'lute2' in .* has no group; add `group`"),
        ('[theme.lute2]\ngroup = "instrument"', "theme 'lute2' in .* has no forms; add a list"),
        ("[theme.lutes]\nremove = true", "removes the theme 'lutes', which does not exist"),
    ],
)
def test_a_malformed_file_is_named_with_the_place_and_the_cure(write, text, says):
    with pytest.raises(VocabularyError, match=says) as caught:
        load_vocabulary(write(text))
    assert "\n" not in str(caught.value)
    assert "mine.toml" in str(caught.value)


def test_broader_themes_that_run_in_a_circle_are_named(write):
    text = SMALL.replace("[theme.instrument]", '[theme.instrument]\nbroader = "dombra"')
    with pytest.raises(VocabularyError, match="instrument -> dombra -> lute -> instrument"):
        load_vocabulary(write(text))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(VocabularyError, match=r"no theme file '.*none.toml'; check the path"):
        load_vocabulary(tmp_path / "none.toml")


def test_a_folder_is_no_theme_file(tmp_path):
    with pytest.raises(VocabularyError, match="cannot read the theme file"):
        load_vocabulary(tmp_path)


def test_a_file_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(VocabularyError, match="it must be a file of UTF-8 text"):
        load_vocabulary(path)
