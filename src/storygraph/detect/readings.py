"""Doc -> Reading: what detection found in a story, as plain records with character offsets."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from spacy.tokens import Doc, Span

from storygraph.detect.associations import ASSOCIATED
from storygraph.detect.columns import sentence_numbers
from storygraph.detect.coreference import MENTIONS
from storygraph.detect.keywords import KEYWORDS
from storygraph.detect.relations import RELATIONS
from storygraph.detect.themes import FAINT, GATHERED, IMPLICIT, THEMES, least_mentions
from storygraph.errors import PipelineError
from storygraph.records import (
    LEAST_CONFIDENCE,
    End,
    LocalEntity,
    Mention,
    Reading,
    Relation,
    Sentence,
    Story,
    ThemeMention,
)

#: A relation that speaks of a theme is at least so sure.
_SURE = 0.5


def to_reading(doc: Doc, story: Story) -> Reading:
    """Return what the pipeline found in a story; `doc` has the story's length in characters.

    Raises
    ------
    PipelineError
        If storygraph's components did not run on the doc.
    """
    if MENTIONS not in doc.spans:
        raise PipelineError(
            f"story '{story.id}' was read without storygraph's components; "
            "read it with a pipeline from storygraph.load_pipeline(...)"
        )
    sentence_of = sentence_numbers(doc)
    told = [_relation(doc, *each) for each in doc.user_data.get(RELATIONS, [])]
    implied = list(_implied(doc, story, told))
    listed = _listed(doc, told, (each.theme for each in implied))
    themes = _themes(doc, story, sentence_of, (THEMES, GATHERED, FAINT), listed)
    themes += _themes(doc, story, sentence_of, (IMPLICIT,), by="implicit")
    return Reading(
        story=story,
        sentences=tuple(_sentence(span) for span in doc.sents),
        entities=_entities(doc),
        mentions=_mentions(doc, story, sentence_of),
        themes=tuple(sorted((*themes, *implied), key=lambda each: (each.start, each.end))),
        relations=tuple(each for each in told if each.object.theme in {None, *listed}),
        keywords=_themes(doc, story, sentence_of, (KEYWORDS,)),
    )


def _listed(doc: Doc, told: Sequence[Relation], implied: Iterable[str]) -> Collection[str]:
    """Return the themes that a story is about, and those that somebody in it practises.

    Themes that another component has set all count.
    """
    group = doc.spans.get(THEMES)
    if group is None or "about" not in group.attrs:
        return {span.label_ for span in group or ()}
    practised = {
        each.object.theme
        for each in told
        if each.object.theme and each.name != ASSOCIATED and each.confidence >= LEAST_CONFIDENCE
    }
    return {*group.attrs["about"], *practised, *implied}


def _implied(doc: Doc, story: Story, told: Sequence[Relation]) -> Iterator[ThemeMention]:
    """Yield, once a span, the objects of relations of which enough speak of a theme."""
    group = doc.spans.get(THEMES)
    asked = group.attrs.get("told_by", {}) if group is not None else {}
    for key, (least, *names) in asked.items():
        facts = [each for each in told if each.name in names and each.confidence >= _SURE]
        pairs = {frozenset((each.subject.entity, each.object.entity)) for each in facts}
        if len(pairs) < least_mentions(least, len(doc)):
            continue
        for end, sentence in {each.object: each.sentence for each in facts}.items():
            text = story.text[end.start : end.end]
            yield ThemeMention(end.start, end.end, text, key, sentence, "relation")


def _sentence(span: Span) -> Sentence:
    text = span.text
    start = span.start_char + len(text) - len(text.lstrip())
    return Sentence(start, start + len(text.strip()))


def _entities(doc: Doc) -> tuple[LocalEntity, ...]:
    listed = doc.spans[MENTIONS].attrs["entities"]
    return tuple(LocalEntity(kind, tuple(names), gender) for kind, names, gender in listed)


def _mentions(doc: Doc, story: Story, sentence_of: list[int]) -> tuple[Mention, ...]:
    group = doc.spans[MENTIONS]
    return tuple(
        Mention(
            span.start_char,
            span.end_char,
            story.text[span.start_char : span.end_char],
            int(span.kb_id_),
            span.id_,
            sentence_of[span.start],
            confidence,
        )
        for span, confidence in zip(group, group.attrs["confidence"], strict=True)
    )


def _themes(
    doc: Doc,
    story: Story,
    sentence_of: list[int],
    groups: tuple[str, ...],
    listed: Collection[str] | None = None,
    by: str = "vocabulary",
) -> tuple[ThemeMention, ...]:
    every = [span for group in groups for span in doc.spans.get(group, [])]
    spans = [span for span in every if listed is None or span.label_ in listed]
    return tuple(
        ThemeMention(
            span.start_char,
            span.end_char,
            story.text[span.start_char : span.end_char],
            span.label_,
            sentence_of[span.start],
            by,
        )
        for span in sorted(spans, key=lambda span: (span.start, span.end))
    )


def _relation(
    doc: Doc, name: str, subject: Any, object: Any, sentence: int, by: str, confidence: float
) -> Relation:
    return Relation(name, _end(doc, *subject), _end(doc, *object), sentence, by, confidence)


def _end(doc: Doc, kind: str, key: str, start: int, end: int) -> End:
    span = doc[start:end]
    if kind == "theme":
        return End(span.start_char, span.end_char, theme=key)
    return End(span.start_char, span.end_char, entity=int(key))
