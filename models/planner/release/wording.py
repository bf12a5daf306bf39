"""Reword sentences of a release as a newsroom prints them: plain, without address or courtesy, quotations kept."""

import re
from collections.abc import Callable

from bumi.checks import plainly
from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.morphology import verb_forms
from bumi.persian.patterns import END, LETTER, START
from bumi.persian.syntax import impersonal
from bumi.persian.text import ZWNJ, digits_to_persian
from bumi.persian.verb_phrases import BRINGS
from bumi.release import INFORMS, SAYS, Passage

_IN = re.compile(rf"{START}توی(?= \w)")  # spoken, though a dictionary has it as another word too
_pattern = ListedPatterns("planner/release/wording", brings=BRINGS, says=SAYS.pattern)
_ANYBODY = _pattern("anybody")
_MANNERS = re.compile(rf"\s(?:محترم|گرامی|عزیز|ارجمند|فهیم|شریف){END}")
_THIS_REPORT = re.compile(r"^(?:(?:بر پایه|بر اساس|بنا بر|بنابر|طبق) این|به) (?:گزارش|خبر)(?: حاکی است)?[،:]\s+")
_ABOUT_IT = _pattern("about_it")
_STIFF = re.compile(rf"{START}(?:اظهار|بیان|عنوان|ابراز) (?:داشت|نمود)(?!{LETTER}| که)")
_THAT = _pattern("that")
_ACCORDING = re.compile(rf"^(به گفته (?:وی|او|ایشان|این {LETTER}+)) (?!،|در |نیز|هم)")
_MANY = re.compile(rf"({SAYS.pattern.removesuffix(END)}){END}")
_THEY_SAID = re.compile(r"^(\S+) گفتن(?= )")
_THEY = re.compile(rf"^(?:ایشان|ایشون|نامبرده|مشارالیه|مشار ?الیه){END}")
_MISTER = re.compile(r"(?:جناب آقای|سرکار خانم|آقای|خانم) (?=\w)")
_RANK = r"(?:(?:دکتر|مهندس|سردار|سرهنگ|سرگرد|سروان|ستوان|حاج|استاد|سرتیپ|قاضی) )?"
_ASK_BY_PHONE = _pattern("ask_by_phone")
_HASHTAG = re.compile(rf"#([\w{ZWNJ}]*_[\w{ZWNJ}]+)")
_WITHIN = _pattern("within")
_MR = re.compile(rf"{START}(?:جناب )?آقای (?={LETTER}{{2,}} {LETTER}{{2,}})")
_FORMS = ((re.compile(r"(?<=\w )فرمایند(?!\w)"), "کنند"), (re.compile(r"(?<=\w )فرمایید(?!\w)"), "کنید"))
_DEAR = _pattern("dear")
_OURS = re.compile(rf"{START}(?!میان )({LETTER}+(?:ان|ها|های|ین)) ما{END}")
_BODIES = ("شهرداری", "اداره", "شرکت", "سازمان", "فرمانداری", "بخشداری", "دانشگاه", "مرکز", "انجمن", "بنیاد", "جمعیت")
_HONOURED = _pattern("honoured")
_OUR_REPORTER = _pattern("our_reporter")
_TOO = re.compile(r"^همچنین (\S+(?: \S+){0,4}) هم (?=در |از |با |به )")
_WITH_US = re.compile(r"^(?:راه )?(?:ارتباط|تماس) با ما(?=:)")
_PLEASE = re.compile(r"^(?:لطفا|لطفاً|خواهشا|خواهشاً|خواهشمند است)\s+")
_BESIDE = _pattern("beside")
_COSTS = re.compile(r"((?:^|؛ )(?:قیمت|هزینه|نرخ|شهریه|ظرفیت|بها) [^،؛:]{3,60} (?:تومان|ریال|نفر|کیلو|تن))$")
_TALKS = _pattern("talks")
_QUOTED = re.compile("(«[^»]*»)")


