"""The swap test itself: what it exchanges, and that the checks see it in pairs nobody looked at while tuning."""

import pytest

from bumi.brief import Brief
from bumi.checks import check_fields
from bumi.checks.evaluation.perturbation import Pair, facts, held_out, pair_of, perturbations
from bumi.models.data.training_examples import read_pairs
from bumi.piece import Fields

CHECKS = ("numbers", "dates", "weekday", "quotes", "facts")


@pytest.fixture
def pair(brief: Brief) -> Pair:
    lede = "جشنواره انار راور پنجشنبه ۱۸ تا شنبه ۲۰ مهر با ۱۲ غرفه برپا می‌شود."
    return brief, Fields(headline="انار در راور", lede=lede, body="مریم احمدی گفت: «درِ باغ باز است.» سه‌شنبه تعطیل است.")


def test_the_facts_of_a_draft(pair: Pair) -> None:
    assert [(fact.kind, fact.text) for fact in facts(*pair)] == [
        ("place", "راور"),
        ("date", "پنجشنبه ۱۸ تا شنبه ۲۰ مهر"),
        ("number", "۱۲"),
        ("place", "راور"),
        ("name", "مریم احمدی"),
        ("weekday", "سه‌شنبه"),
    ]


def test_a_swap_exchanges_one_fact_for_one_of_its_kind(pair: Pair) -> None:
    other = Brief.model_validate(pair[0].model_dump() | {"county": "بم", "agency": "شهرداری بم", "notes": ["۱۵ نفر"]})
    drafts = [pair, (other, Fields(headline="بم", lede="۱۵ نفر از بم، سیرجان و زرند ۳ آذر می‌آیند.", body="جمعه"))]
    seen = set()
    for swap in perturbations(drafts):
        whole = dict(drafts)[swap.brief].model_dump()
        changed = {name: text for name, text in swap.fields.model_dump().items() if text != whole[name]}
        before = whole[swap.fact.field]
        assert changed == {swap.fact.field: before[: swap.fact.start] + swap.becomes + before[swap.fact.end :]}
        assert swap.becomes != swap.fact.text
        seen.add((swap.fact.kind, swap.fact.text, swap.becomes, swap.near))
    assert ("number", "۱۲", "۱۵", False) in seen
    assert ("weekday", "سه‌شنبه", "جمعه", False) in seen
    assert any(kind == "place" and near for kind, _, _, near in seen)


def test_a_third_of_the_briefs_is_kept_apart(brief: Brief) -> None:
    briefs = [brief.model_copy(update={"topic": f"موضوع {number}"}) for number in range(600)]
    assert 150 < sum(map(held_out, briefs)) < 250


def test_the_checks_see_what_is_exchanged_and_leave_the_rest_alone() -> None:
    """On pairs that nobody looked at while tuning; `bumi eval checks` measures all of them."""
    pairs = [pair for data in read_pairs(dev=True) if held_out((pair := pair_of(data))[0])]
    exchanged = [*perturbations(pairs)]
    seen = [swap for swap in exchanged if swap.seen(check_fields(swap.fields, swap.brief, only=CHECKS))]
    assert len(seen) > 0.95 * len(exchanged) > 300
    alarms = sum(len(check_fields(fields, brief, only=CHECKS)) for brief, fields in pairs)
    assert alarms < 0.03 * sum(len(facts(*pair)) for pair in pairs)
