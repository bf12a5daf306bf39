"""What a model may make a sentence of, and when that is printed: by a bound calibrated on judged sentences."""

import pytest

from bumi.models.planner.printable import LEAST, may_be_woven, printable
from bumi.models.scoring.faithfulness import evidence
from bumi.models.scoring.reranking import Judged


def judged(fluency: float, woven: bool = True) -> Judged:
    return Judged("ورود آزاد است.", fluency, woven, evidence("ورود آزاد است.", "ورود آزاد"))


def test_a_sentence_at_the_bound_is_printed_and_one_under_it_is_not() -> None:
    assert printable(judged(LEAST)) and not printable(judged(LEAST - 0.01))
    assert not printable(judged(LEAST, woven=False)), "the bound is calibrated on what is woven"
    assert printable(judged(0.0, woven=False)), "of a server's model the likelihood is not known"


@pytest.mark.parametrize(
    "note",
    [
        "پرونده کیفری سنگین در جلسه سیار نه",  # what is denied would be a guess
        "یخ زد؟ با آب ولرم باز شود",
        "باران شد → سالن شماره ۲",
        "سرفصل‌ها: نوشتن، ساخت، تحلیل داده",
        "ظرفیت ۴۵ نفر با صندلی رزرو",  # its label says it
        "ورود آزاد",
    ],
)
def test_a_note_whose_meaning_would_be_a_guess_is_never_woven(note: str) -> None:
    assert not may_be_woven(note)


def test_a_plain_fragment_may_be_woven() -> None:
    assert may_be_woven("قیمت روز هر صبح در کانال مدیریت")


def test_a_spoken_verb_at_the_end_is_no_noun_that_lacks_one() -> None:
    assert not may_be_woven("مشتری‌ها حالا از ایرانشهر هم میان")
