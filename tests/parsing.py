"""Docs written by hand: a parse in one string, names and themes marked by their text.

A token is `form tag dep head`, tokens stand between bars, sentences between blank lines:

    Aru NNP nsubj:pass 3 | was/be VBD aux:pass 3 | born/bear VBN ROOT 0 | in IN case 5 |
    Riga NNP obl 3 | . . punct 3

`form/lemma` states a lemma other than the form itself, `form~` a token that no space follows,
`¶` a blank line. Heads count from 1 within the sentence; 0 is the root. The coarse part of speech
follows from tag, lemma and dependency.
"""

import re
from collections.abc import Iterable, Mapping

import spacy
from spacy.tokens import Doc, Span, SpanGroup

_CUTTER = spacy.blank("en")
_CUTTER.add_pipe("sentencizer")
VOCAB = _CUTTER.vocab
_POS = {
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "NN": "NOUN",
    "NNS": "NOUN",
    "PRP": "PRON",
    "PRP$": "PRON",
    "WP": "PRON",
    "WP$": "PRON",
    "WDT": "PRON",
    "DT": "DET",
    "JJ": "ADJ",
    "RB": "ADV",
    "WRB": "ADV",
    "RP": "ADP",
    "CC": "CCONJ",
    "CD": "NUM",
    "TO": "PART",
    "POS": "PART",
    "MD": "AUX",
    "UH": "INTJ",
    "SP": "SPACE",
}
_CLINGING = {",", ".", "?", "!", ";", ":", "'s", "’s", ")", "n't", "”", "\n\n"}
_AUXILIARIES = {"aux", "aux:pass", "auxpass", "cop"}


def parse(table: str) -> Doc:
    """Return the doc that a table describes."""
    forms: list[str] = []
    glued: list[bool] = []
    columns: dict[str, list[str]] = {"lemmas": [], "pos": [], "tags": [], "deps": []}
    heads: list[int] = []
    starts: list[bool] = []
    for sentence in re.split(r"\n\s*\n", table.strip()):
        first = len(forms)
        rows = [cell.split() for cell in re.split(r"[|\n]", sentence) if cell.strip()]
        for number, (form, tag, dep, head) in enumerate(rows):
            form, _, lemma = form.partition("/") if len(form) > 1 else (form, "", "")
            glued.append(form.endswith("~"))
            form = "\n\n" if form == "¶" else form.removesuffix("~")
            lemma = lemma or (form if tag.startswith("NNP") else form.lower())
            forms.append(form)
            columns["lemmas"].append(lemma)
            columns["pos"].append(_pos(tag, lemma, dep))
            columns["tags"].append("_SP" if tag == "SP" else tag)
            columns["deps"].append(dep)
            heads.append(first + (int(head) - 1 if int(head) else number))
            starts.append(number == 0)
    spaces = [
        not (cling or form == "\n\n" or following in _CLINGING)
        for form, following, cling in zip(forms, [*forms[1:], "\n\n"], glued, strict=True)
    ]
    doc = Doc(VOCAB, forms, spaces=spaces, heads=heads, **columns)
    assert [bool(token.is_sent_start) for token in doc] == starts, "a sentence has two roots"
    return doc


def words(text: str) -> Doc:
    """Return the unparsed doc of some text, cut into words and sentences by spaCy's rules."""
    return _CUTTER(text)


def mark_names(doc: Doc, labels: Mapping[str, str]) -> Doc:
    """Set `doc.ents` to every occurrence of some texts: `{"Aru Bek": "PERSON"}`."""
    doc.ents = [span for text, label in labels.items() for span in find(doc, text, label)]
    return doc


def mark_mentions(doc: Doc, **names_by_type: str) -> Doc:
    """Set the mentions of a doc: `person="Aru Bek = she = her, Dana", place="Riga"`.

    Commas part entities, `=` the texts that denote one. Names also become `doc.ents`.
    """
    found: list[tuple[Span, int, str]] = []
    entities: list[list[object]] = []
    for kind, listed in names_by_type.items():
        for entity in listed.split(","):
            texts = [text.strip() for text in entity.split("=")]
            for text in texts:
                found += [(span, len(entities), kind) for span in find(doc, text, kind)]
            entities.append([kind, [texts[0]], ""])
    found.sort(key=lambda each: each[0].start)
    spans = [
        Span(doc, span.start, span.end, label=kind, kb_id=str(number), span_id=_form(span))
        for span, number, kind in found
    ]
    attrs = {"confidence": [1.0] * len(spans), "entities": entities}
    doc.spans["mentions"] = SpanGroup(doc, name="mentions", spans=spans, attrs=attrs)
    labels = {"person": "PERSON", "place": "GPE", "organization": "ORG", "artwork": "WORK_OF_ART"}
    doc.ents = [
        Span(doc, span.start, span.end, label=labels.get(span.label_, "EVENT"))
        for span in spans
        if span.id_ == "name"
    ]
    return doc


def mark_themes(doc: Doc, *themes: tuple[str, str, str, str]) -> Doc:
    """Set the themes of a doc, each given as (text, theme, its groups, form)."""
    spans = [
        Span(doc, span.start, span.end, label=theme, span_id=form)
        for text, theme, _, form in themes
        for span in find(doc, text, theme)
    ]
    groups = {theme: listed.split() for _, theme, listed, _ in themes}
    doc.spans["themes"] = SpanGroup(doc, name="themes", spans=spans, attrs={"groups": groups})
    return doc


def find(doc: Doc, text: str, label: str) -> list[Span]:
    """Return every occurrence of some words in a doc; `word@2` means its second occurrence."""
    text, _, number = text.partition("@")
    wanted = text.split()
    found = [
        Span(doc, start, start + len(wanted), label=label)
        for start in range(len(doc) - len(wanted) + 1)
        if [token.text for token in doc[start : start + len(wanted)]] == wanted
    ]
    assert found, f"no '{text}' in '{doc.text}'"
    return [found[int(number) - 1]] if number else found


def token_of(doc: Doc, text: str):
    """Return the first token that reads `text`."""
    return next(token for token in doc if token.text == text)


def texts(spans: Iterable[Span]) -> list[str]:
    """Return the texts of spans."""
    return [span.text for span in spans]


def _form(span: Span) -> str:
    if span.root.pos_ == "PRON":
        return "pronoun"
    return "nominal" if span.root.pos_ == "NOUN" else "name"


def _pos(tag: str, lemma: str, dep: str) -> str:
    if tag.startswith("VB"):
        return "AUX" if lemma == "be" or dep in _AUXILIARIES else "VERB"
    if tag == "IN":
        return "SCONJ" if dep == "mark" else "ADP"
    return _POS.get(tag, "PUNCT")
