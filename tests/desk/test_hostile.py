"""Hostile text, in any field of any form that people are shown, comes back inert and is never a failure of ours."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from itertools import cycle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import user
from bumi.newsroom.questions import ask
from bumi.newsroom.states import State
from bumi.persian.calendar import now, whole_minute
from bumi.planning import confirm_agency, start_campaign
from tests.desk.pages.test_crises import issue
from tests.desk.pages.test_plan import SAYS
from tests.desk.stage import HERITAGE, WATER, Browser
from tests.newsroom.stage import reach
from tests.planning.stage import event

Person = Callable[[str], Browser]
HOSTILE = st.one_of(
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "{{ 7*7 }}",
            "</textarea><b>",
            "\u202e\x07\x1b",
            "'; DROP TABLE pieces;--",
            "javascript:alert(1)",
            "9" * 40,
            "\ud800",
        ]
    ),
    st.text(max_size=60),
).map(lambda text: text.encode("utf-8", "replace").decode())
BAD = ("<script>alert", "<img src=x", "</textarea><b>", "\x07", "\x1b", 'href="javascript:')
CHOSEN = ("hidden", "radio", "checkbox", "submit")  # whose values are ours


@dataclass
class Shown:
    """A form as a page shows it: where it goes, our values, the names people write into, buttons that say more."""

    action: str
    ours: dict[str, str] = field(default_factory=dict)
    free: list[str] = field(default_factory=list)
    buttons: list[dict[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page that are sent."""

    def __init__(self, path: str, page: str) -> None:
        super().__init__()
        self.found: list[Shown] = []
        self._path, self._within = path, False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method") == "post":
            self.found.append(Shown(given.get("action") or self._path))
            self._within = True
        elif self._within and (name := given.get("name")):
            if tag == "button":
                self.found[-1].buttons.append({name: given.get("value", "")})
            elif tag == "select" or given.get("type") in CHOSEN:
                self.found[-1].ours.setdefault(name, given.get("value", ""))
            elif tag in ("input", "textarea") and given.get("type") != "file":
                self.found[-1].free.append(name)

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag != "form"


def piece_in(state: State) -> Callable[[Desk, Person], str]:
    def made(desk: Desk, person: Person) -> str:
        with desk.newsroom.session() as session:
            return f"/pieces/{reach(session, state).id}"

    return made


def edited(desk: Desk, person: Person) -> str:
    return f"{piece_in(State.SUBMITTED)(desk, person)}/edit"


def campaign(desk: Desk, person: Person) -> str:
    began = whole_minute(now()) - timedelta(days=2)
    with desk.newsroom.session() as session:
        started = start_campaign(
            session, event(began, agency=HERITAGE), user(session, "نرگس"), now=began - timedelta(days=9)
        )
        return f"/campaigns/{started.id}"


def brief(desk: Desk, person: Person) -> str:
    return person("رضا").send("/briefs/new", page="/briefs/new", kind="event")


def message(desk: Desk, person: Person) -> str:
    return person("مریم").send("/messages/new", page="/messages/new", **SAYS).partition("?")[0]


def crises(desk: Desk, person: Person) -> str:
    issue(person("رضا"))
    return "/crises"


def question(desk: Desk, person: Person) -> str:
    with desk.newsroom.session() as session:
        asked = ask(session, "چرا آب روستای ما قطع می‌شود؟")
        confirm_agency(session, asked, WATER, user(session, "مریم"))
        return f"/questions/{asked.id}"


PLACES: dict[str, Callable[[Desk, Person], str]] = {
    "brief": brief,
    "campaign": campaign,
    "crises": crises,
    "edit": edited,
    "message edited": lambda desk, person: f"{message(desk, person)}/edit",
    "message new": lambda desk, person: "/messages/new",
    "new brief": lambda desk, person: "/briefs/new",
    "people": lambda desk, person: "/people",
    "piece waiting": piece_in(State.SUBMITTED),
    "piece published": piece_in(State.PUBLISHED),
    "plan": lambda desk, person: "/plan",
    "question": question,
    "sign-in": lambda desk, person: "/sign-in",
}


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@pytest.mark.parametrize("place", PLACES)
@given(st.lists(HOSTILE, min_size=7, max_size=7).map(cycle))
def test_hostile_text_comes_back_inert(person: Person, desk: Desk, place: str, texts: Iterator[str]) -> None:
    path, browser = PLACES[place](desk, person), person("رضا")
    forms = [each for each in Forms(path, browser.open(path)).found if each.action != "/sign-out"]
    assert forms
    for form, pressed in [(each, button) for each in forms for button in each.buttons or [{}]]:
        typed = dict(zip(form.free, texts, strict=False))
        answer = browser.send(form.action, 0, "/", **form.ours | typed | pressed)
        for page in (answer if answer.startswith("<") else browser.open(answer, 0), browser.open(path, 0)):
            assert not [bad for bad in BAD if bad in page]
            assert page.count("<form") == page.count("</form>")
