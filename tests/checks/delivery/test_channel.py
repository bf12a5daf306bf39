import pytest

from bumi.brief import Brief, Channel
from bumi.checks import check_fields
from bumi.finding import Finding, Severity
from bumi.piece import Fields


def found(brief: Brief, channels: tuple[Channel, ...] = (Channel.SITE,), **written: object) -> list[Finding]:
    fields = Fields.model_validate({"headline": "تیتر", "lede": "لید", "body": "متن"} | written)
    return check_fields(fields, brief.model_copy(update={"channels": channels}), only=["channel"])


@pytest.mark.parametrize(
    ("tag", "whole"),
    [
        ("پلیس\u200cفتا", "پلیس_فتا"),
        ("#راور", "راور"),
        ("آب-برق", "آب_برق"),
        ("راور،", "راور"),
        ("شب.یلدا_راور", "شب_یلدا_راور"),
        ("کسب\u200cوکار", "کسب_و_کار"),
    ],
)
def test_a_hashtag_that_a_channel_would_cut(brief: Brief, tag: str, whole: str) -> None:
    (finding,) = found(brief, hashtags=("انار", tag))
    assert (finding.code, finding.matched, finding.suggestions) == ("hashtag", tag, (whole,))
    assert finding.field == "hashtags" and finding.start == len("انار ")


def test_whole_hashtags_are_left_alone(brief: Brief) -> None:
    assert found(brief, hashtags=("راور", "شب_یلدا", "خبر۱۴۰۵", "Kerman")) == []


def test_the_same_hashtag_twice(brief: Brief) -> None:
    (finding,) = found(brief, hashtags=("شب_یلدا", "راور", "شب_یلدا"))
    assert (finding.code, finding.start) == ("twice", len("شب_یلدا راور "))


def test_what_a_social_channel_misses(brief: Brief) -> None:
    missing = found(brief, (Channel.SITE, Channel.EITAA, Channel.BALE))
    assert [(it.field, it.code, it.severity) for it in missing] == [
        ("caption", "no-caption", Severity.WARNS),
        ("hashtags", "no-hashtags", Severity.ADVISES),
    ]
    assert all("ایتا و بله" in it.message for it in missing)
    assert found(brief, (Channel.EITAA,), caption="شرح", hashtags=("راور",)) == []
    assert found(brief, (Channel.SITE,)) == []
