"""English verbs whose past forms no rule makes; the treebanks lack many of them."""

from __future__ import annotations

_TABLE = """
arise arose arisen| awake awoke awoken| bear bore borne| beat beaten| become became| begin began
begun| bend bent| bid bade bidden| bind bound| bite bit bitten| bleed bled| blow blew blown|
break broke broken| breed bred| bring brought| build built| burn burnt| buy bought| catch
caught| choose chose chosen| cling clung| come came| creep crept| deal dealt| dig dug| draw drew
drawn| dream dreamt| drink drank drunk| drive drove driven| dwell dwelt| eat ate eaten| fall
fell fallen| feed fed| feel felt| fight fought| find found| flee fled| fling flung| fly flew
flown| forbid forbade forbidden| forget forgot forgotten| forgive forgave forgiven| forsake
forsook forsaken| freeze froze frozen| give gave given| go went gone| grind ground| grow grew
grown| hang hung| hear heard| hide hid hidden| hold held| keep kept| kneel knelt| know knew
known| lay laid| lead led| leap leapt| learn learnt| leave left| lend lent| lose lost| make
made| mean meant| meet met| mistake mistook mistaken| overcome overcame| pay paid| ride rode
ridden| ring rang rung| rise rose risen| run ran| say said| see saw seen| seek sought| sell
sold| send sent| sew sewn| shake shook shaken| shine shone| shoot shot| show shown| shrink
shrank shrunk| sing sang sung| sink sank sunk| sit sat| slay slew slain| sleep slept| slide
slid| sling slung| smell smelt| sow sown| speak spoke spoken| spell spelt| spend spent| spin
spun| spoil spoilt| spring sprang sprung| stand stood| steal stole stolen| stick stuck| sting
stung| stride strode| strike struck stricken| string strung| strive strove striven| swear swore
sworn| sweep swept| swell swollen| swim swam swum| swing swung| take took taken| teach taught|
tear tore torn| tell told| think thought| throw threw thrown| tread trod trodden| understand
understood| undertake undertook undertaken| wake woke woken| wear wore worn| weave wove woven|
weep wept| win won| wind wound| withdraw withdrew withdrawn| write wrote written
"""


def irregular_forms() -> dict[str, str]:
    """Return the lemma of each irregular form, by ``form|VERB``."""
    rows = (row.split() for row in _TABLE.split("|"))
    return {f"{form}|VERB": lemma for lemma, *forms in rows for form in forms}
