"""Verification: what was changed, cut off, or signed by somebody else is told apart."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bumi.credentials import CredentialState, image_at, verify_image
from bumi.errors import BadInput, NotAvailable
from bumi.file_cache import FileCache
from bumi.piece import Media
from bumi.publishing.pictures import renditions
from tests.credentials.stage import AGENCY, drawn, signed, signer


def of_each_format(folder: Path) -> tuple[dict[str, bytes], bytes]:
    """Return a signed image of each format, and whom to trust."""
    by, anchor = signer(folder)
    *_, (craft, data) = signed(by, folder / "cache")
    lighter = by.renditions(renditions(craft, data))
    return {craft.content_type: data} | {variant.content_type: body for variant, body in lighter}, anchor


def test_a_changed_byte_is_seen_wherever_it_is(tmp_path: Path) -> None:
    images, anchor = of_each_format(tmp_path)
    assert set(images) == {"image/png", "image/jpeg", "image/webp"}
    for content_type, data in images.items():
        assert verify_image(data, anchor).state is CredentialState.TRUSTED
        for place in (len(data) // 2, len(data) - 20):
            changed = bytearray(data)
            changed[place] ^= 1
            report = verify_image(bytes(changed), anchor)
            assert report.state is CredentialState.INVALID and report.codes, content_type


def test_a_changed_word_of_the_manifest_is_seen(tmp_path: Path) -> None:
    images, anchor = of_each_format(tmp_path)
    forged = images["image/png"].replace(b"/algorithmicMedia", b"/algorithmicMediA")
    assert forged != images["image/png"]
    assert verify_image(forged, anchor).state is CredentialState.INVALID


def test_what_was_saved_again_has_lost_its_signature(tmp_path: Path) -> None:
    images, anchor = of_each_format(tmp_path)
    again = BytesIO()
    Image.open(BytesIO(images["image/jpeg"])).save(again, "JPEG")
    assert verify_image(again.getvalue(), anchor).state is CredentialState.UNSIGNED
    assert verify_image(drawn()[0][1], anchor).state is CredentialState.UNSIGNED


def test_a_signature_of_somebody_else_is_not_trusted(tmp_path: Path) -> None:
    images, _ = of_each_format(tmp_path / "one")
    _, other = signer(tmp_path / "other")
    for trusted in (other, b""):
        assert verify_image(images["image/png"], trusted).state is CredentialState.UNKNOWN_SIGNER


def test_credentials_moved_to_another_image_do_not_hold(tmp_path: Path) -> None:
    by, anchor = signer(tmp_path)
    one, other = drawn()[:2]
    [(_, data)] = by.images([one], AGENCY, [], FileCache(tmp_path / "cache", 100))
    start = data.index(b"caBX") - 4
    chunk = data[start : start + 12 + int.from_bytes(data[start : start + 4])]
    moved = other[1][:33] + chunk + other[1][33:]
    assert verify_image(moved, anchor).state is CredentialState.INVALID


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<svg/>"], ids=["empty", "pdf", "svg"])
def test_what_is_no_image_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match="PNG"):
        verify_image(data)


def test_places_without_an_image_are_told() -> None:
    with pytest.raises(BadInput, match=r"nowhere\.png"):
        image_at("nowhere.png")
    with pytest.raises(NotAvailable, match="پاسخ نداد"):
        image_at("http://127.0.0.1:9/x.png")
    with pytest.raises(BadInput):
        image_at("http://[bad/x.png")


def test_media_types_are_those_that_are_signed(tmp_path: Path) -> None:
    by, _ = signer(tmp_path)
    poster = Media(name="a4", sha256="a" * 64, content_type="application/pdf", width=1, height=1, alt="")
    assert by.images([(poster, b"%PDF")], AGENCY, [], FileCache(tmp_path, 100)) == [(poster, b"%PDF")]
