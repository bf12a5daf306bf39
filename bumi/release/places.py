"""The agency, county and axis of a press release, and the place of its event."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bumi.current_province import per_province
from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.morphology import verb_forms
from bumi.persian.patterns import DIGIT, END, START, UNIT, WORD
from bumi.persian.text import ZWNJ, digits_to_persian, flat
from bumi.persian.time_and_place import DAY, KINDS_OF_PLACE
from bumi.province import County, province
from bumi.release.layout import Layout, is_wire, masked

_pattern = ListedPatterns("release/places", kinds_of_place=KINDS_OF_PLACE)
_KINDS = _pattern.text("kinds")
_COUNTY_ALONE = {"شهردار": "شهرداری", "فرماندار": "فرمانداری", "بخشدار": "بخشداری", "دهیار": "دهیاری"}
_OFFICE = re.compile(rf"روابط[\s{ZWNJ}]?عمومی\s+(?P<name>.+)")
_SOURCES = _pattern("sources")
_NAMED_OFFICE = _pattern("named_office")
_HEAD_OF = _pattern("head_of")
_POLICE = "فرماندهی انتظامی"
_SIDES = "جنوب|شمال|شرق|غرب"
_ELSEWHERE = frozenset(("در", "با", "به", "از", "که", "برای", "تا", "بر", "را"))  # words that no agency's name has
_BEFORE = f"(?:شهرستان|شهر|شهرهای|شهرستان‌های|در|به|از|بخش|روستای|محور|و|،|شهردار|شهرداری|فرماندار|فرمانداری|{_KINDS})"
_LED = re.compile(rf"{_BEFORE}\s+$")
_PLACE = _pattern("place")
_MEETING = _pattern("meeting")
_COUNTED = re.compile(rf"(?:{DIGIT}+|{UNIT}|چند|هر|این|همه)\s$")  # «سه مرکز عنبرآباد»
_HAPPENS = re.compile(r"برگزار|برپا|گشایش|آغاز|افتتاح|اجرا|انجام")


@dataclass(frozen=True)
class _ProvincePatterns:
    """How a release names the governor's office, the police, the whole province and a part of it."""

    governor: re.Pattern[str]
    police: re.Pattern[str]
    whole: re.Pattern[str]
    part: re.Pattern[str]


@dataclass(frozen=True)
class Where:
    """The county of a release, "" where it is unknown; `certain` says that nobody need be asked."""

    county: str
    certain: bool


def agency_of(layout: Layout) -> str:
    """Return the agency whose public relations office is the source, else the longest agency name in the text.

    Names in headline and lede come first. Listed agencies are returned as listed, others as written.
    """
    office = _OFFICE.match(layout.source)
    source = "" if is_wire(layout.source) else (office["name"] if office else layout.source).strip()
    if source and (listed := _listed(source, start=True)):
        return listed
    if office or (source and _SOURCES.match(source)):
        return source
    if office := _NAMED_OFFICE.search(masked(" ".join(each.text for each in layout.sentences))):
        name = office["name"].replace("\ue000", "،")
        return _listed(name, start=True) or name
    head, body = _head(layout), " ".join(each.text for each in layout.sentences)
    for text in (head, body):
        if text is body and (headed := _of_its_head(layout)):
            return _listed(headed, start=True) or headed
        if listed := _listed(text):
            return listed
        if _of_province().governor.search(text):
            return f"استانداری {province().own_name}"
        if _of_province().police.search(text):
            return f"{_POLICE} {province().name}"
        if own := _own(text):
            return own
    return ""


def _of_its_head(layout: Layout) -> str:
    """Return the office whose head speaks in the kicker or the first sentence: «مدیرکل راهداری ... گفت»."""
    first = layout.sentences[0].text if layout.sentences else ""
    for text in (layout.kicker, first):
        if found := _HEAD_OF.match(masked(text)):
            name = found["office"].replace("\ue000", "،").strip()
            led = "اداره‌کل" if "کل" in found["head"] else "مدیریت" if found["head"] == "مدیر" else ""
            return name if _SOURCES.match(name) else f"{led} {name}".strip()
    return ""


