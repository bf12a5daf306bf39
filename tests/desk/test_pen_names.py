"""Who writes under a pen name: no page, file, API or message tells the account to those who need not know it."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import pytest
from starlette.testclient import TestClient

from bumi.desk import live
from bumi.desk.app import create_app
from bumi.desk.authorization import access_of
from bumi.desk.desk import Desk
from bumi.newsroom.accounts.profiles import ProfileDetails, change_profile, profile
from bumi.newsroom.accounts.tokens import make_token
from bumi.newsroom.accounts.users import Role, add_user, user
from bumi.newsroom.commissions import (
    OwnPhoto,
    accept_pitch,
    add_own_photo,
    commission,
    follow_commissions,
    hand_in,
    keep_findings,
    open_commission,
    pitch,
)
from bumi.newsroom.content.archive import PhotoImage
from bumi.newsroom.content.pieces import record_findings
from bumi.newsroom.content.remarks import MarkedPassage, remark, set_done
from bumi.newsroom.notifications.choices import Choices, choose
from bumi.newsroom.notifications.messages import claim_messages, claimed_message
from bumi.newsroom.notifications.spreading import spread
from bumi.newsroom.states import State
from bumi.newsroom.tables import (
    ArchivePhoto,
    NotificationKind,
    NotificationPlace,
    NotificationTiming,
    PhotoConsent,
    Piece,
)
from bumi.newsroom.workflow.author_names import own_names
from bumi.newsroom.workflow.revisions import edit
from bumi.newsroom.workflow.transitions import move
from bumi.notifying.wording import text_of
from bumi.persian.calendar import now
from bumi.settings import ROOT
from tests.desk.stage import PEOPLE, Browser, seen
from tests.desk.test_authorization import routes
from tests.newsroom.commissions.stage import OFFER, WEEK, terms
from tests.newsroom.stage import finish_work, publish, store, words

Person = Callable[[str], Browser]
_NAMED = re.compile(r"\{\{ [\w.]+\.(?:by|\w+_by|contributor|holder)\b(?! \||\()[^}]*\}\}")  # without a filter
ACCOUNT, PEN_NAME = "سارا.امینی", "آذرخش"
TOLD = ("نرگس", "هادی", "سهراب", "مریم", "گلنار")  # of the agency, another, a county's office; editor, contributor
PASSAGE = MarkedPassage("headline", 0, 8)


@pytest.fixture
def pieces(desk: Desk) -> dict[str, int]:
    """What «آذرخش» has done: one piece that readers see, one in review, one begun, and a pitch that waits."""
    with desk.newsroom.session() as session:
        writer, editor = add_user(session, ACCOUNT, Role.CONTRIBUTOR), user(session, "مریم")
        mine = profile(session, ACCOUNT)
        change_profile(session, mine, ProfileDetails(pen_name=PEN_NAME, adult=True), mine.version)
        found: dict[str, int] = {"commission": 0}
        for stage in ("published", "review", "begun", "offered"):
            opened = open_commission(session, terms(now() + WEEK), user(session, "رضا"))
            own = pitch(session, opened, OFFER, None, writer)
            found["commission"] = opened.id
            if stage == "offered":
                break
            piece = accept_pitch(session, own.id, editor)
            found[stage] = piece.id
            if stage == "begun":
                store(session, b"jpeg")
                own_photo = OwnPhoto("کوره‌ای در بم", PhotoConsent.NOBODY, own=True)
                add_own_photo(session, piece, PhotoImage(b"jpeg", b"jpeg", 4, 3), own_photo, writer)
                continue
            keep_findings(session, piece, ["سه قنات آب دارد؛ گفته میراب راور"], writer)
            finish_work(session, edit(session, piece, words(f"سه قنات {stage}"), writer, 0))
            number = piece.revision.number if piece.revision else 0
            said = remark(session, piece, number, PASSAGE, user(session, "رضا"), f"@{ACCOUNT} این را ببین")
            remark(session, piece, number, PASSAGE, writer, "@نرگس و @مریم درست است؟")
            hand_in(session, piece, writer)
            set_done(session, piece, said.id, writer, True)
            if stage == "published":
                move(session, piece, State.APPROVED, editor)
                publish(session, piece)
        session.flush()
        follow_commissions(session, now())
        return found


def text(answer: Any) -> str:
    """Return all that an answer has; of a file in a ZIP, what is in it."""
    try:
        with ZipFile(BytesIO(answer.content)) as packed:
            return " ".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    except BadZipFile:
        return str(answer.text)


def test_no_route_tells_the_account_of_a_pen_name(
    person: Person, desk: Desk, pieces: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Walk all pages of all roles but the chief's, with each piece; refusals of forms, too."""
    monkeypatch.setattr(live, "_LIFE_S", 0)
    person(ACCOUNT).open(f"/pieces/{pieces['review']}")  # she has it open
    seen_name = set()
    for name in TOLD:
        browser = person(name)
        token = browser.token("/help")
        for route, method in routes():
            access = access_of(route.endpoint)
            if (access.roles and PEOPLE[name][0] not in access.roles) or route.path.endswith("/film"):
                continue
            every = [pieces[stage] for stage in ("published", "review", "begun")]
            for id in every if "{id}" in route.path else every[:1]:
                named = dict.fromkeys(route.param_convertors, "1") | {"id": id, "commission": pieces["commission"]}
                path = route.path.format(**{key: named[key] for key in route.param_convertors})
                data = {"token": token} if method == "POST" else None
                if method == "POST" and route.path not in ("/pieces/{id}/remark", "/fees/{id}/approve"):
                    continue
                answer = browser.client.request(method, path, data=data)
                assert answer.status_code < 500, path
                found = text(answer)
                assert ACCOUNT not in found and "امینی" not in found, (name, method, path)
                if PEN_NAME in found:
                    seen_name.add(route.path)
    assert {"/pieces/{id}", "/commissions", "/commissions/{commission}", "/fees", "/fees/excel", "/"} <= seen_name


