"""The whole road: files -> stories -> readings -> entities -> graph."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from spacy.language import Language

from storygraph.collector import uncollected
from storygraph.corpus.files import find_files
from storygraph.corpus.stories import explain_empty, read_stories
from storygraph.corrections import FILE, Corrections, correct_graph, read_corrections
from storygraph.detect.fingerprint import fingerprint
from storygraph.detect.pipeline import load_pipeline, vocabulary_of
from storygraph.detect.vocabulary import Vocabulary
from storygraph.entities.carry import CarriedTitles
from storygraph.entities.discover import discover_themes
from storygraph.entities.resolve import resolve_entities
from storygraph.errors import CorrectionError, StorygraphError, UnreadableStoryError
from storygraph.graph.assemble import assemble
from storygraph.graph.storygraph import StoryGraph
from storygraph.places.locate import find_places
from storygraph.places.other_names import same_places
from storygraph.records import Reading, Skipped, Story
from storygraph.store.database import ReadingStore, open_store
from storygraph.workers.choose import check_choice, choose_readers
from storygraph.workers.stage import PipelineSettings, Readers, read_all, read_with

Source = str | Path | Story
_DIED = "the worker process that read it died, twice"


@dataclass(slots=True)
class BuildLog:
    """What happened while a graph was built.

    Attributes
    ----------
    skipped
        The files that are not in the graph, and why.
    read, kept
        How many stories were read, and how many were known from the project file.

    Examples
    --------
    >>> log = sg.BuildLog()
    >>> graph = sg.build("tales/", log=log)
    >>> log.read, log.skipped
    (3, [])
    """

    skipped: list[Skipped] = field(default_factory=list)
    read: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: stories and characters that are read, of those that are to be read.

    While stories are still gathered from files (`stage` is "gathering"), `stories` counts the
    files, of which there may be fewer or more than stories, and `characters` is 0.
    """

    stage: Literal["gathering", "reading"]
    story: Story
    stories_done: int
    stories: int
    characters_done: int
    characters: int


def build(
    source: Source | Iterable[Source],
    *,
    pipeline: str | Path | Language = "en_storygraph",
    themes: str | Path | None = None,
    relations: str | Path | None = None,
    corrections: str | Path | None = None,
    encoding: str | None = None,
    text_column: str | None = None,
    any_language: bool = False,
    strict: bool = False,
    db: str | Path | None = None,
    workers: int | None = None,
    dask: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    log: BuildLog | None = None,
) -> StoryGraph:
    """Read stories and return the graph of what they tell.

    The graph is the same to the byte wherever the stories were read and whatever was known before.

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
    text_column
        The column or key that holds the text in tables of stories.
    any_language
        Read stories that are not in English too, instead of skipping them.
    strict
        Raise for a file that cannot be read, instead of skipping it.
    db
        The project file: a SQLite database that keeps what was found in each story. The next build
        reads only the stories that are new or changed, and forgets those that are gone; a build
        that was stopped goes on where it was.
    workers
        How many processes read; if None, as many as the size of what there is to read is worth.
    dask
        The address of a Dask scheduler whose workers read instead: "tcp://127.0.0.1:8786".
    on_progress
        Called for each story that was gathered, and again when it has been read.
    log
        Takes the skipped files, and counts.

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
    DatabaseError
        If the project file cannot be used, or another build is writing it.
    WorkerError
        If the workers or the cluster cannot be used.

    Examples
    --------
    >>> graph = sg.build("tales/")
    >>> sorted(graph.stories)
    ['evening', 'road', 'winter']
    >>> [step.relation for step in graph.path("Aru Bek", "Dana Lin")]
    ['met']
    """
    sources = [source] if isinstance(source, str | Path | Story) else list(source)
    log = log if log is not None else BuildLog()
    files = check_sources(sources)
    settings = (
        None if isinstance(pipeline, Language) else PipelineSettings.of(pipeline, themes, relations)
    )
    check_choice(can_be_sent=settings is not None, workers=workers, dask=dask)
    tell = on_progress or (lambda progress: None)
    with open_store(None if db is None else Path(db)) as store:
        nlp = (
            pipeline
            if isinstance(pipeline, Language)
            else load_pipeline(pipeline, themes=themes, relations=relations)
        )
        read = partial(
            read_stories,
            encoding=encoding,
            text_column=text_column,
            any_language=any_language or nlp.lang != "en",
        )
        stories = _stories(sources, read, strict=strict, log=log)
        # What lives for one build alone was all made by the same pipeline.
        made_by = "" if db is None else fingerprint(nlp)
        store.add(_gathered(stories, files, tell), settings=made_by)
        choose = partial(choose_readers, nlp, settings, workers=workers, dask=dask)
        _read(store, choose, strict=strict, log=log, tell=tell)
        if not store.counts(unread=False)[0]:
            raise explain_empty([s for s in sources if not isinstance(s, Story)], log.skipped)
        store.forget()
        return _linked(store, _corrections(corrections, sources), vocabulary_of(nlp))


