"""Who is who across stories: the entities of each story united, or kept apart as namesakes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, product
from operator import itemgetter

from storygraph.collector import uncollected
from storygraph.naming import (
    PersonName,
    clean,
    content_words,
    is_kind_alone,
    is_short_for,
    is_short_official,
    key_of,
    own_words,
    person_name,
    slug,
    whole_words,
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
#: A relation, and the type and comparison form of who or what it links to.
Fact = tuple[str, str, str]
#: Asked for some names of places, in comparison form, it tells of each that others of them are
#: too which one stands for all.
SamePlaces = Callable[[Iterable[str]], Mapping[str, str]]
#: A short name that may be of more people than these says nothing; none of them is reported.
MOST_CANDIDATES = 10
# The same names return in story after story.
_key_of = lru_cache(maxsize=65536)(key_of)
_clean = lru_cache(maxsize=65536)(clean)
_TELLING = frozenset({"created", "performed", "founded", "won", "spouse_of", "sibling_of"})


@uncollected()
def resolve_entities(
    readings: Iterable[Reading], *, same_places: SamePlaces | None = None
) -> Resolution:
    """Return the entities of all stories.

    Places, artworks, organizations and events unite by comparison form, institutions also by a
    shortened official name, places also where `same_places` tells that two names are of one.
    People unite on full names; someone known by one name only joins a fuller name when both
    stories tell the same rare fact of them, else the pair is reported. The order of the readings
    does not matter; they are gone through once.
    """
    found: dict[Member, LocalEntity] = {}
    counts: dict[Member, Counter[str]] = {}
    facts: dict[Member, set[Fact]] = {}
    for reading in readings:
        found |= {(reading.story.id, i): entity for i, entity in enumerate(reading.entities)}
        counts |= _name_counts(reading)
        facts |= _facts(reading)
    local = settle_types(dict(sorted(found.items(), key=itemgetter(0))), counts)
    groups = _Groups(local)
    _unite_things(local, groups, same_places)
    _unite_people(local, groups)
    doubtful = _unite_short_names(local, groups, facts)
    entities = _name_entities(groups.members(), local, counts)
    ids = {member: entity.id for entity in entities for member in entity.members}
    named = [pair for pair in doubtful if pair[0] in ids and pair[1] in ids]
    pairs = {(*sorted((ids[one], ids[other])), reason) for one, other, reason in named}
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
        keys = {_key_of(name) for name in entity.names}
        key = min(keys)
        votes[key][entity.type] += counts[member].total() if member in counts else 0
        if len(keys) > 1 or " " in key or entity.gender:
            continue
        if not any(person_name(name).titles for name in entity.names):
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


def _unite_things(
    local: dict[Member, LocalEntity], groups: _Groups, same_places: SamePlaces | None
) -> None:
    by_key: dict[tuple[str, str], Member] = {}
    for member, entity in local.items():
        if entity.type == "person":
            continue
        for key in map(_key_of, entity.names):
            if entity.type == "artwork" or not is_kind_alone(key):  # "the Conservatory" may be two
                groups.unite(by_key.setdefault((entity.type, key), member), member)
    if same_places is not None:
        places = {key: member for (kind, key), member in by_key.items() if kind == "place"}
        for key, other in same_places(places).items():
            groups.unite(places[key], places[other])
    for kind in ("organization", "event"):
        keys = sorted(key for entity_type, key in by_key if entity_type == kind)
        for key, fuller in _official_names(keys):
            roots = {groups.find(by_key[kind, each]) for each in fuller}
            if len(roots) == 1:
                groups.unite(by_key[kind, key], roots.pop())


def _official_names(keys: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each name that abridges others, and those; an abridgement shares two words with them.

    Names are looked up by such a pair of words: the first that is the name's own, and the last.
    """
    pairs = {
        key: (own[0], other[-1])
        for key in keys
        if (own := own_words(key)) and (other := [w for w in content_words(key) if w != own[0]])
    }
    wanted = set(pairs.values())
    by_pair: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in keys:
        for pair in set(product(own_words(key), content_words(key))) & wanted:
            by_pair[pair].append(key)
    for key, pair in pairs.items():
        yield key, [each for each in by_pair[pair] if is_short_official(key, each)]


