"""What a reader puts right: on a graph, whatever the order of the entries, at every build."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.graph.tiny import tiny_graph
from tests.graph.worlds import world

from storygraph.corrections import (
    AddRelation,
    AddTheme,
    Corrections,
    Drop,
    DropRelation,
    KeepApart,
    Merge,
    Rename,
    Retype,
    Split,
    correct_graph,
)
from storygraph.errors import AmbiguousNameError, CorrectionError, UnknownNameError
from storygraph.graph.assemble import assemble
from storygraph.graph.storygraph import COOCCURRENCE, StoryGraph
from storygraph.records import (
    End,
    Entity,
    LocalEntity,
    MaybeSame,
    Mention,
    Reading,
    Relation,
    Resolution,
    Sentence,
    Story,
    ThemeMention,
)

ARU, OLD, DANA = "person:aru-bek", "person:old-bek", "person:dana-lin"
NARYN, RIGA, DOMBRA = "place:naryn", "place:riga", "theme:dombra"
# story: text; [type and name]: the words that denote it, in the order of the text
TEXTS = {
    "letter": "Old Bek came to Riga. He plays the dombra. Aru Bek met Old Bek and Dana Lin.",
    "winter": "Aru Bek lived in Naryn. She met Dana Lin.",
    "road": "Naryn walked with Dana Lin.",
}
SAID = {
    "letter": [(OLD, "Old Bek He Old Bek"), (RIGA, "Riga"), (ARU, "Aru Bek"), (DANA, "Dana Lin")],
    "winter": [(ARU, "Aru Bek She"), (NARYN, "Naryn"), (DANA, "Dana Lin")],
    "road": [("person:naryn", "Naryn"), (DANA, "Dana Lin")],
}
STATED = {
    "letter": [(OLD, "moved_to", RIGA), (OLD, "plays", "dombra"), (ARU, "met", OLD)],
    "winter": [(ARU, "lived_in", NARYN), (ARU, "met", DANA)],
    "road": [("person:naryn", "worked_with", DANA)],
}


def named(node: str) -> str:
    return node.partition(":")[2].replace("-", " ").title()


def spans(text: str, words: str) -> list[tuple[int, int]]:
    """Return where some words stand in a text, one after the other; two capitals are one name."""
    found, at = [], 0
    for word in re.findall(r"[A-Z]\w+ (?:Bek|Lin)|\w+", words):
        start = text.index(word, at)
        at = start + len(word)
        found.append((start, at))
    return found


def reading(story: str) -> Reading:
    text, said = TEXTS[story], SAID[story]
    sentences = tuple(Sentence(*m.span()) for m in re.finditer(r"[^ .][^.]*\.", text))

    def sentence(at: int) -> int:
        return next(n for n, each in enumerate(sentences) if each.start <= at < each.end)

    places = [spans(text, words) for _, words in said]
    mentions = [
        Mention(s, e, text[s:e], n, "pronoun" if e - s < 4 else "name", sentence(s))
        for n, listed in enumerate(places)
        for s, e in listed
    ]
    at = {node: number for number, (node, _) in enumerate(said)}
    relations = []
    for source, name, target in STATED[story]:
        theme = target == "dombra"
        start = text.index(target) if theme else places[at[target]][-1][0]
        here = [span for span in places[at[source]] if sentence(span[0]) == sentence(start)]
        end = (
            End(start, start + len(target), theme=target)
            if theme
            else End(*places[at[target]][-1], entity=at[target])
        )
        one = End(*here[0], entity=at[source])
        relations.append(Relation(name, one, end, sentence(start), "rule", 0.9))
    themes = [
        ThemeMention(m.start(), m.end(), m[0], m[0], sentence(m.start()))
        for m in re.finditer("dombra", text)
    ]
    return Reading(
        Story(story, story.title(), text),
        sentences,
        tuple(LocalEntity(node.partition(":")[0], (named(node),)) for node, _ in said),
        tuple(sorted(mentions, key=lambda m: m.start)),
        tuple(themes),
        tuple(relations),
    )


def build(*, together: tuple[str, ...] = ()) -> StoryGraph:
    """Return the graph of the three texts; nodes of `together` are resolved as the first."""
    members: dict[str, list[tuple[str, int]]] = {}
    for story, said in SAID.items():
        for number, (node, _) in enumerate(said):
            key = together[0] if node in together else node
            members.setdefault(key, []).append((story, number))
    entities = [
        Entity(
            key,
            key.partition(":")[0],
            named(key),
            tuple(map(named, together[1:])) if key in together else (),
            tuple(sorted(listed)),
        )
        for key, listed in members.items()
    ]
    maybe = [MaybeSame(ARU, OLD, "one name")] if not together else []
    return assemble([reading(story) for story in TEXTS], Resolution(tuple(entities), tuple(maybe)))


@pytest.fixture
def graph() -> StoryGraph:
    return build()


def links(graph: StoryGraph, node: str) -> set[tuple[str, str, str]]:
    edges = [*graph.nx.out_edges(node, keys=True), *graph.nx.in_edges(node, keys=True)]
    return {(s, r, t) for s, t, r in edges}


def test_no_entries_change_nothing(graph):
    assert graph.correct() == graph
    assert correct_graph(graph, Corrections()) is graph


def test_the_graph_itself_stays_as_it_is(graph):
    graph.correct(
        Merge([ARU, OLD]), Drop(RIGA), Rename(DANA, "D."), AddTheme(ARU, "law", "Aru Bek", "winter")
    )
    assert graph == build()


def test_merging_gives_the_graph_that_resolving_so_gives(graph):
    merged = correct_graph(graph, Corrections.of(Merge([ARU, OLD])))
    assert merged == build(together=(ARU, OLD))


def test_splitting_by_name_takes_a_merger_back(graph):
    whole = build(together=(ARU, OLD))
    entry = Split(ARU, aliases=["Old Bek"], name="Old Bek")
    parts = correct_graph(whole, Corrections.of(entry))
    lost = (ARU, "met", OLD)  # a link to itself, which merging left no trace of
    assert set(graph.nx.edges(keys=True)) - set(parts.nx.edges(keys=True)) == {(ARU, OLD, "met")}
    assert lost in links(graph, ARU)
    assert dict(parts.nx.nodes(data=True)) == dict(graph.nx.nodes(data=True))
    assert parts.mentions_by_story == graph.mentions_by_story
    for source, target, relation in parts.nx.edges(keys=True):
        assert parts.nx.edges[source, target, relation] == graph.nx.edges[source, target, relation]


def test_pronouns_go_with_the_name_before_them():
    parts = build(together=(ARU, OLD)).correct(Split(ARU, aliases=["old bek"], name="Old Bek"))
    said = parts.mentions(story="letter")
    assert said[said["node"] == OLD]["text"].tolist() == ["Old Bek", "He", "Old Bek"]
    assert (OLD, "plays", DOMBRA) in links(parts, OLD)
    assert (ARU, "plays", DOMBRA) not in links(parts, ARU)


def test_stories_and_aliases_together_narrow():
    whole = build(together=(ARU, OLD))
    parts = whole.correct(Split(ARU, aliases=["Aru Bek"], stories=["Winter"], name="Aru"))
    assert parts.nx.nodes["person:aru"]["stories"] == ["story:winter"]
    assert parts.nx.nodes["person:aru"]["mentions"] == 2
    assert parts.nx.nodes[ARU]["mentions"] == 4


def test_a_single_mention_can_be_split_off(graph):
    start = TEXTS["letter"].rindex("Old Bek")
    parts = graph.correct(Split(OLD, mentions=[f"letter:{start}"], into=DANA))
    assert (ARU, "met", DANA) in links(parts, DANA)
    assert parts.nx.nodes[OLD]["mentions"] == 2
    assert parts.nx.nodes[DANA]["aliases"] == ["Old Bek"]


def test_a_namesake_gets_a_numbered_id(graph):
    parts = graph.correct(Split(ARU, stories=["letter"], name="Aru Bek"))
    assert parts.nx.nodes["person:aru-bek-2"]["name"] == "Aru Bek"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Split(ARU, stories=["road"], name="X"), "not mentioned in the story 'road'.*winter"),
        (Split(ARU, stories=["winter"], aliases=["Old"], name="X"), "not called 'old'.*aru bek"),
        (Split(ARU, mentions=["winter:1"], name="X"), "not mentioned at 'winter:1'"),
        (Split(ARU, aliases=["Aru Bek"], name="X"), "takes every mention"),
        (Split(ARU, stories=["winter"], name="Old Bek"), f'into = "{OLD}"'),
        (Split(ARU, stories=["winter"], into=RIGA), "another type"),
        (Split("theme:dombra", stories=["letter"], name="X"), "a theme"),
        (Merge([ARU, RIGA]), "two types"),
        (Merge([ARU, "story:letter"]), "a story"),
        (Drop("story:letter"), "a story"),
        (Retype(DOMBRA, "place"), "a theme"),
        (DropRelation(ARU, "born_in", RIGA), "does not say"),
        (AddRelation(ARU, "born_in", RIGA, "Aru Bek came to Riga"), "does not stand in any story"),
        (AddRelation(ARU, "met", DANA, "Dana Lin"), "several stories.*name one"),
        (AddRelation(ARU, "met", DANA, "Riga", "winter"), "does not stand in the story 'winter'"),
        (AddRelation(ARU, "met", ARU, "Aru Bek met"), "itself"),
        (AddTheme(DOMBRA, "music", "dombra"), "itself a theme"),
        (AddTheme(ARU, "theme:dombrs", "Aru Bek met"), "theme:dombra.*by its name"),
    ],
)
def test_an_entry_that_does_not_fit_is_a_clear_error(graph, entry, words):
    with pytest.raises(CorrectionError, match=words):
        graph.correct(entry)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([Rename(ARU, "A"), Rename(ARU, "B")], "disagree"),
        ([Rename(ARU, "A"), Rename(OLD, "B"), Merge([ARU, OLD])], "disagree"),
        ([Retype(ARU, "place"), Retype(ARU, "event")], "disagree"),
        ([Merge([ARU, OLD]), KeepApart([ARU, OLD])], "join"),
        ([Merge([ARU, OLD]), Drop(OLD)], "joins"),
        ([Drop(ARU), AddRelation(ARU, "met", DANA, "Aru Bek met")], "takes away"),
        (
            [Split(ARU, stories=["winter"], name="X"), Split(ARU, stories=["winter"], name="Y")],
            "claim the same",
        ),
    ],
)
def test_entries_that_contradict_each_other_are_a_clear_error(graph, entries, words):
    for order in (entries, entries[::-1]):
        with pytest.raises(CorrectionError, match=words):
            graph.correct(*order)


def test_an_unknown_id_of_a_file_is_an_error_that_suggests(graph):
    with pytest.raises(CorrectionError, match=r"\[\[drop\]\] names 'person:aru-beck'.*aru-bek or"):
        correct_graph(graph, Corrections.of(Drop("person:aru-beck")))


def test_an_unknown_story_of_a_file_is_an_error(graph):
    entry = AddRelation(ARU, "met", DANA, "Riga", "nowhere")
    with pytest.raises(CorrectionError, match="none with the id 'nowhere'"):
        correct_graph(graph, Corrections.of(entry))


def test_an_id_that_became_an_alias_is_an_error_that_says_so():
    with pytest.raises(CorrectionError, match=rf"{ARU} goes by that name: \[\[split\]\] it"):
        correct_graph(build(together=(ARU, OLD)), Corrections.of(KeepApart([ARU, OLD])))


def test_names_do_for_ids(graph):
    merged = graph.correct(Merge(["Aru Bek", "Old Bek"]))
    assert OLD not in merged.nx
    with pytest.raises(UnknownNameError):
        graph.correct(Drop("Nobody"))
    with pytest.raises(AmbiguousNameError):
        graph.correct(Drop("Naryn"))


def test_what_is_kept_apart_is_not_doubtful_any_more(graph):
    assert graph.maybe_same
    apart = graph.correct(KeepApart([OLD, ARU]))
    assert apart.maybe_same == ()
    assert set(apart.nx) == set(graph.nx)


def test_a_retyped_entity_joins_the_one_of_that_type_and_name(graph):
    placed = graph.correct(Retype("person:naryn", "place"))
    assert "person:naryn" not in placed.nx
    assert placed.nx.nodes[NARYN]["stories"] == ["story:road", "story:winter"]
    assert (NARYN, "worked_with", DANA) in links(placed, NARYN)


def test_a_retyped_entity_without_such_a_partner_gets_a_new_id(graph):
    placed = graph.correct(Retype(RIGA, "organization"))
    assert placed.nx.nodes["organization:riga"]["type"] == "organization"
    assert links(placed, "organization:riga") == {
        ("story:letter", "mentions", "organization:riga"),
        (OLD, "moved_to", "organization:riga"),
        ("organization:riga", COOCCURRENCE, OLD),
    }


def test_a_renamed_entity_keeps_its_id_and_its_old_name_as_an_alias(graph):
    node = graph.correct(Rename(ARU, "Aru Lin")).nx.nodes[ARU]
    assert (node["name"], node["aliases"]) == ("Aru Lin", ["Aru Bek"])


def test_themes_are_merged_renamed_and_dropped():
    graph = world(("person:a", "plays", DOMBRA), ("person:a", "plays", "theme:lute"))
    assert "theme:lute" not in graph.correct(Merge([DOMBRA, "theme:lute"])).nx
    assert graph.correct(Rename(DOMBRA, "Dombyra")).name(DOMBRA) == "Dombyra"
    assert DOMBRA not in graph.correct(Drop(DOMBRA)).nx


def test_a_dropped_entity_is_gone_from_mentions_counts_and_pairs(graph):
    left = graph.correct(Drop(OLD))
    assert OLD not in left.nx
    assert left.maybe_same == ()
    assert OLD not in set(left.mentions()["node"])
    assert (
        left.nx.nodes["story:letter"]["mentions"] == graph.nx.nodes["story:letter"]["mentions"] - 3
    )


def test_a_dropped_link_is_gone_even_if_merging_brings_it_back(graph):
    left = graph.correct(DropRelation(ARU, "met", DANA))
    assert (ARU, "met", DANA) not in links(left, ARU)
    twice = graph.correct(AddRelation(OLD, "met", DANA, "Old Bek and Dana Lin"))
    both = twice.correct(DropRelation(ARU, "met", DANA), Merge([OLD, ARU]))
    assert (OLD, "met", DANA) not in links(both, OLD)


def test_a_story_that_is_not_about_a_theme_says_nothing_of_it(graph):
    left = graph.correct(DropRelation("story:letter", "about", DOMBRA))
    assert DOMBRA not in left.nx
    assert DOMBRA not in set(left.mentions()["node"])


def test_an_added_relation_rests_on_the_words_quoted(graph):
    quote = "Aru Bek met  Old\nBek"  # white space does not matter
    better = graph.correct(AddRelation(DANA, "taught", ARU, quote, "Letter"))
    (fact,) = [f for f in better.evidence(DANA, ARU) if f.relation == "taught"]
    text = TEXTS["letter"]
    assert (
        text[fact.evidence.start : fact.evidence.end] == fact.evidence.text == "Aru Bek met Old Bek"
    )
    assert (fact.evidence.by, fact.evidence.confidence) == ("reader", 1.0)
    assert text[slice(*fact.evidence.object)] == "Aru Bek"
    assert fact.evidence.subject == (fact.evidence.start, fact.evidence.end)


def test_an_added_relation_joins_the_evidence_of_the_edge(graph):
    better = graph.correct(AddRelation(ARU, "met", DANA, "Old Bek and Dana Lin"))
    edge = better.nx.edges[ARU, DANA, "met"]
    assert (edge["weight"], [e["by"] for e in edge["evidence"]]) == (2, ["reader", "rule"])


def test_an_added_theme_is_linked_to_entity_and_story(graph):
    better = graph.correct(
        AddTheme(DANA, "painting", "Old Bek and Dana Lin"), AddTheme("Winter", "Dombra", "lived")
    )
    assert {each.name for each in better.shared_themes("Winter", "Letter")} == {"dombra"}
    assert ("story:letter", "about", "theme:painting") in links(better, "theme:painting")
    assert (DANA, "associated_with", "theme:painting") in links(better, DANA)
    assert better.nx.nodes["theme:painting"]["stories"] == ["story:letter"]


ENTRIES = [
    Merge([ARU, OLD]),
    Split(DANA, stories=["road"], name="Dana"),
    Rename("person:dana", "Dana the Other"),
    Retype("person:naryn", "place"),
    Rename(OLD, "Bek"),
    Drop(RIGA),
    DropRelation(OLD, "plays", DOMBRA),
    AddTheme(ARU, "law", "Aru Bek lived"),
    AddRelation(ARU, "practices", "theme:law", "Aru Bek lived"),
    AddRelation(OLD, "grew_up_in", "place:naryn", "Aru Bek lived in Naryn"),
]


@given(st.permutations(ENTRIES))
def test_the_order_of_entries_does_not_matter(entries):
    assert correct_graph(build(), Corrections.of(*entries)) == correct_graph(
        build(), Corrections.of(*ENTRIES)
    )


@given(st.lists(st.sampled_from(ENTRIES[:7]), unique=True))
def test_every_corrected_graph_tells_the_truth_about_its_texts(entries):
    if Rename("person:dana", "Dana the Other") in entries and ENTRIES[1] not in entries:
        entries.append(ENTRIES[1])
    graph = correct_graph(build(), Corrections.of(*entries))
    for row in graph.relations().to_dict(orient="records"):
        assert TEXTS[row["story"]][row["start"] : row["end"]] == row["text"]
        assert row["source"] != row["target"]
    counts = graph.mentions()["node"].value_counts()
    for node, data in graph.nx.nodes(data=True):
        if data["type"] != "story":
            assert data["mentions"] == counts[node]


def test_a_retyped_place_joins_under_all_earlier_ids():
    graph = tiny_graph().correct(Retype("Riga", "person"), Rename("Riga", "Riga Holm"))
    assert graph.name("person:riga") == "Riga Holm"
