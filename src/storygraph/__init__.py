"""storygraph: a folder of stories becomes a knowledge graph that can be trusted.

    >>> import storygraph as sg
    >>> graph = sg.build("tales/")
    >>> graph.shared_themes("Aru Bek", "Omar Serik")[0].name
    'dombra'

The data's way: `corpus` (files -> stories), `detect` (spaCy components: stories -> readings),
`entities` (who is who across stories), `graph` (the graph and its questions), `views` (the page
and the exports). Between the stages travel the plain records of `storygraph.records`.
"""

from importlib.metadata import version

from storygraph.build import BuildLog, build, read_story
from storygraph.detect.pipeline import load_pipeline
from storygraph.errors import (
    AmbiguousNameError,
    CorrectionError,
    EmptyCorpusError,
    GraphFileError,
    PipelineError,
    StorygraphError,
    UnknownNameError,
    UnreadableStoryError,
    VocabularyError,
)
from storygraph.graph.storygraph import StoryGraph
from storygraph.records import Evidence, Fact, MaybeSame, SharedTheme, Story
from storygraph.views.export import load

__version__ = version("storygraph")

__all__ = [
    "AmbiguousNameError",
    "BuildLog",
    "CorrectionError",
    "EmptyCorpusError",
    "Evidence",
    "Fact",
    "GraphFileError",
    "MaybeSame",
    "PipelineError",
    "SharedTheme",
    "Story",
    "StoryGraph",
    "StorygraphError",
    "UnknownNameError",
    "UnreadableStoryError",
    "VocabularyError",
    "build",
    "load",
    "load_pipeline",
    "read_story",
]
