"""Who is who across stories: the entities of each story united, or kept apart as namesakes."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from storygraph.naming import (
    PersonName,
    clean,
    is_short_for,
    is_short_official,
    key_of,
    own_words,
    person_name,
    slug,
    without_titles,
)
from storygraph.records import (
    Entity,
    EntityType,
    LocalEntity,
    MaybeSame,
    Reading,
    Resolution,
)

Member = tuple[str, int]
_TELLING = frozenset({"created", "performed", "founded", "won", "spouse_of", "sibling_of"})


def resolve_entities(readings: Sequence[Reading]) -> Resolution:
    """Return the entities of all stories.

    Places, artworks, organizations and events unite by comparison form, institutions also by a
    shortened official name. People unite on full names; someone known by one name only joins a
    fuller name when both stories tell the same rare fact of them, else the pair is reported.
    The order of the readings does not matter.
    """
    readings = sorted(readings, key=lambda reading: reading.story.id)
    local = {
        (reading.story.id, index): entity
        for reading in readings
        for index, entity in enumerate(reading.entities)
    }
    counts = _name_counts(readings)
    local = settle_types(local, counts)
    groups = _Groups(local)
    _unite_things(local, groups)
    _unite_people(local, groups)
    doubtful = _unite_short_names(local, groups, _facts(readings))
    entities = _name_entities(groups.members(), local, counts)
    ids = {member: entity.id for entity in entities for member in entity.members}
    pairs = {(*sorted((ids[one], ids[other])), reason) for one, other, reason in doubtful}
    maybe = tuple(MaybeSame(*pair) for pair in sorted(pairs) if pair[0] != pair[1])
    return Resolution(tuple(entities), maybe)


def settle_types(
    local: dict[Member, LocalEntity], counts: dict[Member, Counter[str]]
) -> dict[Member, LocalEntity]:
    """Return the entities of all stories with one type for each one-word name that has several.

    A town met once looks like a person to a recogniser; where other stories know it as a place,
    and more often, so it is. Whoever has a title, a longer name or a gender stays a person.
    """
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    open_names: dict[Member, str] = {}
    for member, entity in local.items():
        keys = {key_of(name) for name in entity.names}
        key = min(keys)
        votes[key][entity.type] += counts[member].total()
        titled = any(person_name(name).titles for name in entity.names)
        if len(keys) == 1 and " " not in key and not entity.gender and not titled:
            open_names[member] = key
    settled = dict(local)
    for member, key in open_names.items():
        (best, most), *others = votes[key].most_common()
        if others and most > others[0][1]:
            settled[member] = replace(local[member], type=best)
    return settled


class _Groups:
    """Union-find over the entities of single stories."""

    def __init__(self, members: dict[Member, LocalEntity]) -> None:
        self._parent = {member: member for member in members}

    def find(self, member: Member) -> Member:
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def unite(self, one: Member, other: Member) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def members(self) -> list[list[Member]]:
        groups: dict[Member, list[Member]] = defaultdict(list)
        for member in self._parent:
            groups[self.find(member)].append(member)
        return list(groups.values())


def _unite_things(local: dict[Member, LocalEntity], groups: _Groups) -> None:
    by_key: dict[tuple[str, str], Member] = {}
    for member, entity in local.items():
        if entity.type == "person":
            continue
        for name in entity.names:
            groups.unite(by_key.setdefault((entity.type, key_of(name)), member), member)
    for kind in ("organization", "event"):
        by_word: dict[str, list[str]] = defaultdict(list)
        keys = sorted(key for entity_type, key in by_key if entity_type == kind)
        for key in keys:
            for word in own_words(key):
                by_word[word].append(key)
        for key in keys:
            near = {each for word in own_words(key)[:1] for each in by_word[word]}
            fuller = sorted(each for each in near if is_short_official(key, each))
            roots = {groups.find(by_key[kind, each]) for each in fuller}
            if len(roots) == 1:
                groups.unite(by_key[kind, key], roots.pop())


def _full_names(entity: LocalEntity) -> Iterator[PersonName]:
    names = (person_name(name) for name in entity.names)
    yield from (name for name in names if len(name.parts) > 1 and _is_spelt_out(name))


def _is_spelt_out(name: PersonName) -> bool:
    return sum(len(part.rstrip(".")) > 1 for part in name.parts) > 1


def _unite_people(local: dict[Member, LocalEntity], groups: _Groups) -> None:
    """Unite people who share a full name; where a woman and a man do, only within a gender."""
    by_parts: dict[tuple[str, ...], list[Member]] = defaultdict(list)
    for member, entity in local.items():
        if entity.type == "person":
            for name in _full_names(entity):
                by_parts[name.parts].append(member)
    for namesakes in by_parts.values():
        genders = {local[member].gender for member in namesakes} - {""}
        for gender in ("", "female", "male"):
            alike = [m for m in namesakes if len(genders) < 2 or local[m].gender == gender]
            for member in alike[1:]:
                if gender or len(genders) < 2:
                    groups.unite(alike[0], member)


def _facts(readings: Sequence[Reading]) -> dict[Member, set[tuple[str, str, str]]]:
    """Return what each story's entity is said to have to do with which named things."""
    facts: dict[Member, set[tuple[str, str, str]]] = defaultdict(set)
    for reading in readings:
        for relation in reading.relations:
            one, other = relation.subject.entity, relation.object.entity
            if one is None or other is None:
                continue
            for end, partner in ((one, other), (other, one)):
                entity = reading.entities[partner]
                fact = (relation.name, entity.type, key_of(entity.names[0]))
                facts[reading.story.id, end].add(fact)
    return facts