def in_print(text: str, formal: Callable[[str], str], agency: str, passage: Passage | None = None) -> str:
    """Return a sentence of a release without its full stop as it is printed; quotations and addresses stay.

    `formal` puts spoken words into writing. `passage` is where it stands: who speaks there has a comma on either side
    of his office, and is one person. What informs certain readers («به اطلاع روستاییان می‌رساند») says so of `agency`.
    """
    if not text.strip():
        return ""
    said = _HASHTAG.sub(lambda tag: tag[1].replace("_", " "), text.strip())
    said = _informing(_ABOUT_IT.sub("", _THIS_REPORT.sub("", said)), agency)
    said = _of_one(said, passage) if passage and passage.speaker else said
    said = _HONOURED.sub(r"\1", _DEAR.sub("شهروندان", said)) if "«" not in said else said
    for pattern, plain in _FORMS:
        said = pattern.sub(plain, said) if "«" not in said else said
    said = _PLEASE.sub("", _OUR_REPORTER.sub("", said))
    parts = _QUOTED.split(_IN.sub("در", _MR.sub("", formal(said).strip())))
    said = "".join(part if at % 2 else _digits(_STIFF.sub("گفت", plainly(part))) for at, part in enumerate(parts))
    said = _BESIDE.sub(r"\g<ours>؛ ", said) if "«" not in said else said
    said = _TOO.sub(r"همچنین \1 ", said)
    said = _ACCORDING.sub(r"\1، ", said)
    if (that := _THAT.search(said)) and that["verb"] in verb_forms():
        said = f"{said[: that.end(1)]}، {said[that.end(1) :].lstrip()}"
    said = _COSTS.sub(r"\1 است", said)
    said = _TALKS.sub(r"\1:", said, count=1) if said.rstrip("»").split(" ")[-1] in verb_forms() else said
    said = _WITH_US.sub("تماس", said)
    if phone := _ASK_BY_PHONE.match(said):
        return f"پرسش: {phone['number']}"
    return said if SAYS.search(said) else _of_office(impersonal(said), agency)


def _of_office(text: str, agency: str) -> str:
    """Return «مأموران شهرداری» for «مأموران ما»."""
    office = agency.split(" ", 1)[0]
    return _OURS.sub(rf"\1 {office}", text) if office in _BODIES and "«" not in text else text


def _informing(text: str, agency: str) -> str:
    """Return the news without «به اطلاع عموم می‌رساند»; named readers become those whom the agency informed."""
    text = _WITHIN.sub(lambda found: f"{agency} اعلام کرد:" if found["mark"] and agency else "", text)
    informs = INFORMS.match(text)
    if not informs:
        return text
    whom = re.sub(r"(ا|ها)ی$", r"\1", _MANNERS.sub("", informs["whom"] or "").strip())  # «اولیای گرامی»
    news = text[informs.end() :]
    return news if not whom or _ANYBODY.fullmatch(whom) or not agency else f"{agency} به {whom} اطلاع داد: {news}"


def _of_one(text: str, passage: Passage) -> str:
    """Return what somebody says as one person's, with commas around the office behind the name."""
    text = _THEY.sub("وی", text)
    if (passage.pronoun and text.startswith(f"{passage.speaker} گفتن ")) or _THEY_SAID.match(text):
        text = text.replace("گفتن ", "گفت ", 1)
    if re.match(rf"(?:{_MISTER.pattern}|وی |{_RANK}{re.escape(passage.speaker)})", text):
        text = _MANY.sub(lambda said: said[1].removesuffix("ند"), text, count=1)
    if passage.speaker.split()[0] in _MISTER.sub("", text, count=1)[:40]:
        text = _MISTER.sub("", text, count=1) if _MISTER.search(text[:60]) else text
    if passage.role:
        named = re.compile(rf"({_RANK}{re.escape(passage.speaker)}) ({re.escape(passage.role)})،? ")
        text = named.sub(r"\1، \2، ", text, count=1)
        behind = re.compile(
            rf"{START}({re.escape(passage.role)}) ((?:آقای |خانم )?{_RANK}{re.escape(passage.speaker)})،? "
        )
        text = behind.sub(r"\1، \2، ", text, count=1)
    return text


def _digits(text: str) -> str:
    """Return `text` with Persian digits, but in addresses, which are copied as they are."""
    return " ".join(
        word if re.search(r"[A-Za-z@/.]{2,}", word) else digits_to_persian(word) for word in text.split(" ")
    )
