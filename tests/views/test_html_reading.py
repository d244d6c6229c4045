"""Reading in the page: cards, stories, paths, shared themes, time, map, marks; in Chromium."""

import re

import pytest
from tests.graph.worlds import world
from tests.views.explorer import generated, told, wait_until

from storygraph.graph.paths import find_path
from storygraph.graph.storygraph import StoryGraph
from storygraph.records import NodeMention, Story
from storygraph.views.html import render_html

pytestmark = pytest.mark.browser


def go(page, address):
    page.evaluate("address => { location.hash = address }", address)
    page.wait_for_timeout(60)
    wait_until(page, "!document.querySelector('#panel .note')?.textContent.startsWith('Unp')")


def test_a_card_says_relations_in_words_with_their_sentences(page):
    go(page, "#node=person:inga-marsh")
    text = page.inner_text("#panel")
    assert "also Inga" in text
    assert "studied at" in text.lower()
    assert "Weaving School of Lunde" in text
    assert "She studied at the Weaving School of Lunde and plays the zither." in text


def test_both_ends_of_a_sentence_are_marked_even_beside_emoji(page):
    go(page, "#edge=organization:fox-studio&relation=located_in&to=place:kesten")
    assert page.inner_text("#panel mark.subject") == "🦊 Fox"
    assert page.inner_text("#panel mark.object") == "Kesten"
    assert page.inner_text("#panel blockquote") == "🦊 Fox Studio opened in Kesten in 1962."


def test_the_inverse_of_a_relation_reads_the_other_way(page):
    go(page, "#node=person:aliia")
    assert "was taught by" in page.inner_text("#panel").lower()


def test_a_story_is_read_with_every_mention_marked(page):
    go(page, "#story=salt")
    page.wait_for_selector(".story .mention")
    assert page.locator(".story p").count() == 2
    marked = page.locator(".story .mention").all_inner_texts()
    assert marked[:2] == ["🦊 Fox Studio", "Kesten"]
    assert page.inner_text(".byline") == "author: M. Quill · salt.txt"
    assert page.inner_text(".story p >> nth=0").startswith(
        "🦊 Fox Studio opened in Kesten in 1962."
    )


def test_a_mention_lights_its_node_while_the_story_stays_open(page):
    go(page, "#story=salt")
    page.locator(".story .mention", has_text="Kesten").first.click()
    assert page.evaluate("storygraph.model.ref[storygraph.state.node]") == "place:kesten"
    assert page.evaluate("storygraph.state.panel") == "story"
    assert page.locator(".mention.chosen").all_inner_texts() == ["Kesten"]
    page.locator("#beside").get_by_role("button", name="Open its card").click()
    assert page.inner_text("#panel h2") == "Kesten"


def test_a_quotation_opens_its_story_at_the_sentence(page):
    go(page, "#edge=person:oren-tamm&relation=practices&to=theme:weaving")
    page.locator("#panel figcaption a").first.click()
    page.wait_for_selector(".story .here")
    assert "".join(page.locator(".story .here").all_inner_texts()) == "Oren weaves."


def test_every_step_of_a_path_has_its_sentence(page):
    steps = told().path("person:nur", "theme:weaving")
    go(page, "#path=person:nur&to=theme:weaving")
    assert page.locator("#panel .step .quote").count() == len(steps) == 2
    assert page.evaluate("storygraph.scene.litEdges.length") == len(steps)


ALL_PATHS = """() => {
  const { model, path } = storygraph;
  const edge = e => [
    model.ref[model.from[e]], model.ref[model.to[e]], model.relations[model.relation[e]].name
  ];
  return model.ref.map((_, a) => model.ref.map((_, b) => (path(a, b) || []).map(edge)));
}"""


def test_all_paths_are_those_that_python_finds(window):
    graph = generated(60, links=2)
    nodes = list(graph.nx)
    for node in nodes[5::7]:
        graph.nx.add_edge("story:tale-0", node, key="mentions", **evidence(graph, "mentions"))
        graph.nx.add_edge(node, nodes[3], key="appears_with", **evidence(graph, "appears_with"))
    found = window.open(render_html(graph)).evaluate(ALL_PATHS)
    for one, row in zip(nodes, found, strict=True):
        for other, edges in zip(nodes, row, strict=True):
            assert [tuple(edge) for edge in edges] == find_path(graph.nx, one, other)


def evidence(graph, relation):
    _, _, data = next(iter(graph.nx.edges(data=True)))
    return data | {"relation": relation}


def test_a_path_is_asked_for_by_typing_two_names(page):
    page.get_by_role("button", name="Path", exact=True).click()
    page.fill("#path-0", "oren")
    page.keyboard.press("Enter")
    page.fill("#path-1", "zither")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .stop")
    assert page.locator("#panel .stop").first.inner_text() == "Oren Tamm"
    assert page.locator("#panel .stop").last.inner_text() == "zither"


