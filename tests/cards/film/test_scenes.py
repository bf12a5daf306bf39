"""What a film shows: words of the piece alone, as many as can be read in 15 seconds."""

from dataclasses import replace
from typing import Any

import pytest

from bumi.cards.brand_kit import agencies_with_a_kit, kit_of
from bumi.cards.checks import _pairs
from bumi.cards.colours import LEAST_CONTRAST, contrast
from bumi.cards.film import film_key, film_of
from bumi.cards.layout import lay_out
from bumi.cards.selection import selected_cards
from bumi.cards.sizes import Size
from bumi.cards.template import Border, Picture, card_template, film_templates
from bumi.errors import BadInput
from bumi.persian.morphology import words
from bumi.province import province
from tests.cards.film.stage import HEADLINE, LEDE, STEPS, brief, fields, film
from tests.cards.samples import photo

KINDS = ("event", "notice", "recap", "feature", "explainer", "statement", "literacy")


def templates(kind: str, **changes: Any) -> list[str]:
    return [scene.card.template.removeprefix("film/") for scene in film(kind, **changes).scenes]


@pytest.mark.parametrize("kind", KINDS)
def test_a_film_lasts_15_seconds_and_each_scene_as_long_as_its_words_take(kind: str) -> None:
    scenes = film(kind).scenes
    assert sum(scene.seconds for scene in scenes) == pytest.approx(15)
    assert len(scenes) >= 3
    for scene in scenes[:-1]:
        assert scene.seconds >= max(2.2, len(words(scene.said)) / 3), scene.said
    assert all(not lay_out(scene.card, Size.STORY, kit_of()).unfit for scene in scenes)


def test_first_the_headline_then_when_and_where_and_last_who_says_it() -> None:
    first, facts, *_, last = film().scenes
    assert first.said == HEADLINE
    assert facts.said == "زمان: چهارشنبه ۴ آذر، ساعت ۱۷:۳۰ تا ۲۰، مکان: تالار شهر رفسنجان"
    for said in ("اداره فرهنگ و ارشاد اسلامی رفسنجان", "رفسنجان", "127.0.0.1:8000", province().disclosure):
        assert said in last.said


def test_each_kind_says_what_it_is_about() -> None:
    assert templates("statement")[1] == "quote"
    _, call, *_ = film("notice", when="", starts_at="", where="").scenes
    assert call.card.template == "film/facts" and call.said == "چه باید کرد: ثبت‌نام تا ۲ آذر با شماره ۰۳۴-۳۴۲۵۰۰۰۰"
    steps = [scene.card for scene in film("explainer", STEPS).scenes[1:-1]]
    assert [(step.words["number"], step.words["point"]) for step in steps] == [
        ("۱ از ۳", "دودکش را باز و تمیز کنید"),
        ("۲ از ۳", "شلنگ گاز را با بست فلزی محکم کنید"),
        ("۳ از ۳", "پنجره را کمی باز بگذارید"),
    ]
    assert templates("feature", when="", starts_at="", where="")[1:3] == ["point", "point"]


def test_points_are_whole_sentences_of_the_approved_text() -> None:
    shown = [scene.said for scene in film("recap", when="", starts_at="", where="").scenes[1:-1]]
    assert shown == [LEDE.rstrip("."), "ورود برای همه آزاد است", "پارکینگ هست"]


def test_a_sentence_that_says_the_headline_again_is_no_point() -> None:
    said = f"به گفته دبیرخانه، {HEADLINE}."
    made = film_of(fields(said), brief("recap", when="", starts_at="", where=""), kit_of())
    assert said.rstrip(".") not in [scene.said for scene in made.scenes]


@pytest.mark.parametrize(
    "changes",
    [
        {"urgency": "crisis", "kind": "notice"},
        {"urgency": "urgent", "kind": "notice"},
        {"topic": "درگذشت شاعر رفسنجانی"},
    ],
)
def test_beside_danger_and_death_a_film_is_still_and_plain(changes: dict[str, str]) -> None:
    kind = changes.pop("kind", "recap")
    still, moving = film(kind, photo=photo(), **changes), film(kind, photo=photo())
    assert still.still and not any(scene.card.photo for scene in still.scenes)
    assert not moving.still and all(scene.card.photo for scene in moving.scenes)
    layers = [each.layer for scene in still.scenes for each in lay_out(scene.card, Size.STORY, still.kit).layers]
    assert layers and not any(isinstance(layer, Picture | Border) for layer in layers)


def test_a_headline_that_does_not_fit_is_told() -> None:
    long = fields().model_copy(update={"headline": " ".join(["شب شعر یلدا"] * 40)})
    with pytest.raises(BadInput, match="«تیتر» روی کارت استوری جا نمی‌شود"):
        film_of(long, brief(), kit_of())


def test_the_key_names_all_that_is_shown() -> None:
    one, same = film_key(film()), film_key(film())
    others = {film_key(film(where="کتابخانه")), film_key(film(photo=photo())), film_key(film("recap"))}
    assert one == same and len(others | {one}) == 4


def test_the_letters_of_all_scenes_stand_out_in_every_kit() -> None:
    looked_at = 0
    for agency in ("", *agencies_with_a_kit()):
        kit = kit_of(agency)
        for palette in kit.palettes().values():
            for name in film_templates():
                for ink, on in _pairs(card_template(name), "axes.any"):
                    looked_at += 1
                    assert contrast(palette.colour(ink), palette.colour(on)) >= LEAST_CONTRAST, (agency, name, ink, on)
    assert looked_at > 100


def test_a_film_has_the_craft_of_the_cards_of_its_piece() -> None:
    crafts = set()
    for number in range(4):
        made = film_of(fields(), brief(), kit_of(), number=number)
        cards = [
            *(job.card for job in selected_cards(fields(), brief(), number=number)),
            *(s.card for s in made.scenes),
        ]
        looks = {lay_out(card, Size.STORY, kit_of()).look for card in cards}
        assert len(looks) == 1
        crafts |= looks
    assert len(crafts) == 4


def test_who_took_the_photo_stands_below_it_in_the_first_scene() -> None:
    for kind in ("feature", "notice"):
        first, *later = film(kind, photo=replace(photo(), credit="سیما راد")).scenes
        said = [
            [ink.line.text for ink in lay_out(scene.card, Size.STORY, kit_of()).inks()] for scene in (first, *later)
        ]
        assert "عکس: سیما راد" in said[0] and not any("عکس: سیما راد" in lines for lines in said[1:])
