"""A press release read as a brief: what it says is proposed for each part, and nothing that it does not say.

Found by fixed patterns of Persian press releases; where none fits, the part is left for a person to fill in.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from persiantools.jdatetime import JalaliDate

from bumi.calendar import MONTHS, TEHRAN, WEEKDAYS, now, typed
from bumi.errors import BadInput
from bumi.language import sentences
from bumi.province import province
from bumi.text import ZWNJ, digits_to_latin, digits_to_persian, flat, normal
from bumi.time_and_place import DAY, KINDS_OF_PLACE
from bumi.words import Kind

__all__ = ["read_release", "release_in", "untold"]

_LONGEST = 60_000  # characters
_FAR = 220  # characters between the speaker's name and the quotation
_MOST_NOTES = 30
_YAML = re.compile(r"^(?:---|(?:kind|topic|agency|county|axis|notes|quotes|when|where)[ \t]*:)", re.MULTILINE)
_FORMATS = {b"PK\x03\x04": "Word", b"\xd0\xcf\x11\xe0": "Word", b"{\\rtf": "RTF", b"%PDF": "PDF"}
_PARTS = {"kind": "گونه", "topic": "موضوع", "agency": "دستگاه", "county": "شهرستان", "axis": "محور"}
_NAMED = re.compile(r"\s*(دستگاه|شهرستان|محور)\s*:\s*(\S.*)")
_SAYS = "گفت|افزود|(?:اظهار|بیان) (?:کرد|داشت)|(?:تأکید|تاکید|خاطرنشان|تصریح|عنوان) کرد|ادامه داد|یادآور شد"
_QUOTED = re.compile("«([^«»]{12,600})»")
_SPEAKER = re.compile(
    r"(?:^|[.؛\n]\s*)([^،.:؛«»\n]{3,60})،\s*([^،.:؛«»\n]{3,110}?)"
    rf"(?:،\s+(?:[^.«»\n]{{0,80}}?\s)?|\s+)(?:{_SAYS})\b"
)
_SAME = re.compile(rf"(?:وی|او|ایشان)\s+(?:همچنین\s+)?(?:{_SAYS})")
_PLACE = re.compile(
    rf"\bدر (?:محل )?((?:{KINDS_OF_PLACE})[^،.؛:«»\n]{{2,70}}?)"
    r"(?=\s+(?:برگزار|برپا|گشایش|آغاز|انجام|اجرا|افتتاح)|[،.؛\n])"
)
_OFFICE = re.compile(r"روابط[\s‌]?عمومی\s+([^،.؛:«»\n]{5,80}?)(?=،|:|؛|\.|\n|\s+(?:خبر|اعلام|گزارش))")
_REPORTED = re.compile(r"^به گزارش [^،:؛]{3,90}[،:؛]\s*")
_CUES = {
    Kind.NOTICE: ("اطلاعیه", "هشدار", "قطع", "مسدود", "مهلت", "ثبت‌نام"),
    Kind.EVENT: ("برگزار می‌شود", "برپا می‌شود", "خواهد شد", "آغاز می‌شود", "گشایش می‌یابد"),
    Kind.RECAP: ("برگزار شد", "برپا شد", "انجام شد", "افتتاح شد", "گشایش یافت", "پایان یافت"),
}


def read_release(text: str) -> dict[str, Any]:
    """Return the parts of a brief that `text` (plain) speaks of, as a person would type them.

    `kind` is a guess from its verbs; `notes` are its sentences outside quotations, in their own words. BadInput where
    it is longer than any release.
    """
    if len(text) > _LONGEST:
        size, most = (digits_to_persian(f"{number:,}".replace(",", "٬")) for number in (len(text), _LONGEST))
        raise BadInput(f"این متن {size} نویسه دارد؛ خبری با حداکثر {most} نویسه بچسبانید")
    text = "\n".join(" ".join(line.split()) for line in normal(text).splitlines()).strip()
    title, _, rest = text.partition("\n")
    body = rest.strip() or text
    quotes, spoken = _quotes(body)
    when, starts_at = _time(text)
    place = _PLACE.search(text)
    return {
        "kind": _kind(text, quotes).value,
        "topic": title.strip(" .:")[:160],
        "agency": _agency(text)[:120],
        "county": _county(text),
        "when": when,
        "starts_at": starts_at,
        "where": place[1].strip()[:200] if place else "",
        "notes": _notes(body, spoken),
        "quotes": quotes[:10],
    }


def release_in(data: bytes, name: str) -> dict[str, Any] | None:
    """Return the parts of a brief in a file of plain text called `name`, or None where it is one of YAML.

    The first lines may name what the text itself does not, as in «محور: گردشگری». BadInput where it is no text.
    """
    if name.lower().endswith((".yaml", ".yml")):
        return None
    if kind := next((kind for head, kind in _FORMATS.items() if data.startswith(head)), ""):
        raise BadInput(f"{name}: پرونده {kind} خوانده نمی‌شود؛ متنش را در پرونده‌ای txt با رمزگذاری UTF-8 ذخیره کنید")
    try:
        lines = data.decode("utf-8-sig").strip().splitlines()
    except UnicodeDecodeError:
        return None  # which is told there
    if not lines or _YAML.search("\n".join(lines)):
        return None
    named = {}
    while lines and (found := _NAMED.fullmatch(lines[0])):
        named[next(part for part, title in _PARTS.items() if title == found[1])] = found[2].strip()
        del lines[0]
    return read_release("\n".join(lines)) | named


def untold(problems: Iterable[str], found: Mapping[str, Any], name: str) -> list[str]:
    """Return what is wrong with the brief of a release, then what was understood of it and how to add the rest."""
    told = list(problems)
    for part, title in _PARTS.items():
        told = [problem.replace(f"«{part}»", f"«{title}»") for problem in told]
    known = {title: found.get(part, "") for part, title in _PARTS.items()}
    known |= {"گونه": Kind(found["kind"]).persian, "زمان": found["when"], "مکان": found["where"]}
    parts = "، ".join(f"{title} «{value}»" for title, value in known.items() if value)
    sizes = {"نکته": len(found["notes"]), "گفته": len(found["quotes"])}
    counted = digits_to_persian(" و ".join(f"{size} {title}" for title, size in sizes.items() if size))
    understood = "، ".join(filter(None, (parts, counted)))
    missing = "، ".join(f"«{title}: ...»" for title in ("دستگاه", "شهرستان", "محور") if not known[title])
    rest = f"؛ آنچه را کم است بالای متن بیفزایید، هر کدام در سطری: {missing}" if missing else ""
    return [*told, f"{name}: از این متن این‌ها فهمیده شد: {understood}{rest}"]


def _quotes(text: str) -> tuple[list[dict[str, str]], list[tuple[int, int]]]:
    """Return the quotations whose speaker is named, and where in the text each stands with its «گفت»."""
    found, spans, last, read = list[dict[str, str]](), list[tuple[int, int]](), ("", ""), 0
    for quoted in _QUOTED.finditer(text):
        # Further back nobody is looked for, or a text of a thousand quotations would be read a thousand times.
        read = max(read, quoted.start() - 3 * _FAR)
        before = text[read : quoted.start()]
        speakers = list(_SPEAKER.finditer(before))
        if speakers and "»" not in before[speakers[-1].end() :]:
            last, start = (speakers[-1][1].strip(), speakers[-1][2].strip()), read + speakers[-1].start(1)
        elif last[0] and (same := list(_SAME.finditer(before))):
            start = read + same[-1].start()
        else:
            continue
        if len(text[start : quoted.start()]) > _FAR:
            continue
        found.append({"speaker": last[0][:80], "role": last[1][:120], "text": quoted[1].strip()})
        spans.append((start, quoted.end()))
        read = quoted.end()
    return found, spans


def _notes(text: str, spoken: list[tuple[int, int]]) -> list[str]:
    """Return the sentences that are nobody's words, without «به گزارش ...»."""
    kept: list[str] = []
    for start, end in sentences(text):
        if any(start < last and end > first for first, last in spoken):
            continue
        sentence = _REPORTED.sub("", " ".join(text[start:end].split())).strip(" .")
        if len(sentence) > 8 and flat(sentence) not in map(flat, kept):
            kept.append(sentence[:400])
        if len(kept) == _MOST_NOTES:
            break
    return kept


