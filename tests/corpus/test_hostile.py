"""Files made to harm: each is named and skipped, and harms nothing."""

import io
import json
import os
import socket
import tracemalloc
import zipfile
import zlib
from itertools import pairwise
from pathlib import Path

import pytest
from tests.corpus.making import (
    CONTAINER,
    STORY,
    WORD,
    make_docx,
    make_epub,
    make_pdf,
    make_raw_pdf,
    make_zip,
    paragraph,
    read_only,
    reason_for,
)

from storygraph.corpus.limits import LARGEST_FILE, LARGEST_TEXT, MEBIBYTE
from storygraph.corpus.stories import read_stories
from storygraph.records import Skipped, Story

SECRET = "The secret of the house."


def make_sparse(path: Path, size: int, head: bytes = b"") -> Path:
    """Write a file that is large and takes no room."""
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)
    return path


@pytest.fixture
def little_memory():
    """Fail a test that takes more than a few times the largest story."""
    tracemalloc.start()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * LARGEST_TEXT


# Files that are no files


def test_a_socket_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.txt")
        assert read_only(Path("a.txt")).reason == "a socket, not a file; put its text into a file"


def test_a_device_is_not_opened(tmp_path):
    (tmp_path / "a.txt").symlink_to("/dev/zero")
    assert "a device, not a file" in read_only(tmp_path / "a.txt").reason
    assert "a link out of the folder" in read_only(tmp_path).reason


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text(SECRET)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").symlink_to(tmp_path / "secret.txt")
    (corpus / "b.txt").symlink_to("../secret.txt")
    (corpus / "c").symlink_to(tmp_path, target_is_directory=True)
    items = list(read_stories([corpus]))
    assert [item.source for item in items] == [str(corpus / name) for name in ("a.txt", "c")]
    assert all("a link out of the folder; name what" in item.reason for item in items)


def test_a_link_that_is_named_itself_is_followed(tmp_path):
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert read_only(tmp_path / "a.txt").text == SECRET


def test_links_in_a_circle_end(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "b").symlink_to(tmp_path / "b", target_is_directory=True)
    (tmp_path / "b" / "a").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "x.txt").symlink_to(tmp_path / "y.txt")
    (tmp_path / "y.txt").symlink_to(tmp_path / "x.txt")
    assert {item.reason for item in read_stories([tmp_path])} == {
        "a link to nothing; mend or delete it"
    }


@pytest.fixture
def deep_folder(tmp_path, monkeypatch):
    """Yield a folder with a story at the end of more folders than Python's own tools remove."""
    monkeypatch.chdir(tmp_path)
    for _ in range(1100):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_text(STORY)
    os.chdir(tmp_path)
    yield Path()
    for _ in range(1100):
        os.chdir("d")
    Path("a.txt").unlink()
    for _ in range(1100):
        os.chdir("..")
        Path("d").rmdir()


def test_folders_may_lie_deeper_than_python_recurses(deep_folder):
    assert read_only(deep_folder).text == STORY


# Names


@pytest.mark.parametrize(
    ("name", "story_id"),
    [
        ("қобыз.txt".encode(), "қобыз"),
        ("物語.txt".encode(), "物語"),
        ("قصة.txt".encode(), "قصة"),
        (b"two\nlines.txt", "two lines"),
        (b"caf\xe9.txt", "caf\\xe9"),
        (b"\x1b[31mred.txt", "\\x1b[31mred"),
        ("a\u202etxt.exe.txt".encode(), "a\\u202etxt.exe"),
        (b"'; DROP TABLE stories; --.txt", "'; DROP TABLE stories; --"),
        (b"<script>.txt", "<script>"),
        (b"-o.txt", "-o"),
    ],
)
def test_a_name_in_any_script_or_none_becomes_a_printable_line(tmp_path, name, story_id):
    with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:  # noqa: PTH118, PTH123
        file.write(STORY.encode())
    story = read_only(tmp_path)
    assert story.id == story_id
    for shown in (story.id, story.title, story.source):
        assert shown.encode().decode() == shown
        assert json.loads(json.dumps(shown)) == shown
        assert len(shown.splitlines()) == 1


