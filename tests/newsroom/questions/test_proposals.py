"""Which agency a question is for: whole names first, then words of its work; a place says which of several."""

import pytest

from bumi.newsroom.questions import proposed_agencies
from bumi.province import province


@pytest.mark.parametrize(
    ("text", "county", "first"),
    [
        ("چرا آب روستای ما قطع می‌شود؟", "", "شرکت آب و فاضلاب استان کرمان"),
        ("شركت گاز كرمان چرا قبض اشتباه می‌دهد؟", "", "شرکت گاز استان کرمان"),
        ("بیمارستان ما چرا پزشک ندارد؟", "جیرفت", "دانشگاه علوم پزشکی جیرفت"),
        ("بیمارستان بم چرا پزشک ندارد؟", "", "دانشگاه علوم پزشکی بم"),
        ("مدرسه روستا معلم ندارد", "", "اداره‌کل آموزش و پرورش استان کرمان"),
    ],
    ids=["topic", "arabic-letters", "county", "place-in-text", "several-topics"],
)
def test_the_likeliest_agency_comes_first_with_why(text: str, county: str, first: str) -> None:
    found = proposed_agencies(text, county)
    assert found[0].agency == first and 1 <= len(found) <= 3 and all("در پرسش آمده است" in each.why for each in found)


def test_a_place_alone_proposes_nobody() -> None:
    assert proposed_agencies("در جیرفت و سیرجان چه خبر است؟", "جیرفت") == []


def test_every_name_of_every_agency_proposes_it() -> None:
    agencies = province().agencies
    assert agencies
    for agency in agencies:
        for name in (agency.name, *agency.aliases):
            assert agency.name in [each.agency for each in proposed_agencies(f"{name} کی پاسخ می‌دهد؟")], name