@uncollected()
def _linked(
    readings: Iterable[Reading], corrections: Corrections, vocabulary: Vocabulary
) -> StoryGraph:
    carried = CarriedTitles(readings)
    graph = assemble(
        discover_themes(carried),
        resolve_entities(carried, same_places=same_places),
        labels={theme.key: theme.label for theme in vocabulary},
        aliases={key: vocabulary.aliases(key) for key in vocabulary.themes},
    )
    corrected = correct_graph(graph, corrections)
    for node, found in find_places(corrected).items():
        corrected.nx.nodes[node].update(found)
    return corrected


def _gathered(
    stories: Iterable[Story], files: int, tell: Callable[[Progress], None]
) -> Iterator[Story]:
    for number, story in enumerate(stories, start=1):
        tell(Progress("gathering", story, number, files, 0, 0))
        yield story


def _read(
    store: ReadingStore,
    choose: Callable[..., Readers],
    *,
    strict: bool,
    log: BuildLog,
    tell: Callable[[Progress], None],
) -> None:
    """Read the stories of the corpus that are unread."""
    all_stories, _ = store.counts(unread=False)
    stories, characters = store.counts(unread=True)
    log.kept = all_stories - stories
    read = 0
    with closing(choose(stories=stories, characters=characters)) as readers:
        for number, (key, story, reading) in enumerate(read_all(store.unread(), readers), start=1):
            read += len(story.text)
            if reading is not None:
                store.put(key, reading)
                log.read += 1
            elif strict:
                raise UnreadableStoryError(f"cannot read '{story.source or story.id}': {_DIED}")
            else:
                store.drop(key)
                log.skipped.append(Skipped(story.source or story.id, _DIED))
            tell(Progress("reading", story, number, stories, read, characters))


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
    """Return what a pipeline finds in one story.

    Examples
    --------
    >>> story = sg.Story("winter", "A First Winter", "Aru Bek plays the dombra.")
    >>> reading = sg.read_story(sg.load_pipeline(), story)
    >>> [(relation.name, relation.object.theme) for relation in reading.relations][0]
    ('plays', 'dombra')
    """
    return read_with(nlp, story)


def _stories(
    sources: list[Source],
    read: Callable[..., Iterator[Story | Skipped]],
    *,
    strict: bool,
    log: BuildLog,
) -> Iterator[Story]:
    given = [each for each in sources if isinstance(each, Story)]
    paths = [each for each in sources if not isinstance(each, Story)]
    ids = [story.id for story in given]
    repeated = sorted({each for each in ids if ids.count(each) > 1})
    if repeated:
        raise StorygraphError(f"story ids must be unique; given twice: {', '.join(repeated)}")
    yield from given
    for item in read(paths, taken=ids):
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
