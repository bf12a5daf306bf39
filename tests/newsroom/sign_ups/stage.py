"""What the tests of sign-ups play with: an event with a list, and people who sign up for it."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bumi.newsroom.plan.campaigns import add_campaign
from bumi.newsroom.sign_ups import open_sign_ups, sign_up
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Campaign, SignUp, SignUpList
from bumi.persian.calendar import now, whole_minute
from tests.newsroom.stage import person
from tests.planning.stage import event

LONG = timedelta(days=10)


def bootcamp(session: Session, capacity: int = 2, ahead: timedelta = LONG) -> tuple[Campaign, SignUpList]:
    """Return a campaign of an event that starts in a while, and its list, open until it starts."""
    starts_at = whole_minute(now() + ahead)
    editor = person(session, Role.EDITOR)
    campaign = add_campaign(session, "event", event(starts_at), starts_at, starts_at + timedelta(hours=2), editor)
    return campaign, open_sign_ups(session, campaign, capacity, starts_at, editor, now())


def signed_up(session: Session, found: SignUpList, number: int) -> SignUp:
    """Return the sign-up of the person with this number, by mail."""
    return sign_up(session, found.code, f"زهرا احمدی {number}", f"p{number}@mail.ir", now())


def pass_by(campaign: Campaign, ago: timedelta) -> None:
    """Let the event of a campaign have started some time ago."""
    lasted = campaign.ends_at - campaign.starts_at
    campaign.starts_at = now() - ago
    campaign.ends_at = campaign.starts_at + lasted
