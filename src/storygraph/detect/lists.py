"""Places listed one after another: "in Riga and Osh and, once, in Omsk"."""

from storygraph.detect.syntax import Argument

_STRAY = 0.9
_LISTED = 12  # tokens behind a name in which others of its list stand
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_JOINING = frozenset({"and", "then", "or", "&"})
_MARKS = frozenset({"in", "to", "at"})


def listed_names(argument: Argument) -> list[Argument]:
    """Return the places listed behind one, whatever the parse says of them.

    "In Riga and Osh and, once, in Omsk", "in Riga, Osh, Omsk"; but "Riga, Latvia" is no list.
    """
    last = argument.token
    doc = last.doc
    while last.i + 1 < len(doc) and doc[last.i + 1].ent_iob_ == "I":
        last = doc[last.i + 1]
    role, joined = argument.role, False
    found: list[Argument] = []
    for token in doc[last.i + 1 : last.i + 1 + _LISTED]:
        if token.ent_type_ in _PLACES:
            if token.ent_iob_ == "B":
                found.append(Argument(role, token, argument.confidence * _STRAY))
        elif token.lower_ in _JOINING:
            joined = True
        elif token.lower_ in _MARKS and joined:
            role = str(token.lower_)
        elif token.pos_ not in {"PUNCT", "ADV", "DET"} or token.text in {";", "."}:
            break
    return found if joined or len(found) > 1 else []