def test_no_template_prints_an_account_as_it_is() -> None:
    files = (ROOT / "bumi" / "desk" / "templates").glob("*.html")
    assert not [(path.name, found) for path in files for found in _NAMED.findall(path.read_text("utf-8"))]


def test_the_archive_names_the_pen(person: Person, pieces: dict[str, int]) -> None:
    for name in ("نرگس", "مریم"):
        page = seen(person(name).open("/archive/1"))
        assert PEN_NAME in page and ACCOUNT not in page


def test_trying_names_in_a_caption_tells_not_whose_pen_name_it_is(
    person: Person, desk: Desk, pieces: dict[str, int]
) -> None:
    with desk.newsroom.session() as session:
        for account, family, pen_name in ((ACCOUNT, "امینی", PEN_NAME), ("گلنار", "راوری", "")):
            mine = profile(session, account)
            details = ProfileDetails(given_name="سارا", family_name=family, pen_name=pen_name, adult=True)
            change_profile(session, mine, details, mine.version)
        credit = session.get_one(ArchivePhoto, 1).credit
    form = {"rights": "own", "consent": "nobody", "credit": credit}
    narges = person("نرگس")
    for family in ("امینی", "راوری"):
        page = narges.send("/archive/1", 422, "/archive/1", **form, caption=f"کوره‌ای در بم، سارا {family}")
        assert "نام پدیدآوری در شرح" in seen(page)


def test_the_chief_and_the_person_see_the_account(person: Person, pieces: dict[str, int]) -> None:
    for name in ("رضا", ACCOUNT):
        page = seen(person(name).open(f"/pieces/{pieces['published']}"))
        assert ACCOUNT in page and PEN_NAME not in page
    assert ACCOUNT in person("رضا").open("/fees")


