"""No request is a failure of ours, whatever stands in an address, a query, a form or the JSON of a program.

`make soak` tries more values.
"""

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute
from hypothesis import settings
from starlette.testclient import TestClient

from bumi.brief import Kind
from bumi.desk import live
from bumi.desk.app import create_app
from bumi.desk.brief_form import empty_form
from bumi.desk.desk import Desk
from bumi.desk.pages import ROUTERS
from bumi.errors import NotAvailable
from bumi.logs import guard_lines
from bumi.newsroom.accounts.tokens import make_token
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content import photos
from bumi.newsroom.content.archive import PhotoDetails, PhotoImage, add_to_archive
from bumi.newsroom.content.typed import begin_draft
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.plan.shared_messages import add_message
from bumi.newsroom.states import State
from bumi.persian.calendar import parse_moment
from bumi.persian.text import digits_to_persian
from bumi.planning import start_campaign
from bumi.settings import Settings
from tests.desk.stage import HERITAGE, Browser, staff
from tests.desk.test_api import BRIEF
from tests.newsroom.conftest import database, postgresql
from tests.newsroom.stage import reach, store
from tests.planning.stage import event

__all__ = ["postgresql"]

WHOLE = settings().max_examples > 1000  # under `make soak`
NUMBERS = ("9" * 30, *(("-1", "2147483648", "9" * 10, "9" * 5000, "²", "٣", "1.5") if WHOLE else ()))
TEXTS = ("a\x00b", "²", *(("\ud800", "\U0010ffff", "..", "%00", "\u202e") if WHOLE else ()))
ASKED = ("shelf", "page", "word", "week", "weeks", "month", "fix", "from", "to", "said", "wrong", "next")
COUNTED = ("version", "revision", "photo", "id")
SENT = ("name", "to", "why", "finding", "words", "release", "slug", "notes", "topic", "headline", "label", "password")
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(params=["sqlite", "postgresql"])
def staffed(request: pytest.FixtureRequest, home: Path, migrated: Path) -> Iterator[Newsroom]:
    """A newsroom with people, on either database."""
    if request.param == "sqlite":
        opened = open_newsroom(f"sqlite:///{shutil.copy(migrated, home / 'bumi.db')}")
        yield opened
        opened.close()
        return
    with database(request.getfixturevalue("postgresql"), "failures") as url:
        opened = open_newsroom(url)
        staff(opened)
        yield opened
        opened.close()


@pytest.fixture
def client(staffed: Newsroom) -> Iterator[TestClient]:
    """The chief's browser, which is shown failures as people are."""
    desk = Desk(staffed, Settings(), lambda: None)
    with TestClient(
        create_app(desk), base_url="http://desk", follow_redirects=False, raise_server_exceptions=False
    ) as opened:
        Browser(opened, desk).enter_as("رضا")
        yield opened


def things(newsroom: Newsroom) -> dict[str, int]:
    """One of each that an address may name, by the parameter."""
    with newsroom.session() as session:
        chief, piece = user(session, "رضا"), reach(session, State.PUBLISHED)
        draft = begin_draft(session, chief, empty_form(Kind.EVENT, "") | {"topic": "نشست"})
        store(session, b"jpeg")
        photo = photos.add_photo(session, draft.id, chief, b"jpeg", 1, 1)
        campaign = start_campaign(session, event(parse_moment("1499/01/20 10:00"), agency=HERITAGE), chief)
        message = add_message(session, "پیام", {"title": "پیام", "facts": ["ورود آزاد است"]}, chief)
        named = {"id": piece.id, "draft": draft.id, "photo": photo.id, "campaign": campaign.id}
        image = PhotoImage(b"jpeg", b"jpeg", 1, 1)
        archived = add_to_archive(session, chief, image, PhotoDetails("نشست"))
        return named | {"message": message.id, "archived": archived.id}


def routes() -> Iterator[tuple[APIRoute, str]]:
    for route in (route for router in ROUTERS for route in router.routes):
        assert isinstance(route, APIRoute)
        if route.path != "/sign-out":
            yield from ((route, method) for method in route.methods or ())


