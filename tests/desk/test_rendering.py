"""Static files of the desk: every style sheet is served, once, and the one of all pages is whole."""

from bumi.desk.rendering import NAMES, static_file
from bumi.settings import PACKAGE

SHEETS = PACKAGE / "desk" / "static"


def test_every_style_sheet_is_served_once() -> None:
    served = b"".join(static_file(name).body for name in NAMES if name.endswith(".css"))
    for sheet in SHEETS.rglob("*.css"):
        rules = sheet.read_bytes().split(b"FONT_FILE")[-1]
        assert served.count(rules) == 1, sheet.name


def test_the_style_sheet_of_all_pages_begins_with_the_ground_and_ends_with_the_widths() -> None:
    body = static_file("desk.css").body
    assert body.startswith((SHEETS / "desk" / "base.css").read_bytes().split(b"FONT_FILE")[0])
    assert body.endswith((SHEETS / "desk" / "widths.css").read_bytes())
    assert b"FONT_FILE" not in body and b'url("/static/' in body
