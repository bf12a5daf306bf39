"""Edit a press release: its sentences in its own order, each once, in the words of its brief's form.

The words come from the parts of the brief alone; the release gives order, paragraphs and where «وی» may stand for a
name. A note that somebody corrects or takes out is so in the draft too.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bumi.brief import Brief
from bumi.models.planner.assembly import hashtags
from bumi.models.planner.notes import in_one_hand
from bumi.models.planner.prompts import filled, prompt
from bumi.models.planner.release.headline import headline_of
from bumi.models.planner.release.lede import shortened_lede
from bumi.models.planner.release.wording import in_print
from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.syntax import ends_in_command, is_order
from bumi.persian.text import flat
from bumi.piece import POINT, Draft, Fields, ModelNote, Source
from bumi.province import province
from bumi.release import SAYS, Passage, passages, speaks_of_us
from bumi.words import Kind

_NAME = "release"  # of what writes it, for the record of a draft: no model does
_ALIKE = 0.5  # of the words of two sentences that one may be the other, corrected
_EARLY = 2  # sentences behind the lede
_LONG_OFFICE = 4  # words that nobody reads twice
_LEDE = 320  # characters of a lede that has more than one sentence
_OF_ONE = ("اون", "ایشون", "ایشان", "مشارالیه", "نامبرده")  # of whom a newsroom says «وی»
_KICKER = 60  # characters
_ENDED = (".", "!", "؟", "?", "…", ":", "»")
_pattern = ListedPatterns("planner/release/edit")
_THIS_OFFICE = _pattern("this_office")
_OFFICE = _pattern("office")
_RANKS = "(?:دکتر|مهندس|سردار|سرهنگ|سرگرد|حاج|استاد|قاضی|حجت‌الاسلام)"
_NO_COLON = "[^:«»]"
_AFTER_LEDE = -1000  # a paragraph that no release has
_THIS_NEWS = re.compile(r" (?:با|ضمن) (?:اعلام|بیان|تشریح) این (?:خبر|مطلب)(?=[ ،])")
_THIS_COUNTY = re.compile(r"(?<!\w)این شهرستان(?!\w)")
_NOTICE = re.compile(r"(?:اطلاعیه|فراخوان|آگهی|هشدار)(?!\w)")
_COPULA = re.compile(r"(?<= )(ن?شده|ن?یافته)\.?$")  # as a newsroom writes it, «شده است»
_NO_OPENING = _pattern("no_opening")
_LONGEST_CAPTION = 600  # characters of a lede with the list that it leads to
_BELOW = re.compile(r" به (?:شرح|ترتیب|قرار|صورت|این شرح)(?: (?:زیر|ذیل))?(?= \S+(?: \S+)?:$|:$)| (?:زیر|ذیل)(?=:$)")
_COLON_AT_END = re.compile(":$")  # in a caption nothing follows
_ASKS = re.compile(r"(?<!\w)از (?P<whom>[^،:«»]{3,50}?) (?:در)?خواست(?: کرد)? (?!می)(?:که )?(?P<what>[^«»]{15,})$")


@dataclass(frozen=True)
class ReleaseLine:
    """A sentence to print: the parts that it rests on, its paragraph, and its passage of the release.

    `kept` says that nobody has corrected it: the form has the words of the release.
    """

    text: str
    rests_on: tuple[str, ...]
    paragraph: int
    passage: Passage | None
    quote: str = ""
    kept: bool = False


def edited(brief: Brief, seed: int = 0, formal: Callable[[str], str] = str) -> Draft:
    """Return the draft of a brief that carries a release; `formal` puts spoken words into writing, quotations apart."""
    found, sourced, kicker = passages(brief.release)
    formal = in_one_hand(brief, formal)
    lines = _pronouns([*_lines(brief, found, formal)], _speaks_first(brief, found))
    lede, lines = _opened(*_lede(brief, found, lines, formal))
    headline = headline_of(in_print(brief.topic, formal, ""), lede.text, brief.when)
    unclear = _THIS_OFFICE.search(lede.text)  # where it is read without the headline
    lost = _names(brief.topic, brief.agency) and not _names(headline, brief.agency)
    if (sourced or lost) and not (_names(lede.text, brief.agency) or (_names(headline, brief.agency) and not unclear)):
        lede, lines = _with_source(brief, headline, lede, lines)
    lede, *lines = _with_office(brief, _introduced(brief, [lede, *lines]))
    parts = brief.parts()
    body, points = _paragraphs(lines), [*_unsaid(brief, parts, [lede, *lines])]
    if points:
        body = "\n\n".join(filter(None, [body, "\n".join(text for text, _ in points)]))
    sources = [_source("lede", lede.text, lede.rests_on, parts)]
    sources += [_source("body", _printed(line), line.rests_on, parts) for line in lines]
    sources += [_source("body", text, rests_on, parts) for text, rests_on in points]
    call = next((_called(line) for line in lines if line.rests_on[-1] == "call"), "")
    fields = Fields(
        kicker=_kicker(brief, kicker, headline),
        headline=headline,
        lede=lede.text,
        body=body,
        caption=" ".join(filter(None, [_captioned(lede, lines), call])),
        hashtags=hashtags(brief),
    )
    note = ModelNote(name=_NAME, adapter="", prompt=prompt(brief.kind).version, seed=seed)
    return Draft(fields=fields, sources=tuple(sources), model=note)


def _lines(brief: Brief, found: Sequence[Passage], formal: Callable[[str], str]) -> Iterator[ReleaseLine]:
    """Yield notes, quotations and the call in the order of the release; added ones follow their neighbours."""
    told = {id_: text for id_, text in brief.parts().items() if id_.startswith("n") or id_ == "call"}
    placed: list[tuple[int, int, str, bool]] = []
    last = 0
    for order, (id_, text) in enumerate(told.items()):
        at = _place(text, found)
        last = at if at is not None else len(found) if id_ == "call" else last
        placed.append((last, order, id_, at is not None))
    for order, quote in enumerate(brief.quotes, 1):
        at = _place(quote.text, found)
        placed.append((len(found) - 1 if at is None else at, 100 + order, f"q{order}", at is not None))
    for at, order, id_, known in sorted(placed):
        passage = found[at] if known else None
        paragraph = passage.paragraph if passage else -1 - order  # what was added has one of its own
        if id_.startswith("q"):
            quote = brief.quotes[int(id_[1:]) - 1]
            own = quote.led_to == quote.intro
            intro = f"{quote.who}{'،' if quote.role else ''} گفت"
            named = set(flat(f"{quote.who} دکتر مهندس سرهنگ آقای خانم").replace("،", " ").split())
            only_named = set(flat(quote.intro).replace("،", " ").split()) <= named  # «نام سمت: «...»»
            intro = in_print(quote.intro, formal, brief.agency, passage) if own and not only_named else intro
            yield ReleaseLine(intro, (id_,), paragraph, passage, quote.text, _keeps(quote.text, passage))
        else:
            text = in_print(told[id_], formal, brief.agency, passage)
            point = passage is not None and passage.point
            said = SAYS.search(text) or text.startswith("به گفته ")
            if speaks_of_us(text) and "«" not in text and not point and not said:
                who = "وی افزود" if _is_spoken(passage, found) else f"{brief.agency} اعلام کرد"
                text = f"{who}: «{told[id_]}»"  # who speaks, or whose release it is, says so in these words
            yield ReleaseLine(text, (id_,), paragraph, passage, kept=_keeps(told[id_], passage))


def _is_spoken(passage: Passage | None, found: Sequence[Passage]) -> bool:
    """Whether a passage continues what somebody says earlier in its paragraph."""
    if passage is None:
        return False
    before = (each for each in found[: found.index(passage)] if each.paragraph == passage.paragraph)
    return any(each.speaker or SAYS.search(each.text) for each in before)


def _keeps(text: str, passage: Passage | None) -> bool:
    return passage is not None and flat(text) in flat(passage.text)


def _place(text: str, found: Sequence[Passage]) -> int | None:
    """Return the index of the passage that a part of the form came from, corrected or not; None where there is none."""
    wanted = flat(text)
    for at, passage in enumerate(found):
        if wanted in flat(f"{passage.heading} {passage.text}"):
            return at
    words = set(wanted.split())
    shares = [_share(words, set(flat(passage.text).split())) for passage in found]
    best = max(shares, default=0.0)
    return shares.index(best) if best >= _ALIKE else None


def _share(first: set[str], second: set[str]) -> float:
    return len(first & second) / (max(1, min(len(first), len(second))))


def _speaks_first(brief: Brief, found: Sequence[Passage]) -> str:
    """Return who speaks in the lede."""
    first = found[0] if found else None
    return first.speaker if first and flat(first.text.rstrip(".")) == flat(brief.lede.rstrip(".")) else ""


def _pronouns(lines: list[ReleaseLine], before: str) -> list[ReleaseLine]:
    """Put «وی» for a name where the release has a pronoun and the same person speaks just before."""
    said = list[ReleaseLine]()
    for line in lines:
        passage = line.passage
        name = _speaker_of(line)
        if passage and passage.pronoun and name and name == before and line.text.startswith(name):
            pronoun = "وی" if passage.pronoun in _OF_ONE else passage.pronoun
            line = replace(line, text=f"{pronoun}{line.text.removeprefix(name)}")
        elif passage and name and name == before and (says := _says_by_office(line.text, passage.role)):
            line = replace(line, text=f"وی {says}")
        if name or not line.kept:
            named = line.kept or name in line.text or line.text.startswith(("وی", "او", "ایشان"))
            before = name if name and named else ""
        said.append(line)
    return [replace(line, text=_whole(line)) for line in said]


def _says_by_office(text: str, role: str) -> str:
    """Return the sentence from its verb of saying on, where only a known long office stands before it; else empty."""
    says = SAYS.search(text)
    head = flat(text[: says.start()].replace("،", " ")).split() if says else []
    known = set(flat(role.replace("،", " ")).split())
    return text[says.start() :] if says and len(head) >= _LONG_OFFICE and set(head) <= known else ""


def _whole(line: ReleaseLine) -> str:
    """Return the sentence with its quotation and its full stop."""
    text = f"{line.text}: «{line.quote}»" if line.quote else _COPULA.sub(r"\1 است", line.text)
    inner = text.removesuffix("»").rstrip()
    return text if text.endswith(_ENDED[:6]) or (inner != text and inner.endswith(_ENDED[:5])) else f"{text}."


def _lede(
    brief: Brief, found: Sequence[Passage], lines: list[ReleaseLine], formal: Callable[[str], str]
) -> tuple[ReleaseLine, list[ReleaseLine]]:
    """Return the lede, and the rest: a brief without one opens with its first sentence."""
    if brief.lede:
        opens = found[0] if found and flat(found[0].text.rstrip(".")) == flat(brief.lede.rstrip(".")) else None
        text = _at_first(in_print(brief.lede, formal, brief.agency, opens), brief.county)
        lede = ReleaseLine(text, ("lede",), 0, opens)
        return replace(lede, text=_whole(lede)), [line for line in lines if flat(line.text) != flat(_whole(lede))]
    if lines:
        return lines[0], lines[1:]
    topic = ReleaseLine(brief.topic, ("topic",), 0, None)
    return replace(topic, text=_whole(topic)), []


def _at_first(lede: str, county: str) -> str:
    """Return a first sentence without references to a former one: «این شهرستان», «با اعلام این خبر»."""
    lede = _THIS_NEWS.sub("", lede)
    here = _THIS_COUNTY.search(lede)
    if not here or flat(county) in flat(lede[: here.start()]):
        return lede
    return f"{lede[: here.start()]}{county}{lede[here.end() :]}"


def _opened(lede: ReleaseLine, lines: list[ReleaseLine]) -> tuple[ReleaseLine, list[ReleaseLine]]:
    """Return the lede with as many of its sentences as fit, and the others before the rest of the lines."""
    told = shortened_lede(lede.text)
    size = 1
    while size < len(told) and len(" ".join(told[: size + 1])) <= _LEDE:
        size += 1
    more = [replace(lede, text=text, paragraph=_AFTER_LEDE) for text in told[size:]]
    return replace(lede, text=" ".join(told[:size])), [*more, *lines]


def _with_office(brief: Brief, lines: list[ReleaseLine]) -> list[ReleaseLine]:
    """Put the agency's name for the first «این اداره» that has no antecedent."""
    before = ""
    for at, line in enumerate(lines):
        said = _THIS_OFFICE.search(line.text)
        if said is None or line.quote:
            before += f" {line.text}"
            continue
        kind = said.group().removeprefix("این ")
        told = flat(f"{before} {line.text[: said.start()]}")
        if flat(kind) not in told and flat(brief.agency).startswith(flat(kind)):
            text = f"{line.text[: said.start()]}{brief.agency}{line.text[said.end() :]}"
            lines[at] = replace(line, text=text, rests_on=("agency", *line.rests_on))
        break
    return lines


