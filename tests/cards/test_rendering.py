"""Cards and covers of a piece: determinism, the cache, processes, and covers without text."""

import hashlib
import multiprocessing
import pickle
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, features

from bumi.brief import Kind
from bumi.cards import rendering as room
from bumi.cards.brand_kit import kit_of
from bumi.cards.cache import cache_key, card_cache
from bumi.cards.photo import SafePhoto
from bumi.cards.rendering import cards_for, covers_for, draw_cards, fitted
from bumi.cards.selection import CardJob, jobs_of, main_card
from bumi.cards.sizes import Size
from bumi.errors import BadInput, NotAvailable
from bumi.image_metadata import SourceType
from bumi.publishing import gallery_of
from bumi.settings import ROOT
from tests.cards.samples import brief, card, fields, full_brief, photo, picture
from tests.processes import ended, family


@pytest.mark.parametrize("kind", Kind)
def test_a_piece_gets_a_card_for_each_size(kind: Kind) -> None:
    items = cards_for(fields(), full_brief(kind=kind.value))
    assert [(media.name, media.width, media.height) for media, _ in items] == [
        ("square", 1080, 1080),
        ("wide", 1200, 630),
    ]
    for media, image in items:
        assert Image.open(BytesIO(image)).size == (media.width, media.height)
        assert media.content_type == "image/png" and image.startswith(b"\x89PNG")
        assert media.sha256 == hashlib.sha256(image).hexdigest()
        assert kind.persian in media.alt
        assert len(image) < 100_000


def test_the_same_piece_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "from tests.cards.samples import brief, fields, photo; from bumi.cards.rendering import cards_for;"
        "print(*(media.sha256 for media, _ in cards_for(fields(), brief(kind='recap'), photo=photo())))"
    )
    other = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    here = cards_for(fields(), brief(kind="recap"), photo=photo())
    assert other.stdout.split() == [media.sha256 for media, _ in here]


def test_another_word_gives_another_image() -> None:
    half_space, space = (cards_for(fields(text), brief())[0][1] for text in ("باران می‌بارد", "باران می بارد"))
    assert half_space != space


def test_a_card_is_drawn_in_a_tenth_of_a_second() -> None:
    jobs, spent = jobs_of([card()], [Size.SQUARE]), []
    for _ in range(4):
        begin = time.process_time()
        draw_cards(jobs, kit_of())
        spent.append(time.process_time() - begin)
    assert min(spent) < 0.1


def test_other_processes_draw_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = jobs_of([card("event"), card("notice")], [Size.SQUARE, Size.ICON])
    alone = draw_cards(jobs, kit_of())
    monkeypatch.setattr(room, "_WORTH_PROCESSES", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert draw_cards(jobs, kit_of()) == alone


def test_a_headline_too_long_to_be_read_is_refused() -> None:
    with pytest.raises(BadInput, match="«تیتر» روی کارت مربع جا نمی‌شود؛ کوتاه‌ترش کنید"):
        cards_for(fields("گلیم‌های شناسنامه‌دار سیرجان " * 12), brief())


def test_where_one_size_is_too_small_the_others_are_drawn() -> None:
    items = cards_for(fields("نمایشگاه صنایع‌دستی و گردشگری استان کرمان " * 5), brief(channels=["instagram"]))
    assert {media.name for media, _ in items} == {"square", "portrait", "story"}


def test_a_quotation_too_long_for_its_template_leaves_the_headline() -> None:
    long = card("quote", quote="باید جای ثابت داشته باشد و " * 22)
    settled = fitted(jobs_of([long], [Size.WIDE])[0], kit_of())
    assert settled.job.card.template == "news" and not settled.reasons


def test_nothing_is_drawn_where_persian_cannot_be_shaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda feature: False)
    with pytest.raises(NotAvailable, match="libfribidi0"):
        cards_for(fields(), brief())


def test_a_process_that_is_killed_keeps_no_card_from_being_drawn() -> None:
    jobs = jobs_of([card()], [Size.A4, Size.A4])
    first = draw_cards(jobs, kit_of())
    for process in multiprocessing.active_children():
        process.kill()
    assert draw_cards(jobs, kit_of()) == first == draw_cards(jobs, kit_of())


