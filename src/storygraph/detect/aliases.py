"""The names of one story grouped into entities: full names, short names, titles, initials."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Span, Token

from storygraph.detect.bracketed import called_in_brackets, in_quotes, is_bracketed, is_mark
from storygraph.lexicon import words
from storygraph.naming import (
    PersonName,
    fold,
    gender_of_honorific,
    is_short_for,
    is_short_official,
    key_of,
    own_words,
    person_name,
    titles_conflict,
    whole_words,
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
#: "AB", "A. B.", "A.B.", "A."
_INITIALS = re.compile(r"[^\W\d_]{2,3}|(?:[^\W\d_]\.\s?){1,3}")
#: Who of a family bears a name.
_GENERATIONS = {
    **dict.fromkeys(("jr", "jr.", "junior", "younger", "minor"), "younger"),
    **dict.fromkeys(("sr", "sr.", "senior", "elder", "major"), "elder"),
}
#: What makes another relative of one: "stepson", "godmother".
_OF_KIN = re.compile("^(step|god|foster|half|great)-?")
_ROMANS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi".split()
#: Words within a long name that are no name by themselves.
_PARTICLES = frozenset("al bin da de del della den der di do dos du el ibn la le van von y".split())


_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})
_PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "nsubjpass"})
_BORN = frozenset("born née nee né formerly alias aka called nicknamed properly".split())
_LONG, _ONCE = 25, 2  # mentions of who has long been known, and of who is hardly named
_NAMING = frozenset("name named called am 'm".split())
_ASSUMED = (["pen", "name"], ["stage", "name"])
_LONGEST_KNOWN = 9  # tokens of ", known to three generations as"
_WEDDING = frozenset("marry marriage wedding husband wife widow widower spouse".split())


@dataclass(slots=True)
class Cluster:
    """The mentions of one story that denote one entity, gathered while reading."""

    type: EntityType
    spans: list[Span] = field(default_factory=list)
    gender: str = ""
    described: set[str] = field(default_factory=set)

    def names(self) -> list[str]:
        """Return the distinct names, the most complete first, then the most frequent."""
        spans = sorted(self.spans, key=_start)
        counts = Counter(" ".join(span.text.split()) for span in spans)
        # Of equals the first stands: whoever is introduced by a name and "born" another has that.
        return sorted(
            counts, key=lambda name: (-whole_words(name.split()), -len(name.split()), -counts[name])
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A mention while a story is read: its span, its cluster's number, its form, how sure."""

    span: Span
    cluster: int
    form: str
    confidence: float


_Group = tuple[list[PersonName], Cluster]
#: Whether names are of women or men, as far as the text tells: "female" or "male".
Genders = Mapping[PersonName, str]


def entity_type(span: Span) -> EntityType | None:
    """Return what a named span denotes; museums and theatres tagged FAC are organizations."""
    if span.label_ == "FAC" and span[-1].lower_ in words("institutions"):
        return "organization"
    return _TYPES.get(span.label_)


def group_names(spans: Iterable[Span], genders: Genders | None = None) -> list[Cluster]:
    """Return the entities that a story's named spans denote, in order of first mention.

    `genders` is what the text tells of names without "Mr" or "Mrs".
    """
    by_type: dict[EntityType, list[Span]] = defaultdict(list)
    for span in spans:
        kind = entity_type(span)
        if kind is not None:
            by_type[kind].append(span)
    clusters = [
        cluster
        for kind, named in by_type.items()
        for cluster in (
            _group_people(named, genders or {}) if kind == "person" else _group_things(kind, named)
        )
    ]
    for cluster in clusters:
        cluster.spans.sort(key=lambda span: span.start)
    return sorted(clusters, key=lambda cluster: cluster.spans[0].start)


