"""Crises on the command line, ready at once."""

from datetime import timedelta
from time import process_time

from bumi.persian.calendar import now
from tests.cli.conftest import Bumi


def test_a_notice_is_ready_at_once_updated_ended_and_taken_back(staffed: Bumi) -> None:
    soon, later = (f"{now() + timedelta(hours=hours):%Y-%m-%d %H:%M}" for hours in (2, 9))
    since = f"{now() - timedelta(hours=1):%Y-%m-%d %H:%M}"
    missing = staffed("crisis", "issue", "flood", "--what", "رودخانه بالا آمده است", "--as", "ali", "--json")
    assert missing.status == 2 and len(missing.data["problems"]) == 6
    assert "«--next» نوشته نشده است؛ آن را بیفزایید" in missing.data["problems"]
    place = ("--where", "جیرفت", "--county", "جیرفت", "--source", "مدیریت بحران استان کرمان")
    times = ("--since", since, "--next", soon, "--until", later)
    begun = process_time()
    issued = staffed(
        "crisis", "issue", "flood", "--what", "رودخانه بالا آمده است", *place, *times, "--as", "ali", "--json"
    )
    assert issued.data[0]["state"] == "submitted", issued.err
    assert issued.data[0]["counts"].get("blocks", 0) == 0
    assert process_time() - begun < 5
    updated = staffed("crisis", "update", "1", "--what", "آب پایین می‌رود", "--next", later, "--as", "ali", "--json")
    assert updated.data[0]["id"] == 2
    assert updated.data[0]["counts"].get("warns", 0) == 0, "it is no duplicate of what it replaces"
    assert [each["id"] for each in staffed("crisis", "list", "--json").data] == [2]
    cancelled = staffed("crisis", "cancel", "2", "--why", "نادرست بود", "--as", "sara", "--json")
    assert cancelled.data[0]["state"] == "discarded"
    ended = staffed("crisis", "end", "1", "--what", "آب به بستر برگشت", "--as", "ali", "--json")
    assert ended.status == 0, ended.err
    assert ended.data[0]["headline"] == "پایان هشدار سیلاب در جیرفت"
    assert "هیچ اطلاعیه بحرانی باز نیست" in staffed("crisis", "list").out
