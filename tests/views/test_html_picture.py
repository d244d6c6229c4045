"""The picture and its controls, driven in Chromium."""

import networkx as nx
import pytest
from tests.views.explorer import generated, told

from storygraph.graph.storygraph import StoryGraph
from storygraph.views.html import render_html

pytestmark = pytest.mark.browser
VISIBLE = "[...storygraph.scene.node].filter(level => level >= 2).length"
OVERLAPS = """() => {
  const boxes = [...storygraph.painter.labels, ...storygraph.painter.edgeLabels].map(l => l.box);
  return boxes.filter((a, i) => boxes.some((b, j) =>
    j > i && a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3])).length;
}"""


def labels(page):
    return page.evaluate("storygraph.painter.labels.map(l => storygraph.model.label[l.i])")


def spot(page, ref):
    """Where a node is on the screen."""
    return page.evaluate(
        """ref => {
          const i = storygraph.model.byRef.get(ref);
          const at = storygraph.painter.network.canvasToDOM(
            {x: storygraph.model.x[i], y: storygraph.model.y[i]});
          const frame = document.getElementById('canvas').getBoundingClientRect();
          return {x: at.x + frame.left, y: at.y + frame.top};
        }""",
        ref,
    )


def click(page, ref):
    at = spot(page, ref)
    page.mouse.click(at["x"], at["y"])


def test_the_opening_view_has_title_summary_legend_and_names(page):
    assert page.inner_text("h1") == "What 3 stories tell"
    assert "4 people" in page.inner_text("#summary").replace("\u00a0", " ")
    rows = page.locator("#side .rows").first.locator(".row")
    assert rows.count() == 6
    assert page.locator("#side .icon.t-person").count() >= 1
    assert {"Inga Marsh", "The Wool Road", "Әлия Сәрсенқызы", "نور الهدى"} <= set(labels(page))


def test_nothing_is_asked_of_the_network(window, told_page):
    page = window.open(told_page)
    for address in ("#node=person:aliia", "#story=salt", "#view=map", "#view=time", "#view=matrix"):
        page.evaluate("address => { location.hash = address }", address)
        page.wait_for_timeout(150)
    assert [
        url for url in window.requests if not url.startswith(("file:", "about:", "blob:"))
    ] == []


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_names_never_overlap(window, size):
    page = window.open(render_html(generated(300)))
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for zoom in (1, 1.8, 0.4):
        page.evaluate("zoom => { storygraph.painter.zoom(zoom) }", zoom)
        page.wait_for_timeout(120)
        assert len(labels(page)) > 4
        assert page.evaluate(OVERLAPS) == 0


def test_the_most_linked_nodes_are_named_at_once(window):
    page = window.open(render_html(generated(300)))
    best = page.evaluate(
        "storygraph.model.byDegree.slice(0, 10).map(i => storygraph.model.label[i])"
    )
    assert set(best) <= set(labels(page))


def test_a_click_on_a_node_opens_its_card_and_lights_its_neighbours(page):
    click(page, "person:aliia")
    page.wait_for_selector("#panel h2:has-text('Әлия')")
    assert page.evaluate("storygraph.scene.focus")
    lit = page.evaluate(
        "[...storygraph.scene.node.keys()].filter(i => storygraph.scene.node[i] === 3)"
        ".map(i => storygraph.model.ref[i])"
    )
    assert "person:nur" in lit
    assert "person:oren-tamm" not in lit


def test_a_click_beside_everything_clears_the_focus(page):
    click(page, "person:aliia")
    page.mouse.click(300, 120)
    assert page.evaluate("storygraph.state.panel") == "overview"
    assert not page.evaluate("storygraph.scene.focus")


def test_a_click_on_a_link_reads_its_sentences(page):
    one, other = spot(page, "person:oren-tamm"), spot(page, "place:porvik")
    for part in (0.5, 0.4, 0.6, 0.3, 0.7):
        at = {key: one[key] * part + other[key] * (1 - part) for key in "xy"}
        page.mouse.move(at["x"], at["y"])
        page.wait_for_timeout(50)
        if "moved to" in page.locator("#tip").inner_text():
            break
    page.mouse.click(at["x"], at["y"])
    page.wait_for_selector("#panel.panel-edge .quote")
    assert "moved to" in page.inner_text("#panel h2")
    assert page.inner_text("#panel mark.object") == "Porvik"


