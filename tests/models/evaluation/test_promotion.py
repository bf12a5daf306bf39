"""The gate lets nothing through that is worse where readers would notice, or has learnt nothing."""

import pytest

from bumi.models.evaluation.metrics import (
    ALIKE,
    COVERED,
    DEV_PERPLEXITY,
    FIRST_GOOD,
    INVENTED,
    LESSON_PERPLEXITY,
    PLAIN,
    UNKNOWN_NAMES,
    Bar,
    Figure,
)
from bumi.models.evaluation.promotion import compared, reasons

PRESENT = {
    INVENTED: 0.0,
    COVERED: 0.99,
    UNKNOWN_NAMES: 0.0,
    PLAIN: 0.04,
    ALIKE: 1.0,
    DEV_PERPLEXITY: 1.5,
    LESSON_PERPLEXITY: 2.0,
    FIRST_GOOD: 0.5,
}
BETTER = PRESENT | {PLAIN: 0.03, DEV_PERPLEXITY: 1.49, LESSON_PERPLEXITY: 1.2}


def against(after: dict[Bar, float]) -> tuple[str, ...]:
    before, now = ([Figure(bar, value) for bar, value in each.items()] for each in (PRESENT, after))
    return reasons(compared(before, now))


def test_what_is_better_passes() -> None:
    assert against(BETTER) == ()
    assert against(BETTER | {PLAIN: 0.04, ALIKE: 3.0}) == ()


@pytest.mark.parametrize(
    ("bar", "value", "said"),
    [
        (INVENTED, 1, "۰ بود و ۱ شد؛ نباید بدتر می‌شد"),
        (COVERED, 0.98, "۹۹٫۰٪ بود و ۹۸٫۰٪ شد"),
        (UNKNOWN_NAMES, 2, "۰ بود و ۲ شد"),
        (PLAIN, 0.05, "۴٫۰٪ بود و ۵٫۰٪ شد"),
        (LESSON_PERPLEXITY, 2.1, "باید بهتر می‌شد"),
        (FIRST_GOOD, 0.49, "نباید بدتر می‌شد"),
    ],
)
def test_what_is_worse_anywhere_is_refused_with_the_reason(bar: Bar, value: float, said: str) -> None:
    (reason,) = against(BETTER | {bar: value})
    assert bar.name in reason and said in reason


def test_all_reasons_are_told() -> None:
    assert len(against(BETTER | {INVENTED: 1, UNKNOWN_NAMES: 1, LESSON_PERPLEXITY: float("nan")})) == 3


def test_figures_of_different_bars_are_not_compared() -> None:
    with pytest.raises(ValueError):
        compared([Figure(PLAIN, 0)], [Figure(ALIKE, 0)])
