"""The photo archive at the desk: add, find, describe, touch, withdraw, and use again in a brief."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from bumi.cards import SafePhoto, covers_for
from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.photos import give_photo
from bumi.newsroom.content.pieces import add_revision, record_findings, submit
from bumi.newsroom.media.store import read
from bumi.newsroom.states import State
from bumi.newsroom.tables import ArchivePhoto
from tests.cards.samples import picture
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import attach, brief, reach, words

Person = Callable[[str], Browser]
AGENCY = "شرکت آب و فاضلاب استان کرمان"
SAID: dict[str, Any] = {"caption": "گل‌چینی در لاله‌زار", "credit": "آرش کامیاب", "rights": "own", "consent": "nobody"}


def added(browser: Browser, **changes: str) -> str:
    files = {"file": ("shot.jpg", picture(1200, 800))}
    return browser.send("/archive", page="/archive", files=files, **SAID | changes).partition("?")[0]


def test_a_photo_is_added_found_described_and_its_pages_say_what_it_lacks(person: Person) -> None:
    browser = person("نرگس")
    assert "نیست" in seen(browser.open("/archive?word=کویر"))
    place = added(browser, rights="missing")
    assert "حق انتشار عکس «گل‌چینی در لاله‌زار» روشن نیست" in seen(browser.open(place))
    assert browser.client.get(f"{place}/small").headers["content-type"] == "image/jpeg"
    told = browser.send(place, 422, place, **SAID | {"rights": "licensed", "county": "بردسیر"})
    assert "شرط مجوز" in told and 'value="آرش کامیاب"' in told
    browser.send(place, page=place, **SAID | {"county": "بردسیر", "expires_on": "1405/12/29", "taken_on": "1405/02/20"})
    page = browser.open(place)
    assert "آماده انتشار" in page and 'value="۱۴۰۵/۱۲/۲۹"' in page
    assert place in browser.open("/archive?word=گلچینی&county=بردسیر&rights=own")
    assert place not in browser.open("/archive?rights=agency")
    assert "تاریخ نیست" in browser.send(place, 422, place, **SAID | {"expires_on": "فردا"})
    told = browser.send(place, 422, place, **SAID | {"credit": "آرش کامیاب، ۰۹۱۳۱۴۱۲۳۴۵"})
    assert "نام عکاس: شماره همراه «۰۹…۴۵» در متن است" in told
    browser.send(f"{place}/withdraw", 422, place, why="")
    browser.send(f"{place}/withdraw", page=place, why="رضایتش را پس گرفت")
    assert "پس گرفته شده است (رضایتش را پس گرفت)" in browser.open(place)


def test_a_photo_is_for_the_agency_of_its_brief_and_for_all_only_if_that_was_chosen(person: Person, desk: Desk) -> None:
    editor, files = person("مریم"), {"file": ("shot.jpg", picture(900, 700))}
    assert "نوشته نشده است چه دستگاهی" in editor.send("/archive", 422, "/archive", files=files, **SAID)
    draft = editor.send("/briefs/new", page="/briefs/new", kind="event")
    assert "دستگاه این سفارش هنوز" in editor.send(f"{draft}/photo", 422, draft, files=files, **SAID)
    editor.send(draft, page=draft, agency=AGENCY)
    editor.send(f"{draft}/photo", page=draft, files=files, **SAID)
    place = added(editor, for_all="1", captured="1")
    with desk.newsroom.reading() as session:
        found = session.scalars(select(ArchivePhoto).order_by(ArchivePhoto.id)).all()
        assert [(each.agency, each.captured) for each in found] == [(AGENCY, False), ("", True)]
    assert re.search('name="captured"[^>]* checked', editor.open(place))


def test_the_focal_point_is_where_the_picture_was_touched(person: Person, desk: Desk) -> None:
    browser = person("نرگس")
    place = added(browser)

    def touch(**sent: Any) -> tuple[float, float] | None:
        browser.send(f"{place}/focus", page=place, **sent)
        with desk.newsroom.reading() as session:
            return session.get_one(ArchivePhoto, int(place.rpartition("/")[2])).focus

    assert 'width="320" height="213"' in browser.open(place), "the size by which a touch on a phone is read"
    assert touch(**{"narrow.x": "240", "narrow.y": "71"}) == (0.75, 0.3333)
    page = browser.open(place)
    assert len(re.findall(r'viewBox="[\d. ]+" height="96"', page)) == 3, "the crops round it are shown"
    assert touch(**{"wide.x": "0", "wide.y": "0"}) == (0.75, 0.3333), "a keyboard presses at the corner"
    assert touch(**{"wide.x": "320", "wide.y": "427"}) == (0.5, 1.0)
    assert touch(none="1") is None


def test_a_photo_of_the_archive_goes_into_a_brief_and_can_lead_it(person: Person) -> None:
    browser = person("نرگس")
    place = added(browser)
    draft = browser.send("/briefs/new", page="/briefs/new", kind="event")
    files = {"file": ("other.jpg", picture(900, 900))}
    browser.send(f"{draft}/photo", page=draft, files=files, **SAID | {"caption": "گلاب‌گیری", "consent": "missing"})
    number = draft.rpartition("/")[2]
    chosen = browser.open(f"/archive?draft={number}")
    assert chosen.count("در سفارش بگذار</button>") == 2
    browser.send(f"{draft}/archived", page=draft, photo=place.rpartition("/")[2])
    browser.send(f"{draft}/archived", 422, draft, photo=place.rpartition("/")[2])
    page = browser.open(draft)
    assert "رضایت کسانی که در عکس «گلاب‌گیری»" in seen(page)
    shown = re.findall(r'src="/photos/(\d+)"[^>]*alt="([^"]*)"', page)
    assert [alt for _, alt in shown] == ["گلاب‌گیری", "گل‌چینی در لاله‌زار"]
    browser.send(f"{draft}/lead-photo", page=draft, photo=shown[1][0])
    again = re.findall(r'src="/photos/\d+"[^>]*alt="([^"]*)"', browser.open(draft))
    assert again == ["گل‌چینی در لاله‌زار", "گلاب‌گیری"]


def test_the_queue_asks_editors_about_a_published_photo_that_was_withdrawn(person: Person, desk: Desk) -> None:
    author, asked = person("نرگس"), "دیگر اجازه انتشار ندارد و ۱ مطلب منتشرشده آن را نشان می‌دهد"
    place = added(author)
    with desk.newsroom.session() as session:
        piece = reach(session, State.PUBLISHED)
        photo = session.get_one(ArchivePhoto, int(place.rpartition("/")[2]))
        give_photo(session, piece, user(session, "نرگس"), read(session, photo.sha256), photo.width, photo.height)
        id = piece.id
    assert asked not in seen(person("مریم").open("/"))
    author.send(f"{place}/withdraw", page=place, why="رضایتش را پس گرفت")
    assert asked in seen(person("مریم").open("/")) and asked not in seen(author.open("/"))
    page = person("مریم").open(place)
    assert f'href="/pieces/{id}"' in page and "خوانندگان آن را می‌بینند" in page
    assert f'href="{place}"' in person("مریم").open(f"/pieces/{id}")


def test_the_page_of_a_piece_shows_the_caption_that_is_approved_and_says_where_the_archive_differs(
    person: Person, desk: Desk
) -> None:
    author, editor = person("نرگس"), person("مریم")
    place = added(author)
    with desk.newsroom.session() as session:
        photo = session.get_one(ArchivePhoto, int(place.rpartition("/")[2]))
        data, by = read(session, photo.sha256), user(session, "نرگس")
        piece = submit(session, brief(), by)
        give_photo(session, piece, by, data, photo.width, photo.height)
        revision = add_revision(session, piece, words(), by)
        record_findings(session, revision, [])
        drawn = covers_for(words(), brief(), photo=SafePhoto(data, None, photo.caption, photo.credit))
        attach(session, revision, drawn)
        path = f"/pieces/{piece.id}"
    differs = "در بایگانی چیز دیگری است"
    page = seen(editor.open(path))
    assert "گل‌چینی در لاله‌زار، عکس: آرش کامیاب" in page and differs not in page
    author.send(place, page=place, **SAID | {"credit": "سیما راد"})
    page = seen(editor.open(path))
    assert "گل‌چینی در لاله‌زار، عکس: آرش کامیاب" in page and differs in page
