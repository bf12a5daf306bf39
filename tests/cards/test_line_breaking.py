from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.cards.line_breaking import LONE, ORPHAN, SHORT, unbreakable_parts, wrap

WORDS = [
    "و",
    "تا",
    "را",
    "ساعت",
    "۱۲",
    "۸:۳۰",
    "هزار",
    "نفر",
    "آذر",
    "می‌شود",
    "کتاب‌خانه‌ها",
    "«پسته",
    "ترانه»",
    "Wi-Fi",
    "برای",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


def texts(text: str, *names: str) -> list[str]:
    return [part.text for part in unbreakable_parts(text, names)]


def wrapped(text: str, width: float) -> list[str] | None:
    found = wrap(unbreakable_parts(text), width, len)
    return found[0] if found else None


@given(TEXTS, st.integers(10, 60))
def test_lines_are_the_text_broken_on_spaces_within_the_width(text: str, width: int) -> None:
    assert " ".join(texts(text)) == text
    lines = wrapped(text, width)
    if lines is None:
        assert max(map(len, texts(text))) > width
    else:
        assert " ".join(lines) == text
        assert max(map(len, lines)) <= width


def test_a_light_verb_stays_with_its_word_where_it_can() -> None:
    lines = ["راه درست و ایمن روشن کردن", "بخاری گازی در خانه"]
    assert wrapped(" ".join(lines), 25) == lines


def test_a_short_line_between_longer_ones_is_avoided() -> None:
    lines = ["جشنواره صنایع‌دستی", "و سوغات کرمان آغاز شد"]
    assert wrapped(" ".join(lines), 22) == lines


@given(TEXTS, st.integers(10, 60))
def test_no_breaking_has_fewer_lines_or_hurts_less(text: str, width: int) -> None:
    found, pieces = wrap(unbreakable_parts(text), width, len), unbreakable_parts(text)
    if found is None or len(pieces) > 9:
        return

    def cost(edges: tuple[int, ...]) -> tuple[int, float]:
        lines = [" ".join(part.text for part in pieces[a:b]) for a, b in pairwise(edges)]
        if max(map(len, lines)) > width:
            return 99, 0.0
        lone = [" " not in line for line in lines] if len(lines) > 1 else [False]
        orphan = ORPHAN * lone[-1] + LONE * sum(lone[:-1])
        faults = sum(pieces[start].fault for start in edges[1:-1])
        faults += SHORT * sum(" " in line and len(line) < width / 2 for line in lines[:-1])
        return len(lines), round(sum(((width - len(line)) / width) ** 2 for line in lines) + faults + orphan, 9)

    inner = range(1, len(pieces))
    every = [(0, *cuts, len(pieces)) for count in range(len(pieces)) for cuts in combinations(inner, count)]
    ends, at = [0], 0
    for line in found[0]:
        words = line.count(" ") + 1
        while words > 0:
            words -= pieces[at].text.count(" ") + 1
            at += 1
        ends.append(at)
    assert cost(tuple(ends)) == min(map(cost, every))


@pytest.mark.parametrize(
    "together",
    [
        "۱۲ هزار نفر",
        "۴ آذر",
        "ساعت ۸:۳۰",
        "سال ۱۴۰۵",
        "و ۲۴ هزار تن",
        "تا ۱۸",
        "۳۵٪ مردم",
        "کتاب را",
        "و باران",
        "شهر بابک",
        "قلعه گنج",
        "هوش مصنوعی",
        "دکتر رضایی",
        "۰۳۴ ۳۲۱۱ ۲۲۳۳",
        "استان کرمان",
    ],
)
def test_what_belongs_together_stays_together(together: str) -> None:
    assert texts(f"خبر {together}") == ["خبر", together]


def test_the_names_of_a_brief_stay_whole() -> None:
    assert texts("گفت‌وگو با نگار سعیدپور درباره کرمان", "نگار سعیدپور")[2] == "نگار سعیدپور"


def test_a_long_name_may_be_broken_but_would_rather_not() -> None:
    long = "اداره‌کل میراث فرهنگی گردشگری و صنایع دستی"
    assert all(part.fault > 0 for part in unbreakable_parts(long, [long])[1:])


def test_a_word_that_leads_on_does_not_end_a_line() -> None:
    assert wrapped("دوره برای کوچک", 9) == ["دوره", "برای کوچک"]


def test_an_hour_or_a_number_that_ends_a_clause_binds_nothing_more() -> None:
    assert texts("ساعت ۸:۳۰ آغاز شد") == ["ساعت ۸:۳۰", "آغاز", "شد"]
    assert texts("سهم ۱۲، باران ۱۴ و باد") == ["سهم", "۱۲،", "باران", "۱۴", "و باد"]


def test_a_half_space_is_no_place_to_break() -> None:
    assert wrapped("می‌شود", 4) is None
    assert wrapped("کتاب‌خانه‌ها باز می‌شود", 12) == ["کتاب‌خانه‌ها", "باز می‌شود"]


def test_no_word_is_left_alone_on_the_last_line() -> None:
    assert wrapped("aaaa bbbb cccc dddd", 15) == ["aaaa bbbb", "cccc dddd"]
    assert wrapped("aaaa bbbb cccccc", 10) == ["aaaa bbbb", "cccccc"], "unless there is no other way"


def test_a_short_quotation_is_not_torn() -> None:
    assert wrapped("جشنواره شعر «پسته کرمان» در شهر", 22) == ["جشنواره شعر", "«پسته کرمان» در شهر"]


def test_a_very_long_text_is_wrapped_too() -> None:
    assert len(wrapped("باران " * 3000 + "برف", 40) or []) > 400
