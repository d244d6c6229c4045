"""Chromium for the tests of the page: one browser for each module, one window for each test."""

import pytest
from playwright.sync_api import sync_playwright
from tests.chromium import ADVICE, find_chromium
from tests.views.explorer import DRAWN, FLAGS, told, wait_until

from storygraph.views.html import render_html


@pytest.fixture(scope="session")
def told_page():
    return render_html(told())


@pytest.fixture(scope="module")
def browser():
    path = find_chromium()
    if path is None:
        pytest.fail(ADVICE, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Window:
    """A page of the browser, the requests that it made and the errors that it met."""

    def __init__(self, context, folder):
        self.folder = folder
        self.page = context.new_page()
        self.page.set_default_timeout(8_000)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console",
            lambda said: self.errors.append(said.text) if said.type == "error" else None,
        )
        self.page.on("dialog", self._dialog)

    def _dialog(self, dialog):
        if dialog.type != "beforeunload":
            self.errors.append(f"dialog: {dialog.message}")
        dialog.accept()

    def open(self, content, address=""):
        """Open a document from a file and wait until it is drawn."""
        file = self.folder / "page.html"
        file.write_text(content, encoding="utf-8")
        self.page.goto("about:blank")
        self.page.goto(file.as_uri() + address)
        wait_until(self.page, DRAWN)
        return self.page

    def open_framed(self, content):
        """Open a document as a notebook shows it, in a sandboxed frame, and return the frame."""
        self.page.goto("about:blank")
        self.page.evaluate(_FRAME, content)
        frame = self.page.frames[1]
        wait_until(frame, f"{DRAWN} && document.querySelector('#canvas').dataset.visible")
        return frame


_FRAME = """content => {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts allow-downloads');
  frame.width = 1200; frame.height = 700; frame.srcdoc = content;
  document.body.append(frame);
}"""


@pytest.fixture
def window(browser, tmp_path):
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce", accept_downloads=True
    )
    window = Window(context, tmp_path)
    yield window
    context.close()
    assert window.errors == []


@pytest.fixture
def page(window, told_page):
    return window.open(told_page)


@pytest.fixture
def phone(browser, tmp_path, told_page):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce", has_touch=True
    )
    window = Window(context, tmp_path)
    yield window.open(told_page)
    context.close()
    assert window.errors == []
