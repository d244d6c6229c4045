"""Writes sentences about invented people, places and works, with their labels.

The open sets hold few titles without quotation marks and few names from outside
Europe. The templates are the project's own; nothing is taken from a data set.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from spacy.tokens import Doc

from training.augment import invented_name, name_lists, place_names
from training.docs import doc_of_exact
from training.english import english
from training.invented import (
    CITIES,
    COUNTRIES,
    LANDFORMS,
    LIVES,
    NOUNS,
    SITES,
    TEMPLATES,
    THINGS,
    TRADES,
)

_ADJECTIVES = tuple(
    "Blue Silent Broken Last Golden Red Hidden White Winter Long Lonely Burning Distant Black "
    "Green Quiet Endless Lost Sleeping Wild Bitter Paper Stone Silver Restless Unfinished "
    "Ordinary Borrowed Yellow Drowned Second First Invisible Old Seven Three Salted Cold Dark "
    "Empty Iron Wooden Glass Deaf Blind Brief Common Foreign Forgotten Frozen Grey Heavy Hollow "
    "Honest Late Little Narrow New Nine Northern Open Pale Patient Private Secret Slow Small "
    "Southern Strange Sunken Tall Thin Third Twelve Two Unwritten Upper Violet Wandering "
    "Weightless Western Younger Eleven Everyday False Great High Inner Living".split()
)
_HOURS = "Two Three Four Five Six Seven Eight".split()
_VERBS = "Waiting Leaving Remembering Crossing Burning Learning Returning Singing Counting".split()
_SEASONS = "Spring Summer Autumn Winter January March April June August October".split()
_EVENTS = (
    "Biennale|Festival|Triennial|Film Festival|Book Fair|Jazz Festival|Biennial|Art Fair|"
    "Poetry Festival|Song Festival|Design Week|Opera Festival|Music Days"
).split("|")
_SCHOOLS = (
    "Museum of Art|Academy of Arts|Symphony Orchestra|Conservatory|Art Institute|"
    "State University|Ballet|Opera Company|Quartet|Press|Gazette|School of Design|"
    "College of Music|Art Academy|National Museum|City Museum|Art Gallery|Philharmonic|"
    "Drama School|Academy of Fine Arts|University|Theatre Company|Writers' Union|Film Studio|"
    "Kunsthalle|Museum of Modern Art|Folk Ensemble|Chamber Choir|Literary Society|Art College"
).split("|")
_KINDS = (
    "Museum|Gallery|Foundation|Conservatory|Institute|Theatre|Library|Orchestra|Trio|"
    "Museum of Fine Arts|School|Art School|Opera|Academy of Music|Publishing House"
).split("|")
_STREETS = "Street|Avenue|Lane|Square|Bridge|Park|Hall|House|Road|Station|Hotel|Prospect".split("|")
_SETTINGS = (
    "Port|Lake|River|Mount|Cape|Valley of the|Bay of|Gulf of|Strait of|Isle of|Forest of"
).split("|")
_WORLD_EVENTS = (
    "World War II|the First World War|the Second World War|the Civil War|Nowruz|Christmas|"
    "the Great Depression|the October Revolution|the Venice Biennale|documenta|the Olympics"
).split("|")
_NATURE = "Lake River Mount Valley Mountains Hills Island Bay Desert Steppe Peninsula".split()
_ABROAD = (
    "Café|Casa|Editorial|Galería|Galerie|Galleria|Teatro|Théâtre|Ediciones|Verlag|Ensemble|Studio|"
    "Taller|Kollektiv|Atelier|Editions|Edizioni|Club|Cinema|Museo|Haus|Radio|Kino|Salon"
).split("|")
_ABROAD_OF = (
    "Museo de|Musée de|Académie de|Conservatorio de|Universidad de|Orchestre de|Teatro de|"
    "Conservatoire de|École de|Accademia di|Universität|Hochschule|Kunstverein|Escuela de"
).split("|")
#: Of each language a title's beginnings, names of things, and what joins two of these.
_FOREIGN = (
    (
        "Le|La|Les|Un|Une|Mon|Adieu au|Au bord du|Sous le|Jour de|Chant de|L'Été du".split("|"),
        "Jardin Nuit Port Marchand Voleur Neige Roi Vent Pain Chat Moulin Rêve Fleuve".split(),
        ("et la", "et le", "de la", "sans", "du", "pas au", "des", "à la"),
    ),
    (
        "Il|La|Le|Un|Una|I|L'Ombra del|Canto di|Ritorno a|Senza|Lettera al".split("|"),
        "notte mare pane Viaggio Cielo Giardino Ladro Maestro terra Sogno neve strada".split(),
        ("e il", "e la", "della", "del", "senza", "di"),
    ),
    (
        "El|La|Los|Las|Un|Canción de|Noche de|Cartas a|Sombras del".split("|"),
        "sombra Viento Casa río Abuelo pan Camino Mujer Luna Pueblo jardín Silencio".split(),
        ("y la", "y el", "de los", "sin", "del", "en la"),
    ),
    (
        "Der|Die|Das|Ein|Eine|Vom|Am|Lieder vom|Kleine|Letzte".split("|"),
        "Nacht Wald Haus Stunde Garten Fischer Winter Brot Stein Turm Meer Schatten".split(),
        ("und der", "und das", "im", "ohne", "des", "am"),
    ),
)
_FIELDS = (
    "History|Philology|Linguistics|Fine Arts|Folk Music|Ceramics|Geography|Oriental Studies|"
    "Physics|Letters|Agriculture|Natural History|Painting|Sculpture|Literature|Engineering|Film|"
    "Medicine|Architecture|Behavioral Sciences|Dance|Textiles|Theology|Design|Anthropology"
).split("|")
_BODIES = (
    "Institute of|Academy of|Royal Academy of|School of|Centre for the Study of|Department of|"
    "Society for|Museum of|Faculty of|Center for Advanced Study in|National Council for|Library of"
).split("|")
_ENDEAVOURS = "Program|Project|Collection|Archive|Trust|Memorial Fund|Workshop|Series|League".split(
    "|"
)
_UPHEAVALS = "Battle|Siege|Treaty|Congress|Council|Conference|Fall|Peace|Exhibition".split("|")
_MEETINGS = "Camp|Congress|Conference|Games|Fair|Open|Expo|Championships|Draft".split("|")
_ORDINALS = "First Second Third Fourth Fifth Ninth Twelfth".split()
_BYNAMES = "Elder Great Younger Blind Pious Bold Lame Silent Sanctified Scribe Grey Tall".split()
_PRIZES = "Prize|Award|Medal|Fellowship|Scholarship|Book Award|Order of Merit".split("|")
Filler = Callable[[random.Random], str]


def given_name(rng: random.Random) -> str:
    """Return a given name, one in eight invented."""
    given = name_lists()[0]
    return invented_name(given, rng) if rng.random() < 0.12 else rng.choice(given)


def family_name(rng: random.Random) -> str:
    """Return a family name, one in five invented."""
    family = name_lists()[1]
    return invented_name(family, rng) if rng.random() < 0.2 else rng.choice(family)


def full_name(rng: random.Random) -> str:
    """Return a given and a family name, sometimes with more between them."""
    form = rng.random()
    middle = ""
    if form < 0.06:
        middle = rng.choice(("van ", "de ", "von ", "al-", "da ", "bin ", "ben ", "del "))
    elif form < 0.14:
        middle = f"{given_name(rng)} "
    elif form < 0.2:
        middle = f"{given_name(rng)[0]}. "
    return f"{given_name(rng)} {middle}{family_name(rng)}"


def person(rng: random.Random) -> str:
    """Return a full name, a given name or, rarely, initials with a family name or a byname."""
    form = rng.random()
    if form < 0.02:
        return f"{given_name(rng)} of {town(rng)}"
    if form < 0.03:
        return f"{given_name(rng)} the {rng.choice(_BYNAMES)}"
    if form < 0.55:
        return full_name(rng)
    if form < 0.82:
        return given_name(rng)
    if form < 0.87:
        return f"{given_name(rng)[0]}. {family_name(rng)}"
    return family_name(rng)


def titled(rng: random.Random) -> str:
    """Return a name with a title that belongs to it (``labels.TITLES`` has those that do not)."""
    title = rng.choice(("Aunt", "Uncle", "Sir", "Lady", "Father", "Sister", "Lord", "Grandma"))
    return f"{title} {rng.choice((given_name, full_name))(rng)}"


def settlement(rng: random.Random) -> str:
    """Return a town, village or country; one in five is invented."""
    single, several = place_names()
    form = rng.random()
    if form < 0.3:
        return rng.choice(CITIES)
    if form < 0.45:
        return rng.choice(COUNTRIES)
    if form < 0.65:
        return invented_name(single, rng)
    return rng.choice(single if form < 0.92 else several)


def town(rng: random.Random) -> str:
    """Return a town of one word."""
    return rng.choice(CITIES) if rng.random() < 0.4 else rng.choice(place_names()[0])


def landform(rng: random.Random) -> str:
    """Return a lake, river, mountain or region."""
    form = rng.random()
    if form < 0.4:
        return rng.choice(LANDFORMS)
    name = invented_name(place_names()[0], rng) if rng.random() < 0.5 else town(rng)
    kind = rng.choice(_NATURE)
    return f"{kind} {name}" if kind in {"Lake", "Mount"} or form < 0.5 else f"{name} {kind}"


def site(rng: random.Random) -> str:
    """Return a street, hall, bridge or other building."""
    form = rng.random()
    if form < 0.3:
        return rng.choice(SITES)
    name = rng.choice((family_name, town, given_name))(rng) if form < 0.75 else rng.choice(NOUNS)
    return f"{name} {rng.choice(_STREETS)}"


def work(rng: random.Random) -> str:
    """Return the title of a painting, song, book, dance or film."""
    noun, other = rng.choice(NOUNS), rng.choice(NOUNS)
    adjective = rng.choice(_ADJECTIVES)
    return rng.choice(
        (
            f"The {adjective} {noun}", f"{adjective} {noun}", f"{noun} of {other}", f"The {noun}",
            f"{noun} and {other}", f"{noun} in {town(rng)}", f"Song of the {noun}",
            f"The {noun} That Never Came", f"A {noun} for {given_name(rng)}",
            f"Where the {noun} Sleeps", f"Letters to a {noun}", f"My {adjective} {noun}",
            f"Symphony No. {rng.randint(1, 9)}", noun, f"{other}s at Dusk", f"Portrait of a {noun}",
            given_name(rng), f"Mother with a {noun}", f"{noun} No. {rng.randint(1, 40)}",
            f"Portrait of {full_name(rng)}", f"The {noun} and the {other}", f"{noun}s",
            f"What the {noun} Said", f"{rng.choice(_VERBS)} the {noun}", f"On {rng.choice(_VERBS)}",
            f"{town(rng)} {noun}", f"{invented_name(place_names()[0], rng)}",
            f"{noun}, {other}, {rng.choice(NOUNS)}", f"The {noun} of {town(rng)}",
            f"{adjective} {noun}s", f"I Am the {noun}", f"No {noun} for {given_name(rng)}",
            f"A {adjective} {noun}", f"{noun} at {town(rng)}",
            f"String Quartet No. {rng.randint(1, 9)}",
            f"{noun} with {adjective} {other}s", f"{given_name(rng)} in {town(rng)}",
            f"{noun}, {rng.choice(_HOURS)} O'Clock", f"{noun} on the {other}",
            f"Last {noun} to {town(rng)}", f"The {rng.choice(TRADES).title()}'s {noun}",
            f"The Weight of {noun}s", f"{noun} for {rng.choice(_HOURS)} Voices",
            f"{adjective} {noun}, {adjective} {other}", f"How to Mend a {noun}",
            f"The {noun} Mender", f"{town(rng)}, {rng.randint(1890, 2010)}",
            f"The {family_name(rng)} Sisters", f"Self-Portrait with {noun}", f"Untitled ({noun})",
            f"The {noun}'s {other}", f"The {noun} {other}",
            f"The {noun} {other}'s {rng.choice(NOUNS)}",
            f"{noun} with {rng.choice(_VERBS)} {other}s", f"The {noun} of the {other}",
            f"{given_name(rng)} of {town(rng)}", f"{rng.choice(_HOURS)} {noun}s", f"{noun} {other}",
            f"Before the {noun}", f"Under the {adjective} {noun}", f"After {rng.choice(_VERBS)}",
            f"All the {noun}s of {town(rng)}", f"If the {noun} Comes", f"Beyond {town(rng)}",
            f"Who Feeds the {noun}", f"{invented_name(name_lists()[0], rng)}", f"To the {noun}",
            f"The {adjective} {noun} of {town(rng)}", f"A {noun} in {rng.choice(_SEASONS)}",
        )
    )  # fmt: skip


def learned_title(rng: random.Random) -> str:
    """Return the title of a study, a lecture or an article, many of several parts."""
    noun, other, field = rng.choice(NOUNS), rng.choice(NOUNS), rng.choice(_FIELDS)
    return rng.choice(
        (
            f"{noun}: The {rng.choice(_ADJECTIVES)} {other} of {rng.choice(NOUNS)}s",
            f"A Synopsis of {field}", f"An Introduction to the Study of {noun}s",
            f"{noun} and {other} in {field}: The Case of {town(rng)}",
            f"{town(rng)} Lectures on {noun}s",
            f"Passages from the Diary of {full_name(rng)}", f"{noun}, {other.lower()}s and words",
            f"{full_name(rng)}: A Life in {noun}s", f"On the {noun} of {other}s",
            f"Opus {rng.randint(1, 90)}",
            f"{noun} ... {other}", f"{noun}! {noun}!", f"Who Needs the {noun}?",
            f"The Position of the {noun} in the {other}", f"{field} of {town(rng)}",
            f"A History of {field} in {rng.choice(COUNTRIES)}", f"A {noun} in the {other}",
            f"Towards a {field} of {noun}s",
            f"From {noun} to {other}: {town(rng)}, {rng.randint(1700, 2010)}",
        )
    )  # fmt: skip


def foreign_title(rng: random.Random) -> str:
    """Return a title in French, Italian, Spanish or German, right in its letters if not its sense.

    Small words join it where they tempt a reader to cut it.
    """
    openings, nouns, links = rng.choice(_FOREIGN)
    first, second = rng.sample(nouns, k=2)
    opening = f"{rng.choice(openings)} " if rng.random() < 0.7 else ""
    tail = f" {rng.choice(links)} {second}" if not opening or rng.random() < 0.5 else ""
    title = f"{opening}{first}{tail}"
    return title[0].upper() + title[1:]


def any_title(rng: random.Random) -> str:
    """Return a title, one in six in another language, one in eight a scholar's."""
    form = rng.random()
    if form < 1 / 6:
        return foreign_title(rng)
    return learned_title(rng) if form < 1 / 6 + 1 / 8 else work(rng)


