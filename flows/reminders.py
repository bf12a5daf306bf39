"""Reminders: every morning, what somebody should see to."""

from contextlib import closing

from prefect import flow

from bumi.flows.tasks import publish_table
from bumi.newsroom.database import open_newsroom
from bumi.persian.calendar import jalali, now
from bumi.pipeline.report import table
from bumi.planning.plan import province_plan
from bumi.planning.reminders import Reminder, reminders
from bumi.settings import Settings

__all__ = ["reminding"]


@flow(name="reminding", flow_run_name="reminding", persist_result=False)
def reminding() -> int:
    """Keep the list of what the plan reminds people of; return how long it is."""
    with closing(open_newsroom(Settings().database_url)) as newsroom, newsroom.session() as session:
        found = reminders(session, province_plan(), now())
    publish_table("reminders", f"یادآوری‌ها، {jalali(now())}", _table(found))
    return len(found)


def _table(found: list[Reminder]) -> str:
    rows = ((it.subject.persian, str(it.id or ""), it.sentence, "دیر شده" if it.overdue else "") for it in found)
    return table(("درباره", "شماره", "یادآوری", ""), rows)
