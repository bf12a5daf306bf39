import pytest

from bumi.brief import Brief, Channel
from bumi.checks import check_fields, check_text
from bumi.checks.delivery.length import LIMITS
from bumi.piece import Fields


def test_the_span_is_what_does_not_fit() -> None:
    limit = LIMITS["headline"]
    assert check_text("ا" * limit, "headline", only=["length"]) == []
    (finding,) = check_text("ا" * (limit + 3), "headline", only=["length"])
    assert (finding.start, finding.end, finding.severity) == (limit, limit + 3, "warns")
    assert "۹۳" in finding.message


def test_a_caption_shares_its_channel_with_the_hashtags(brief: Brief) -> None:
    posts = brief.model_copy(update={"channels": (Channel.TELEGRAM, Channel.INSTAGRAM)})
    fields = Fields(headline="تیتر", lede="لید", body="متن", caption="ا" * 1020)
    assert check_fields(fields, posts, only=["length"]) == []
    tagged = fields.model_copy(update={"hashtags": ("راور", "انار")})
    assert [finding.field for finding in check_fields(tagged, posts, only=["length"])] == ["caption"]


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_has_a_length_and_is_named_where_a_caption_exceeds_it(brief: Brief, channel: Channel) -> None:
    fields = Fields(headline="تیتر", lede="لید", body="متن", caption="ا" * 2_300)
    (finding,) = check_fields(fields, brief.model_copy(update={"channels": (channel,)}), only=["length"])
    assert channel.persian in finding.message


def test_empty_fields_and_too_many_hashtags() -> None:
    fields = Fields(headline="", lede="لید", body="متن", hashtags=tuple("ابپتثجچحخدذر"))
    assert [(f.field, f.code, f.severity) for f in check_fields(fields, only=["length"])] == [
        ("headline", "empty", "blocks"),
        ("hashtags", "long", "warns"),
    ]
    blank = fields.model_copy(update={"headline": "تیتر", "lede": " ", "body": "\n", "hashtags": ()})
    assert [(f.field, f.severity) for f in check_fields(blank, only=["length"])] == [
        ("lede", "blocks"),
        ("body", "blocks"),
    ]
    assert check_text("", "body", only=["length"]) == []
