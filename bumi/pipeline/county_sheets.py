"""Monthly sheets of counties by the clock: printed and kept on the first working day of the next Jalali month."""

from bumi.newsroom.database import Newsroom, newsroom_of
from bumi.newsroom.notifications.outbox import note_sheet
from bumi.newsroom.plan.county_sheets import keep_sheet, kept_counties
from bumi.persian.calendar import now, start_of, tehran_day
from bumi.persian.months import Month, month_of
from bumi.pipeline.report import RunTable, table
from bumi.planning import county_report, print_county_sheet, province_plan
from bumi.province import County, province
from bumi.settings import Settings


def keep_county_sheets(settings: Settings) -> tuple[list[str], RunTable]:
    """Print and keep the sheets of the last month that are not kept, and let offices be told, and chiefs of the last.

    Return the slugs of their counties, and a table. Nothing is done before the first working day of the new month; a
    run that was missed is made up for by the next one, on any later day of the month, and each sheet is kept once.
    """
    month, done = month_of(tehran_day(now())).moved(-1), list[str]()
    if province_plan().office.hours.days_between(start_of(month.last), now()):
        with newsroom_of(settings) as newsroom:
            with newsroom.reading() as session:
                kept = kept_counties(session, month)
            done = [each.slug for each in province().counties if each.slug not in kept and _keep(newsroom, each, month)]
    names = {each.slug: each.name for each in province().counties}
    rows = [(names[slug], month.name) for slug in done]
    return done, RunTable("county-sheets", f"برگ‌های ماهانه شهرستان‌ها، {month.name}", table(("شهرستان", "ماه"), rows))


def _keep(newsroom: Newsroom, county: County, month: Month) -> bool:
    with newsroom.reading() as session:
        pdf = print_county_sheet(county_report(session, province_plan(), county, month, now()))
    with newsroom.session() as session:
        kept = keep_sheet(session, county.slug, month, pdf, now())
        if kept and kept_counties(session, month) >= {each.slug for each in province().counties}:
            note_sheet(session, "", month, now())
        return kept
