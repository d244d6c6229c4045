"""Marking in the page what is wrong: the forms, the file they make, and that marks are kept."""

import pytest
from tests.tiny_pipeline import save_pipeline
from tests.views.explorer import told, wait_until

from storygraph.build import build
from storygraph.corrections import correct_graph, read_corrections
from storygraph.corrections.entries import (
    AddRelation,
    AddTheme,
    Drop,
    DropRelation,
    KeepApart,
    Locate,
    Merge,
    Rename,
    Retype,
    Split,
)
from storygraph.detect.pipeline import load_pipeline
from storygraph.graph.storygraph import StoryGraph
from storygraph.records import MaybeSame
from storygraph.views.html import render_html

pytestmark = pytest.mark.browser

INGA, OREN, ALIIA = "person:inga-marsh", "person:oren-tamm", "person:aliia"


def mark(page, node):
    page.evaluate("id => storygraph.select(storygraph.model.byRef.get(id))", node)
    page.get_by_role("button", name="Mark…").click()
    page.evaluate("document.querySelectorAll('#panel details').forEach(d => (d.open = true))")
    return page.locator("#panel")


def pick(page, field, text):
    field.fill(text)
    page.keyboard.press("Enter")


def saved(page):
    """Return the entries of the file that the page gives, read as a build reads it."""
    page.evaluate("storygraph.set({panel: 'marks'})")
    with page.expect_download() as file:
        page.get_by_role("button", name="Download corrections.toml").click()
    return read_corrections(file.value.path()).entries


def test_marks_become_entries_of_corrections_toml(page):
    panel = mark(page, INGA)
    pick(page, panel.get_by_placeholder("another person", exact=True), "oren")
    panel.get_by_label("Its right name").fill('Inga "Wool" Marsh\\')
    panel.get_by_role("button", name="Rename").click()
    panel.get_by_label("Its right type").select_option("place")
    panel.get_by_role("button", name="Retype").click()
    panel.get_by_role("button", name="It should not be there").click()
    page.evaluate("storygraph.markLink(0)")
    assert page.get_attribute("#marks", "data-count") == "5"
    merge, rename, retype, drop, link = saved(page)
    assert merge == Merge((INGA, OREN))
    assert rename == Rename(INGA, 'Inga "Wool" Marsh\\')
    assert retype == Retype(INGA, "place")
    assert drop == Drop(INGA)
    assert isinstance(link, DropRelation)


def test_a_name_that_is_another_is_split_off(page):
    panel = mark(page, INGA)
    panel.get_by_label("Inga", exact=True).check()
    panel.get_by_placeholder("another person, or a new name").fill("Inga the Younger")
    panel.get_by_role("button", name="Split").click()
    assert saved(page) == (Split(INGA, aliases=("Inga",), name="Inga the Younger"),)


def test_a_story_that_tells_of_another_is_split_off_to_that_one(page):
    panel = mark(page, ALIIA)
    panel.get_by_label("Salt 🧂 Letters").check()
    pick(page, panel.get_by_placeholder("another person, or a new name"), "oren")
    panel.get_by_role("button", name="Split").click()
    assert saved(page) == (Split(ALIIA, stories=("salt",), into=OREN),)


def test_splitting_everything_off_is_refused_in_the_page(page):
    panel = mark(page, ALIIA)
    for title in ("The Wool Road", "Salt 🧂 Letters"):
        panel.get_by_label(title).check()
    panel.get_by_placeholder("another person, or a new name").fill("Somebody")
    panel.get_by_role("button", name="Split").click()
    assert "all of its stories" in page.inner_text("#hint")
    assert page.get_attribute("#marks", "data-count") is None


def test_one_mention_in_a_story_is_given_to_another(page):
    page.evaluate("storygraph.readStory(1)")
    page.locator(".story .mention", has_text="Сәрсенқызы").first.click()
    page.locator("#beside summary").click()
    page.get_by_placeholder("another person, or a new name").fill("Another Aliia")
    page.locator("#beside").get_by_role("button", name="Split").click()
    (split,) = saved(page)
    text = told().stories["salt"].text
    assert split == Split(ALIIA, mentions=(f"salt:{text.index('Әлия')}",), name="Another Aliia")


def test_a_link_that_says_something_else_is_dropped_and_stated_anew(page):
    page.evaluate(f"location.hash = '#edge={INGA}&relation=met&to={ALIIA}'")
    page.locator("#panel details.markform summary").click()
    page.get_by_label("What the sentence says").select_option("taught")
    page.locator("#panel").get_by_role("button", name="Mark", exact=True).click()
    wait_until(page, "storygraph.marks().length === 2")
    dropped, stated = saved(page)
    assert dropped == DropRelation(INGA, "met", ALIIA)
    quote = "She met Әлия Сәрсенқызы in Kesten."
    assert stated == AddRelation(INGA, "taught", ALIIA, quote, story="wool")


