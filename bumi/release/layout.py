"""The layout of a press release: headline and sentences, without datelines, sources and tail marks; tables as lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise, zip_longest

from bumi.current_province import per_province
from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.morphology import sentences
from bumi.persian.text import ZWNJ, normal
from bumi.persian.verb_phrases import ANNOUNCES, HAS_ANNOUNCED, INFORMS, REPORTS
from bumi.persian.verbs import ends_with_verb
from bumi.province import province
from bumi.release.letters import BULLET, NOTICE, TAIL, is_courtesy, is_mark, unfolded, without_greeting

_LONGEST_TITLE, _SHORT_TITLE = 160, 100  # characters
_WRAPPED = 130  # characters of the longest line of a wrapped text
_MOST_JOINED = 8  # lines of one quotation

_pattern = ListedPatterns("release/layout", has_announced=HAS_ANNOUNCED)
_AGENCIES = _pattern.text("agencies")

_WIRE = _pattern("wire")
_SLASH = _pattern("slash")
_PLACE = _pattern("place")
_ACCORDING = re.compile(r"به (?:گزارش|نقل از)\s+(?P<source>[^،:؛\n]{3,120})[،:؛]\s*")
_WIRED = _pattern("wired")
_OFFICE_SAYS = _pattern("office_says")
_DASHED = re.compile(rf"(?P<source>روابط[\s{ZWNJ}]?عمومی\s+[^،:؛\n–—]{{3,80}}?)\s+[-–—ـ]+\s+(?=\w)")
_COLON = _pattern("colon")
_ANNOUNCES = re.compile(rf"(?!.*\s(?:از|که|با|درباره|را|برای)\s)[^،؛:.«»]{{6,80}}\s{ANNOUNCES}")
"""«مدیر بنیاد مسکن خبر داد» names the speaker; the news follows in the next line."""

_SOURCE_ALONE = re.compile(r"به (?:گزارش|نقل از)\s+(?P<source>[^،:؛.\n]{3,120})[،:؛.]?")
_LABELLED = re.compile(r"(?:لید|متن(?: خبر)?)\s*[:؛]\s*")
_LABEL = re.compile(r"(?P<label>روتیتر|تیتر|سوتیتر|لید|متن(?: خبر)?|عنوان(?: خبر)?)\s*[:؛]\s*(?P<rest>.*)")
_SIGNATURE = _pattern("signature")
_WHEN_OR_WHERE = re.compile(r"(?:ساعت|تاریخ|شماره|گروه|حوزه)\s*:\s*\S")
_SIGNS = re.compile(r"^[^\w\s«»\"'(\[#@•▪*\-–—.…/]+\s*|\s*[^\w\s«»\"')\].,،؛:!؟?…%٪/\-–—*]+$")
"""Emoji at the ends of a line, as in channels: they mark no list."""
_OVER = re.compile(r"(?:هم[‌ ]?زمان|با|در|طی|به (?:مناسبت|همت|گفته|منظور)|از سوی|برای)(?!\w)")
"""How a kicker (a line over the headline) begins."""
_TWOFOLD = _pattern("twofold")
_LABELLED_VALUE = re.compile(rf"[\w{ZWNJ} ]{{2,28}}:\s+[^«»]{{1,110}}")
"""A labelled value on a line of its own: «مهلت ثبت‌نام: ۲۲ آذر»."""
_ASK_BY_PHONE = _pattern("ask_by_phone")
_ENDED = (".", "!", "?", "؟", ":", "؛", "»", "…")
_FEWEST_WORDS, _AGAIN = 5, 0.75  # of a headline with a full stop: words, and their share in the next line
_CELLS = re.compile(r"[|│]|\t+")
_RULE = re.compile(r"[\s|│\-–—_=+:]*")
_FEWEST_ROWS = 3  # rows of a table, its head included, and cells of a row


@dataclass(frozen=True)
class ReleaseSentence:
    """One sentence as written, in its paragraph (from 0); `point` marks an item of a list under `heading`."""

    text: str
    paragraph: int
    point: bool = False
    heading: str = ""


@dataclass(frozen=True)
class Layout:
    """The parts of a release; `source` is the named source, `place` the place of the dateline.

    `sourced` says that the text itself names a source («به گزارش ...»); `title` is empty where there is none.
    `left_out` has the lines and sentences that are courtesies and no news.
    """

    kicker: str
    title: str
    sentences: tuple[ReleaseSentence, ...]
    source: str
    sourced: bool
    place: str
    left_out: tuple[str, ...] = ()


def masked(text: str) -> str:
    """Return `text` with a placeholder for each comma within an agency's name («میراث فرهنگی، گردشگری»)."""
    return _inner_commas().sub("\ue000", text)


