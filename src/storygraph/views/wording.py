"""What a graph holds in words: relations read from either end, and whom its data is owed to."""

from storygraph.graph.storygraph import StoryGraph

# relation: (from its subject, from its object); both complete "this <words> <the other name>".
RELATION_WORDS: dict[str, tuple[str, str]] = {
    "born_in": ("was born in", "is the birthplace of"),
    "died_in": ("died in", "is the place of death of"),
    "grew_up_in": ("grew up in", "is where the childhood was of"),
    "lived_in": ("lived in", "was home to"),
    "moved_to": ("moved to", "became home to"),
    "traveled_to": ("travelled to", "was visited by"),
    "studied_in": ("studied in", "was a place of study for"),
    "worked_in": ("worked in", "was a place of work for"),
    "performed_in": ("performed in", "saw a performance of"),
    "exhibited_in": ("exhibited in", "saw an exhibition of"),
    "studied_at": ("studied at", "taught"),
    "worked_at": ("worked at", "employed"),
    "member_of": ("was a member of", "counted among its members"),
    "founded": ("founded", "was founded by"),
    "exhibited_at": ("exhibited at", "exhibited"),
    "performed_at": ("performed at", "staged"),
    "created": ("created", "was created by"),
    "performed": ("performed", "was performed by"),
    "plays": ("plays", "is played by"),
    "practices": ("practises", "is practised by"),
    "parent_of": ("is a parent of", "is a child of"),
    "child_of": ("is a child of", "is a parent of"),
    "sibling_of": ("is a sibling of", "is a sibling of"),
    "spouse_of": ("is married to", "is married to"),
    "grandparent_of": ("is a grandparent of", "is a grandchild of"),
    "family_of": ("is family of", "is family of"),
    "taught": ("taught", "was taught by"),
    "worked_with": ("worked with", "worked with"),
    "friend_of": ("is a friend of", "is a friend of"),
    "met": ("met", "met"),
    "inspired": ("inspired", "was inspired by"),
    "located_in": ("is in", "is the site of"),
    "won": ("won", "was won by"),
    "took_part_in": ("took part in", "had among its participants"),
    "mentions": ("mentions", "is mentioned in"),
    "about": ("speaks of", "is a theme of"),
    "associated_with": ("is tied to", "is a theme around"),
    "appears_with": ("shares a sentence with", "shares a sentence with"),
}

# Relations that the shape of a corpus gives, drawn lighter than what the stories state.
STRUCTURAL = frozenset({"mentions", "about", "associated_with", "appears_with"})

# What `gazetteer` says of a place that nobody else has put on the map.
_OF_THE_READER = frozenset({"reader", "none"})
_LICENCES = {"GeoNames": "CC BY 4.0"}


def relation_words(relation: str) -> tuple[str, str]:
    """Return how a relation reads from its subject and from its object.

    A relation that is not in the table reads as its name, "of" and the other way round.
    """
    known = RELATION_WORDS.get(relation)
    if known:
        return known
    plain = " ".join(relation.replace("_", " ").split()) or "is linked to"
    return plain, f"({plain}, the other way)"


def place_credits(graph: StoryGraph) -> list[str]:
    """Return whom the coordinates of a graph are owed to, as their licences ask to be named."""
    sources = {str(each) for _, each in graph.nx.nodes(data="gazetteer", default="")}
    named = sorted(sources - _OF_THE_READER - {""})
    return [
        f"Places: {each} ({_LICENCES[each]})" if each in _LICENCES else f"Places: {each}"
        for each in named
    ]