def test_a_missing_link_and_theme_are_added_with_the_words_that_say_so(page):
    panel = mark(page, OREN)
    panel.get_by_label("The link", exact=True).select_option("exhibited_at")
    pick(page, panel.get_by_placeholder("what it is linked to"), "fox")
    panel.get_by_label("The words of the story").fill("Oren  exhibited at\nTide Hall")
    panel.get_by_role("button", name="Add the link").click()
    wait_until(page, "storygraph.marks().length === 1")
    panel = mark(page, OREN)
    panel.get_by_placeholder("what it is linked to").fill("wood")
    panel.get_by_label("The words of the story").fill("Oren weaves.")
    panel.get_by_role("button", name="Add the link").click()
    wait_until(page, "storygraph.marks().length === 2")
    relation, theme = saved(page)
    fox = "organization:fox-studio"
    assert relation == AddRelation(
        OREN, "exhibited_at", fox, "Oren exhibited at Tide Hall", story="tide"
    )
    assert theme == AddTheme(OREN, "wood", "Oren weaves.", story="tide")


def test_a_place_is_put_elsewhere_or_nowhere(page):
    panel = mark(page, "place:kesten")
    panel.get_by_label("Latitude").fill("91")
    panel.get_by_role("button", name="Move").click()
    assert page.evaluate("storygraph.marks().length") == 0
    panel.get_by_label("Latitude").fill("56.9")
    panel.get_by_role("button", name="Move").click()
    panel = mark(page, "place:porvik")
    for label in ("Latitude", "Longitude"):
        panel.get_by_label(label).fill("")
    panel.get_by_role("button", name="Move").click()
    assert saved(page) == (Locate("place:kesten", 56.9, 66.2), Locate("place:porvik"))


def test_words_that_no_story_has_are_refused(page):
    panel = mark(page, OREN)
    panel.get_by_placeholder("what it is linked to").fill("wood")
    panel.get_by_label("The words of the story").fill("Oren never said so.")
    panel.get_by_role("button", name="Add the link").click()
    wait_until(page, "document.querySelector('#hint').textContent.includes('No story')")
    assert page.evaluate("storygraph.marks().length") == 0


def test_a_doubtful_pair_is_told_to_be_two(window):
    pair = MaybeSame(INGA, OREN, "same given name")
    graph = StoryGraph(told().nx, stories=told().stories.values(), maybe_same=[pair])
    page = window.open(render_html(graph), f"#node={INGA}")
    page.get_by_role("button", name="They are two").click()
    assert saved(page) == (KeepApart((INGA, OREN)),)


def test_what_is_marked_is_what_a_build_puts_right(page, tmp_path):
    page.evaluate("""() => {
      const at = ref => storygraph.model.byRef.get(ref);
      storygraph.markMerge(at('person:inga-marsh'), at('person:oren-tamm'));
      storygraph.markSplit(at('person:aliia'), {stories: ['salt']}, {name: 'Aliia of Salt'});
      storygraph.markTheme(at('person:nur'), 'theme:weaving', {quote: 'and weaves', story: 'salt'});
    }""")
    file = tmp_path / "corrections.toml"
    file.write_text(page.evaluate("storygraph.toToml()"), encoding="utf-8")
    graph = correct_graph(told(), read_corrections(file))
    assert OREN not in graph.nx
    assert graph.find("Aliia of Salt") == "person:aliia-of-salt"
    assert graph.nx.has_edge("person:nur", "theme:weaving", "associated_with")


TALES = {
    "winter": "Dana Lin met Aru Bek. Aru Bek played the dombra. Omar Serik met Dana Lin in 1931.",
    "road": "Aru Bek met Omar Serik. Omar Serik painted every day.",
    "evening": "Omar Serik met Dana Lin. They danced at the festival. Dana Lin wrote letters.",
}