def test_shared_themes_are_those_that_python_gives(page):
    one, other = "person:inga-marsh", "person:aliia"
    names = [each.name for each in told().shared_themes(one, other)]
    go(page, f"#shared={one}&to={other}")
    assert names == ["zither"]
    assert page.locator(".sharedlist h3 a").all_inner_texts() == names
    assert page.locator(".sharedlist .quote").count() == 2
    assert "in 2 of 3 stories" in page.inner_text(".sharedlist")


def test_equally_rare_shared_themes_stand_in_the_order_that_python_gives(window):
    one, other = "person:aru-bek", "person:dana-lin"
    ties = [("associated_with", "associated_with"), ("practices", "associated_with")]
    ties += [("associated_with", "associated_with"), ("practices", "practices")]
    graph = world(
        *((one, tie, f"theme:{name}") for (tie, _), name in zip(ties, "abcd", strict=True)),
        *((other, tie, f"theme:{name}") for (_, tie), name in zip(ties, "abcd", strict=True)),
    )
    often = graph.nx.edges[one, "theme:c", "associated_with"]
    often["evidence"] *= 2
    often["weight"] = 2
    names = [each.name for each in graph.shared_themes(one, other)]
    assert names == ["D", "B", "C", "A"]
    page = window.open(render_html(graph), f"#shared={one}&to={other}")
    assert page.locator(".sharedlist h3 a").all_inner_texts() == names


def test_nothing_shared_offers_the_path(page):
    go(page, "#shared=person:nur&to=person:oren-tamm")
    assert "tie no theme to both" in page.inner_text("#panel")
    page.get_by_role("button", name="Show the path between them").click()
    assert page.locator("#panel .stop").count() > 1


def test_the_matrix_opens_the_sentences_of_a_cell(page):
    go(page, "#view=matrix")
    assert page.locator("#matrix tbody tr").count() == 2
    page.locator("#matrix tbody button").first.click()
    page.wait_for_selector("#panel .quote")
    assert "speaks of" in page.inner_text("#panel h2")


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("frame:studying", "studying, 90 % sure"),
        ("discovered", "a word that several stories dwell on"),
        ("reader", "put right by a reader"),
        ("vocabulary", ""),
    ],
)
def test_a_sentence_says_who_found_it(window, by, said):
    graph = told()
    graph.nx.edges["story:tide", "theme:weaving", "about"]["evidence"][0]["by"] = by
    page = window.open(render_html(graph))
    go(page, "#edge=story%3Atide&relation=about&to=theme%3Aweaving")
    page.wait_for_selector("#panel .quote")
    assert page.inner_text("#panel .quote .how").strip() == said


def test_the_time_line_reads_in_order(page):
    go(page, "#view=time")
    page.wait_for_selector("#time .year")
    years = [int(year) for year in page.locator("#time .year h3").all_inner_texts()]
    assert years == [1931, 1958, 1962, 1971]
    assert page.locator("#time .dot").count() == 4


def test_a_sentence_within_a_longer_stretch_stands_once_on_the_time_line(window):
    graph = told()
    text = graph.stories["tide"].text
    longer = graph.nx.edges["person:oren-tamm", "place:porvik", "moved_to"]["evidence"][0]
    end = text.index("Oren weaves.") + len("Oren weaves.")
    longer.update(end=end, text=text[longer["start"] : end])
    page = window.open(render_html(graph), "#view=time")
    page.wait_for_selector("#time .year[data-year='1971']")
    assert page.locator("#time .year[data-year='1971'] .quote").count() == 1
    assert "Oren weaves." in page.inner_text("#time .year[data-year='1971'] .quote")
    assert "Porvik" in page.inner_text("#time .year[data-year='1971'] .chips")
    assert page.locator("#time .dot").count() == 4


def test_the_time_line_is_walked_with_the_arrow_keys(page):
    go(page, "#view=time")
    page.wait_for_selector("#time .dot")
    assert page.locator("#time .dot[tabindex='0']").count() == 1
    page.focus("#time .dot[tabindex='0']")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.to") == "1958"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.ariaLabel") == "1962, Salt 🧂 Letters"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.year") == "1962"


def test_the_map_shows_the_places_that_have_coordinates(page):
    go(page, "#view=map")
    assert page.locator("#map .spot").count() == 2
    assert page.locator("#map path.land").get_attribute("d").count("M") > 50
    page.locator("#map .spot", has_text="Kesten").click()
    assert page.inner_text("#panel h2") == "Kesten"