def test_a_file_that_is_skipped_has_a_printable_name(tmp_path):
    with open(os.path.join(os.fsencode(tmp_path), b"a\xff\n.xyz"), "wb"):  # noqa: PTH118, PTH123
        pass
    assert read_only(tmp_path).source == f"{tmp_path}/a\\xff\\n.xyz"


# Size


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "epub", "docx", "pdf"])
def test_a_gigabyte_of_one_line_is_refused_unread(tmp_path, little_memory, suffix):
    path = make_sparse(tmp_path / f"a.{suffix}", 1024 * MEBIBYTE)
    assert "MB; split it into one file for each story" in read_only(path).reason


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_a_table_of_a_gigabyte_in_one_line_is_left(tmp_path, little_memory, suffix):
    path = make_sparse(tmp_path / f"a.{suffix}", 1024 * MEBIBYTE, b"text\n1")
    items = list(read_stories([path]))
    assert [item.reason for item in items][-1] == "line 2 is longer than 32 MB; split it"


def test_a_quotation_mark_that_never_closes_does_not_fill_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("storygraph.corpus.rows.LARGEST_TEXT", 10_000)
    path = tmp_path / "a.csv"
    path.write_bytes(b'text\nAru.\n"' + b"wove\n" * 10_000)
    story, skipped = read_stories([path])
    assert story.text == "Aru."
    assert "field larger than field limit" in skipped.reason
    assert skipped.reason.endswith("; mend its quotation marks")


def test_the_largest_file_of_pictures_is_larger_than_the_largest_text():
    assert LARGEST_FILE > LARGEST_TEXT


