"""What a story is about: of the themes that it mentions, those that a reader would list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import NamedTuple

from spacy.tokens import Doc, Span

from storygraph.detect.columns import sentence_numbers
from storygraph.detect.regression import odds, probability, shipped_weights
from storygraph.detect.vocabulary import Vocabulary

#: A story is about a theme that is this likely to be listed.
_LIKELY = 0.45
#: The file of `data` that holds the weights of features.
WEIGHTS = "salience.tsv"
#: Tokens, some 1,000 words.
SHORT_STORY = 1_250
_LENGTHS = (250, 350, 450, 600, 800)  # tokens
_MOST_MENTIONS, _MOST_SENTENCES, _MOST_NARROWER = 5, 6, 4

# Labels of spaCy's own English pipelines, as Universal Dependencies call them.
_UNIVERSAL = {"dobj": "obj", "pobj": "obl", "nsubjpass": "nsubj"}


class Found(NamedTuple):
    """The mentions of all themes, labelled with their keys.

    `counted` are those of themes that are mentioned often enough by the rules of the vocabulary,
    `gathered` those of narrower themes, labelled with a broader one that they speak of.
    """

    mentions: list[Span]
    counted: list[Span]
    gathered: list[Span]


@dataclass(slots=True)
class Told:
    """How a story tells of a theme: its own mentions, and those of narrower themes."""

    own: list[Span] = field(default_factory=list)
    narrower: list[Span] = field(default_factory=list)


def about(found: Found, likely: Mapping[str, float], vocabulary: Vocabulary) -> set[str]:
    """Return the themes that a story is about, given how likely each is, see `weigh`.

    A theme of `vocabulary.ruled` is taken where it is counted or gathered.
    """
    ruled = {span.label_ for span in (*found.counted, *found.gathered)} & vocabulary.ruled
    return ruled | {key for key in likely if is_about(likely, key)}


def is_about(likely: Mapping[str, float], key: str) -> bool:
    """Tell whether a story is about a theme, given how likely each is."""
    return likely.get(key, 0.0) >= _LIKELY


def weigh(doc: Doc, found: Found, vocabulary: Vocabulary, *, heading: int) -> dict[str, float]:
    """Return how likely a reader lists each theme that a story has words for, 0 to 1.

    A logistic regression, learnt from what readers judged (`training/salience.py`), says so of
    shipped themes, but of none of `vocabulary.ruled`. `heading` is how many tokens the story's
    heading has.
    """
    weights = shipped_weights(WEIGHTS)
    return {
        key: likelihood(features, weights)
        for key, features in describe(doc, found, vocabulary, heading=heading)
        if key not in vocabulary.ruled
    }


def likelihood(features: Sequence[str], weights: Mapping[str, float]) -> float:
    """Return how likely a reader lists a theme, 0 to 1."""
    return probability(odds(((feature, 1.0) for feature in features), weights))


def describe(
    doc: Doc, found: Found, vocabulary: Vocabulary, *, heading: int
) -> Iterator[tuple[str, list[str]]]:
    """Yield each theme with what the regression is told of it.

    Counts are rounded shares of what a long story mentions; of what comes to nothing no story is.
    """
    told = _told(found, vocabulary)
    counted = {span.label_ for span in found.counted}
    gathered = {span.label_ for span in found.gathered} - counted
    sentence_of = sentence_numbers(doc)
    longer = times_longer(len(doc), SHORT_STORY)
    lengths = [f"tokens>{length}" for length in _LENGTHS if len(doc) > length]
    for key, each in told.items():
        group = vocabulary.group(key)
        of_any = {sentence_of[span.start] for span in (*each.own, *each.narrower)}
        sentences = _steps("sentences", len(of_any) / longer, _MOST_SENTENCES)
        if not sentences:
            continue
        kinds = {span.label_ for span in each.narrower}
        features = ["", f"theme:{key}", f"group:{group}", *lengths, *sentences]
        features += _steps("mentions", len(each.own) / longer, _MOST_MENTIONS)
        features += _steps("narrower", len(kinds) / longer, _MOST_NARROWER)
        # Once or more often matters most; the first step all themes have.
        features += [f"{group}|{step}" for step in sentences[1:4]]
        features += [f"theme:{key}|{step}" for step in sentences[1:2]]
        features += ["counted"] * (key in counted) + ["gathered"] * (key in gathered)
        if any(span.end <= heading for span in each.own):
            features.append("heading")
        if any(span.end <= heading for span in each.narrower):
            features.append("narrower heading")
        if any(broader in told for broader in vocabulary.broader_of(key)):
            features.append("broader")
        features += sorted(_forms(each.own, group))
        features += sorted({f"word:{key}|{_words(span)}" for span in each.own})
        features += sorted(f"narrower:{key}|{kind}" for kind in kinds)
        yield key, features


def _told(found: Found, vocabulary: Vocabulary) -> dict[str, Told]:
    told = {span.label_: Told() for span in found.gathered}
    for span in found.mentions:
        told.setdefault(span.label_, Told()).own.append(span)
    for span in found.mentions:
        for key in vocabulary.broader_of(span.label_):
            if key in told:
                told[key].narrower.append(span)
    return told


def times_longer(length: int, usual: int) -> float:
    """Return how many times more a story of `length` tokens mentions than one of `usual`.

    That is the square root of how much longer it is; a shorter one mentions no less.
    """
    return sqrt(max(1.0, length / usual))


def _words(span: Span) -> str:
    return " ".join(span.text.lower().split())


def _steps(name: str, count: float, most: int) -> list[str]:
    return [f"{name}>={step}" for step in range(1, most + 1) if count + 0.5 >= step]


def _forms(spans: Sequence[Span], group: str) -> set[str]:
    """Return in which forms a theme is mentioned: as maker or verb, subject, part of a name."""
    found: set[str] = set()
    for span in spans:
        root = span.root
        dep = root.dep_.partition(":")[0]
        of_root = (f"role:{span.id_}", f"dep:{_UNIVERSAL.get(dep, dep)}")
        found.update(of_root)
        found.update(f"{group}|{each}" for each in of_root)
        found.add("in a name" if root.ent_type_ else "in no name")
    return found
