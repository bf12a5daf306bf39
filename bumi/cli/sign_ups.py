"""The command group `bumi signup`: the sign-up lists of events, and who is on one."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import As, Output, acting, command

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bumi.newsroom.tables import Campaign, SignUpList

app = typer.Typer(name="signup", help="Sign-up lists of events, and who came.", no_args_is_help=True)

_Id = Annotated[int, typer.Argument(metavar="ID", help="The number of the campaign, as `bumi signup list` shows it.")]


@command(app, "list")
def _list(who: As = "") -> Output:
    """List the sign-up lists that somebody may see, the latest event first; without the people on them."""
    from bumi.cli.sign_up_views import sign_up_lists as view
    from bumi.newsroom.sign_ups import sign_up_lists

    with acting(who) as (session, by):
        return Output([_line(session, campaign, found) for campaign, found in sign_up_lists(session, by)], view)


@command(app, "show")
def _show(id: _Id, who: As = "") -> Output:
    """Show who is on the sign-up list of an event, with contacts, to those who may see it."""
    from bumi.cli.sign_up_views import sign_up_list as view
    from bumi.errors import BadInput
    from bumi.newsroom.sign_ups import sign_up_lists, sign_ups
    from bumi.persian.text import digits_to_persian

    with acting(who) as (session, by):
        campaign, found = next((it for it in sign_up_lists(session, by) if it[0].id == id), (None, None))
        if campaign is None or found is None:
            number = digits_to_persian(str(id))
            raise BadInput(f"کارزار {number} فهرست ثبت‌نام ندارد؛ شماره‌ها را با «bumi signup list» ببینید")
        people = [
            {"name": it.name, "contact": it.contact, "state": it.state.value, "came": it.came}
            for it in sign_ups(session, id)
        ]
        return Output({**_line(session, campaign, found), "people": people}, view)


def _line(session: "Session", campaign: "Campaign", found: "SignUpList") -> dict[str, Any]:
    from bumi.newsroom.sign_ups import counts_of, still_open
    from bumi.persian.calendar import now, to_utc
    from bumi.settings import Settings

    times = {"starts_at": campaign.starts_at, "closes_at": found.closes_at}
    return {
        "id": campaign.id,
        "topic": campaign.brief["topic"],
        "agency": campaign.brief["agency"],
        **{name: to_utc(at).isoformat() for name, at in times.items()},
        "open": still_open(campaign, found, now()),
        "capacity": found.capacity,
        **counts_of(session, found)._asdict(),
        "attendance": found.attendance_at is not None,
        "address": Settings().sign_up_url(found.code),
    }