# Text that is none


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"Aru\x00" * 50, "it holds NUL bytes"),
        ("Aru wove.".encode("utf-16-le"), "it holds NUL bytes"),
        (b"\x1b[2J" * 50, "it holds control characters"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_the_cure(tmp_path, raw, reason):
    assert f"({reason}); if it is, name its --encoding" in reason_for(tmp_path, "a.txt", raw)


def test_a_nul_byte_in_a_story_is_a_space(tmp_path):
    (tmp_path / "a.txt").write_bytes(STORY.encode() + b"\x00" + STORY.encode() * 3)
    assert read_only(tmp_path).text == f"{STORY} {STORY * 3}"


def test_half_characters_are_replaced(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "Aru \\ud800 wove.", "title": "\\udfff"}')
    story = read_only(tmp_path)
    assert story.text == "Aru \ufffd wove."
    assert story.title.encode().decode() == "\\udfff"


@pytest.mark.parametrize("encoding", ["utf-7", "raw_unicode_escape", "unicode_escape"])
def test_encodings_that_can_spell_half_characters_are_cleaned(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(b"Aru wove +2AA- and \\ud800.")
    item = read_only(path, encoding=encoding)
    text = item.text if isinstance(item, Story) else item.reason
    assert text.encode().decode() == text


@pytest.mark.parametrize(
    "encoding", ["rot13", "hex", "idna", "punycode", "undefined", "a\x00b", ""]
)
def test_encodings_that_are_none_are_refused(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("Zoë wove.".encode())
    item = read_only(path, encoding=encoding)
    assert isinstance(item, Story) or "encoding" in item.reason


def test_lines_in_different_encodings_are_each_read(tmp_path):
    lines = [STORY, "Zoë wove.", "Anaïs “slept”.", "Bjørk sang."]
    raw = "\n".join(lines).encode().replace("Anaïs “slept”".encode(), b"Ana\xefs \x93slept\x94")
    (tmp_path / "a.txt").write_bytes(raw)
    assert read_only(tmp_path).text.split("\n") == lines


def test_front_matter_that_would_unfold_to_gigabytes_stays_text(tmp_path, little_memory):
    levels = "abcdefghijklmnop"
    lines = [f"{levels[0]}: &{levels[0]} [x, x, x, x, x, x, x, x]"]
    lines += [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in pairwise(levels)
    ]
    (tmp_path / "a.md").write_text("---\n" + "\n".join(lines) + f"\n---\n{STORY}")
    story = read_only(tmp_path)
    assert story.metadata == {}
    assert STORY in story.text


# Markup


@pytest.mark.parametrize("tag", ["div", "span", "b", "table", "a", "ul", "li", "svg", "font"])
def test_deep_html_is_read_or_refused(tmp_path, tag):
    (tmp_path / "a.html").write_text(f"<{tag}>" * 100_000 + "<p>Aru wove.")
    item = read_only(tmp_path)
    assert isinstance(item, Story) or item.reason == (
        "tags nested over 2,000 deep; save its text as .txt"
    )


def test_html_as_deep_as_programs_write_it_is_read(tmp_path):
    (tmp_path / "a.html").write_text("<div><span>" * 500 + "<p>Aru wove.")
    assert read_only(tmp_path).text == "Aru wove."


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<a ", "<a href='", "<![CDATA[", "<!", "</div>", "&", "<p><div></p>", "&#x41", "<p>"],
)
def test_html_that_never_ends_is_read_or_refused(tmp_path, piece):
    (tmp_path / "a.html").write_text("<p>Aru wove.</p>" + piece * 100_000)
    item = read_only(tmp_path)
    assert isinstance(item, Story) or "nested over 2,000 deep" in item.reason


@pytest.mark.parametrize("piece", ["[", "![", "[a](", "*a ", "_*a", "`", ">", "- ", "<a", "\\"])
def test_markdown_that_never_ends_is_read(tmp_path, piece):
    (tmp_path / "a.md").write_text("Aru wove.\n\n" + piece * 30_000)
    assert read_only(tmp_path).text.startswith("Aru wove.")


# XML


def doctype(secret: Path) -> str:
    """Return a document type with an entity that is a file, and one that is a billion letters."""
    names = "bcdefghijklm"
    nested = "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in pairwise(names))
    return (
        f'<!DOCTYPE x SYSTEM "file://{secret}" [<!ENTITY a SYSTEM "file://{secret}">'
        f"<!ENTITY b 'bbbbbbbbbb'>{nested}]>"
    )


@pytest.fixture
def secret(tmp_path) -> Path:
    path = tmp_path / "secret.xyz"
    path.write_text(SECRET)
    return path


@pytest.mark.parametrize("entity", ["&a;", "&m;"])
def test_entities_of_a_word_document_are_not_expanded(secret, little_memory, entity):
    body = (
        f'<w:document xmlns:w="{WORD}"><w:body>{paragraph("Aru. " + entity)}</w:body></w:document>'
    )
    path = secret.with_name("a.docx")
    path.write_bytes(make_zip({"word/document.xml": doctype(secret) + body}))
    item = read_only(path)
    assert isinstance(item, Skipped) or (SECRET not in item.text and len(item.text) < 99)


@pytest.mark.parametrize("entity", ["&a;", "&m;"])
def test_entities_of_a_book_are_not_expanded(secret, little_memory, entity):
    page = f"<?xml version='1.0'?>{doctype(secret)}<html><body><p>Aru. {entity}</p></body></html>"
    book = make_epub({"a.xhtml": ""}, metadata=f"<dc:title>{entity}</dc:title>")
    path = secret.with_name("a.epub")
    path.write_bytes(book)
    assert SECRET not in str(read_only(path))
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["OEBPS/a.xhtml"] = page.encode()
    members["OEBPS/book.opf"] = members["OEBPS/book.opf"].replace(
        b'<?xml version="1.0"?>', doctype(secret).encode()
    )
    path.write_bytes(make_zip(members))
    item = read_only(path)
    assert SECRET not in str(item)
    assert isinstance(item, Skipped) or len(item.text) < 99


@pytest.mark.parametrize("entity", ["&a;", "&m;"])
def test_entities_of_a_page_are_not_expanded(secret, little_memory, entity):
    path = secret.with_name("a.html")
    path.write_text(f"{doctype(secret)}<html><body><p>Aru. {entity}</p></body></html>")
    assert SECRET not in read_only(path).text
    assert len(read_only(path).text) < 99


@pytest.mark.parametrize(
    "tag", ['<img src="{}">', '<link rel="stylesheet" href="{}">', '<iframe src="{}"></iframe>',
            '<object data="{}"></object>', '<base href="{}">',
            '<meta http-equiv="refresh" content="0;{}">']
)  # fmt: skip
def test_nothing_that_a_page_points_to_is_opened(tmp_path, monkeypatch, tag):
    def refuse(*_):
        raise AssertionError("the network was reached")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "a.html").write_text(tag.format("http://127.0.0.1:9/x") + "<p>Aru wove.")
    assert read_only(tmp_path).text == "Aru wove."


def test_xml_that_is_deep_is_read_or_refused(tmp_path):
    raw = make_docx("<w:sdt>" * 100_000 + paragraph("Aru"))
    assert "damaged" in reason_for(tmp_path, "a.docx", raw)


# Archives


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, little_memory):
    raw = make_zip({"a.txt": b"a" * (24 * MEBIBYTE), "b.txt": STORY, "c.csv": b"\n" * (24 << 20)})
    path = tmp_path / "a.zip"
    path.write_bytes(raw)
    first, story, last = read_stories([path])
    assert "it would unpack to over 100 times its size" in first.reason
    assert story.text == STORY
    assert last.reason == first.reason


