"""The chief's page: invitations, roles, closing an account, and tokens that are shown once."""

import re
from collections.abc import Callable

from bumi.desk.desk import Desk
from bumi.newsroom.tables import AgencyToken, User
from tests.desk.stage import HERITAGE, PASSWORD, Browser, seen

Person = Callable[[str], Browser]
Visitor = Callable[[], Browser]


def test_somebody_is_invited_and_comes_in(person: Person, visitor: Visitor) -> None:
    page = person("رضا").send("/people/invite", 200, "/people", name="سیما", role="content", agency="آبفا کرمان")
    found = re.search(r"/join/([\w-]+)<", page)
    assert found and "شرکت آب و فاضلاب استان کرمان" in person("رضا").open("/people")
    assert found[1] not in person("رضا").open("/people")
    new = visitor()
    new.send(f"/join/{found[1]}", page=f"/join/{found[1]}", password=PASSWORD, again=PASSWORD)
    assert "سیما گذرواژه گذاشت و وارد شد" in seen(person("رضا").open("/people"))


def test_an_agency_that_nobody_lists_is_taken_and_told(person: Person) -> None:
    chief = person("رضا")
    page = seen(chief.send("/people/invite", 200, "/people", name="نو", role="content", agency="شهرداری راور"))
    assert "«شهرداری راور» در فهرست دستگاه‌های استان نیست" in page
    again = chief.send("/people/invite", 200, "/people", name="نو", role="content", agency="")
    assert 'value="شهرداری راور"' in again and "نیست؛" not in seen(again)


def test_what_is_wrong_is_told(person: Person) -> None:
    chief = person("رضا")
    assert "پیش‌تر با نقش" in chief.send("/people/invite", 422, "/people", name="مریم", role="chief", agency="")
    assert "شناخته نیست" in chief.send("/people/invite", 422, "/people", name="نو", role="machine", agency="")
    assert "خودتان" in chief.send("/people/change", 409, "/people", name="رضا", role="editor", agency="")


def test_a_closed_account_is_out_at_once(person: Person, desk: Desk) -> None:
    out = person("هادی")
    out.open("/")
    person("رضا").send("/people/change", page="/people", name="هادی", role="content", agency=HERITAGE, closed="1")
    out.open("/", 303)
    person("رضا").send("/people/change", page="/people", name="هادی", role="editor", agency="")
    with desk.newsroom.reading() as session:
        back = session.get_one(User, "هادی")
        assert (back.closed_at, back.role, back.agency) == (None, "editor", "")


def test_a_token_is_shown_once_and_ended(person: Person, desk: Desk) -> None:
    chief = person("رضا")
    page = chief.send("/people/token", 200, "/people", name="نرگس", label="سامانه")
    found = re.search(r'id="the-key">([^<]+)<', page)
    assert found and found[1] not in chief.open("/people")
    assert "تولید محتوای یک دستگاه" in chief.send("/people/token", 409, "/people", name="مریم", label="سامانه")
    chief.send("/people/token/end", page="/people", id="1")
    with desk.newsroom.reading() as session:
        assert session.get_one(AgencyToken, 1).ended_at
    assert "از کار افتاده" in chief.open("/people")