def _full_names(entity: LocalEntity) -> Iterator[PersonName]:
    names = (person_name(name) for name in entity.names)
    yield from (name for name in names if len(name.parts) > 1 and _is_spelt_out(name))


def _is_spelt_out(name: PersonName) -> bool:
    return whole_words(name.parts) > 1


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


def _facts(reading: Reading) -> dict[Member, set[Fact]]:
    """Return what a story's entities are said to have to do with which named things."""
    facts: dict[Member, set[Fact]] = defaultdict(set)
    for relation in reading.relations:
        one, other = relation.subject.entity, relation.object.entity
        if one is None or other is None:
            continue
        for end, partner in ((one, other), (other, one)):
            entity = reading.entities[partner]
            fact = (relation.name, entity.type, _key_of(entity.names[0]))
            facts[reading.story.id, end].add(fact)
    return facts


def _unite_short_names(
    local: dict[Member, LocalEntity], groups: _Groups, facts: dict[Member, set[Fact]]
) -> list[tuple[Member, Member, str]]:
    people = {member: entity for member, entity in local.items() if entity.type == "person"}
    full = {member: names for member, each in people.items() if (names := [*_full_names(each)])}
    bearers = _bearers(people, full, groups)
    known = _facts_of_groups(full, groups, facts)
    doubtful = [*_namesakes(people, full.keys()), *_of_two_genders(people, full, groups)]
    for member, entity in people.items():
        if member in full:
            continue
        fuller = _fuller(member, entity, bearers, groups)
        if len(fuller) > MOST_CANDIDATES:
            continue
        for root, other in fuller.items():
            shared = sorted(facts.get(member, set()) & known[root])
            telling = [fact for fact in shared if fact[0] in _TELLING]
            if telling and len(fuller) == 1:
                groups.unite(other, member)
                known[groups.find(member)] = known.pop(root) | facts[member]
            else:
                doubtful.append((member, other, _reason(entity, people[other], shared)))
    return doubtful


def _facts_of_groups(
    members: Iterable[Member], groups: _Groups, facts: dict[Member, set[Fact]]
) -> dict[Member, set[Fact]]:
    known: dict[Member, set[Fact]] = defaultdict(set)
    for member in members:
        known[groups.find(member)] |= facts.get(member, set())
    return known


@dataclass(slots=True)
class _Bearer:
    """People of one group who go by the same names; one of them, and one of another story."""

    names: list[PersonName]
    gender: str
    first: Member
    second: Member | None = None


def _bearers(
    people: dict[Member, LocalEntity], full: dict[Member, list[PersonName]], groups: _Groups
) -> dict[str, list[_Bearer]]:
    """Return who bears each part of a full name, those who are alike once, in order."""
    alike: dict[tuple[str, Member, str, tuple[str, ...]], _Bearer] = {}
    by_part: dict[str, list[_Bearer]] = defaultdict(list)
    for member, names in full.items():
        entity, root = people[member], groups.find(member)
        for part in {part for name in names for part in name.parts}:
            key = (part, root, entity.gender, entity.names)
            bearer = alike.get(key)
            if bearer is None:
                alike[key] = bearer = _Bearer(names, entity.gender, member)
                by_part[part].append(bearer)
            elif bearer.second is None and member[0] != bearer.first[0]:
                bearer.second = member
    return by_part


