"""How time and memory grow with the corpus, and what a second build costs; seconds of one core.

Run as `python -m benchmarks.scale`; `--quick` leaves the largest sizes out, `--help` names the
other options. Every measurement has a process of its own, so that its peak memory is its own. Where
there are not enough stories they are invented, see `benchmarks.invented`.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

import spacy
from benchmarks.invented import invented_readings, invented_story

import storygraph as sg
from storygraph.build import Progress
from storygraph.corpus.stories import read_stories
from storygraph.entities.carry import CarriedTitles
from storygraph.entities.discover import discover_themes
from storygraph.entities.resolve import resolve_entities
from storygraph.graph.assemble import assemble
from storygraph.places.other_names import same_places
from storygraph.store.codec import encode_reading
from storygraph.store.database import open_store

SIZES = (100, 1_000, 10_000, 100_000)
QUICK = SIZES[:-1]
Figures = dict[str, float]


def main() -> None:
    """Print the tables."""
    options = _options()
    if options.measure:
        print(json.dumps(MEASURES[options.measure](*options.arguments)))
        return
    _print_assembly([int(size) for size in options.sizes or (QUICK if options.quick else SIZES)])
    _print_reading(options.corpus, options.words)
    _print_second_build(options.stories or ("200" if options.quick else "1000"))
    if options.novels:
        _print_novels(options.novels)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.scale", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="minutes instead of a quarter of an hour"
    )
    parser.add_argument("--sizes", nargs="*", help=f"stories of a graph {SIZES}")
    parser.add_argument("--stories", help="stories of the second build (1000)")
    parser.add_argument("--novels", help="a folder of novels that are read too, each timed")
    parser.add_argument("--corpus", default="corpus", help="folder that is read (%(default)s)")
    parser.add_argument("--words", default="100000", help="of the novel that is read (%(default)s)")
    parser.add_argument("--measure", choices=list(MEASURES), help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs="*", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measured(measure: str, *arguments: object) -> Figures:
    """Return the figures of a measurement in a process of its own, its peak memory among them."""
    command = [sys.executable, "-m", "benchmarks.scale", "--measure", measure, "--"]
    done = subprocess.run(
        [*command, *map(str, arguments)],
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _peak() -> float:
    """Return the peak memory of this process in GB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9


def _timed(run: Callable[[], object]) -> float:
    """Return the processor's seconds: what else the machine does is not counted."""
    start = time.process_time()
    run()
    return time.process_time() - start


def _print_assembly(sizes: list[int]) -> None:
    print("Readings to graph, invented stories of ten entities:")
    print("stories      links  identity s  assembly s  ms a story  exponent  peak GB")
    before: tuple[int, float] | None = None
    for size in sizes:
        found = _measured("assembly", size)
        seconds = found["identity"] + found["assembly"]
        print(
            f"{size:7,}  {found['links']:9,.0f}  {found['identity']:10.2f}  "
            f"{found['assembly']:10.2f}  {1000 * seconds / size:10.2f}  "
            f"{_exponent(before, (size, seconds)):>8}  {found['peak']:7.2f}",
            flush=True,
        )
        before = size, seconds
    if len(sizes) > 1:
        ideal = _exponent(*((size, size * log(size)) for size in sizes[-2:]))
        print(f"n log n would have an exponent of {ideal} in the last step")


def _exponent(before: tuple[int, float] | None, after: tuple[int, float]) -> str:
    """Return the power of the number of stories with which the seconds grow."""
    if before is None:
        return ""
    return f"{log(after[1] / before[1]) / log(after[0] / before[0]):.2f}"


def measure_assembly(size: str) -> Figures:
    """Return seconds of identity and assembly for readings that lie in a project file."""
    with TemporaryDirectory() as folder, open_store(Path(folder) / "p.sqlite") as store:
        store.add((each.story for each in invented_readings(int(size))), settings="")
        readings = invented_readings(int(size))
        for (key, story), reading in zip(store.unread(), readings, strict=True):
            assert reading.story == story
            store.put(key, encode_reading(reading))
        start = time.process_time()
        carried = CarriedTitles(store)
        resolution = [resolve_entities(carried, same_places=same_places)]
        resolved = time.process_time()
        graph = assemble(discover_themes(carried), resolution.pop())
        identity, assembly = resolved - start, time.process_time() - resolved
        links = graph.nx.number_of_edges()
    return {"identity": identity, "assembly": assembly, "links": links, "peak": _peak()}


def _print_reading(corpus: str, words: str) -> None:
    print("\nText to graph on one core, against the trained pipeline alone on the same text:")
    print("text            words  pipeline s  whole s  ratio  words/s  peak GB")
    for name, measure, argument in (("corpus", "corpus", corpus), ("novel", "novel", words)):
        bare, whole = _measured(measure, argument, "bare"), _measured(measure, argument, "whole")
        print(
            f"{name:12}  {whole['words']:7,.0f}  {bare['seconds']:10.2f}  "
            f"{whole['seconds']:7.2f}  {whole['seconds'] / bare['seconds']:5.2f}  "
            f"{whole['words'] / whole['seconds']:7,.0f}  {whole['peak']:7.2f}",
            flush=True,
        )


