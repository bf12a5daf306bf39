"""Topics that name what is done, told as clauses: the words change places, and none is lost or lightly moved."""

import pytest

from bumi.persian.syntax import as_clause


@pytest.mark.parametrize(
    ("topic", "ahead", "subject", "verb"),
    [
        ("قطع گاز برای اتصال خط تازه", True, "گاز برای اتصال خط تازه", "قطع می‌شود"),
        ("قطع موقت آب در سه محله", True, "آب در سه محله", "به طور موقت قطع می‌شود"),
        ("توزیع رایگان نهال گز", False, "نهال گز", "رایگان توزیع شد"),
        ("غیرحضوری شدن مدارس", True, "مدارس", "غیرحضوری می‌شود"),
        ("مسدود شدن موقت محور به علت سیلاب", True, "محور به علت سیلاب", "به طور موقت مسدود می‌شود"),
        ("رونمایی از کتاب مثل‌های بمی", True, "از کتاب مثل‌های بمی", "رونمایی می‌شود"),
        ("تغییر ساعت کار بانک‌ها", True, "ساعت کار بانک‌ها", "تغییر می‌کند"),
        ("پایان مرمت ارگ راین", False, "مرمت ارگ راین", "به پایان رسید"),
        ("معرفی معلمان نمونه", True, "معلمان نمونه", "معرفی می‌شوند"),
    ],
)
def test_an_action_becomes_the_verb_of_what_follows(topic: str, ahead: bool, subject: str, verb: str) -> None:
    assert as_clause(topic, "", ahead) == (subject, verb)


@pytest.mark.parametrize(
    "topic",
    [
        "کارگاه گلیم‌بافی بانوان",  # an event of its own
        "هشدار سیلابی شدن هلیل‌رود",  # what becomes something stands inside
        "تعویض فیبر و قطع موقت تلفن",  # two actions
        "رونمایی کتاب صوتی",  # a noun that is told with «از»
        "سم‌پاشی هوایی نخلستان‌ها",  # an adjective cannot begin a sentence
        "تخلیه غیرمجاز نخاله",
        "پیدا شدن کیف مدارک",  # past already, whatever the kind
        "توزیع",
        "قطع آب: سه محله",
    ],
)
def test_what_may_not_simply_change_places_stays(topic: str) -> None:
    assert as_clause(topic, "", True) is None


def test_what_is_done_at_a_moment_does_not_last() -> None:
    assert as_clause("افتتاح درمانگاه هنزا", "شنبه ۳ آذر", True) == ("درمانگاه هنزا", "افتتاح می‌شود")
    assert as_clause("افتتاح درمانگاه هنزا", "۳ تا ۹ آذر", True) is None
    assert as_clause("تعطیلی موزه پست", "شنبه و یکشنبه", True) == ("موزه پست", "تعطیل است")


def test_what_ended_after_some_days_was_held() -> None:
    assert as_clause("پایان جشنواره تئاتر معلولان", "۱۲ تا ۱۵ آذر", False) == (
        "جشنواره تئاتر معلولان",
        "برگزار شد",
    )
    assert as_clause("پایان جشنواره تئاتر معلولان", "۱۲ تا ۱۵ آذر", True) is None
