"""Keys and URLs: safe, stable, and equal for all spellings of a name."""

from datetime import UTC

from hypothesis import example, given
from hypothesis import strategies as st

from bumi.persian.calendar import parse_moment
from bumi.province import province
from bumi.publishing.keys import media_key, month, public_url, section_called, sections, shelves_of, slugged, story_key
from bumi.settings import Settings
from tests.publishing.stage import NOW, image, story


@example("a " * 40)  # cut behind a hyphen
@given(st.text(max_size=150))
def test_any_name_makes_one_safe_path_part(name: str) -> None:
    slug = slugged(name)
    assert slug and len(slug) <= 60 and slug == slugged(slug)
    assert all(letter.isalnum() or letter == "-" for letter in slug)
    assert slug not in (".", "..")


def test_long_names_that_begin_alike_stay_apart() -> None:
    assert slugged("اداره " * 30 + "یک") != slugged("اداره " * 30 + "دو")


def test_known_names_have_their_known_keys() -> None:
    county, axis, agency = sections(story(agency=province().agencies[0].name))
    assert (county.key, axis.key) == ("county/kerman/index.html", "axis/culture/index.html")
    assert agency.key == f"agency/{province().agencies[0].slug}/index.html"


def test_the_whole_province_and_an_unknown_agency_have_keys_too() -> None:
    county, _, agency = sections(story(county=province().name, agency="انجمن «موسیقی» کرمان"))
    assert (county.key, county.label) == ("county/province/index.html", "استان")
    assert agency.key == "agency/انجمن-موسیقی-کرمان/index.html"


def test_pages_are_named_by_their_slug_and_images_by_their_content() -> None:
    assert story_key(story(7, slug="7-جشنواره")) == "p/7-جشنواره/index.html"
    assert story_key(story(7, slug="../../etc")) == "p/etc/index.html"
    assert media_key(image()[0]) == f"media/{image()[0].sha256}.png"


def test_every_story_has_a_place_on_five_shelves() -> None:
    assert shelves_of(story(7)) == {
        "all": "",
        "county/kerman": "کرمان",
        "axis/culture": "فرهنگ",
        "agency/انجمن-موسیقی-کرمان": "انجمن موسیقی کرمان",
        "archive/1405/09": "آذر ۱۴۰۵",
    }
    for each in (*sections(story(7, campaign="جشنواره «انار»", campaign_id=12)), month(NOW)):
        assert section_called(each.shelf, each.name) == each


def test_months_are_those_of_tehran() -> None:
    last_minute = parse_moment("1405/09/30 23:59").astimezone(UTC)
    assert (month(last_minute).name, month(last_minute).key) == ("آذر ۱۴۰۵", "archive/1405/09/index.html")


def test_readers_get_addresses_without_index_html() -> None:
    settings = Settings(_env_file=None, site_url="https://news.example/kerman/")
    assert public_url(settings, "index.html") == "https://news.example/kerman/"
    assert public_url(settings, "p/7-نان/index.html") == "https://news.example/kerman/p/7-%D9%86%D8%A7%D9%86/"
