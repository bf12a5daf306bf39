"""Files of the desk: whom to tell of a weakness."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from starlette.testclient import TestClient

from bumi.desk.app import create_app
from bumi.desk.desk import Desk
from bumi.persian.calendar import now
from bumi.settings import Settings
from tests.desk.stage import Browser

PATH = "/.well-known/security.txt"


def test_where_nobody_is_named_nobody_is_told(visitor: Callable[..., Browser]) -> None:
    visitor().open(PATH, 404)


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("security@news.example", "mailto:security@news.example"),
        ("mailto:security@news.example", "mailto:security@news.example"),
        ("https://news.example/security", "https://news.example/security"),
    ],
)
def test_whom_to_tell_of_a_weakness(desk: Desk, contact: str, told: str) -> None:
    named = replace(desk, settings=Settings(security_contact=contact, desk_url="https://desk.example/"))
    answer = TestClient(create_app(named)).get(PATH)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert list(lines) == ["Contact", "Expires", "Preferred-Languages", "Canonical"]
    assert (lines["Contact"], lines["Canonical"]) == (told, f"https://desk.example{PATH}")
    assert timedelta(days=30) < datetime.fromisoformat(lines["Expires"]) - now() < timedelta(days=365)
