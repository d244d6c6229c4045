"""Does a sentence assert its predicate? Negation, wishes, conditions and questions do not."""

from bisect import bisect_left
from collections.abc import Mapping

from spacy.attrs import ORTH
from spacy.tokens import Doc, Token

from storygraph.detect.columns import sentence_numbers, where
from storygraph.detect.memory import remembered
from storygraph.detect.relatives import RELATIVE

_CLAUSAL = frozenset({"xcomp", "ccomp", "acl", "advcl", "pcomp", "conj"})
_INFINITIVE = frozenset({"xcomp", "ccomp", "advcl", "csubj"})
_DENYING = frozenset({"advmod", "neg", "det", "cc:preconj", "cc"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})
_PASSIVE = frozenset({"nsubj:pass", "nsubjpass", "aux:pass", "auxpass"})
_WISHES = frozenset({"like", "love", "prefer"})
_TURNING_DOWN = frozenset({"refuse", "decline", "reject"})  # "refused an invitation to join"
# What people have learnt to do: "she could play the harp" tells of a skill, no supposition.
_SKILLS = frozenset("play sing dance weave sew embroider carve paint knit draw read cook".split())
_QUOTED = 0.8
_DEPTH = 5


def assertion(token: Token, hypothetical: Mapping[str, frozenset[str]]) -> float:
    """Return how far a predicate is asserted: 0 not at all, 1 plainly.

    "never painted", "dreamed of playing", "if she had studied" and questions give 0.
    """
    verb = token if token.pos_ in {"VERB", "AUX", "ADJ"} else governing_verb(token)
    if _is_denied(token, hypothetical) or (_is_question(token) and not _is_presupposed(token)):
        return 0.0
    for _ in range(_DEPTH):
        if verb is None:
            return 1.0
        if _is_denied(verb, hypothetical) or _is_supposed(verb, hypothetical):
            return 0.0
        if verb.dep_ in _INFINITIVE and _is_bare(verb) and _is_beyond(verb.head, hypothetical):
            return 0.0
        if verb.dep_ not in _CLAUSAL or verb.head == verb:
            return 1.0
        above = verb.head
        if above.lemma_.lower() in hypothetical.get("verbs", ()) and verb.dep_ != "conj":
            return 0.0
        if above.lemma_.lower() in hypothetical.get("nouns", ()):
            return 0.0
        if verb.dep_ in {"advcl", "xcomp"} and above.lemma_.lower() == "think":
            return 0.0  # "had thought of settling in Riga"
        if verb.dep_ in {"ccomp", "xcomp"} and _is_hearsay(above, hypothetical):
            return 0.0
        if verb.dep_ == "acl" and above.head.lemma_.lower() in _TURNING_DOWN:
            return 0.0
        if verb.dep_ in {"advcl", "acl", "ccomp"}:
            return 1.0
        if verb.dep_ == "conj" and above.pos_ != "VERB":
            return 1.0
        if verb.dep_ == "conj" and not _is_bare(verb):
            return 1.0
        verb = above
    return 1.0


def _is_hearsay(verb: Token, hypothetical: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether it is nobody in particular who says: "some say that", "she was said to"."""
    if verb.lemma_.lower() not in hypothetical.get("hearsay", ()):
        return False
    told = [child for child in verb.children if child.dep_ in _SUBJECTS]
    tellers = hypothetical.get("tellers", frozenset())
    is_passive = any(child.dep_ in _PASSIVE for child in verb.children)
    return is_passive or any(each.lemma_.lower() in tellers for each in told)


def _is_beyond(quality: Token, hypothetical: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether an adjective says that it never came to it: "unable to", "too ill to"."""
    if quality.lower_ in hypothetical.get("adjectives", ()):
        return True
    return quality.pos_ == "ADJ" and any(child.lower_ == "too" for child in quality.children)


def _is_bare(verb: Token) -> bool:
    """Tell whether a verb has no tense of its own: "wanted to write and paint"."""
    return verb.tag_ in {"VB", "VBG"} or bool({"Inf", "Ger"} & set(verb.morph.get("VerbForm", [])))


def governing_verb(token: Token) -> Token | None:
    """Return the nearest verb above a noun, or None."""
    for ancestor in token.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            return ancestor
    return None


def _is_denied(token: Token, hypothetical: Mapping[str, frozenset[str]]) -> bool:
    deniers = hypothetical.get("adverbs", frozenset())
    return any(child.dep_ in _DENYING for child in token.children if child.lower_ in deniers)


def _is_supposed(verb: Token, hypothetical: Mapping[str, frozenset[str]]) -> bool:
    lowered = {child.lower_ for child in verb.children if child.dep_ in {"aux", "mark", "aux:pass"}}
    if "have" not in lowered and verb.lemma_.lower() in _SKILLS:
        lowered -= {"could"}
    if lowered & (
        hypothetical.get("auxiliaries", frozenset()) | hypothetical.get("marks", frozenset())
    ):
        return True
    is_planned = "to" in lowered and lowered & {"is", "are", "am"} and verb.dep_ != "xcomp"
    is_wished = lowered & {"would", "'d", "’d"} and verb.lemma_.lower() in _WISHES
    is_counterfactual = {"would", "have"} <= lowered
    return is_counterfactual or bool(is_planned or is_wished)


def _is_presupposed(token: Token) -> bool:
    """Tell whether a question takes a clause for granted: "Have you the song that she wrote?"."""
    clause = token
    while clause.dep_ in {"xcomp", "conj", "advcl"} and clause.head != clause:
        clause = clause.head
    return clause.dep_ in RELATIVE


def _is_question(token: Token) -> bool:
    return token.i in _asked(token.doc)


@remembered
def _asked(doc: Doc) -> frozenset[int]:
    """Return the indices of the tokens whose sentence ends in a question mark."""
    found: set[int] = set()
    numbers = sentence_numbers(doc)
    for mark in where(doc, ORTH, "?"):
        number = numbers[mark]
        last = mark + 1
        while last < len(doc) and numbers[last] == number:
            if not (doc[last].is_space or doc[last].is_quote):
                break
            last += 1
        else:
            found.update(range(bisect_left(numbers, number), last))
    return frozenset(found)