def _unite_short_names(
    local: dict[Member, LocalEntity],
    groups: _Groups,
    facts: dict[Member, set[tuple[str, str, str]]],
) -> list[tuple[Member, Member, str]]:
    people = {member: entity for member, entity in local.items() if entity.type == "person"}
    full = [member for member, entity in people.items() if any(_full_names(entity))]
    by_part: dict[str, list[Member]] = defaultdict(list)
    for member in full:
        for part in {part for name in _full_names(people[member]) for part in name.parts}:
            by_part[part].append(member)
    doubtful = list(_namesakes(people, set(full)))
    for member, entity in people.items():
        if member in full:
            continue
        fuller = _fuller(member, entity, people, by_part, groups)
        for other in fuller.values():
            shared = sorted(facts[member] & _all_facts(other, groups, facts))
            telling = [fact for fact in shared if fact[0] in _TELLING]
            if telling and len(fuller) == 1:
                groups.unite(other, member)
            else:
                doubtful.append((member, other, _reason(entity, people[other], shared)))
    return doubtful


def _namesakes(
    people: dict[Member, LocalEntity], full: set[Member]
) -> Iterator[tuple[Member, Member, str]]:
    """Yield pairs of people of two stories who go by the same one name."""
    by_parts: dict[tuple[str, ...], list[Member]] = defaultdict(list)
    for member, entity in people.items():
        if member not in full:
            by_parts[person_name(entity.names[0]).parts].append(member)
    for members in by_parts.values():
        for one, other in pairwise(members):
            genders = {people[one].gender, people[other].gender} - {""}
            if one[0] != other[0] and len(genders) < 2:
                yield one, other, f"both stories speak of '{people[one].names[0]}'"


def _fuller(
    member: Member,
    entity: LocalEntity,
    people: dict[Member, LocalEntity],
    by_part: dict[str, list[Member]],
    groups: _Groups,
) -> dict[Member, Member]:
    """Return, by group, the people of other stories whose full name this one's may abridge."""
    short = person_name(entity.names[0])
    found: dict[Member, Member] = {}
    longest = max(short.parts, key=len)
    for other in by_part.get(longest, []):
        fits = any(is_short_for(short, name) for name in _full_names(people[other]))
        genders = {entity.gender, people[other].gender} - {""}
        if other[0] != member[0] and fits and len(genders) < 2:
            found.setdefault(groups.find(other), other)
    return found


def _all_facts(
    member: Member, groups: _Groups, facts: dict[Member, set[tuple[str, str, str]]]
) -> set[tuple[str, str, str]]:
    root = groups.find(member)
    return {fact for other, known in facts.items() if groups.find(other) == root for fact in known}


def _reason(short: LocalEntity, full: LocalEntity, shared: list[tuple[str, str, str]]) -> str:
    told = ", ".join(f"{relation} {key}" for relation, _, key in shared)
    base = f"'{short.names[0]}' may be short for '{full.names[0]}'"
    return f"{base}; both: {told}" if told else base


def _name_counts(readings: Sequence[Reading]) -> dict[Member, Counter[str]]:
    counts: dict[Member, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        for mention in reading.mentions:
            if mention.form == "name":
                counts[reading.story.id, mention.entity][clean(mention.text)] += 1
    return counts


def _name_entities(
    groups: list[list[Member]],
    local: dict[Member, LocalEntity],
    counts: dict[Member, Counter[str]],
) -> list[Entity]:
    taken: set[str] = set()
    entities: list[Entity] = []
    for members in sorted(groups):
        kind = local[members[0]].type
        total: Counter[str] = sum((counts[member] for member in members), Counter())
        if not total:
            continue
        name = canonical_name(kind, total)
        node = _free_id(f"{kind}:{slug(name)}", taken)
        aliases = tuple(sorted({other for other in total if other.casefold() != name.casefold()}))
        entities.append(Entity(node, kind, name, aliases, tuple(members)))
    return entities


def _free_id(node: str, taken: set[str]) -> str:
    names = (node if count == 1 else f"{node}-{count}" for count in itertools.count(1))
    free = next(name for name in names if name not in taken)
    taken.add(free)
    return free


def canonical_name(kind: str, counts: Counter[str]) -> str:
    """Return the name to show: a person's or institution's fullest, otherwise the most frequent.

    A person's full name is shown without titles; "Mrs Bek" keeps hers.
    """

    def rank(name: str) -> tuple[int, bool, int, str]:
        parts = len(person_name(name).parts) if kind == "person" else len(name.split())
        fullness = -parts if kind in {"person", "organization", "event"} else 0
        return (fullness, name.isupper(), -counts[name], name)

    best = min(counts, key=rank)
    if kind == "person":
        return without_titles(best) if len(person_name(best).parts) > 1 else best
    head, _, rest = best.partition(" ")
    return rest if head.lower() == "the" and rest and kind != "artwork" else best