def event(rng: random.Random) -> str:
    """Return the name of a festival or fair, sometimes with its year, or of a war or feast."""
    if rng.random() < 0.2:
        return rng.choice(_WORLD_EVENTS).removeprefix("the ")
    if rng.random() < 0.2:
        noun, place = rng.choice(NOUNS), town(rng)
        return rng.choice(
            (
                f"{rng.choice(_UPHEAVALS)} of {place}",
                f"{noun}{rng.choice(_MEETINGS)} {rng.randint(1980, 2024)}",
                f"{rng.choice(_ORDINALS)} {place} {rng.choice(_MEETINGS)}",
                f"{noun} {rng.choice(_MEETINGS)}",
                f"{rng.choice(_ORDINALS)} International Congress of {rng.choice(_FIELDS)}",
                f"{place} Uprising", f"{place} {rng.choice(_MEETINGS)}",
            )
        )  # fmt: skip
    name = f"{town(rng)} {rng.choice(_EVENTS)}"
    return f"{rng.randint(1950, 2024)} {name}" if rng.random() < 0.2 else name


def organisation(rng: random.Random) -> str:
    """Return the name of a museum, school, orchestra or publisher, some in other languages."""
    if rng.random() < 0.25:
        return _institution(rng)
    form = rng.random()
    if form < 0.12:
        return f"{rng.choice(_ABROAD)} {rng.choice((family_name, town, _noun))(rng)}"
    if form < 0.2:
        return f"{rng.choice(_ABROAD_OF)} {town(rng)}"
    if form < 0.45:
        return f"{town(rng)} {rng.choice(_SCHOOLS)}"
    if form < 0.55:
        return f"{rng.choice(_KINDS)} of {town(rng)}"
    if form < 0.75:
        return f"{family_name(rng)} {rng.choice(_KINDS)}"
    if form < 0.85:
        return f"{full_name(rng)} {rng.choice(_KINDS)}"
    if form < 0.95:
        return f"{rng.choice(NOUNS)} {rng.choice(_KINDS)}"
    return f"University of {town(rng)}"


