"""What a story states about its entities: frames of `relations.toml` met in its sentences.

Relations lie in `doc.user_data["storygraph.relations"]` as plain tuples, see `FoundRelation`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from storygraph.detect.associations import find_associations, find_practices
from storygraph.detect.authorships import find_authorships
from storygraph.detect.classifier import with_learnt
from storygraph.detect.columns import tokens_of
from storygraph.detect.company import find_company, find_winners
from storygraph.detect.context import FoundEnd, FoundRelation, StoryContext
from storygraph.detect.exhibitions import find_exhibits
from storygraph.detect.facts import BY_CLASSIFIER
from storygraph.detect.frames import Frame, Frames, Statement, load_frames
from storygraph.detect.journeys import settled
from storygraph.detect.kin_nouns import narrators_kin, relatives_behind
from storygraph.detect.kin_titles import find_kin_titles
from storygraph.detect.kinship import find_kinship
from storygraph.detect.letters import find_letter_ties
from storygraph.detect.lifespans import find_hyphenated, find_lifespans
from storygraph.detect.members import find_members
from storygraph.detect.memory import remembering
from storygraph.detect.occasion import find_performances
from storygraph.detect.pair_network import PairNetwork
from storygraph.detect.places import APPOSED, find_locations, without_impossible
from storygraph.detect.plurals import shipped_plurals
from storygraph.detect.predicates import PREDICATIVE, Predicate, find_predicates
from storygraph.detect.programmes import find_phrases_after_names
from storygraph.detect.relation_network import RelationNetwork, shipped_relations
from storygraph.detect.syntax import Argument, arguments
from storygraph.records import MUTUAL

RELATIONS = "storygraph.relations"
_IN_PLACE = {
    "studied_at": "studied_in",
    "worked_at": "worked_in",
    "exhibited_at": "exhibited_in",
    "performed_at": "performed_in",
}
_DERIVED = 0.9
_PRACTISED = frozenset({"practices", "plays"})
_NEAR = 2  # words between two practices that are told together
_STAGED = frozenset({"performed_in", "performed_at"})
_STAGES = ("music", "theatre", "dance", "film")
_GAMES = 2  # mentions of sport
_COMPANY = 12  # of more people it is not said that each met each
_SENT = frozenset("letter postcard card note message telegram news parcel word greeting".split())
_LEAVING = "frame:going to a school"
#: The rule of what was done at a house whose place another sentence tells.
_ELSEWHERE = "place of the house"
_LENT = frozenset({"frame:works lent", "frame:museums lending works"})


@Language.factory(
    "storygraph_relations",
    default_config={"frames": None},
    requires=["doc.spans", "token.dep", "token.lemma"],
)
def create_relations(nlp: Language, name: str, frames: str | None) -> "Relations":
    """Return the component that finds relations; `frames` names a file that adds patterns."""
    return Relations(load_frames(Path(frames) if frames else None))


class Relations:
    """Finds the relations of a doc whose mentions and themes are known."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with its relations in `doc.user_data`."""
        plurals = shipped_plurals()
        is_known = doc.tensor.shape == (len(doc), plurals.width)
        networks = (shipped_relations(), plurals) if is_known else ()
        found = find_relations(doc, self.frames, *networks)
        doc.user_data[RELATIONS] = [tuple(each) for each in found]
        return doc


def find_relations(
    doc: Doc,
    frames: Frames,
    network: RelationNetwork | None = None,
    plurals: PairNetwork | None = None,
) -> list[FoundRelation]:
    """Return what a story states, the surest statement first for each pair of spans.

    The networks have learnt from texts as the shipped encoder reads them; without them rules decide
    alone.
    """
    context = StoryContext(doc, frames.hypothetical, plurals)
    with remembering(doc):
        found = _found(context, frames, network)
    best: dict[tuple[object, ...], FoundRelation] = {}
    for each in sorted(_one_way(found), key=lambda relation: -relation.confidence):
        if each.subject[:2] != each.object[:2]:
            best.setdefault((each.name, each.subject, each.object, each.sentence), each)
    return sorted(best.values(), key=lambda relation: (relation.sentence, relation.subject[2:]))


def _one_way(found: list[FoundRelation]) -> Iterator[FoundRelation]:
    """Yield the relations, those that hold both ways from whoever the story names first.

    Who is called somebody's child here and that one the parent there is a child once.
    """
    parents = {(each.subject[1], each.object[1]) for each in found if each.name == "parent_of"}
    for each in found:
        ends = each.subject[1], each.object[1]
        are_entities = each.subject[0] == each.object[0] == "entity"
        is_later = each.name in MUTUAL and are_entities and int(ends[0]) > int(ends[1])
        is_told = each.name == "child_of" and ends[::-1] in parents
        if is_later or is_told:
            name = "parent_of" if is_told else each.name
            each = each._replace(name=name, subject=each.object, object=each.subject)
        yield each


