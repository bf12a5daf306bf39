"""Scheduled publishing: publishes approved pieces that are due, then the lists and feeds that link to them."""

from contextlib import closing

from bumi.newsroom.database import open_newsroom
from bumi.persian.calendar import jalali, now
from bumi.pipeline.report import RunTable, table
from bumi.publishing import PublishOutcome, publish_due
from bumi.publishing.storage import open_storage
from bumi.settings import Settings


def publish(settings: Settings) -> list[PublishOutcome]:
    """Publish the pieces due now; return the outcome of each piece and of the lists."""
    with closing(open_newsroom(settings.database_url)) as newsroom:
        return publish_due(newsroom, open_storage(settings), settings)


def published_table(outcomes: list[PublishOutcome]) -> RunTable:
    """Return the table of the outcomes of `publish`."""
    rows = ((str(it.piece or ""), it.headline, it.result.persian, it.url or it.why) for it in outcomes)
    return RunTable("publishing", f"انتشار، {jalali(now())}", table(("شماره", "تیتر", "نتیجه", "نشانی یا دلیل"), rows))
