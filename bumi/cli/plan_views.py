"""Views of the commands for the plan, campaigns, messages and crises."""

from datetime import date
from typing import Any

from rich.console import Console

from bumi.cli.views import draw_table, in_jalali
from bumi.persian.calendar import jalali_day, start_of
from bumi.persian.text import digits_to_persian, grouped


def calendar(console: Console, data: dict[str, Any]) -> None:
    """Show occasions and holidays by day, and the briefs that were written."""
    rows = [(it["first"], _day(it["first"]), it["name"], it["county"], it["when"]) for it in data["occasions"]]
    rows += [(it["first"], _day(it["first"]), it["name"], "", _sureness(it)) for it in data["holidays"]]
    draw_table(console, ("روز", "مناسبت", "شهرستان", ""), (row[1:] for row in sorted(rows)))
    for path in data["briefs"]:
        console.print(path, markup=False)


def campaigns(console: Console, found: list[dict[str, Any]]) -> None:
    """Show one line about each campaign."""
    rows = ((str(it["id"]), it["topic"], it["county"], in_jalali(it["starts_at"]), it["cancelled"]) for it in found)
    draw_table(console, ("ID", "رویداد", "شهرستان", "آغاز", "لغو"), rows)


def campaign(console: Console, it: dict[str, Any]) -> None:
    """Show the pieces of a campaign in their order, and what is asked."""
    console.print(f"{it['id']}. {it['topic']} · {in_jalali(it['starts_at'])}", style="bold", markup=False)
    if it["cancelled"]:
        console.print(f"لغو شد: {it['cancelled']}", style="red", markup=False)
    rows = (
        (each["name"], in_jalali(each["publish_at"]), str(each["piece"] or ""), each["state"] or _when_drafted(each))
        for each in it["steps"]
        if not each["dropped"]
    )
    draw_table(console, ("گام", "زمان انتشار", "ID", ""), rows)
    for each in it["steps"]:
        if each["dropped"]:
            dropped = f"{each['name']}، {in_jalali(each['publish_at'])}: کنار رفت؛ {each['dropped']}"
            console.print(dropped, style="dim", markup=False)
    for question in it["asks"]:
        console.print(f"● {question}", markup=False)
    if it["asks"]:
        console.print(f"bumi campaign report {it['id']} FILE", markup=False)


def change(console: Console, it: dict[str, Any]) -> None:
    """Show a campaign that was moved or called off, and what became of its pieces."""
    campaign(console, it)
    for ids, words in ((it["discarded"], "کنار گذاشته شد"), (it["live"], "خوانندگان دیده‌اند؛ اصلاح یا بازپسش بگیرید")):
        if ids:
            console.print(f"{', '.join(map(str, ids))}: {words}", markup=False)
    if it["notice"]:
        console.print(f"{it['notice']}: خبر تغییر، برای تأیید", markup=False)


def messages(console: Console, found: list[dict[str, Any]]) -> None:
    """Show one line about each message."""
    draw_table(console, ("ID", "پیام", "نسخه", ""), ((str(it["id"]), it["title"], *_version(it)) for it in found))


def message(console: Console, it: dict[str, Any]) -> None:
    """Show what a message says, and what of its variants is to be done."""
    console.print(f"{it['id']}. {it['title']} · {' · '.join(_version(it))}", style="bold", markup=False)
    content = it["content"]
    lines = [*content["facts"], *(f"{each['name']}: {each['value']}" for each in content["figures"])]
    lines += [f"{each['speaker']}: «{each['text']}»" for each in content["quotes"]]
    lines += [f"{each['right']}، نه {'، '.join(each['wrong'])}" for each in content["names"] if each["wrong"]]
    for each in lines:
        console.print(f"● {each}", markup=False)
    for ids, words in (
        (it.get("flagged", ()), "برگردانده شد تا با پیام تازه سنجیده شود"),
        (it["outdated"], "با پیام پیشین منتشر شده است؛ اصلاحش کنید"),
    ):
        if ids:
            console.print(f"{', '.join(map(str, ids))}: {words}", style="yellow", markup=False)


def notices(console: Console, found: list[dict[str, Any]]) -> None:
    """Show the notices of which people are still to hear."""
    if not found:
        console.print("هیچ اطلاعیه بحرانی باز نیست.")
        return
    rows = ((str(it["id"]), it["topic"], it["state"], in_jalali(it["next_update_at"])) for it in found)
    draw_table(console, ("ID", "اطلاعیه", "وضعیت", "اطلاعیه بعدی"), rows)


