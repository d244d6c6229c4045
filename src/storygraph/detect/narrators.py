"""Who tells a text and says "I" in it: who names themself, signs, is asked, or is called."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from storygraph.detect.aliases import Found
from storygraph.detect.columns import where_words
from storygraph.detect.correspondence import signature_of
from storygraph.detect.layout import MARKUP, SENTENCE_ENDS, interview_marks, lines_of
from storygraph.detect.quotes import Quote, quote_at
from storygraph.lexicon import words

FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself"})
_SECOND_PERSON = frozenset({"you", "your", "yourself"})
_AM = frozenset({"am", "'m", "’m"})
_YOU_ARE = (["'re"], ["’re"])
_THEN = frozenset({"then", "still", "now", "once", "only"})
_BEFORE_ME = frozenset({"for", "with", "by", "to", "and", ":", "is", "'s", "’s"})
_HEAD_LINES = 3  # among which it stands whose text this is
_LONGEST_HEAD = 40  # tokens of such a line
_NAMED_WITHIN = 12  # tokens between "my name" and the name
_ENDS = frozenset({".", "!", "…"})
_TALKS = frozenset({"talks", "talking", "conversation"})
_BEFORE_NAMES = frozenset("at by for from in of on to with".split())
_ANNOUNCES = frozenset({"speaking", "narrator", "speaker", "guest"})
_DASHES = frozenset({"-", "–", "—"})
_LAST_LINES = 4  # among which somebody signs
_LONGEST_SIGNED = 16  # tokens below the last sentence, among which a name signs
_LEAST_QUESTIONS = 3  # paragraphs that make an interview
_FIRST_SENTENCES = 3  # of a paragraph, among which the question stands that it answers
_LEAST = 2  # first persons that make a narrator
_LEAST_SHARE = 0.002  # of all words: a heading or a line of verse makes nobody tell a novel
_TOLD_UNCALLED = 200  # first persons for each time that who tells must be called
_TELLING = 0.01  # share of them in a text that is one's own story throughout


def find_narrator(doc: Doc, people: Sequence[Found], quotes: list[Quote]) -> int | None:
    """Return the number of the person who says "I" outside quotes, or None.

    It is who names themself ("I am Aru", "I, Aru, weave"), whom the head of the text names as its
    author or as who is asked ("From the diary of Aru", "A talk with Aru"), who signs at its end,
    or whom the others call by a name that the narration never speaks of.
    """
    tells = sum(quote_at(quotes, index) is None for index in where_words(doc, FIRST_PERSON))
    if tells < max(_LEAST, _LEAST_SHARE * len(doc)):
        return None
    told = [each for each in people if quote_at(quotes, each.span.start) is None]
    for says_so in (states_its_bearer, _names_itself):
        for each in told:
            if says_so(each):
                return each.cluster
    heads = [(_authorship(each), each.cluster) for each in _in_head(doc, people, quotes)]
    authors = [(rank, cluster) for rank, cluster in heads if rank]
    if authors:
        return max(authors, key=lambda each: each[0])[1]
    if told and told[0].span.start < _end_of_head(doc) and is_interview(doc, quotes):
        return told[0].cluster
    signed = _signature(doc, people)
    if signed is None and tells >= _TELLING * len(doc):
        signed = _called(people, quotes, tells / _TOLD_UNCALLED)
    return signed


def states_its_bearer(mention: Found) -> bool:
    """Tell whether somebody says their name: "I am Aru", "my name is Aru", "Aru is my name"."""
    doc, start, end = mention.span.doc, mention.span.start, mention.span.end
    before = [token.lower_ for token in doc[max(0, start - _NAMED_WITHIN) : start]]
    after = [token.lower_ for token in doc[end : end + 4]]
    if after[:1] in (["'s"], ["’s"]):
        return False
    if after[:3] == ["is", "my", "name"]:
        return after[3:] != ["for"]
    if after == [",", "the", "name", "is"]:
        return True
    if before[-1:] and before[-1] in _THEN:
        before.pop()
    if before[-1:] and before[-1] in _AM and before[-2:-1] == ["i"]:
        return True
    if before[-2:] == ["am", "called"] or before[-3:] == ["write", "now", "am"]:
        return True
    if before[-1:] not in (["is"], ["was"]) or "name" not in before:
        return False
    place = len(before) - 1 - before[::-1].index("name")
    between = before[place + 1 : -1]
    is_whole = not between or (between[0] == between[-1] == "," and not {".", ";"} & {*between})
    return before[max(0, place - 1) : place] == ["my"] and is_whole


def _names_itself(mention: Found) -> bool:
    """Tell whether a name stands beside "I" or "me": "I, Aru, wove", "They called me Aru"."""
    doc, start, end = mention.span.doc, mention.span.start, mention.span.end
    before = [token.lower_ for token in doc[max(0, start - 3) : start]]
    following = doc[end].lower_ if end < len(doc) else ""
    is_closed = following in {",", "."} or not following.strip()
    if following in {"'s", "’s"}:
        return False
    if before[-2:] == ["i", ","]:
        return is_closed
    if before[-2:] == ["me", ","]:
        is_full = end - start > 1  # who is spoken to is seldom called by all names
        return is_closed and (is_full or before[0] in _BEFORE_ME)
    return before[-2:] in (["called", "me"], ["named", "me"], ["call", "me"])


def _called(people: Sequence[Found], quotes: list[Quote], least: float) -> int | None:
    """Return who is called by name in quotes, so often, and never spoken of, or None."""
    called = Counter(each.cluster for each in people if _is_called(each, quotes))
    mentioned = Counter(each.cluster for each in people)
    often = [number for number, count in called.most_common() if count >= least]
    only = [number for number in often if called[number] == mentioned[number]]
    is_one = len(only) == 1 or (len(only) > 1 and called[only[0]] > called[only[1]])
    return only[0] if is_one else None


def _is_called(mention: Found, quotes: list[Quote]) -> bool:
    """Tell whether a name in a quote calls somebody: "Aru, sit down", "You must be Aru"."""
    doc, start, end = mention.span.doc, mention.span.start, mention.span.end
    quote = quote_at(quotes, start)
    if quote is None or _speaks_itself(doc, quote):
        return False
    before = [token.lower_ for token in doc[max(quote.start, start - 3) : start]]
    following = doc[end] if end < quote.end else None
    is_closed = following is None or (following.is_punct and following.text not in {":", "(", "-"})
    if not is_closed:
        return False
    if before[-1:] in ([], ["you"]) or before[-2:] == ["you", "are"] or before[-1:] in _YOU_ARE:
        return True
    if before[-1:] == ["be"]:
        return before[:1] == ["you"]
    previous = doc[start - 1]
    if not previous.is_punct or previous.text in {":", "(", "-"}:
        return False
    # "My brother, Aru, weaves" calls nobody.
    is_said_of = previous.text == "," and doc[start - 2].pos_ in {"NOUN", "PROPN"}
    return not is_said_of or (following is None or following.text != ",")


def _speaks_itself(doc: Doc, quote: Quote) -> bool:
    """Tell whether "I said" stands beside a quote."""
    near = (*range(max(0, quote.start - 6), quote.start), *range(quote.end, quote.end + 5))
    selves = [index for index in near if index < len(doc) and doc[index].lower_ == "i"]
    beside = [doc[i] for index in selves for i in (index - 1, index + 1) if 0 <= i < len(doc)]
    return any(token.lemma_.lower() in words("speech", "verbs") for token in beside)


def _end_of_head(doc: Doc) -> int:
    """Return the token before which an interview names who is asked."""
    marks = interview_marks(doc)
    lines = [line.end for line in lines_of(doc)][:_HEAD_LINES]
    return min([*marks, *lines[-1:]], default=0)


def _in_head(doc: Doc, people: Sequence[Found], quotes: list[Quote]) -> Iterator[Found]:
    """Yield who is named in the first lines of a text that are short and no sentences.

    A quoted heading may say "I".
    """
    for number, line in enumerate(lines_of(doc)):
        if number == _HEAD_LINES or len(line) > _LONGEST_HEAD:
            return
        said = [token.lower_ for token in line if quote_at(quotes, token.i) is None]
        is_sentence = line[-1].text in _ENDS and not any(map(_announces, said, said[1:]))
        if is_sentence or {"i", "me"} & {*said}:
            continue
        yield from (each for each in people if line.start <= each.span.start < line.end)


def _announces(word: str, following: str) -> bool:
    """Tell whether words say who is about to speak: "Speaker: Aru", "Aru talks to Bek"."""
    if word in _ANNOUNCES:
        return following == ":"
    return word in _TALKS and following in {"to", "with"}


def _authorship(mention: Found) -> int:
    """Return how surely the words around a name say that the text is its bearer's, 0 if not.

    Most surely they are asked, then they tell; who stands after a mere "by" may be a reviewed
    work's author.
    """
    doc, start, end = mention.span.doc, mention.span.start, mention.span.end
    near = doc[max(0, start - _NAMED_WITHIN) : start]
    before = _before_calling([token for token in near if not token.is_quote])
    after = [token.lower_ for token in doc[end : end + 10]]
    stop = next((i for i, word in enumerate(after) if word in {".", "?", "!"}), len(after))
    if _is_asked([token.lower_ for token in near], after[:stop]):
        return 3
    verbs = [
        i for i, word in enumerate(after[:stop]) if word in words("narrators", "speaks") | _TALKS
    ]
    if verbs and after[verbs[0] + 1 : verbs[0] + 2] in (["to"], ["with"]):
        return 3
    said = {*before} - words("narrators", "speaks")
    last = before[-1] if before else ""
    if last in {"with", "for", "to"}:
        return 3 if said & words("narrators", "talks") else 0
    if last == ":":
        return 3 if set(before[-2:-1]) & (_ANNOUNCES | {"from"}) or "tape" in before[-3:-1] else 0
    if last in {"speaker", "narrator", "guest"}:
        return 3
    if after[:1] in (["'s"], ["’s"]):
        return 2 if set(after[1:4]) & words("narrators", "own") else 0
    if last == "of":
        return 2 if set(before[-2:-1]) & words("narrators", "own") else 0
    if last == "by" and said & words("narrators", "asks"):
        return 0
    if last == "by" and (said & words("narrators", "texts") or "from" in before):
        return 2
    if last == "by":
        is_work = start > 1 and (doc[start - 2].is_quote or "*" in before)
        return 0 if is_work or said & words("narrators", "makers") else 1
    is_owner = not before and set(after[:3]) & {"her", "his"} and set(after[:4]) & {"book"}
    return 2 if is_owner else 0


def _is_asked(before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether somebody is "interviewed by" or stands behind "interviews"."""
    asks = words("narrators", "asks")
    if any(one in asks and other == "by" for one, other in pairwise(after)):
        return True
    asking = [place for place, word in enumerate(before) if word in asks]
    return bool(asking) and not {"by", ",", "for"} & {*before[asking[-1] :]}