def county_of(layout: Layout, agency: str) -> Where:
    """Return the county that headline and lede name; uncertain where there are several, or others in the text.

    The province is returned where the text says so, or where its agency is the province's and names no county.
    """
    head, whole = _head(layout), "\n".join([layout.title, *(each.text for each in layout.sentences)])
    first, every = _counties(head, agency), _counties(whole, agency)
    land, capital = province().name, province().own_name
    if _of_province().whole.search(whole):
        return Where(land, not set(every) - {capital})
    own = [*_counties(agency, "")]
    if len(first) == 1 and own and own[0] not in first and "شهرستان" in agency:
        return Where("", False)  # the office of a county, but another county is named
    if len(first) == 1:
        return Where(next(iter(first)), len(every) == 1)
    if first or len(every) > 1:
        return Where("", False)
    if every:
        return Where(next(iter(every)), not agency.endswith(capital))
    if dated := _county_named(layout.place):
        return Where(dated, dated != capital or not agency.endswith(land))
    if re.search(rf"(?:جنوب|شمال)\s+(?:استان\s+)?{re.escape(capital)}$", agency):
        return Where("", False)
    if agency.endswith(land) or agency == f"استانداری {capital}":
        return Where(land, True)
    return Where(own[0], True) if len(own) == 1 else Where("", False)


def axis_of(agency: str) -> str:
    """Return the axis to which all pieces of such an agency belong, else ""."""
    found = [axis.name for axis in province().axes if any(word in agency for word in axis.agencies)]
    return found[0] if len(found) == 1 else ""


def place_of(sentences: Sequence[str], agency: str, when: str = "") -> str:
    """Return the place of the event, from the sentences that name no day other than `when`; "" for none."""
    for text in sentences:
        if DAY.search(text) and not (when and when in text):
            continue
        found = (_PLACE.search(text) if _HAPPENS.search(text) else None) or _MEETING.search(text)
        if found and flat(found["place"]) != flat(agency) and not _is_verb(found["place"].split()[-1]):
            return found["place"].strip()
    return ""


def _is_verb(word: str) -> bool:
    """Say whether a word is certainly a verb and no place: «هستند»; «بافت» is both."""
    return word in verb_forms() and (word.endswith("ند") or word in ("است", "شد", "شود"))


def _head(layout: Layout) -> str:
    return "\n".join([layout.title, *(each.text for each in layout.sentences[:1])])


def _listed(text: str, start: bool = False) -> str:
    """Return the listed agency with the longest name in `text` (at its beginning, with `start`)."""
    whole = f" {flat(text)} "
    found = (
        (name, full, re.search(rf"{'^ ' if start else '(?<!\\w)'}{re.escape(name)}(?!\w)", whole))
        for name, full in _names()
    )
    named = [(len(name), full) for name, full, at in found if at and not _of_a_county(name, whole[at.end() :])]
    if not named and not start:  # a PDF has lost its half-spaces
        close, capital = whole.replace(" ", ""), flat(province().own_name)
        named = [
            (len(name), full) for name, full in _names() if name.endswith(capital) and name.replace(" ", "") in close
        ]
    return max(named)[1] if named else ""


def _of_a_county(name: str, after: str) -> bool:
    """Say whether a name that every county's office has is followed by a county: «هلال احمر شهرستان رابر»."""
    counties = {flat(county.name) for county in province().counties}
    place = after.strip().removeprefix("شهرستان ").strip()
    return not counties & set(name.split()) and any(re.match(rf"{county}(?!\w)", place) for county in counties)


