"""Who belongs to the group that was spoken of: "Its members were Aru, Bek and the singer Lev"."""

from collections.abc import Iterator

from storygraph.detect.columns import tokens_of
from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.syntax import arguments

RULE = "members of the group before"
_MEMBERS = frozenset({"member", "musician", "player"})
_ITS = frozenset({"its", "their", "whose"})
_SURE = 0.75


def find_members(context: StoryContext) -> Iterator[FoundRelation]:
    """Yield `member_of` between the members that a noun names and the last group before it.

    The group stands in the noun's sentence or in that before; with "of" a noun names its own.
    """
    for noun in tokens_of(context.doc, "NOUN"):
        if noun.lemma_.lower() not in _MEMBERS or noun.tag_ != "NNS":
            continue
        owners = [each.token for each in arguments(noun) if each.role == "of"]
        if any(each.lower_ not in _ITS for each in owners):
            continue
        sentence = context.sentence_of[noun.i]
        near = [*context.mentions_in(sentence - 1), *context.mentions_in(sentence)]
        groups = [s for s in near if s.label_ == "organization" and s.end <= noun.i]
        if groups:
            for person in context.denoted(noun, {"person"}):
                group = context.end_of(groups[-1])
                yield context.relation("member_of", person, group, noun, RULE, _SURE)
