"""The layout of a body: steps, quotations, advice, and nothing that a box says already."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bumi.piece import FactKind, Quotation, Story, StoryFact
from bumi.publishing.layout import Block, laid_out, linked
from tests.publishing.stage import story, words


def told(body: str, **changes: Any) -> Story:
    return story(fields=words(changes.pop("headline", "تیتر"), body=body), **changes)


def items(block: Block) -> list[str]:
    return [each.text for each in block.items]


def test_a_line_that_leads_to_a_list_is_its_heading() -> None:
    first, second = laid_out(told("بند نخست.\n\nجزئیات:\n• الف\n• ب")).blocks
    assert (first.text, second.heading, items(second), second.ordered) == ("بند نخست.", "جزئیات", ["الف", "ب"], False)


def test_what_the_facts_box_says_is_not_said_again_and_an_empty_list_has_no_heading() -> None:
    facts = (
        StoryFact(kind=FactKind.CAPACITY, text="۴۵ نفر", line="• ظرفیت: ۴۵ نفر"),
        StoryFact(kind=FactKind.CONTACT, text="با ۱۱۲ تماس بگیرید", line="با ۱۱۲ تماس بگیرید."),
    )
    layout = laid_out(told("جزئیات:\n• ظرفیت: ۴۵ نفر\n\nهمه بیایند. با ۱۱۲ تماس بگیرید.", facts=facts))
    assert [each.text for each in layout.blocks] == ["همه بیایند."]
    denied = "دیگر لازم نیست با ۱۱۲ تماس بگیرید."
    assert [each.text for each in laid_out(told(denied, facts=facts)).blocks] == [denied]


def test_the_agency_is_named_in_the_byline_alone() -> None:
    one = told("جزئیات:\n• منبع: آبفا\n• آب نیست\n\nپیوند:\n• منبع: شهرداری", agency="آبفا")
    assert [items(each) for each in laid_out(one).blocks] == [["آب نیست"], ["منبع: شهرداری"]]


def test_steps_are_numbered_where_their_order_or_number_is_told() -> None:
    tips = "نکته‌ها:\n• الف\n• ب"
    assert laid_out(told(tips, kind="explainer", headline="دو نکته برای بخاری")).blocks[0].ordered
    assert not laid_out(told(tips, kind="explainer", headline="پنج نکته برای بخاری")).blocks[0].ordered
    assert not laid_out(told(tips, headline="دو نکته برای بخاری")).blocks[0].ordered
    assert laid_out(told("مرحله‌ها:\n• الف\n• ب")).blocks[0].ordered
    [numbered] = laid_out(told("چنین کنید:\n• ۱. الف\n• ۲. ب")).blocks
    assert numbered.ordered and items(numbered) == ["الف", "ب"]
    [other] = laid_out(told("چنین کنید:\n• ۲. الف\n• ۱. ب")).blocks
    assert not other.ordered and items(other) == ["۲. الف", "۱. ب"]
    for ages in ("• ۱ - ۵ سال رایگان", "• ۱ - ۵ سال رایگان\n• ۲ - ۷ سال نیم‌بها", "• ۱. فروردین"):
        [block] = laid_out(told(f"هزینه:\n{ages}")).blocks
        assert items(block) == ages.removeprefix("• ").split("\n• ")
    [[item]] = [each.items for each in laid_out(told("نکته‌ها:\n• مرحله‌ها: ثبت درخواست، بازدید، معرفی به بانک")).blocks]
    assert item.steps == ("ثبت درخواست", "بازدید", "معرفی به بانک")


def test_advice_stands_apart_in_an_urgent_notice_alone() -> None:
    body = "باران می‌بارد.\n\nچه باید کرد:\n• دور شوید"
    for urgency in ("crisis", "urgent"):
        layout = laid_out(told(body, kind="notice", urgency=urgency))
        assert layout.advice and items(layout.advice) == ["دور شوید"]
        assert [each.text for each in layout.blocks] == ["باران می‌بارد."]
    assert laid_out(told(body, kind="notice")).advice is None
    assert len(laid_out(told(body, kind="notice")).blocks) == 2


def test_a_quotation_parts_its_paragraph() -> None:
    line = "احمدی گفت: «برویم.»"
    quotation = Quotation(line=line, text="برویم.", speaker="احمدی")
    before, quoted, after = laid_out(told(f"آمدند. {line} و رفتند.", quotations=(quotation,))).blocks
    assert (before.text, quoted.quotation, after.text) == ("آمدند.", quotation, "و رفتند.")


@given(st.lists(st.text("ابپ «»۱۲.:•\n", max_size=30), max_size=8).map("\n".join))
def test_no_word_of_a_body_is_lost(body: str) -> None:
    layout = laid_out(told(body))
    shown = "".join(f"{each.heading}{each.text}{''.join(items(each))}" for each in layout.blocks)
    assert sorted(shown.translate({ord(mark): None for mark in " \n•:."})) == sorted(
        body.translate({ord(mark): None for mark in " \n•:."})
    )


def test_numbers_to_call_are_links_and_nothing_else_changes() -> None:
    text = "با شماره ۱۱۲ تماس بگیرید؛ ۳۰ نفر"
    assert linked(text) == [("با شماره ", ""), ("۱۱۲", "tel:112"), (" تماس بگیرید؛ ۳۰ نفر", "")]
    assert ("۱۲۲", "tel:122") in linked("تماس: گزارش حادثه با ۱۲۲")