def _own(text: str) -> str:
    """Return the first unlisted agency with a county in its name: «شهرداری بم», also from «شهردار بم»."""
    plain = masked(text)
    named = list[tuple[int, str]]()
    for found in re.finditer(rf"{START}(?P<office>{'|'.join(_COUNTY_ALONE)}) (?P<place>{WORD})", plain):
        if _county_named(found["place"]):
            named.append((found.start(), f"{_COUNTY_ALONE[found['office']]} {found['place']}"))
    for found in re.finditer(rf"{START}فرمانده انتظامی (?:شهرستان )?(?P<place>{WORD})", plain):
        if _county_named(found["place"]):
            named.append((found.start(), f"فرماندهی انتظامی {found['place']}"))
    for found in re.finditer(rf"{START}(?:{_KINDS})(?= )", plain):
        if _COUNTED.search(plain[: found.start()]):
            continue
        if name := _to_its_county(plain[found.start() : found.start() + 90]):
            named.append((found.start(), name))
    return min(named, default=(0, ""), key=lambda each: each[0])[1]


def _to_its_county(text: str) -> str:
    """Return the office name at the beginning of `text`, up to its county, else ""."""
    row = text.split()
    for at in range(1, min(len(row), 9)):
        if any(mark in row[at - 1] for mark in "،.:؛") or row[at] in _ELSEWHERE:
            break
        if _county_named(row[at].strip("،.:؛")) and row[at] != "شهرستان":
            return " ".join(row[: at + 1]).strip("،.:؛»").replace("\ue000", "،")
    return ""


def _counties(text: str, agency: str) -> Counter[str]:
    """Count the counties in a text, named directly or by one of their places, outside the agency's name."""
    plain = text
    for name in sorted(filter(None, {agency, *_written(agency)}), key=len, reverse=True):
        plain = plain.replace(name, " … ")
    plain = _of_province().governor.sub(" … ", _of_province().part.sub(" … ", plain))
    found: Counter[str] = Counter()
    for match in _places()[0].finditer(plain):
        county, common = _places()[1][flat(match.group())]
        if not common or _LED.search(plain[max(0, match.start() - 25) : match.start()]):
            found[county] += 1
    return found


def _written(agency: str) -> tuple[str, ...]:
    known = province().agency(agency)
    return (known.name, *known.aliases) if known else ()


def _county_named(name: str) -> str:
    def has(county: County) -> bool:
        return flat(name) in map(flat, (county.name, *county.aliases, *county.places))

    return next((county.name for county in province().counties if name and has(county)), "")


@per_province(cache)
def _of_province() -> _ProvincePatterns:
    own_name, counties = re.escape(province().own_name), digits_to_persian(str(len(province().counties)))
    return _ProvincePatterns(
        re.compile(rf"{START}استاندار(?:ی)? {own_name}"),
        re.compile(rf"فرمانده(?:ی)? انتظامی استان(?: {own_name})?"),
        re.compile(
            rf"(?:همه|تمام|تمامی|سراسر|سرتاسر|هر {counties}|{counties})\s+(?:(?:شهرستان|شهر|منطقه|نقطه|نقاط"
            r"|مناطق)(?:‌?های?)?\s+)?(?:این\s+)?استان"
        ),
        re.compile(rf"(?:{_SIDES})\s+(?:استان\s+)?{own_name}|(?:{_SIDES})\s+استان|استان\s+{own_name}"),
    )


@per_province(cache)
def _places() -> tuple[re.Pattern[str], Mapping[str, tuple[str, bool]]]:
    """Return a pattern for all place names, and by flat name its county and whether it may be another word."""
    names = {
        name: county.name for county in province().counties for name in (*county.places, *county.aliases, county.name)
    }
    spaced = (re.escape(name).replace(ZWNJ, f"[{ZWNJ} ]?") for name in sorted(names, key=len, reverse=True))
    common = province().also_words_in_releases
    known = {flat(name): (county, name in common) for name, county in names.items()}
    known |= {name.replace(" ", ""): where for name, where in known.items()}
    return re.compile(rf"{START}(?:{'|'.join(spaced)}){END}"), known


@per_province(cache)
def _names() -> tuple[tuple[str, str], ...]:
    return tuple((flat(name), agency.name) for agency in province().agencies for name in (agency.name, *agency.aliases))
