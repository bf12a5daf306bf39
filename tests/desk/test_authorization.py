"""Authorization: every route of the desk, with each role and with another agency's ids; nothing leaks."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from bumi.brief import Kind
from bumi.courses import Course
from bumi.desk import live
from bumi.desk.app import create_app
from bumi.desk.authorization import (
    ARCHIVED,
    CAMPAIGN,
    COMMISSION,
    COUNTY,
    DRAFT,
    IMAGE,
    MESSAGE,
    OWN_ARCHIVED,
    OWN_DRAFT,
    PHOTO,
    PIECE,
    QUESTION,
    access_of,
    allow,
    check_routes,
)
from bumi.desk.brief_form import empty_form
from bumi.desk.desk import Desk
from bumi.desk.limits import RequestQueue
from bumi.desk.pages import ROUTERS
from bumi.newsroom.accounts.tokens import make_token
from bumi.newsroom.accounts.users import user
from bumi.newsroom.commissions import accept_pitch, open_commission, pitch
from bumi.newsroom.content.archive import PhotoDetails, PhotoImage, add_to_archive
from bumi.newsroom.content.photos import add_photo
from bumi.newsroom.content.templates import keep_template
from bumi.newsroom.content.typed import begin_draft
from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.shared_messages import add_message
from bumi.newsroom.questions import ask
from bumi.newsroom.sign_ups import open_sign_ups
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Piece
from bumi.persian.calendar import now, parse_moment
from bumi.planning import confirm_agency, start_campaign
from bumi.settings import ROOT, Settings
from tests.desk.stage import HERITAGE, PEOPLE, Browser, seen
from tests.newsroom.commissions.stage import OFFER, WEEK, terms
from tests.newsroom.stage import reach, store
from tests.planning.stage import event

Person = Callable[[str], Browser]
SECRET = "جشنواره گل محمدی"


class Own(NamedTuple):
    """The things of «نرگس», which «هادی» of another agency may not even know of."""

    piece: int
    draft: int
    photo: int
    image: str
    campaign: int
    message: int
    template: int
    archived: int
    question: int
    commission: int


@pytest.fixture
def own(desk: Desk) -> Own:
    with desk.newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        author = user(session, "نرگس")
        draft = begin_draft(session, author, empty_form(Kind.EVENT, "") | {"topic": SECRET})
        store(session, b"jpeg")
        photo = add_photo(session, draft.id, author, b"jpeg", 1, 1)
        assert piece.revision
        day = parse_moment("1499/01/20 10:00")
        campaign = start_campaign(session, event(day, topic=SECRET, agency=HERITAGE), author)
        said = add_message(session, SECRET, {"title": SECRET, "facts": ["ورود آزاد است"]}, user(session, "مریم"))
        template = keep_template(session, author, HERITAGE, SECRET, empty_form(Kind.EVENT, HERITAGE))
        image = piece.revision.images[0].sha256
        details = PhotoDetails(SECRET)
        archived = add_to_archive(session, author, PhotoImage(b"jpeg", b"jpeg", 1, 1), details)
        open_sign_ups(session, campaign, 2, day, author, now())
        asked = ask(session, f"{SECRET} کی برگزار می‌شود؟")
        confirm_agency(session, asked, HERITAGE, user(session, "مریم"))
        commissioned = commission_of_another(session)
        seen = (campaign.id, said.id, template.id, archived.id, asked.id, commissioned)
        return Own(piece.id, draft.id, photo.id, image, *seen)


def commission_of_another(session: Session) -> int:
    """Return a commission that «بهرام» writes, so that «گلنار» may not know of it."""
    opened = open_commission(session, terms(now() + WEEK), user(session, "رضا"))
    opened.topic = SECRET
    chosen = pitch(session, opened, OFFER, None, user(session, "بهرام"))
    accept_pitch(session, chosen.id, user(session, "مریم"))
    return opened.id


def routes() -> Iterator[tuple[APIRoute, str]]:
    """Every route of the desk's pages with each of its methods."""
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            for method in sorted(route.methods or ()):
                yield route, method


