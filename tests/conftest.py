"""What many tests share."""

import pytest
from hypothesis import settings
from spacy.language import Language

import storygraph

settings.register_profile("storygraph", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("storygraph")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Return the shipped pipeline with the shipped vocabularies."""
    return storygraph.load_pipeline()
