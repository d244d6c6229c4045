"""The names of one story grouped into entities: full names, short names, titles, initials."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span

from storygraph.lexicon import words
from storygraph.naming import (
    PersonName,
    is_short_for,
    is_short_official,
    key_of,
    person_name,
    titles_conflict,
)
from storygraph.records import EntityType

_TYPES: dict[str, EntityType] = {
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "ORG": "organization",
    "WORK_OF_ART": "artwork",
    "EVENT": "event",
}


@dataclass(slots=True)
class Cluster:
    """The mentions of one story that denote one entity, gathered while reading."""

    type: EntityType
    spans: list[Span] = field(default_factory=list)
    gender: str = ""
    described: set[str] = field(default_factory=set)

    def names(self) -> list[str]:
        """Return the distinct names, the most complete first, then the most frequent."""
        counts = Counter(" ".join(span.text.split()) for span in self.spans)
        return sorted(counts, key=lambda name: (-len(name.split()), -counts[name], name))


@dataclass(frozen=True, slots=True)
class Found:
    """A mention while a story is read: its span, its cluster's number, its form, how sure."""

    span: Span
    cluster: int
    form: str
    confidence: float


_Group = tuple[list[PersonName], Cluster]


def entity_type(span: Span) -> EntityType | None:
    """Return what a named span denotes; museums and theatres tagged FAC are organizations."""
    if span.label_ == "FAC" and span[-1].lower_ in words("institutions"):
        return "organization"
    return _TYPES.get(span.label_)


def group_names(spans: Iterable[Span]) -> list[Cluster]:
    """Return the entities that a story's named spans denote, in order of first mention."""
    by_type: dict[EntityType, list[Span]] = defaultdict(list)
    for span in spans:
        kind = entity_type(span)
        if kind is not None:
            by_type[kind].append(span)
    clusters = [
        cluster
        for kind, named in by_type.items()
        for cluster in (_group_people(named) if kind == "person" else _group_things(kind, named))
    ]
    for cluster in clusters:
        cluster.spans.sort(key=lambda span: span.start)
    return sorted(clusters, key=lambda cluster: cluster.spans[0].start)


def _group_people(spans: Sequence[Span]) -> list[Cluster]:
    """Group longer names first; a short name joins the one person it can be short for.

    Where several people answer to it, see `_likeliest`.
    """
    groups: list[_Group] = []
    by_name: dict[PersonName, list[Span]] = defaultdict(list)
    for span in spans:
        by_name[person_name(span.text)].append(span)
    for name in sorted(by_name, key=lambda name: (-len(name.parts), -len(name.titles), name)):
        fitting = _fitting(name, groups)
        if not fitting:
            groups.append(([name], Cluster("person", list(by_name[name]))))
            continue
        for span in by_name[name]:
            names, cluster = _likeliest(fitting, span)
            cluster.spans.append(span)
            if name not in names:
                names.append(name)
    for names, cluster in groups:
        cluster.gender = next((name.gender for name in names if name.gender), "")
    return [cluster for _, cluster in groups]


def _fitting(name: PersonName, groups: list[_Group]) -> list[_Group]:
    """Return the people whom a name can mean.

    A title with a mere surname ("Mrs Bek") means someone called so before, or the one person of
    that surname; where there are several it is somebody else of the family.
    """
    words = frozenset(name.parts)  # no name is short for one with which it shares no word
    fitting = [
        (names, cluster)
        for names, cluster in groups
        if any(
            not words.isdisjoint(full.parts)
            and (name.parts == full.parts or is_short_for(name, full))
            for full in names
        )
        and not any(titles_conflict(name.titles, other.titles) for other in names)
    ]
    if name.gender and len(name.parts) == 1:
        known = [group for group in fitting if any(n.gender == name.gender for n in group[0])]
        family = [group for group in fitting if any(n.parts[-1] == name.parts[0] for n in group[0])]
        return known or (fitting if len(family) <= 1 else [])
    return fitting


def _likeliest(groups: list[_Group], span: Span) -> _Group:
    """Return whom a short name means that several people answer to.

    Whoever was named in full in its sentence, else the one named most: a story calls its
    protagonist by the short name.
    """
    sentence = span.sent
    named = [
        group
        for group in groups
        if any(sentence.start <= s.start < span.start and len(s) > 1 for s in group[1].spans)
    ]
    if len(named) == 1:
        return named[0]
    return max(groups, key=lambda group: (len(group[1].spans), -group[1].spans[0].start))


def _group_things(kind: EntityType, spans: Sequence[Span]) -> list[Cluster]:
    """Group by comparison form; organizations and events also by a shortened official name."""
    by_key: dict[str, Cluster] = {}
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        key = key_of(span.text)
        if kind in {"organization", "event"} and key not in by_key:
            key = next((full for full in by_key if is_short_official(key, full)), key)
        by_key.setdefault(key, Cluster(kind)).spans.append(span)
    return list(by_key.values())