def test_the_processes_that_draw_end_when_whoever_began_them_is_killed() -> None:
    code = (
        "from tests.cards.test_rendering import Size, card, draw_cards, jobs_of, kit_of\n"
        "draw_cards(jobs_of([card()], [Size.A4, Size.A4]), kit_of()); print(flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as drawing:
        assert drawing.stdout and drawing.stdout.readline() == b"\n"
        everybody = family(drawing.pid)
        drawing.kill()
        assert len(everybody) > 2 and ended(everybody)


def test_a_cached_card_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = card_cache(tmp_path)
    first = cards_for(fields(), brief(), cache=stored)
    monkeypatch.setattr(room, "draw", lambda arrangement: pytest.fail("drawn again"))
    assert cards_for(fields(), brief(), cache=stored) == first


def test_an_address_changes_with_everything_that_makes_the_image() -> None:
    kit, base = kit_of(), card("feature")

    def of(changed: object = base, size: Size = Size.SQUARE) -> str:
        return cache_key(jobs_of([changed], [size])[0], kit)  # type: ignore[list-item]

    others = [card("feature", "تیتر دیگر"), card("news"), card("feature", photo=photo())]
    assert len({of(), *map(of, others), of(size=Size.WIDE)}) == 5
    other_kit = kit.model_copy(update={"paper": "#FFFFFF"})
    assert cache_key(jobs_of([base], [Size.SQUARE])[0], other_kit) != of() == of()


def test_jobs_are_plain_data() -> None:
    job = jobs_of([card()], [Size.WIDE])[0]
    assert isinstance(job, CardJob) and pickle.loads(pickle.dumps(job)) == job


def test_a_cover_is_the_photo_and_says_what_is_to_be_seen() -> None:
    [(media, data)] = covers_for(fields(), brief(kind="notice", urgency="crisis"), photo=photo())
    assert (media.name, media.alt, media.content_type) == ("photo", "غرفه‌ها", "image/jpeg")
    with Image.open(BytesIO(data)) as opened:
        assert opened.size == (media.width, media.height)
        pixels = np.asarray(opened).astype(int)
    assert (pixels[..., 0] - pixels[..., 1] > 80).mean() > 0.02  # the dark red subject


def test_a_photo_has_its_credit_and_its_gallery_is_whole() -> None:
    lead = SafePhoto(picture(1600, 1600), (0.75, 0.25), "غرفه‌ها", "آرش کامیاب")
    further = [
        SafePhoto(picture(2400, 1200), None, "بازار", captured=True),
        SafePhoto(picture(600, 900), (0.1, 0.9), "", "ایرنا"),
    ]
    made = [media for media, _ in covers_for(fields(), brief(), photo=lead, gallery=further)]
    assert [(it.name, it.width, it.height, it.alt, it.credit) for it in made] == [
        ("photo", 1200, 675, "غرفه‌ها", "آرش کامیاب"),
        ("photo-2", 1600, 800, "بازار", ""),
        ("photo-3", 600, 900, "", "ایرنا"),
    ]
    assert [media.source for media in made] == [None, SourceType.CAPTURE, None], "only what somebody told"
    assert all(media.is_cover for media in made) and gallery_of(made) == made[1:]
    assert made[0].focus and made[0].focus[0] == 0.75, "where the focal point is in the crop"
    assert made[0].focus[1] == pytest.approx(0.42, abs=0.05)
    assert [media.focus for media in made[1:]] == [None, (0.1, 0.9)]


def test_a_card_with_a_photo_has_its_credit_and_others_have_none() -> None:
    told = SafePhoto(picture(), None, "غرفه‌ها", "آرش کامیاب")
    with_photo, without = (main_card(fields(), brief(kind=kind), told) for kind in ("recap", "notice"))
    assert with_photo.words["credit"] == "عکس: آرش کامیاب" and "credit" not in without.words
    assert with_photo.alt.endswith("عکس: غرفه‌ها (آرش کامیاب)")


def test_pieces_of_an_axis_in_a_row_have_other_covers() -> None:
    covers = [covers_for(fields(), brief(topic=f"خبر {number}"), number=number) for number in range(12)]
    media = [each for [(each, _)] in covers]
    assert len({each.sha256 for each in media}) == 12
    assert {(each.name, each.alt) for each in media} == {("craft", "")}
    assert all(len(data) < 100_000 for [(_, data)] in covers)
    assert covers_for(fields(), brief(topic="خبر 3"), number=3) == covers[3]


@pytest.mark.parametrize(
    "changes", [{"urgency": "crisis"}, {"urgency": "urgent"}, {"topic": "درگذشت استاد گلیم‌باف"}], ids=str
)
def test_death_and_danger_are_not_decorated(changes: dict[str, str]) -> None:
    assert covers_for(fields("تیتر"), brief(kind="notice", **changes)) == []
