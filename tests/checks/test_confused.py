import pytest

from bumi.checks.confused import confused


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
    ],
)
def test_what_is_found(wrong: str, right: str, kind: str) -> None:
    found = [(each.kind, each.written) for each in confused(f"این {wrong} است")]
    assert found == [(kind, right)]


@pytest.mark.parametrize(
    "text",
    ["برگزار شد", "کارگزاری و کارگذاری", "قانون‌گذار", "نمازگزاران", "خبرگزاری", "واگذاری", "گذار از بحران", "می‌گذارد"],
)
def test_what_is_right(text: str) -> None:
    assert not list(confused(text))
