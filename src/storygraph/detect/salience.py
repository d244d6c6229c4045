"""What a story is about: of the themes that it mentions, those that a reader would list."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import exp, sqrt

from spacy.tokens import Doc, Span

from storygraph.detect.columns import sentence_numbers
from storygraph.detect.vocabulary import Vocabulary

#: A story is about a theme that is this likely to be listed.
_LIKELY = 0.45
_FILE = "salience.tsv"
_SHORT_STORY = 1_250  # tokens; a longer story mentions more, by the square root of its length
_LENGTHS = (250, 350, 450, 600, 800)  # tokens
_MOST_MENTIONS, _MOST_SENTENCES, _MOST_NARROWER = 5, 6, 4


@dataclass(slots=True)
class Told:
    """How a story tells of a theme: its own mentions, and those of narrower themes."""

    own: list[Span] = field(default_factory=list)
    narrower: list[Span] = field(default_factory=list)


def about(
    doc: Doc,
    mentions: Sequence[Span],
    counted: Collection[str],
    gathered: Collection[str],
    vocabulary: Vocabulary,
    *,
    heading: int,
) -> list[str]:
    """Return the themes that a story is about, sorted.

    A logistic regression, learnt from what readers judged (`training/salience.py`), decides for
    shipped themes. Those that a user's file has are taken where they are mentioned often enough.

    Parameters
    ----------
    mentions
        The mentions of all themes, labelled with their keys.
    counted, gathered
        The themes mentioned often enough by the rules of the vocabulary, and those that narrower
        themes speak of.
    heading
        How many tokens the story's heading has.
    """
    weights = shipped_weights()
    told = tell(mentions, gathered, vocabulary)
    described = describe(doc, told, counted, gathered, vocabulary, heading=heading)
    ruled = vocabulary.own & {*counted, *gathered}
    found = {
        key
        for key, features in described
        if key not in vocabulary.own and likelihood(features, weights) >= _LIKELY
    }
    return sorted(found | ruled)


def likelihood(features: Sequence[str], weights: Mapping[str, float]) -> float:
    """Return how likely a reader lists a theme, 0 to 1."""
    return 1 / (1 + exp(-sum(weights.get(feature, 0.0) for feature in features)))


@cache
def shipped_weights() -> Mapping[str, float]:
    """Return the weight of each feature."""
    text = (files("storygraph.detect") / "data" / _FILE).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {feature: float(weight) for feature, weight in rows}


def tell(
    mentions: Sequence[Span], gathered: Collection[str], vocabulary: Vocabulary
) -> dict[str, Told]:
    """Return how each theme mentioned or gathered is told."""
    told = {key: Told() for key in gathered}
    for span in mentions:
        told.setdefault(span.label_, Told()).own.append(span)
    for span in mentions:
        for key in vocabulary.broader_of(span.label_):
            if key in told:
                told[key].narrower.append(span)
    return told


def describe(
    doc: Doc,
    told: Mapping[str, Told],
    counted: Collection[str],
    gathered: Collection[str],
    vocabulary: Vocabulary,
    *,
    heading: int,
) -> Iterator[tuple[str, list[str]]]:
    """Yield each theme with what the regression is told of it."""
    sentence_of = sentence_numbers(doc)
    longer = sqrt(max(1.0, len(doc) / _SHORT_STORY))
    lengths = [f"tokens>{length}" for length in _LENGTHS if len(doc) > length]
    for key, each in told.items():
        group = vocabulary.group(key)
        spans = [*each.own, *each.narrower]
        sentences = len({sentence_of[span.start] for span in spans}) / longer
        features = ["", f"theme:{key}", f"group:{group}", *lengths]
        features += _steps("mentions", len(each.own) / longer, _MOST_MENTIONS)
        many = _steps("sentences", sentences, _MOST_SENTENCES)
        features += many
        features += [f"{group}|{step}" for step in many[1:4]]
        features += [f"theme:{key}|{step}" for step in many[1:2]]
        kinds = len({span.label_ for span in each.narrower}) / longer
        features += _steps("narrower", kinds, _MOST_NARROWER)
        if key in counted:
            features.append("counted")
        elif key in gathered:
            features.append("gathered")
        if any(span.end <= heading for span in each.own):
            features.append("heading")
        if any(span.end <= heading for span in each.narrower):
            features.append("narrower heading")
        if any(key in told for key in vocabulary.broader_of(key)):
            features.append("broader")
        features += sorted(_forms(each.own, group))
        yield key, features


def _steps(name: str, count: float, most: int) -> list[str]:
    return [f"{name}>={step}" for step in range(1, most + 1) if count >= step]


def _forms(spans: Sequence[Span], group: str) -> set[str]:
    """Return in which forms a theme is mentioned: as maker or verb, subject, part of a name."""
    found: set[str] = set()
    for span in spans:
        root = span.root
        of_root = (f"role:{span.id_}", f"dep:{root.dep_.partition(':')[0]}")
        found.update(of_root)
        found.update(f"{group}|{each}" for each in of_root)
        found.add("in a name" if root.ent_type_ else "in no name")
    return found