def measure_corpus(corpus: str, part: str) -> Figures:
    """Return the seconds that a folder of stories takes."""
    return _reading([each for each in read_stories([corpus]) if isinstance(each, sg.Story)], part)


def measure_novel(words: str, part: str) -> Figures:
    """Return the seconds that one long story of so many words takes."""
    chapters: list[str] = []
    length = 0
    while length < int(words):
        chapters.append(invented_story(len(chapters), sentences=100).text)
        length += len(chapters[-1].split())
    return _reading([sg.Story("novel", "Novel", "\n\n".join(chapters))], part)


def _reading(stories: list[sg.Story], part: str) -> Figures:
    nlp = sg.load_pipeline()
    bare = spacy.load(nlp.path)
    run = {
        "bare": lambda: [bare(piece) for story in stories for piece in _pieces(story.text)],
        "whole": lambda: sg.build(stories, pipeline=nlp),
    }[part]
    sg.read_story(nlp, invented_story(0))  # what is loaded at first use is loaded
    words = sum(len(story.text.split()) for story in stories)
    return {"seconds": _timed(run), "words": words, "peak": _peak()}


def _pieces(text: str, length: int = 20_000) -> list[str]:
    return [text[start : start + length] for start in range(0, len(text), length)]


def _print_second_build(stories: str) -> None:
    found = _measured("second", stories)
    print(f"\nA second build after one change among {int(stories):,} stories of 240 words:")
    print(
        "first s  second s  share  nothing changed s  peak GB: a tenth read, all read, graph made"
    )
    print(
        f"{found['first']:7.1f}  {found['second']:8.2f}  {found['second'] / found['first']:5.1%}  "
        f"{found['same']:17.2f}  {found['tenth']:22.3f}  {found['all']:8.3f}  {found['peak']:10.3f}"
    )
    around = found["start"] + found["save"]
    share = (found["second"] + around) / (found["first"] + around)
    print(
        f"The whole command starts in {found['start']:.2f} s and writes the graph as JSON in "
        f"{found['save']:.2f} s besides: a share of {share:.1%}"
    )


def measure_second(stories: str) -> Figures:
    """Return the seconds of a first build, one after a change, and one after none.

    `start` are those of the program until it has loaded the pipeline. The peak memory is taken when
    a tenth of the stories of the first build are read, and all.
    """
    nlp = sg.load_pipeline()
    start = time.process_time()
    corpus = [invented_story(number) for number in range(int(stories))]
    changed = [replace(corpus[0], text=corpus[0].text + " Then it rained."), *corpus[1:]]
    peaks: list[float] = []

    def note(progress: Progress) -> None:
        if progress.stage == "reading":
            peaks.append(_peak())

    with TemporaryDirectory() as folder:
        db = Path(folder) / "p.sqlite"
        first = _timed(lambda: sg.build(corpus, pipeline=nlp, db=db, on_progress=note))
        peak = _peak()
        second, same = (
            _timed(lambda: sg.build(changed, pipeline=nlp, db=db)) for _ in ("changed", "same")
        )
        graph = sg.build(changed, pipeline=nlp, db=db)
        save = _timed(lambda: graph.save(Path(folder) / "graph.json"))
    tenth, last = peaks[len(peaks) // 10], peaks[-1]
    return {
        "start": start, "first": first, "second": second, "same": same, "save": save,
        "tenth": tenth, "all": last, "peak": peak,
    }  # fmt: skip


def _print_novels(folder: str) -> None:
    found = _measured("novels", folder)
    print(f"\nThe {found['novels']:.0f} novels of {folder}, from files to one graph on one core:")
    print("words        seconds  words/s  s for 100,000 words: mean, slowest  links s  peak GB")
    print(
        f"{found['words']:11,.0f}  {found['seconds']:7,.0f}  "
        f"{found['words'] / found['seconds']:7,.0f}  "
        f"{100_000 * found['reading'] / found['words']:25.1f}  {found['slowest']:7.1f}  "
        f"{found['seconds'] - found['reading']:7.1f}  {found['peak']:7.2f}"
    )


def measure_novels(folder: str) -> Figures:
    """Return the seconds of a build of a folder, and of its slowest story for its length."""
    nlp = sg.load_pipeline()
    sizes: list[int] = []
    ends: list[float] = []

    def note(progress: Progress) -> None:
        if progress.stage == "reading":
            sizes.append(len(progress.story.text.split()))
        else:
            ends.clear()
        ends.append(time.process_time())

    seconds = _timed(lambda: sg.build(folder, pipeline=nlp, on_progress=note))
    took = [end - start for start, end in pairwise(ends)]
    return {
        "novels": len(sizes),
        "words": sum(sizes),
        "seconds": seconds,
        "reading": sum(took),
        "slowest": max(100_000 * each / size for each, size in zip(took, sizes, strict=True)),
        "peak": _peak(),
    }


MEASURES: dict[str, Callable[..., Figures]] = {
    "assembly": measure_assembly,
    "corpus": measure_corpus,
    "novel": measure_novel,
    "novels": measure_novels,
    "second": measure_second,
}

if __name__ == "__main__":
    main()
