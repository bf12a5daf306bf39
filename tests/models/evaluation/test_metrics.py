"""Every figure falls when the thing it measures is spoilt; the editor's own drafts stand."""

from collections.abc import Iterable
from functools import partial
from itertools import islice
from typing import Any

import pytest

from bumi.brief import Brief, brief_from
from bumi.checks import check_fields
from bumi.models.data.training_examples import read_pairs
from bumi.models.evaluation import figures
from bumi.models.evaluation.metrics import (
    ALIKE,
    COVERED,
    INVENTED,
    PLAIN,
    REPEATED,
    UNKNOWN_NAMES,
    Bar,
    Figure,
    unknown_names,
)
from bumi.piece import Draft, Fields, ModelNote, Source
from tests.models.data.proof import texts

CHECK = partial(check_fields, only=("numbers", "dates", "quotes"))
BRIEF: Brief = brief_from(
    {
        "kind": "event",
        "topic": "کارگاه پته‌دوزی",
        "agency": "اداره میراث فرهنگی سیرجان",
        "county": "سیرجان",
        "axis": "گردشگری",
        "when": "دوشنبه ۳۰ آذر",
        "notes": ["ظرفیت ۳۰ نفر", "پارچه و نخ رایگان برای نوآموزان", "۰۳۴۱۲۳"],
    },
    "brief",
)
LEDE = "کارگاه پته‌دوزی دوشنبه ۳۰ آذر در سیرجان برگزار می‌شود."
BODY = (
    "ظرفیت آن ۳۰ نفر است.",
    "پارچه و نخ رایگان در اختیار نوآموزان قرار می‌گیرد.",
    "شماره تماس ۰۳۴۱۲۳ است.",
)


def written(lede: str = LEDE, body: Iterable[str] = BODY, plain: bool = False, headline: str = "") -> Draft:
    """A draft whose body says a note a sentence."""
    sentences = list(body)
    sources = [Source(field="lede", text=lede, rests_on=("topic", "when"), notes=(BRIEF.topic, BRIEF.when))]
    sources += [
        Source(field="body", text=text, rests_on=(f"n{number}",), notes=(), plain=plain)
        for number, text in enumerate(sentences, 1)
    ]
    fields = Fields(headline=headline or BRIEF.topic, lede=lede, body=" ".join(sentences))
    return Draft(fields=fields, sources=tuple(sources), model=ModelNote(name="m", adapter="", prompt="p", seed=1))


def measured(bar: Bar, *drafts: Draft) -> Figure:
    return next(it for it in figures([BRIEF] * len(drafts), drafts, CHECK) if it.bar is bar)


def test_a_sound_draft_reaches_every_bar() -> None:
    assert all(it.passed and not it.faults for it in figures([BRIEF], [written()], CHECK))


def test_an_invented_number_day_or_quotation_is_counted_once() -> None:
    for lede, fault in (
        (f"{LEDE} ۹۹ نفر نام‌نویسی کرده‌اند.", "۹۹"),
        (f"{LEDE} سیصد نفر نام‌نویسی کرده‌اند.", "سیصد"),
        (LEDE.replace("دوشنبه", "جمعه"), "جمعه"),
        (f"{LEDE} مربی گفت: «همه خواهند آموخت و خواهند دوخت».", "«همه خواهند آموخت و خواهند دوخت»"),
    ):
        figure = measured(INVENTED, written(lede))
        assert (figure.value, figure.faults, figure.passed) == (1, (f"{BRIEF.topic}: lede: {fault}",), False)


def test_a_number_that_the_checks_let_pass_is_counted_by_its_value() -> None:
    def blind(fields: Fields, brief: Brief) -> list[Any]:
        return []

    draft = written(headline="کارگاه با ۹۹ نفر")
    [figure] = [it for it in figures([BRIEF], [draft], blind) if it.bar is INVENTED]
    assert figure.faults == (f"{BRIEF.topic}: headline: ۹۹",)


def test_a_note_that_lost_its_number_or_its_words_is_not_said() -> None:
    lost = {
        "ظرفیت ۳۰ نفر": ("ظرفیت آن محدود است.", *BODY[1:]),
        "پارچه و نخ رایگان برای نوآموزان": (BODY[0], "این برنامه برای نوآموزان برگزار می‌شود.", BODY[2]),
        "۰۳۴۱۲۳": BODY[:2],
    }
    for note, body in lost.items():
        figure = measured(COVERED, written(body=body))
        assert figure.faults == (f"{BRIEF.topic}: {note}",)
        assert figure.value == 2 / 3 and not figure.passed


def test_an_unknown_name_is_told_with_its_field() -> None:
    figure = measured(UNKNOWN_NAMES, written(headline="کارگاه پته‌دوزی با مهندس سلطانی"))
    assert figure.faults == (f"{BRIEF.topic}: headline: سلطانی",) and not figure.passed


