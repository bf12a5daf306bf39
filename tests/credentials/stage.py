"""Signed images for the tests of content credentials: certificates for trying, and real cards, covers and photos."""

from functools import cache
from pathlib import Path

from bumi.cards import CardCache, SafePhoto, cards_for, covers_for
from bumi.credentials import ContentSigner, new_certificate
from bumi.credentials.certificate import ANCHOR
from bumi.piece import Media
from tests.cards.samples import brief, fields

AGENCY = "اداره فرهنگ و ارشاد اسلامی رفسنجان"
HOLDER = "استانداری نمونه"


def signer(folder: Path) -> tuple[ContentSigner, bytes]:
    """Return a signer with a new certificate in `folder`, and whom to trust for it."""
    return ContentSigner(new_certificate(folder, HOLDER)), (folder / ANCHOR).read_bytes()


@cache
def drawn(photo: SafePhoto | None = None) -> list[tuple[Media, bytes]]:
    """Return the images of a piece as they are drawn: two cards and a cover."""
    told = brief(kind="recap")
    return [*cards_for(fields(), told, photo=photo), *covers_for(fields(), told, photo=photo)]


def signed(by: ContentSigner, folder: Path, photo: SafePhoto | None = None) -> list[tuple[Media, bytes]]:
    """Return the images of a piece signed."""
    return by.images(drawn(photo), AGENCY, [photo.data] if photo else [], CardCache(folder))
