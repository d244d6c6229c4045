"""Several people in one word: "they", "the couple", "the two friends", "we", "the family"."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from spacy.tokens import Doc, Span, Token

from storygraph.detect.columns import tokens_of, where_words
from storygraph.detect.pair_network import PairNetwork, Reals
from storygraph.detect.plurals import Company, Member, Members, members_of
from storygraph.detect.relatives import relative_object
from storygraph.detect.syntax import arguments, conjuncts, subjects
from storygraph.lexicon import words

_THEY = frozenset({"they", "them", "their", "both", "themselves"})
_WE = frozenset({"we", "us", "our", "ourselves"})
_PAIR = frozenset({"two", "both"})
_I = frozenset({"i", "me", "my", "myself"})
_ROLES = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "obj", "dobj", "obl", "pobj"})
_OTHERS = frozenset(
    (
        "woman man friend student pupil colleague musician girl boy neighbour neighbor singer "
        "artist player dancer sister brother cousin classmate other"
    ).split()
)
_WEDDING = frozenset({"marry", "wed", "married"})
_WEDDED = frozenset("marry marries married marrying wed weds wedded".split())
_SPOUSES = frozenset({"object", "to"})
_SPOUSE = frozenset({"wife", "husband"})
_TITLING = frozenset({"nmod:desc", "compound", "nmod", "appos"})
_CHILDREN = frozenset({"son", "daughter", "child", "boy", "girl"})
_PARENTS = 300  # tokens between a couple and "their daughter"
_COUPLED = 90  # tokens between a wedding and "the couple"
_REACH = 1  # sentences back to the people that "they" stands for
_RULED = 0.75  # how sure rules are
_NEAR = 80  # tokens between "we" and the "I" that tells whose it is


def find_groups(
    doc: Doc,
    people: Sequence[Span],
    sentence_of: Sequence[int],
    network: PairNetwork | None = None,
) -> dict[int, tuple[Member, ...]]:
    """Return the people that each plural word of a story stands for, by the word's index.

    `people` are the mentions of people in text order. Given a network for plural words it
    decides, and is told what rules find.
    """
    ruled = groups_by_rule(doc, people, sentence_of)
    if network is None:
        return {
            index: tuple(Member(span, _RULED) for span in members)
            for index, members in ruled.items()
        }
    found: dict[int, tuple[Member, ...]] = {}
    company = Company(people, sentence_of)
    tensor: Reals = np.asarray(doc.tensor, dtype=np.float32)
    last: dict[str, int] = {}
    for word in plural_words(doc):
        by_rule = ruled.get(word.i, ())
        asked = company.pairs(word, by_rule, last)
        if not {span.kb_id_ for span in by_rule} <= {span.kb_id_ for span, _ in asked}:
            # Rules know couples who married pages ago; the network is not asked about these.
            found[word.i] = tuple(Member(span, _RULED) for span in by_rule)
            continue
        if not asked:
            continue
        likely = network.likely(tensor, [pair for _, pair in asked])[:, 0].tolist()
        if members := members_of(word, [span for span, _ in asked], likely):
            found[word.i] = members
            last = {each.span.kb_id_: sentence_of[word.i] for each in members}
    return found


def groups_by_rule(
    doc: Doc, people: Sequence[Span], sentence_of: Sequence[int]
) -> dict[int, Members]:
    """Return the people that each plural word stands for, as rules see it.

    "They" are the people coordinated last, or the two of the sentence; "the couple" the same; "we"
    whoever says "I" nearby, as far as known.
    """
    found: dict[int, Members] = {}
    by_sentence: dict[int, list[Span]] = {}
    for span in people:
        by_sentence.setdefault(sentence_of[span.start], []).append(span)
    selves = [span for span in people if span.text.lower() in _I]
    starts = [span.start for span in selves]
    by_start = {span.root.i: span for span in people}
    last: tuple[int, Members] = (-9, ())
    married = _married(doc, by_start)
    for token in _candidates(doc):
        if selves and token.lower_ in _WE:
            members = _narrator(token, selves, starts)
            if members:
                found[token.i] = members
        kind = _kind(token)
        if not kind:
            continue
        sentence = sentence_of[token.i]
        recent = last if kind == "several" and last[0] >= sentence - 2 else (-9, ())
        couple = _couple_before(token, married) if kind == "several" else ()
        members = couple or _people_before(token, kind, by_sentence, sentence, recent)
        if members:
            found[token.i] = members
            last = (sentence, members) if kind == "several" else last
    return found


def _married(doc: Doc, people: Mapping[int, Span]) -> list[tuple[int, Members]]:
    """Return the couples that a story has marry, with the index of the verb."""
    found: list[tuple[int, Members]] = []
    for verb in map(doc.__getitem__, where_words(doc, _WEDDED | _SPOUSE)):
        if verb.pos_ == "NOUN" and verb.lemma_.lower() in _SPOUSE:
            owners = [child for child in verb.children if child.dep_ in {"nmod:poss", "poss"}]
            named = [*_names(verb), *([verb.head] if verb.dep_ in _TITLING else [])]
            pair = {people[t.i].kb_id_: people[t.i] for t in (*owners, *named[1:]) if t.i in people}
            if owners and len(pair) == 2:
                found.append((verb.i, tuple(pair.values())))
        if verb.lemma_.lower() not in _WEDDING or verb.pos_ not in {"VERB", "ADJ"}:
            continue
        gap = relative_object(verb)
        linked = [
            *subjects(verb),
            *([] if gap is None else [gap]),
            *(each.token for each in arguments(verb) if each.role in _SPOUSES),
        ]
        couple = {
            people[t.i].kb_id_: people[t.i]
            for each in linked
            for t in _names(each)
            if t.i in people
        }
        if len(couple) == 2:
            found.append((verb.i, tuple(couple.values())))
    return found


def _names(noun: Token) -> Iterator[Token]:
    """Yield a noun and the names beside it: "the painter Aru", "his wife, the painter Aru"."""
    yield noun
    for child in noun.children:
        if child.dep_ in {"appos", "flat"} and child.i > noun.i:
            yield from _names(child)


def _couple_before(token: Token, married: list[tuple[int, Members]]) -> Members:
    """Return who has married just before "the couple", or "they" that opens a sentence."""
    opens = token.lower_ in {"couple", "pair"} or (token.lower_ == "they" and token.is_sent_start)
    opens = opens or (token.lower_ == "their" and token.head.lemma_.lower() in _CHILDREN)
    before = [each for each in married if each[0] < token.i] if opens else []
    if not before:
        return ()
    index, members = before[-1]
    couples = {frozenset(span.kb_id_ for span in each) for _, each in before}
    if token.lower_ == "couple" and len(couples) == 1:
        return members
    if token.lower_ == "their" or _has_children(token):
        return members if token.i - index <= _PARENTS else ()
    reach = _COUPLED if token.lower_ == "couple" else _COUPLED // 3
    return members if token.i - index <= reach else ()


def _has_children(they: Token) -> bool:
    """Tell whether a word is the subject of "they had three children"."""
    verb = they.head
    return verb.lemma_.lower() == "have" and any(
        child.dep_ in {"obj", "dobj"} and child.lemma_.lower() in _CHILDREN
        for child in verb.children
    )


def _candidates(doc: Doc) -> Iterator[Token]:
    """Yield the words that may stand for several people, and the nouns of "two" and "both"."""
    group_words = words("groups") | words("groups", "family")
    found = set(where_words(doc, _THEY | _WE | {"two"} | group_words))
    found |= {doc[index].head.i for index in where_words(doc, _PAIR)}
    return map(doc.__getitem__, sorted(found))


def plural_words(doc: Doc) -> Iterator[Token]:
    """Yield the words of a story that may stand for several people, in order."""
    nouns = words("nominals", "person") | words("gender", "female") | words("gender", "male")
    nouns |= _OTHERS | _CHILDREN | _SPOUSE
    found = {token.i for token in _candidates(doc) if _may_denote(token)}
    found |= {token.i for token in tokens_of(doc, "NOUN") if _is_plural(token, nouns)}
    return map(doc.__getitem__, sorted(found))


def _may_denote(word: Token) -> bool:
    """Tell whether a word is a phrase's own head, as the "two" of "two sisters" is not."""
    return word.pos_ in {"NOUN", "PRON"} or (word.lower_ in _PAIR and word.dep_ in _ROLES)


