"""The text of Word files and PDFs: read as people see it, and opened where it can do no harm."""

import io
import zipfile
from pathlib import Path

import pytest

from bumi import documents
from bumi.brief import read_briefs
from bumi.documents import is_document, text_of
from bumi.documents.opening import Glyph, line_of
from bumi.errors import BadInput

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def word(body: str, head: str = "", name: str = "word/document.xml") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        xml = f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>'
        archive.writestr(name, f"{xml}{body}</w:body></w:document>")
    return made.getvalue()


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def pdf(text: str, pages: int = 1) -> bytes:
    """A PDF of one line a page, by hand; its font knows Latin letters alone."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    kids = " ".join(f"{4 + at} 0 R" for at in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {4 + pages} 0 R>>".encode()
        ]
        * pages,
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(made),
    )


def test_the_paragraphs_of_a_word_file_are_lines() -> None:
    point = f"<w:p><w:pPr><w:numPr/></w:pPr>{paragraph('یک ', 'مورد')[5:]}"
    deleted = "<w:p><w:del><w:r><w:delText>حذف</w:delText><w:t>حذف</w:t></w:r></w:del><w:r><w:t>ماند</w:t></w:r></w:p>"
    box = paragraph("در کادر")
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    boxed = f"<w:p><mc:AlternateContent>{both}</mc:AlternateContent></w:p>"
    text = text_of(word(paragraph("تیتر ", "خبر") + point + deleted + boxed), "a.docx")
    assert text.splitlines() == ["تیتر خبر", "- یک مورد", "ماند", "در کادر"]


def test_a_release_in_a_word_file_becomes_a_brief(tmp_path: object) -> None:

    path = Path(str(tmp_path)) / "khabar.docx"
    lines = (
        "محور: خدمات",
        "پل تازه زرند افتتاح شد",
        "پل تازه زرند با حضور شهردار زرند افتتاح شد.",
        "پل ۲۰ متر درازا دارد.",
    )
    path.write_bytes(word("".join(map(paragraph, lines))))
    (brief,) = read_briefs(path)
    assert (brief.topic, brief.agency, brief.county) == (lines[1], "شهرداری زرند", "زرند")
    assert brief.notes == ("پل ۲۰ متر درازا دارد",)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (word("", name="xl/workbook.xml"), "پرونده Word نیست"),
        (word(paragraph("ا"))[:-40], "ناقص است"),
        (word("<w:p>"), "ناقص است"),
        (word(paragraph("&a;"), '<!DOCTYPE a [<!ENTITY a "ا">]>'), "ناقص است"),
        (word(paragraph("ا" * 9_000_000)), "بسیار بزرگ"),
        (word(paragraph("ا" * 250_000)), "بسیار بزرگ"),
        (b"PK\x03\x04" + bytes(11 * 2**20), "بیش از ۱۰ مگابایت"),
        (b"\xd0\xcf\x11\xe0", "docx"),
        (b"{\\rtf1", "docx"),
    ],
    ids=["no word", "cut off", "open", "entities", "bomb", "endless", "large", "doc", "rtf"],
)
def test_what_cannot_be_read_is_told_in_one_sentence(data: bytes, told: str) -> None:
    assert is_document(data)
    with pytest.raises(BadInput, match=told) as error:
        text_of(data, "خبر.docx")
    assert len(error.value.problems) == 1 and error.value.problems[0].startswith("خبر.docx: ")


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_PATIENCE_S", 0.01)
    with pytest.raises(BadInput, match="باز نمی‌شود"):
        text_of(word(paragraph("ا")), "a.docx")


def drawn(text: str, at: float = 0) -> list[Glyph]:
    """The letters of a word as a page has them: from right to left."""
    return [Glyph(char, 500 - at - 10 * (place + 1), 500 - at - 10 * place) for place, char in enumerate(text)]


def test_a_line_of_a_pdf_is_read_as_it_is_seen() -> None:
    space = Glyph(" ", 0, 0)
    first, second, number = drawn("کرمان"), drawn("خبر", 60), drawn("۵۴", 100)  # 45, whose digits go left to right
    for row in (first, first[::-1]):
        assert line_of([*row, space, *second[::-1], space, *number]) == "کرمان خبر ۴۵"
    assert line_of([*drawn("»سلام«")]) == "«سلام»"
    assert line_of([*drawn("ﺳﻼم")]) == "سلام"
    latin = [Glyph(char, 300 + 10 * at, 310 + 10 * at) for at, char in enumerate("AB")]
    more = [Glyph(char, 330 + 10 * at, 340 + 10 * at) for at, char in enumerate("CD")]
    assert line_of([*drawn("در مجله"), space, *latin, space, *more]) == "در مجله AB CD"
    assert line_of([*latin, space, *more]) == "AB CD"


def test_the_text_of_a_pdf_is_read() -> None:
    pytest.importorskip("pypdfium2")
    assert text_of(pdf("Bumi 1405"), "a.pdf") == "Bumi 1405"
    for data, told in (
        (pdf("Bumi", 41), "۴۱ برگ دارد"),
        (pdf(""), "متنی ندارد"),
        (b"%PDF-1.7", "ناقص است"),
        (pdf("Bumi")[:200], "ناقص است"),
    ):
        with pytest.raises(BadInput, match=told):
            text_of(data, "a.pdf")
