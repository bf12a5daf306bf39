"""Neighbours in a feed look different, and the craft suits the subject."""

from itertools import pairwise
from random import Random

import pytest

from bumi.brief import Brief, read_briefs
from bumi.cards.brand_kit import kit_of
from bumi.cards.colours import Palette
from bumi.cards.layout import lay_out
from bumi.cards.selection import main_card
from bumi.cards.sizes import Size
from bumi.piece import Fields
from bumi.province import province
from bumi.settings import ROOT
from tests.cards.samples import brief

AXES = [axis.name for axis in province().axes]
COUNTIES = [county.name for county in province().counties]


def cover(told: Brief, number: int | None) -> tuple[object, Palette]:
    """What decides how the picture of a card looks."""
    laid = lay_out(main_card(Fields(headline=told.topic, lede="", body=""), told, number=number), Size.WIDE, kit_of())
    return laid.look, laid.picture


def alike(covers: list[tuple[object, Palette]]) -> float:
    """The share of neighbours that look the same."""
    return sum(one == other for one, other in pairwise(covers)) / (len(covers) - 1)


def test_no_two_samples_in_a_row_look_alike() -> None:
    briefs = read_briefs(*sorted((ROOT / "briefs").glob("*.yaml")))
    assert alike([cover(told, number) for number, told in enumerate(briefs, 1)]) == 0
    assert alike([cover(told, None) for told in briefs]) == 0


def test_pieces_of_one_subject_in_a_row_all_look_different() -> None:
    for changes in ({"topic": "گلیم سیرجان"}, {"axis": "خدمات"}, {"county": "جیرفت"}):
        looks = {str(cover(brief(**changes), number)) for number in range(40, 52)}
        assert len(looks) == 12


def test_hardly_any_neighbours_of_a_random_feed_look_alike() -> None:
    chance = Random(1)
    feed = [(brief(axis=chance.choice(AXES), county=chance.choice(COUNTIES)), number) for number in range(300)]
    published = sorted(feed, key=lambda pair: pair[1] + chance.uniform(0, 30))  # some wait longer than others
    assert alike([cover(told, number) for told, number in published]) < 0.01


@pytest.mark.parametrize(
    ("changes", "crafts"),
    [
        ({"topic": "نمایشگاه گلیم در کرمان"}, ("kilim",)),
        ({"topic": "برداشت خرما در بم"}, ("palms",)),
        ({"topic": "جشنواره مرکبات"}, ("citrus",)),
        ({"axis": "گردشگری", "county": "شهربابک"}, ("maymand",)),
        ({"axis": "کسب‌وکار", "county": "جیرفت"}, ("chlorite", "citrus")),
        ({"axis": "امنیت", "county": "جیرفت"}, ("bricks", "chlorite", "girih")),
        ({"topic": "خرمابن"}, ("palms",)),
        ({"topic": "شب شعر", "county": "بافت"}, ("pateh", "termeh", "girih")),
    ],
    ids=str,
)
def test_the_craft_suits_the_subject(changes: dict[str, str], crafts: tuple[str, ...]) -> None:
    told = brief(**({"topic": "خبر تازه"} | changes))
    assert {kit_of().look(told.axis, told.county, told.topic, number).craft for number in range(6)} == set(crafts)
