"""The whole road: files -> stories -> readings -> entities -> graph."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language

from storygraph.corpus.stories import explain_empty, find_files, read_stories
from storygraph.corrections import (
    FILE,
    Corrections,
    correct_entities,
    correct_links,
    read_corrections,
)
from storygraph.detect.docs import to_doc
from storygraph.detect.pipeline import load_pipeline, vocabulary_of
from storygraph.detect.readings import to_reading
from storygraph.entities.discover import discover_themes
from storygraph.entities.resolve import resolve_entities
from storygraph.errors import CorrectionError, StorygraphError, UnreadableStoryError
from storygraph.graph.assemble import assemble
from storygraph.graph.storygraph import StoryGraph
from storygraph.records import Reading, Skipped, Story

Source = str | Path | Story


@dataclass(slots=True)
class BuildLog:
    """What happened while a graph was built: the files that were skipped, and why."""

    skipped: list[Skipped] = field(default_factory=list)


def build(
    source: Source | Iterable[Source],
    *,
    pipeline: str | Path | Language = "en_storygraph",
    themes: str | Path | None = None,
    relations: str | Path | None = None,
    corrections: str | Path | None = None,
    encoding: str | None = None,
    strict: bool = False,
    on_story: Callable[[Story], None] | None = None,
    log: BuildLog | None = None,
) -> StoryGraph:
    """Read stories and return the graph of what they tell.

    Parameters
    ----------
    source
        A file, a folder, a `Story`, or several of these.
    pipeline
        The name or path of a spaCy pipeline, or one from `load_pipeline`.
    themes, relations
        TOML files that extend the vocabulary of themes and the patterns of relations.
    corrections
        A TOML file of corrections to replay, see `storygraph.corrections`; if None, the
        `corrections.toml` in a folder of the source.
    encoding
        The encoding of the files; UTF-8 first and then the likeliest if None.
    strict
        Raise for a file that cannot be read, instead of skipping it.
    on_story
        Called with each story when it has been read, for progress.
    log
        Takes the skipped files.

    Raises
    ------
    EmptyCorpusError
        If there is no story to read.
    UnreadableStoryError
        If a path does not exist; with `strict` also if a file cannot be read.
    PipelineError, VocabularyError
        As `load_pipeline` does.
    CorrectionError
        If the corrections are malformed, or an entry names what is not in the graph.
    """
    sources = [source] if isinstance(source, str | Path | Story) else list(source)
    log = log if log is not None else BuildLog()
    check_sources(sources)
    nlp = (
        pipeline
        if isinstance(pipeline, Language)
        else load_pipeline(pipeline, themes=themes, relations=relations)
    )
    readings: list[Reading] = []
    for story in _stories(sources, encoding=encoding, strict=strict, log=log):
        readings.append(read_story(nlp, story))
        if on_story is not None:
            on_story(story)
    if not readings:
        raise explain_empty([s for s in sources if not isinstance(s, Story)], log.skipped)
    wanted = _corrections(corrections, sources)
    readings = discover_themes(readings)
    resolution = correct_entities(resolve_entities(readings), wanted)
    return correct_links(assemble(readings, resolution, labels=_labels(nlp)), wanted)


def check_sources(sources: Iterable[Source]) -> int:
    """Return how many files and stories the sources hold, before any is read.

    Raises
    ------
    UnreadableStoryError
        If a path does not exist.
    """
    sources = list(sources)
    files = find_files(each for each in sources if not isinstance(each, Story))
    return len(files) + sum(isinstance(each, Story) for each in sources)


def read_story(nlp: Language, story: Story) -> Reading:
    """Return what a pipeline finds in one story."""
    return to_reading(to_doc(nlp, story), story)


def _stories(
    sources: list[Source], *, encoding: str | None, strict: bool, log: BuildLog
) -> Iterator[Story]:
    given = [each for each in sources if isinstance(each, Story)]
    paths = [each for each in sources if not isinstance(each, Story)]
    ids = [story.id for story in given]
    repeated = sorted({each for each in ids if ids.count(each) > 1})
    if repeated:
        raise StorygraphError(f"story ids must be unique; given twice: {', '.join(repeated)}")
    yield from given
    for item in read_stories(paths, encoding=encoding, taken=ids):
        if isinstance(item, Story):
            yield item
        elif strict:
            raise UnreadableStoryError(f"cannot read '{item.source}': {item.reason}")
        else:
            log.skipped.append(item)


def _corrections(given: str | Path | None, sources: Iterable[Source]) -> Corrections:
    if given is not None:
        return read_corrections(Path(given))
    folders = (Path(each) for each in sources if not isinstance(each, Story))
    found = [folder / FILE for folder in folders if (folder / FILE).is_file()]
    if len(found) > 1:
        listed = ", ".join(f"'{path}'" for path in found)
        raise CorrectionError(f"several corrections: {listed}. Name the one to use.")
    return read_corrections(found[0]) if found else Corrections()


def _labels(nlp: Language) -> dict[str, str]:
    return {key: theme.label for key, theme in vocabulary_of(nlp).themes.items()}