def test_the_file_of_the_page_is_replayed_by_the_next_build(window, tmp_path):
    folder, nlp = tmp_path / "tales", load_pipeline(save_pipeline(tmp_path / "people"))
    folder.mkdir()
    for name, text in TALES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    before = build(folder, pipeline=nlp)
    page = window.open(render_html(before))
    page.evaluate("""() => {
      const at = ref => storygraph.model.byRef.get(ref);
      const [aru, dana, omar] = ['aru-bek', 'dana-lin', 'omar-serik'].map(id => at(`person:${id}`));
      storygraph.markApart(aru, dana);
      storygraph.markRename(aru, 'Aru "Red" Bekova');
      storygraph.markSplit(dana, {stories: ['evening']}, {name: 'Dana the Elder'});
      storygraph.markRetype(omar, 'organization');
      storygraph.markDrop(at('theme:festival'));
      const [about] = storygraph.model.edgesOf(at('theme:dance'));
      storygraph.markLink(about);
      storygraph.markMissing(aru, 'taught', dana, {quote: 'Dana Lin met Aru Bek', story: 'winter'});
      storygraph.markTheme(aru, 'weaving', {quote: 'Aru Bek met Omar Serik', story: 'road'});
    }""")
    page.evaluate("storygraph.set({panel: 'marks'})")
    with page.expect_download() as file:
        page.get_by_role("button", name="Download corrections.toml").click()
    file.value.save_as(folder / file.value.suggested_filename)
    after = build(folder, pipeline=nlp)
    assert after.name("person:aru-bek") == 'Aru "Red" Bekova'
    assert after.nx.nodes["person:dana-the-elder"]["stories"] == ["story:evening"]
    assert "organization:omar-serik" in after.nx
    assert "person:omar-serik" not in after.nx
    assert "theme:festival" in before.nx
    assert "theme:festival" not in after.nx
    assert before.nx.has_edge("story:evening", "theme:dance", "about")
    assert not after.nx.has_edge("story:evening", "theme:dance", "about")
    assert after.evidence("person:aru-bek", "person:dana-lin")[0].relation == "taught"
    assert after.nx.has_edge("person:aru-bek", "theme:weaving", "associated_with")


def test_a_place_that_was_moved_in_the_page_lies_there_in_the_next_build(window, tmp_path):
    folder, nlp = tmp_path / "tales", load_pipeline(save_pipeline(tmp_path / "people"))
    nlp.get_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Riga"}])
    folder.mkdir()
    (folder / "winter.txt").write_text("Aru Bek met Dana Lin in Riga.", encoding="utf-8")
    page = window.open(render_html(build(folder, pipeline=nlp)))
    panel = mark(page, "place:riga")
    panel.get_by_label("Latitude").fill("12.5")
    panel.get_by_label("Longitude").fill("-7.25")
    panel.get_by_role("button", name="Move").click()
    page.evaluate("storygraph.set({panel: 'marks'})")
    with page.expect_download() as file:
        page.get_by_role("button", name="Download corrections.toml").click()
    file.value.save_as(folder / file.value.suggested_filename)
    (place,) = build(folder, pipeline=nlp).places().to_dict("records")
    assert (place["latitude"], place["longitude"], place["gazetteer"]) == (12.5, -7.25, "reader")


def test_a_mark_can_be_undone(page):
    page.evaluate("storygraph.markDrop(5); storygraph.set({panel: 'marks'})")
    page.get_by_role("button", name="Undo").click()
    assert page.get_attribute("#marks", "data-count") is None
    assert "Marked so far" not in page.inner_text("#panel")


def test_marks_outlive_the_page(window, told_page):
    page = window.open(told_page)
    page.evaluate("storygraph.markDrop(5)")
    page = window.open(told_page)
    assert page.get_attribute("#marks", "data-count") == "1"
    page.evaluate("storygraph.set({panel: 'marks'})")
    assert "should not be there" in page.inner_text("#panel .marklist")


def test_marks_of_one_graph_do_not_show_in_another(window, told_page):
    window.open(told_page).evaluate("storygraph.markDrop(5)")
    other = told()
    other.nx.remove_node("place:porvik")
    page = window.open(render_html(other))
    assert page.get_attribute("#marks", "data-count") is None


@pytest.mark.parametrize(
    "kept", ["{", '"x"', '[{"kind": "drop"}, 7, {"kind": "constructor"}]', "null"]
)
def test_a_store_that_somebody_else_wrote_does_no_harm(window, told_page, kept):
    page = window.open(told_page)
    page.evaluate(
        "kept => localStorage.setItem(`storygraph:marks:${storygraph.model.fingerprint}`, kept)",
        kept,
    )
    page = window.open(told_page)
    assert page.get_attribute("#marks", "data-count") is None


def test_without_a_store_marks_last_as_long_as_the_page(window, told_page):
    frame = window.open_framed(told_page)
    frame.evaluate("storygraph.markDrop(5); storygraph.markDrop(6)")
    assert frame.get_attribute("#marks", "data-count") == "2"