def _introduced(brief: Brief, lines: list[ReleaseLine]) -> list[ReleaseLine]:
    """Add the office of a speaker at the first mention, in short where its agency is known already."""
    seen, told = set[str](), ""
    form = flat(" ".join([*brief.parts().values(), *(f"{quote.role} {quote.intro}" for quote in brief.quotes)]))
    for at, line in enumerate(lines):
        passage = line.passage
        known = passage is not None and bool(passage.role) and flat(passage.role) in form
        if passage and known and passage.speaker not in seen and (named := _named_first(line.text, passage)):
            role = passage.role
            if flat(role) in flat(told):
                short = _OFFICE.match(role)
                clear = short and told.count(short["kind"]) == 1 and "به گزارش" not in line.text[: named.end()]
                role = f"{short['who']} این {short['kind']}" if short and clear else ""
            if role and not flat(line.text[named.end() :].strip(" ،")).startswith(flat(role.split()[0])):
                of = next(
                    (id_ for id_, part in brief.parts().items() if _is_told(id_) and flat(role) in flat(part)), ""
                )
                rests_on = line.rests_on if not of or of in line.rests_on else (of, *line.rests_on)
                text = f"{line.text[: named.end()]}، {role}، {line.text[named.end() :].lstrip(' ،')}"
                lines[at] = line = replace(line, text=text, rests_on=rests_on)
        if passage and passage.speaker:
            seen.add(passage.speaker)
        told += f" {line.text}"
    return lines


