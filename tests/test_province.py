"""The reference data of the province."""

import re
from collections import Counter

import pytest
from pydantic import ValidationError

from bumi.persian.text import flat, normal
from bumi.province import Agency, Axis, County, Province, bare, province, titled

PARTS = [province().counties, province().axes, province().agencies]
# The short numbers that answer everywhere in the country.
NATIONWIDE = {"۱۱۰", "۱۱۲", "۱۱۵", "۱۲۱", "۱۲۲", "۱۲۵", "۱۴۱", "۱۹۴"}


def test_the_province_has_25_counties_and_6_axes() -> None:
    assert len(province().counties) == 25
    assert [axis.name for axis in province().axes] == ["فرهنگ", "کسب‌وکار", "آموزش", "امنیت", "خدمات", "گردشگری"]


@pytest.mark.parametrize("part", PARTS, ids=["counties", "axes", "agencies"])
def test_a_name_or_alias_means_one_entry(part: tuple[County | Axis | Agency, ...]) -> None:
    words = Counter(flat(word) for item in part for word in (item.name, item.slug, *item.aliases))
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize("part", PARTS, ids=["counties", "axes", "agencies"])
def test_names_are_in_normal_form_and_slugs_suit_an_address(part: tuple[County | Axis | Agency, ...]) -> None:
    for item in part:
        assert item.name == normal(item.name).strip()
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", item.slug)
        assert item.slug != "province"  # the address of the whole province's page


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("قلعه گنج", "قلعه‌گنج"),
        ("شهر بابک", "شهربابک"),
        ("شهربابك", "شهربابک"),
        ("ارزوییه", "ارزوئیه"),
        ("عنبر آباد", "عنبرآباد"),
        ("شهرستان سیرجان", "سیرجان"),
        ("شهرستان‌ بم", "بم"),
        ("jiroft", "جیرفت"),
    ],
)
def test_a_county_is_found_as_people_write_it(written: str, name: str) -> None:
    county = province().county(written)
    assert county and county.name == name


def test_what_is_not_of_the_province_is_not_found() -> None:
    assert province().county("یزد") is None
    assert province().axis("ورزش") is None
    assert province().agency("شهرداری") is None  # every town has one


def test_an_axis_and_an_agency_are_found_by_alias() -> None:
    assert getattr(province().axis("کسب و کار"), "slug", "") == "business"
    assert getattr(province().agency("هلال احمر"), "lines", ()) == ("۱۱۲",)


def test_no_place_is_claimed_by_two_counties() -> None:
    places = Counter(place for county in province().counties for place in county.places)
    assert [place for place, count in places.items() if count > 1] == []


def test_lines_are_nationwide_numbers() -> None:
    assert {line for agency in province().agencies for line in agency.lines} <= NATIONWIDE


def test_a_name_has_what_it_names_before_it_once() -> None:
    assert titled("استان", province().name) == "استان کرمان" and bare("استان", province().name) == "کرمان"
    for county in province().counties:
        assert titled("شهرستان", county.name) == f"شهرستان {county.name}" == titled("شهرستان", f"شهرستان {county.name}")
    assert bare("استان", "استان") == "استان"


def test_every_county_has_a_governors_office() -> None:
    offices = [each for each in province().agencies if each.office_of]
    assert {each.office_of for each in offices} == {each.name for each in province().counties}
    for county in province().counties:
        for name in (f"فرمانداری {county.name}", f"فرمانداری شهرستان {county.name}"):
            agency = province().agency(name)
            assert agency and agency.office_of == county.name


def test_an_office_of_no_county_is_refused() -> None:
    told = province().model_dump()
    told["agencies"][-1]["office_of"] = "یزد"
    with pytest.raises(ValidationError, match=r"در counties\.yaml نیست \(«بخشداری ماهان»: «یزد»\)"):
        Province.model_validate(told)
