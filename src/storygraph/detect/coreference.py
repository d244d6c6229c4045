"""Who is meant within a story: names grouped into entities, pronouns and noun phrases resolved.

The result lies in `doc.spans["mentions"]`: each span's label is the entity's type, its `kb_id_`
the entity's number in the story, its `id_` the form (name, nominal, pronoun). The group's
attributes hold `confidence` (one per span, 0..1) and `entities` (type, names, gender).
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from storygraph.detect.aliases import Cluster, Found, entity_type, group_names
from storygraph.detect.descriptions import joined_owner
from storygraph.detect.mention_table import (
    CLASSES,
    NAME,
    NOMINAL,
    MentionTable,
    build_table,
    person_nouns,
)
from storygraph.detect.nominals import described_as, find_nominals, gender_of
from storygraph.detect.pronouns import PronounResolver, learn_genders
from storygraph.detect.quotes import Quote, find_quotes
from storygraph.detect.ranker import Ranker, shipped_ranker
from storygraph.detect.resolver import Settled, settle
from storygraph.detect.turns import Turns
from storygraph.naming import PersonName, person_name

MENTIONS = "mentions"
_ENCODER = "storygraph_encoder"
#: Below this confidence a pronoun is left unresolved.
_LEAST_SURE = {"he": 0.0, "she": 0.0, "i": 0.75, "you": 0.75, "we": 0.75, "they": 0.75}
#: How sure the ranker must be whom a noun phrase denotes.
_NOMINAL = 0.4
_SPEAKER = 0.7  # how sure "I" in a quote is who is said to speak


@Language.factory(
    "storygraph_coreference",
    requires=["doc.ents", "token.dep", "token.pos", "doc.sents"],
    assigns=["doc.spans"],
)
def create_coreference(nlp: Language, name: str) -> "Coreference":
    """Return the component that resolves names, pronouns and noun phrases to entities."""
    return Coreference(nlp)


class Coreference:
    """Writes the mentions of a story and the entities that they denote.

    Where the shipped encoder has read the text, the learnt ranker resolves; else rules do.
    """

    def __init__(self, nlp: Language | None = None) -> None:
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with `doc.spans["mentions"]` set."""
        doc.spans[MENTIONS] = resolve(doc, self._ranker(doc))
        return doc

    def _ranker(self, doc: Doc) -> Ranker | None:
        if self._nlp is None or _ENCODER not in self._nlp.pipe_names or not len(doc):
            return None
        ranker = shipped_ranker()
        return ranker if doc.tensor.shape == (len(doc), ranker.width) else None


@dataclass(frozen=True, slots=True)
class Chained:
    """A mention of one of a story's entities; those from `People.named` on have no name."""

    span: Span
    cluster: int
    kind: str
    confidence: float


@dataclass(frozen=True, slots=True)
class People:
    """What a story's names tell before any pronoun is read."""

    clusters: list[Cluster]
    found: list[Found]
    quotes: list[Quote]
    table: MentionTable

    @property
    def named(self) -> int:
        """How many entities have a name."""
        return len(self.clusters)


def resolve(doc: Doc, ranker: Ranker | None = None, *, least: float | None = None) -> SpanGroup:
    """Return the mentions of a doc as a span group, in text order.

    With a ranker the pronouns for people are settled by it, else by rules.
    What is less sure than a limit for each pronoun is left out; given `least`, that is the limit,
    and the ranker decides alone.
    """
    clusters, found, quotes = _named(doc)
    nominals = list(find_nominals(doc, clusters, found))
    by_rule = sorted([*found, *nominals], key=lambda mention: mention.span.start)
    pronouns = PronounResolver(doc, clusters, by_rule, quotes).resolve()
    if ranker is None:
        found = [*by_rule, *pronouns]
    else:
        people = _people(doc, clusters, found, quotes, ranker.person_nouns(doc))
        described = {token.i for each in by_rule for token in each.span}
        found = [*by_rule, *_combined(people, pronouns, described, ranker, least)]
    found.sort(key=lambda mention: (mention.span.start, mention.span.end))
    return _as_group(doc, clusters, found)


def read_people(doc: Doc, likely: NDArray[np.bool_]) -> People:
    """Return a story's mentions of people; `likely` tells which tokens are nouns for people."""
    return _people(doc, *_named(doc), likely)


def find_chains(doc: Doc, ranker: Ranker) -> list[Chained]:
    """Return every mention of people, the unnamed ones included, with its entity's number."""
    people = read_people(doc, ranker.person_nouns(doc))
    return [
        Chained(people.table.spans[each.row], each.entity, "person", each.sure)
        for each in _settled(people, ranker)
    ]


def _named(doc: Doc) -> tuple[list[Cluster], list[Found], list[Quote]]:
    quotes = find_quotes(doc)
    clusters = group_names(doc.ents, _genders_told(doc, quotes))
    return clusters, _described(doc, clusters, quotes), quotes


def _described(doc: Doc, clusters: list[Cluster], quotes: list[Quote]) -> list[Found]:
    """Learn what nouns and pronouns tell of named entities; return their mentions."""
    found = [Found(span, i, "name", 1.0) for i, each in enumerate(clusters) for span in each.spans]
    found.sort(key=lambda mention: mention.span.start)
    for cluster in clusters:
        cluster.described = described_as(cluster)
        cluster.gender = cluster.gender or gender_of(cluster)
    learn_genders(doc, clusters, found, quotes)
    return found


