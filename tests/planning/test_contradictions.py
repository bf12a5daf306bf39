"""What contradicts an approved message, and what does not."""

import pytest

from bumi.errors import BadInput
from bumi.planning.contradictions import contradictions
from bumi.planning.message import Content, Figure, inherited
from tests.planning.stage import event

CONTENT = Content.model_validate(
    {
        "title": "دوره آبیاری نوین",
        "facts": ["دوره آبیاری نوین از ۱۵ دی آغاز می‌شود."],
        "figures": [{"name": "ظرفیت دوره", "value": "۴۵ نفر"}, {"name": "هزینه دوره", "value": "۲ میلیون تومان"}],
        "quotes": [{"speaker": "مریم احمدی", "text": "هر باغدار باید آب باغ خودش را بشناسد."}],
        "names": [{"right": "ارزوئیه", "wrong": ["ارزویه", "ارزوییه"]}, {"right": "ارگ بم", "wrong": ["قلعه بم"]}],
    }
)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(it.code, it.matched, it.suggestions[0]) for it in contradictions({"body": text}, CONTENT)]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("ظرفیت دوره ۵۴ نفر است.", ("figure", "۵۴ نفر", "۴۵ نفر")),
        ("برای ظرفیت‌دوره پنجاه نفر اعلام شد.", ("figure", "پنجاه نفر", "۴۵ نفر")),
        ("هزینه دوره ۳ میلیون تومان است.", ("figure", "۳ میلیون تومان", "۲ میلیون تومان")),
        (
            "احمدی گفت: «هر باغدار باید آب باغش را بشناسد.»",
            ("quote", "هر باغدار باید آب باغش را بشناسد.", "هر باغدار باید آب باغ خودش را بشناسد."),
        ),
        ("در ارزویه برگزار می‌شود.", ("name", "ارزویه", "ارزوئیه")),
    ],
)
def test_another_figure_a_changed_quotation_and_a_wrong_spelling_block(
    text: str, finding: tuple[str, str, str]
) -> None:
    assert found(text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        "ظرفیت دوره ۴۵ نفر است.",
        "ظرفیت دوره چهل و پنج نفر است و ۱۰ نفر آن از بم می‌آیند.",
        "ظرفیت دوره پر شد. پارسال ۳۰ نفر آمدند.",  # another sentence, another thing
        "ظرفیت دوره سه روزه ۴۵ نفر است.",
        "هزینه دوره دو میلیون تومان است.",
        "او گفت: «هر باغدار باید آب باغ خودش را بشناسد.»",
        "او گفت: «آب باغ خودش را بشناسد»",  # a part of it, word for word
        "نمایشگاه «باغ و آب» هم برپاست.",
        "در ارزوئیه و ارگ بم برگزار می‌شود.",
    ],
)
def test_what_agrees_or_speaks_of_something_else_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_variant_inherits_all_and_keeps_its_own() -> None:
    brief = inherited(CONTENT, event(quotes=[]))
    assert brief.notes[:3] == (CONTENT.facts[0], "ظرفیت دوره: ۴۵ نفر", "هزینه دوره: ۲ میلیون تومان")
    assert len(brief.notes) == 12
    assert brief.quotes == CONTENT.quotes
    assert inherited(CONTENT, brief) == brief


def test_a_figure_is_one_number_with_its_unit() -> None:
    for wrong in ("۴۵", "نفر", "۴۵ تا ۵۰ نفر"):
        with pytest.raises(ValueError, match="یک عدد و یکای آن نیست"):
            Figure.model_validate({"name": "ظرفیت", "value": wrong})


def test_a_variant_that_is_too_much_for_a_brief_is_refused_in_words() -> None:
    with pytest.raises(BadInput, match="حداکثر ۳۰ مورد"):
        inherited(CONTENT, event(notes=[f"یادداشت شماره {number}" for number in range(10, 40)]))
