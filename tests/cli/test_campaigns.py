"""Campaigns and the calendar on the command line."""

from datetime import timedelta
from pathlib import Path

from bumi.brief import read_briefs
from bumi.persian.calendar import now
from tests.cli.conftest import BRIEF, Bumi


def test_a_campaign_is_begun_looked_at_moved_and_called_off(staffed: Bumi) -> None:
    soon = now() + timedelta(days=20)
    Path("event.yaml").write_text(f"{BRIEF}starts_at: {soon:%Y-%m-%d %H:%M}\n", "utf-8")
    begun = staffed("campaign", "start", "event.yaml", "--as", "ali", "--json").data
    assert [each["step"] for each in begun["steps"]] == ["teaser", "announcement", "reminder", "day", "report"]
    assert "پیش‌خبر" in staffed("campaign", "show", "1").out
    assert staffed("campaign", "list", "--json").data[0]["topic"] == "کارگاه پته‌دوزی"
    later = f"{soon + timedelta(days=7):%Y-%m-%d %H:%M}"
    assert staffed("campaign", "move", "1", "--to", later, "--why", "باران", "--as", "ali").status == 1
    moved = staffed("campaign", "move", "1", "--to", later, "--why", "باران", "--as", "sara", "--json").data
    assert moved["starts_at"].startswith(f"{soon + timedelta(days=7):%Y-%m-%d}")
    assert "لغو شد: سیل" in staffed("campaign", "cancel", "1", "--why", "سیل", "--as", "sara").out
    Path("told.yaml").write_text("notes: [همه آمدند]", "utf-8")
    assert "گزارشی نمی‌خواهد" in staffed("campaign", "report", "1", "told.yaml", "--as", "ali").err
    assert "کارزاری با شماره ۷ نیست" in staffed("campaign", "show", "7").err


def test_the_calendar_tells_occasions_and_holidays_and_writes_briefs(bumi: Bumi) -> None:
    data = bumi("calendar", "--from", "1405/10/01", "--to", "1405/10/30", "--json").data
    assert {"kerman-day", "quake-safety"} <= {each["slug"] for each in data["occasions"]}
    assert "روز کرمان" in bumi("calendar", "--from", "1405/10/01").out
    assert "--from: «دیروز» تاریخ نیست" in bumi("calendar", "--from", "دیروز").err
    written = bumi("calendar", "--briefs", "proposed", "--json").data["briefs"]
    assert written
    filled = Path(written[0]).read_text("utf-8").replace("agency:", "agency: شهرداری").replace("  -", "  - خبری تازه")
    Path(written[0]).write_text(filled, "utf-8")
    assert read_briefs(Path(written[0]))


def test_reminders_are_told_until_somebody_sees_to_them(staffed: Bumi) -> None:
    staffed("submit", "brief.yaml", "--as", "ali")
    proposed = [it for it in staffed("remind", "--json").data if it["subject"] == "occasion"]
    assert proposed
    soonest = staffed("calendar", "--json").data["occasions"][0]
    told = f"«{soonest['name']}»"
    assert told in staffed("remind").out.replace("\n", " ")
    assert staffed("occasion", soonest["slug"], "1", "--as", "ali").status == 0
    assert told not in staffed("remind").out.replace("\n", " ")
    assert "مناسبتی به نام «jubilee» نیست" in staffed("occasion", "jubilee", "1", "--as", "ali").err


def test_reach_is_counted_from_access_logs_and_unknown_before(staffed: Bumi, home: Path) -> None:
    assert staffed("reach").status == 2
    assert staffed("coverage", "--json").data["reach"] is None and "بازدید: نامعلوم" in staffed("coverage").out
    (home / "site.log").write_bytes(b"nonsense\n")
    said = staffed("reach", "site.log", "--json")
    assert (said.status, said.data["lines"], said.data["broken"]) == (0, 1, 1)
    assert staffed("reach", "none.log").status == 1 and "none.log" in staffed("reach", "none.log").out


def test_coverage_is_told_and_written(staffed: Bumi) -> None:
    data = staffed("coverage", "--excel", "a/week.xlsx", "--pdf", "a/week.pdf", "--briefs", "b", "--json").data
    assert data["pieces"] == 0
    assert {Path("a/week.xlsx"), Path("a/week.pdf")} < {Path(path) for path in data["files"]}
    assert all(Path(path).stat().st_size for path in data["files"])
    assert "محور فرهنگ: ۱۲ مطلب کم" in staffed("coverage").out