def _genders_told(doc: Doc, quotes: list[Quote]) -> dict[PersonName, str]:
    """Return what a story tells of names without "Mr" or "Mrs", before any such is given away.

    So neither "Mr Bek" nor a "Captain Bek" who is "he" is the Aru Bek of whom the story says "she".
    """
    names = {span: person_name(span.text) for span in doc.ents if entity_type(span) == "person"}
    titled: defaultdict[PersonName, Cluster] = defaultdict(lambda: Cluster("person"))
    for span, name in names.items():
        if name.gender or (name.titles and len(name.parts) == 1):
            titled[name].spans.append(span)
    if not titled:
        return {}
    others = group_names(span for span, name in names.items() if name not in titled)
    clusters = [*others, *titled.values()]
    _described(doc, clusters, quotes)
    told: defaultdict[PersonName, set[str]] = defaultdict(set)
    ranked = [cluster for name, cluster in titled.items() if not name.gender]
    for cluster in (*others, *ranked):
        for span in cluster.spans:
            told[names[span]].add(cluster.gender)
    return {name: gender for name, (gender, *more) in told.items() if gender and not more}


def _people(
    doc: Doc,
    clusters: list[Cluster],
    found: list[Found],
    quotes: list[Quote],
    likely: NDArray[np.bool_],
) -> People:
    names = [each for each in found if each.form == "name"]
    inside = {token.i for each in names for token in each.span}
    nominals = person_nouns(doc, inside, likely)
    return People(clusters, found, quotes, build_table(doc, names, clusters, nominals, quotes))


def _settled(people: People, ranker: Ranker) -> list[Settled]:
    return settle(people.table, ranker, named=people.named, known=_told(people))


def _told(people: People) -> dict[int, int]:
    """Return whom "I" and "you" mean where the form of the text says so: letter, interview."""
    table = people.table
    named = [each for each in people.found if people.clusters[each.cluster].type == "person"]
    turns = Turns(table.doc, named, people.quotes)
    selves = turns.selves
    told: dict[int, int] = {}
    for row, span in enumerate(table.spans):
        token, who = span[0], None
        if table.quote[row] >= 0:
            who = selves.get(int(table.quote[row])) if CLASSES[table.kind[row]] == "i" else None
        elif CLASSES[table.kind[row]] == "i":
            who = turns.speaker(token)
        elif CLASSES[table.kind[row]] == "you":
            who = turns.addressed(token)
        if who is not None:
            told[row] = who
    return told


def _combined(
    people: People,
    by_rule: list[Found],
    described_by_rule: set[int],
    ranker: Ranker,
    least: float | None,
) -> list[Found]:
    """Return the pronouns resolved by the ranker and the rules together, and nouns by the ranker.

    `described_by_rule` has the tokens of the phrases that rules have resolved.

    Places and works are left to the rules. Where the ranker is unsure who "I" is within a quote,
    it is who is said to speak in this paragraph.
    """
    table = people.table
    found = [each for each in by_rule if people.clusters[each.cluster].type != "person"]
    settled = list(_settled(people, ranker))
    at = {table.spans[each.row].root.i: each for each in settled}
    speakers = _speakers(table, settled)
    for each in settled:
        owner = joined_owner(table.spans[each.row].root)
        if owner is not None:
            beside = (token for token in (owner, owner.head, *owner.children) if token.i in at)
            whose = next((at[token.i].entity for token in beside), people.named)
            each = each._replace(entity=whose)
        kind, span = int(table.kind[each.row]), table.spans[each.row]
        is_named = each.entity < people.named
        if kind == NOMINAL:
            is_new = least is None and span.root.i not in described_by_rule
            if is_new and is_named and each.sure >= _NOMINAL:
                found.append(Found(span, each.entity, "nominal", each.sure))
        elif kind != NAME:
            limit = _LEAST_SURE[CLASSES[kind]] if least is None else least
            if is_named and each.sure >= limit:
                found.append(Found(span, each.entity, "pronoun", each.sure))
            elif CLASSES[kind] == "i" and least is None:
                speaker = speakers.get(int(table.quote[each.row]), people.named)
                if speaker < people.named:
                    found.append(Found(span, speaker, "pronoun", _SPEAKER))
    return found


def _speakers(table: MentionTable, settled: list[Settled]) -> dict[int, int]:
    """Return the entity that speaks in each quote: said beside it, or beside its paragraph's next.

    A quote goes on after "she said", or before it.
    """
    entity = {each.row: each.entity for each in settled}
    beside = {number: entity[row] for number, row in enumerate(table.speech) if row in entity}
    in_turn = {int(table.turn[number]): who for number, who in reversed([*beside.items()])}
    return {
        number: beside.get(number, in_turn[turn])
        for number, turn in enumerate(table.turn.tolist())
        if turn in in_turn
    }


def _as_group(doc: Doc, clusters: list[Cluster], found: list[Found]) -> SpanGroup:
    spans = [
        Span(
            doc,
            each.span.start,
            each.span.end,
            label=clusters[each.cluster].type,
            kb_id=str(each.cluster),
            span_id=each.form,
        )
        for each in found
    ]
    entities = [[each.type, each.names(), each.gender] for each in clusters]
    confidences = [round(each.confidence, 3) for each in found]
    attrs = {"confidence": confidences, "entities": entities}
    return SpanGroup(doc, name=MENTIONS, spans=spans, attrs=attrs)
