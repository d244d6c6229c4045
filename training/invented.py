"""Word lists and templates of ``synthesis``; slots: P N S V U G L F O B W E, X prize, i t y."""

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
    Violin Carpet Harbor Letter Forest Silence Daughter Yurt Swan Bell Snow Road Tulip Sparrow
    Loom Fire Clay Desert Sea Candle House Door Wedding Exile Morning Abbot Acre Afternoon
    Alchemist Alphabet Ambassador Anchor Angel Animal Anthem Archive Arrow Ash Astronomer Attic
    Aunt Autumn Axe Bakery Balcony Ballad Bank Barber Barley Basket Bather Bay Beehive Beekeeper
    Beggar Bicycle Birch Bird Blacksmith Blanket Blizzard Boat Bone Border Bottle Boy Branch
    Bride Brother Builder Bull Butcher Cage Camel Canal Canary Cardinal Carousel Cart Castle
    Cathedral Cellar Chair Chalk Chamber Chapel Cherry Child Choir Circle Circus City Clock
    Cloak Cloud Coal Coast Coin Collector Colony Comet Compass Confession Conversation Copper
    Corner Cotton Courtyard Cow Cradle Cup Curtain Dance Dancer Darkness Dawn Day Deer Departure
    Dog Doll Dove Dream Drought Drum Dusk Dust Eagle Earth Echo Eclipse Embroidery Empire Engine
    Envelope Equinox Estuary Evening Eye Factory Family Farewell Farm Father Feast Feather Fence
    Ferry Ferryman Field Fig Fisherman Flag Flood Flower Fog Fog-Horn Fountain Fox Frost Fruit
    Funeral Ghost Girl Glacier Glass Glove Goat Goldsmith Grain Granary Grandmother Grass Grave
    Gravedigger Guest Guitar Hand Handkerchief Hawk Head Heart Heron Hill Honey Horse Hospital
    Hour Hunger Hunter Ice Inheritance Ink Inn Interior Iron Island Jar Journey Judge Juniper
    Keeper Key King Kitchen Kite Knife Ladder Lake Lamp Landscape Language Lark Laundry Leaf
    Ledger Lemon Library Light Lighthouse Lime Linen Lion Locksmith Locomotive Machine Magpie
    Map Market Marriage Marsh Mask Meadow Meal Memory Merchant Midwife Milk Mill Mine Miner
    Minute Monk Monument Moth Mother Mouth Mule Murmur Museum Music Needle Neighbour Nest Net
    Night Nightingale Noon North Notebook Nurse Oak Oar Ocean Olive Onion Orange Orphan Osprey
    Owl Ox Oyster Page Palace Paper Parade Parrot Partisan Passenger Path Peach Peacock Pear
    Pearl Pelican People Photograph Piano Pier Pigeon Pilgrim Pilot Pine Pomegranate Pond Poplar
    Poppy Postcard Postman Potato Prayer Prisoner Procession Quarry Quarrel Queen Quince Railway
    Rainbow Raven Reed Refugee Rehearsal Republic Return Ribbon Rider Ring Roof Room Rope Rose
    Ruin Saddle Saffron Sailor Saint Sand Saw School Scissors Seamstress Season Seed Shadow
    Shepherdess Shirt Shoe Shore Shoulder Shroud Siege Signal Sister Sky Sleep Sleeper Smoke
    Soldier Son Sorrow Soup Sower Spade Spiral Spoon Spring Square Staircase Star Station Stone
    Storm Stove Stranger Street String Student Sugar Summer Sun Swallow Swimmer Table Tailor Tea
    Teacher Telegram Telescope Tent Theatre Thief Thistle Thorn Throat Thunder Tide Timber
    Tobacco Tower Train Translator Traveller Tree Trial Tunnel Turtle Twilight Umbrella Uncle
    Valley Veil Vessel Village Vineyard Visitor Voice Voyage Waiter Wall Walnut Waltz War Watch
    Watchmaker Water Wave Weather Weaver Well Whale Wheat Wheel Widow Willow Wind Wine Wing
    Witness Woman Wood Wool Word Worker Wren Year Yard""".split()
)
TRADES = tuple(
    """painter composer poet dancer novelist weaver sculptor photographer singer potter director
    violinist architect teacher journalist pianist playwright ceramicist filmmaker choreographer
    printmaker cellist drummer translator critic curator conductor actor actress puppeteer
    engraver illustrator guitarist flautist storyteller librettist essayist bookbinder goldsmith
    carver luthier soprano tenor organist embroiderer""".split()
)
#: Things with small letters that a reader may take for names: instruments, cloths, dishes.
THINGS = tuple(
    """dombra kobyz komuz balalaika oud tanbur setar kora mbira sitar tabla santur duduk zurna
    bandura gusli kantele nyckelharpa erhu guqin shamisen koto gamelan charango quena cajón djembe
    bodhrán cello viola oboe bassoon harmonium accordion zither lute ikat batik kilim suzani felt
    shyrdak tapestry gouache tempera fresco linocut etching lithograph plov kumis baursak pilaf
    samovar yurt chapan kimono sari poncho haiku ghazal qasida maqam raga mugham polyphony
    fugue sonata waltz tango milonga fado""".split()
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
    "She rose to fame as the star of {W} ({y}), directed by {N1}, and {W} ({y}), directed by {N2}.",
    "He worked with directors such as {N1} ({W} and {W}), {N2} ({W}), {N3} ({W}, {W} and {W}).",
    "{S1}'s {W} was followed by {N2}'s {W} ({W}, {y}) and by {W}.",
    "In {y} she appeared in {N1}'s play {W} at the {O}, then in {W}, opposite {N2}.",
    "{N1}'s {W}, the play that {S1} never saw, ran for two years in {G}.",
    "He is the author of {W} ({y}), {W} ({y}) and, with {N2}, {W}: {W} ({y}).",
    "Her translations include {N1}'s {W}, {N2}'s {W} and parts of {W}.",
    "Works such as {W}, {W} or the unfinished {W} were copied in {G}.",
    "She won the {X} for {W} ({y}) and a second one for {W}.",
    "{W}, by {N1}; {W}, by {N2}; {W}, artist unknown.",
    "Born {y} {G}, {G} Died {y} {G}, {G} Occupation {t}",
    "{W} ({y}) and its sequel, {W}, were filmed near {L}.",
    "At the {O} he sang in {N1}'s {W}, in {W} and, until {y}, in {W}.",
    "{S1} joined {B} in {y}, and played for {B} and the {G} {B} until {y}.",
    "{N1} was cast in {W}, then in {W}, and moved to {G} for good.",
    "{S1} left {O} for the {O} in {y}.",
    "The pieces {W}, {W} and {W} were made in a shed near {G}.",
    "Tape works such as {W} and {W} were forgotten for decades.",
    "Visitors stand for a long time in front of {W}.",
    "A woman wept before {W}, and the guard looked away.",
    "Of her later books, {W} is the most loved and {W} the best.",
    "Her drawings of {G} were printed under the title {W}.",
    "{S1} has made seven films, among them {W} and {W}.",
    "The one for {W} was recorded in {G} with the {O}.",
    "The woodcut beside the door, {W}, was commissioned by the railway workers.",
    "In turn, she designed the sets for {S1}'s opera {W}, seen at the {O} in {y}.",
    "Together they recorded the album {W} at {F} in {y}.",
    "He wrote, in eleven weeks, {W}.",
    "The critics never forgave {S1} for {W}.",
    "{W} sold badly; {W}, a year later, sold out in a week.",
    "{W} is smaller than it looks in photographs.",
    "Neither {W} nor {W} has been shown since {y}.",
    "I had come to see {W}, and stayed for {W}.",
    "From {W} to {W} is a journey of thirty years.",
    "After {W} nobody called {S1} a beginner.",
    "She is at her best in {W} and in the long {W}.",
    "{W} hangs in the hall, {W} in the library, and {W} nowhere at all.",
    "It was {W} that made him known abroad.",
    "Her triptych {W} (oil on canvas, {y}) belongs to the {O}.",
    "The cycle {W} was begun in {G} and finished on {L}.",
    "They opened with {W}, went on to {W}, and closed with a song nobody knew.",
    "{S1}'s {W} was read on the radio in {y}.",
    "In {W} a boy from {G} steals a horse.",
    "{S1} is working on {W}, a book about {L}.",
    "{V1} hummed {W} while the tea went cold.",
    "The play, {W}, ran for six weeks at the {O}.",
    "Both {W} and its sequel, {W}, have been translated by {N1}.",
    "{W} was stolen in {y} and found under a bed in {G}.",
    "She called it {W}, after the house in {G}.",
    "The poem {W} had eleven lines; {S1} cut four.",
    "For {W} he asked the {O} for forty singers.",
    "What {S1} gave us in {W} is a map of {G}.",
    "The first of the rugs, {W}, went to the {O}; the last, {W}, to {P}.",
    "{G}, 3 May {y}.",
    "{G}, {y}",
    "{G}, Tuesday. Rain. {V1} has not written.",
    "{G}, 14th November. A letter from {P} at last.",
    "Left {G} at six. {G} by evening. Slept badly.",
    "{G} again. {G} was warmer.",
    "{G} is a town of poplars and bad roads.",
    "{G} has changed, {P} says; {G} never will.",
    "I think of {G} when it snows in {G}.",
    "A train to {G}, a bus to {G}, then a cart.",
    "{G}, {G}, {G}: he knew the stations by heart.",
    "She missed {G}, its light and its apricots.",
    "{L} was frozen, and the ferry lay on its side.",
    "Watercolours of {L} and of {G} hung along the stairs.",
    "A painting of {L} by {P} hung over the desk.",
    "He tuned the {i} and sang. The {i} had been his father's.",
    "The {i} was cracked. {P} mended the {i} with glue.",
    "She ate {i} at the table of {V1} and listened to the {i}.",
    "In {G} the {i} is played at weddings; in {G} they prefer the {i}.",
    "My {t} was dead, and the Museum was closed.",
    "Her review in the journal {B} made his name.",
    "He drew for the newspaper {B} from {y} on.",
    "Her parents ran a studio there, {B}, and she slept among the trays.",
    "The magazine {B} printed three of her stories.",
    "The kora player {N1} and the choreographer {N2} joined them.",
    "He has worked with the {t} {N1}, the {t} {N2} and the {t} {N3}.",
    "It was at her table that he met my mother, {N1}, a bookbinder's daughter from {G}.",
    "{N1} introduced her to {S2} and to the late work of {S3}.",
    "The archive moved from the {O} to the {O} in {y}.",
    "Concerts at the {O} and at {O} followed.",
    "His {t} friend {P} died in {G} in {y}; {P} came too late.",
    "Her bronze {W} stands in {F}.",
    "{U} and {U} quarrelled about the {i}.",
    "The {E} of {y} gave a whole hall to {S1}.",
    "{B}: How did you come to {G}?\n\n{S1}: By way of the {O}, where {N2} taught.",
    "{B}: And the film, {W}?\n\n{V1}: {N2} made it. I only held the lamp.",
    "{B} spoke with {N1}, the head of the {O}, about {W}.",
    "{B} reported in {y} that the {O} would leave {G} for {G}.",
    "The novel has been translated by {N1} and by {N2}, and edited by {N3}.",
    "The cast includes {N1}, {N2}, {P} and {P} of the {O}.",
    "{P}, {P} and {P}, all {t}s from {G}, signed the letter to {P}.",
    "{S1} was traded to the {B} for {N2} and {N3}, and played left field when {N2} was hurt.",
    "He had been recalled to make room for {N1}, whom {B} released in {y}.",
    "{P} (left), {P} and the {t} {P} at the {E}, {y}. Photograph: {N1}",
    "The picture was taken by {N1} for {B}; {S1} also portrayed {P} and {P}.",
    "He was elected to the {O} in {y}, to the {O} a year later, and led the {O} until {y}.",
    "A fellow of the {O}, she lectured at the {O} and at the {O} in {G}.",
    "{S1} took part in the {E} and was wounded before {G}.",
    "After the {E} the {O} was moved from {G} to {G}.",
    "In {y} {S1} published the article {W} in the journal {B}.",
    "With {N2} he wrote {W} ({y}); the book {W}, a study of {L}, came out with {O}.",
    "His papers, among them {W}, are kept at the {O}.",
    "Like {P}, {P} learned the trade from {P}, a pupil of {P}.",
    "The works are on loan from the {O}, the {O} and {O}.",
    "{G} is a town in {G}, on the {L}. The {O} and the {F} draw visitors.",
    "In the {N1} translation the poem is called {W}, in the {N2} translation {W}.",
    "The {N1} print and the {P} portrait were sold to the {O}.",
    "She had a part in the {S1} vehicle {W} ({y}), and in {W}.",
    "The {W} installation filled a hall of the {O}; the {W} series hung upstairs.",
    "The {G} show of {y} had a {N1} drawing, two {S1} sketches and the {W} curtain.",
    "A {S2} biography, a {W} sequel and the {G} letters lay on the desk of {P}.",
    "The stone bore the name '{N1}' and the date '{y}'.",
    "The editors {N1} of {O} and {N2} of {B} came with the actor {P}.",
    "{P} admired {P}, quarrelled with {P} and never read {P}.",
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
    "{W1}\n\n{N1} was {y} years late. {S1}'s new show at the {O} has one great picture, {W2}, and "
    "many small ones. {W2} was painted in {G}. {W3} and {W4} came after; I prefer {W4}.",
    "{G}, 2 March. Began {W1}. {V1} came by with bread and the {i}.\n\n{G}, 5 March. {W1} is bad. "
    "Walked to {L} with {V1}. Letter from {N2} about the {E}.\n\n{G}, 9 March. Burned {W1}.",
    "{N1} came to painting by way of the {i}. The early canvases, {W1} and {W2}, are dark; after "
    "{G} the colours open. {W3} was the first that {S1} signed. The {O} has it now.",
    "INTERVIEWER: Why {G}? {S1}: Because {N2} lived there. INTERVIEWER: And {W1}? {S1}: I wrote "
    "{W1} on the train. {W2} was harder. {V2} hated {W2}.",
    "{W1} tells of a {t} in {G} who hides a {i} under the floor. {N1} wrote it at {L} in {y}, "
    "between {W2} and {W3}. It is not {S1}'s best book. {W2} is; but {W1} is the one that stays.",
    "Dear {V1}, {G} is cold and the {O} is colder. I played the {i} for {U}. She knew {W1}, all of "
    "it. Is {V2} still in {G}? Tell him that {W1} is finished and that I am not. Your {V3}",
    "{V1} kept the {i} in a box. On the box somebody had painted {L}. “{V2} made it,” said {V1}, "
    "“in {G}, before the war.” {V2} had also made {W1}, which hung at the {O} until {y}.",
    "{N1} ({y}–{y}), {t}. Works: {W1} ({y}); {W2} ({y}); {W3} ({y}). {S1} lived in {G} and {G}. "
    "The band {B} took its name from {W2}.",
    "The programme is well made. {W1} opens it, {N1}'s {W2} closes it, and between them stand two "
    "songs from {W3}. {N2} sang them as if she had walked from {G}. The {i} was too loud.",
    "When {N1} was nine, her father {V2} carved her a {i}. At the {O} in {G} they laughed at it. "
    "She wrote {W1} for that {i}, and {W2}, and at last {W3}, which {N3} played in {G} and in {G}.",
)
