"""Orders, wishes and slogans are told from news."""

import pytest

from bumi.persian.syntax import (
    ends_in_command,
    ends_in_second_person,
    has_wish,
    is_bare_wish,
    is_order,
    is_slogan,
    is_subjunctive_or_command,
    says_we_should,
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("دودکش را باز و تمیز کنید", True),
        ("اول فرستنده را پیدا کنید، نه آخرین کانالی که نوشته", True),
        ("دو وسیله به یک دودکش وصل نشود", True),
        ("بازدیدکنندگان باید سفارش چای بدهند", True),
        ("می‌توانید حضوری هم بیایید", True),
        ("۳۴۰۰ دانش‌آموز شرکت کردند", False),
        ("هر بازدیدکننده یک نقشه دارد", False),
    ],
)
def test_orders_are_told_from_news(text: str, told: bool) -> None:
    assert is_order(text) is told


def test_a_wish_of_somebody_may_be_an_order_and_what_may_be_is_none() -> None:
    for text in ("کسی پیاده راه نیفتد", "مردم نیایند بالا", "ماشین را روشن نگه ندارید با شیشه بالا"):
        assert is_order(text)
    assert has_wish("دامداران گله را ببرند دشت") and not is_order("فشار آب ممکن است کم شود")
    assert not has_wish("باد ۹۰ کیلومتر بر ساعت") and not has_wish("جمع کردند که دوباره استفاده نشود")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("اعضا شماره حساب خود را اصلاح کنند", True),
        ("اعضا باید شماره حساب خود را اصلاح کنند", False),
        ("اعضا شماره حساب خود را اصلاح کردند", False),
    ],
)
def test_a_bare_wish_has_no_modal(text: str, found: bool) -> None:
    assert is_bare_wish(text) is found


def test_slogans_and_commands_are_known_by_their_last_verb() -> None:
    assert is_slogan("خون بدهیم، زندگی ببخشیم") and not is_slogan("طرح به پایان رسید")
    assert ends_in_command("دوشاخه را از پریز بکشند") and not ends_in_command("دوشاخه را از پریز می‌کشند")
    assert says_we_should("پادکست را با گوشی ضبط کنیم") and not says_we_should("پادکست را ضبط کنید")
    assert ends_in_second_person("اگر دیر کردید") and not ends_in_second_person("دیر کردند")
    assert is_subjunctive_or_command("بروند") and not is_subjunctive_or_command("رفتند")
