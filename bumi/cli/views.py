"""Views of the commands for pieces: tables and paragraphs made from the data that `--json` prints."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import batched
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bumi.desk.labels import FIELDS
from bumi.finding import Severity
from bumi.newsroom.states import State
from bumi.persian.calendar import jalali
from bumi.persian.text import digits_to_persian
from bumi.pipeline.report import ReportLine, findings_in_words, state_in_words

_TABLE = 500  # rows of one table
_STYLES = {Severity.BLOCKS: "red", Severity.WARNS: "yellow", Severity.ADVISES: "cyan"}


def pieces(console: Console, lines: list[ReportLine]) -> None:
    """Show one line about each piece."""
    if not lines:
        console.print("هیچ مطلبی نیست.")
        return
    rows = ((str(it["id"]), it["persian"]["kind"], it["headline"], _findings(it), _state(it)) for it in lines)
    draw_table(console, ("ID", "گونه", "تیتر", "یافته‌ها", "وضعیت"), rows)
    for problem in dict.fromkeys(it["problem"] for it in lines if it["problem"]):
        stuck = ", ".join(str(it["id"]) for it in lines if it["problem"] == problem)
        console.print(Text(f"● {stuck}: {problem}", style="yellow"))


def page_of_pieces(console: Console, lines: list[ReportLine], more: bool) -> None:
    """Show one page of a list of pieces, and how to see the next where there is `more`."""
    pieces(console, lines)
    if more:
        count = digits_to_persian(str(len(lines)))
        console.print(f"{count} مطلب نشان داده شد. صفحه بعد: «--after {lines[-1]['id']}»؛ همه: «--all»", markup=False)


def stream_of_pieces(console: Console, lines: Iterator[ReportLine]) -> None:
    """Show all pieces, a table for every few hundred, as they are read."""
    pages = batched(lines, _TABLE)
    pieces(console, list(next(pages, ())))
    for page in pages:
        pieces(console, list(page))


def piece(console: Console, it: Any) -> None:
    """Show everything about one piece."""
    state = f"{it['persian']['kind']} · {it['county']} · {it['agency']} · {state_in_words(it)}"
    console.print(digits_to_persian(f"{it['id']}. ") + state, style="bold")
    if it["fields"]:
        _show_fields(console, it["fields"])
        _show_sources(console, it["sources"])
        findings(console, it["findings"], fingerprints=True)
    console.print("\nپیشینه", style="bold")
    for entry in it["timeline"]:
        why = f" ({entry['why']})" if entry["why"] else ""
        console.print(f"  {in_jalali(entry['at'])}: {entry['what']}{why}", markup=False)
    for path in it.get("cards", ()):
        console.print(path, markup=False)
    if it["state"] == State.SUBMITTED:
        console.print(f"\nbumi approve {it['id']} --revision {it['revision']}", markup=False)


def drafts(console: Console, written: list[dict[str, Any]]) -> None:
    """Show each draft with what its sentences rest on and its findings."""
    for it in written:
        console.rule()
        _show_fields(console, it["fields"])
        _show_sources(console, it["sources"])
        findings(console, it["findings"])


def readings(console: Console, read: list[dict[str, Any]]) -> None:
    """Show what to ask at each note and field of briefs, with the answers at hand, and the sentences of each note."""
    for it in read:
        console.rule()
        console.print(Text(it["topic"], style="bold"))
        for problem in it["problems"]:
            console.print(Text(f"● {problem}", style="yellow"))
        for asks in it["fields"].values():
            _ask(console, asks)
        for number, note in enumerate(it["notes"], 1):
            console.print(digits_to_persian(f"\n{number}. {note['note']}"), markup=False)
            _ask(console, note["questions"])
            for sentence in note["suggestions"]:
                console.print(Text(f"  ← {sentence}", style="green"))
            if note["label"]:
                console.print(Text(f"  «{note['label']}»، اگر همین بماند", style="dim"))
            elif note["verbless"] and not note["suggestions"]:
                console.print(Text("  فعل ندارد؛ جمله‌اش کنید", style="dim"))


def _ask(console: Console, asks: Iterable[dict[str, Any]]) -> None:
    for ask in asks:
        answers = " یا ".join(f"«{answer['words']}»" for answer in ask["answers"])
        console.print(Text(f"  ؟ {ask['text']}{f'  {answers}' if answers else ''}", style="cyan"))


def findings(console: Console, found: list[dict[str, Any]], fingerprints: bool = False) -> None:
    """Show findings, of one text or of the lines of one; with the fingerprints `bumi dismiss` asks for, if wanted."""
    if not found:
        console.print("\nایرادی پیدا نشد.", style="green")
    for it in found:
        if "line" in it:
            if it["findings"]:
                console.print(digits_to_persian(f"سطر {it['line']}"), style="bold")
                findings(console, it["findings"])
            continue
        severity = Severity(it["severity"])
        console.print(Text(f"● {severity.persian}: {it['message']}", style=_STYLES[severity]))
        if fingerprints:
            console.print(f"  {it['fingerprint']}", style="dim", markup=False)
        if it["suggestions"]:
            console.print(f"  «{it['matched']}» ← «{'»، «'.join(it['suggestions'])}»", markup=False)


def corrected(console: Console, data: dict[str, str]) -> None:
    """Print the corrected text, exactly: no wrapping, no colour, no line of our own."""
    console.file.write(data["text"])


def outcomes(console: Console, came: list[dict[str, Any]]) -> None:
    """Show what came of each piece that was due, or is coming."""
    if not came:
        console.print("چیزی برای انتشار نبود.")
        return
    rows = ((str(it["piece"] or ""), it["headline"], it["persian"], it["url"] or it["why"]) for it in came)
    draw_table(console, ("ID", "تیتر", "نتیجه", "نشانی یا دلیل"), rows)


def comparison(console: Console, data: dict[str, Any]) -> None:
    """Show what a comparison of the storage with the ledger found."""
    count = {name: digits_to_persian(str(len(data[name]))) for name in ("repaired", "removed", "strangers")}
    compared = digits_to_persian(str(data["compared"]))
    console.print(
        f"{compared} شیء سنجیده شد؛ {count['repaired']} شیء دوباره نوشته و {count['removed']} شیء برداشته شد."
    )
    if data["strangers"]:
        console.print(f"{count['strangers']} شیء را بومی ننوشته است و به آن‌ها دست نزد:")
    for key in data["strangers"]:
        console.print(f"  {key}", markup=False, soft_wrap=True)
    for problem in data["problems"]:
        console.print(Text(f"● {problem}", style="yellow"))


def users(console: Console, added: list[dict[str, str]]) -> None:
    """Show users with their roles and agencies."""
    draw_table(console, ("کاربر", "نقش", "دستگاه"), ((it["name"], it["persian"], it["agency"]) for it in added))


def invited(console: Console, data: dict[str, str]) -> None:
    """Show a one-time link."""
    console.print(f"پیوند ورود {data['name']} که یک بار به کار می‌رود:", markup=False)
    console.print(data["url"], markup=False, soft_wrap=True)


def diagnoses(console: Console, found: list[dict[str, Any]]) -> None:
    """Show what this machine has and lacks."""
    draw_table(console, ("", "بخش", ""), (("✓" if it["ok"] else "✗", it["part"], it["words"]) for it in found))


def demonstration(console: Console, data: dict[str, Any]) -> None:
    """Show the pieces, where to look at them, and what to type next."""
    pieces(console, data["pieces"])
    for problem in data["refused"]:
        console.print(Text(f"● {problem}", style="yellow"))
    if told := data.get("channels"):
        console.print("\nدفتر کانال‌ها کنار دفتر پیام‌رسان‌ها:")
        _compared(console, told["sent"])
        corrected, withdrawn = (digits_to_persian(str(told[name])) for name in ("corrected", "withdrawn"))
        console.print(f"\nپس از اصلاح مطلب {corrected} و بازپس‌گیری مطلب {withdrawn}:")
        _compared(console, told["changed"])
    console.print(f"\nکارت‌ها: {data['cards']}    صفحه‌ها: {data['pages']}", markup=False)
    console.print("فرمان بعدی:")
    for each in data["next"]:
        console.print(f"  {each}", markup=False, soft_wrap=True)


def _compared(console: Console, channels: list[dict[str, Any]]) -> None:
    """Draw a row a channel: how many messages the ledger has, and the book of the messenger after a slash."""
    columns = {"posted": "فرستاده", "edited": "اصلاح‌شده", "deleted": "برداشته", "unconfirmed": "نامعلوم"}
    rows = (
        (
            it["persian"],
            *(digits_to_persian(f"{it['ledger'][name]} / {it['book'][name]}") for name in columns),
            "✓ یکی است" if it["agree"] else "✗ یکی نیست",
        )
        for it in channels
    )
    draw_table(console, ("کانال", *columns.values(), "دفتر / پیام‌رسان"), rows)


def demonstration_desk(address: str, codes: dict[str, str]) -> None:
    """Show where the desk is open, and with which one-time passwords its users come in."""
    console = Console(stderr=True, highlight=False)
    console.print(f"\nمیز تحریریه در {address} باز است؛ هر رمز یک بار به کار می‌رود و بعد گذرواژه می‌گذارید:")
    for name, code in codes.items():
        console.print(f"  {name}  {code}", markup=False)
    console.print("Ctrl-C پایان")


def _state(it: ReportLine) -> str:
    return it["persian"]["state"] + (" ●" if it["problem"] else "")


def _findings(it: ReportLine) -> str:
    return findings_in_words(it["counts"]) if it["revision"] else ""


def _show_fields(console: Console, fields: dict[str, Any]) -> None:
    for name, title in FIELDS.items():
        if text := fields[name]:
            console.print(f"\n{title}", style="dim")
            shown = " ".join(f"#{word}" for word in text) if name == "hashtags" else text
            console.print(Text(shown, style="bold" if name == "headline" else ""))


def _show_sources(console: Console, sources: list[dict[str, Any]]) -> None:
    console.print("\nهر جمله بر چه استوار است", style="dim")
    for source in sources:
        rests_on = "، ".join(source["rests_on"])
        console.print(Padding(Text.assemble(source["text"], (f"  [{rests_on}]", "cyan")), (0, 0, 0, 2)))


def _isolated(text: str) -> str:
    return f"\u2068{text}\u2069" if text else ""


def draw_table(console: Console, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Draw a table whose cells keep their columns in terminals that know bidirectional text."""
    drawn = Table(box=SIMPLE_HEAD, show_edge=False)
    for title in header:
        drawn.add_column(_isolated(title), overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(_isolated(cell)) for cell in row))
    console.print(drawn)


def in_jalali(text: str) -> str:
    """Return a moment in ISO format as a Jalali time in words."""
    return jalali(datetime.fromisoformat(text))