def address(route: APIRoute, own: Own) -> str:
    named: dict[str, Any] = {
        "id": own.piece, "draft": own.draft, "photo": own.photo, "sha256": own.image, "kind": "png",
        "code": "none", "digest": "none", "name": "none", "campaign": own.campaign, "message": own.message,
        "template": own.template, "archived": own.archived, "county": "bam", "question": own.question,
        "course": "sample", "lesson": "first-sentence", "size": "phone", "commission": own.commission,
    }  # fmt: skip
    return route.path.format(**{name: named[name] for name in route.param_convertors})


def test_every_route_by_every_role(
    person: Person, visitor: Callable[[], Browser], own: Own, sample_course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Walk the route table. Those who may come in only open pages here: what they send is the other tests' matter."""
    monkeypatch.setattr(live, "_LIFE_S", 0)  # these browsers wait for the end of an answer
    people = {name: person(name) for name in PEOPLE}
    stranger, tokens = visitor(), {name: browser.token("/help") for name, browser in people.items()}
    for route, method in routes():
        access, path, place = access_of(route.endpoint), address(route, own), f"{method} {route.path}"
        data = {"token": stranger.token()} if method == "POST" else None
        answer = stranger.client.request(method, path, data=data)
        if access.roles:
            assert answer.status_code == 303 and answer.headers["location"].startswith("/sign-in"), place
        for name, browser in people.items():
            role = PEOPLE[name][0]
            closed = bool(access.roles) and role not in access.roles
            hidden = access.resource is not None and not may_see(access.resource, name)
            if method == "POST" and not (closed or hidden):
                continue
            data = {"token": tokens[name]} if method == "POST" else None
            answer = browser.client.request(method, path, data=data)
            if closed or hidden:
                assert answer.status_code == (403 if closed else 404) and SECRET not in answer.text, (place, name)
            elif access.roles:
                assert answer.status_code < 500 and answer.status_code != 403, (place, name)


def may_see(of: Any, name: str) -> bool:
    role = PEOPLE[name][0]
    if of in (DRAFT, OWN_DRAFT, PHOTO):  # still being typed: its author's alone
        return name == "نرگس"
    if of is COMMISSION:
        return name == "بهرام" or role in (Role.EDITOR, Role.CHIEF)
    if of is MESSAGE:  # not approved yet
        return role in (Role.EDITOR, Role.CHIEF)
    if of is COUNTY:  # «سهراب» is of its governor's office
        return name == "سهراب" or role in (Role.EDITOR, Role.CHIEF)
    return name == "نرگس" or role in (Role.EDITOR, Role.CHIEF)


def test_another_agencys_pieces_are_in_no_list(person: Person, own: Own) -> None:
    other = person("هادی")
    for page in (
        "/archive",
        "/",
        "/?shelf=decide",
        f"/?shelf=decide&word={own.piece}",
        "/calendar",
        "/plan",
        "/crises",
        "/questions",
        "/questions?tab=with_agency",
        "/questions?tab=held",
    ):
        assert "گل محمدی" not in other.open(page)
    assert "گل محمدی" in person("نرگس").open("/?shelf=decide")


def test_colleagues_of_an_agency_see_its_pieces(person: Person, desk: Desk, own: Own) -> None:
    with desk.newsroom.session() as session:
        session.get_one(Piece, own.piece).agency = "آبفا کرمان"  # an alias of the agency of «هادی»
    assert "گل محمدی" in person("هادی").open(f"/pieces/{own.piece}")


def test_the_api_shows_an_agency_its_own(desk: Desk, own: Own) -> None:
    with desk.newsroom.session() as session:
        tokens = {
            name: make_token(session, user(session, name), "برنامه", user(session, "رضا")) for name in ("نرگس", "هادی")
        }
    with TestClient(create_app(desk), base_url="http://desk") as client:

        def get(path: str, name: str) -> Any:
            return client.get(f"/api{path}", headers={"authorization": f"Bearer {tokens[name]}"})

        assert get(f"/pieces/{own.piece}", "نرگس").status_code == 200
        assert get(f"/pieces/{own.piece}", "هادی").status_code == 404
        assert get("/pieces", "هادی").json() == []
        for path in ("/pieces", f"/pieces/{own.piece}"):
            assert client.get(f"/api{path}").status_code == 401
            assert client.get(f"/api{path}", headers={"authorization": "Bearer x"}).status_code == 401


@pytest.mark.parametrize("id", ["0", "-1", "99999999999", "x", "1.5", "%D9%A1", "1%00"])
def test_ids_that_are_none_are_not_there(person: Person, id: str) -> None:
    person("رضا").open(f"/pieces/{id}", 404)


def test_a_page_that_says_not_who_may_come_in_keeps_the_desk_from_starting() -> None:
    silent, blind = APIRouter(), APIRouter()
    silent.add_api_route("/x", lambda: None)
    blind.add_api_route("/pieces/{id}", allow(frozenset(Role))(lambda: None))
    for router in (silent, blind):
        with pytest.raises((AttributeError, ValueError)):
            check_routes(router.routes)
    things = (PIECE, DRAFT, PHOTO, IMAGE, CAMPAIGN, MESSAGE, QUESTION, ARCHIVED, OWN_ARCHIVED, COUNTY, COMMISSION)
    names = [
        "id",
        "draft",
        "photo",
        "sha256",
        "campaign",
        "message",
        "question",
        "archived",
        "archived",
        "county",
        "commission",
    ]
    assert [thing.parameter for thing in things] == names


def test_heavy_work_waits_for_its_turn_and_no_other_page_does(newsroom: Newsroom, own: Own) -> None:
    full = RequestQueue(0, 0, "میز اکنون پرکار است")
    with crowded(Desk(newsroom, Settings(), lambda: None, text_queue=full, photo_queue=full)) as browser:
        for path in (f"/pieces/{own.piece}/edit", f"/pieces/{own.piece}/compare"):
            assert "پرکار است" in seen(browser.open(path, 503))
        for path in (f"/pieces/{own.piece}/check", f"/briefs/{own.draft}/photo", "/briefs/paste", "/briefs/upload"):
            assert "پرکار است" in seen(browser.send(path, 503, "/briefs/new"))
        for path in ("/", f"/pieces/{own.piece}", "/briefs/new"):
            browser.open(path)


def test_photos_and_texts_do_not_wait_for_each_other(newsroom: Newsroom, own: Own) -> None:
    full, edit = RequestQueue(0, 0, "میز اکنون پرکار است"), f"/pieces/{own.piece}/edit"
    with crowded(Desk(newsroom, Settings(), lambda: None, photo_queue=full)) as browser:
        browser.open(edit)
        browser.send(f"/briefs/{own.draft}/photo", 503, "/briefs/new")
    with crowded(Desk(newsroom, Settings(), lambda: None, text_queue=full)) as browser:
        browser.open(edit, 503)
        browser.send(f"/briefs/{own.draft}/photo", 422, "/briefs/new")


@contextmanager
def crowded(desk: Desk) -> Iterator[Browser]:
    """«نرگس» at a desk whose queue is full."""
    with TestClient(create_app(desk), base_url="http://desk", follow_redirects=False) as client:
        browser = Browser(client, desk)
        browser.enter_as("نرگس")
        yield browser


def test_the_gate_holds_without_asserts() -> None:
    code = (
        "from fastapi import APIRouter; from bumi.desk.authorization import allow, check_routes;"
        "blind = APIRouter(); blind.add_api_route('/pieces/{id}', allow(frozenset())(lambda: None));"
        "check_routes(blind.routes)"
    )
    told = subprocess.run([sys.executable, "-O", "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert told.returncode == 1 and "that its access rule does not check" in told.stderr