def _is_told(id_: str) -> bool:
    return id_ == "lede" or id_[0] == "n"


def _named_first(text: str, passage: Passage) -> re.Match[str] | None:
    """Return the match of a speaker's name at the beginning of a sentence, after its source or not."""
    return re.match(rf"(?:به گزارش {_NO_COLON}{{3,90}}?، )?(?:{_RANKS} )?{re.escape(passage.speaker)}(?=[ ،])", text)


def _names(text: str, agency: str) -> bool:
    """Whether `text` names the agency by a name of its own: «هلال احمر» is that of every county."""
    known = province().agency(agency)
    counties = [county.name for county in province().counties]
    names = (known.name, *known.aliases) if known else ()
    others = [name for name in names if any(county in name.split() for county in counties)]
    return any(flat(name) in flat(text) for name in (agency, *others))


def _with_source(
    brief: Brief, headline: str, lede: ReleaseLine, lines: list[ReleaseLine]
) -> tuple[ReleaseLine, list[ReleaseLine]]:
    """Name the source: in the lede where that only repeats the headline, else in a sentence behind it."""
    according = f"به گزارش {brief.agency}، "
    same = flat(headline) == flat(lede.text.rstrip("."))
    if _THIS_OFFICE.search(lede.text):
        return _by(lede, according), lines
    if not same and lines and _names(lines[0].text, brief.agency):
        return lede, lines
    first = next((at for at in _opening(lines) if not _speaker_of(lines[at])), next(_opening(lines), None))
    if first is None or same or _says_this_office(brief, [lede, *lines[:first]]):
        return _by(lede, according), lines
    return lede, [*lines[:first], _by(lines[first], according), *lines[first + 1 :]]


