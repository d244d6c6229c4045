"""EPUB, DOCX and PDF -> paragraphs, and the frame of Project Gutenberg -> nothing."""

import io

import pytest
from docx import Document
from tests.corpus.making import (
    STORY,
    make_docx,
    make_epub,
    make_pdf,
    paragraph,
    read_only,
    reason_for,
)

from storygraph.corpus.gutenberg import cut_frame
from storygraph.corpus.printed import page_number
from storygraph.records import Story


def read(folder, name, raw: bytes) -> Story:
    path = folder / name
    path.write_bytes(raw)
    story = read_only(path)
    assert isinstance(story, Story), story
    return story


def test_the_chapters_of_a_book_are_sections_of_one_story(tmp_path):
    pages = {"b.xhtml": "<h1>I</h1><p>Aru wove.</p>", "a.xhtml": "<h1>II</h1><p>She slept.</p>"}
    story = read(tmp_path, "loom.epub", make_epub(pages))
    assert story.text == "I\n\nAru wove.\n\nII\n\nShe slept."
    assert (story.id, story.title, story.metadata) == ("loom", "The Loom", {"author": "A. Bek"})


def test_what_is_around_a_book_is_left_out(tmp_path):
    links = "".join(f"<p><a href='c{at}.xhtml'>Chapter {at}</a></p>" for at in range(9))
    pages = {
        "cover.xhtml": "<p>The Loom</p>",
        "p1.xhtml": "<p>Copyright © 1998 A. Bek. All rights reserved. ISBN 12345</p>",
        "p2.xhtml": links,
        "p3.xhtml": "<section epub:type='titlepage'>The Loom</section><p>Aru wove.</p>",
        "p4.xhtml": "<nav epub:type='landmarks'>x</nav><p>She slept.</p>",
        "p5.xhtml": "<p>Colophon, set in Bembo</p>",
    }
    guide = '<reference type="colophon" href="p5.xhtml"/>'
    story = read(tmp_path, "a.epub", make_epub(pages, guide=guide))
    assert story.text == "Aru wove.\n\nShe slept."


def test_a_book_states_author_date_and_language(tmp_path):
    metadata = (
        "<dc:title>The\n Loom</dc:title><dc:creator>A. Bek</dc:creator><dc:creator>Z. Kim"
        "</dc:creator><dc:date>1998</dc:date><dc:language>en</dc:language>"
    )
    story = read(tmp_path, "a.epub", make_epub({"a.xhtml": "Aru."}, metadata=metadata))
    assert story.title == "The Loom"
    assert story.metadata == {"author": "A. Bek, Z. Kim", "date": "1998", "language": "en"}


def test_a_book_that_is_protected_is_named(tmp_path):
    encryption = '<encryption><CipherReference URI="OEBPS/a.xhtml"/></encryption>'
    raw = make_epub({"a.xhtml": "Aru."}, **{"META-INF__encryption_xml": encryption})
    assert "protected against copying" in reason_for(tmp_path, "a.epub", raw)


def test_a_book_with_protected_fonts_is_read(tmp_path):
    encryption = '<encryption><CipherReference URI="OEBPS/font.otf"/></encryption>'
    raw = make_epub({"a.xhtml": "Aru."}, **{"META-INF__encryption_xml": encryption})
    assert read(tmp_path, "a.epub", raw).text == "Aru."


def test_a_word_document_is_read_in_order(tmp_path):
    document = Document()
    document.core_properties.title = "The Loom"
    document.core_properties.author = "A. Bek"
    document.add_heading("Part One", level=1)
    document.add_paragraph("Aru ").add_run("wove").bold = True
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "red", "blue"
    document.add_paragraph("She slept.\nLong.")
    buffer = io.BytesIO()
    document.save(buffer)
    story = read(tmp_path, "loom.docx", buffer.getvalue())
    assert story.text == "Part One\n\nAru wove\n\nred\n\nblue\n\nShe slept.\nLong."
    assert (story.title, story.metadata) == ("The Loom", {"author": "A. Bek"})


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:ins><w:r><w:t>Aru </w:t></w:r></w:ins><w:r><w:t>wove.</w:t></w:r></w:p>",
         "Aru wove."),
        ("<w:p><w:del><w:r><w:delText>Bek</w:delText></w:r></w:del><w:r><w:t>Aru</w:t></w:r></w:p>",
         "Aru"),
        ("<w:p><w:moveFrom><w:r><w:t>Bek</w:t></w:r></w:moveFrom><w:r><w:t>Aru</w:t></w:r></w:p>",
         "Aru"),
        ("<w:sdt><w:sdtContent>" + paragraph("Aru") + "</w:sdtContent></w:sdt>", "Aru"),
        ("<w:p><w:r><w:t>Aru</w:t><w:tab/><w:t>wove</w:t><w:br/><w:t>long</w:t></w:r></w:p>",
         "Aru wove\nlong"),
        ("<w:p><w:r><w:txbxContent>" + paragraph("Box") + "</w:txbxContent></w:r></w:p>"
         + paragraph("Aru"),
         "Box\n\nAru"),
    ],
)  # fmt: skip
def test_a_word_document_is_read_as_it_looks(tmp_path, body, text):
    assert read(tmp_path, "a.docx", make_docx(body)).text == text


