"""Names that the brief does not have are seen; what it has, and plain words, are not."""

import pytest

from bumi.brief import Brief, brief_from
from bumi.models.evaluation.names import unknown_names

BRIEF: Brief = brief_from(
    {
        "kind": "event",
        "topic": "کارگاه پته‌دوزی",
        "agency": "اداره میراث فرهنگی سیرجان",
        "county": "سیرجان",
        "axis": "گردشگری",
        "where": "خانه هنر، خیابان باهنر",
        "notes": ["مربی: مریم رضایی", "برای نوجوانان روستای بلورد هم هست"],
    },
    "brief",
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("آقای سلطانی مربی کارگاه است.", ["سلطانی"]),
        ("سعید کریم‌زاده مربی کارگاه است.", ["سعید", "کریم‌زاده"]),
        ("نخعی‌پور در کارگاه حضور دارد.", ["نخعی‌پور"]),
        ("خسروجردی در کارگاه حضور دارد.", ["خسروجردی"]),
        ("کارگاه در روستای سبز برگزار می‌شود.", ["سبز"]),
        ("کارگاه در بم برگزار می‌شود.", ["بم"]),
        ("کارگاه در شهر تهران برگزار می‌شود.", ["تهران"]),
        ("دانشگاه میزبان کارگاه است.", ["دانشگاه"]),
        ("کارگاه را سازمان فضایی برگزار می‌کند.", ["فضایی"]),
        ("کارگاه را Adobe برگزار می‌کند.", ["Adobe"]),
    ],
)
def test_a_name_that_the_brief_does_not_have_is_seen(text: str, names: list[str]) -> None:
    assert unknown_names(text, BRIEF) == names


@pytest.mark.parametrize(
    "text",
    [
        "کارگاه پته‌دوزی در خانه هنر، خیابان باهنر، برگزار می‌شود.",
        "خانم رضایی، مربی کارگاه، به نوجوانان روستای بلورد آموزش می‌دهد.",
        "علاقه‌مندان شهرستان سیرجان در استان کرمان می‌توانند شرکت کنند و دست‌دوخته‌ها به نمایش درمی‌آید.",
        "این کارگاه را اداره میراث فرهنگی سیرجان در پاریز برگزار می‌کند.",  # a town of the brief's own county
        "شرکت در آن رایگان است.",
        "سیرجان گردشگری",  # hashtags
    ],
)
def test_what_the_brief_or_a_dictionary_has_is_no_unknown_name(text: str) -> None:
    assert unknown_names(text, BRIEF) == []
