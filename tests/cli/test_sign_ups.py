"""Sign-up lists on the command line: counted in the list, with people to those who may see them."""

from bumi.newsroom.accounts.users import user
from bumi.newsroom.database import open_newsroom
from bumi.newsroom.sign_ups import open_sign_ups, sign_up
from bumi.persian.calendar import now
from bumi.planning import start_campaign
from bumi.settings import Settings
from tests.cli.conftest import Bumi
from tests.newsroom.sign_ups.stage import LONG
from tests.planning.stage import event


def test_lists_are_counted_and_shown_to_their_own_people(staffed: Bumi) -> None:
    assert "فهرست ثبت‌نامی نیست" in staffed("signup", "list", "--as", "sara").out
    newsroom = open_newsroom(Settings().database_url)
    with newsroom.session() as session:
        starts_at, editor = now() + LONG, user(session, "sara")
        found = open_sign_ups(session, start_campaign(session, event(starts_at), editor), 1, starts_at, editor, now())
        for name in ("زهرا", "رضا"):
            sign_up(session, found.code, name, f"{len(name)}@mail.ir", now())
    newsroom.close()
    (line,) = staffed("signup", "list", "--as", "sara", "--json").data
    assert (line["id"], line["capacity"], line["confirmed"], line["waiting"], line["open"]) == (1, 1, 1, 1, True)
    assert "زهرا" not in staffed("signup", "list", "--as", "sara").out
    shown = staffed("signup", "show", "1", "--as", "sara")
    assert "زهرا" in shown.out and "۱ از ۱، ۱ در انتظار" in shown.out
    assert [each["state"] for each in staffed("signup", "show", "1", "--as", "sara", "--json").data["people"]] == [
        "confirmed",
        "waiting",
    ]
    assert staffed("signup", "list", "--as", "ali", "--json").data == []
    hidden = staffed("signup", "show", "1", "--as", "ali")
    assert hidden.status == 2 and "کارزار ۱ فهرست ثبت‌نام ندارد" in hidden.err
