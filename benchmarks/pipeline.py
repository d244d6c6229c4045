"""How fast a pipeline reads, starts, and how much memory and disk it takes.

Run as `python -m benchmarks.pipeline [PIPELINE ...] [--words N]`: the shipped pipeline, and any
others to set beside it (the CNN of `python -m training.run cnn`, for example). The text is that of
`corpus/`, repeated. Each figure is taken in a process of its own, on one thread. Tokens are counted
a second of processor time, the cold start in wall time. Compare the ratios: seconds depend on the
machine.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.resources import files
from pathlib import Path

SHIPPED = "en_storygraph"
CORPUS = Path(__file__).parent.parent / "corpus"
#: Tokens a second that BookNLP's documentation states for its small model on ten cores.
BOOKNLP_SMALL = 690
HEADER = (
    "pipeline              tokens/s   two processes   of BookNLP small   cold start s   "
    "peak MB   disk MB"
)


def main() -> None:
    """Print one line a pipeline."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pipeline", description=__doc__)
    parser.add_argument("pipelines", nargs="*", help="installed pipelines or folders")
    parser.add_argument("--words", type=int, default=100_000, help="length of the story read")
    parser.add_argument("--child", choices=TASKS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(TASKS[options.child](options.pipelines[0], options.words)))
        return
    print(HEADER)
    for name in dict.fromkeys([SHIPPED, *options.pipelines]):
        alone = _measured("read", name, options.words)
        both = _measured("read_twice", name, options.words)
        start = _measured("start", name, options.words)
        print(
            f"{Path(name).name:<22} {alone['speed']:>8,.0f} {both['speed']:>15,.0f} "
            f"{both['speed'] / BOOKNLP_SMALL:>17.1f}x {start['seconds']:>14.2f} "
            f"{alone['peak']:>9,.0f} {_size(name):>9.1f}"
        )


def _measured(task: str, pipeline: str, words: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.pipeline", pipeline]
    done = subprocess.run(
        [*command, "--words", str(words), "--child", task],
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _text(words: int) -> str:
    stories = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.md"))]
    stories += [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    size = sum(len(story.split()) for story in stories)
    return "\n\n".join(stories * (words // size + 1))


def read(pipeline: str, words: int) -> dict[str, float]:
    """Read one long story; return tokens a second and the peak memory in MB."""
    from storygraph import Story, load_pipeline
    from storygraph.detect.docs import to_doc

    nlp = load_pipeline(pipeline)
    text = _text(words)
    to_doc(nlp, Story("warm", "", text[:4000], "", {}))
    began = time.process_time()
    doc = to_doc(nlp, Story("story", "", text, "", {}))
    speed = sum(not token.is_space for token in doc) / (time.process_time() - began)
    return {"speed": speed, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def read_twice(pipeline: str, words: int) -> dict[str, float]:
    """Read in two processes at once; return tokens a second together."""
    with ProcessPoolExecutor(2) as pool:
        speeds = list(pool.map(read, [pipeline] * 2, [words] * 2))
    return {"speed": sum(each["speed"] for each in speeds)}


def start(pipeline: str, words: int) -> dict[str, float]:
    """Import, load and read one sentence; return the seconds."""
    began = time.perf_counter()
    from storygraph import Story, load_pipeline, read_story

    read_story(load_pipeline(pipeline), Story("story", "", "Aru Bek lives in Riga.", "", {}))
    return {"seconds": time.perf_counter() - began}


TASKS = {"read": read, "read_twice": read_twice, "start": start}


def _size(pipeline: str) -> float:
    """Return the megabytes of a pipeline's folder, 0 for an installed package."""
    folder = Path(pipeline)
    if pipeline == SHIPPED:
        folder = Path(str(files("storygraph") / "models" / SHIPPED))
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    main()
