"""The public names: whoever adds or drops one says so here."""

import storygraph


def test_the_public_names_are_these():
    assert sorted(storygraph.__all__) == [
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


def test_every_public_name_is_there_and_documented():
    for name in storygraph.__all__:
        assert getattr(storygraph, name).__doc__


def test_every_error_is_a_storygraph_error():
    errors = [getattr(storygraph, name) for name in storygraph.__all__ if name.endswith("Error")]
    assert all(issubclass(error, storygraph.StorygraphError) for error in errors)
