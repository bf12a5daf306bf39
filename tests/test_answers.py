"""The brief of an answered question: the question in one line, and the answer's own words, none lost and none added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.answers import (
    LONGEST_PARAGRAPH,
    LONGEST_QUESTION,
    LONGEST_TITLE,
    PublicAnswer,
    answer_brief,
    paragraphs_of,
    title_of,
)
from bumi.errors import BadInput
from bumi.words import Kind
from tests.planning.answered import AGENCY, ANSWER, FIRST, TITLE, WORDING

WORDS = st.lists(st.sampled_from(["آب", "برق", "راه", "می‌آید", "۱۲۱", "شنبه."]), min_size=1, max_size=40).map(" ".join)


def told(question: str = WORDING, answer: str = ANSWER, title: str = "") -> PublicAnswer:
    return PublicAnswer(question, answer, AGENCY, "کرمان", "خدمات")._replace(title=title)


def test_a_long_question_stands_in_one_line_and_in_full() -> None:
    made = answer_brief(told())
    assert (made.kind, made.topic) == (Kind.ANSWER, TITLE)
    assert [each.text for each in made.quotes] == [WORDING]
    assert made.notes[0] == FIRST and len(made.notes) == 2


def test_a_short_question_is_said_once_and_somebodys_title_goes_before() -> None:
    assert answer_brief(told(TITLE)).quotes == ()
    made = answer_brief(told(TITLE, title="تعمیر چراغ‌های الغدیر کی آغاز می‌شود؟"))
    assert made.topic.startswith("تعمیر") and [each.text for each in made.quotes] == [TITLE]


def test_the_last_short_sentence_that_asks_is_the_title() -> None:
    long = "ما ساکنان " + "خیابان شهید باهنر و " * 6 + "کوچه‌های آن هستیم."
    assert title_of(f"چرا؟ {long} آب کی وصل می‌شود؟ ممنون.") == "آب کی وصل می‌شود؟"
    assert title_of(f"{long} بفرمایید.") == ""


def test_all_that_is_wrong_is_told() -> None:
    sentence = "این جمله تمام نمی‌شود و " * 40
    with pytest.raises(BadInput) as refused:
        answer_brief(told("پرسشی بی پایان " * 60, sentence))
    assert len(refused.value.problems) == 3
    assert str(LONGEST_TITLE) not in str(refused.value) and "۹۰ نویسه" in str(refused.value)
    assert len("پرسشی بی پایان " * 60) > LONGEST_QUESTION and len(sentence) > LONGEST_PARAGRAPH


@given(st.lists(WORDS, min_size=1, max_size=6).map("\n".join))
def test_no_word_of_an_answer_is_lost_or_moved(answer: str) -> None:
    found = list(paragraphs_of(answer))
    assert " ".join(found).split() == answer.split()
    assert all(found) and len(found) >= len(answer.splitlines())
