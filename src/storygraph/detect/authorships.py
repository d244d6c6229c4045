"""Who made a work by its grammar alone: "her novel X", "X by Aru", "the album, X,"."""

from collections import Counter
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from storygraph.detect.associations import BY_NOUN, BY_VERB, OF_WORKS
from storygraph.detect.context import FoundEnd, FoundRelation, StoryContext
from storygraph.detect.frames import Frames
from storygraph.detect.syntax import Argument, arguments, is_shown, subjects
from storygraph.lexicon import words

_BOOKS = frozenset({"book", "record", "album", "recording"})
_APPOSED = "work of somebody, as its apposition says"
_SCORED = 10  # tokens of ", for four voices and drum, by"
_SIGNED = 7  # tokens of "the late Latvian composer Aru"
_DESCRIBED = 5  # tokens of "'s second long novel"
_EARLIER = "earlier mention of the work"
_MAIN = "work of the main person"
_MAINLY = 2  # how many times more often than anybody else a main person is mentioned
_MAKING = frozenset({"created", "exhibited_at", "exhibited_in"})
_LIVING = frozenset({BY_NOUN, BY_VERB, OF_WORKS, "frame:studying an art", "frame:taking up an art"})
_PERFORMED = frozenset({"acting"})  # themes of those who play in the works of others
_SETTLING = frozenset({"created", "performed"})
_RECEIVING = frozenset(
    (
        "act appear cast character play read role see sing star watch hear perform translate adapt "
        "inspire base quote debut feature"
    ).split()
)
_RECALLED = 400  # tokens: how far a reader remembers that some album is being made


def find_authorships(
    context: StoryContext, frames: Frames, found: Iterable[FoundRelation]
) -> Iterator[FoundRelation]:
    """Yield the makers of named works; those of `found` are known already."""
    found = list(found)
    made = {each.object[1] for each in found if each.name == "created"}
    told: list[FoundRelation] = []
    for span in context.mentions:
        if span.label_ != "artwork" or span.id_ != "name":
            continue
        nouns = [span.root, *announcing_nouns(span)]
        linked = [] if _is_loved(nouns) else [each for noun in nouns for each in arguments(noun)]
        stated = list(_makers(span, linked, frames, context))
        told += stated
        named = any(each.name == "created" for each in stated)
        if not named and context.entity_of(span) not in made and not _is_seen_or_played(span):
            told += _earlier_maker(span, context)
    yield from told
    yield from _by_the_main_person(context, [*found, *told])


def _by_the_main_person(
    context: StoryContext, found: list[FoundRelation]
) -> Iterator[FoundRelation]:
    """Yield the works that nobody is said to have made in a story about one maker.

    Such a story speaks of its person most of the time and has them make other works or practise
    an art; works that they perform, read or translate are left alone.
    """
    maker = _main_maker(context, found)
    if maker is None:
        return
    settled = {end[1] for each in found if each.name in _SETTLING for end in each[1:3]}
    for span in context.mentions:
        is_open = span.kb_id_ not in settled and not _is_seen_or_played(span)
        is_open = is_open and not _is_anothers(span, maker, context)
        if span.label_ == "artwork" and span.id_ == "name" and is_open:
            settled.add(span.kb_id_)
            work = context.end_of(span)
            person = context.end_of(maker)
            yield context.relation("created", person, work, span.root, _MAIN, 0.5)


def _kinds() -> frozenset[str]:
    """Return the nouns for kinds of works; a title beside "book" is a work too."""
    return words("works") | _BOOKS


def _shows_maker(relation: FoundRelation) -> bool:
    return relation.name in _MAKING or (relation.name == "practices" and relation.by in _LIVING)


def _is_loved(nouns: list[Token]) -> bool:
    """Tell whether a possessor is no maker: "her favourite painting, X"."""
    adjectives = (child.lower_ for noun in nouns for child in noun.children)
    return any(each in {"favourite", "favorite"} for each in adjectives)


def _is_seen_or_played(work: Span) -> bool:
    """Tell whether a sentence has its people act in a work or read it, or names another maker."""
    doc = work.doc
    is_signed = work.end < len(doc) and doc[work.end].lower_ == "by"
    return is_signed or any(token.lemma_.lower() in _RECEIVING for token in work.sent)


def _is_anothers(work: Span, maker: Span, context: StoryContext) -> bool:
    """Tell whether a sentence speaks of somebody but the maker right before a work."""
    near = context.mentions_in(context.sentence_of[work.start])
    before = [span for span in near if span.label_ == "person" and span.end <= work.start]
    return bool(before) and before[-1].kb_id_ != maker.kb_id_


def _main_maker(context: StoryContext, found: list[FoundRelation]) -> Span | None:
    people = [span for span in context.mentions if span.label_ == "person"]
    counts = Counter(span.kb_id_ for span in people).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] < _MAINLY * counts[1][1]):
        return None
    main = counts[0][0]
    told = [each for each in found if each.subject[1] == str(main)]
    makes = any(_shows_maker(each) for each in told)
    makes = makes and not any(each.object[1] in _PERFORMED for each in told)
    named = [span for span in people if span.kb_id_ == main and span.id_ == "name"]
    return named[0] if makes and named else None


