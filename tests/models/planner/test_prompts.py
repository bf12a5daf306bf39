import pytest

from bumi.brief import Kind
from bumi.models.planner.prompts import filled, prompt


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_has_its_file(kind: Kind) -> None:
    made = prompt(kind)
    assert made.version.startswith(f"{kind.value}@")
    assert made.paragraph >= 1 and made.quote_after >= 0
    assert all("{agency}" in pattern for pattern in (*made.attribution.source, *made.attribution.advice))
    assert "{text}" in made.attribution.first
    assert all("«{text}»" in pattern for pattern in made.attribution.again)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"topic": "شب شعر", "when": "شنبه", "where": "بافت"}, "«شب شعر» شنبه در بافت برگزار می‌شود."),
        ({"topic": "شب شعر"}, "«شب شعر» برگزار می‌شود."),
        ({"topic": "شب شعر", "where": "بافت"}, "«شب شعر» در بافت برگزار می‌شود."),
    ],
)
def test_what_hangs_on_an_empty_part_is_left_out(parts: dict[str, str], expected: str) -> None:
    assert filled("«{topic}» {when} در {where} برگزار می‌شود.", parts) == expected
