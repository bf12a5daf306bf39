"""The words and images that go out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bumi.image_metadata import SourceType
from bumi.piece import Fields, Media, content_hash

FIELDS = Fields(kicker="الف", headline="تیتر", lede="لید", body="یک\n\nدو", caption="شرح", hashtags=("کرمان", "بم"))
MEDIA = Media(name="square", sha256="a" * 64, content_type="image/png", width=1080, height=1080, alt="متن جایگزین")


def test_texts_are_all_that_a_reader_reads() -> None:
    assert FIELDS.texts() == {
        "kicker": "الف",
        "headline": "تیتر",
        "lede": "لید",
        "body": "یک\n\nدو",
        "caption": "شرح",
        "hashtags": "کرمان بم",
    }


@pytest.mark.parametrize("name", list(Fields.model_fields))
def test_the_hash_changes_with_every_field(name: str) -> None:
    other = FIELDS.model_copy(update={name: ("راور",) if name == "hashtags" else "دیگر"})
    assert content_hash(other) != content_hash(FIELDS)


@pytest.mark.parametrize("name", list(Media.model_fields))
def test_the_hash_changes_with_every_image(name: str) -> None:
    others = {"width": 1200, "height": 1200, "focus": (0.4, 0.3), "source": SourceType.CAPTURE}
    other = MEDIA.model_copy(update={name: others.get(name, "b" * 64)})
    assert content_hash(FIELDS, (other,)) != content_hash(FIELDS, (MEDIA,))
    assert content_hash(FIELDS, (MEDIA,)) != content_hash(FIELDS)


def test_the_hash_of_an_image_without_credit_and_focus_is_what_it_always_was() -> None:
    assert content_hash(FIELDS, (MEDIA,)) == "cc71b853a0a7ea3291987991cbca37cad951cee67cd30008e4d891858aaad8c9"


def test_the_hash_does_not_see_how_a_letter_is_composed() -> None:
    assert content_hash(FIELDS.model_copy(update={"lede": "آب"})) == content_hash(
        FIELDS.model_copy(update={"lede": "ا\u0653ب"})
    )


@given(st.text(max_size=20), st.text(max_size=20))
def test_text_does_not_leak_from_one_field_into_the_next(headline: str, lede: str) -> None:
    one, other = (Fields(headline=a, lede=b, body="") for a, b in ((headline + lede, ""), (headline, lede)))
    assert (content_hash(one) == content_hash(other)) == (not lede)


def test_unknown_keys_are_refused_and_nothing_can_be_changed() -> None:
    with pytest.raises(ValidationError):
        Fields.model_validate({"headline": "", "lede": "", "body": "", "title": ""})
    with pytest.raises(ValidationError):
        FIELDS.lede = "دیگر"