def coverage(console: Console, data: dict[str, Any]) -> None:
    """Show what is under-covered, then counties and axes against their targets."""
    reach = "نامعلوم" if data["reach"] is None else data["reach"]
    console.print(digits_to_persian(f"{data['span']}: {data['pieces']} مطلب، بازدید: {reach}"), style="bold")
    for title, by in (("محور", "axis"), ("شهرستان", "county")):
        rows = ((it["name"], digits_to_persian(f"{it['pieces']} از {it['target']}")) for it in data["lines"][by])
        draw_table(console, (title, "مطلب"), rows)
    if data["answers"]:
        console.print(f"پاسخ به مردم: {data['answered']}", markup=False)
    if data["held"]["events"]:
        held = f"رویداد با ثبت‌نام: {data['held']['events']}، نفر: {data['held']['people']}"
        console.print(digits_to_persian(held), markup=False)
    for gap in data["gaps"]:
        console.print(digits_to_persian(f"● {gap['persian']}: {gap['missing']} مطلب کم"), style="yellow", markup=False)
    weeks = [week["kept"] for week in data["trend"] if week["kept"] is not None]
    if weeks:
        kept = "، ".join(f"{100 * share:.0f}٪" for share in weeks)
        console.print(digits_to_persian(f"جمله‌های پیش‌نویس که دست‌نخورده ماند، هفته به هفته: {kept}"), markup=False)
    console.print(f"دوره‌ها: {data['literacy']['sentence']}", markup=False)
    for path in data["files"]:
        console.print(path, markup=False)


def county(console: Console, data: dict[str, Any]) -> None:
    """Show how a county stands, its axes, and the sections of its page."""
    console.print(f"{data['title']}، {data['span']}", style="bold", markup=False)
    console.print(data["verdict"], markup=False)
    axes = ((it["name"], digits_to_persian(f"{it['pieces']} از {it['target']}")) for it in data["axes"])
    draw_table(console, ("محور", "مطلب"), axes)
    for section in data["sections"]:
        console.print(section["title"], style="bold", markup=False)
        for line in section["lines"]:
            console.print(f"● {' · '.join(filter(None, (line['words'], line['aside'])))}", markup=False)
    for path in data["files"]:
        console.print(path, markup=False)


def kept_sheets(console: Console, data: dict[str, Any]) -> None:
    """Show how many sheets of counties were kept."""
    count = len(data["kept"])
    said = (
        f"{count} برگ بایگانی شد."
        if count
        else "برگ تازه‌ای نیست: بایگانی شده‌اند، یا ماه تازه هنوز روز کاری نداشته است."
    )
    console.print(digits_to_persian(said), markup=False)


def reach(console: Console, data: dict[str, Any]) -> None:
    """Show what was found in access logs."""
    draw_table(console, ("چه", "شمار"), data["persian"])


def reminders(console: Console, found: list[dict[str, Any]]) -> None:
    """Show what somebody should see to; what is late stands out."""
    if not found:
        console.print("همه‌چیز به‌وقت است.")
    for it in found:
        number = digits_to_persian(f" {it['id']}") if it["id"] else ""
        style = "yellow" if it["overdue"] else ""
        console.print(f"● {it['persian']}{number}: {it['sentence']}", style=style, markup=False)


def _version(it: dict[str, Any]) -> tuple[str, str]:
    waits = it["approved"] != it["latest"]
    return digits_to_persian(f"نسخه {it['latest']}"), "در انتظار تأیید" if waits else "تأییدشده"


def _when_drafted(step: dict[str, Any]) -> str:
    return "از دستگاه پرسیده می‌شود" if step["asked"] else f"{_day(step['draft_at'][:10])} نوشته می‌شود"


def _day(text: str) -> str:
    return jalali_day(start_of(date.fromisoformat(text)), year=False)


def _sureness(it: dict[str, Any]) -> str:
    return "تعطیل، تا یک روز پس یا پیش" if it["estimated"] else "تعطیل"


def commissions(console: Console, found: list[dict[str, Any]]) -> None:
    """Show one line about each commission, and its pitches below all."""
    rows = (
        (
            str(it["id"]),
            it["topic"],
            it["county"],
            f"{grouped(it['rials'])} ریال",
            in_jalali(it["deadline"]),
            it["persian"],
        )
        for it in found
    )
    draw_table(console, ("ID", "فراخوان", "شهرستان", "حق‌الزحمه", "مهلت", ""), rows)
    for it in found:
        for each in it["pitches"]:
            until = f"تا {in_jalali(each['promised'])}، {each['persian']}"
            console.print(f"پیشنهاد {each['id']} برای {it['id']}: {each['by']}، {until}", style="bold", markup=False)
            console.print(each["words"], markup=False)


def fees(console: Console, lines: list[dict[str, Any]]) -> None:
    """Show one line about the fee of each piece."""
    rows = (
        (
            str(it["piece_id"]),
            it["topic"],
            it["contributor"],
            f"{grouped(it['rials'])} ریال",
            f"برگشت: {it['reversed_why']}" if it["reversed_why"] else it["approved_by"] or "در انتظار تأیید",
        )
        for it in lines
    )
    draw_table(console, ("ID", "موضوع", "پدیدآور", "حق‌الزحمه", "تأیید"), rows)
