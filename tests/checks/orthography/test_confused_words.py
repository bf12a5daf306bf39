import pytest

from bumi.checks.orthography.confused_words import confused, with_madda


@pytest.mark.parametrize(
    ("wrong", "right", "kind"),
    [
        ("سپاسگذاریم", "سپاسگزاریم", "compound"),
        ("سپاسگذار", "سپاسگزار", "compound"),
        ("خدمت‌گذاران", "خدمت‌گزاران", "compound"),
        ("برگذاری", "برگزاری", "compound"),
        ("قانون گزاری", "قانون گذاری", "compound"),
        ("تأثیرگزارترین", "تأثیرگذارترین", "compound"),
        ("بنیانگزار", "بنیانگذار", "compound"),
        ("گاهاً", "گاهی", "tanvin"),
        ("گاها", "گاهی", "tanvin"),
        ("امورات", "امور", "plural"),
        ("بعنوان", "به عنوان", "attached"),
        ("خواستگاه", "خاستگاه", "sound"),
        ("اذر", "آذر", "madda"),
        ("اباد", "آباد", "madda"),
    ],
)
def test_what_is_found(wrong: str, right: str, kind: str) -> None:
    found = [(each.kind, each.written) for each in confused(f"این {wrong} است")]
    assert found == [(kind, right)]


@pytest.mark.parametrize(
    "text",
    [
        "برگزار شد",
        "کارگزاری و کارگذاری",
        "قانون‌گذار",
        "نمازگزاران",
        "خبرگزاری",
        "واگذاری",
        "گذار از بحران",
        "می‌گذارد",
        "آبادی رحمت‌آباد",
    ],
)
def test_what_is_right(text: str) -> None:
    assert not list(confused(text))


def test_a_madda_that_a_phone_left_out_is_put_back_within_names_too() -> None:
    assert (
        with_madda("۱۲ اذر در رحمت‌اباد و محمداباد و عنبراباد، اخر خط")
        == "۱۲ آذر در رحمت‌آباد و محمدآباد و عنبرآباد، آخر خط"
    )
    assert with_madda("آبادی آباد و اجاره ابزار") == "آبادی آباد و اجاره ابزار"