@pytest.mark.parametrize(("name", "member"), [("a.docx", "word/document.xml"),
                                              ("a.epub", "META-INF/container.xml")])  # fmt: skip
def test_a_bomb_in_a_book_is_refused(tmp_path, little_memory, name, member):
    raw = make_zip({member: b"<w>" + b" " * (24 * MEBIBYTE)})
    assert "it would unpack to over 100 times its size" in reason_for(tmp_path, name, raw)


def test_a_size_that_lies_is_found_out(tmp_path, little_memory):
    raw = make_zip({"a.txt": b"a" * (24 * MEBIBYTE)})
    lying = raw.replace((24 * MEBIBYTE).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != raw
    (tmp_path / "a.zip").write_bytes(lying)
    assert "damaged" in read_only(tmp_path).reason


def test_an_archive_whose_files_overlap_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("a.txt", STORY * 100)
        (info,) = package.infolist()
        package.filelist += [info] * 50
    assert "overlap" in read_only(tmp_path).reason


def test_an_archive_of_too_many_files_is_refused(tmp_path, little_memory, monkeypatch):
    monkeypatch.setattr("storygraph.corpus.packages.LARGEST_DIRECTORY", 1000)
    path = tmp_path / "a.zip"
    path.write_bytes(make_zip({f"{at}.txt": "" for at in range(100)}))
    assert read_only(path).reason == "an archive of too many files; split it"


def test_a_table_of_contents_of_a_gigabyte_is_not_read(tmp_path, little_memory):
    size = 1024 * MEBIBYTE
    end = b"PK\5\6" + bytes(8) + (size - 22).to_bytes(4, "little") + bytes(4) + bytes(2)
    path = tmp_path / "a.zip"
    with path.open("wb") as file:
        file.truncate(size - 22)
        file.seek(size - 22)
        file.write(end)
    assert read_only(path).reason == "an archive of too many files; split it"


def test_an_archive_in_an_archive_is_not_opened(tmp_path):
    inner = make_zip({"a.txt": STORY})
    for _ in range(5):
        inner = make_zip({"a.zip": inner})
    assert reason_for_member(tmp_path, inner) == "an archive in an archive; unpack the outer one"


def reason_for_member(folder: Path, raw: bytes) -> str:
    (folder / "a.zip").write_bytes(raw)
    return read_only(folder).reason


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "b/../../a.txt"])
def test_a_name_that_leads_out_of_an_archive_is_refused(tmp_path, name):
    reason = reason_for_member(tmp_path, make_zip({name: STORY}))
    assert reason == "its name leads out of the archive; pack it anew"
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_link_in_an_archive_is_not_followed(tmp_path):
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr(link, "/etc/passwd")
    assert read_only(tmp_path).reason == "a link; pack the file that it leads to"


