"""Decides what an entity is called: the seven types, places, and where a span starts."""

from __future__ import annotations

from collections.abc import Sequence

TYPES = ("PERSON", "GPE", "LOC", "FAC", "ORG", "WORK_OF_ART", "EVENT")
PLACES = ("GPE", "LOC", "FAC")
#: A place whose data set does not say whether it is a GPE, a LOC or a FAC.
PLACE = "PLACE"
#: Annotation that says neither "entity" nor "not an entity".
MISSING = "-"
OUTSIDE = "O"

#: Words that stay outside a PERSON span: civil, academic, military and office titles.
#: Nobility, clergy and family (Sir, Lord, Father, Aunt, King) belong to the name.
TITLES = frozenset(
    """mr mrs ms miss mx messrs mister monsieur madame mademoiselle mme mlle herr frau
    señor señora signor signora dr doctor prof professor captain capt colonel col major maj
    general gen lieutenant lieut lt sergeant sgt corporal cpl private admiral adm commander
    commodore rev reverend hon president senator sen governor gov minister judge justice
    chancellor mayor secretary representative rep ambassador inspector detective""".split()
)

_LOC_WORDS = frozenset(
    """river lake lakes mountain mountains mount mt mt. sea ocean valley bay gulf strait island
    islands isle isles peninsula desert forest hill hills coast cape canyon creek falls glacier
    peak range steppe gorge volcano delta plateau archipelago fjord loch reef basin pass shore
    mountainous woods wood heath moor plains prairie swamp channel""".split()
)
_FAC_WORDS = frozenset(
    """street st road rd avenue ave boulevard blvd lane square hall palace museum gallery arena
    theatre theater church cathedral abbey castle station airport bridge park stadium house hotel
    tower temple mosque monastery hospital prison opera club library school university college
    cemetery garden gardens fort fortress harbor harbour pier highway tunnel studio studios center
    centre building court plaza inn tavern mansion cottage farm ranch chapel""".split()
)
_LOC_NAMES = frozenset(
    """europe asia africa america antarctica oceania eurasia arctic antarctic atlantic pacific
    mediterranean caribbean balkans scandinavia siberia alps himalayas andes pyrenees caucasus
    carpathians urals sahara amazon nile danube rhine thames volga seine mississippi mars venus
    moon jupiter earth caspian baltic aegean adriatic patagonia himalaya tundra midwest riviera
    appalachians everest vesuvius etna tigris euphrates ganges indus mekong yangtze""".split()
)
_REGION_OF = frozenset(
    ("eastern", "western", "northern", "southern", "central", "north", "south", "east", "west")
)


def place_type(words: Sequence[str]) -> str | None:
    """Return GPE, LOC or FAC for the words of a place name, or None where they do not tell."""
    lowered = [word.lower() for word in words]
    if lowered[-1] in _FAC_WORDS:
        return "FAC"
    if lowered[-1] in _LOC_WORDS or lowered[0] in {"lake", "mount", "mt", "mt.", "cape", "river"}:
        return "LOC"
    if lowered[-1] in _LOC_NAMES and (len(lowered) == 1 or lowered[0] in _REGION_OF):
        return "LOC"
    return None


def is_title(word: str) -> bool:
    """Say whether a word is one of the titles that stay outside a PERSON span."""
    return word.rstrip(".").lower() in TITLES and word[:1].isupper()


def name_start(words: Sequence[str], *, label: str) -> int:
    """Return how many leading words of an annotated span do not belong to the name.

    Lower-case articles and adjectives go for every type, titles for PERSON. The
    result may equal ``len(words)``: then the span holds no name at all.
    """
    start = 0
    while start < len(words) and (
        words[start][:1].islower() or (label == "PERSON" and is_title(words[start]))
    ):
        start += 1
    return start


def trimmed(words: Sequence[str], *, label: str) -> int:
    """Return ``name_start``, but 0 for a span without any capital or of titles alone."""
    if label == "WORK_OF_ART":
        return 0
    start = name_start(words, label=label)
    return start if start < len(words) else 0