def _before_calling(tokens: Sequence[Token]) -> list[str]:
    """Return the words before a name and what it is said to be: "the dancer and weaver Aru"."""
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place].lower_ in {"the", "our"}:
            tokens = tokens[:place]
            break
        if not tokens[place].text.islower() or tokens[place].lower_ in _BEFORE_NAMES:
            break
    return [token.lower_ for token in tokens]


def is_interview(doc: Doc, quotes: list[Quote]) -> bool:
    """Tell whether "Q." asks, or a quarter of the paragraphs do, those of dialogue not counted.

    One that asks is enough where the head of the text says that somebody talks to somebody.
    """
    if interview_marks(doc):
        return True
    asked, lines = 0, list(lines_of(doc))
    for line in lines:
        is_spoken = line[0].text in _DASHES or line[0].is_quote
        asked += not is_spoken and (_ends_asking(line) or _answers(line, quotes))
    if any(map(_announces_talk, lines[:_HEAD_LINES])):
        return asked > 0
    return asked >= _LEAST_QUESTIONS and 4 * asked >= len(lines)


def _announces_talk(line: Span) -> bool:
    said = [token.lower_ for token in line]
    is_talk = any(one in _TALKS and other in {"to", "with"} for one, other in pairwise(said))
    return len(line) <= _LONGEST_HEAD and (is_talk or "interview" in said)