def test_a_place_leads_to_the_map_and_is_chosen_there(page):
    go(page, "#node=place:porvik")
    page.get_by_role("button", name="On the map").click()
    assert page.text_content("#map .spot.chosen text") == "Porvik"
    assert page.inner_text("#map .source-note") == "Land: Natural Earth"


@pytest.mark.parametrize(
    ("gazetteer", "credit"),
    [("GeoNames", " · Places: GeoNames (CC BY 4.0)"), ("Atlas", " · Places: Atlas"), ("none", "")],
)
def test_the_map_credits_those_who_say_where_a_place_lies(window, gazetteer, credit):
    graph = told()
    graph.nx.nodes["place:porvik"]["gazetteer"] = gazetteer
    graph.nx.nodes["place:kesten"]["gazetteer"] = "reader"
    page = window.open(render_html(graph), "#view=map")
    assert page.inner_text("#map .source-note") == f"Land: Natural Earth{credit}"


def test_the_list_says_everything_as_text(page):
    go(page, "#view=list")
    page.locator("#list summary", has_text="Inga Marsh").click()
    page.wait_for_selector("#list li")
    text = " ".join(page.inner_text("#list").split())
    assert "studied at Weaving School of Lunde" in text
    assert "created The Grey Hour" in text


def test_the_skip_link_leads_to_the_list(page):
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("storygraph.state.view") == "list"


LINKS = [
    "node=person%3Aaliia&depth=2",
    "story=salt&node=place%3Akesten",
    "path=person%3Anur&to=theme%3Aweaving",
    "edge=person%3Anur&relation=taught&to=person%3Aaliia",
    "view=time&colour=community",
    "node=person%3Aaliia&hide=1&without=place+theme&theme=theme%3Azither&in=wool",
]


@pytest.mark.parametrize("address", LINKS[-2:])
def test_a_link_brings_back_the_same_view(window, told_page, address):
    page = window.open(told_page, f"#{address}")
    assert page.evaluate("storygraph.address()") == address


def test_a_new_address_changes_the_view(page):
    for address in LINKS:
        go(page, f"#{address}")
        assert page.evaluate("storygraph.address()") == address


def test_choosing_changes_the_address_and_back_undoes_it(page):
    page.evaluate("storygraph.go(storygraph.model.byRef.get('person:aliia'))")
    page.evaluate("storygraph.go(storygraph.model.byRef.get('person:nur'))")
    assert page.url.endswith("#node=person%3Anur")
    page.go_back()
    assert page.inner_text("#panel h2") == "Әлия Сәрсенқызы"


@pytest.mark.parametrize(
    "address", ["node=nobody", "path=x&to=y", "story=%00", "depth=99", "view=x"]
)
def test_a_link_to_what_is_not_there_opens_the_whole(window, told_page, address):
    page = window.open(told_page, f"#{address}")
    assert page.locator("#panel h2").count() == 1


def test_a_link_to_what_is_not_there_says_so(page):
    go(page, "#shared=person%3Ainga-marsh&to=person%3Agone")
    wait_until(page, "document.querySelector('#hint').textContent.includes('person:gone')")
    assert page.input_value("#panel input >> nth=0") == "Inga Marsh"


def test_a_link_may_give_names_instead_of_ids(page):
    go(page, "#shared=inga%20marsh&to=Әлия+Сәрсенқызы")
    assert page.evaluate("storygraph.state.ends.map(i => storygraph.model.ref[i])") == [
        "person:inga-marsh",
        "person:aliia",
    ]
    assert "zither" in page.inner_text("#panel")


def test_a_frame_in_a_notebook_works_without_its_own_address(window, told_page):
    frame = window.open_framed(told_page)
    frame.fill("#query", "inga")
    frame.press("#query", "Enter")
    assert frame.inner_text("#panel h2") == "Inga Marsh"
    assert frame.wait_for_selector("#panel .quote")


def test_a_novel_with_thousands_of_mentions_opens_quickly(window):
    sentence = "Inga Marsh crossed the salt road to Lunde and came home. "
    text = "\n\n".join(sentence * 8 for _ in range(1_000))
    graph = told()
    starts = [found.start() for found in re.finditer("Inga Marsh", text)]
    mentions = [NodeMention("wool", at, at + 10, "person:inga-marsh", "name") for at in starts]
    novel = StoryGraph(graph.nx, stories=[Story("wool", "A novel", text)], mentions=mentions)
    page = window.open(render_html(novel))
    spent = page.evaluate(
        """async () => {
          await storygraph.model.texts();
          const start = performance.now();
          storygraph.readStory(0);
          await new Promise(done => setTimeout(done));
          return performance.now() - start;
        }"""
    )
    assert page.locator(".story p").count() == 1_000
    assert page.locator(".story .mention").count() == 8_000
    assert spent < 1_500