def _opening(lines: Sequence[ReleaseLine]) -> Iterator[int]:
    """Yield the indices of the first sentences that may name the source: those that begin a paragraph."""
    for at, (before, line) in enumerate(zip([None, *lines], lines[:_EARLY], strict=False)):
        if _opens(line) and (before is None or before.paragraph != line.paragraph):
            yield at


def _by(line: ReleaseLine, according: str) -> ReleaseLine:
    return replace(line, text=f"{according}{line.text}", rests_on=("agency", *line.rests_on))


def _says_this_office(brief: Brief, lines: Sequence[ReleaseLine]) -> bool:
    """Whether «این اداره» comes before the agency's name."""
    unnamed = takewhile(lambda line: not _names(line.text, brief.agency), lines)
    return any(_THIS_OFFICE.search(line.text) for line in unnamed)


def _opens(line: ReleaseLine) -> bool:
    point = bool(line.passage and (line.passage.point or line.passage.heading))
    spoken_to = line.rests_on == ("call",) or ends_in_command(line.text) or is_order(line.text)
    return not point and not spoken_to and not _NO_OPENING.match(line.text)


def _paragraphs(lines: Sequence[ReleaseLine]) -> str:
    """Return the body: the paragraphs of the release, and its lists as lists."""
    blocks: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        same = before is not None and before.paragraph == line.paragraph
        listed = before is not None and _is_point(before) and _is_point(line)
        text = _printed(line)
        if same and blocks and not _is_point(line):
            blocks[-1] += f" {text}"
        elif listed and not (line.passage and line.passage.heading):
            blocks[-1] += f"\n{text}"
        else:
            blocks.append(text)
    return "\n\n".join(blocks)


