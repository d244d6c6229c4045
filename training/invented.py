"""Word lists and sentence templates of ``synthesis``; slots: P G L F O W E, t trade, y year."""

CITIES = tuple(
    """Samarkand|Bukhara|Tashkent|Osh|Karakol|Naryn|Shymkent|Semey|Aktobe|Kostanay|Dushanbe|Khujand|
    Ashgabat|Ulaanbaatar|Kashgar|Baku|Tbilisi|Yerevan|Ankara|Izmir|Riga|Vilnius|Tallinn|Tartu|
    Kaunas|Liepāja|Bergen|Malmö|Turku|Reykjavík|Kyiv|Lviv|Odesa|Minsk|Kazan|Omsk|Novosibirsk|
    Warsaw|Kraków|Prague|Brno|Ljubljana|Zagreb|Belgrade|Skopje|Sofia|Bucharest|Athens|Palermo|
    Turin|Lyon|Marseille|Ghent|Leipzig|Graz|Porto|Seville|Cork|Leeds|Lagos|Accra|Nairobi|Dakar|
    Addis Ababa|Kampala|Harare|Cape Town|Tunis|Cairo|Beirut|Tehran|Isfahan|Lahore|Dhaka|Kolkata|
    Chennai|Colombo|Kathmandu|Hanoi|Manila|Jakarta|Seoul|Busan|Kyoto|Nagoya|Taipei|Chengdu|
    Auckland|Hobart|Perth|Lima|Cusco|Quito|Bogotá|Oaxaca|Havana|São Paulo|Recife|Montevideo|
    Santa Fe|New Orleans|Chicago|Detroit|Halifax|Winnipeg""".replace("\n    ", "").split("|")
)
COUNTRIES = tuple(
    """Uzbekistan|Kyrgyzstan|Tajikistan|Turkmenistan|Mongolia|Georgia|Armenia|Azerbaijan|Turkey|
    Latvia|Lithuania|Estonia|Finland|Norway|Iceland|Ukraine|Poland|Serbia|Greece|Portugal|Spain|
    Ireland|Nigeria|Ghana|Kenya|Ethiopia|Senegal|South Africa|Egypt|Lebanon|Iran|India|Nepal|
    Sri Lanka|Vietnam|South Korea|Japan|China|New Zealand|Peru|Chile|Mexico|Brazil|Cuba|
    Canada""".replace("\n    ", "").split("|")
)
LANDFORMS = tuple(
    """Lake Balkhash|Issyk-Kul|the Pamirs|Tian Shan|the Aral Sea|Mount Ararat|the Gobi|Altai|
    the Syr Darya|the Charyn Canyon|Ustyurt|the Caspian Sea|Lake Onega|the Baltic Sea|Lofoten|
    the Gauja Valley|Kilimanjaro|Lake Turkana|the Niger Delta|the Zambezi|the Karoo|the Mekong|
    Mount Aso|Jeju Island|the Ganges|Lake Titicaca|the Atacama Desert|the Orinoco|
    the Carpathians""".replace("\n    ", "")
    .replace("the ", "")
    .split("|")
)
SITES = tuple(
    """Registan Square|Green Bazaar|Panfilov Street|Dostyk Avenue|Rose Hall|the Old Town Gallery|
    Elm Street|Victoria Station|Galata Bridge|Freedom Square|St. Anne's Church|the Winter Palace|
    Linden House|Mill Lane|Ravenna Theatre|Harbour Street|the Red Lion Inn|Blackfriars Bridge|
    Meadow Park|Cedar Hospital""".replace("\n    ", "")
    .replace("the ", "")
    .split("|")
)
NOUNS = tuple(
    """Orchard River Steppe Horseman Bridge Window Garden Mountain Lullaby Shepherd Wolf Nomad Moon
    Harvest Salt Apple Winter Horizon Crane Thread Mirror Lantern Caravan Falcon Bread Ship Rain
    Violin Carpet Harbor Letter Forest Silence Daughter Yurt Swan Bell Snow Road Tulip Sparrow Loom
    Fire Clay Desert Sea Candle House Door Wedding Exile Morning""".split()
)
TRADES = tuple(
    """painter composer poet dancer novelist weaver sculptor photographer singer potter director
    violinist architect teacher journalist pianist playwright ceramicist filmmaker
    choreographer""".split()
)
TEMPLATES = (
    "{P} was born in {G} in {y}.",
    "{P} was born in {G}, {G}, where {P} ran a bakery.",
    "In {y} {P} painted {W}, which now hangs in {F}.",
    "Her best-known painting, {W}, shows the shore of {L}.",
    "{P} wrote {W} in {G}.",
    "{P} wrote the novel {W} after a journey along the {L}.",
    "Their album {W} was recorded at {F} in {G}.",
    "The song {W} made {P} famous in {G}.",
    "{P}, a {t} from {G}, moved to {G} in {y}.",
    "{W} was first performed at the {E} in {y}.",
    "{W} is a quiet picture of a village near {L}.",
    "“I saw {P} at the {F},” said {P}.",
    '"Have you been to {G}?" asked {P}.',
    "{P} and {P} met at the {E}.",
    "{P} studied at the {O} under {P}.",
    "After the war {P} taught at the {O} in {G}.",
    "The {O} bought {W} and {W} in {y}.",
    "{P}'s film {W} won a prize at the {E}.",
    "{P}’s sister {P} kept the manuscript of {W}.",
    "He choreographed {W} for the {O}.",
    "The ballet {W}, with music by {P}, opened in {G}.",
    "{P} dedicated {W} to her teacher {P}.",
    "Mr. {P} walked down {F} with Mrs. {P}.",
    "Dr. {P} left for {G} the next morning.",
    "Aunt {P} never spoke about {G}.",
    "They crossed the {L} and reached {G} by night.",
    "The exhibition at the {O} included {W} by {P}.",
    "{P} sang {W} at every wedding in {G}.",
    "Years later {P} returned to {G} and opened a studio on {F}.",
    "{P} plays the fiddle; her brother {P} plays the drums.",
    "The old {t} had learned {W} from {P}.",
    "In the letter {P} mentions {G}, {G} and {G}.",
    "Critics in {G} praised {W}, her second book.",
    "{P} came to the {E} with a rug and a poem.",
    "At dawn {P} could see {L} from the roof.",
    "“Come to {G},” wrote {P}, “before the snow.”",
    "The {t} {P} spent her childhood near {L}.",
    "{P} directed {W} and acted in {W}.",
    "A copy of {W} lay on the table beside {P}.",
    "{P} was inspired by {P} and by the poems of {P}.",
    "With {P}, she founded the {O} in {y}.",
    "Nobody in {G} remembered the {t} or his dog.",
    "The Grandmother laughed, and {P} put down the needle.",
    "On Sunday the French {t} visited {P} in {G}.",
    "He had read {W} twice before he met {P}.",
    "{P}, {P} and {P} shared a flat on {F}.",
    "Her first collection, {W}, appeared in {y}.",
    "The mural {W} covers a wall of {F} in {G}.",
    "Spring came late to {G} that year, and {P} was glad of it.",
    "{P} was awarded a medal in {y} for {W}.",
)