def _group_people(spans: Sequence[Span], genders: Genders) -> list[Cluster]:
    """Group longer names first; a short name joins the one person it can be short for.

    Where several people answer to it, see `_share`.
    """
    groups: list[_Group] = []
    relatives = {person_name(span.text) for span in spans if _is_titled_relative(span)}
    called = {person_name(b.text): person_name(a.text) for a, b in _called(spans, genders)}
    by_word: dict[str, list[_Group]] = defaultdict(list)
    by_name: dict[PersonName, list[Span]] = defaultdict(list)
    for span in spans:
        by_name[person_name(span.text)].append(span)
    relatives = {name for name in relatives if not any(_names_in_full(n, name) for n in by_name)}
    shared: list[tuple[Span, PersonName, list[_Group]]] = []
    initials = {name for name, named in by_name.items() if _is_initials(named[0].text)}

    def rank(name: PersonName) -> tuple[bool, int, int, PersonName]:
        return name in initials, -len(name.parts), -len(name.titles), name

    for name in sorted(by_name, key=rank):
        # No name is short for one with which it shares no word.
        near = {id(group[1]): group for word in name.parts for group in by_word[word]}
        if name in relatives:
            near = {}
        fitting = (
            _fitting(name, near.values(), genders)
            or _by_middle_name(name, near.values())
            or _by_title(name, groups)
            or _by_initials(by_name[name], groups)
        )
        fitting = [
            group
            for group in fitting
            if not _is_long_known(name, by_name[name], group)
            and not _is_relatives(name, by_name[name], group)
        ]
        if not fitting:
            fitting = [([], Cluster("person"))]
            groups += fitting
        if len(fitting) > 1:
            shared += [(span, name, fitting) for span in by_name[name]]
            continue
        names, cluster = fitting[0]
        cluster.spans += by_name[name]
        if name not in names:
            names.append(name)
            for word in name.parts:
                by_word[word].append(fitting[0])
    _share(sorted(shared, key=lambda item: item[0].start))
    for short, full in called.items():
        bearer, other = (next(g for g in groups if name in g[0]) for name in (full, short))
        is_anothers = len(short.parts) == 1 and any(len(name.parts) > 1 for name in other[0])
        if bearer is not other and not is_anothers:
            bearer[0].extend(other[0])
            bearer[1].spans.extend(other[1].spans)
            groups = [group for group in groups if group is not other]
    for names, cluster in groups:
        cluster.gender = next((name.gender for name in names if name.gender), "")
    return [cluster for _, cluster in groups]


def _is_titled_relative(span: Span) -> bool:
    """Tell whether "his stepfather, Hajji Bek" brings in another Bek than the one who is his."""
    name = person_name(span.text)
    return bool(name.titles) and len(name.parts) == 1 and _is_relative(span)


def _is_relative(span: Span) -> bool:
    """Tell whether a name stands beside whose relative it is: "her aunt, Aru Bek".

    Or "Aru Bek, her aunt", "Aru Bek was her aunt", "an aunt of hers, Aru Bek".
    """
    root = span.root
    nouns = [child for child in root.children if child.dep_ == "appos"]
    is_said = root.dep_ in _SUBJECTS and any(c.dep_ == "cop" for c in root.head.children)
    if root.dep_ == "appos" or is_said:
        nouns.append(root.head)
    return any(_is_kin(noun) and _is_owned(noun) for noun in nouns)


def _is_kin(noun: Token) -> bool:
    kin = words("kin", "close") | words("kin", "family_of") | words("kin", "grandparent_of")
    return _OF_KIN.sub("", noun.lemma_.lower()) in kin


def _is_owned(noun: Token) -> bool:
    """Tell whether a noun belongs to somebody: "her aunt", "Aru's aunt", "an aunt of his"."""
    return any(
        child.dep_ in {"nmod:poss", "poss"} or child.lower_ in {"his", "hers", "theirs", "mine"}
        for child in noun.children
    )


def _names_in_full(full: PersonName, titled: PersonName) -> bool:
    """Tell whether a name is whole what a title and surname are of: "Captain Aru Bek"."""
    is_same = set(titled.titles) <= set(full.titles) and titled.parts[-1] == full.parts[-1]
    return is_same and len(full.parts) > 1


def _fitting(name: PersonName, groups: Iterable[_Group], genders: Genders) -> list[_Group]:
    """Return the people whom a name can mean.

    A title with a mere surname ("Mrs Bek") means someone called so before, or the one person of
    that surname; where there are several it is somebody else of the family.
    """
    fitting = [
        (names, cluster)
        for names, cluster in groups
        if any(_is_called_so(name, full) for full in names)
        and not any(_are_two(name, other, genders) for other in names)
    ]
    if name.gender and len(name.parts) == 1:
        sexes = [{n.gender or genders.get(n, "") for n in names} for names, _ in fitting]
        known = [group for group, own in zip(fitting, sexes, strict=True) if name.gender in own]
        family = [group for group in fitting if any(n.parts[-1] == name.parts[0] for n in group[0])]
        return known or (fitting if len(family) <= 1 else [])
    return fitting


