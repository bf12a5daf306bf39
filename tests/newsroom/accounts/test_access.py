"""For whom somebody speaks: content teams for listed agencies or their own, editors and chiefs for any."""

import pytest

from bumi.errors import Refused
from bumi.newsroom.accounts.access import not_listed
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.campaigns import add_campaign
from bumi.newsroom.states import Role
from bumi.persian.calendar import now
from tests.newsroom.stage import brief, person

MADE_UP = "سازمان گل و گیاه ماهان"
NEAR = "میراث فرهنگی، گردشگری و صنایع دستی"
HERITAGE = "اداره‌کل میراث فرهنگی، گردشگری و صنایع‌دستی استان کرمان"


def test_a_content_team_speaks_for_no_agency_that_nobody_lists(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        author = add_user(session, "نرگس", Role.CONTENT)
        with pytest.raises(Refused, match=f"«{MADE_UP}» در فهرست .* نیست؛ .*سردبیر"):
            submit(session, brief(agency=MADE_UP), author)
        with pytest.raises(Refused, match=f"اگر «{HERITAGE}»"):
            submit(session, brief(agency=NEAR), author)
        with pytest.raises(Refused, match="در فهرست"):
            add_campaign(session, "event", brief(agency=MADE_UP), now(), now(), author)
        assert submit(session, brief(agency="هلال احمر"), author)


def test_what_a_chief_gave_a_user_is_their_agency(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        author = add_user(session, "نرگس", Role.CONTENT, MADE_UP)
        assert submit(session, brief(agency="سازمان گل و گیاه  ماهان"), author)
        with pytest.raises(Refused, match="نه برای"):
            submit(session, brief(), author)
        with pytest.raises(Refused, match="نه برای"):
            add_campaign(session, "event", brief(), now(), now(), author)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CHIEF])
def test_editors_and_chiefs_speak_for_any(newsroom: Newsroom, role: Role) -> None:
    with newsroom.session() as session:
        assert submit(session, brief(agency=MADE_UP), person(session, role))


def test_near_names_are_named_and_far_ones_are_not() -> None:
    assert not_listed("آبفا کرمان") == ""
    assert "«جمعیت هلال‌احمر استان کرمان»" in not_listed("جمعیت هلال احمر کرمان‌زمین")
    assert "«شرکت آب و فاضلاب استان کرمان»" in not_listed("آبفا")
    assert "«" not in not_listed(MADE_UP).partition("؛")[2]


def test_no_agency_of_another_county_is_proposed() -> None:
    for name in ("شهرداری سیرجان", "شهرداری زیدآباد", "دانشگاه علوم پزشکی زرند"):
        assert "«" not in not_listed(name).partition("؛")[2]
    assert "«شهرداری کرمان»" in not_listed("شهردار ی کرمان")
    assert "«فرمانداری شهرستان سیرجان»" in not_listed("فرمانداری سیرجانن")
    assert "«فرمانداری" not in not_listed("فرمانداری").partition("؛")[2]  # of which county?
    assert "«جمعیت هلال‌احمر استان کرمان»" in not_listed("جمعیت هلال احمر سیرجان")
