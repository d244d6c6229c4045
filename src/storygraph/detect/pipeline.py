"""The spaCy pipeline: the shipped one, or any other, with storygraph's components added."""

from importlib.resources import files
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import is_package

from storygraph.detect.pairs import RELATIONS
from storygraph.detect.relations import Relations
from storygraph.detect.themes import Themes
from storygraph.detect.vocabulary import Vocabulary
from storygraph.detect.vocabulary_file import hint
from storygraph.errors import PipelineError, VocabularyError

SHIPPED = "en_storygraph"
FIRST = "storygraph_paragraphs"
WHOLE_STORY = (
    "storygraph_names",
    "storygraph_artworks",
    "storygraph_themes",
    "storygraph_keywords",
    "storygraph_coreference",
    "storygraph_relations",
)


def load_pipeline(
    name: str | Path = SHIPPED,
    *,
    themes: str | Path | None = None,
    relations: str | Path | None = None,
) -> Language:
    """Return a spaCy pipeline that reads stories.

    Parameters
    ----------
    name
        The shipped pipeline, any installed spaCy pipeline, or a path to one that you trust:
        pipelines are code.
    themes
        A TOML file that extends the theme vocabulary, or replaces it (`replace = true`).
    relations
        A TOML file with relation frames to add to the shipped ones.

    Raises
    ------
    PipelineError
        If the pipeline cannot be loaded, or sets no entities or no dependency parse.
    VocabularyError
        If a theme or relation file is malformed, or a theme names a relation that nothing finds.

    Examples
    --------
    >>> nlp = sg.load_pipeline()
    >>> doc = nlp("Aru Bek plays the dombra.")
    >>> doc.ents
    (Aru Bek,)
    >>> doc.spans["themes"][-1].label_
    'dombra'
    """
    nlp = _load(name)
    _check(nlp, str(name))
    if FIRST not in nlp.pipe_names:
        nlp.add_pipe(FIRST, first=True)
    configs = {
        "storygraph_themes": {"vocabulary": str(themes) if themes else None},
        "storygraph_relations": {"frames": str(relations) if relations else None},
    }
    for component in WHOLE_STORY:
        if component not in nlp.pipe_names:
            nlp.add_pipe(component, config=configs.get(component, {}))
    _check_relations(nlp, str(themes))
    return nlp


def vocabulary_of(nlp: Language) -> Vocabulary:
    """Return the theme vocabulary of a pipeline that `load_pipeline` gave.

    Raises
    ------
    VocabularyError
        If its theme file is missing or malformed.
    """
    themes = nlp.get_pipe("storygraph_themes")
    assert isinstance(themes, Themes)
    return themes.vocabulary


def _load(name: str | Path) -> Language:
    if str(name) == SHIPPED:
        return spacy.load(Path(str(files("storygraph") / "models" / SHIPPED)))
    if not is_package(str(name)) and not Path(name).is_dir():
        raise PipelineError(
            f"no spaCy pipeline '{name}': it is neither an installed package nor a folder. "
            f"Install it (pip install ...), or leave the option out to use '{SHIPPED}'."
        )
    try:
        return spacy.load(name)
    except Exception as error:  # an installed package that is no pipeline fails in many ways
        reason = " ".join(str(error).split())
        raise PipelineError(f"cannot load the spaCy pipeline '{name}': {reason}") from error


def _check_relations(nlp: Language, where: str) -> None:
    """Tell of a bad theme file now, not at the first story."""
    relations = nlp.get_pipe("storygraph_relations")
    assert isinstance(relations, Relations)
    known = sorted({*RELATIONS, *relations.frames.relations})
    for theme in vocabulary_of(nlp):
        for name in theme.relations:
            if name not in known:
                raise VocabularyError(
                    f"theme '{theme.key}' in '{where}' names the relation '{name}', "
                    f"which nothing finds{hint(name, known)}"
                )


def _check(nlp: Language, name: str) -> None:
    made = {attribute for pipe in nlp.pipe_names for attribute in nlp.get_pipe_meta(pipe).assigns}
    for attribute, component in (("doc.ents", "ner"), ("token.dep", "parser")):
        if attribute not in made:
            raise PipelineError(
                f"the spaCy pipeline '{name}' sets no {attribute}; "
                f"use one with a {component} component, or the shipped '{SHIPPED}'."
            )
