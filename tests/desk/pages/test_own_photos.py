"""Photos of contributors: for their own piece, through the same gate as those of agencies, credited to the agency."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.profiles import ProfileDetails, change_profile, profile
from bumi.newsroom.accounts.users import user
from bumi.newsroom.commissions import hand_in, keep_findings
from bumi.newsroom.media.store import read
from bumi.newsroom.tables import ArchivePhoto, Photo, Piece
from bumi.newsroom.workflow.brief_versions import version
from bumi.newsroom.workflow.photo_rights import photo_problems
from bumi.newsroom.workflow.revisions import edit
from bumi.persian.calendar import now, tehran_day
from tests.desk.pages.test_briefs import picture
from tests.desk.stage import Browser, seen
from tests.newsroom.commissions.stage import assigned
from tests.newsroom.stage import finish_work, words

Person = Callable[[str], Browser]
SAID: dict[str, Any] = {"caption": "دهانه قنات در راور", "consent": "nobody", "own": "1"}


@pytest.fixture
def place(desk: Desk) -> str:
    """The page of a piece that «گلنار» writes."""
    with desk.newsroom.session() as session:
        piece = assigned(session, at=now())
        keep_findings(session, piece, ["سه قنات آب دارد؛ گفته میراب راور"], user(session, "گلنار"))
        return f"/pieces/{piece.id}"


def add(browser: Browser, place: str, status: int = 303, data: bytes = b"", **changes: str) -> str:
    files = {"file": ("shot.jpg", data or picture("JPEG", (900, 700)))}
    said = {name: text for name, text in (SAID | changes).items() if text}
    return browser.send(f"{place}/own-photo", status, place, files=files, **said)


def test_a_photo_goes_through_the_gate_and_into_archive_and_piece(person: Person, desk: Desk, place: str) -> None:
    golnar = person("گلنار")
    add(golnar, place)
    page = golnar.open(place)
    assert 'alt="دهانه قنات در راور"' in page and "عکس افزوده شد" in golnar.open(f"{place}?said=photo")
    with desk.newsroom.reading() as session:
        [kept], [photo] = session.scalars(select(ArchivePhoto)).all(), session.scalars(select(Photo)).all()
        piece = session.get_one(Piece, int(place.split("/")[-1]))
        assert (kept.photographer, kept.by, kept.credit, kept.agency) == ("گلنار", "گلنار", piece.agency, piece.agency)
        assert photo.sha256 and b"secret place" not in read(session, photo.sha256)
        assert not photo_problems(session, piece, tehran_day(now()))
    golnar.send(f"{place}/findings", page=place, findings="چهار قنات آب دارد؛ گفته میراب راور")
    with desk.newsroom.reading() as session:
        piece = session.get_one(Piece, int(place.split("/")[-1]))
        kept_version = version(session, piece, piece.brief_version)
        assert piece.brief_version == 2 and kept_version and kept_version.brief == piece.brief
    assert "این عکس را دارد" in seen(add(golnar, place, 422))
    golnar.send(f"{place}/own-photo/remove", page=place, photo=str(photo.id))
    assert "دهانه قنات" not in golnar.open(place) and "چنین عکسی ندارد" in seen(
        golnar.send(f"{place}/own-photo/remove", 409, place, photo=str(photo.id))
    )


def test_what_is_missing_is_said_all_at_once(person: Person, desk: Desk, place: str) -> None:
    golnar = person("گلنار")
    told = seen(add(golnar, place, 422, caption="قنات", consent="", own=""))
    assert all(word in told for word in ("شرح عکس: در یک جمله", "عکاس: تنها عکسی", "رضایت: بگویید"))
    with desk.newsroom.session() as session:
        mine = profile(session, "گلنار")
        change_profile(session, mine, ProfileDetails("گلنار", "راوری", adult=True), mine.version)
    assert "نام پدیدآوری در شرح" in seen(add(golnar, place, 422, caption="دهانه قنات، عکس از گلنار راوری"))
    assert "شماره همراه" in seen(add(golnar, place, 422, caption="دهانه قنات، ۰۹۱۳۱۴۱۲۳۴۵"))
    add(golnar, place, 422, data=b"no photo")


def test_only_the_contributor_adds_and_only_while_it_is_theirs(person: Person, desk: Desk, place: str) -> None:
    golnar = person("گلنار")
    add(golnar, place)
    bahram = person("بهرام")
    bahram.send(f"{place}/own-photo", 404, "/commissions", files={"file": picture("JPEG")}, **SAID)
    for name in ("نرگس", "مریم"):
        person(name).send(f"{place}/own-photo", 403, "/", files={"file": picture("JPEG")}, **SAID)
    with desk.newsroom.session() as session:
        piece = session.get_one(Piece, int(place.split("/")[-1]))
        finish_work(session, edit(session, piece, words("سه قنات در راور آب دارد"), user(session, "گلنار"), 0))
        hand_in(session, piece, user(session, "گلنار"))
    assert "در دست دبیر است" in seen(add(golnar, place, 422))


def test_the_agency_cannot_write_the_photographer_into_what_is_drawn(person: Person, desk: Desk, place: str) -> None:
    add(person("گلنار"), place)
    narges, archived = person("نرگس"), "/archive/1"
    with desk.newsroom.reading() as session:
        credit = session.get_one(ArchivePhoto, 1).credit
    form: dict[str, Any] = {"caption": "دهانه قنات در راور", "rights": "own", "consent": "nobody"}
    assert "عکاس این عکس پدیدآور است" in seen(narges.send(archived, 422, archived, **form, credit="گلنار راوری"))
    narges.send(archived, page=archived, **form, credit=credit)
