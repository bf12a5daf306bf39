"""How a story was made, on the site: its page lives and dies with the story, and its signed images are verified."""

import json
from pathlib import Path
from typing import Any

import pytest

from bumi.credentials import CredentialState, image_at, verify_image
from bumi.image_metadata import SourceType
from bumi.making import PassageOrigin, StoryMaking, StoryPassage
from bumi.newsroom.accounts.users import add_user, machine
from bumi.newsroom.content.pieces import add_revision, piece, record_findings
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role
from bumi.piece import ModelNote, Source
from bumi.publishing import publish_due, publish_lists
from bumi.publishing.keys import image_key, made_key
from bumi.publishing.made import made_pages
from bumi.publishing.pages import story_page
from bumi.publishing.run import GRACE
from bumi.settings import Settings
from bumi.storage import Storage
from bumi.storage.s3 import S3Storage
from tests.credentials.stage import drawn, signed, signer
from tests.newsroom.stage import attach
from tests.publishing.reading import Page
from tests.publishing.stage import (
    LEDE,
    NOW,
    SETTINGS,
    Desk,
    contents,
    cover,
    everywhere,
    image,
    read,
    rebuilt,
    story,
    words,
)

MAKING = StoryMaking(
    model="gemma",
    approver="دبیر",
    approved_at=NOW,
    passages=(
        StoryPassage(field="headline", text="جشنواره موسیقی نواحی", origin=PassageOrigin.DRAFT),
        StoryPassage(field="lede", text=LEDE, origin=PassageOrigin.BRIEF, rests_on=("n2", "q1"), notes=("پنجشنبه", "")),
        StoryPassage(field="body", text="جزئیات:", origin=PassageOrigin.DRAFT),
        StoryPassage(field="body", text="• ورود برای همه آزاد است.", origin=PassageOrigin.EDITOR),
    ),
)


def made(**changes: Any) -> Page:
    [page] = made_pages(story(making=MAKING, **changes), SETTINGS)
    return Page(page.load().decode())


class DraftingDesk(Desk):
    """A desk whose first text of each piece is the draft of a model, in which an editor has changed the body."""

    def _write(self, number: int, headline: str, shade: int) -> None:
        with self.newsroom.session() as session:
            found, drafted = piece(session, number), words(headline)
            if found.revision is None:
                source = Source(field="lede", text=LEDE, rests_on=("n1",), notes=("راز یادداشت: پنجشنبه",))
                note = ModelNote(name="model-of-test", adapter="", prompt="", seed=0)
                add_revision(session, found, drafted, machine(session), (source,), note)
            editor = add_user(session, "زهرا", Role.EDITOR)
            edited = drafted.model_copy(update={"body": f"{drafted.body}\n\nاین را زهرا نوشت."})
            kept = found.revision.sources_model if found.revision else ()
            revision = add_revision(session, found, edited, editor, kept)
            record_findings(session, revision, [])
            attach(session, revision, [image(shade), image(shade, 21, 21), *self.covers])


def test_the_page_says_what_each_sentence_rests_on() -> None:
    page = made()
    assert page.meta("robots") == "noindex"
    said = " ".join(page.words["p"])
    assert "ماشین نوشته است (مدل" in said and page.words["bdi"] == ["gemma"]
    assert "دبیر «بومی، رسانه استان کرمان» چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۰:۳۰ آن را خوانده و تأیید کرده است" in said
    assert page.words["h2"] == ["تیتر", "لید", "متن"]
    items = [found for each in page.words["li"] if (found := each.strip(": \n"))]
    assert items[-4:] == ["از متن همین خبر", "یادداشت ۲ دستگاه", "نقل‌قول ۱", "به قلم ویراستار"]
    assert page.words["q"] == ["پنجشنبه"]
    assert "p/1-جشنواره/index.html" in page.links("p/1-جشنواره/made.html")


def test_the_page_says_how_images_came_to_be() -> None:
    photo, card = cover(2)[0], image(1)[0]
    media = (
        card.model_copy(update={"source": SourceType.COMPOSITE}),
        photo.model_copy(update={"source": SourceType.CAPTURE}),
    )
    said = " ".join(made(media=media).words["p"])
    assert "با دوربین گرفته شده" in said and "همان عکس است" in said and "هوش مصنوعی" not in said
    said = " ".join(made(media=(photo.model_copy(update={"source": None}),)).words["p"])
    assert "دوربین" not in said and "عکس این مطلب را دستگاه داده است" in said
    two = tuple(photo.model_copy(update={"name": name, "source": SourceType.CAPTURE}) for name in ("photo", "photo-2"))
    given = tuple(each.model_copy(update={"source": None}) for each in two)
    assert "عکس‌های این مطلب با دوربین گرفته شده" in " ".join(made(media=two).words["p"])
    assert "عکس‌های این مطلب را دستگاه داده است" in " ".join(made(media=given).words["p"])
    drawn_only = (card.model_copy(update={"source": SourceType.ALGORITHM}),)
    assert "کارت این مطلب را برنامه‌ای" in " ".join(made(media=drawn_only).words["p"])