def _institution(rng: random.Random) -> str:
    """Return a name with "of", "and", "in the", "at" or a number, where readers tend to cut it."""
    field, other = rng.sample(_FIELDS, k=2)
    name, place = family_name(rng), town(rng)
    return rng.choice(
        (
            f"{rng.choice(_BODIES)} {field} and {other}",
            f"{rng.choice(_BODIES)} {field} and {other}",
            f"{rng.choice(_BODIES)} {field}", f"{rng.choice(_BODIES)} the {field}",
            f"{name} Museum and Art Gallery", f"{name} {rng.choice(_KINDS)} of {field} and {other}",
            f"{full_name(rng)} {field} {rng.choice(_ENDEAVOURS)}",
            f"{name} {rng.choice(_ENDEAVOURS)}",
            f"University of {landform(rng).removeprefix('Lake ')} at {place}",
            f"{place} {field} Society",
            f"{place} College of {field}", f"{rng.choice(NOUNS)} Lodge No. {rng.randint(1, 30)}",
            f"Society of Friends of the {place} {rng.choice(_KINDS)}",
            f"{place} and {town(rng)} Railway",
            f"Royal Society of {place}", f"Ministry of {field}",
            f"{field} {rng.choice(_ENDEAVOURS)}",
            f"St. {given_name(rng)}'s College", f"{rng.choice(_ORDINALS)} {place} Regiment",
            f"{place} {rng.choice(_ADJECTIVES)} {rng.choice(NOUNS)}s",
            f"{name} & {family_name(rng)}",
            f"Institute for {field} at {place}", f"{name}, {family_name(rng)} and Sons",
        )
    )  # fmt: skip