def test_contents_of_a_word_document_are_left_out_and_notes_come_last(tmp_path):
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    styles = (
        f'<w:styles {space}><w:style w:styleId="V1"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    notes = f"<w:footnotes {space}><w:footnote>{paragraph('In Nukus.')}</w:footnote></w:footnotes>"
    body = paragraph("Part One 3", "V1") + paragraph("Part One", "H1") + paragraph("Aru wove.")
    raw = make_docx(body, word__styles_xml=styles, word__footnotes_xml=notes)
    assert read(tmp_path, "a.docx", raw).text == "Part One\n\nAru wove.\n\nIn Nukus."


def lines(texts, *, top=520, left=50):
    return [(left, top - 14 * at, text) for at, text in enumerate(texts)]


def test_lines_of_a_pdf_are_joined_to_paragraphs(tmp_path):
    page = [
        (50, 560, "CHAPTER ONE"),
        *lines(["Aru wove a red rug in the town of Nukus where the river ends",
                "in sand, and her brother sold it."]),
        *lines(["She slept all winter, and nobody in the town of Nukus knew why",
                "she did."], top=492, left=50),
    ]  # fmt: skip
    page[3] = (70, 492, page[3][2])
    assert read(tmp_path, "a.pdf", make_pdf([page])).text == (
        "CHAPTER ONE\n\nAru wove a red rug in the town of Nukus where the river ends in sand, and"
        " her brother sold it.\n\nShe slept all winter, and nobody in the town of Nukus knew why"
        " she did."
    )


def test_a_word_that_a_pdf_breaks_is_whole_again(tmp_path):
    page = lines(["In her well-known house she was weav-", "ing a rug, and it was well-", "known."])
    text = read(tmp_path, "a.pdf", make_pdf([page])).text
    assert text == "In her well-known house she was weaving a rug, and it was well-known."


def test_page_numbers_and_running_heads_of_a_pdf_are_cut(tmp_path):
    words = ["wove", "slept", "sang", "left"]
    pages = [
        [
            (50, 580, f"THE LOOM {at + 7}" if at else "The Loom"),
            (50, 520, f"In the year of the hare Aru {word} all the long winter through."),
            (50, 506, f"Then she {word} again."),
            (200, 20, str(at + 7)),
        ]
        for at, word in enumerate(words)
    ]
    text = read(tmp_path, "a.pdf", make_pdf(pages)).text
    assert "LOOM" not in text
    assert not any(char.isdigit() for char in text)
    assert all(f"she {word} again" in text for word in words)


def test_a_paragraph_of_a_pdf_goes_on_over_the_page(tmp_path):
    first = "Aru wove a red rug in the town of Nukus where the river ends"
    pages = [
        lines([first, "1"]),
        lines(["in sand, and her brother sold the rug to a painter.", "2"]),
    ]
    assert read(tmp_path, "a.pdf", make_pdf(pages)).text == (
        f"{first} in sand, and her brother sold the rug to a painter."
    )


@pytest.mark.parametrize(
    ("info", "title"),
    [
        ("/Title (The Loom) /Author (A. Bek)", "The Loom"),
        ("/Title (Microsoft Word - loom.doc)", "The Rug"),
        ("/Title (loom_final.indd)", "The Rug"),
        ("/Title (untitled)", "The Rug"),
    ],
)
def test_a_title_that_a_program_gave_is_none(tmp_path, info, title):
    raw = make_pdf([lines(["Aru wove."])], info=info)
    assert read(tmp_path, "the_rug.pdf", raw).title == title


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("- 12 -", 12),
        ("Page 3 of 90", 3),
        ("[7]", 7),
        ("xiv", 14),
        ("IV", 0),
        ("Aru", 0),
    ],
)
def test_a_page_number_is_told_from_a_chapter(text, number):
    assert page_number(text) == number


BOOK = f"The Loom\n\n{STORY}\n"
FRAMES = [
    ("The Project Gutenberg eBook of The Loom\n\nTitle: The Loom\n\nAuthor: A. Bek\n\n"
     "Language: English\n\n*** START OF THE PROJECT GUTENBERG EBOOK THE LOOM ***\n\n"
     "Produced by A. Volunteer and\nothers\n\n\n",
     "\n\n*** END OF THE PROJECT GUTENBERG EBOOK THE LOOM ***\nLicence ..."),
    ("Project Gutenberg's The Loom\n\n***START OF THIS PROJECT GUTENBERG EBOOK THE LOOM***\n\n",
     "\nEnd of Project Gutenberg's The Loom, by A. Bek\n\n*** END OF THIS PROJECT GUTENBERG EBOOK"),
    ("**The Project Gutenberg Etext of The Loom**\n\n*END THE SMALL PRINT! FOR PUBLIC DOMAIN"
     " ETEXTS*Ver.04.29.93*END*\n\n",
     "\n\nEnd of the Project Gutenberg Etext of The Loom\n"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "foot"), FRAMES)
def test_the_frame_of_project_gutenberg_is_cut(head, foot):
    assert cut_frame(head + BOOK + foot).text == BOOK


def test_the_frame_of_project_gutenberg_states_title_and_author(tmp_path):
    head, foot = FRAMES[0]
    story = read(tmp_path, "pg1.txt", (head + BOOK + foot).encode())
    assert story.title == "The Loom"
    assert story.metadata == {"title": "The Loom", "author": "A. Bek", "language": "English"}


@pytest.mark.parametrize("text", [STORY, f"End of the Project Gutenberg tour.\n\n{STORY * 9}", ""])
def test_a_text_without_a_frame_stays_as_it_is(text):
    assert cut_frame(text).text == text
