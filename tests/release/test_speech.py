"""Who speaks in a release: the first person is somebody's own words, and a name below its office is the same person."""

import pytest

from bumi.release.reading import read_release

TITLE = "تیتر خبر\nلید خبر این است."


def test_the_first_person_behind_a_colon_is_quoted() -> None:
    text = f"{TITLE}\nعلی رضایی، شهردار بم، گفت: تنها ۹ میلیارد رسیده است و بدون آن نمی‌توانیم کار کنیم."
    (quote,) = read_release(text).quotes
    assert quote["text"] == "تنها ۹ میلیارد رسیده است و بدون آن نمی‌توانیم کار کنیم"
    assert (quote["speaker"], quote["intro"]) == ("علی رضایی", "علی رضایی، شهردار بم، گفت")


def test_the_third_person_behind_a_colon_is_none_of_it() -> None:
    assert not read_release(f"{TITLE}\nعلی رضایی، شهردار بم، گفت: مردم تصمیم گرفتند کار را آغاز کنند.").quotes


def test_who_goes_on_as_we_is_who_spoke_before() -> None:
    text = f"{TITLE}\nعلی رضایی، شهردار بم، گفت: کار آغاز شد. برای آن ۹ میلیارد داریم."
    assert [(each["speaker"], each["text"]) for each in read_release(text).quotes] == [
        ("علی رضایی", "برای آن ۹ میلیارد داریم")
    ]


def test_an_office_that_speaks_is_named_by_the_name_below_it_and_loses_no_fact() -> None:
    text = (
        f"{TITLE}\nرئیس کتابخانه بم درباره این نشست‌ها گفت: «نویسنده حرف نمی‌زند تا نقد تمام شود.»"
        "\nلاله راوری‌نژاد افزود: ورود آزاد است."
    )
    (quote,) = read_release(text).quotes
    assert (quote["speaker"], quote["role"]) == ("لاله راوری‌نژاد", "رئیس کتابخانه بم")
    assert quote["intro"] == "لاله راوری‌نژاد، رئیس کتابخانه بم، درباره این نشست‌ها گفت"
    assert not any(each.field == "quotes" for each in read_release(text).asked)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("مدیرکل راهداری استان کرمان:\nگردنه باز شد\nمدیرکل راهداری استان کرمان گفت: گردنه باز شد.", "راهداری"),
        ("خرید خرما\nمدیر تعاون روستایی جنوب کرمان گفت: خرید در سه مرکز عنبرآباد آغاز شد.", "تعاون روستایی جنوب کرمان"),
        ("جشنواره یلدا\nروابط عمومی اداره میراث فرهنگی بافت - جشنواره یلدا برپا می‌شود.", "اداره میراث فرهنگی بافت"),
    ],
)
def test_the_office_of_who_speaks_first_is_the_agency(text: str, agency: str) -> None:
    assert agency in read_release(f"{text}\nکار سه ماه طول کشید.").agency


def test_who_is_called_by_his_office_before_a_quotation_keeps_what_leads_to_it() -> None:
    text = (
        f"{TITLE}\nعلی رضایی، شهردار بم، گفت: کار آغاز شد."
        "\nشهردار بم همچنین از کمبود مربی گلایه کرد و افزود: تنها دو مربی داریم."
    )
    (quote,) = read_release(text).quotes
    assert quote["intro"] == "علی رضایی همچنین از کمبود مربی گلایه کرد و افزود" and quote["speaker"] == "علی رضایی"