def _makers(
    span: Span, linked: list[Argument], frames: Frames, context: StoryContext
) -> Iterator[FoundRelation]:
    work = context.end_of(span)
    for person in _owner_after(span, context):
        yield context.relation("created", person, work, span.root, _APPOSED, 0.85)
    outside = [each for each in linked if each.token.i not in range(span.start, span.end)]
    signed = [each for each in outside if each.role == "by"]
    outside = signed or outside
    for frame in frames.works:
        for statement in frame.says:
            for argument in outside:
                if argument.role not in statement.via or is_shown(argument):
                    continue
                for end in context.denoted(argument.token, statement.object):
                    if context.is_right_kind(end, statement.object_kinds, statement.not_kinds):
                        pair = (end, work) if statement.inverse else (work, end)
                        rule, sure = f"frame:{frame.name}", statement.confidence
                        yield context.relation(statement.relation, *pair, span.root, rule, sure)


def _owner_after(span: Span, context: StoryContext) -> Iterator[FoundEnd]:
    """Yield whose a work is in "X, Aru's second novel", whatever the parse says."""
    doc, index = span.doc, span.end
    while index < len(doc) and (
        doc[index].is_quote or doc[index].text in {",", "*", "(", "–", "—"}
    ):
        index += 1
    if index >= len(doc):
        return
    by = _by_behind(doc, index)
    if by is not None:
        yield from _signed_by(doc, by + 1, context)
        return
    if index == span.end:
        return
    for person in context.mentions_at(doc[index]):
        rest = doc[person.end : person.end + _DESCRIBED]
        if person.label_ != "person" or person.start != index or not len(rest):
            continue
        is_owner = rest[0].lower_ in {"'s", "’s"} or doc[index].tag_ == "PRP$"
        noun = next((each for each in rest if each.pos_ == "NOUN"), None)
        if is_owner and noun is not None and noun.lemma_.lower() in _kinds():
            yield context.end_of(person)


def _by_behind(doc: Doc, index: int) -> int | None:
    """Return where "by" stands in "X" by Aru, or behind a phrase: "X", for voices, by Aru."""
    if doc[index].lower_ == "by":
        return index
    if doc[index].lower_ != "for":
        return None
    for token in doc[index : index + _SCORED]:
        if token.pos_ not in {"ADP", "NOUN", "CCONJ", "NUM", "ADJ", "DET", "PUNCT"}:
            return None
        if token.lower_ == "by":
            return token.i if doc[token.i - 1].text == "," else None
    return None


def _signed_by(doc: Doc, start: int, context: StoryContext) -> Iterator[FoundEnd]:
    """Yield the first name after "by", whatever describes it: "by the young composer Aru Bek"."""
    for token in doc[start : start + _SIGNED]:
        people = [span for span in context.mentions_at(token) if span.label_ == "person"]
        if people:
            yield from [context.end_of(people[0])] if people[0].id_ == "name" else []
            return
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN"}:
            return


def announcing_nouns(span: Span) -> Iterator[Token]:
    """Yield the nouns for a kind of work beside a title: "the album, X", "X, a novel"."""
    doc = span.doc
    before = [token for token in doc[max(0, span.start - 5) : span.start] if not token.is_punct]
    for token in before[-2:]:
        if token.lemma_.lower() in _kinds() and not token.ent_type_:
            yield token
    above = span.root
    while above.dep_ in {"appos", "flat"} and above.head != above:
        if above.head.lemma_.lower() not in _kinds():
            break
        above = above.head
        yield above
    if above == span.root and above.dep_ == "appos" and above.head.dep_ == "nmod":
        told = above.head.head  # "her novel about the war, X"
        if told.lemma_.lower() in _kinds() and not above.head.ent_type_:
            yield told
    for child in span.root.children:
        if child.dep_ == "appos" and child.lemma_.lower() in _kinds():
            yield child
    head = span.root.head
    is_told = span.root.dep_ == "nsubj" and any(child.dep_ == "cop" for child in head.children)
    if is_told and head.lemma_.lower() in _kinds():
        yield head


def _earlier_maker(span: Span, context: StoryContext) -> Iterator[FoundRelation]:
    """Yield the maker of a work spoken of before it was named.

    "She was asked to record an album. The album, X, ..." says who made X.
    """
    kinds = {noun.lemma_.lower() for noun in announcing_nouns(span)} or _told_of(span)
    near = context.doc[max(0, span.start - _RECALLED) : span.start]
    for token in reversed(near if kinds else []):
        if token.lemma_.lower() not in kinds or token.head.pos_ != "VERB":
            continue
        if token.dep_ in {"nsubj", "nsubj:pass"} or not _is_making(token.head):
            continue
        people = [end for t in subjects(token.head) for end in context.denoted(t, {"person"})]
        if len(people) == 1:
            work = context.end_of(span)
            yield context.relation("created", people[0], work, span.root, _EARLIER, 0.6)
            return


def _told_of(span: Span) -> frozenset[str]:
    """Return the nouns that "it" may stand for in "It is called X"."""
    verb = span.root.head
    is_naming = verb.lemma_.lower() in words("works", "naming")
    it = any(child.lower_ == "it" and child.dep_.startswith("nsubj") for child in verb.children)
    return _kinds() | {"picture", "image"} if is_naming and it else frozenset()


def _is_making(verb: Token) -> bool:
    making = words("works", "making") | {"collaborate", "work", "commission", "begin", "start"}
    return verb.lemma_.lower() in making - {"perform", "exhibit", "show", "read", "sing"}