def _namesakes(
    people: dict[Member, LocalEntity], full: Container[Member]
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


def _of_two_genders(
    people: dict[Member, LocalEntity], full: dict[Member, list[PersonName]], groups: _Groups
) -> Iterator[tuple[Member, Member, str]]:
    """Yield pairs of people of one full name whom only the gender of pronouns tells apart."""
    by_parts: dict[tuple[str, ...], dict[Member, Member]] = defaultdict(dict)
    for member, names in full.items():
        for name in names:
            by_parts[name.parts].setdefault(groups.find(member), member)
    for members in by_parts.values():
        for one, other in pairwise(members.values()):
            called = people[one].names[0]
            yield one, other, f"both speak of '{called}', but not both as a woman or as a man"


def _fuller(
    member: Member, entity: LocalEntity, bearers: dict[str, list[_Bearer]], groups: _Groups
) -> dict[Member, Member]:
    """Return, by group, the people of other stories whose full name this one's may abridge.

    Those beyond `MOST_CANDIDATES` are not looked for, but for one.
    """
    short = person_name(entity.names[0])
    found: dict[Member, Member] = {}
    longest = max(short.parts, key=len)
    for bearer in bearers.get(longest, []):
        other = bearer.second if bearer.first[0] == member[0] else bearer.first
        fits = any(is_short_for(short, name) for name in bearer.names)
        genders = {entity.gender, bearer.gender} - {""}
        if other is not None and fits and len(genders) < 2:
            root = groups.find(other)
            found[root] = min(found.get(root, other), other)
            if len(found) > MOST_CANDIDATES:
                break
    return found


def _reason(short: LocalEntity, full: LocalEntity, shared: list[tuple[str, str, str]]) -> str:
    told = ", ".join(f"{relation} {key}" for relation, _, key in shared)
    base = f"'{short.names[0]}' may be short for '{full.names[0]}'"
    return f"{base}; both: {told}" if told else base


def _name_counts(reading: Reading) -> dict[Member, Counter[str]]:
    counts: dict[Member, Counter[str]] = defaultdict(Counter)
    for mention in reading.mentions:
        if mention.form == "name":
            counts[reading.story.id, mention.entity][_clean(mention.text)] += 1
    return counts


def _name_entities(
    groups: list[list[Member]],
    local: dict[Member, LocalEntity],
    counts: dict[Member, Counter[str]],
) -> list[Entity]:
    taken: dict[str, int] = {}
    entities: list[Entity] = []
    for members in sorted(groups):
        kind = local[members[0]].type
        total: Counter[str] = Counter()
        for member in members:
            total.update(counts.get(member, ()))
        if not total:
            continue
        name = canonical_name(kind, total)
        node = _free_id(f"{kind}:{slug(name)}", taken)
        aliases = tuple(sorted({other for other in total if other.casefold() != name.casefold()}))
        entities.append(Entity(node, kind, name, aliases, tuple(members)))
    return entities


def _free_id(node: str, taken: dict[str, int]) -> str:
    """Return the id, numbered where it is taken; `taken` has the last number tried for each."""
    free = node
    while free in taken:
        taken[node] += 1
        free = f"{node}-{taken[node]}"
    taken[free] = 1
    return free


def canonical_name(kind: str, counts: Counter[str]) -> str:
    """Return the name to show: a person's or institution's fullest, otherwise the most frequent.

    Of a person's full names that counts which shorter ones stand for most: who was born a Haddad
    and is called Katz ever after is a Katz. It is shown without titles; "Mrs Bek" keeps hers.
    """
    parsed = {name: person_name(name) for name in counts} if kind == "person" else {}

    def support(name: str) -> int:
        shorter = (each for each, own in parsed.items() if is_short_for(own, parsed[name]))
        return counts[name] + sum(counts[each] for each in shorter if each != name)

    def rank(name: str) -> tuple[bool, bool, int, int, int, bool, int, str]:
        is_person = kind == "person"
        words = parsed[name].parts if is_person else name.split()
        parts, whole = len(words), whole_words(words)
        fullness = -parts if kind in {"person", "organization", "event"} else 0
        borne = -support(name) if is_person else 0
        is_short = is_person and parts == 1
        upper = name.isupper()
        spelt = -whole if is_person else 0
        return not whole, is_short, borne, fullness, spelt, upper, -counts[name], name

    best = min(counts, key=rank)
    if kind == "person":
        return without_titles(best) if len(person_name(best).parts) > 1 else best
    head, _, rest = best.partition(" ")
    return rest if head.lower() == "the" and rest and kind != "artwork" else best
