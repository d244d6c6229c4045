"""Writes sentences about invented people, places and works, with their labels.

The open sets hold few titles without quotation marks and few names from outside
Europe. The templates are the project's own; nothing is taken from a data set.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

import spacy
from spacy.tokens import Doc

from training.augment import name_lists
from training.docs import doc_of_exact
from training.invented import CITIES, COUNTRIES, LANDFORMS, NOUNS, SITES, TEMPLATES, TRADES

_ADJECTIVES = tuple(
    "Blue Silent Broken Last Golden Red Hidden White Winter Long Lonely Burning Distant Black "
    "Green Quiet Endless Lost Sleeping Wild Bitter Paper Stone Silver Restless Unfinished".split()
)
_EVENTS = ("Biennale", "Festival", "Triennial", "Film Festival", "Book Fair", "Jazz Festival")
_ORGS = ("Museum of Art", "Academy of Arts", "Symphony Orchestra", "Conservatory", "Art Institute",
         "State University", "Ballet", "Opera Company", "Quartet", "Press", "Gazette")  # fmt: skip
Filler = Callable[[random.Random], str]


def person(rng: random.Random) -> str:
    """Return a full name, a given name or, rarely, initials with a family name."""
    given, family = name_lists()
    form = rng.random()
    if form < 0.55:
        return f"{rng.choice(given)} {rng.choice(family)}"
    if form < 0.85:
        return rng.choice(given)
    if form < 0.92:
        return f"{rng.choice(given)} {rng.choice(given)[0]}. {rng.choice(family)}"
    return rng.choice(family)


def work(rng: random.Random) -> str:
    """Return the title of a painting, song, book, dance or film."""
    noun, other = rng.choice(NOUNS), rng.choice(NOUNS)
    adjective = rng.choice(_ADJECTIVES)
    return rng.choice(
        (
            f"The {adjective} {noun}", f"{adjective} {noun}", f"{noun} of {other}", f"The {noun}",
            f"{noun} and {other}", f"{noun} in {rng.choice(CITIES)}", f"Song of the {noun}",
            f"The {noun} That Never Came", f"A {noun} for {rng.choice(name_lists()[0])}",
            f"Where the {noun} Sleeps", f"Letters to a {noun}", f"My {adjective} {noun}",
            f"Symphony No. {rng.randint(1, 9)}", noun, f"{other}s at Dusk", f"Portrait of a {noun}",
            f"{rng.choice(name_lists()[0])}", f"Mother with a {noun}",
            f"{noun} No. {rng.randint(1, 40)}",
        )
    )  # fmt: skip


def event(rng: random.Random) -> str:
    """Return the name of a festival or fair, sometimes with its year."""
    name = f"{rng.choice(CITIES)} {rng.choice(_EVENTS)}"
    return f"{rng.randint(1950, 2024)} {name}" if rng.random() < 0.2 else name


def organisation(rng: random.Random) -> str:
    """Return the name of a museum, school, orchestra or publisher."""
    return f"{rng.choice(CITIES)} {rng.choice(_ORGS)}"


_FILLERS: dict[str, tuple[str, Filler]] = {
    "P": ("PERSON", person),
    "G": ("GPE", lambda rng: rng.choice(CITIES if rng.random() < 0.7 else COUNTRIES)),
    "L": ("LOC", lambda rng: rng.choice(LANDFORMS)),
    "F": ("FAC", lambda rng: rng.choice(SITES)),
    "O": ("ORG", organisation),
    "W": ("WORK_OF_ART", work),
    "E": ("EVENT", event),
    "t": ("", lambda rng: rng.choice(TRADES)),
    "y": ("", lambda rng: str(rng.randint(1780, 2023))),
}
_QUOTES = (("", ""), ("", ""), ("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"))


def synthetic_docs(count: int, *, seed: int) -> Iterator[Doc]:
    """Yield ``count`` Docs of one to four invented sentences; the seed fixes them all."""
    rng = random.Random(seed)
    tokenizer = spacy.blank("en").tokenizer
    for _ in range(count):
        text, spans = _passage(rng)
        doc = tokenizer(text)
        labels = ["O"] * len(doc)
        for start, end, label in spans:
            span = doc.char_span(start, end, alignment_mode="expand")
            for token in span or ():
                labels[token.i] = f"{'B' if token.i == span.start else 'I'}-{label}"
        yield doc_of_exact([t.text for t in doc], [bool(t.whitespace_) for t in doc], labels)


def _passage(rng: random.Random) -> tuple[str, list[tuple[int, int, str]]]:
    text, spans = "", []
    quotes = rng.choice(_QUOTES)
    for template in rng.sample(TEMPLATES, k=rng.randint(1, 4)):
        text += " " if text else ""
        for literal, slot in re.findall(r"([^{]*)(?:\{(\w)\})?", template):
            text += literal
            if not slot:
                continue
            label, filler = _FILLERS[slot]
            value = filler(rng)
            opening, closing = quotes if slot == "W" else ("", "")
            start = len(text) + len(opening)
            text += opening + value + closing
            if label:
                spans.append((start, start + len(value), label))
    return text, spans
