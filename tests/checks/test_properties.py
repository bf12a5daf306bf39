"""What holds whatever the text: hypothesis looks for one where it does not; `make soak` tries 20,000 a property."""

import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bumi.brief import Brief, brief_from
from bumi.checks import CHECKS, check_fields, check_text, fix
from bumi.checks.evaluation.page import examples
from bumi.errors import BadInput
from bumi.finding import Finding, apply_fixes
from bumi.persian.text import digits_to_latin
from bumi.piece import Fields
from tests.desk.attacks import TEXTS
from tests.publishing.stage import far

# Words that mean something to a check, then letters, numbers and signs of every kind that gets into Persian text.
WORDS = (  # parted by |
    "می|نمی|شود|ها|های|ای|ترین|تر|کتاب|خانه|فرصتها|برنامه|ریزی|میشود|بر|و|را|را را|سه|شنبه|هزار|صد|بیست|نیم|مهر|سال"
    "|ساعت|گفت|نه|که|است|می‌باشد|دو|مردم|مریم احمدی|متهم|کودک|پلاک|منزل|تلفن|رو|سایت|نسبت به|اقدام|بهترین|کشور"
    "|ي|ى|ك|ة|ۀ|ہ|ھ|ە|ێ|ڪ|ﻛﺘﺎﺏ|ﷺ|ﻻ|\ufdee|سـلا|هـ.ش"
    "|12|٣٤|۵۶|۱۴۰۵/۷/۱۸|۳۱ مهر|۱۷:۳۰|۳.۵|۲٫۵|1,200|۰۹۱۲۱۲۳۴۵۶۷|۰۳۴-۳۲۱۲۳۴۵۶|6037997599000008"
    "|PDF|PDFها|Windows 11|کرمانs|https://a.ir/ك?q=1،|www.کتاب.ir|@bumi|a.b@bumi.ir|C++"
    "|😀|👨\u200d👩\u200d👧|🇮🇷|❤\ufe0f|e\u0301|\U00010a00"
)
MARKS = [
    *'«»«»""“”\'،,;؛?؟!....…:()[]%٪-–/_#*¬ـ     \t\n\n\r\v\f\x00\x7f\x85',
    *"\u00a0\u00ad\u200b\u200c\u200c\u200c\u200d\u200e\u200f\u061c\u2028\u2029\u202a\u202b\u202c\u202e\u2066\u2069",
    *"\u064b\u0650\u0651\u0654\u0670\ufeff\ufffd",
    *("\r\n", "...", "؟!", "  ", " \u200c", "\u200c ", "\u200c\u200c"),
]
SHOWN = [text for check in examples().checks for example in check.examples for text in (example.wrong, example.right)]
words = st.sampled_from(WORDS.split("|"))
split = st.builds(lambda word, at, mark: word[:at] + mark + word[at:], words, st.integers(1, 6), st.sampled_from(MARKS))
pieces = words | words.map("{} ".format) | split | st.sampled_from(MARKS) | st.sampled_from(SHOWN) | st.text(max_size=2)
texts = st.lists(pieces, max_size=30).map("".join) | st.text()
anything = texts | st.lists(pieces | st.sampled_from("\ud83d\ude00")).map("".join)  # halves of characters too
names = st.sampled_from(sorted({*Fields.model_fields}))
briefs = st.none() | st.sampled_from([examples().brief_of(it) for check in examples().checks for it in check.examples])

KNOWN = {(check.name, example.code) for check in examples().checks for example in check.examples}
SHAPES = str.maketrans("يىكہھەےېۍڪ", "ییکهههیییک")
many = settings(max_examples=2 * settings().max_examples)


def letters(text: str) -> str:
    """The letters and digits of a text, whatever script they are written in."""
    plain = digits_to_latin(unicodedata.normalize("NFKD", text).translate(SHAPES)).replace("\u0640", "")
    return "".join(char for char in plain if char.isalnum())


