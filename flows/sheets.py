"""Sheets flow: keeps the monthly sheets of counties, on the first working day of each Jalali month."""

from bumi.flows.tasks import our_flow, publish_table
from bumi.pipeline.county_sheets import keep_county_sheets
from bumi.settings import Settings


@our_flow("county-sheets")
def keeping_sheets() -> list[str]:
    """Keep the sheets of the last month that are not kept; return the slugs of their counties."""
    done, shown = keep_county_sheets(Settings())
    if done:
        publish_table(*shown)
    return done
