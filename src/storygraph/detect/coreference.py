"""Who is meant within a story: names grouped into entities, pronouns and noun phrases resolved.

The result lies in `doc.spans["mentions"]`: each span's label is the entity's type, its `kb_id_`
the entity's number in the story, its `id_` the form (name, nominal, pronoun). The group's
attributes hold `confidence` (one per span, 0..1) and `entities` (type, names, gender).
"""

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from storygraph.detect.aliases import Cluster, Found, group_names
from storygraph.detect.nominals import described_as, find_nominals, gender_of
from storygraph.detect.pronouns import PronounResolver, learn_genders
from storygraph.detect.quotes import find_quotes

MENTIONS = "mentions"


@Language.factory(
    "storygraph_coreference",
    requires=["doc.ents", "token.dep", "token.pos", "doc.sents"],
    assigns=["doc.spans"],
)
def create_coreference(nlp: Language, name: str) -> "Coreference":
    """Return the component that resolves names, pronouns and noun phrases to entities."""
    return Coreference()


class Coreference:
    """Writes the mentions of a story and the entities that they denote."""

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with `doc.spans["mentions"]` set."""
        doc.spans[MENTIONS] = resolve(doc)
        return doc


def resolve(doc: Doc) -> SpanGroup:
    """Return the mentions of a doc as a span group, in text order."""
    clusters = group_names(doc.ents)
    found = [Found(span, i, "name", 1.0) for i, each in enumerate(clusters) for span in each.spans]
    found.sort(key=lambda mention: mention.span.start)
    for cluster in clusters:
        cluster.described = described_as(cluster)
        cluster.gender = cluster.gender or gender_of(cluster)
    quotes = find_quotes(doc)
    learn_genders(doc, clusters, found, quotes)
    found += list(find_nominals(doc, clusters, found))
    found.sort(key=lambda mention: mention.span.start)
    found += PronounResolver(doc, clusters, found, quotes).resolve()
    found.sort(key=lambda mention: (mention.span.start, mention.span.end))
    return _as_group(doc, clusters, found)


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
