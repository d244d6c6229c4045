"""Contrast, names of controls, and the other needs of readers who see or press otherwise."""

import pytest

pytestmark = pytest.mark.browser

CONTRASTS = """() => {
  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const style = getComputedStyle(document.documentElement);
  const rgb = name => {
    paint.fillStyle = style.getPropertyValue('--' + name).trim();
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = name => rgb(name).map(c => c / 255)
    .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => {
    const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const grounds = ['paper', 'panel', 'raise', 'hover'];
  const words = ['ink', 'soft', 'accent'];
  const text = grounds.flatMap(g => words.map(t => [t, g, contrast(t, g), 4.5]));
  const marks = ['subject', 'object', 'here'].map(g => ['ink', g, contrast('ink', g), 4.5]);
  const groups = [0, 1, 2, 3, 4, 5, 6, 7].map(group => 'group-' + group);
  const types = [...storygraph.model.types.map(t => t.name), ...groups, 'rest'];
  const nodes = types.map(t => [t, 'paper', contrast(t, 'paper'), 3]);
  const button = ['on-accent', 'accent', contrast('on-accent', 'accent'), 4.5];
  return [...text, ...marks, ...nodes, button].filter(([, , is, least]) => is < least);
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_nodes_stand_out_enough_to_read(page, theme):
    page.evaluate("theme => storygraph.toggleTheme(theme)", theme)
    assert page.evaluate(CONTRASTS) == []


@pytest.mark.parametrize(
    "address", ["", "#node=person:inga-marsh", "#view=time", "#view=map", "#view=matrix", "marks"]
)
def test_everything_that_can_be_pressed_has_a_name(page, address):
    if address == "marks":
        page.evaluate("storygraph.set({panel: 'marks', node: 0})")
    else:
        page.evaluate("address => { location.hash = address }", address)
    page.wait_for_timeout(150)
    nameless = page.evaluate(
        "[...document.querySelectorAll("
        "'button, input, select, textarea, a, summary, [role=button], [tabindex=\"0\"]')]"
        ".filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length))"
        ".map(e => e.outerHTML)"
    )
    assert nameless == []


def test_on_paper_stand_the_title_the_picture_and_what_is_read(page):
    page.evaluate("storygraph.go(storygraph.model.byRef.get('person:inga-marsh'))")
    page.wait_for_selector("#panel .quote")
    page.emulate_media(media="print")
    assert page.is_visible("#title")
    assert page.is_visible("#canvas")
    assert page.is_visible("#panel .quote >> nth=0")
    assert not any(page.is_visible(each) for each in ("#search", "#views", "#tools", "#zoom"))
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#panel')).overflowY") == "visible"
    )


def test_paper_is_light_and_the_screen_as_dark_as_before(page):
    page.evaluate("storygraph.toggleTheme('dark')")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_attribute("html", "data-theme") == "light"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.get_attribute("html", "data-theme") == "dark"