def _is_long_known(name: PersonName, spans: Sequence[Span], group: _Group) -> bool:
    """Tell whether a given name has long meant somebody when a story once names another in full.

    A novel's "Mary" is not the Lady Mary Bek whose card is read out in its last chapters, but she
    may well say "My name is Mary Bek" there.
    """
    names, fuller = group
    is_given = all(len(full.parts) > 1 and full.parts[0] == name.parts[0] for full in names)
    if not is_given or len(name.parts) > 1 or len(fuller.spans) > _ONCE or len(spans) < _LONG:
        return False
    first = min(fuller.spans, key=_start)
    before = {token.lower_ for token in first.doc[max(0, first.start - 3) : first.start]}
    return not before & _NAMING and sum(span.start < first.start for span in spans) >= _LONG


def _is_relatives(name: PersonName, spans: Sequence[Span], group: _Group) -> bool:
    """Tell whether a name was another's before somebody's relative came who also bears it.

    "Bek painted. His daughter Aru Bek sang" is of two; so it is in eight of nine stories of
    `training/stories`.
    """
    first = min(group[1].spans, key=_start)
    is_given = any(full.parts[0] == name.parts[0] for full in group[0])
    is_known = any(span.start < first.start for span in spans)
    return not is_given and len(name.parts) == 1 and is_known and _is_relative(first)


def _is_called_so(name: PersonName, full: PersonName) -> bool:
    """Tell whether a name can mean who bears another: "Aru Bek" is "Bek Aru", "Aru Bek-Lund"."""
    if _generation(name.parts) == _generation(full.parts) or is_short_for(name, full):
        return True
    if sorted(name.parts) == sorted(full.parts):
        return min(map(len, name.parts)) > 1
    if _is_listed_so(name, full) or _is_listed_so(full, name):
        return True
    if min(len(name.parts), len(full.parts)) < 2 or name.parts[0] != full.parts[0]:
        return False
    last, double = name.parts[-1], full.parts[-1]
    return last in double.split("-") or double in last.split("-")


def _is_listed_so(name: PersonName, full: PersonName) -> bool:
    """Tell whether a name is the surname and the initial of another: "Bek, A." is "Aru Bek"."""
    last, *initial = name.parts
    is_turned = len(initial) == 1 and len(initial[0].rstrip(".")) == 1
    return is_turned and (last, initial[0][0]) == (full.parts[-1], full.parts[0][0])


def _are_two(name: PersonName, other: PersonName, genders: Genders) -> bool:
    """Tell whether names that are alike are a couple's or a family's, by titles and pronouns.

    A rank and "Miss" before one surname are father and daughter, unless "she" has the rank. So are
    those of one name who are told apart by numbers, or one of whom is "Jr." or "the Elder".
    """
    if titles_conflict(name.titles, other.titles) or _are_of_two_generations(name, other):
        return True
    short, full = sorted((name, other), key=lambda each: len(each.parts))
    sexes = {each.gender or genders.get(each, "") for each in (short, full)}
    if len(full.parts) > 1:
        is_surname = short.parts in {full.parts, full.parts[-1:]}
        return is_surname and sexes >= {"female", "male"}
    ranks = [each for each in (name, other) if not each.gender and _has_rank(each)]
    titles = [each for each in (name, other) if each.gender == "female"]
    return bool(ranks and titles) and genders.get(ranks[0]) != "female"


def _are_of_two_generations(name: PersonName, other: PersonName) -> bool:
    stem, age = _generation(name.parts)
    other_stem, other_age = _generation(other.parts)
    if age and other_age:
        return age != other_age
    return bool(age or other_age) and not (age + other_age).isdigit() and stem == other_stem


def _generation(parts: Sequence[str]) -> tuple[Sequence[str], str]:
    """Return a name's words and which of those who bear it is meant: "younger", "2" or ""."""
    last = _GENERATIONS.get(parts[-1], "")
    if last and len(parts) > 1:
        return parts[: -2 if parts[-2] == "the" else -1], last
    numbers = [part for part in parts[1:] if part in _ROMANS]
    return parts, str(_ROMANS.index(numbers[0]) + 1) if numbers else ""


def _has_rank(name: PersonName) -> bool:
    return any(title.rstrip(".") in words("honorifics", "ranks") for title in name.titles)