def group(rng: random.Random) -> str:
    """Return the name of a band, troupe or collective, which says nothing of its kind."""
    noun, adjective = rng.choice(NOUNS), rng.choice(_ADJECTIVES)
    return rng.choice(
        (
            f"{adjective} {noun}", f"{adjective} {noun}s", f"{town(rng)} {noun}s", f"{noun}s",
            f"{noun} & {rng.choice(NOUNS)}", f"{town(rng)} Five", f"{town(rng)} Horns",
            invented_name(place_names()[0], rng), f"{given_name(rng)} and the {noun}s",
            f"{noun} {rng.choice(NOUNS)}",
        )
    )  # fmt: skip


def prize(rng: random.Random) -> str:
    """Return the name of a prize, which is of none of the types."""
    name = rng.choice((family_name, town, _noun))(rng)
    return f"{name} {rng.choice(_PRIZES)}" if rng.random() < 0.8 else f"Order of the {name}"


def _noun(rng: random.Random) -> str:
    return rng.choice(NOUNS)


def _thing(rng: random.Random) -> str:
    """Return a thing that small letters tell from a name, one in three with an invented word."""
    if rng.random() < 0.35:
        return invented_name(place_names()[0], rng).lower()
    return rng.choice(THINGS)


_FILLERS: dict[str, tuple[str, Filler]] = {
    "P": ("PERSON", person),
    "N": ("PERSON", full_name),
    "U": ("PERSON", titled),
    "G": ("GPE", settlement),
    "L": ("LOC", landform),
    "F": ("FAC", site),
    "O": ("ORG", organisation),
    "B": ("ORG", group),
    "X": ("", prize),
    "W": ("WORK_OF_ART", any_title),
    "E": ("EVENT", event),
    "i": ("", _thing),
    "t": ("", lambda rng: rng.choice(TRADES)),
    "y": ("", lambda rng: str(rng.randint(1780, 2023))),
}
_QUOTES = (*[("", "")] * 4, ("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"))
_SLOT = re.compile(r"([^{]*)(?:\{(\w)(\d?)\})?")