def _is_plural(noun: Token, nouns: Collection[str]) -> bool:
    return noun.tag_ == "NNS" and noun.lemma_.lower() in nouns


def _kind(token: Token) -> str:
    """Return "several", "family", or "" for a word that stands for no group."""
    lower = token.lower_
    if lower in _THEY:
        return "several"
    if lower == "two" and token.pos_ in {"NUM", "NOUN"} and token.dep_ in _ROLES:
        return "several" if _is_definite(token) else ""
    if token.pos_ != "NOUN":
        return ""
    if lower in words("groups", "family"):
        is_owned = lower == "family" and any(child.tag_ == "PRP$" for child in token.children)
        return "family" if is_owned or _is_definite(token) else ""
    is_several = lower in words("groups") or (token.tag_ == "NNS" and _is_two_people(token))
    return "several" if is_several and _is_definite(token) else ""


def _is_two_people(noun: Token) -> bool:
    if not any(child.lower_ in _PAIR for child in noun.children):
        return False
    people = (words("nominals", "person"), words("gender", "female"), words("gender", "male"))
    lemma = noun.lemma_.lower()
    return lemma == "friend" or any(lemma in each for each in people)


def _is_definite(noun: Token) -> bool:
    is_apposed = any(child.dep_ in {"appos", "flat", "nmod"} for child in noun.children)
    return any(child.lower_ == "the" for child in noun.children) and not is_apposed


