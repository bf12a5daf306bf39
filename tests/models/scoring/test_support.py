"""The support check as it is shipped: the real encoder, the adapter of this repository, and the rules."""

import pytest

from bumi.brief import Brief
from bumi.models.scoring import SupportCheck, open_support
from bumi.models.scoring.support import breach, penalty
from bumi.settings import ROOT, Settings

BRIEF = Brief.model_validate(
    {
        "kind": "اطلاعیه",
        "topic": "قطع آب شهرک صنعتی رفسنجان",
        "agency": "شرکت آب و فاضلاب رفسنجان",
        "county": "رفسنجان",
        "axis": "خدمات",
        "when": "سه‌شنبه ۱۰ آذر، ساعت ۸ تا ۱۴",
        "notes": [
            "علت: شستشوی مخزن ۲ هزار مترمکعبی",
            "بیمارستان با تانکر آبرسانی می‌شود، مدرسه‌ها تعطیل نیست",
            "شستن حیاط با آب شرب ممنوع",
        ],
    }
)
TRUE = (
    "آب شهرک صنعتی رفسنجان سه‌شنبه ۱۰ آذر از ساعت ۸ تا ۱۴ قطع می‌شود.",
    "شستن حیاط با آب شرب ممنوع است.",
    "علت این قطعی شستشوی مخزن ۲ هزار مترمکعبی است.",
)
FALSE = (
    "آب شهرک صنعتی رفسنجان سه‌شنبه ۱۰ آذر از ساعت ۸ تا ۱۸ قطع می‌شود.",
    "شستن حیاط با آب شرب مجاز است.",
    "مدرسه‌ها تعطیل است و بیمارستان با تانکر آبرسانی می‌شود.",
)


@pytest.fixture(scope="module")
def check() -> SupportCheck:
    return open_support(Settings(cache=ROOT / ".cache" / "bumi"))


def test_what_follows_scores_above_what_does_not(check: SupportCheck) -> None:
    true, false = check.judge(BRIEF, TRUE), check.judge(BRIEF, FALSE)
    assert min(it.score for it in true) > max(it.score for it in false)
    assert all(it.follows for it in true)
    assert not any(it.follows for it in false)


def test_a_judgement_says_which_part_is_nearest_and_what_differs(check: SupportCheck) -> None:
    (judgement,) = check.judge(BRIEF, ["شستن خودرو با آب شرب مجاز است."])
    assert judgement.nearest == "n3"
    assert "خودرو" in judgement.strange


def test_a_broken_rule_has_its_reason_and_a_certain_one_weighs_more() -> None:
    likely, certain = breach(BRIEF, FALSE[0]), breach(BRIEF, TRUE[0].replace("سه‌شنبه", "چهارشنبه"))
    assert likely is not None
    assert "۱۸" in likely.reason
    assert certain is not None
    assert "چهارشنبه" in certain.reason
    assert penalty(certain) > penalty(likely) > penalty(breach(BRIEF, TRUE[1])) == 0


def test_a_sentence_of_a_strong_model_is_refused_with_a_reason(check: SupportCheck) -> None:
    cited = {id_: text for id_, text in BRIEF.parts().items() if id_ in ("topic", "agency", "county", "n3")}
    assert not check.refusal(BRIEF, cited, TRUE[1])
    assert check.refusal(BRIEF, cited, FALSE[1])


def test_nothing_is_judged_of_nothing(check: SupportCheck) -> None:
    assert check.judge(BRIEF, []) == []
