"""Signing: what a manifest says, that nothing else changes, what it costs, and that an image keeps its hash."""

import hashlib
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bumi.credentials import ContentSigner, CredentialState, content_signer, verify_image
from bumi.file_cache import FileCache
from bumi.image_metadata import SourceType
from bumi.publishing.pictures import renditions
from bumi.settings import Settings
from tests.cards.samples import photo
from tests.credentials.stage import AGENCY, HOLDER, drawn, forget_authority, signed, signer

PHOTO = photo()


def test_a_card_and_a_craft_say_that_an_algorithm_drew_them(tmp_path: Path) -> None:
    by, anchor = signer(tmp_path)
    cards = signed(by, tmp_path / "cache")
    assert [media.name for media, _ in cards] == ["square", "wide", "craft"]
    for media, data in cards:
        report = verify_image(data, anchor)
        assert (report.state, report.signer) == (CredentialState.TRUSTED, HOLDER)
        assert (report.source, report.actions) == (SourceType.ALGORITHM.uri, ("c2pa.created",))
        assert report.agency == ("" if media.is_cover else AGENCY), "crafts are shared by all agencies"
        assert media.sha256 == hashlib.sha256(data).hexdigest()


def test_a_photo_was_opened_and_a_card_with_it_is_a_composite(tmp_path: Path) -> None:
    by, anchor = signer(tmp_path)
    *cards, (cover, data) = signed(by, tmp_path / "cache", PHOTO)
    assert cover.source is None, "nobody said that a camera took it"
    report = verify_image(data, anchor)
    assert report.state is CredentialState.TRUSTED and report.actions == ("c2pa.opened", "c2pa.cropped")
    assert report.source == "", "what the camera did nobody of us has seen"
    assert cards
    for _, card in cards:
        assert verify_image(card, anchor).actions == ("c2pa.created", "c2pa.placed")
        assert verify_image(card, anchor).source == SourceType.COMPOSITE.uri
        assert hashlib.sha256(PHOTO.data).hexdigest().encode() in card


def test_a_rendition_names_the_image_it_was_made_of(tmp_path: Path) -> None:
    by, anchor = signer(tmp_path)
    (_, _, (craft, data)) = signed(by, tmp_path / "cache")
    made = by.renditions(renditions(craft, data))
    assert {each.content_type for each, _ in made} == {"image/webp", "image/jpeg"}
    for variant, body in made:
        report = verify_image(body, anchor)
        assert report.state is CredentialState.TRUSTED
        assert report.actions == ("c2pa.opened", "c2pa.resized", "c2pa.transcoded")
        assert variant.of == craft.sha256 and craft.sha256.encode() in body
        assert variant.sha256 == hashlib.sha256(body).hexdigest()
        assert b"digitalsourcetype/algorithmicMedia" in body, "its XMP has gone with it"


def test_signing_changes_no_pixel_and_adds_no_thumbnail(tmp_path: Path) -> None:
    by, _ = signer(tmp_path)
    for (_, before), (_, after) in zip(drawn(), signed(by, tmp_path / "cache"), strict=True):
        here, there = (np.asarray(Image.open(BytesIO(data)).convert("RGB")) for data in (before, after))
        assert (here == there).all() and before != after
        assert b"c2pa.thumbnail" not in after


def test_it_costs_less_than_four_kilobytes_and_fifty_milliseconds_an_image(tmp_path: Path) -> None:
    by, _ = signer(tmp_path)
    images = [*drawn(), *drawn(PHOTO)]
    lighter = [made for media, data in drawn() for made in renditions(media, data)]
    signed(by, tmp_path / "first")  # loads the library
    begun = time.process_time()  # other work of the machine does not count
    done = by.images(images, AGENCY, [PHOTO.data], FileCache(tmp_path / "cache", 100))
    smaller = by.renditions(lighter)
    took = (time.process_time() - begun) / len(images + lighter)
    added = [len(after) - len(before) for (_, before), (_, after) in zip(images, done, strict=True)]
    added += [len(after) - len(before) for (_, before), (_, after) in zip(lighter, smaller, strict=True)]
    types = {media.content_type for media, _ in done} | {variant.content_type for variant, _ in smaller}
    assert types == {"image/png", "image/jpeg", "image/webp"}
    assert len(added) == 12 and max(added) < 4000 and took < 0.05


def test_an_image_that_is_drawn_again_keeps_its_hash(tmp_path: Path) -> None:
    by, _ = signer(tmp_path)
    first, again = (signed(by, tmp_path / "cache") for _ in range(2))
    assert [media.sha256 for media, _ in first] == [media.sha256 for media, _ in again]
    elsewhere = signed(by, tmp_path / "other")
    assert not {media.sha256 for media, _ in first} & {media.sha256 for media, _ in elsewhere}, "so it must be kept"


def test_threads_sign_at_once(tmp_path: Path) -> None:
    by, anchor = signer(tmp_path)
    (_, _, craft) = drawn()
    lighter = renditions(*craft)
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda _: by.renditions(lighter), range(8)))
    assert all(verify_image(data, anchor).state is CredentialState.TRUSTED for each in done for _, data in each)


def test_another_certificate_signs_anew(tmp_path: Path) -> None:
    (one, _), (other, anchor) = signer(tmp_path / "one"), signer(tmp_path / "other")
    signed(one, tmp_path / "cache")
    assert verify_image(signed(other, tmp_path / "cache")[0][1], anchor).state is CredentialState.TRUSTED


def test_without_a_certificate_images_stay_as_they_are(tmp_path: Path) -> None:
    unsigned = content_signer(Settings(_env_file=None))
    assert signed(unsigned, tmp_path) == drawn() and not list(tmp_path.iterdir())


def test_news_does_not_wait_for_a_certificate_that_cannot_sign(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    signer(tmp_path)
    secret = (tmp_path / "key.pem").read_text()
    (tmp_path / "key.pem").chmod(0o644)
    settings = Settings(_env_file=None, content_credentials=tmp_path)
    assert signed(content_signer(settings), tmp_path / "cache") == drawn()
    assert "chmod 600" in caplog.text
    assert not any(line in caplog.text for line in secret.splitlines()[1:-1])


def test_news_does_not_wait_for_a_library_that_refuses_or_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, _ = signer(tmp_path)
    forget_authority(tmp_path)
    settings = Settings(_env_file=None, content_credentials=tmp_path)
    assert signed(content_signer(settings), tmp_path / "cache") == drawn()
    (_, _, craft) = drawn()
    monkeypatch.setitem(sys.modules, "c2pa", None)
    lighter = renditions(*craft)
    assert signed(good, tmp_path / "cache") == drawn() and good.renditions(lighter) == lighter
    assert not (tmp_path / "cache").exists(), "it is signed when that works again"


def test_news_does_not_wait_for_a_folder_that_cannot_be_entered(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, content_credentials=tmp_path / ("x" * 300))  # the tests may run as root
    assert signed(content_signer(settings), tmp_path / "cache") == drawn()


def test_the_key_is_in_no_text_of_a_signer(tmp_path: Path) -> None:
    by, _ = signer(tmp_path)
    secret = (tmp_path / "key.pem").read_text().splitlines()[1]
    assert isinstance(by, ContentSigner) and secret not in repr(vars(by))
