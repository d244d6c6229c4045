"""The plain records that travel between the stages; all are frozen, comparable and picklable.

Offsets count characters of `Story.text`, the end is exclusive; confidences lie in 0..1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, make_dataclass
from typing import Literal, TypeVar

#: Relations less sure than this are not in the graph.
LEAST_CONFIDENCE = 0.35
#: Relations of people that hold both ways; a story states each from whom it names first.
MUTUAL = frozenset({"sibling_of", "spouse_of", "family_of", "worked_with", "friend_of", "met"})
EntityType = Literal["person", "place", "artwork", "organization", "event"]
MentionForm = Literal["name", "nominal", "pronoun"]

ENTITY_TYPES: tuple[EntityType, ...] = ("person", "place", "artwork", "organization", "event")
NODE_TYPES: tuple[str, ...] = (*ENTITY_TYPES, "theme", "story")
_Record = TypeVar("_Record")


def maker(kind: type[_Record]) -> Callable[..., _Record]:
    """Return a function that makes records of a kind from all their fields, in order.

    A frozen record sets each field by a call. Made with slots that are open, and closed when it is
    whole, it takes a third of the time, which counts where millions are made.
    """
    names = [(each.name, object) for each in fields(kind)]  # type: ignore[arg-type]
    open_kind = make_dataclass(kind.__name__, names, slots=True)

    def make(*values: object) -> _Record:
        record = open_kind(*values)
        record.__class__ = kind
        return record  # type: ignore[no-any-return]

    return make


@dataclass(frozen=True, slots=True)
class Story:
    """One document; `id` is the file stem, unique in its corpus.

    Examples
    --------
    >>> sg.Story("winter", "A First Winter", "Aru Bek was born in Riga.").id
    'winter'
    """

    id: str
    title: str
    text: str
    source: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was found but not read, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a story."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that denotes an entity of its story.

    `entity` is an index into `Reading.entities`, `sentence` into `Reading.sentences`.
    """

    start: int
    end: int
    text: str
    entity: int
    form: MentionForm
    sentence: int
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """What one story knows of an entity: its type, its names, and the gender its pronouns show.

    `names` are ordered from the most to the least complete; `gender` is "female", "male" or "".
    """

    type: EntityType
    names: tuple[str, ...]
    gender: str = ""


@dataclass(frozen=True, slots=True)
class ThemeMention:
    """A span that speaks of a theme; `by` says who has it so.

    "vocabulary" for its words, "relation" for what the story tells, "implicit" for a sentence that
    sounds like it without a word for it, "discovered" for the corpus.
    """

    start: int
    end: int
    text: str
    theme: str
    sentence: int
    by: str = "vocabulary"


@dataclass(frozen=True, slots=True)
class End:
    """One end of a relation: a span, and what it stands for.

    Exactly one of `entity` (index into `Reading.entities`) and `theme` (a vocabulary key) is set.
    """

    start: int
    end: int
    entity: int | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed statement of a story, from subject to object, and the rule that found it."""

    name: str
    subject: End
    object: End
    sentence: int
    by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that detection found in one story; nothing after it needs a spaCy Doc.

    `keywords` are nouns that stand out in the story: themes, where other stories share them.
    """

    story: Story
    sentences: tuple[Sentence, ...]
    entities: tuple[LocalEntity, ...]
    mentions: tuple[Mention, ...]
    themes: tuple[ThemeMention, ...]
    relations: tuple[Relation, ...]
    keywords: tuple[ThemeMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence behind an edge: its offsets, those of both ends, who found it, how sure.

    `start` and `end` delimit the sentence; `subject` and `object` are spans within the story.

    Examples
    --------
    >>> evidence = graph.evidence("Aru Bek", "Riga")[0].evidence
    >>> evidence.text, evidence.object, evidence.confidence
    ('Aru Bek was born in Riga in 1931.', (20, 24), 0.9)
    """

    story: str
    start: int
    end: int
    text: str
    by: str
    confidence: float
    subject: tuple[int, int]
    object: tuple[int, int]


@dataclass(frozen=True, slots=True)
class NodeMention:
    """A mention as the finished graph keeps it: a span of a story and the node it denotes.

    `form` is "name", "nominal" or "pronoun" for entities, "theme" for themes.
    """

    story: str
    start: int
    end: int
    node: str
    form: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity of the whole corpus and the story entities that it unites.

    `members` holds (story id, index into that story's `Reading.entities`).
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    members: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class MaybeSame:
    """Two nodes that may denote one entity, left apart because the stories do not decide it.

    Examples
    --------
    >>> [(pair.first, pair.second, pair.reason) for pair in graph.maybe_same]
    []
    """

    first: str
    second: str
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities of a corpus, and the pairs that could not be decided."""

    entities: tuple[Entity, ...]
    maybe_same: tuple[MaybeSame, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """An edge with one sentence behind it: node ids of both ends, relation, evidence.

    Examples
    --------
    >>> fact = graph.path("Aru Bek", "dombra")[0]
    >>> fact.source, fact.relation, fact.target
    ('person:aru-bek', 'plays', 'theme:dombra')
    """

    source: str
    relation: str
    target: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class SharedTheme:
    """A theme that two nodes share: what ties it to either side, and how telling it is.

    `score` is higher the fewer stories of the graph know the theme.

    Examples
    --------
    >>> shared = graph.shared_themes("Aru Bek", "Omar Serik")[0]
    >>> shared.name, shared.first[0].evidence.text
    ('dombra', 'She plays the dombra.')
    """

    theme: str
    name: str
    score: float
    first: tuple[Fact, ...]
    second: tuple[Fact, ...]