def _by_middle_name(name: PersonName, groups: Iterable[_Group]) -> list[_Group]:
    """Return the one person who has a single word as a name between the first and the last."""
    if len(name.parts) > 1 or name.parts[0] in _PARTICLES or len(name.parts[0]) < 3:
        return []
    fitting = [
        group for group in groups if any(name.parts[0] in full.parts[1:-1] for full in group[0])
    ]
    return fitting if len(fitting) == 1 and not name.titles else []


def _is_initials(text: str) -> bool:
    return text.isupper() and bool(_INITIALS.fullmatch(text))


def _by_initials(spans: Sequence[Span], groups: Iterable[_Group]) -> list[_Group]:
    """Return the one person whose initials alone a name is: "A. B.", "AB", "AMB", or "A.".

    A single letter that stands more often than the name has somebody else for its bearer.
    """
    text = spans[0].text
    if not _is_initials(text):
        return []
    letters = [fold(letter)[0] for letter in text if letter.isalpha()]
    fitting = [
        group
        for group in groups
        if any(_has_initials(full, letters) for full in group[0])
        and (len(letters) > 1 or len(group[1].spans) >= len(spans))
    ]
    return fitting if len(fitting) == 1 else []


def _has_initials(full: PersonName, letters: list[str]) -> bool:
    if len(letters) == 1:
        return len(full.parts[0]) > 2 and full.parts[0][0] == letters[0]
    return letters in ([part[0] for part in full.parts], [full.parts[0][0], full.parts[-1][0]])


def _called(spans: Sequence[Span], genders: Genders) -> Iterator[tuple[Span, Span]]:
    """Yield pairs of a person and what the text says that they were called.

    "A., known as B.", "A. (born B.)", "A., née B.", "Born B. in Riga, she ...", "B. was the pen
    name of A.".
    """
    yield from _called_at_birth(spans)
    yield from _called_besides(spans)
    yield from _called_after_wedding(spans, genders)
    yield from called_in_brackets(sorted(spans, key=_start))
    starts = {token.i: span for span in spans for token in span}
    for one, other in pairwise(sorted(spans, key=_start)):
        if _is_born(one, other) or (is_bracketed(one, other) and _is_nickname(one, other)):
            yield one, other
        elif _is_pen_name(one, other):
            yield other, one
    for span in spans:
        verb = span.root.head
        lemma = verb.lemma_.lower()
        is_named = lemma in words("works", "naming") | {"nickname"} and span.root.dep_ == "xcomp"
        is_known = lemma == "know" and any(child.lower_ == "as" for child in span.root.children)
        if not (is_named or is_known):
            continue
        bearers = [child for child in verb.children if child.dep_ in _PASSIVE_SUBJECTS]
        if verb.dep_ in {"acl", "acl:relcl", "relcl"}:
            near = (c for c in verb.head.children if c.dep_ in {"appos", "nsubj"})
            bearers += [verb.head, *near]
        named = (starts[bearer.i] for bearer in bearers if bearer.i in starts)
        yield from ((other, span) for other in named if other.start < span.start)