def test_the_depth_slider_widens_the_neighbourhood(page):
    click(page, "person:nur")
    before = page.evaluate(VISIBLE)
    page.locator("#panel input[type=range]").fill("3")
    assert page.evaluate(VISIBLE) > before
    assert "3 steps" in page.inner_text("#panel output")


def test_types_can_be_dimmed_and_hidden(page):
    everything = page.evaluate(VISIBLE)
    page.locator("#side .row", has_text="people").locator("input").uncheck()
    assert page.evaluate(VISIBLE) == everything - 4
    level = "storygraph.scene.node[storygraph.model.byRef.get('person:aliia')]"
    assert page.evaluate(level) == 1
    page.locator("#side label", has_text="hidden").locator("input").check()
    assert page.evaluate(level) == 0
    page.get_by_role("button", name="Clear the filters").click()
    assert page.evaluate(VISIBLE) == everything


def test_cooccurrence_is_hidden_until_asked_for(page):
    level = """storygraph.scene.edge[[...storygraph.scene.edge.keys()].find(
      e => storygraph.model.relations[storygraph.model.relation[e]].name === 'appears_with')]"""
    assert page.evaluate(level) == 0
    page.locator("#side summary", has_text="Links").click()
    page.locator("#side .row", has_text="shares a sentence with").locator("input").check()
    assert page.evaluate(level) == 2


def test_a_theme_and_a_story_narrow_the_picture(page):
    page.locator("#side summary", has_text="themes").click()
    page.locator("#side details[open] .row", has_text="zither").locator("input").check()
    kept = page.evaluate(
        "[...storygraph.scene.node.keys()].filter(i => storygraph.scene.node[i] === 2)"
        ".map(i => storygraph.model.ref[i]).sort()"
    )
    assert kept == ["person:aliia", "person:inga-marsh", "story:salt", "story:wool", "theme:zither"]
    page.locator("#side summary", has_text="stories").click()
    page.locator("#side details[open] .row", has_text="Wool Road").locator("input").check()
    assert page.evaluate(VISIBLE) == 4


def test_colour_by_community_names_the_communities(page):
    page.locator("#side label", has_text="community").locator("input").check()
    assert page.locator("#side .groups li").count() >= 2
    assert page.evaluate("storygraph.colour(0)").startswith("#")


FOUND = {
    "inga": "Inga Marsh",
    "САРСЕНКЫЗЫ": "Әлия Сәрсенқызы",
    "sarsen": "Әлия Сәрсенқызы",
    "نور": "نور الهدى",
    "fox": "🦊 Fox Studio",
    "🦊": "🦊 Fox Studio",
    "school weav": "Weaving School of Lunde",
}


def test_search_completes_names_in_any_script(page):
    for typed, name in FOUND.items():
        page.fill("#query", typed)
        assert page.inner_text("#query-list li >> nth=0").splitlines()[0] == name


def test_search_is_one_key_away_and_enter_opens_the_card(page):
    page.keyboard.press("/")
    page.keyboard.type("fox")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "🦊 Fox Studio"


def test_search_says_when_there_is_nothing(page):
    page.fill("#query", "zzzz")
    assert "Nothing here is called" in page.inner_text("#query-list")


def test_arrows_choose_among_the_completions(page):
    page.keyboard.press("/")
    page.keyboard.type("k")
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#query", "aria-activedescendant")
    assert page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    page.keyboard.press("Escape")
    assert page.locator("#query-list").is_hidden()


def test_the_keyboard_alone_walks_the_graph(page):
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    first = page.evaluate("storygraph.state.node")
    assert first >= 0
    steps = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        steps.add(page.evaluate("storygraph.state.node"))
    assert len(steps) > 1
    page.keyboard.press("f")
    assert page.evaluate("storygraph.state.depth") == 2
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('panel').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert page.evaluate("storygraph.state.panel") == "overview"