def test_a_file_that_is_locked_in_an_archive_is_named(tmp_path):
    raw = bytearray(make_zip({"a.txt": STORY}))
    raw[6] |= 1
    raw[raw.index(b"PK\1\2") + 8] |= 1
    assert reason_for_member(tmp_path, bytes(raw)) == "locked with a password; pack it without one"


def test_a_rare_packing_is_named(tmp_path):
    raw = make_zip({"a.txt": STORY}, method=zipfile.ZIP_LZMA)
    assert reason_for_member(tmp_path, raw).startswith("packed by a rare method")


def test_a_chapter_outside_of_a_book_is_not_read(secret):
    book = make_epub({"../../../secret.xyz": "no", "a.xhtml": "Aru."})
    path = secret.with_name("a.epub")
    path.write_bytes(book)
    assert SECRET not in str(read_only(path))


@pytest.mark.parametrize("full_path", ["/etc/passwd", "../../../etc/passwd", ""])
def test_a_description_outside_of_a_book_is_not_read(tmp_path, full_path):
    container = CONTAINER.replace("OEBPS/book.opf", full_path)
    raw = make_epub({"a.xhtml": "Aru."}, **{"META-INF__container_xml": container})
    assert "damaged or no EPUB" in reason_for(tmp_path, "a.epub", raw)


def test_a_chapter_that_is_listed_a_thousand_times_is_read_once(tmp_path):
    opf = make_epub({"a.xhtml": "Aru."})
    with zipfile.ZipFile(io.BytesIO(opf)) as package:
        text = package.read("OEBPS/book.opf").decode()
    many = text.replace('<itemref idref="i0"/>', '<itemref idref="i0"/>' * 1000)
    (tmp_path / "a.epub").write_bytes(make_epub({"a.xhtml": "Aru."}, OEBPS__book_opf=many))
    assert read_only(tmp_path).text == "Aru."


# Damage


WHOLE = {
    "a.epub": make_epub({"a.xhtml": STORY}),
    "a.docx": make_docx(paragraph(STORY)),
    "a.pdf": make_pdf([[(50, 500, STORY)]]),
    "a.zip": make_zip({"a.txt": STORY}),
}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("part", [0.01, 0.1, 0.5, 0.9])
def test_a_file_that_is_cut_off_is_named(tmp_path, name, part):
    raw = WHOLE[name]
    path = tmp_path / name
    path.write_bytes(raw[: int(len(raw) * part)])
    (item,) = read_stories([path])
    is_pdf = name == "a.pdf"  # its library mends what it can
    assert (is_pdf and isinstance(item, Story)) or item.reason.startswith(
        ("damaged or no", "its pages hold no text")
    )


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_is_something_else_is_named(tmp_path, name):
    assert "damaged or no" in reason_for(tmp_path, name, STORY.encode())


def test_a_locked_pdf_is_named(tmp_path):
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32
        + "> >> /ID [<41> <41>]"
    )  # fmt: skip
    raw = make_pdf([[(50, 500, STORY)]], more=locked)
    reason = reason_for(tmp_path, "a.pdf", raw)
    assert reason == "locked with a password; open it and save it without one"


def test_a_pdf_of_pictures_is_named(tmp_path):
    assert "run OCR over it first" in reason_for(tmp_path, "a.pdf", make_pdf([[]]))


def test_a_pdf_that_would_unfold_to_gigabytes_is_refused(tmp_path):
    bomb = zlib.compress(b"BT /F 12 Tf (a) Tj ET " * (8 << 20))
    reason = reason_for(tmp_path, "a.pdf", make_raw_pdf([bomb]))
    assert reason == "a PDF that would unpack to over 32 MB; print it to a new PDF"