def test_the_agency_mentions_by_pen_name_and_finds_no_account(person: Person, pieces: dict[str, int]) -> None:
    narges, id = person("نرگس"), pieces["review"]
    form = {"revision": "1", "field": "headline", "start": "0", "end": "8"}
    page = narges.open(f"/pieces/{id}/remark?revision=1&field=headline&start=0&end=8")
    assert PEN_NAME in page and ACCOUNT not in page
    wrong = narges.send(f"/pieces/{id}/remark", 422, **form, text=f"@{ACCOUNT} ببین")
    nobody = narges.send(f"/pieces/{id}/remark", 422, **form, text="@کسی ببین")
    assert "کسی نیست که این مطلب را ببیند" in wrong and "کسی نیست که این مطلب را ببیند" in nobody
    narges.send(f"/pieces/{id}/remark", 303, **form, text=f"@{PEN_NAME} ببین")


def test_the_api_and_messages_name_the_pen(desk: Desk, pieces: dict[str, int]) -> None:
    with desk.newsroom.session() as session:
        token = make_token(session, user(session, "نرگس"), "برنامه", user(session, "رضا"))
        for name in ("نرگس", "مریم"):
            choose(
                session,
                name,
                Choices(
                    dict.fromkeys(NotificationKind, NotificationTiming.NOW), "x@example.ir", quiet_from=0, quiet_until=0
                ),
            )
        session.flush()
        while spread(session, now(), (NotificationPlace.MAIL,)):
            pass
        claimed = claim_messages(session, "run", now(), 100, (NotificationPlace.MAIL,))
        told = [text_of(claimed_message(session, *each), "http://desk").text for each in claimed]
        assert any(PEN_NAME in each for each in told) and not any(ACCOUNT in each for each in told)
    with TestClient(create_app(desk), base_url="http://desk") as client:
        answer = client.get(f"/api/pieces/{pieces['review']}", headers={"authorization": f"Bearer {token}"})
        assert PEN_NAME in answer.text and ACCOUNT not in answer.text


def test_equal_pen_names_are_told_apart_and_others_are_nobodys(
    person: Person, desk: Desk, pieces: dict[str, int]
) -> None:
    with desk.newsroom.session() as session:
        add_user(session, "لیلا.رضایی", Role.CONTRIBUTOR)
        for account, pen_name in (("لیلا.رضایی", PEN_NAME), ("گلنار", "مریم")):  # an editor is called so
            other = profile(session, account)
            change_profile(session, other, ProfileDetails(pen_name=pen_name, adult=True), other.version)
        for each in (user(session, "لیلا.رضایی"), user(session, "گلنار")):
            pitch(session, commission(session, pieces["commission"]), OFFER, None, each)
    page = seen(person("مریم").open(f"/commissions/{pieces['commission']}"))
    named = [part.split(")")[0] for part in page.split(f"{PEN_NAME} (")[1:]]
    assert len(set(named)) == 2 and all(len(each) == 6 for each in named)
    assert "مریم (" in page and "رضایی" not in page and "گلنار" not in page


def test_an_authors_own_name_in_the_text_is_told_to_no_editor(
    person: Person, desk: Desk, pieces: dict[str, int]
) -> None:
    with desk.newsroom.session() as session:
        mine = profile(session, ACCOUNT)
        details = ProfileDetails("سارا", "امینی", PEN_NAME, adult=True)
        change_profile(session, mine, details, mine.version)
        piece = session.get_one(Piece, pieces["review"])
        revision = edit(session, piece, words("سارا امینی در راور"), user(session, "مریم"), 1)
        record_findings(session, revision, own_names(session, revision))
    place, hidden = f"/pieces/{pieces['review']}", "سردبیر باید این متن را ببیند"
    for name in ("مریم", "نرگس"):
        page = person(name).open(place)
        assert hidden in page and "نام پدیدآور در خود متن" not in page and "<mark" not in page
    assert "نام پدیدآور در خود متن" in person("رضا").open(place)
