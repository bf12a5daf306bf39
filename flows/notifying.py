"""Notifying flow: sends what waits in the outbox of notifications, by mail and through bots."""

from bumi.flows.tasks import our_flow
from bumi.newsroom.database import newsroom_of
from bumi.pipeline.notifications import CarrierOpener, tell_all
from bumi.settings import Settings


@our_flow("notifying")
def notifying() -> int:
    """Send the notifications that wait; return how many messages were sent."""
    settings = Settings()
    with newsroom_of(settings) as newsroom:
        return tell_all(newsroom, CarrierOpener(settings))
