"""The one command that rebuilds a pipeline: ``python -m training.run cnn --data DIR --out DIR``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import spacy

from training import cnn
from training.corpora import convert_all
from training.evaluate import measure, write_results

_ROOT = Path(__file__).parent.parent
MODELS = _ROOT / "src" / "storygraph" / "models"
RESULTS = Path(__file__).with_name("RESULTS.md")


def main(arguments: Sequence[str] | None = None) -> int:
    """Convert, train, measure and ship; return the exit code."""
    options = _parser().parse_args(arguments)
    converted = options.out / "converted"
    for name, tokens in convert_all(options.data, converted).items():
        print(f"{name}: {tokens:,} tokens")
    if options.action == "cnn":
        print(f"{build_cnn(converted, options.out / 'cnn', epochs=options.epochs):,} bytes")
    elif options.action == "encoder":
        build_encoder(converted, options.out / "encoder", options)
    else:
        measure_shipped(converted)
    return 0


def build_cnn(converted: Path, out: Path, *, epochs: int | None) -> int:
    """Train names and syntax at the same time, one core each, into OUT/cnn/en_storygraph_cnn."""
    cnn.prepare(converted, out)
    runs = [cnn.train(out, part=part, epochs=epochs) for part in ("names", "syntax")]
    codes = [run.wait() for run in runs]
    if any(codes):
        raise SystemExit(f"training failed: read '{out}/names.log' and '{out}/syntax.log'")
    return cnn.deliver(out, converted, out / "en_storygraph_cnn", RESULTS)


def build_encoder(converted: Path, out: Path, options: argparse.Namespace) -> None:
    """Train and ship the encoder; torch and onnx are read only here."""
    from training.encoder.build import build
    from training.encoder.settings import Settings

    chosen = {"threads": options.threads, "minutes": options.minutes}
    given = {"epochs": options.epochs, "seed": options.seed, "share": options.share}
    given |= {"story_share": options.story_share, "trees_of": options.trees_of}
    chosen["with_held_out"] = options.with_held_out
    settings = Settings(**chosen, **{name: n for name, n in given.items() if n is not None})
    target = MODELS / "en_storygraph"
    average = {Path(path): float(share) for path, share in options.average}
    build(
        converted,
        out,
        target,
        RESULTS,
        settings,
        resume=options.resume,
        average=average,
        data=options.data,
    )


def measure_shipped(converted: Path) -> None:
    """Measure every shipped pipeline again and write RESULTS.md."""
    for folder in sorted(path for path in MODELS.iterdir() if (path / "config.cfg").exists()):
        nlp = spacy.load(folder)
        report = measure(nlp, converted, learnt=nlp.meta.get("learnt", ()))
        write_results(
            RESULTS, section=folder.name, report=report, note=str(nlp.meta["description"])
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.run", description=__doc__)
    parser.add_argument("action", choices=("cnn", "encoder", "measure"), help="what to do")
    parser.add_argument("--data", type=Path, required=True, help="folder of the unpacked sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for everything made")
    parser.add_argument("--epochs", type=int, help="another number of epochs")
    parser.add_argument("--minutes", type=float, help="encoder: stop learning after this time")
    parser.add_argument(
        "--resume", type=Path, help="encoder: weights (encoder.pt) or a pipeline to go on from"
    )
    parser.add_argument(
        "--average",
        nargs=2,
        action="append",
        default=[],
        metavar=("WEIGHTS", "SHARE"),
        help="encoder: weights of an earlier run to mix in, and their share of the whole, 0 to 1",
    )
    parser.add_argument("--seed", type=int, help="encoder: another seed")
    parser.add_argument(
        "--trees-of",
        metavar="FOLDER",
        help="encoder: a pipeline whose trees the annotated stories are given to learn",
    )
    parser.add_argument(
        "--share", type=float, help="encoder: the share of the open sets that an epoch reads"
    )
    parser.add_argument(
        "--story-share", type=float, help="encoder: the share of the stories that an epoch reads"
    )
    parser.add_argument(
        "--with-held-out", action="store_true", help="encoder: learn from HELD_OUT_SETS as well"
    )
    parser.add_argument("--threads", type=int, default=1, help="encoder: processor threads")
    return parser


if __name__ == "__main__":
    sys.exit(main())