def _people_before(
    token: Token,
    kind: str,
    by_sentence: dict[int, list[Span]],
    sentence: int,
    recent: tuple[int, Members],
) -> Members:
    """Return the people coordinated last, those of the last such word, or a sentence's only two."""
    for number in range(sentence, sentence - _REACH - 1, -1):
        near = [span for span in by_sentence.get(number, ()) if span.end <= token.i]
        distinct = {span.kb_id_: span for span in near if span.text.lower() not in _I}
        if kind == "family":
            if near:
                return (near[0],)
            continue
        together = _coordinated(near)
        if together or recent[0] == number:
            return together or recent[1]
        if len(distinct) == 2:
            return tuple(distinct.values())
    return recent[1]


def _coordinated(near: list[Span]) -> Members:
    """Return the people coordinated last among some mentions."""
    at = {index: span for span in near for index in range(span.start, span.end)}
    for span in reversed(near):
        tokens = [each for token in conjuncts(span.root) for each in (token, *token.children)]
        named = [at[each.i] for each in tokens if each.i in at and _is_member(each)]
        members = {each.kb_id_: each for each in named}
        if len(members) > 1 or (members and _has_unnamed_company(span.root)):
            return tuple(members.values())
    return ()


def _has_unnamed_company(person: Token) -> bool:
    """Tell whether others are coordinated with somebody: "she and four women"."""
    return any(
        token.tag_ == "NNS" and token.lemma_.lower() in _OTHERS for token in conjuncts(person)[1:]
    )


def _is_member(token: Token) -> bool:
    return token.dep_ not in {"nmod:poss", "poss", "nmod", "obl"}


def _narrator(token: Token, selves: Sequence[Span], starts: Sequence[int]) -> Members:
    index = bisect_left(starts, token.i)
    near = selves[max(0, index - 1) : index + 1]
    near = [each for each in near if abs(each.start - token.i) <= _NEAR]
    return (near[0],) if len({each.kb_id_ for each in near}) == 1 else ()