def escaped(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def filled(names: tuple[str, ...], text: str) -> str:
    return "".join(f"&{name}={escaped(text)}" for name in names)


@pytest.mark.soak
def test_no_address_no_query_and_no_form_is_a_failure(
    client: TestClient, staffed: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "_LIFE_S", 0)  # this client waits for the end of an answer
    named = things(staffed)
    form = f"token={Browser(client, client.app.state.desk).token('/help')}"  # type: ignore[attr-defined]
    failed = []
    for route, method in routes():
        parameters = list(route.param_convertors)
        asked = [(route.path.format(**dict.fromkeys(parameters, escaped(it))), form) for it in (*NUMBERS, *TEXTS)]
        real = route.path.format(**dict.fromkeys(parameters, "none") | {it: str(id) for it, id in named.items()})
        sent = [f"{filled(COUNTED, it)}{filled(SENT, 'x')}" for it in NUMBERS]
        sent += [f"{filled(COUNTED, '1')}{filled(SENT, it)}" for it in TEXTS]
        if method == "POST":
            asked = (asked if parameters else []) + [(real, form + each) for each in sent]
        else:
            asked = (asked if parameters else []) + [(f"{real}?{filled(ASKED, it)}", form) for it in TEXTS]
        for address, content in asked:
            answer = client.request(method, address, content=content if method == "POST" else None, headers=FORM)
            failed += [(method, address[:80], content[-60:])] if answer.status_code >= 500 else []
    assert not failed


@pytest.mark.parametrize("broken", ["\\ud800", "\\u0000"])
def test_what_is_no_text_in_a_brief_is_told(client: TestClient, staffed: Newsroom, broken: str) -> None:
    with staffed.session() as session:
        key = make_token(session, user(session, "نرگس"), "سامانه", user(session, "رضا"))
    headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    listed = {"notes": ["ab@"], "quotes": [{"speaker": "احمد رضایی", "text": "ab@"}], "channels": ["@"]}
    for name in (*BRIEF, *listed, "internal_note", "unknown@"):
        text = json.dumps(BRIEF | {name: listed.get(name, "ab@")}).replace("@", broken)
        answer = client.post("/api/briefs", content=text, headers=headers)
        assert answer.status_code == 422, (name, answer.text)
    assert (
        "نویسه‌ای ناقص دارد"
        in client.post(
            "/api/briefs", content=json.dumps(BRIEF | {"topic": "ab@"}).replace("@", broken), headers=headers
        ).text
    )
    assert client.get(f"/api/pieces/{'9' * 30}", headers=headers).status_code == 422
    assert client.get(f"/api/pieces/{'9' * 10}", headers=headers).status_code == 422


@pytest.mark.parametrize(
    ("error", "status"), [(ZeroDivisionError("cause-x"), 500), (NotAvailable("cause-x:5432"), 503)]
)
def test_a_failure_has_the_headers_and_a_number_and_no_cause(
    person: Callable[[str], Browser],
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    status: int,
) -> None:
    def fail(*_: object) -> None:
        raise error

    browser = person("رضا")
    monkeypatch.setattr(logging, "_logRecordFactory", logging.getLogRecordFactory())  # put back afterwards
    guard_lines()
    monkeypatch.setattr("bumi.desk.pages.calendar.agenda", fail)
    monkeypatch.setattr("bumi.desk.api.seen_pieces", fail)
    client = TestClient(browser.client.app, base_url="http://desk", raise_server_exceptions=False)
    client.cookies = browser.client.cookies
    with desk.newsroom.session() as session:
        key = make_token(session, user(session, "نرگس"), "سامانه", user(session, "رضا"))
    for answer in (client.get("/calendar"), client.get("/api/pieces", headers={"authorization": f"Bearer {key}"})):
        assert answer.status_code == status and "cause-x" not in answer.text and "شماره پیگیری" in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        id = answer.headers["x-request-id"]
        assert digits_to_persian(id) in answer.text, "a person can quote it"
        assert id in [record.__dict__["ids"]["request"] for record in caplog.records]
    assert "cause-x" in caplog.text and caplog.records[0].levelno == logging.ERROR