def synthetic_docs(count: int, *, seed: int) -> Iterator[Doc]:
    """Yield ``count`` Docs of a few invented sentences; the seed fixes them all."""
    rng = random.Random(seed)
    tokenizer = english().tokenizer
    for _ in range(count):
        text, spans = _passage(rng)
        doc = tokenizer(text)
        labels = ["O"] * len(doc)
        for start, end, label in spans:
            span = doc.char_span(start, end, alignment_mode="expand")
            for token in span or ():
                labels[token.i] = f"{'B' if token.i == span.start else 'I'}-{label}"
        yield doc_of_exact([t.text for t in doc], [bool(t.whitespace_) for t in doc], labels)


def _passage(rng: random.Random) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a text and its (start, end, label) spans.

    A slot with a number keeps its value through the text: {N1} is a full name, {S1} its
    family name, {V1} its given name, {W2} one work. Titles stand in quotation marks in
    some texts, bare in others.
    """
    text, spans = "", []
    quotes = rng.choice(_QUOTES)
    known: dict[str, tuple[str, str]] = {}
    is_life = rng.random() < 0.45
    templates = [rng.choice(LIVES)] if is_life else rng.sample(TEMPLATES, k=rng.randint(1, 4))
    for template in templates:
        text += " " if text else ""
        for literal, slot, number in _SLOT.findall(template):
            text += literal
            if not slot:
                continue
            label, value = _filled(slot, number, known, rng)
            opening, closing = quotes if slot == "W" else ("", "")
            start = len(text) + len(opening)
            text += opening + value + closing
            if label:
                spans.append((start, start + len(value), label))
    return text, spans


def _filled(
    slot: str, number: str, known: dict[str, tuple[str, str]], rng: random.Random
) -> tuple[str, str]:
    if slot in "SV":
        words = _filled("N", number, known, rng)[1].split()
        return "PERSON", words[-1] if slot == "S" else words[0]
    label, filler = _FILLERS[slot]
    if not number:
        return label, filler(rng)
    return known.setdefault(slot + number, (label, filler(rng)))
