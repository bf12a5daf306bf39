import pytest

from bumi.cards.layout import GRIDS, Size
from bumi.cards.words import set_words
from bumi.errors import BadInput
from tests.cards.samples import card

LONG = "گلیم‌های شناسنامه‌دار سیرجان کنار بادگیر چپقی " * 8


@pytest.mark.parametrize("size", Size)
def test_headline_shrinks_before_it_is_refused(size: Size) -> None:
    grid = GRIDS[size]
    longer = f"{card().headline} و بازارهای تازه‌ای در شرق آسیا یافت"
    short, long = (set_words(card(headline=text), grid).headline for text in ("پته", longer))
    assert short.size == grid.headline.most > long.size > grid.headline.least


@pytest.mark.parametrize("size", Size)
def test_every_text_that_does_not_fit_is_named(size: Size) -> None:
    with pytest.raises(BadInput) as error:
        set_words(card(headline=LONG, agency="ب" * 120, kicker=""), GRIDS[size])
    assert len(error.value.problems) == 2
    assert "«تیتر» روی کارت جا نمی‌شود؛ کوتاه‌ترش کنید" in error.value.problems[0]
    assert "«دستگاه»" in error.value.problems[1]


def test_a_headline_of_decoration_alone_is_refused() -> None:
    with pytest.raises(BadInput, match="«تیتر» واژه‌ای ندارد"):
        set_words(card(headline=""), GRIDS[Size.WIDE])


@pytest.mark.parametrize("size", Size)
def test_the_longest_agency_and_a_long_time_of_a_brief_fit(size: Size) -> None:
    agency = (
        "اداره‌کل میراث فرهنگی، گردشگری و صنایع دستی استان کرمان، "
        "معاونت صنایع دستی و هنرهای سنتی، نمایندگی رفسنجان و انار"
    )
    when = "از شنبه ۱ مهر تا پنجشنبه ۶ مهر، هر روز از ساعت ۸ تا ۱۲ و عصرها از ساعت ۱۶ تا ۲۰"
    words = set_words(card(agency=agency, when=when), GRIDS[size])
    assert " ".join(words.agency.lines) == agency
    assert words.when and " ".join(words.when.lines) == when


def test_a_time_that_does_not_fit_is_left_to_the_page() -> None:
    assert set_words(card(when="صبح یا عصر " * 18), GRIDS[Size.WIDE]).when is None


@pytest.mark.parametrize("kicker", ["", "گزارش"])
def test_a_kicker_that_only_repeats_the_kind_is_left_out(kicker: str) -> None:
    assert set_words(card(kicker=kicker), GRIDS[Size.WIDE]).kicker is None