def test_what_the_model_did_not_say_is_a_share_of_all_and_no_fault() -> None:
    figure = measured(PLAIN, written(plain=True), written())
    assert figure.value == 3 / 8 and len(figure.faults) == 3 and figure.passed


def test_a_subject_named_in_full_three_sentences_running_is_seen() -> None:
    body = ("کارگاه پته‌دوزی ۳۰ نفر ظرفیت دارد.", "در کارگاه پته‌دوزی پارچه و نخ رایگان است.", BODY[2])
    assert measured(REPEATED, written(body=body)).faults == (BRIEF.topic,)
    apart = (body[0], BODY[2], body[1])
    assert measured(REPEATED, written(body=apart)).passed


def test_ledes_that_open_alike_are_counted() -> None:
    other = written(LEDE.replace("کارگاه پته‌دوزی دوشنبه ۳۰ آذر", "دوشنبه ۳۰ آذر کارگاه پته‌دوزی"))
    assert measured(ALIKE, written(), other).passed
    figure = measured(ALIKE, written(), other, written(), written())
    assert (figure.value, figure.faults) == (2, ("کارگاه پته‌دوزی",) * 2)


def _by_hand(pair: dict[str, Any]) -> Draft:
    """The draft that an editor wrote for a pair."""
    draft = pair["draft"]
    sources = [
        Source(field=place, text=text, rests_on=tuple(ids), notes=())
        for place, text, ids in texts(pair)
        if place in ("lede", "body")
    ]
    lede, body = (" ".join(it.text for it in sources if it.field == place) for place in ("lede", "body"))
    fields = Fields(kicker=draft["kicker"], headline=draft["headline"], lede=lede, body=body)
    return Draft(fields=fields, sources=tuple(sources), model=ModelNote(name="", adapter="", prompt="", seed=0))


def test_the_editors_own_drafts_stand() -> None:
    """What careful people wrote says hardly anything that these measures take for a fault: they measure faults."""
    pairs = list(islice(read_pairs(dev=True), 30))
    briefs = [brief_from({**pair["brief"], "kind": pair["kind"]}, "pair") for pair in pairs]
    drafts = [_by_hand(pair) for pair in pairs]
    value = {it.bar: it.value for it in figures(briefs, drafts, CHECK)}
    assert value[INVENTED] == 0 and value[REPEATED] == 0
    assert value[COVERED] >= 0.9 and value[UNKNOWN_NAMES] <= 3


EXHIBITION: Brief = brief_from(
    {
        "kind": "event",
        "topic": "کارگاه پته‌دوزی",
        "agency": "اداره میراث فرهنگی سیرجان",
        "county": "سیرجان",
        "axis": "گردشگری",
        "where": "خانه هنر، خیابان باهنر",
        "notes": ["مربی: مریم رضایی", "برای نوجوانان روستای بلورد هم هست"],
    },
    "brief",
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("آقای سلطانی مربی کارگاه است.", ["سلطانی"]),
        ("سعید کریم‌زاده مربی کارگاه است.", ["سعید", "کریم‌زاده"]),
        ("نخعی‌پور در کارگاه حضور دارد.", ["نخعی‌پور"]),
        ("خسروجردی در کارگاه حضور دارد.", ["خسروجردی"]),
        ("کارگاه در روستای سبز برگزار می‌شود.", ["سبز"]),
        ("کارگاه در بم برگزار می‌شود.", ["بم"]),
        ("کارگاه در شهر تهران برگزار می‌شود.", ["تهران"]),
        ("دانشگاه میزبان کارگاه است.", ["دانشگاه"]),
        ("کارگاه را سازمان فضایی برگزار می‌کند.", ["فضایی"]),
        ("کارگاه را Adobe برگزار می‌کند.", ["Adobe"]),
    ],
)
def test_a_name_that_the_brief_does_not_have_is_seen(text: str, names: list[str]) -> None:
    assert unknown_names(text, EXHIBITION) == names


@pytest.mark.parametrize(
    "text",
    [
        "کارگاه پته‌دوزی در خانه هنر، خیابان باهنر، برگزار می‌شود.",
        "خانم رضایی، مربی کارگاه، به نوجوانان روستای بلورد آموزش می‌دهد.",
        "علاقه‌مندان شهرستان سیرجان در استان کرمان می‌توانند شرکت کنند و دست‌دوخته‌ها به نمایش درمی‌آید.",
        "این کارگاه را اداره میراث فرهنگی سیرجان در پاریز برگزار می‌کند.",  # a town of the brief's own county
        "شرکت در آن رایگان است.",
        "سیرجان گردشگری",  # hashtags
    ],
)
def test_what_the_brief_or_a_dictionary_has_is_no_unknown_name(text: str) -> None:
    assert unknown_names(text, EXHIBITION) == []
