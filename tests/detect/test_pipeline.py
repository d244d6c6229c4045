"""The shipped pipeline, anyone else's, and names that are none."""

import pytest
import spacy
from spacy.language import Language

from storygraph.detect.docs import to_doc
from storygraph.detect.pipeline import SHIPPED, WHOLE_STORY, load_pipeline, vocabulary_of
from storygraph.detect.readings import to_reading
from storygraph.errors import PipelineError, StorygraphError, VocabularyError
from storygraph.records import Story


@Language.component("test_parser", assigns=["token.dep", "token.head", "doc.sents"])
def parse_flat(doc):
    """Make every token depend on the first of its sentence."""
    for token in doc:
        token.dep_ = "ROOT" if token.i == 0 else "dep"
        token.head = doc[0]
    return doc


def save_pipeline(folder, *components: str):
    nlp = spacy.blank("en")
    for name in components:
        pipe = nlp.add_pipe(name)
        if name == "entity_ruler":
            pipe.add_patterns([{"label": "PERSON", "pattern": "Aru Bek"}])
    nlp.to_disk(folder)
    return folder


def test_the_shipped_pipeline_has_every_component(nlp):
    assert set(WHOLE_STORY) <= set(nlp.pipe_names)
    assert nlp.pipe_names[0] == "storygraph_paragraphs"


def test_spacy_loads_the_shipped_pipeline_by_its_name():
    doc = spacy.load(SHIPPED, exclude=["storygraph_paragraphs"])("Aru Bek was born in Riga.")
    assert [(span.text, span.label_) for span in doc.ents] == [
        ("Aru Bek", "PERSON"),
        ("Riga", "GPE"),
    ]


def test_each_component_has_what_it_requires(nlp):
    assert not any(nlp.analyze_pipes()["problems"].get(name) for name in WHOLE_STORY)


def test_the_components_are_factories_that_any_pipeline_can_add():
    nlp = spacy.blank("en")
    for name in ("storygraph_paragraphs", *WHOLE_STORY):
        nlp.add_pipe(name)
    assert nlp.pipe_names == ["storygraph_paragraphs", *WHOLE_STORY]


def test_a_pipeline_with_the_components_is_saved_and_read_again(nlp, tmp_path):
    nlp.to_disk(tmp_path / "mine")
    text = "Aru Bek was born in Riga. She painted boats."
    story = Story("s", "S", text)
    again = load_pipeline(tmp_path / "mine")
    assert again.pipe_names == nlp.pipe_names
    assert to_reading(to_doc(again, story), story) == to_reading(to_doc(nlp, story), story)


def test_any_pipeline_that_names_and_parses_can_read(tmp_path):
    nlp = load_pipeline(save_pipeline(tmp_path / "mine", "test_parser", "entity_ruler"))
    story = Story("s", "S", "Aru Bek slept.")
    (entity,) = to_reading(to_doc(nlp, story), story).entities
    assert (entity.type, entity.names) == ("person", ("Aru Bek",))


@pytest.mark.parametrize(
    ("components", "lacking"),
    [(["test_parser"], "doc.ents"), (["entity_ruler"], "token.dep"), ([], "doc.ents")],
)
def test_a_pipeline_that_lacks_what_is_read_is_a_clear_error(tmp_path, components, lacking):
    folder = save_pipeline(tmp_path / "mine", *components)
    with pytest.raises(PipelineError, match=rf"sets no {lacking}; use one with a"):
        load_pipeline(folder)


def test_an_unknown_pipeline_is_a_clear_error():
    with pytest.raises(PipelineError, match=rf"no spaCy pipeline 'en_nope'.*{SHIPPED}"):
        load_pipeline("en_nope")


def test_a_folder_that_is_no_pipeline_is_a_clear_error(tmp_path):
    with pytest.raises(PipelineError, match="cannot load the spaCy pipeline"):
        load_pipeline(tmp_path)


@pytest.mark.parametrize("name", ["", "pytest", "rich", ".."])
def test_a_name_of_something_else_is_a_clear_error(name):
    with pytest.raises(PipelineError) as caught:
        load_pipeline(name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("option", ["themes", "relations"])
def test_a_missing_vocabulary_file_is_a_clear_error(tmp_path, option):
    with pytest.raises(VocabularyError, match=r"none\.toml"):
        load_pipeline(**{option: tmp_path / "none.toml"})


def test_a_theme_told_by_a_relation_that_nothing_finds_is_a_clear_error(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[theme.friends]\ngroup = "motif"\nnoun = ["x"]\nrelations = ["friends_of"]\n')
    with pytest.raises(VocabularyError, match=r"'friends' in '.*mine\.toml' .*'friend_of'\?"):
        load_pipeline(themes=path)


def test_a_theme_may_be_told_by_a_relation_of_the_user(tmp_path):
    themes, frames = tmp_path / "themes.toml", tmp_path / "frames.toml"
    themes.write_text('[theme.rivals]\ngroup = "motif"\nnoun = ["x"]\nrelations = ["rival_of"]\n')
    frames.write_text(
        '[[frame]]\nname = "rivalry"\nverbs = ["rival"]\n'
        'says = [{relation = "rival_of", object = ["person"], via = ["object"]}]\n'
    )
    nlp = load_pipeline(themes=themes, relations=frames)
    assert vocabulary_of(nlp).themes["rivals"].relations == ("rival_of",)


@pytest.mark.parametrize("option", ["themes", "relations"])
def test_a_vocabulary_file_that_is_no_toml_is_a_clear_error(tmp_path, option):
    path = tmp_path / "mine.toml"
    path.write_text("[[")
    with pytest.raises(StorygraphError, match=r"mine\.toml"):
        load_pipeline(**{option: path})


def test_a_users_relation_is_found(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[frame]]\nname = "herding"\nverbs = ["live"]\n'
        'says = [{ relation = "herded_in", object = ["place"], via = ["in"] }]\n'
    )
    nlp = load_pipeline(relations=path)
    story = Story("s", "S", "Anna Bell lived in London.")
    reading = to_reading(to_doc(nlp, story), story)
    assert "herded_in" in {relation.name for relation in reading.relations}