def _kind(text: str, quotes: list[dict[str, str]]) -> Kind:
    weights = {kind: sum(text.count(cue) for cue in cues) for kind, cues in _CUES.items()}
    kind, weight = max(weights.items(), key=lambda each: each[1])
    if weight:
        return kind
    return Kind.STATEMENT if quotes else Kind.RECAP


def _agency(text: str) -> str:
    """Return the agency of the province that is named at greatest length, else whose public relations speak."""
    names = [(name, agency.name) for agency in province().agencies for name in (agency.name, *agency.aliases)]
    whole = flat(text)
    named = [(name, full) for name, full in names if flat(name) in whole]
    if named:
        return max(named, key=lambda each: len(each[0]))[1]
    office = _OFFICE.search(text)
    return office[1].strip() if office else ""


def _county(text: str) -> str:
    """Return the county that is named most; the province's own name says nothing about a county."""
    plain = re.sub(r"استان کرمان", " ", text)
    counts = {
        county.name: len(re.findall(rf"(?<![\w{ZWNJ}]){re.escape(county.name)}(?![\w{ZWNJ}])", plain))
        for county in province().counties
    }
    name, count = max(counts.items(), key=lambda each: each[1])
    return name if count else ""


def _time(text: str) -> tuple[str, str]:
    """Return the first day that is named, as it stands, and as an exact moment where its year is certain."""
    best = max(DAY.finditer(text), key=lambda match: (bool(match["hour"]), bool(match["weekday"])), default=None)
    if best is None:
        return "", ""
    on = _date(best)
    if on is None or not best["clock"]:
        return best.group().strip(" ،"), typed(datetime(on.year, on.month, on.day, tzinfo=TEHRAN)) if on else ""
    hour, _, minute = digits_to_latin(best["clock"]).replace("٫", ":").partition(":")
    exact = int(hour) < 24 and int(minute or 0) < 60
    moment = datetime(on.year, on.month, on.day, int(hour), int(minute or 0), tzinfo=TEHRAN) if exact else None
    return best.group().strip(" ،"), typed(moment)


def _date(match: re.Match[str]) -> date | None:
    """Return the day: of the year that is written, or of the one nearest to today whose weekday agrees."""
    day, month = int(digits_to_latin(match["day"])), MONTHS.index(match["month"]) + 1
    this = JalaliDate(now().date()).year
    years = [int(digits_to_latin(match["year"]))] if match["year"] else [this, this + 1, this - 1]
    days = []
    for year in years:
        try:
            days.append(JalaliDate(year, month, day))
        except ValueError:
            continue
    if match["weekday"]:
        wanted = flat(match["weekday"]).replace(" ", "")
        days = [it for it in days if flat(WEEKDAYS[it.weekday()]).replace(" ", "") == wanted]
    elif not match["year"]:
        return None
    found = [it.to_gregorian() for it in days]
    return min(found, key=lambda it: abs(it - now().date()), default=None) if found else None
