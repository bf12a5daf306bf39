import pytest

from bumi.checks import check_fields, check_text
from bumi.finding import Finding
from bumi.piece import Fields, Lookalike

BODY = (
    "کتابخانه عمومی راور از این هفته روزهای جمعه هم باز است. دانش‌آموزان می‌توانند کتاب‌های درسی و داستان را امانت "
    "بگیرند. سالن مطالعه تا غروب روشن می‌ماند و برای کودکان قصه‌خوانی برپا می‌شود."
)
OTHER = (
    "شهرداری راور درخت‌های خیابان اصلی را هرس می‌کند. رانندگان در این روزها از کوچه‌های کناری بگذرند و خودرو را زیر "
    "درخت‌ها نگذارند تا کار زودتر به پایان برسد."
)


def piece(body: str) -> Fields:
    return Fields(headline="تیتر تازه", lede="لید", body=body)


def earlier(body: str, id: int = 12) -> Lookalike:
    return Lookalike(id=id, state="منتشرشده", fields=Fields(headline="جمعه‌ها با کتاب", lede="لید", body=body))


def found(fields: Fields, *others: Lookalike) -> list[Finding]:
    return check_fields(fields, only=["duplicates"], lookalikes=others)


def test_a_copy_blocks_and_says_of_what() -> None:
    (finding,) = found(piece(BODY), earlier(BODY))
    assert (finding.field, finding.code, finding.severity) == ("body", "copy-12", "blocks")
    assert finding.matched == BODY.removesuffix(".")
    assert "۱۰۰ درصد متن در مطلب ۱۲ («جمعه‌ها با کتاب»، منتشرشده) هم هست" in finding.message


def test_a_word_changed_here_and_there_is_a_copy_still() -> None:
    (finding,) = found(piece(BODY.replace("غروب", "شب").replace("عمومی", "")), earlier(BODY))
    assert finding.severity == "blocks"


def test_a_part_warns_and_says_how_much() -> None:
    half = f"{BODY} {OTHER}"
    (finding,) = found(piece(half), earlier(BODY))
    assert (finding.code, finding.severity) == ("part-12", "warns")
    assert half[finding.start : finding.end] == finding.matched == BODY.removesuffix(".")
    assert "۵" in finding.message.split(" درصد")[0]


def test_an_excerpt_is_a_copy_and_a_quarter_is_nothing() -> None:
    assert [it.code for it in found(piece(BODY), earlier(f"{OTHER} {BODY} {OTHER}"))] == ["copy-12"]
    assert found(piece(f"{BODY} {OTHER} {OTHER.replace(' ', ' نه ')}"), earlier(BODY)) == []
    assert found(piece(OTHER), earlier(BODY)) == []


@pytest.mark.parametrize("field", ["lede", "body"])
def test_the_notice_of_another_week_only_warns(field: str) -> None:
    """Its words are those of the last one, but its numbers are new, wherever they stand."""
    new, old = (piece(BODY).model_copy(update={field: f"{BODY} ساعت {hour}"}) for hour in ("۹", "۸"))
    last = Lookalike(id=12, state="منتشرشده", fields=old)
    assert [(it.code, it.severity) for it in found(new, last)] == [("part-12", "warns")]
    assert [(it.code, it.severity) for it in found(old, last)] == [("copy-12", "blocks")]


def test_every_piece_is_named_and_dismissed_on_its_own() -> None:
    both = found(piece(BODY), earlier(BODY), earlier(BODY, id=13))
    assert [it.code for it in both] == ["copy-12", "copy-13"]
    part = found(piece(f"{BODY} {OTHER}"), earlier(BODY))
    assert len({it.fingerprint for it in (*both, *part)}) == 3


def test_a_text_on_its_own_is_compared_with_nothing() -> None:
    assert check_text(BODY, only=["duplicates"]) == []
    assert found(piece(BODY)) == []
