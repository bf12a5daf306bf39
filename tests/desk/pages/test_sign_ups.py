"""Sign-ups at the desk: opened by the event's own people, ticked on the day, told to the recap, and begun again."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.sign_ups import due_notices, record_attendance, sign_up, sign_ups
from bumi.newsroom.tables import Campaign, CampaignEdition, SignUpList
from bumi.persian.calendar import jalali_date, now, parse_moment, tehran_day, typed
from bumi.persian.text import digits_to_persian
from bumi.planning import start_campaign
from tests.desk.pages.test_plan import BRIEF
from tests.desk.stage import HERITAGE, WATER, Browser, seen
from tests.newsroom.sign_ups.stage import pass_by
from tests.planning.stage import event

Person = Callable[[str], Browser]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def begun(desk: Desk) -> str:
    """Return the address of a campaign of the heritage agency."""
    with desk.newsroom.session() as session:
        starts_at = now().replace(microsecond=0) + 10 * DAY
        made = start_campaign(session, event(starts_at, agency=HERITAGE), user(session, "نرگس"))
        return f"/campaigns/{made.id}"


def people_sign_up(desk: Desk, number: int) -> list[int]:
    with desk.newsroom.session() as session:
        code = session.get_one(SignUpList, 1).code
        for each in range(number):
            sign_up(session, code, f"<b>زهرا {each}</b>", f"p{each}@mail.ir", now())
        return [each.id for each in sign_ups(session, 1)]


def span(ids: list[int]) -> dict[str, Any]:
    """Return the fields of the page of a list that shows these sign-ups."""
    return {"first": str(ids[0]), "last": str(ids[-1])}


def test_a_list_is_opened_ticked_and_told_to_the_recap(person: Person, desk: Desk) -> None:
    team, other, page = person("نرگس"), person("هادی"), begun(desk)
    own = f"{page}/sign-ups"
    wrong = seen(team.send(own, 409, page, capacity="چهل", closes_at=""))
    assert "ظرفیت: «چهل» عدد نیست" in wrong
    team.send(own, page=page, capacity="۲", closes_at=typed(now() + DAY))
    other.open(own, 404)
    other.send(own, 404, "/plan", capacity="9")
    ids = people_sign_up(desk, 3)
    listed = team.open(own)
    assert "p1@mail.ir" in listed and "<b>زهرا" not in listed and "در فهرست انتظار" in listed and "/join/" not in listed
    refused = seen(team.send(f"{page}/attendance", 409, page, came=str(ids[0]), walk_ins="3", **span(ids)))
    assert "از همان روز ثبت کنید" in refused
    with desk.newsroom.session() as session:
        pass_by(session.get_one(Campaign, 1), 3 * HOUR)
    assert "ثبت کنید چه کسانی آمدند" in team.open("/plan") and "ثبت کنید چه کسانی" not in other.open("/plan")
    team.send(f"{page}/attendance", page=page, came=[str(ids[0]), str(ids[2])], walk_ins="۳", **span(ids))
    ticked = team.open(own)
    assert ticked.count(" checked") == 2 and "p1@mail.ir" not in ticked
    assert "۵ نفر آمدند</textarea>" in team.open(page)
    team.send(f"{page}/attendance", 409, page, came="x", walk_ins="3", **span(ids))


def test_an_event_that_was_held_is_begun_again_a_year_later(person: Person, desk: Desk) -> None:
    team, page = person("نرگس"), begun(desk)
    team.send(f"{page}/sign-ups", page=page, capacity="2", closes_at="")
    year, month, day = jalali_date(tehran_day(now() + 20 * DAY))
    with desk.newsroom.session() as session:
        campaign = session.get_one(Campaign, 1)
        pass_by(campaign, now() - parse_moment(f"{year - 1}/{month:02}/{min(day, 29):02} 17:00"))
        record_attendance(session, campaign, [], 12, now())
    assert "نوبت بعدی‌اش حدود" in team.open("/plan")
    assert "نوبت بعدی‌اش" not in person("هادی").open("/plan")
    person("هادی").send(f"{page}/again", 404, "/plan")
    draft = team.send(f"{page}/again", page="/plan")
    form = team.open(draft)
    next_day = f"{year}/{month:02}/{min(day, 29):02}"
    assert digits_to_persian(f"{next_day} 17:00") in form and "edition 1" in form
    sent = BRIEF | {"purpose": "edition 1", "starts_at": f"{next_day} 17:00", "send": "1"}
    assert team.send(draft, page=draft, **sent).startswith("/campaigns/2")
    with desk.newsroom.reading() as session:
        assert session.get_one(CampaignEdition, 2).follows == 1
    assert "نوبت بعدی‌اش" not in team.open("/plan")
    team.send(f"{page}/again", 404, "/plan")


def test_another_agencys_event_is_followed_by_nobodys_campaign(person: Person, desk: Desk) -> None:
    begun(desk)
    other = person("هادی")
    draft = other.send("/campaigns", page="/plan")
    sent = BRIEF | {"agency": WATER, "purpose": "edition 1", "starts_at": typed(now() + 9 * DAY), "send": "1"}
    assert other.send(draft, page=draft, **sent).startswith("/campaigns/2")
    with desk.newsroom.reading() as session:
        assert session.get(CampaignEdition, 2) is None


def test_the_event_of_a_single_piece_gets_a_list_from_its_page(person: Person, desk: Desk) -> None:
    team, other, editor = person("نرگس"), person("هادی"), person("مریم")
    with desk.newsroom.session() as session:
        starts_at = now().replace(microsecond=0) + 10 * DAY
        id = submit(session, event(starts_at, agency=HERITAGE), user(session, "نرگس")).id
        late = submit(session, event(starts_at - 11 * DAY, agency=HERITAGE), user(session, "نرگس")).id
    page = f"/pieces/{id}"
    assert "باز کردن ثبت‌نام" in team.open(page) and "باز کردن ثبت‌نام" not in team.open(f"/pieces/{late}")
    other.send(f"{page}/sign-ups", 404, "/plan")
    assert "آغاز شده است" in seen(team.send(f"/pieces/{late}/sign-ups", 409, page))
    assert team.send(f"{page}/sign-ups", page=page) == "/campaigns/1/sign-ups"
    assert editor.send(f"{page}/sign-ups", page=page) == "/campaigns/1/sign-ups"
    shown = team.open(page)
    assert "باز کردن ثبت‌نام" not in shown and 'href="/campaigns/1"' in shown
    team.send("/campaigns/1/sign-ups", page=page, capacity="2", closes_at="")
    assert "رویداد تک‌خبر" not in team.open("/campaigns/1") and len(people_sign_up(desk, 3)) == 3


def test_who_cannot_be_told_by_mail_is_called_and_ticked(person: Person, desk: Desk) -> None:
    team, other, editor, page = person("نرگس"), person("هادی"), person("مریم"), begun(desk)
    own, called = f"{page}/sign-ups", f"{page}/called"
    team.send(own, page=page, capacity="2", closes_at="")
    with desk.newsroom.session() as session:
        code = session.get_one(SignUpList, 1).code
        ids = [str(sign_up(session, code, f"<b>رضا {n}</b>", f"0913123456{n}", now()).id) for n in range(2)]
    assert "زنگ بزنید" not in team.open(own)
    version = "1"
    editor.send(f"{page}/cancel", page=page, why="باران", version=version)
    assert "زنگ بزنید" not in team.open(own)  # it can still be undone
    with desk.newsroom.session() as session:
        session.get_one(Campaign, 1).cancelled_at = now() - HOUR
    listed = team.open(own)
    assert "به این‌ها زنگ بزنید" in listed and "09131234561" in listed and "<b>رضا" not in listed
    assert "به ۲ نفر که ثبت‌نام کرده‌اند زنگ بزنید" in team.open("/plan")
    assert "زنگ بزنید" not in other.open("/plan")
    other.send(called, 404, "/plan", called=ids[0])
    assert "نامی تیک نخورده است" in seen(team.send(called, 409, page))
    assert "دیگر در فهرست زنگ‌ها نیست" in seen(team.send(called, 409, page, called="99"))
    team.send(called, page=page, called=ids[0])
    assert "به ۱ نفر که ثبت‌نام کرده‌اند زنگ بزنید" in team.open("/plan")
    team.send(called, page=page, called=ids[1])
    assert "زنگ بزنید" not in team.open(own)


def test_a_move_that_is_undone_is_told_to_nobody(person: Person, desk: Desk) -> None:
    team, editor, page = person("نرگس"), person("مریم"), begun(desk)
    team.send(f"{page}/sign-ups", page=page, capacity="2", closes_at="")
    people_sign_up(desk, 2)
    with desk.newsroom.reading() as session:
        former = session.get_one(Campaign, 1).starts_at
    editor.send(f"{page}/move", page=page, starts_at=typed(former + 2 * DAY), ends_at="", why="باران", version="1")
    with desk.newsroom.reading() as session:
        assert session.get_one(SignUpList, 1).closes_at > former and len(due_notices(session, now() + HOUR)) == 2
    undone = re.search(r'action="/undo".*?name="id" value="(\d+)"', editor.open(page), re.DOTALL)
    assert undone
    editor.send("/undo", page=page, id=undone[1])
    with desk.newsroom.reading() as session:
        campaign, found = session.get_one(Campaign, 1), session.get_one(SignUpList, 1)
        assert (campaign.starts_at, campaign.moved_at, found.closes_at) == (former, None, former)
        assert due_notices(session, now() + HOUR) == []
