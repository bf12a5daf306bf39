import shutil
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from bumi.cards import card_templates, cards_for, film
from bumi.cli.command import newsroom
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import add_revision, piece
from bumi.piece import Fields
from tests.cards.samples import picture
from tests.cli.conftest import Bumi
from tests.conftest import REAL_PART_MISSING

BRIEF = """
kind: معرفی
topic: خانه گلیم سیرجان
agency: اداره‌کل میراث فرهنگی استان کرمان
county: سیرجان
axis: فرهنگ
notes: [حالا ۲۲ بافنده دارد]
"""


def written(home: Path, extra: str = "") -> str:
    (home / "kilim.yaml").write_text(BRIEF + extra, "utf-8")
    return "kilim.yaml"


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def test_a_brief_gets_the_cards_of_its_channels(bumi: Bumi, home: Path) -> None:
    paths = bumi("card", written(home), "--out", "out", "--json").data["cards"]
    assert paths == ["out/kilim-square.png", "out/kilim-wide.png"]
    assert size_of(home / paths[1]) == (1200, 630)


def test_template_size_and_format_are_chosen(bumi: Bumi, home: Path) -> None:
    told = bumi(
        "card", written(home), "--template", "number", "--size", "story", "--format", "webp", "--out", ".", "--json"
    )
    assert told.data["cards"] == ["kilim-number-story.webp"]
    assert size_of(home / "kilim-number-story.webp") == (1080, 1920)


def test_a_photo_beside_the_brief_is_drawn(bumi: Bumi, home: Path) -> None:
    (home / "gol.jpg").write_bytes(picture())
    paths = bumi("card", written(home, "photo: gol.jpg 80%,50% بافنده\n"), "--size", "square", "--json").data["cards"]
    assert paths == ["cards/kilim-square.jpg"]
    missing = bumi("card", written(home, "photo: none.jpg\n"))
    assert missing.status == 2 and "none.jpg" in missing.err


def test_the_photo_of_a_piece_is_drawn(staffed: Bumi, home: Path) -> None:
    Path(home, "gol.jpg").write_bytes(picture())
    staffed("submit", written(home, "photo: gol.jpg 80%,50% بافنده\n"), "--as", "ali")
    said = Fields(headline="خانه گلیم", lede="لید", body="متن")
    with newsroom() as opened, opened.session() as session:
        add_revision(session, piece(session, 1), said, user(session, "ali"))
    (path,) = staffed("card", "1", "--size", "square", "--json").data["cards"]
    assert path.endswith("-square.jpg")


def test_a_piece_has_the_craft_of_its_number(staffed: Bumi, home: Path) -> None:
    staffed("submit", written(home), "--as", "ali")
    said = Fields(headline="خانه گلیم", lede="لید", body="متن")
    with newsroom() as opened, opened.session() as session:
        add_revision(session, piece(session, 1), said, user(session, "ali"))
        brief = piece(session, 1).brief_model
    [stored] = [image for media, image in cards_for(said, brief, number=1) if media.name == "square"]
    paths = [staffed("card", "1", *more, "--json").data["cards"] for more in ((), ("--size", "square"))]
    assert [Path(home, path[0]).read_bytes() == stored for path in paths] == [True, True]


def test_a_headline_may_be_broken_by_hand(bumi: Bumi, home: Path) -> None:
    def drawn(headline: str) -> bytes:
        path = bumi("card", written(home), "--size", "wide", "--headline", headline, "--json").data["cards"][0]
        return Path(home, path).read_bytes()

    assert drawn("خانه گلیم | سیرجان") != drawn("خانه | گلیم سیرجان")


def test_what_cannot_be_drawn_is_refused_with_the_reason(bumi: Bumi, home: Path) -> None:
    told = bumi("card", written(home), "--size", "wide", "--headline", "گلیم‌های شناسنامه‌دار " * 20)
    assert told.status == 1 and "«تیتر» روی کارت پهن جا نمی‌شود" in told.err


def test_wrong_words_are_told_with_the_right_ones(bumi: Bumi, home: Path) -> None:
    for option, word, right in (
        ("--size", "big", "square"),
        ("--format", "gif", "png"),
        ("--template", "poem", "news"),
    ):
        told = bumi("card", written(home), option, word)
        assert told.status == 2 and word in told.err and right in told.err


def test_a_sheet_shows_every_template(bumi: Bumi, home: Path) -> None:
    (path,) = bumi("card", written(home), "--sheet", "--out", "out", "--json").data["cards"]
    assert path == "out/sheet.webp"
    assert size_of(home / path)[1] > 300 * len(card_templates())


def test_the_kits_are_checked(bumi: Bumi) -> None:
    told = bumi("brand", "check", "--json")
    assert told.status == 0 and told.data == {"استان کرمان": []}


def test_a_film_is_made_of_a_brief_and_of_what_was_approved(
    staffed: Bumi, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not shutil.which("ffmpeg"):
        pytest.skip(f"{REAL_PART_MISSING}ffmpeg")
    monkeypatch.setattr(film, "made_film", partial(film.made_film, format=film.FilmFormat(96, 160, 1)))
    told = staffed("card", written(home), "--film", "kilim.mp4", "--json")
    assert told.data["cards"] == ["kilim.mp4"] and b"ftyp" in (home / "kilim.mp4").read_bytes()[:16]
    staffed("submit", written(home), "--as", "ali")
    unapproved = staffed("card", "1", "--film", "one.mp4")
    assert unapproved.status == 1 and "تنها از متن تأییدشده" in unapproved.err
    misnamed = staffed("card", written(home), "--film", "kilim.mov")
    assert misnamed.status == 2 and "«kilim.mov»" in misnamed.err
    assert not (home / "one.mp4").exists() and not (home / "kilim.mov").exists()