def _printed(line: ReleaseLine) -> str:
    """Return a line as the body has it: a list item with its mark, behind the heading of the list."""
    passage = line.passage
    if passage is None or not _is_point(line):
        return line.text
    heading = f"{passage.heading}\n" if passage.heading and line.text.startswith(passage.heading) else ""
    return f"{heading}{POINT}{line.text.removeprefix(passage.heading).strip().rstrip('.')}"


def _unsaid(
    brief: Brief, parts: Mapping[str, str], lines: Sequence[ReleaseLine]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield list items for a time and a place that somebody added to the form and no sentence says."""
    told = set(re.findall(r"\w+", flat(" ".join([brief.topic, *(line.text for line in lines)]))))
    for id_, title in (("when", "زمان"), ("where", "مکان")):
        words = set(re.findall(r"\w+", flat(parts.get(id_, ""))))
        if not words <= told:
            yield f"{POINT}{title}: {parts[id_]}", (id_,)


def _kicker(brief: Brief, kicker: str, headline: str) -> str:
    """Return the kicker of the release where the form still supports it, else that of the kind."""
    known = set(flat(brief.facts()).replace("،", " ").split())
    unknown = [word for word in flat(kicker).split() if word not in known]
    if kicker and len(kicker) <= _KICKER and len(unknown) <= 2:  # «خبر داد» is no fact
        return kicker
    made = filled(prompt(brief.kind).kicker, brief.parts())
    said_twice = brief.kind is Kind.NOTICE and bool(_NOTICE.match(headline))
    others = (brief.agency if len(brief.agency) <= _KICKER else "", brief.axis)
    fits = (each for each in ("" if said_twice else made, *others) if each and flat(each) not in flat(headline))
    return next(fits, "")


def _source(field: str, text: str, rests_on: tuple[str, ...], parts: Mapping[str, str]) -> Source:
    return Source(field=field, text=text, rests_on=rests_on, notes=tuple(parts[id_] for id_ in rests_on))


def _captioned(lede: ReleaseLine, lines: Sequence[ReleaseLine]) -> str:
    """Return the lede for a caption: with the first items of the list that it introduces, or without its colon."""
    if not lede.text.endswith(":"):
        return lede.text
    points = [line.text.rstrip(".") for line in takewhile(_is_point, lines)]
    while points and len(f"{lede.text} {'؛ '.join(points)}") > _LONGEST_CAPTION:
        points = [] if _BELOW.search(lede.text) else points[:-1]
    return f"{lede.text} {'؛ '.join(points)}." if points else _COLON_AT_END.sub(".", _BELOW.sub("", lede.text))


def _called(line: ReleaseLine) -> str:
    """Return the call to readers without its speaker, whom the caption has not named."""
    if asked := _ASKS.search(line.text):
        return f"{asked['whom']} {asked['what']}"
    return "" if _speaker_of(line) else line.text


def _is_point(line: ReleaseLine) -> bool:
    return bool(line.passage and line.passage.point) and not line.quote


def _speaker_of(line: ReleaseLine) -> str:
    return line.passage.speaker if line.passage else ""
