"""What the desk's tests play with: people of two agencies, their browsers, and pieces in any state."""

import re
from html import unescape
from typing import Any

from starlette.testclient import TestClient

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.passwords import fingerprint, hashed
from bumi.newsroom.accounts.users import Role, add_user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.tables import SignIn, User

PASSWORD = "گل محمدی در لاله‌زار"
HERITAGE = "اداره‌کل میراث فرهنگی، گردشگری و صنایع‌دستی استان کرمان"
BAM = "فرمانداری شهرستان بم"
WATER = "شرکت آب و فاضلاب استان کرمان"
PEOPLE = {
    "نرگس": (Role.CONTENT, HERITAGE),
    "هادی": (Role.CONTENT, WATER),
    "سهراب": (Role.CONTENT, BAM),
    "مریم": (Role.EDITOR, ""),
    "کامران": (Role.EDITOR, ""),
    "رضا": (Role.CHIEF, ""),
    "گلنار": (Role.CONTRIBUTOR, ""),
    "بهرام": (Role.CONTRIBUTOR, ""),
}
_TOKEN = re.compile(r'name="token" value="(\w+)"')


def staff(newsroom: Newsroom) -> None:
    """Give the newsroom its people, who all have the same password."""
    kept = hashed(PASSWORD, "")
    with newsroom.session() as session:
        for name, (role, agency) in PEOPLE.items():
            add_user(session, name, role, agency).password = kept


class Clock:
    """A clock that goes on only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class Browser:
    """Somebody at a browser: pages are opened, their forms are sent."""

    def __init__(self, client: TestClient, desk: Desk) -> None:
        self.client, self.desk = client, desk

    def enter_as(self, name: str) -> None:
        """Be signed in without the time that a password takes; test_signing.py signs in as people do."""
        with self.desk.newsroom.session() as session:
            assert session.get(User, name)
            session.merge(SignIn(hash=fingerprint(name.encode().hex()), user=name))
        self.client.cookies.set(self.desk.cookie, name.encode().hex())

    def open(self, path: str, status: int = 200) -> str:
        """Open a page and return it as text; status 0 is any but a failure of ours."""
        answer = self.client.get(path)
        fine = answer.status_code == status if status else answer.status_code < 500
        assert fine, (answer.status_code, answer.headers.get("location"), seen(answer.text))
        return answer.text

    def send(self, path: str, status: int = 303, page: str = "/sign-in", files: Any = None, **fields: Any) -> str:
        """Send a form with the token of our own pages; return where it leads, or the page that answers.

        Status 0 is any but a failure of ours.
        """
        answer = self.post(path, page, files, **fields)
        fine = answer.status_code == status if status else answer.status_code < 500
        assert fine, (answer.status_code, seen(answer.text))
        leads: str = answer.headers.get("location", "")
        return leads or str(answer.text)

    def post(self, path: str, page: str = "/sign-in", files: Any = None, **fields: Any) -> Any:
        """Send a form with the token of our own pages; return the answer."""
        return self.client.post(path, data={"token": self.token(page), **fields}, files=files)

    def token(self, page: str = "/sign-in") -> str:
        """Return the token of the forms on a page."""
        found = _TOKEN.search(self.client.get(page).text)
        assert found
        return found[1]


def seen(page: str) -> str:
    """Return what a reader of a page sees, on one line."""
    body = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", "", page)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())
