"""Stories and readings of any number, invented from syllables by a seed; no pipeline is needed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from storygraph.records import (
    End,
    EntityType,
    LocalEntity,
    Mention,
    Reading,
    Relation,
    Sentence,
    Story,
    ThemeMention,
)

_SYLLABLES = "ba do fe gu ha jo ki lu me na or pe ra si to ul ve wi yo za".split()
_THEMES = "dance drum loom lute opera choir weaving pottery theatre poetry felt carving".split()
_FILLER = "It rained that week, and nobody went out before the bread was baked."


def invented_readings(count: int, *, seed: int = 7) -> Iterator[Reading]:
    """Yield readings: each of ten entities, shared and own, eight themes and five relations."""
    cast = _Cast(random.Random(seed), count)
    for number in range(count):
        yield _Draft(f"story-{number:06}").tell(cast)


def invented_story(number: int, *, sentences: int = 20, seed: int = 7) -> Story:
    """Return a story in plain English of about 12 words a sentence."""
    cast = _Cast(random.Random(f"{seed}-{number}"), 1000)
    parts = []
    for _ in range(sentences // 5):
        one, other, place = cast.person(), cast.person(), cast.place()
        theme = cast.random.choice(_THEMES)
        parts += [
            f"{one} was born in {place} and studied {theme} with {other} for seven years.",
            f"Later {other} moved to {cast.place()}, where the two of them met again in spring.",
            "She wrote long letters about the river, the market and the people of the town.",
            f"In 1962 {one} founded a school of {theme} and taught there until the winter came.",
            _FILLER,
        ]
    return Story(f"tale-{number:05}", f"Tale {number}", " ".join(parts))


class _Cast:
    """Names to draw from; the more stories, the more people, as in life."""

    def __init__(self, rng: random.Random, stories: int) -> None:
        self.random = rng
        self._given = [self._word() for _ in range(300)]
        self._known = [self.person() for _ in range(max(4, stories // 20))]
        self._places = [self._word() for _ in range(max(20, min(5_000, stories // 10)))]

    def _word(self) -> str:
        return "".join(self.random.choices(_SYLLABLES, k=self.random.randint(2, 4))).title()

    def person(self) -> str:
        return f"{self.random.choice(self._given)} {self._word()}"

    def known(self) -> str:
        return self.random.choice(self._known)

    def given(self) -> str:
        return self.random.choice(self._given)

    def place(self) -> str:
        return self.random.choice(self._places)

    def title(self) -> str:
        return f"The {self._word()} {self._word()}"


@dataclass
class _Draft:
    """A story while it is told."""

    id: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    sentences: list[Sentence] = field(default_factory=list)
    entities: list[LocalEntity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    themes: list[ThemeMention] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def tell(self, cast: _Cast) -> Reading:
        people = [cast.known(), cast.known(), cast.person(), cast.person(), cast.given()]
        hosts = [self._entity("person", name) for name in dict.fromkeys(people)]
        towns = [self._entity("place", cast.place()) for _ in range(3)]
        house = self._entity("organization", f"{cast.place()} Museum")
        work = self._entity("artwork", cast.title())
        said = ("born_in", "studied_in", "lived_in", "founded", "created")
        for relation, host, there in zip(said, hosts * 2, [*towns, house, work], strict=False):
            self._sentence(cast, relation, host, there)
            self._sentence(cast, "", host, towns[0])
            self._filler()
        story = Story(self.id, self.id.title(), " ".join(self.parts))
        return Reading(
            story,
            tuple(self.sentences),
            tuple(self.entities),
            tuple(self.mentions),
            tuple(self.themes),
            tuple(self.relations),
        )

    def _entity(self, kind: EntityType, name: str) -> int:
        self.entities.append(LocalEntity(kind, (name,)))
        return len(self.entities) - 1

    def _filler(self) -> None:
        self._close([_FILLER])

    def _sentence(self, cast: _Cast, relation: str, host: int, there: int) -> None:
        theme = cast.random.choice(_THEMES)
        start = self.length
        words = [self.entities[host].names[0], "spoke of", theme, "and", ""]
        words[-1] = self.entities[there].names[0] + "."
        spans = []
        for word in words:
            spans.append((start, start + len(word.rstrip("."))))
            start += len(word) + 1
        number = len(self.sentences)
        for (first, last), entity in ((spans[0], host), (spans[4], there)):
            name = self.entities[entity].names[0]
            self.mentions.append(Mention(first, last, name, entity, "name", number))
        if len(self.themes) < 8:
            self.themes.append(ThemeMention(*spans[2], theme, theme, number))
        if relation:
            ends = End(*spans[0], entity=host), End(*spans[4], entity=there)
            self.relations.append(Relation(relation, *ends, number, "invented", 0.8))
        self._close(words)

    def _close(self, words: list[str]) -> None:
        text = " ".join(words)
        self.parts.append(text)
        self.sentences.append(Sentence(self.length, self.length + len(text)))
        self.length += len(text) + 1