def _called_at_birth(spans: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield pairs from "Born B. in Riga, A. ..." and "Born in Riga as B., she ...".

    "She" is whoever before has a word of the name, else the first person of the story.
    """
    for span in spans:
        if span.start == 0 or span.doc[span.start - 1].lower_ not in {"as", "born"}:
            continue
        sentence = span.sent
        opening = sentence[0]
        is_told = span.doc[span.start - 1].lower_ == "as" or span.start == opening.i + 1
        if opening.lower_ != "born" or not is_told:
            continue
        own = set(person_name(span.text).parts)
        after = [s for s in spans if sentence.start <= s.start < sentence.end]
        after = [s for s in after if s.root.dep_ in _SUBJECTS]
        before = [s for s in spans if s.end <= opening.i]
        alike = [s for s in before if own & set(person_name(s.text).parts)]
        bearers = [s for s in after if s.start > span.end] or alike[-1:] or before[:1]
        yield from ((bearer, span) for bearer in bearers[:1])


def _called_besides(spans: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield pairs from "A., who was born B. in Riga", "A. wrote under the name (of) B.".

    "She was born B." speaks of whoever was last called by the same given name.
    """
    for span in spans:
        doc = span.doc
        before = [token.lower_ for token in doc[max(0, span.start - 5) : span.start]]
        if before[-2:] == ["born", "as"]:
            before.pop()
        is_born = before[-2:] in (["was", "born"], ["were", "born"])
        if before[-1:] == ["of"]:
            before.pop()
        is_assumed = before[-1:] == ["name"] and bool({"under", "by"} & set(before[-4:-1]))
        if not (is_born or is_assumed):
            continue
        own = person_name(span.text).parts
        if is_born and before[-3:-2] in (["she"], ["he"]):
            named = [s for s in spans if s.end <= span.start and len(s) > 1]
            bearers = [s for s in named if person_name(s.text).parts[:1] == own[:1]][-1:]
        elif is_born:
            near = [s for s in spans if span.sent.start <= s.start and s.end <= span.start]
            alike = [s for s in near if {*own} & {*person_name(s.text).parts}]
            bearers = [s for s in alike if s.root.dep_ in _SUBJECTS] or alike
        else:
            subject = _subject_over(span)
            bearers = [s for s in spans if s.end <= span.start and s.root == subject]
        yield from ((bearer, span) for bearer in bearers[:1])


def _subject_over(span: Span) -> Token | None:
    """Return the subject of the nearest word above a span that has one."""
    above = (child for word in span.root.ancestors for child in word.children)
    return next((child for child in above if child.dep_ in _SUBJECTS), None)


def _called_after_wedding(spans: Sequence[Span], genders: Genders) -> Iterator[tuple[Span, Span]]:
    """Yield pairs of two names with one given name, no man's, one with the surname of a spouse.

    "Aru Bek married Omar Lund. ... Aru Lund painted": somebody of that surname is named beside
    a word for a wedding.
    """
    full = [(person_name(span.text), span) for span in spans]
    full = [(name, span) for name, span in full if len(name.parts) > 1]
    named: dict[str, dict[str, Span]] = defaultdict(dict)
    known: dict[str, set[str]] = defaultdict(set)
    for name, span in full:
        named[name.parts[0]].setdefault(name.parts[-1], span)
        known[name.parts[0]].add(name.gender or genders.get(name, ""))
    for own, bearers in named.items():
        if len(bearers) != 2 or "male" in known[own]:
            continue
        spouses = (s for n, s in full if n.parts[0] != own and n.parts[-1] in bearers)
        if any({t.lower_, t.lemma_} & _WEDDING for spouse in spouses for t in spouse.sent):
            one, other = sorted(bearers.values(), key=_start)
            yield one, other


def _is_born(person: Span, other: Span) -> bool:
    """Tell whether only "born", "called" or "known to all as" stands between two names.

    A comma, bracket or dash stands before these words.
    """
    between = [t.lower_ for t in person.doc[person.end : other.start] if not is_mark(t)]
    while between and gender_of_honorific(between[-1]) is not None:
        between.pop()
    if between[:2] == [")", ","]:  # "Aru (Bek Aru), known as Dana"
        between.pop(0)
    if len(between) < 2 or between[0] not in {",", "(", "—", "–"}:
        return False
    is_whole = between.count("as") == 1 and "," not in between[1:]
    is_known = is_whole and between[-1] == "as" and "known" in between
    return (is_known and len(between) <= _LONGEST_KNOWN) or (
        len(between) == 2 and between[-1] in _BORN
    )


def _is_pen_name(one: Span, other: Span) -> bool:
    """Tell whether the first of two names is said to be the pen or stage name of the second."""
    between = [token.lower_ for token in one.doc[one.end : other.start]]
    if ")" in between:  # "Dana Tarn (1890–1920) was", "(Tarn Dana) was"
        between = between[between.index(")") + 1 :]
    if "of" not in between or len(between) > _LONGEST_KNOWN or {".", ","} & {*between}:
        return False
    said = between[: between.index("of")]
    is_assumed = said[-1:] in (["pseudonym"], ["alias"]) or said[-2:] in _ASSUMED
    return is_assumed and said[0] in {"is", "was"}


def _is_nickname(one: Span, other: Span) -> bool:
    """Tell whether a bracketed name is its bearer's: in a cast brackets hold who plays whom."""
    return in_quotes(other) or bool(
        {*person_name(one.text).parts} & {*person_name(other.text).parts}
    )


def _start(span: Span) -> int:
    return span.start


def _by_title(name: PersonName, groups: Iterable[_Group]) -> list[_Group]:
    """Return the one person whose title alone the name is: "the Colonel", "Don"."""
    if name.titles or len(name.parts) > 1 or gender_of_honorific(name.parts[0]) is None:
        return []
    titled = [group for group in groups if any(name.parts[0] in n.titles for n in group[0])]
    return titled if len(titled) == 1 else []


def _share(shared: Sequence[tuple[Span, PersonName, list[_Group]]]) -> None:
    """Give each short name that several people answer to to one of them, in the text's order.

    That is whoever was named in full in its sentence, else whom the short name meant before, else
    the one whom the text introduced first: a story calls its protagonist so.
    """
    meant: dict[PersonName, _Group] = {}
    firsts = {
        id(group[1]): min(span.start for span in group[1].spans)
        for _, _, fitting in shared
        for group in fitting
    }
    for span, name, fitting in shared:
        named = [group for group in fitting if _is_named_before(group[1], span)]
        if len(named) == 1:
            group = named[0]
        elif name in meant:
            group = meant[name]
        else:
            group = meant[name] = min(fitting, key=lambda group: firsts[id(group[1])])
        group[1].spans.append(span)
        if name not in group[0]:
            group[0].append(name)


def _is_named_before(cluster: Cluster, span: Span) -> bool:
    """Tell whether somebody is named in full in the sentence of a short name, before it."""
    start = span.sent.start
    return any(start <= s.start < span.start and len(s) > 1 for s in cluster.spans)


def _group_things(kind: EntityType, spans: Sequence[Span]) -> list[Cluster]:
    """Group by comparison form, and by a shortened name of a work, institution, event or place."""
    by_key: dict[str, Cluster] = {}
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        key = key_of(span.text)
        if key not in by_key:
            fuller = [full for full in by_key if _is_shortened(key, full, kind)]
            if not fuller and kind != "place":
                fuller = [full for full in by_key if _begins_or_ends(key, full)]
                fuller = [full for full in fuller if by_key[full].spans[0].start < span.start]
                fuller *= len(fuller) == 1
            if not fuller and kind == "organization":
                fuller = [full for full, each in by_key.items() if _is_acronym(span, each)]
                fuller *= len(fuller) == 1
            key = fuller[0] if fuller and (kind != "place" or len(fuller) == 1) else key
        by_key.setdefault(key, Cluster(kind)).spans.append(span)
    ordered = sorted(spans, key=_start)
    pairs = list(called_in_brackets(ordered))
    if kind != "place":
        pairs += [pair for pair in pairwise(ordered) if is_bracketed(*pair)]
    _join(by_key, pairs)
    return list(by_key.values())


def _join(by_key: dict[str, Cluster], pairs: Iterable[tuple[Span, Span]]) -> None:
    """Join what a story calls by two names, one in brackets: "Juoda Jūra (The Black Sea)"."""
    of = {id(span): key for key, cluster in by_key.items() for span in cluster.spans}
    for one, other in pairs:
        keys = of[id(one)], of[id(other)]
        if keys[0] != keys[1]:
            by_key[keys[0]].spans += by_key.pop(keys[1]).spans
            of = {each: keys[0] if key == keys[1] else key for each, key in of.items()}


def _is_acronym(span: Span, cluster: Cluster) -> bool:
    """Tell whether a name is made of the first letters of another: "OAA", "Osh Academy of Arts"."""
    letters = span.text.replace(".", "")
    initials = "".join(token.text[0] for token in cluster.spans[0] if token.text[0].isupper())
    return len(letters) > 2 and letters == initials


def _begins_or_ends(short: str, full: str) -> bool:
    """Tell whether a name is what later names of "Tide Over the Mirror" may be: its first words.

    Or its last: "the Mirror".
    """
    return full.startswith(f"{short} ") or full.endswith(f" {short}")


def _is_shortened(short: str, full: str, kind: EntityType) -> bool:
    """Tell whether a folded name stands for a longer one of the same story.

    "Tarn" is the "Tarn Ensemble", "Rio" is "Rio Verde"; but "Tarn" is not "Tarn Province".
    """
    if kind == "artwork":
        return False
    if kind != "place":
        return is_short_official(short, full) or " ".join(own_words(full)) == short
    head, _, rest = full.partition(" ")
    is_built = full.rpartition(" ")[2] in words("facilities")
    if is_built:
        return " ".join(own_words(full)) == short
    return short == head and bool(rest) and not _kinds_in(full)


def _kinds_in(name: str) -> bool:
    kinds = (
        words("nature") | words("settlements") | words("nature", "first") | words("institutions")
    )
    return any(word in kinds for word in name.split())