def beside(text: str, findings: list[Finding]) -> list[str]:
    """What of a text no finding touches, in order; of overlapping ones the first counts."""
    parts, done = [], 0
    for finding in findings:
        if finding.start >= done:
            parts.append(text[done : finding.start])
            done = finding.end
    return [*parts, text[done:]]


@many
@given(texts, names, briefs)
def test_a_finding_is_known_and_its_span_is_true(text: str, field: str, brief: Brief | None) -> None:
    for finding in check_text(text, field, brief):
        assert (finding.check, finding.code) in KNOWN
        assert finding.field == field
        assert 0 <= finding.start <= finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.matched
        assert Finding.model_validate_json(finding.model_dump_json(exclude={"fingerprint"})) == finding


@many
@given(texts, names, briefs)
def test_fixing_is_settled(text: str, field: str, brief: Brief | None) -> None:
    fixed = fix(text, field, brief)
    assert fix(fixed, field, brief) == fixed
    assert not [finding for finding in check_text(fixed, field, brief) if finding.safe]


@many
@given(texts, names, briefs)
def test_fixing_keeps_letters_lines_and_all_that_no_safe_finding_names(
    text: str, field: str, brief: Brief | None
) -> None:
    fixed = fix(text, field, brief)
    assert letters(fixed) == letters(text)
    assert re.findall("[\r\n]", fixed) == re.findall("[\r\n]", text)
    while safe := [finding for finding in check_text(text, field, brief) if finding.safe]:
        assert all(letters(finding.matched) == letters(finding.suggestions[0]) for finding in safe)
        text, kept, at = apply_fixes(text, safe), beside(text, safe), 0
        for part in kept:
            at = text.index(part, at) + len(part)
    assert text == fixed


@many
@given(anything, anything, anything, st.lists(st.sampled_from([*CHECKS]), max_size=2))
def test_any_text_has_an_answer_or_is_bad_input(text: str, other: str, who: str, only: list[str]) -> None:
    text, other, who = text[:200], other[:90], who[:30]
    named = {"kind": "notice", "topic": f"خبر {other}", "agency": f"اداره {who}", "county": "راور", "axis": "فرهنگ"}
    notes, quotes = [f"خبر {text}", f"خبر {other}"], [{"speaker": f"علی {who}", "text": f"سخن {text}"}]
    told = {"when": other, "notes": notes, "quotes": quotes, "urgency": "crisis"}
    try:
        brief = brief_from(named | told, "سفارش")
    except BadInput as error:
        assert all(error.problems)
        brief = None
    fields = Fields(headline=other, lede=who, body=text, hashtags=tuple(who.split()))
    for answer in (
        lambda: check_text(text, brief=brief, only=only),
        lambda: check_fields(fields, brief, only),
        lambda: fix(text, brief=brief, only=only),
    ):
        try:
            answer()
        except BadInput as error:
            assert all(error.problems)


def test_ten_times_the_text_takes_about_ten_times_the_work() -> None:
    """By the clock of the process, which stands while others work; what a pattern does cannot be counted."""
    brief = examples().brief_of(examples().checks[-1].examples[-1])
    line = f"{' '.join(SHOWN)}\n"
    whole = line * (1_000_000 // len(line.encode()) + 1)  # 1 MB in UTF-8
    check_text(line, brief=brief)

    def seconds(text: str) -> float:
        started = time.process_time()
        assert check_text(text, brief=brief)
        return time.process_time() - started

    assert seconds(whole) < 25 * seconds(whole[: len(whole) // 10])


@pytest.mark.soak
@pytest.mark.parametrize("kind", TEXTS)
def test_no_text_takes_long_whatever_is_in_it(kind: str) -> None:
    brief = examples().brief_of(examples().checks[-1].examples[-1])
    check_text(SHOWN[0], brief=brief)
    text, started = TEXTS[kind](far(5_000, 24_000)), time.process_time()
    check_text(text, brief=brief)
    assert time.process_time() - started < far(3, 8)
