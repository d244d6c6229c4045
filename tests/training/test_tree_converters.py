"""Converters of treebanks and novels, on invented sentences in the sets' formats."""

import pytest
from training.convert.conllu import convert as convert_conllu
from training.convert.gum import convert as convert_gum
from training.convert.gum import sentence_mentions
from training.convert.litbank import convert as convert_litbank
from training.docs import labels_of

CONLLU = """# newdoc id = tale
# newpar
# text = Ona didn't paint.
1\tOna\tOna\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\tTense=Past\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tpaint\tpaint\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
# text = Bel Tarn slept.
1\tBel\tBel\tPROPN\tNNP\tNumber=Sing\t3\tnsubj\t_\t_
2\tTarn\tTarn\tPROPN\tNNP\tNumber=Sing\t1\tflat\t_\t_
3\tslept\tsleep\tVERB\tVBD\tTense=Past\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_
""".split("\n")

TSV = """#FORMAT=WebAnno TSV 3.2

#Text=Ona did n't paint .
1-1\t0-3\tOna\tperson\tnew\tsssss\tOna_of_Vosk\t_\t_
1-2\t4-7\tdid\t_\t_\t_\t_\t_\t_
1-3\t8-11\tn't\t_\t_\t_\t_\t_\t_
1-4\t12-17\tpaint\t_\t_\t_\t_\t_\t_
1-5\t18-19\t.\t_\t_\t_\t_\t_\t_

#Text=Bel Tarn slept .
2-1\t20-23\tBel\tperson[2]\tnew[2]\tn[2]\t_\t_\t_
2-2\t24-28\tTarn\tperson[2]\tnew[2]\tn[2]\t_\t_\t_
2-3\t29-34\tslept\t_\t_\t_\t_\t_\t_
2-4\t35-36\t.\t_\t_\t_\t_\t_\t_
""".split("\n")


def test_conllu_keeps_the_running_text_with_a_blank_line_between_paragraphs():
    (doc,) = convert_conllu(CONLLU)
    assert doc.text == "Ona didn't paint.\n\nBel Tarn slept. "


def test_conllu_keeps_trees_and_sentences_across_the_blank_line():
    (doc,) = convert_conllu(CONLLU)
    assert [sent.root.text for sent in doc.sents] == ["paint", "slept"]
    assert (doc[5].tag_, doc[5].dep_, doc[5].head.text) == ("_SP", "dep", ".")
    assert [doc[2].lemma_, doc[2].pos_, doc[2].dep_] == ["not", "PART", "advmod"]


def test_conllu_cuts_documents_into_runs_of_sentences():
    assert [len(doc) for doc in convert_conllu(CONLLU, size=3)] == [5, 4]


def test_gum_names_are_trimmed_and_lie_on_the_trees():
    (doc,) = convert_gum(CONLLU, TSV)
    assert [(span.text, span.label_) for span in doc.ents] == [
        ("Ona", "PERSON"),
        ("Bel Tarn", "PERSON"),
    ]


def test_gum_reads_linked_mentions():
    first, second = sentence_mentions(TSV)
    assert (first[0].linked, second[0].linked) == (True, False)


def test_gum_says_when_its_two_files_differ():
    with pytest.raises(ValueError, match="same release"):
        list(convert_gum(CONLLU, TSV[:9]))


def mention(sentence, first, last, text, kind, form):
    return f"MENTION\tT1\t{sentence}\t{first}\t{sentence}\t{last}\t{text}\t{kind}\t{form}"


def test_litbank_takes_proper_names_and_rebuilds_the_text():
    text = ["`` Mrs. Tarn , '' said the old captain , `` is in Vosk . ''"]
    notes = [
        mention(0, 1, 2, "Mrs. Tarn", "PER", "PROP"),
        mention(0, 6, 8, "the old captain", "PER", "NOM"),
        mention(0, 13, 13, "Vosk", "GPE", "PROP"),
    ]
    (doc,) = convert_litbank(text, notes)
    assert doc.text.strip() == "“Mrs. Tarn,” said the old captain, “is in Vosk.”"
    assert [(span.text, span.label_) for span in doc.ents] == [("Tarn", "PERSON"), ("Vosk", "GPE")]


def test_litbank_capitals_of_common_mentions_are_missing():
    text = ["Now Ona Tarn , rich and clever , slept"]
    (doc,) = convert_litbank(text, [mention(0, 1, 6, "Ona Tarn , rich and clever", "PER", "NOM")])
    assert labels_of(doc)[:4] == ["O", "-", "-", "O"]


def test_litbank_vehicles_are_missing():
    (doc,) = convert_litbank(["on the Heron"], [mention(0, 1, 2, "the Heron", "VEH", "PROP")])
    assert labels_of(doc) == ["O", "O", "-"]


def test_litbank_cuts_the_clause_after_a_name():
    text = ["Sir Ona Tarn who ruled"]
    (doc,) = convert_litbank(text, [mention(0, 0, 4, "Sir Ona Tarn who ruled", "PER", "PROP")])
    assert [span.text for span in doc.ents] == ["Sir Ona Tarn"]