def laid_out(text: str) -> Layout:
    """Parse a release; all text but newsroom marks stays in its words and order."""
    lines = [_SIGNS.sub("", " ".join(line.split())) for line in rows_as_points(normal(text)).splitlines()]
    lines = [*_whole(_joined([line for line in lines if line]))]
    office, lines, left_out = unfolded(lines)
    kept = [line for at, line in enumerate(lines) if _is_news(line) or _is_fact(line, lines[:at])]
    lines = [without_greeting(line) for line in kept]
    source, lines = _signed(lines)
    source = source or office
    alone = _SOURCE_ALONE.fullmatch(masked(lines[0])) if len(lines) > 1 and not ends_with_verb(lines[0]) else None
    if alone:
        source, lines = _better(source, lines[0][slice(*alone.span("source"))].strip()), lines[1:]
    kicker, title, lines = _titled(lines)
    found, paragraph, place, heading = list[ReleaseSentence](), 0, "", ""
    sourced = bool(alone and not is_wire(source))
    for line in lines:
        line = _LABELLED.sub("", line, count=1) if _LABELLED.match(line) else line
        bullet = BULLET.match(line)
        point = bool(bullet) and not _without_dateline(line)[1]
        line = TAIL.sub("", line[bullet.end() :] if bullet and point else line)
        point = point or (bool(found) and _is_value(line))
        line, where = _without_dateline(line)
        line, named = _without_source(line)
        place, source = place or where, _better(source, named)
        sourced = sourced or bool(named and not is_wire(named))
        if line.endswith(":") and len(line) < 80 and not point and (found or not ends_with_verb(line[:-1])):
            heading = " ".join(filter(None, [heading, line]))
            continue
        for start, end in sentences(line):
            if is_courtesy(line[start:end]):
                left_out.append(line[start:end])
                continue
            found.append(ReleaseSentence(line[start:end], paragraph, point, heading))
            heading = ""
        paragraph += 1
    if heading:
        found.append(ReleaseSentence(heading, paragraph))
    return Layout(kicker, title, tuple(found), source, sourced, place, tuple(left_out))


def _is_value(line: str) -> bool:
    """Say whether a line is a label with its value: «ظرفیت: ۴۰ نفر»."""
    if _ASK_BY_PHONE.match(line):
        return True
    return bool(_LABELLED_VALUE.fullmatch(line)) and not REPORTS.search(line) and not ends_with_verb(line.rstrip(" ."))


def _is_fact(line: str, before: Sequence[str]) -> bool:
    """Say whether a letterhead's label carries a fact because it follows the news: «ساعت: ۸ تا ۱۲»."""
    return _WHEN_OR_WHERE.match(line) is not None and any(each.endswith(".") for each in before)


def _is_news(line: str) -> bool:
    """Say whether a line is no newsroom mark; signatures are kept: «منبع: روابط عمومی ...»."""
    return not is_mark(line) or _SIGNATURE.fullmatch(masked(line)) is not None


