"""Word lists and templates of ``synthesis``; slots: P N S V U G L F O B W E, X prize, t y."""

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
    "{U} never spoke about {G}.",
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
    "{P} and {P}'s brother kept a tea house in {G}.",
    "My dear {V1}, I am writing from {G}, where the wind has not stopped since Sunday.",
    "Your loving friend, {V1}",
    "With greetings to {P} and the children, {N1}",
    "Old {V1} spat into the fire and asked whether {V2} had come back from {G}.",
    "“{V1},” said {V2}, “where is the key?”",
    "{V1} looked at {V2}. Neither of them had slept.",
    "Professor {S1} closed the book; Doctor {S2} went on talking.",
    "Captain {S1} sent a boat across to {L}.",
    "{U} read {W} aloud on winter evenings.",
    "{V1} was humming {W} again.",
    "On the wall hung {W}, the picture that {V1} had sold and bought back.",
    "Have you seen {W}? It is on at the {O} until May.",
    "The film {W} opens in {G} this week, a year after {W}.",
    "In {W}, her third novel, a girl from {G} learns to weave.",
    "His next book was {W}, a study of the songs of {L}.",
    "The choir closed with {W} by {N1}, and {S1} himself stood up.",
    "The exhibition, called {W}, moved from {G} to the {O}.",
    "A year before {E}, {S1} had settled near {L}.",
    "The road from {G} to {G} runs along {L}.",
    "Born in {G}, {N1} grew up in {G}, in the {L} region.",
    "After {E} the family fled to {G}.",
    "The {O}, founded by {N1} in {y}, stands on {F}.",
    "{G}-born {t} {N1} lives and works in {G}.",
    "{N1} ({y}–{y}) was a {t} from {G}.",
    "{N1} (born {y} in {G}) is a {t} and teacher.",
    "Among her pupils were {N1}, {N2} and {N3}.",
    "Her triptych {W} was bought by the {O}; {W}, a smaller canvas, stayed with {V1}.",
    "The poems of {W} were set to music by {N1}.",
    "The {t} rewrote the last scene of {W} three times.",
    "When the troupe played {W} in {G}, {S1} was in the hall.",
    "{S1}'s {W} and {S2}'s {W} hang side by side in the {O}.",
    "At {F} she turned left, past the {F}, and saw {V1} at the window.",
    "The winter in {G} was hard. The Bishop prayed, the Baker swore.",
    "It was the Captain who first spoke of Art and of Nature.",
    "The North wind brought rain from {L} to {G}.",
    "{U} said that {V1} would marry in {G} before Easter.",
    "The English teacher, Miss {S1}, had a map of {G} above her desk.",
    "Not even {V1} knew why the {t} burned {W}.",
    "The score of {W} is lost; a sketch survives at the {O} in {G}.",
    "The Ministry of Culture gave the {t} a flat in {G}.",
    "{S1} played with the band {B} from {y} to {y}.",
    "{B}, the group that {N1} led, broke up in {y}.",
    "With {N2} she founded the collective {B} in {G}.",
    "The {B} toured {G} and {G}, and {V1} with them.",
    "Her troupe, {B}, took {W} to {G}.",
    "{N1} received the {X} in {y} for {W}.",
    "In {y} he was awarded the {X}; the {X} followed.",
    "{W} won the {X} at the {E}.",
    "Among his works are {W} ({y}), {W} ({y}) and {W} ({y}).",
    "Her books, from {W} ({y}) to {W}, were printed by {O}.",
    "{W}, {W} and {W} were shown at {O} in {y}.",
    "They met at the {O} and talked until {F} was empty.",
    "{S1} came back to {G}, in the mountains of {G}, to write {W}.",
    "The first edition of {W} was published by {O}.",
    "The second act of {W} is set in {G}, the third on {L}.",
    "Nobody in {G} had read {W}; in {G} everybody had.",
    "{W} is the work of a young {t}, {W} that of an old one.",
    "He sold {W} to the {O} and gave {W} to {V1}.",
    "{N1} was cast in {W}, then in {W}, and moved to {G} for good.",
    "{S1} left {O} for the {O} in {y}.",
)
#: Whole short lives and tales, in which names come back in part.
LIVES = (
    "{N1} was born in {y} in the village of {G}, near {L}. {S1} studied at the {O} under {N2}, "
    "and in {y} moved to {G}. {S1}'s best-known painting, {W1}, hangs in the {O}. {S2} called {W1} "
    "a window onto {L}.",
    "{N1} is a {t} from {G}. After lessons with {N2} at the {O}, {V1} left for {G}. The album {W1} "
    "was recorded in {G} in {y}; {W2} followed two years later. Both {W1} and {W2} were heard at "
    "the {E}.",
    "{V1} met {V2} on the train to {G}. {V2} carried a box with the manuscript of {W1}. “Is it "
    "yours?” {V1} asked. “It belongs to {N3},” said {V2}, “and {S3} is dead.”",
    "Dear {V1}, the rehearsals of {W1} go badly. {N2} has lost her voice, and {S3} quarrels with "
    "the {O}. Come to {G} before {E}. We could walk along {F} as we did in {G}. Yours, {V4}",
    "The {t} {N1} (born {y}, {G}) trained at the {O}. {S1}'s first novel, {W1}, is set in {G} and "
    "on {L}. It was followed by {W2}, {W3} and a book of essays. {S1} lives in {G} with the {t} "
    "{N2}.",
    "The evening at the {O} opened with {W1}. {N1} conducted; {N2} sang. After the interval came "
    "{W2}, which {S1} wrote in {G} during {E}. {S2} was at ease only in {W3}.",
    "Mrs. {S1} kept the inn at {G}. Her son {V2} had gone to sea, and her daughter {V3} read {W1} "
    "to the guests. On the night of the storm {V3} saw a light on {L} and ran for {V4}.",
    "When {N1} came to {G} from {G}, she knew nobody but {N2}. {V2} found her a room on {F} and a "
    "place at the {O}. There {V1} painted {W1}, {W2} and the large {W3}, now lost.",
    "{N1} and {N2} founded the {O} in {G} in {y}. Their first show, {W1}, travelled to {G} and "
    "{G}. {S2} died in {y}; {S1} went on alone and gave the archive to the {O}.",
    "{N1}, the younger sister of the {t} {N2}, was a {t} herself. She performed {W1} at the {E} in "
    "{y}, with {N3} at the piano. Critics preferred {S2}. {V1} did not mind: “{V2} is the talent, "
    "I am the work,” she told {S3}.",
    "{V1} drove the sheep down to {G}. Nobody in {G} had seen snow in May. “Go home, {V1},” said "
    "old {V2}. But {V1} thought of {L} and of {V3}, and went on.",
    "What makes {W1} so strange is its silence. {N1}, who directed it, spent years in {G}, and the "
    "light of {L} is in every frame. {N2} plays the widow; {N3} is the boy. After {W2}, {S1} was "
    "called cold. {W1} will end that.",
    "{N1} left {G} in {y}. In {G} he taught at the {O}, translated {W1} and wrote {W2}. His friend "
    "{N2} set {W2} to music. {S1} is buried in {G}, beside {N3}.",
    "I first heard {W1} in my grandmother's house in {G}. She had it from {N1}, and {S1} from a "
    "shepherd by {L}. Years later, at the {O}, Professor {S2} played us a record of {W1}, and I "
    "wept.",
    "Chapter {y}. {V1} and the Stranger. It was past ten when {V1} crossed {F}. Mr. {N2} was "
    "waiting with {U}. “{V1}, you are late,” said {S2}. “The road from {G} was under water,” "
    "said {V1}.",
    "{S1} painted {W1} in {y}, {W2} in {y} and {W3} shortly before his death. The {O} owns the "
    "first, the {O} the second; {W3} belongs to the family of {N2} in {G}.",
)