def test_dark_and_light_can_be_chosen(page):
    light = page.evaluate("storygraph.palette().paper")
    page.keyboard.press("d")
    assert page.evaluate("storygraph.palette().paper") != light
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_dragged_node_stays_where_it_was_put(page):
    at = spot(page, "theme:zither")
    page.mouse.move(at["x"], at["y"])
    page.mouse.down()
    page.mouse.move(at["x"] + 60, at["y"] + 40, steps=4)
    page.mouse.up()
    page.wait_for_timeout(100)
    now = spot(page, "theme:zither")
    assert abs(now["x"] - at["x"] - 60) < 3


def test_a_large_graph_opens_with_its_best_linked_part(window):
    page = window.open(render_html(generated(5200, links=1)))
    assert page.evaluate("storygraph.scene.shownCount") == 2000
    last = page.evaluate("storygraph.model.byDegree.at(-1)")
    page.evaluate("i => storygraph.go(i)", last)
    assert page.evaluate("i => storygraph.scene.node[i]", last) == 3
    page.get_by_role("button", name="Draw all").click()
    assert page.evaluate("storygraph.scene.shownCount") == 5200


def test_png_and_svg_hold_the_picture(page):
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save").click()
        page.get_by_role("menuitem", name="Save as PNG").click()
    assert saved.value.suggested_filename == "what-3-stories-tell.png"
    assert saved.value.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    svg = page.evaluate("storygraph.toSvg()")
    assert "Әлия Сәрсенқызы" in svg
    parsed = page.evaluate(
        "svg => new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror')",
        svg,
    )
    assert parsed is None


def test_namesakes_are_told_apart_in_the_search(window):
    graph = told()
    graph.nx.nodes["person:oren-tamm"]["name"] = "Inga Marsh"
    page = window.open(render_html(graph))
    page.fill("#query", "inga")
    hints = page.locator("#search li small").all_inner_texts()
    assert sorted(hints[:2]) == ["person in The Wool Road", "person in Tide Hall"]


def test_an_empty_graph_says_so_and_offers_nothing(window):
    page = window.open(render_html(StoryGraph(nx.MultiDiGraph())))
    assert "empty" in page.inner_text("#panel")
    assert page.locator("#panel button:visible, #side input").count() == 0


@pytest.mark.parametrize("panel", ["path", "shared"])
def test_the_picture_stays_whole_until_somebody_is_chosen(page, panel):
    page.evaluate("panel => storygraph.set({panel, ends: [-1, -1]})", panel)
    assert not page.evaluate("storygraph.scene.focus")
    page.evaluate("panel => storygraph.set({panel, ends: [0, -1]})", panel)
    assert page.evaluate("storygraph.scene.focus")


def test_a_phone_says_how_much_is_there(phone):
    assert phone.inner_text("#brief").replace("\u00a0", " ") == "3 stories · 30 links"
    assert not phone.locator("#summary").is_visible()


def test_an_upright_window_has_an_upright_picture(phone):
    span = (
        "storygraph.model.{0}.reduce((a, b) => Math.max(a, b)) - Math.min(...storygraph.model.{0})"
    )
    assert phone.evaluate(span.format("y")) > phone.evaluate(span.format("x"))


@pytest.mark.parametrize("view", ["map", "time", "matrix", "list"])
def test_every_view_fits_a_phone(phone, view):
    phone.evaluate("view => storygraph.set({view})", view)
    phone.wait_for_timeout(100)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if view != "matrix":  # a table of many stories is scrolled
        assert phone.evaluate("v => storygraph.$(v).scrollWidth <= innerWidth", view)


def test_a_phone_has_room_for_picture_and_card(phone):
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.evaluate("storygraph.go(storygraph.model.byRef.get('person:aliia'))")
    panel = phone.locator("#panel").bounding_box()
    assert panel["width"] == 390
    assert panel["y"] > 844 * 0.4
    at = spot(phone, "person:aliia")
    assert at["y"] < panel["y"]
    phone.get_by_role("button", name="Filters").tap()
    assert phone.locator("#side").is_visible()