def _joined(lines: Sequence[str]) -> list[str]:
    """Join the lines of a text that is wrapped at a width, as in a PDF."""
    width = max(map(len, lines), default=0)
    cut = [len(line) >= 0.75 * width and not line.endswith(_ENDED) for line in lines]
    broken = [line for line, is_cut in zip(lines[1:], cut[1:], strict=True) if is_cut]
    if width > _WRAPPED or sum(not ends_with_verb(line) for line in broken) < 3:
        return list(lines)
    joined: list[str] = []
    for at, line in enumerate(lines):
        if at > 1 and cut[at - 1] and not BULLET.match(line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _whole(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines; a quotation over several lines, with its introduction, is one line."""
    held: list[str] = []
    depth = 0
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        held.append(line)
        depth += line.count("«") - line.count("»")
        led = line.endswith(":") and after.startswith("«") and not is_mark(line)
        if (depth <= 0 and not led) or len(held) == _MOST_JOINED:
            yield from [" ".join(held)] if depth <= 0 else held
            held, depth = [], 0
    yield from held


def _signed(lines: list[str]) -> tuple[str, list[str]]:
    """Return the signing office, "" for none, and the lines without the signature."""
    if len(lines) > 1 and (signed := _SIGNATURE.fullmatch(masked(lines[-1]))):
        return lines[-1][slice(*signed.span("source"))].strip(), lines[:-1]
    return "", lines


def _titled(lines: list[str]) -> tuple[str, str, list[str]]:
    """Return kicker, headline and the remaining lines; labels such as «تیتر:» are removed."""
    kicker = title = ""
    while lines and (label := _LABEL.fullmatch(lines[0])):
        if label["label"] in ("روتیتر",):
            kicker = label["rest"]
        elif label["label"].startswith(("تیتر", "عنوان")):
            title = label["rest"]
        else:
            lines = [label["rest"], *lines[1:]] if label["rest"] else lines[1:]
            break
        lines = lines[1:]
    if title or len(lines) < 2 or (lines and INFORMS.match(lines[0])):
        return _bare(kicker), _bare(title), lines
    if (twofold := _TWOFOLD.fullmatch(lines[0])) and _is_title(lines[0]):
        return _bare(twofold["over"]), _bare(twofold["title"]), lines[1:]
    if _is_kicker(lines[0]):
        if len(lines) > 2 and (_is_title(lines[1]) or _is_ended_title(lines[1], lines[2])):
            return _bare(lines[0]), _bare(lines[1]), lines[2:]
        if _begins_anew(lines[1]):
            return _bare(lines[0]), "", lines[1:]
        if REPORTS.search(lines[0]) and lines[0].endswith((":", "؛")):
            return _bare(kicker), "", [f"{lines[0][:-1].rstrip()}: {lines[1]}", *lines[2:]]
    over = NOTICE.fullmatch(lines[0]) or (_OVER.match(lines[0]) and not ends_with_verb(lines[0]))
    if len(lines) > 2 and over and _is_title(lines[0]) and _is_title(lines[1]) and len(lines[1]) <= _SHORT_TITLE:
        return _bare(lines[0]), _bare(lines[1]), lines[2:]
    if NOTICE.fullmatch(lines[0]):
        return lines[0], "", lines[1:]
    if (_is_title(lines[0]) or _is_ended_title(*lines[:2])) and not lines[0].endswith(":"):
        return _bare(kicker), _bare(lines[0]), lines[1:]
    return _bare(kicker), "", lines


def _is_title(line: str) -> bool:
    said = line.endswith("»") and (":" in line or REPORTS.search(line))
    whole = line.endswith((".", "؛")) or bool(said)
    return len(line) <= _LONGEST_TITLE and not whole and not _sourced(line) and not BULLET.match(line)


def _is_kicker(line: str) -> bool:
    """Say whether a line is a kicker: by its final mark, or as in «شهردار بم خبر داد»."""
    marked = line.endswith((":", "؛")) and _is_title(line[:-1])
    return marked or (bool(_ANNOUNCES.fullmatch(line)) and _is_title(line))


def _is_ended_title(line: str, after: str) -> bool:
    """Say whether a short sentence with a full stop is a headline: the news starts again in the next line."""
    short = len(line) <= _SHORT_TITLE and len([*sentences(line)]) == 1
    words, below = set(line.rstrip(".").split()), set(after.replace("،", "").split())
    again = len(words) >= _FEWEST_WORDS and len(words & below) >= _AGAIN * len(words)
    return short and _is_title(line.removesuffix(".")) and (_begins_anew(after) or again)


def _sourced(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_WIRE, _SLASH, _ACCORDING, _OFFICE_SAYS, _DASHED))


def _begins_anew(line: str) -> bool:
    """Say whether the news starts with this line: it has a dateline or a source."""
    rest, place = _without_dateline(line)
    return bool(place) or _sourced(rest)


def _bare(line: str) -> str:
    """Return a headline without the marks around it and a place before it: «بافت/ ...»."""
    place, slash, rest = line.partition("/")
    named = bool(slash) and _is_place(place.strip())
    return (rest if named else line).strip(" .:؛*")


def is_wire(source: str) -> bool:
    """Say whether a source is a news agency."""
    return re.fullmatch(_AGENCIES, source) is not None


def _without_dateline(line: str) -> tuple[str, str]:
    """Return the line without its dateline («بم -», «یزد - ایرنا -»), and the place in that."""
    place = ""
    for pattern in (_WIRE, _SLASH):
        if found := pattern.match(line):
            if found["place"]:
                return line[found.end() :], found["place"]
            line = line[found.end() :]
            break
    while (found := _PLACE.match(line)) and _is_place(found["place"]):
        line, place = line[found.end() :], found["place"]
    return line, place


def _is_place(name: str) -> bool:
    return bool(province().county(name)) or name in province().places


def _without_source(line: str) -> tuple[str, str]:
    """Return the line without its source («به گزارش ...،»), and that source."""
    source = ""
    for _ in range(3):
        plain = masked(line)
        found = _ACCORDING.match(plain)
        if found and REPORTS.search(found["source"]):
            found = _WIRED.match(plain)
        found = found or _OFFICE_SAYS.match(plain) or _COLON.match(plain) or _DASHED.match(plain)
        if found and REPORTS.search(found["source"]):
            break
        if not found:
            break
        source, line = _better(source, line[slice(*found.span("source"))].strip()), line[found.end() :]
    return line, source


def _better(first: str, second: str) -> str:
    """Return the first source, or the second where the first is empty or a news agency."""
    return second if not first or (is_wire(first) and second) else first


@per_province(cache)
def _inner_commas() -> re.Pattern[str]:
    names = [name for agency in province().agencies for name in (agency.name, *agency.aliases) if "،" in name]
    pairs = {(left.split()[-1], right.split()[0]) for name in names for left, right in _around_commas(name)}
    pairs |= {("بهداشت", "درمان"), ("علوم", "تحقیقات"), ("درمان", "آموزش")}
    return re.compile("|".join(f"(?<={re.escape(left)})،(?= {re.escape(right)})" for left, right in sorted(pairs)))


def _around_commas(name: str) -> Iterator[tuple[str, str]]:
    yield from pairwise(name.split("،"))


def rows_as_points(text: str) -> str:
    """Return `text` with tables as lists: «دور | مسافت» over «اول | ۱۰۰۰ متر» gives «- دور: اول، مسافت: ۱۰۰۰ متر»."""
    lines: list[str] = []
    for size, run in groupby(text.splitlines(), key=lambda line: len(_cells(line))):
        rows = [*run]
        filled = [row for row in rows if not _RULE.fullmatch(row)]
        lines += _points(filled) if size >= _FEWEST_ROWS and len(filled) >= _FEWEST_ROWS else rows
    return "\n".join(lines)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELLS.split(line.strip().strip("|│"))]


def _points(rows: list[str]) -> list[str]:
    head = _cells(rows[0])
    return [
        "- "
        + "، ".join(f"{name}: {cell}" if name else cell for name, cell in zip(head, _cells(row), strict=True) if cell)
        for row in rows[1:]
    ]
