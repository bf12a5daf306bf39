"""Names of persons are told from offices and other words."""

import pytest

from bumi.persian.person_names import begins_with_office, is_given_name, is_surname, person_name, without_titles


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("دکتر علی رضایی", "علی رضایی"),
        ("سید حسین موسوی", "سید حسین موسوی"),
        ("رضایی", "رضایی"),
        ("رئیس اداره", ""),
        ("علی و رضا", ""),
        ("۱۲ نفر", ""),
    ],
)
def test_a_name_is_known_by_given_name_surname_or_title(text: str, name: str) -> None:
    assert person_name(text) == name


def test_beside_an_office_an_unlisted_name_counts() -> None:
    assert not person_name("برزو دلاور") and person_name("برزو دلاور", beside_office=True) == "برزو دلاور"


def test_titles_offices_and_parts_of_names() -> None:
    assert without_titles("دکتر مهندس علی") == "علی"
    assert begins_with_office("جناب آقای مدیرکل راهداری") and not begins_with_office("راهداری")
    assert is_given_name("نورالدین") and is_surname("عبدالله‌زاده") and not is_surname("باران")