@pytest.mark.parametrize(
    ("model", "said"),
    [("", "این متن را ویراستار نوشته است"), ("release", "خبر رسیده"), ("prepared", "پیش از رویداد آماده بود")],
    ids=["person", "release", "prepared"],
)
def test_it_claims_no_model_where_none_wrote(model: str, said: str) -> None:
    about = story(making=MAKING.model_copy(update={"model": model}))
    [page] = made_pages(about, SETTINGS)
    text = page.load().decode()
    assert said in text and "(مدل" not in text
    assert SourceType.MODEL.uri not in story_page(about, SETTINGS)


def test_hostile_words_stay_words() -> None:
    text = '"><script>alert(1)</script>'
    passage = StoryPassage(field="lede", text=text, origin=PassageOrigin.BRIEF, rests_on=("n1",), notes=(text,))
    making = MAKING.model_copy(update={"passages": (passage,), "model": text, "approver": text})
    [page] = made_pages(story(making=making, fields=words(text)), SETTINGS)
    assert Page(page.load().decode()).attributes("script") == []


def test_search_engines_learn_how_it_was_made() -> None:
    card = image(1)[0].model_copy(update={"source": SourceType.ALGORITHM})
    about = json.loads(Page(story_page(story(making=MAKING, media=(card,)), SETTINGS)).words["script"][0])
    assert about["digitalSourceType"] == "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    assert about["publishingPrinciples"].endswith("/made.html")
    [shown] = about["image"]
    assert (shown["@type"], shown["creditText"], shown["caption"]) == ("ImageObject", "انجمن موسیقی کرمان", "کارت خبر")
    assert shown["digitalSourceType"] == "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"


@everywhere
def test_the_page_lives_and_dies_with_its_story(
    newsroom: Newsroom, place: Storage, settings: Settings, quick: Path
) -> None:
    desk = DraftingDesk(newsroom)
    number = desk.approve()

    def key() -> str:
        with newsroom.reading() as session:
            return made_key(piece(session, number).slug)

    publish_due(newsroom, place, settings, NOW)
    first = read(place, key()).decode()
    assert "model-of-test" in first and "یادداشت ۱ دستگاه" in first and "تأیید کرده است" in first
    assert "راز یادداشت" not in first and "مریم" not in first, "neither a note nor a name"
    assert Page(first).words["li"].count("به قلم ویراستار") == 1
    desk.correct(number, "تیتر درست", shade=3)
    publish_due(newsroom, place, settings, NOW)
    corrected = read(place, key()).decode()
    assert "تیتر درست" in corrected and "اصلاح شد" in corrected
    old = key()
    desk.rename(number, "نوای جنوب")
    publish_lists(newsroom, place, settings, NOW)
    assert key() != old and "تیتر درست" in read(place, key()).decode()
    assert f"../../{key()}" in read(place, old).decode() and "تیتر درست" not in read(place, old).decode()
    desk.withdraw(number)
    publish_due(newsroom, place, settings, NOW)
    gone = read(place, key()).decode()
    assert "model-of-test" not in gone and LEDE not in gone and "noindex" in gone
    publish_due(newsroom, place, settings, NOW + GRACE)
    assert contents(place) == rebuilt(newsroom, settings, quick)


def test_of_what_was_taken_down_the_page_is_gone_too() -> None:
    [page, moved] = made_pages(story(making=StoryMaking(), taken_down=True, former_slugs=("1-پیشین",)), SETTINGS)
    assert (page.key, page.gone, page.piece) == (made_key("1-جشنواره"), True, 1)
    assert "جشنواره" not in page.load().decode() and Page(page.load().decode()).meta("robots") == "noindex, noarchive"
    assert moved.key == made_key("1-پیشین") and not moved.gone


def test_signed_images_are_verified_where_readers_get_them(
    newsroom: Newsroom, s3_settings: Settings, tmp_path: Path
) -> None:
    by, anchor = signer(tmp_path)
    settings = s3_settings.model_copy(update={"content_credentials": tmp_path})
    place = S3Storage(settings)
    images = signed(by, tmp_path / "cache")
    number = Desk(newsroom, images).approve()
    publish_due(newsroom, place, settings, NOW)
    keys = [key for key in place.listing() if key.startswith("media/")]
    with newsroom.reading() as session:
        revision = piece(session, number).published_revision
        assert revision
        lighter = [each.variant for row in revision.images for each in row.renditions]
    wanted = [image_key(each.sha256, each.content_type) for each in lighter]
    wanted += [image_key(each.sha256, each.content_type) for each, _ in images]
    assert len(lighter) >= 5 and set(wanted) <= set(keys)

    def fetched(key: str) -> bytes:
        name = {"Bucket": place.bucket, "Key": place.prefix + key}
        return image_at(place.client.generate_presigned_url("get_object", Params=name))

    suffixes = set()
    for key in wanted:
        data = fetched(key)
        suffixes.add(key.rpartition(".")[2])
        assert verify_image(data, anchor).state is CredentialState.TRUSTED, key
        flipped = bytearray(data)
        flipped[-30] ^= 1
        assert verify_image(bytes(flipped), anchor).state is CredentialState.INVALID, key
    assert suffixes == {"png", "jpg", "webp"}
    assert verify_image(drawn()[0][1], anchor).state is CredentialState.UNSIGNED
