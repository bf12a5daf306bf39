"""Homes and accounts of persons are found; addresses and channels of offices may stand."""

import pytest

from bumi.brief import Brief
from bumi.checks import check_text


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.matched) for finding in check_text(text, only=["privacy"])]


@pytest.mark.parametrize(
    ("text", "code", "matched"),
    [
        ("در کوچه ۷ پلاک ۱۲ آب نیست", "home", "کوچه ۷ پلاک ۱۲"),
        ("بن‌بست لاله، پ ۴، واحد ۳", "home", "بن‌بست لاله، پ ۴، واحد ۳"),
        ("مقابل پلاک ۱۸ کوچه ۳۳", "home", "پلاک ۱۸ کوچه ۳۳"),
        ("چرا شهرداری کوچه ۹ پلاک ۳ را آسفالت نمی‌کند؟", "home", "کوچه ۹ پلاک ۳"),
        ("جنب بانک ملی، کوچه ۹، پلاک ۳", "home", "کوچه ۹، پلاک ۳"),
        ("كوچه‌ی لاله پلاک دوازده", "home", "كوچه‌ی لاله پلاک دوازده"),
        ("خیابان بهار، پلاک ۱۲", "home", "خیابان بهار، پلاک ۱۲"),
        ("خیابان بهار، منزل او، کوچه ۵، پلاک ۱۲", "home", "خیابان بهار، منزل او، کوچه ۵، پلاک ۱۲"),
        ("جواب را به @sara_k71 بدهید", "handle", "@sara_k71"),
        ("آیدی من sara_k71 است", "handle", "sara_k71"),
        ("نشانی https://t.me/sara_k71.", "handle", "https://t.me/sara_k71"),
        ("اینستام: sara_k71", "handle", "sara_k71"),
        ("بپرسید از @ sara_k71", "handle", "@ sara_k71"),
    ],
    ids=range(13),
)
def test_of_a_person(text: str, code: str, matched: str) -> None:
    assert found(text) == [(code, matched)]


@pytest.mark.parametrize(
    "text",
    [
        *("نشانی: اداره ورزش، کوچه ۷، پلاک ۱۲", "درمانگاه در بن‌بست لاله، پلاک ۴ باز است", "واحد ۳ نیروگاه"),
        *("کوچه ۷ تا ۱۲ آسفالت شد", "کانال ما @abfa_kerman", "صفحه استانداری instagram.com/ostan.kerman"),
        *("ما را در ایتا دنبال کنید: @abfa_kerman", "با ما در بله همراه باشید: @abfa_kerman"),
        *("نمایشگاه در خانه معلم، خیابان سپه، پلاک ۹", "هیئت والیبال: بلوار ۲۲ بهمن، کوی ورزش، پلاک ۲"),
        *("سامانه در eitaa.com/bam_city", "نوشته در kerman.ir/a_1", "کد پستی شهرداری ۷۶۱۶۹۱۳۴۳۹"),
    ],
    ids=range(13),
)
def test_of_an_office(text: str) -> None:
    assert found(text) == []


def test_what_the_brief_gives_may_stand(brief: Brief) -> None:
    given = brief.model_copy(update={"notes": ("بازدید از کوچه ۷، پلاک ۱۲ و کوی مهر پلاک دو", "عکس‌ها به @anar_ravar")})
    assert check_text("کوچه ۷، پلاک ۱۲؛ کوی مهر پلاک دو؛ @Anar_Ravar", "body", given, only=["privacy"]) == []