def stated(context: StoryContext, frames: Frames) -> list[FoundRelation]:
    """Return what rules find single sentences to state, those said several times included."""
    found = [
        relation
        for token in tokens_of(context.doc, *PREDICATIVE)
        if context.is_telling(token)
        for predicate in find_predicates(token, frames, context)
        for relation in _statements(predicate, frames.lemma(token), context)
    ]
    found += find_practices(context)
    found += list(find_authorships(context, frames, found))
    found += _origins(context, frames)
    found += find_lifespans(context)
    found += find_hyphenated(context)
    found += find_letter_ties(context)
    found += find_phrases_after_names(context)
    found += find_kin_titles(context)
    found += find_members(context)
    found += relatives_behind(context, frames)
    locations = list(find_locations(context))
    return without_containers(found, locations) + locations


def _found(
    context: StoryContext, frames: Frames, network: RelationNetwork | None
) -> list[FoundRelation]:
    """Return every statement and what follows from it."""
    found = stated(context, frames)
    if network is not None:
        found = with_learnt(context, found, network)
    found = list(_narrowest(found, context))
    if _tells_of_sport(context):
        found = [each for each in found if each.name not in _STAGED]
    found = list(without_impossible(context, found))
    locations = [each for each in found if each.name == "located_in"]
    found += _in_places(found, [each for each in locations if each.by != BY_CLASSIFIER])
    found = settled([each for each in found if not context.is_doubtful(each)], context)
    own = [each for each in narrators_kin(context, frames) if not context.is_doubtful(each)]
    found += list(find_kinship(context, found, own))
    found += list(find_company(found, context.sentence_of))
    found += list(find_winners(found))
    found += list(find_performances(context, found))
    found += list(find_exhibits(context, found))
    found = [_at_event(each, context) for each in found]
    return [*found, *find_associations(context)]


def _tells_of_sport(context: StoryContext) -> bool:
    """Tell whether a story speaks of sport, and more often than of any stage.

    Who "debuted in Spain" and "played in the first division" has performed nowhere.
    """
    spoken: Counter[str] = Counter()
    for span in context.themes:
        spoken.update({span.label_, *context.groups.get(span.label_, frozenset())})
    return spoken["sport"] >= _GAMES and spoken["sport"] > max(spoken[art] for art in _STAGES)


def _narrowest(found: list[FoundRelation], context: StoryContext) -> Iterator[FoundRelation]:
    """Yield the relations but for the broader of two practices that near words tell of one person.

    A comic artist practises comics; that this is art, the vocabulary knows.
    """
    practised: dict[tuple[str, int], list[FoundRelation]] = defaultdict(list)
    for each in found:
        if each.name in _PRACTISED:
            practised[each.subject[1], each.sentence].append(each)
    for each in found:
        others = practised[each.subject[1], each.sentence] if each.name in _PRACTISED else ()
        if not any(_is_broader(each.object, other.object, context) for other in others):
            yield each


def _is_broader(
    one: tuple[str, str, int, int], other: tuple[str, str, int, int], context: StoryContext
) -> bool:
    is_near = max(one[2], other[2]) - min(one[3], other[3]) <= _NEAR
    return is_near and one[1] != other[1] and one[1] in context.groups.get(other[1], frozenset())


def _at_event(relation: FoundRelation, context: StoryContext) -> FoundRelation:
    """Return a relation as `took_part_in` where people perform or exhibit at a festival or fair."""
    ends = context.type_of(relation.subject[1]), context.type_of(relation.object[1])
    is_part = relation.name in {"performed_at", "exhibited_at"} and ends[1] == "event"
    return relation._replace(name="took_part_in") if is_part and ends[0] != "artwork" else relation


def without_containers(
    found: list[FoundRelation], locations: list[FoundRelation]
) -> list[FoundRelation]:
    """Return the relations but for those to the Y of "X, Y" where the same is said of X.

    Parsers take "lived in Alpine, Arizona" for two places lived in.
    """
    inner = {each.object[2:]: each.subject[2:] for each in locations if each.by == APPOSED}
    said = {(each.name, each.subject, each.object[2:]) for each in found}
    return [
        each
        for each in found
        if (each.name, each.subject, inner.get(each.object[2:], (-1, -1))) not in said
    ]


def _in_places(
    found: list[FoundRelation], locations: list[FoundRelation]
) -> Iterator[FoundRelation]:
    """Yield where something was from the place that its institution is said to lie in.

    "Studied at the academy in Riga" is studying in Riga, and so is "studied at the academy" if
    another sentence, and no third, says that it lies there.
    """
    places = {each.subject: each for each in locations}
    known: dict[str, dict[str, FoundRelation]] = defaultdict(dict)
    for each in locations:
        known[each.subject[1]].setdefault(each.object[1], each)
    for each in found:
        told = list(known[each.object[1]].values())
        place = places.get(each.object) or (told[0] if len(told) == 1 else None)
        if place is not None and each.name in _IN_PLACE and each.by not in _LENT:
            sure = round(min(each.confidence, place.confidence) * _DERIVED, 3)
            by = each.by if place.sentence == each.sentence else _ELSEWHERE
            told_in = each._replace(object=place.object, by=by, confidence=sure)
            yield told_in._replace(name=_IN_PLACE[each.name])
            if each.by == _LEAVING:
                yield told_in._replace(name="moved_to")