def _ends_asking(line: Span) -> bool:
    end = line.end
    while end > line.start and line.doc[end - 1].text in {"*", "_", ")"}:
        end -= 1
    return end > line.start and line.doc[end - 1].text.endswith("?")


def _answers(line: Span, quotes: list[Quote]) -> bool:
    """Tell whether a paragraph opens with what "you" are asked and goes on with what "I" say."""
    stops = [token.i for token in line if token.text in SENTENCE_ENDS][:_FIRST_SENTENCES]
    question = next((index for index in stops if line.doc[index].text == "?"), None)
    if question is None or quote_at(quotes, question) is not None:
        return False
    asked = {token.lower_ for token in line.doc[line.start : question]}
    told = {token.lower_ for token in line.doc[question : line.end]}
    return bool(asked & _SECOND_PERSON) and not asked & FIRST_PERSON and bool(told & FIRST_PERSON)


def _signature(doc: Doc, people: Sequence[Found]) -> int | None:
    """Return who signs in the last lines, the postscript passed over."""
    lines = [line for line in lines_of(doc) if any(token.is_alpha for token in line)]
    for line in reversed(lines[-_LAST_LINES:]):
        signed = signature_of(line) if line is not lines[0] else None
        parts = _unclosed(line, is_only=line is lines[0]) if line is lines[-1] else []
        for each in people:
            if signed is not None and signed.start <= each.span.start < signed.end:
                return each.cluster
            if signed is None and any(_is_all_of(each.span, part) for part in parts):
                return each.cluster
    return None


def _is_all_of(name: Span, part: Span) -> bool:
    return (name.start, name.end) == (part.start, part.end)


def _unclosed(line: Span, *, is_only: bool) -> list[Span]:
    """Return what may sign below the last sentence of a text: "It rained. Aru, weaver".

    That is what stands first there, or after the first comma. A text's only line has sentences.
    """
    last = line[-1].text[-1]
    ends = [token.i for token in line if token.text in SENTENCE_ENDS]
    if not (last.isalnum() or last in ")*_") or (is_only and not ends):
        return []
    doc, start = line.doc, ends[-1] + 1 if ends else line.start
    while start < line.end and (doc[start].text in _DASHES or doc[start].text in MARKUP):
        start += 1
    rest = doc[start : line.end]
    if len(rest) > _LONGEST_SIGNED or any(token.text in {":", ";"} for token in rest):
        return []
    return _between_commas(rest)[:2]


def _between_commas(span: Span) -> list[Span]:
    cuts = [token.i for token in span if token.text in {",", "("}]
    starts = [span.start, *(cut + 1 for cut in cuts)]
    return [span.doc[a:b] for a, b in zip(starts, [*cuts, span.end], strict=True) if b > a]
