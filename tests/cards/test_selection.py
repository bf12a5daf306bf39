from dataclasses import replace

import pytest

from bumi.brief import Kind, read_briefs
from bumi.cards.brand_kit import kit_of
from bumi.cards.colours import Tone
from bumi.cards.encoding import Format
from bumi.cards.layout import lay_out
from bumi.cards.selection import jobs_of, main_card, selected_cards, steps_of
from bumi.cards.sizes import Size
from bumi.settings import ROOT
from tests.cards.samples import QUOTE, brief, fields, full_brief, photo

NOTES = ["دودکش را باز کنید", "شعله آبی نشانه سوختن درست است", "شلنگ را با بست ببندید"]


@pytest.mark.parametrize(
    ("changes", "template", "tone"),
    [
        ({"kind": "event"}, "event", None),
        ({"kind": "event", "topic": "شب شعر یلدا"}, "event", Tone.FESTIVE),
        ({"kind": "recap"}, "news", None),
        ({"kind": "notice"}, "notice", None),
        ({"kind": "notice", "urgency": "urgent"}, "alert", None),
        ({"kind": "notice", "urgency": "crisis"}, "alert", Tone.CRISIS),
        ({"kind": "feature"}, "feature", None),
        ({"kind": "explainer"}, "explainer", None),
        ({"kind": "statement", "quotes": [QUOTE]}, "quote", None),
        ({"kind": "statement"}, "news", None),
        ({"kind": "notice", "topic": "درگذشت استاد گلیم‌باف"}, "mourning", None),
    ],
)
def test_a_piece_is_drawn_as_its_kind_and_its_day_ask(changes: dict[str, object], template: str, tone: Tone) -> None:
    found = main_card(fields("تیتر"), brief(**changes))
    assert (found.template, found.tone) == (template, tone)


def test_the_shortest_brief_of_all_has_its_day_and_place_on_its_card() -> None:
    """The README's own sample, whose one note holds both."""
    [sample] = read_briefs(ROOT / "briefs" / "03-short-ravar.yaml")
    for job in selected_cards(fields(sample.topic), sample):
        drawn = lay_out(job.card, job.size, kit_of())
        said = " ".join(ink.line.text for ink in drawn.inks())
        assert "دوشنبه ۳۰ آذر، ساعت ۱۹" in said and "کتابخانه عمومی راور" in said and drawn.unfit == ()
    assert "دوشنبه ۳۰ آذر، ساعت ۱۹" in main_card(fields(), sample).alt


@pytest.mark.parametrize("kind", ["recap", "feature"])
def test_a_photo_has_a_template_of_its_own_with_its_credit(kind: str) -> None:
    found = main_card(fields(), brief(kind=kind), replace(photo(), credit="سیما راد"))
    assert found.template == "photo" and found.alt.endswith("عکس: غرفه‌ها (سیما راد)")
    for job in jobs_of([found], [Size.SQUARE, Size.WIDE]):
        drawn = [ink.line.text for ink in lay_out(job.card, job.size, kit_of()).inks() if ink.text == "credit"]
        assert drawn == ["عکس: سیما راد"]


def test_an_event_and_a_notice_have_their_facts_beside_them_on_instagram() -> None:
    for kind in ("event", "notice"):
        jobs = selected_cards(fields(), full_brief(kind=kind, channels=["instagram"]))
        assert [job.name for job in jobs] == ["square", "wide", "story", "portrait", "portrait-2"]
        facts = jobs[-1].card
        assert (facts.template, facts.place) == ("facts", (2, 2)) and "تالار شهر رفسنجان" in facts.alt
        shown = {ink.text for ink in lay_out(facts, Size.PORTRAIT, kit_of()).inks()}
        assert {"time", "where", "call", "time_label", "headline"} <= shown
    assert len(selected_cards(fields(), brief(channels=["instagram"]))) == 4, "nothing to tell"


def test_the_county_stands_where_nothing_else_names_it() -> None:
    assert main_card(fields(), brief(agency="شرکت گاز استان کرمان")).words["place"] == "رفسنجان"
    assert main_card(fields(), brief()).words["place"] == ""
    assert main_card(fields(), brief(agency="شرکت گاز", county="بم", where="بمپور")).words["place"] == "بم"


@pytest.mark.parametrize(("kind", "template"), [("event", "event"), ("explainer", "explainer"), ("notice", "notice")])
def test_a_photo_stands_where_the_craft_would_and_not_on_what_is_urgent(kind: str, template: str) -> None:
    found = main_card(fields(), brief(kind=kind), photo())
    shown = kind != "notice"
    assert found.template == template
    assert bool(found.photo) is shown and found.alt.endswith("عکس: غرفه‌ها") is shown


def test_channels_ask_for_sizes() -> None:
    plain = selected_cards(fields(), brief())
    assert [(job.name, job.format) for job in plain] == [("square", Format.PNG), ("wide", Format.PNG)]
    messengers = ["eitaa", "bale", "rubika", "soroush", "telegram"]
    assert selected_cards(fields(), brief(channels=messengers)) == plain
    social = selected_cards(fields(), brief(channels=["instagram", "eitaa"]))
    assert [job.size for job in social] == [Size.SQUARE, Size.WIDE, Size.PORTRAIT, Size.STORY]
    assert [job.format for job in social[2:]] == [Format.JPEG] * 2


def test_an_explainer_becomes_a_carousel_on_instagram() -> None:
    jobs = selected_cards(fields(), brief(kind="explainer", notes=NOTES, channels=["instagram"]))
    assert [job.name for job in jobs] == ["square", "wide", "story", "portrait", *(f"portrait-{n}" for n in (2, 3, 4))]
    steps = [job.card for job in jobs[-3:]]
    assert [card.words["step"] for card in steps] == NOTES
    assert [card.place for card in steps] == [(2, 4), (3, 4), (4, 4)]
    assert steps[0].alt == "گام ۱ از ۳: دودکش را باز کنید"


@pytest.mark.parametrize("count", [1, 8])
def test_too_few_notes_or_too_many_are_no_carousel(count: int) -> None:
    first = main_card(fields(), brief())
    assert steps_of(first, tuple(NOTES[:1] * count)) == [first]


@pytest.mark.parametrize("kind", Kind)
def test_the_alt_text_says_what_the_card_shows(kind: Kind) -> None:
    told = full_brief(kind=kind.value)
    alt = main_card(fields("شب پسته\nدر رفسنجان"), told).alt
    assert alt.startswith(f"کارت {kind.persian}: جشنواره؛ ") and "\n" not in alt
    assert ("«فروشنده باید" if kind is Kind.STATEMENT else "شب پسته در رفسنجان") in alt
    assert ("چهارشنبه ۴ آذر ساعت ۱۷:۳۰" if kind is Kind.EVENT else told.when) in alt
    assert alt.endswith("اداره فرهنگ و ارشاد اسلامی رفسنجان، رفسنجان")


def test_a_number_card_takes_its_figure_from_the_headline_or_the_notes() -> None:
    assert main_card(fields("۱۲ مدرسه"), brief(), name="number").words["figure"] == "۱۲"
    assert main_card(fields("مدرسه"), brief(notes=["۳۴۰۰ نفر"]), name="number").words["unit"] == "نفر"
