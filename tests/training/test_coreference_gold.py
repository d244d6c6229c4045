"""Annotated stories: words back in their natural text, mentions with offsets, other names."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.convert.conllu import documents
from training.coreference.gold import GoldStory, Phrase, gaps_of, gum_story, in_characters, renamed

GUM = """\
# newpar
1	Aru	Aru	PROPN	NNP	_	2	nsubj	_	Entity=(1-person-new-cf1)
2	met	meet	VERB	VBD	_	0	root	_	_
3	her	her	PRON	PRP$	_	4	nmod:poss	_	Entity=(2-person-new-cf2(1-person-giv-cf1)
4	aunt	aunt	NOUN	NN	_	2	obj	_	Entity=2)|SpaceAfter=No
5	.	.	PUNCT	.	_	2	punct	_	_

# newpar
1	She	she	PRON	PRP	_	2	nsubj	_	Entity=(1-person-giv-cf1)
2	sang	sing	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_
"""
WORDS = st.text(alphabet="abc.“", min_size=1, max_size=4)
GAPS = st.sampled_from(["", " ", "  ", "\n", "\n\n"])


def aru(*words: str) -> GoldStory:
    phrases = tuple(Phrase(i, i, "aru", "person", "name") for i in range(len(words)))
    return GoldStory("s", words, (" ",) * len(words), phrases)


def test_gum_mentions_carry_cluster_type_and_form():
    (sentences,) = documents(GUM.split("\n"))
    story = gum_story("x", sentences)
    assert story.text == "Aru met her aunt.\n\nShe sang. "
    found = {
        story.text[slice(*span)]: (phrase.cluster, phrase.kind, phrase.form)
        for phrase, span in in_characters(story).items()
    }
    assert found == {
        "Aru": ("1", "person", "name"),
        "her aunt": ("2", "person", "nominal"),
        "her": ("1", "person", "pronoun"),
        "She": ("1", "person", "pronoun"),
    }


@given(st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=12))
def test_the_gaps_of_a_novel_come_back(pairs):
    text = "".join(word + gap for word, gap in pairs)
    gaps = gaps_of([word for word, _ in pairs], f"\nz z  {text}z")
    assert gaps == tuple(gap for _, gap in pairs)


def test_an_excerpt_that_the_novel_lacks_is_told():
    with pytest.raises(ValueError, match="does not hold the excerpt that begins 'Aru sang'"):
        gaps_of(["Aru sang"], "Dana sang.")


def test_a_person_gets_the_same_new_name_everywhere_and_keeps_titles():
    story = renamed(aru("Mrs", "Bekova", "BEKOVA", "of", "Bekova"), random.Random(3))
    assert story.words[0] == "Mrs"
    assert story.words[3] == "of"
    assert story.words[1] == story.words[4] != "Bekova"
    assert story.words[2] == story.words[1].upper()


def test_only_people_are_renamed():
    story = GoldStory("s", ("Riga",), ("",), (Phrase(0, 0, "riga", "place", "name"),))
    assert renamed(story, random.Random(1)) == story
