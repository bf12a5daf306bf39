"""The difference of two texts: nothing is lost in it, it reads as a person would tell it, and it is there at once."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.desk.difference import changes
from tests.desk.attacks import TEXTS, two_texts

OPENS = "نمایشگاه خرما در بم با حضور ۱۲ نفر برپا می‌شود."
GOES_ON = "ورود برای همه آزاد است و ثبت‌نام تا جمعه ادامه دارد."
ENDS = "غرفه‌ها تا شب باز است."
BEFORE = f"{OPENS} {GOES_ON} {ENDS}"


def marked(before: str, after: str) -> str:
    """The difference with what went in [] and what came in {}."""
    signs = {"same": "{}", "went": "[{}]", "came": "{{{}}}"}
    return "".join(signs[kind].format(text) for kind, text in changes(before, after))


@given(*2 * [st.lists(st.sampled_from(["الف", "ب", "پ", " ", "  ", "\n", "\n\n", "، "]), max_size=40).map("".join)])
def test_both_texts_are_in_the_difference_whole(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(text for kind, text in found if kind != "came") == before
    assert "".join(text for kind, text in found if kind != "went") == after
    assert all(text for _, text in found)
    assert (before == after) == (not [kind for kind, _ in found if kind != "same"])


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (BEFORE.replace("۱۲", "۱۵"), BEFORE.replace("۱۲ ", "[۱۲ ]{۱۵ }")),
        (f"{GOES_ON} {OPENS} {ENDS}", f"[{OPENS} ]{GOES_ON} {{{OPENS} }}{ENDS}"),
        (f"{BEFORE} پارکینگ رایگان است.", f"{BEFORE}{{ پارکینگ رایگان است.}}"),
        (f"{OPENS}\n\n{GOES_ON} {ENDS}", f"{OPENS}[ ]{{\n\n}}{GOES_ON} {ENDS}"),
        (
            BEFORE.replace("ورود برای همه آزاد است", "آمدن و دیدن برای هر که بخواهد رایگان است"),
            f"{OPENS} [ورود برای همه آزاد ]{{آمدن و دیدن برای هر که بخواهد رایگان }}{GOES_ON[19:]} {ENDS}",
        ),
    ],
    ids=["a number", "a sentence moved", "a sentence more", "a paragraph begun", "other words"],
)
def test_it_reads_as_a_person_would_tell_it(after: str, told: str) -> None:
    assert marked(BEFORE, after) == told


@pytest.mark.parametrize(
    ("before", "after"),
    [two_texts(6_000), two_texts(100_000), ("ا " * 10_000, "ب " * 10_000), ("ا\n" * 100_000, "ب\n" * 100_000)]
    + [(make(20_000), f"{make(19_000)}ب") for make in TEXTS.values()],
)
def test_no_two_texts_take_long(before: str, after: str) -> None:
    begun = time.thread_time()
    assert changes(before, after)
    assert time.thread_time() - begun < 3