def _statements(predicate: Predicate, lemma: str, context: StoryContext) -> Iterator[FoundRelation]:
    for frame in predicate.frames:
        if not _has_needed(predicate, frame.needs.get(lemma)):
            continue
        if predicate.token.lower_ not in frame.forms.get(lemma, {predicate.token.lower_}):
            continue
        if _has_role(predicate, frame.lacks.get(lemma, frozenset())):
            continue
        if _is_barred(predicate.token, frame.unless.get(lemma, frozenset())):
            continue
        barred = frame.not_via.get(lemma, frozenset())
        for statement in frame.says:
            if statement.verbs and lemma not in statement.verbs:
                continue
            yield from _state(predicate, frame, statement, barred, context)


def _has_needed(predicate: Predicate, needed: frozenset[str] | None) -> bool:
    if needed is None:
        return True
    return any(child.lower_ in needed for child in predicate.token.children)


def _is_barred(token: Token, lemmas: frozenset[str]) -> bool:
    """Tell whether one of some words stands right above or below a token in the parse."""
    return bool(lemmas) and any(
        each.lemma_.lower() in lemmas for each in (token.head, *token.children)
    )


def _has_role(predicate: Predicate, roles: frozenset[str]) -> bool:
    """Tell whether somebody but the doers fills one of some roles."""
    doers = {each.token.i for each in predicate.agents}
    return any(each.role in roles and each.token.i not in doers for each in predicate.arguments)


def _state(
    predicate: Predicate,
    frame: Frame,
    statement: Statement,
    barred: frozenset[str],
    context: StoryContext,
) -> Iterator[FoundRelation]:
    linked = [each for each in predicate.arguments if each.role in statement.via - barred]
    ends = [
        end
        for argument in linked
        for end in _ends([argument], statement.object, context)
        if context.is_right_kind(
            end, statement.object_kinds, statement.not_kinds, argument.token.lemma_.lower()
        )
    ]
    makers = _makers(linked, context) if statement.relation == "created" else set()
    if not ends and (not statement.mutual or any(map(_is_other, linked))):
        return
    whose = (
        [each for each in predicate.arguments if each.role in statement.who]
        if statement.who
        else predicate.agents
    )
    agents = _ends(whose, statement.subject, context)
    agents = [agent for agent in agents if not makers or agent.key in makers]
    pairs = [(agent, end) for agent in agents for end in ends]
    if statement.mutual and {end.key for end in ends} <= {agent.key for agent in agents}:
        company = {agent.key: agent for agent in agents}
        pairs = list(combinations(company.values(), 2)) if len(company) <= _COMPANY else []
    for subject, found in pairs:
        pair = (found, subject) if statement.inverse else (subject, found)
        confidence = statement.confidence * predicate.confidence
        yield context.relation(
            statement.relation, *pair, predicate.token, f"frame:{frame.name}", confidence
        )


def _makers(works: list[Argument], context: StoryContext) -> set[str]:
    """Return whose works some are: who "published her father's poems" did not write them."""
    owners = (c for each in works for c in each.token.children if c.dep_ in {"nmod:poss", "poss"})
    return {end.key for owner in owners for end in context.denoted(owner, {"person"})}


def _is_other(argument: Argument) -> bool:
    """Tell whether something else is acted on: who "met nobody" did not meet each other."""
    return argument.role == "object" and argument.token.lower_ not in {"other", "another"}


def _ends(linked: list[Argument], kinds: frozenset[str], context: StoryContext) -> list[FoundEnd]:
    return [
        end._replace(confidence=end.confidence * argument.confidence)
        for argument in linked
        for end in context.denoted(argument.token, kinds)
    ]


def _is_sender(name: Token) -> bool:
    """Tell whether a place is where a writer is: "a letter from her brother Aru in Riga"."""
    while name.dep_ in {"appos", "flat"} and name.head != name:
        name = name.head
    return name.dep_ == "nmod" and name.head.lemma_.lower() in _SENT


def _origins(context: StoryContext, frames: Frames) -> Iterator[FoundRelation]:
    """Yield what a phrase beside a person's name says: "Aru Bek, from Omsk"."""
    for span in context.mentions:
        if span.label_ == "person" and span.id_ == "name":
            root = span.root
            nouns = [root, *(child for child in root.children if child.dep_ == "appos")]
            if root.dep_ in {"appos", "flat"} and root.head.pos_ == "NOUN":
                nouns.append(root.head)
            linked = [argument for noun in nouns for argument in arguments(noun)]
            if root.dep_ == "nsubj" and any(each.dep_ == "cop" for each in root.head.children):
                linked += [each for each in arguments(root.head) if each.role == "from"]
            if not _is_sender(root):
                linked = [argument for argument in linked if argument.role != "in"]
            if len(span) == 1:
                linked = [argument for argument in linked if argument.role != "of"]
            predicate = Predicate(root, [Argument("subject", root)], linked, frames.people, 1.0)
            yield from _statements(predicate, "", context)
