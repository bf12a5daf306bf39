import pytest

from bumi.brief import Brief
from bumi.checks import check_fields
from bumi.finding import Finding
from bumi.piece import Fields

WHOLE = "آب راور فردا قطع می‌شود. شهرداری راور خواست مردم آب ذخیره کنند."


def calm(body: str, brief: Brief, lede: str = "آب قطع می‌شود.", **changes: str) -> list[Finding]:
    brief = Brief.model_validate(brief.model_dump() | {"kind": "notice", "urgency": "crisis"} | changes)
    found = check_fields(Fields(headline="قطع آب", lede=lede, body=body), brief, only=["dignity"])
    return [finding for finding in found if finding.code == "calm"]


def test_a_notice_that_says_what_to_do_who_says_it_and_when_is_calm(brief: Brief) -> None:
    assert calm(WHOLE, brief) == []
    assert calm("مردم آب ذخیره کنند.", brief, lede="به گفته شهرداری آب فردا قطع می‌شود.") == []


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("آب راور فردا قطع می‌شود. شهرداری راور آن را اعلام کرد.", "کاری که مردم باید بکنند"),
        ("آب فردا قطع می‌شود. آب ذخیره کنید.", "منبع خبر"),
        ("شهرداری راور: آب قطع می‌شود. آب ذخیره کنید.", "زمان"),
        ("آب قطع می‌شود.", "کاری که مردم باید بکنند و منبع خبر و زمان"),
    ],
)
def test_what_is_missing_is_named_at_the_end_of_the_body(body: str, missing: str, brief: Brief) -> None:
    (finding,) = calm(body, brief)
    assert f"«{missing}»" in finding.message
    assert (finding.field, finding.start, finding.end, finding.severity) == ("body", len(body), len(body), "warns")


def test_only_urgent_notices_are_held_to_it(brief: Brief) -> None:
    assert calm("آب قطع می‌شود.", brief, urgency="urgent")
    assert calm("آب قطع می‌شود.", brief, urgency="normal") == []
    assert calm("آب قطع می‌شود.", brief, kind="recap") == []
