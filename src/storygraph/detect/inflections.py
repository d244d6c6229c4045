"""Simple English inflection: what a noun or a verb looks like in a text.

It backs up a lemmatizer that errs on rare words; it knows no more than themes need.
"""

from itertools import pairwise

_VOWELS = frozenset("aeiou")
_NOUNS = {
    "calf": ("calves",),
    "child": ("children",),
    "foot": ("feet",),
    "goose": ("geese",),
    "knife": ("knives",),
    "leaf": ("leaves",),
    "life": ("lives",),
    "man": ("men",),
    "mouse": ("mice",),
    "ox": ("oxen",),
    "person": ("people", "persons"),
    "sheaf": ("sheaves",),
    "tooth": ("teeth",),
    "wife": ("wives",),
    "wolf": ("wolves",),
    "woman": ("women",),
}
_VERBS = {
    "draw": ("drew", "drawn"),
    "dream": ("dreamt",),
    "fight": ("fought",),
    "flee": ("fled",),
    "fly": ("flew", "flown"),
    "forget": ("forgot", "forgotten"),
    "forgive": ("forgave", "forgiven"),
    "freeze": ("froze", "frozen"),
    "knit": ("knit",),
    "ride": ("rode", "ridden"),
    "sew": ("sewn",),
    "sing": ("sang", "sung"),
    "sow": ("sown",),
    "spin": ("spun",),
    "steal": ("stole", "stolen"),
    "swim": ("swam", "swum"),
    "teach": ("taught",),
    "tell": ("told",),
    "weave": ("wove", "woven"),
    "weep": ("wept",),
    "write": ("wrote", "written"),
}


def plurals(noun: str) -> tuple[str, ...]:
    """Return how the plural of a noun may be written; several where spellings differ."""
    for singular, irregular in _NOUNS.items():
        if noun == singular or (len(singular) > 2 and noun.endswith(singular)):
            return tuple(noun[: -len(singular)] + each for each in irregular)
    if noun.endswith(("s", "x", "ch", "sh")):
        return (f"{noun}es",)
    if noun.endswith(("z", "o")):
        return (f"{noun}s", f"{noun}es")
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return (f"{noun[:-1]}ies", f"{noun}s")
    return (f"{noun}s",)


def verb_forms(verb: str) -> tuple[str, ...]:
    """Return the other forms of a verb: with -s, -ed and -ing, and irregular ones."""
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        third, past, gerund = f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    elif verb.endswith("ie"):
        third, past, gerund = f"{verb}s", f"{verb}d", f"{verb[:-2]}ying"
    elif verb.endswith("e"):
        third, past, gerund = (
            f"{verb}s",
            f"{verb}d",
            f"{verb[: -1 if verb[-2] != 'e' else None]}ing",
        )
    else:
        stem = verb + verb[-1] if _doubles(verb) else verb
        third, past, gerund = plurals(verb)[-1], f"{stem}ed", f"{stem}ing"
    return (third, past, gerund, *_VERBS.get(verb, ()))


def _doubles(verb: str) -> bool:
    """Tell whether the last letter doubles before -ed: in "knit" and "travel", not in "paint"."""
    if len(verb) < 3 or verb[-1] in _VOWELS or verb[-1] in "wxy":
        return False
    one_vowel = verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    syllables = sum(a in _VOWELS and b not in _VOWELS for a, b in pairwise(verb))
    return one_vowel and (syllables == 1 or verb.endswith("l"))
