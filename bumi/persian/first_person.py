"""The first person in text, and notes put in the third person: «نقدی نمی‌گیریم» becomes «نقدی نمی‌گیرند»."""

import re

from bumi.persian.morphology import verb_forms, words
from bumi.persian.patterns import CONTINUOUS, END, START, WORD
from bumi.persian.text import ZWNJ

OFFICE = re.compile(
    r"اداره|شهرداری|فرمانداری|بخشداری|دهیاری|دانشگاه|شبکه|مرکز|بیمارستان|شرکت|سازمان|مدیریت|انجمن|کانون|پارک|شورا"
    r"|هیئت|تعاونی|بنیاد|ستاد|جمعیت|مجتمع|موزه|پایگاه|کتابخانه|منطقه"
)
"""How the name of an agency begins."""

_ALSO = re.compile(f"{OFFICE.pattern}|موسسه|مؤسسه|کمیته|خیریه|اتحادیه|آموزشکده|پلیس|صندوق|هنرستان")
_NO_OFFICE = ("پارک", "منطقه", "شورا")  # «این شورا» may be another, «این پارک» is a place
_QUOTED = re.compile("(«[^»]*»)")
_CLOSED_QUOTATION = re.compile("«[^«»]*»")  # the innermost, where one stands in another
_WE = re.compile(f"{START}ما{END}")
_OF_US = re.compile(f"{START}(?:خود{ZWNJ}?مان|{WORD}{ZWNJ}مان){END}")
US = re.compile(f"{START}(?:ما|خودمان|خودمون){END}")
_SUBJECT = re.compile(rf"(?:^\s*|(?<!\w)(?:ولی|اما|و|را|که) ){_WE.pattern}(?! را)")
_ALL_OF_US = re.compile(r"(?:شهر|استان|شهرستان|مردم|کشور|روستا|محله|همه|خود|بچه‌های) ما(?!\w)")
_PARTICIPLE = f"ه{ZWNJ}ایم"
_HAVING = re.compile(f"{START}(?P<no>ن?)(?P<have>دار|داشت)یم{END}")
_STATE = re.compile(f"{START}(تعطیل|منتظر|مشغول)یم{END}")
_HAD = re.compile(f"{START}داشتیم{END}")  # «۲ تصادف داشتیم»: whether it is theirs or befell them is unclear
_OBJECT = re.compile(r"(?<!\w)را(?!\w)|(?:قصد|دوست|نظر|نگه|دست|برنامه|انتظار|تلاش|عذر|اعلام|باور|بر) ن?دار|ن?داریم می")
_THERE_IS = {"دار": "هست", "ندار": "نیست"}


def is_first_person_verb(word: str) -> bool:
    """Say whether a word is a verb of the first person: «داریم», «برویم», «می‌کنم»; «مردم» and «تصمیم» are not.

    Wishes («برویم») count here, but not for `our_words`.
    """
    continuous = word.startswith(CONTINUOUS)
    if word.endswith("یم"):
        return continuous or word in verb_forms()
    return continuous and word.endswith("م") and word in verb_forms()


def speaks_of_us(text: str) -> bool:
    """Say whether `text`, without its quotations, is in the first person: «نمی‌توانیم», «مأموران ما»."""
    bare = _CLOSED_QUOTATION.sub("", text)
    return US.search(bare) is not None or any(is_first_person_verb(word) for _, _, word in words(bare))


def our_words(text: str) -> list[str]:
    """Return the words of the first person plural outside quotations: «ما», and its verbs and suffixes."""
    said = re.findall(WORD, _QUOTED.sub("", text))
    return [
        word for word in said if word == "ما" or _OF_US.fullmatch(word) or _STATE.fullmatch(word) or _is_our_verb(word)
    ]


def in_third_person(text: str, agency: str) -> str | None:
    """Return `text` in the third person, with the agency for «ما»; None where that is uncertain.

    «نقدی نمی‌گیریم» becomes «نقدی نمی‌گیرند», «تا اعلام ما» «تا اعلام این ستاد», «پذیرایی نداریم» «پذیرایی نیست».
    Quotations stay.
    """
    bare = _QUOTED.sub("", text)
    if _OF_US.search(bare) or _ALL_OF_US.search(bare) or (_HAD.search(bare) and not _OBJECT.search(bare)):
        return None
    parts = _QUOTED.split(text)
    clauses = [re.split(r"([،؛:.!؟()]\s*)", part) if at % 2 == 0 else [part] for at, part in enumerate(parts)]
    told = "".join(_clause(each, agency) if not each.startswith("«") else each for part in clauses for each in part)
    left = any(word.endswith("یم") and word in verb_forms() for word in re.findall(WORD, _QUOTED.sub("", told)))
    return None if left or our_words(told) else told


def _clause(text: str, agency: str) -> str:
    office = _ALSO.match(agency)
    name = f"این {office[0]}" if office and office[0] not in _NO_OFFICE else agency
    ours = _SUBJECT.search(text)
    if not ours and not _OBJECT.search(text):
        text = _HAVING.sub(lambda found: _there_is(found, text), text)
    text = _STATE.sub(r"\1 است", text)
    text = re.sub(WORD, lambda word: _of_them(word[0], ours is not None), text)
    return _WE.sub(lambda _: name, text)


def _there_is(having: re.Match[str], text: str) -> str:
    """Return the verb of existence for «داریم»: «پذیرایی نیست», «۱۱۸ معلم کم است»."""
    little = text[: having.start()].endswith("کم ") and not having["no"]
    return "است" if little else _THERE_IS.get(having["no"] + having["have"], having[0])


def _of_them(verb: str, one: bool) -> str:
    """Return a verb of the first person plural in the third: singular for `one` agency, else plural."""
    if not _is_our_verb(verb):
        return verb
    stem = verb.removesuffix("یم")
    if verb.endswith(_PARTICIPLE):
        return f"{verb.removesuffix(f'{ZWNJ}ایم')} است" if one else f"{verb.removesuffix('ایم')}اند"
    bare = re.sub(f"^ن?(?:می{ZWNJ})?", "", stem)
    if not one or stem in ("هست", "نیست"):
        return stem if one else f"{stem}ند"
    return stem if verb_forms().get(bare) == bare else f"{stem}د"


def _is_our_verb(word: str) -> bool:
    """Say whether `word` is a statement in the first person plural; wishes have another form («بخریم»)."""
    if not word.endswith("یم") or verb_forms().get(word) is None:
        return False
    bare = word.removesuffix("یم").removeprefix("ن")
    states = word.startswith(CONTINUOUS) or word.endswith(_PARTICIPLE)
    return states or bare in ("دار", "هست", "یست") or verb_forms().get(bare) == bare
