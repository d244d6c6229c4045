"""Markdown and HTML -> what their reader sees."""

import pytest
from tests.corpus.making import STORY, read_only

from storygraph.corpus.markdown import split_blocks
from storygraph.records import Story


def read(folder, name, text, **options) -> Story:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    story = read_only(path, **options)
    assert isinstance(story, Story)
    return story


@pytest.mark.parametrize(
    ("marked", "clean"),
    [
        ("Aru *wove* a **red** `rug`.", "Aru wove a red rug."),
        ("Aru [wove](http://loom.example) a rug.", "Aru wove a rug."),
        ("![a rug](rug.png)Aru wove.", "Aru wove."),
        ("Aru wove.[^1]\n\n[^1]: In Nukus.", "Aru wove.\n\nIn Nukus."),
        ("Aru wove.\nShe slept.", "Aru wove.\nShe slept."),
        ("Aru wove.\\\nShe slept.", "Aru wove.\nShe slept."),
        ("Aru wove.\n\n***\n\nShe slept.", "Aru wove.\n\nShe slept."),
        ("Part\n====\n\nAru wove.", "Part\n\nAru wove."),
        ("## Part ##\nAru wove.", "Part\n\nAru wove."),
        ("> Aru wove.\n> She slept.", "Aru wove.\nShe slept."),
        ("1998. A cold year.\n2003. A warm one.", "1998. A cold year.\n\n2003. A warm one."),
        ("* Aru\n* Bek", "Aru\n\nBek"),
        ("    Aru wove, far from the margin.", "Aru wove, far from the margin."),
        ("```python\nimport loom\n```\n\nAru wove.", "Aru wove."),
        ("```\nred, red\n  the rug\n```", "red, red\n  the rug"),
        ("Aru &amp; Bek <b>wove</b>.<!-- note -->", "Aru & Bek wove."),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        ("| a | b |\n|---|---|\n| c | d |", "a b\n\nc d"),
        ("#nothing and \\*nothing\\*", "#nothing and *nothing*"),
    ],
)
def test_markdown_is_read_without_its_marks(tmp_path, marked, clean):
    assert read(tmp_path, "a.md", marked).text == clean


def test_the_first_heading_of_markdown_is_its_title(tmp_path):
    story = read(tmp_path, "a.md", "# What did *Aru* weave?\n\nA rug.")
    assert (story.title, story.text) == ("What did Aru weave?", "What did Aru weave?\n\nA rug.")


def test_a_long_text_is_split_where_nothing_is_torn():
    text = "".join(f"Aru wove {at} rugs.\n\n```\nred\n\nblue {at}\n```\n\n" for at in range(99))
    pieces = list(split_blocks(text, length=100))
    assert "".join(pieces) == text
    assert len(pieces) > 10
    assert all(piece.count("```") % 2 == 0 for piece in pieces)


def test_a_fence_that_never_closes_does_not_keep_a_text_in_one_piece():
    text = "```\n" + "red\n\n" * 1000
    pieces = list(split_blocks(text, length=10))
    assert "".join(pieces) == text
    assert max(map(len, pieces)) < 200


def test_links_are_resolved_wherever_their_target_stands(tmp_path):
    text = "[Aru][one] wove.\n\n" + f"{STORY}\n\n" * 2000 + "[one]: http://loom.example 'x'\n"
    story = read(tmp_path, "a.md", text)
    assert story.text.startswith("Aru wove.")
    assert "http" not in story.text


def test_front_matter_wins_over_the_heading(tmp_path):
    assert read(tmp_path, "a.md", "---\ntitle: Loom\n---\n# One\n\nA rug.").title == "Loom"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Aru\n  wove.<p>She&nbsp;slept.", "Aru wove.\n\nShe slept."),
        ("<h2>Part\nOne</h2>Aru wove.<br>She slept.", "Part One\n\nAru wove.\nShe slept."),
        ("<nav>Home</nav><header>Site</header><p>Aru.</p><footer>(c)</footer>", "Aru."),
        ("<p>Aru.</p><script>if (a < b) {}</script><style>p {}</style>", "Aru."),
        ("<p>Aru <span hidden>not</span> wove.</p><p style='display: none'>x</p>", "Aru wove."),
        ("<p>Aru wove<sup><a href='#n'>1</a></sup> on the 5<sup>th</sup>.", "Aru wove on the 5th."),
        ("<p>Aru wo&shy;ve.</p>", "Aru wove."),
        ("<p><img alt='A'>ru wove. <img alt='a rug'></p>", "Aru wove."),
        ("<ol start=4><li>Aru<li><p>Bek</ol>", "4. Aru\n\n5. Bek"),
        ("<table><tr><td>Aru<td>1960</table>", "Aru 1960"),
        ("<pre>red\n  rug</pre>", "red\n  rug"),
        ("<p>Aru <ruby>wove<rt>wo</rt></ruby>.", "Aru wove."),
        ("<svg><text>logo</text></svg>Aru.", "Aru."),
        ("<div><p>Menu</p></div><article><header><h1>Loom</h1></header>" + STORY + "</article>",
         "Loom\n\n" + STORY),
        ("<span class='pagenum'>12</span>Aru wove.", "Aru wove."),
    ],
)  # fmt: skip
def test_a_page_is_read_as_it_looks(tmp_path, body, text):
    assert read(tmp_path, "a.html", page(body)).text == text


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Loom &amp; Rug</title>", "Aru.", "Loom & Rug"),
        ("<title>Loom | My Site</title>", "<h1>Loom</h1>Aru.", "Loom"),
        ("<title>Untitled</title>", "Aru.", "The Rug"),
    ],
)
def test_a_page_states_its_title(tmp_path, head, body, title):
    assert read(tmp_path, "the_rug.html", page(body, head)).title == title


def test_a_page_states_author_and_language(tmp_path):
    head = '<meta name="author" content="A. Bek"><meta name="DC.language" content="en">'
    story = read(tmp_path, "a.htm", page("Aru.", head))
    assert story.metadata == {"author": "A. Bek", "language": "en"}


@pytest.mark.parametrize(
    "raw",
    [
        '<meta charset="iso-8859-1"><p>Zoë wove.'.encode("latin-1"),
        '<?xml version="1.0" encoding="cp1252"?><p>Zoë wove.'.encode("cp1252"),
        '<meta charset="ascii"><p>Zoë wove.'.encode(),
        '<meta charset="no-such-code"><p>Zoë wove.'.encode(),
        "<p>Zoë wove.".encode("utf-16"),
        "<p>Zoë wove.".encode("latin-1"),
    ],
)
def test_a_page_is_decoded_by_mark_statement_or_guess(tmp_path, raw):
    assert read(tmp_path, "a.html", raw).text == "Zoë wove."


def test_the_encoding_asked_for_wins_over_the_statement_of_a_page(tmp_path):
    raw = '<meta charset="utf-8"><p>Анна'.encode("cp1251")
    assert read(tmp_path, "a.html", raw, encoding="cp1251").text == "Анна"
