"""The API for agencies' programs: briefs come in once, all that is wrong is told, and no input brings it down."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance
from sqlalchemy import func, select
from starlette.testclient import TestClient

from bumi.desk.api import create_api
from bumi.desk.app import create_app
from bumi.desk.desk import Desk
from bumi.newsroom.accounts.tokens import end_token, make_token
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content import api_requests
from bumi.newsroom.tables import AgencyToken, Piece
from tests.desk.attacks import BRIEFS
from tests.desk.stage import HERITAGE

BRIEF = {
    "kind": "خبر رویداد",
    "topic": "کارگاه پته‌دوزی",
    "agency": "میراث فرهنگی کرمان",
    "county": "سیرجان",
    "axis": "گردشگری",
    "notes": ["ورود برای همه آزاد است"],
    "starts_at": "۱۴۰۵/۰۹/۱۲ ۰۹:۰۰",
}
Ask = Callable[..., Any]
_CHECKS = (not_a_server_error, response_schema_conformance, status_code_conformance)


@pytest.fixture
def token(desk: Desk) -> str:
    with desk.newsroom.session() as session:
        return make_token(session, user(session, "نرگس"), "سامانه روابط‌عمومی", user(session, "رضا"))


@pytest.fixture
def ask(desk: Desk, token: str) -> Iterator[Ask]:
    with TestClient(create_app(desk), base_url="http://desk") as client:

        def request(method: str, path: str, *, key: str = "", kind: str = "", **sent: Any) -> Any:
            named = {"authorization": f"Bearer {token}", "idempotency-key": key, "content-type": kind}
            headers = {name: value for name, value in named.items() if value}
            return client.request(method, f"/api{path}", headers=headers, **sent)

        yield request


def pieces(desk: Desk) -> int:
    with desk.newsroom.reading() as session:
        return session.scalar(select(func.count()).select_from(Piece)) or 0


def test_a_brief_is_handed_in_and_followed(ask: Ask, desk: Desk) -> None:
    made = ask("POST", "/briefs", json=BRIEF)
    assert made.status_code == 201 and made.json()["state"] == "draft"
    told = ask("GET", f"/pieces/{made.json()['id']}").json()
    assert told["topic"] == BRIEF["topic"] and "نوبت" in told["outlook"]
    assert told["timeline"][0]["what"] == "نرگس سفارش محتوا را ثبت کرد"
    assert [each["id"] for each in ask("GET", "/pieces").json()] == [told["id"]]
    assert ask("GET", f"/pieces?after={told['id']}").json() == []


def test_the_same_key_never_makes_a_second_piece(ask: Ask, desk: Desk) -> None:
    first, again = (ask("POST", "/briefs", key="k1", json=BRIEF) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200) and first.json()["id"] == again.json()["id"]
    other = ask("POST", "/briefs", key="k1", json=BRIEF | {"topic": "چیز دیگری"})
    assert other.status_code == 409 and "برای سفارش دیگری" in other.json()["problems"][0]
    assert pieces(desk) == 1


def test_all_that_is_wrong_is_told_as_everywhere(ask: Ask, desk: Desk) -> None:
    answer = ask("POST", "/briefs", json={**BRIEF, "county": "تهران", "topic": "ا", "publish_at": "فردا"})
    assert answer.status_code == 422
    told = "\n".join(answer.json()["problems"])
    assert "«تهران» در استان کرمان نیست" in told and "«topic» کوتاه است" in told and "«فردا» تاریخ نیست" in told
    assert ask("POST", "/briefs", content=b"{", kind="application/json").status_code == 400
    assert ask("POST", "/briefs", json=BRIEF | {"agency": "شرکت گاز"}).status_code == 409
    assert pieces(desk) == 0


def test_a_program_that_runs_wild_is_told_when_to_come_again(
    ask: Ask, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_requests, "_QUOTA", ((timedelta(hours=1), 2, "یک ساعت"),))
    assert [ask("POST", "/briefs", key=key, json=BRIEF).status_code for key in ("a", "b", "a")] == [201, 201, 200]
    answer = ask("POST", "/briefs", key="c", json=BRIEF)
    assert answer.status_code == 429 and 3500 < int(answer.headers["retry-after"]) <= 3600
    assert "۲ سفارش" in answer.json()["problems"][0] and pieces(desk) == 2


def test_a_token_that_has_ended_opens_nothing(ask: Ask, desk: Desk, token: str) -> None:
    with desk.newsroom.session() as session:
        kept = session.scalars(select(AgencyToken)).one()
        assert token not in kept.hash and kept.user == "نرگس" and HERITAGE
        end_token(session, kept.id, user(session, "رضا"))
    answer = ask("GET", "/pieces")
    assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"


def test_whatever_is_sent_is_answered_as_described(desk: Desk, token: str) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", create_api(desk))
    headers = {"authorization": f"Bearer {token}"}
    operations: list[Any] = [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]
    assert {operation.path for operation in operations} == {"/briefs", "/briefs/reading", "/pieces", "/pieces/{id}"}
    for operation in operations:

        @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def answered(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=_CHECKS)

        answered()


@pytest.mark.parametrize("kind", BRIEFS)
def test_no_brief_stalls_the_desk_or_is_answered_at_length(ask: Ask, desk: Desk, kind: str) -> None:
    ask("GET", "/pieces")  # what is read once is read now
    for size in (1_000, 20_000, 100_000):
        body, begun = BRIEFS[kind](size), time.process_time()
        whole = ask("POST", "/briefs", content=body, kind="application/json")
        parts = ask("POST", "/briefs", content=(body[at : at + 9999] for at in range(0, len(body), 9999)))
        assert time.process_time() - begun < 4
        for answer in (whole, parts):
            assert answer.status_code in ((413,) if len(body) > 256 * 1024 else (400, 422))
            assert answer.json()["problems"] and len(answer.content) < 10_000
    assert pieces(desk) == 0


def test_a_brief_is_read_before_it_is_handed_in(ask: Ask, desk: Desk) -> None:
    brief = {"kind": "event", "topic": "کارگاه پته", "notes": ["ظرفیت ۳۰", "ورود رایگان", 7], "when": "فردا"}
    read = ask("POST", "/briefs/reading", json=brief).json()
    assert read["notes"][0]["questions"][0]["answers"][0]["text"] == "ظرفیت ۳۰ نفر"
    assert read["notes"][1]["suggestions"] == ["ورود رایگان است."] and not read["thinking"]
    assert read["fields"]["when"][0]["kind"] == "relative-day"
    assert pieces(desk) == 0


def test_reading_waits_for_the_model_only_so_long(desk: Desk, token: str) -> None:
    slow = replace(desk, suggest=lambda who, about, notes: dict.fromkeys(notes))
    with TestClient(create_app(slow), base_url="http://desk") as client:
        begun = time.monotonic()
        headers = {"authorization": f"Bearer {token}"}
        read = client.post("/api/briefs/reading", headers=headers, json={"notes": ["ورود رایگان"]}).json()
    assert read["thinking"] and read["notes"][0]["suggestions"] and 1.5 <= time.monotonic() - begun < 60
