"""Signed images for the tests of content credentials: certificates for trying, and real cards, covers and photos."""

from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509 import AuthorityKeyIdentifier, CertificateBuilder, load_pem_x509_certificate

from bumi.cards import SafePhoto, cards_for, covers_for
from bumi.credentials import ContentSigner, new_certificate
from bumi.credentials.certificate import ANCHOR
from bumi.file_cache import FileCache
from bumi.piece import Media
from tests.cards.samples import brief, fields

AGENCY = "اداره فرهنگ و ارشاد اسلامی رفسنجان"
HOLDER = "استانداری نمونه"


def signer(folder: Path) -> tuple[ContentSigner, bytes]:
    """Return a signer with a new certificate in `folder`, and whom to trust for it."""
    return ContentSigner(new_certificate(folder, HOLDER)), (folder / ANCHOR).read_bytes()


def forget_authority(folder: Path) -> None:
    """Replace the certificate of a folder by one that does not name the key of its authority, which C2PA refuses."""
    key = load_pem_private_key((folder / "key.pem").read_bytes(), None)
    assert isinstance(key, EllipticCurvePrivateKey)
    old = load_pem_x509_certificate((folder / "certificate.pem").read_bytes())
    made = CertificateBuilder(old.subject, old.subject, key.public_key(), serial_number=1)
    made = made.not_valid_before(old.not_valid_before_utc).not_valid_after(old.not_valid_after_utc)
    for each in old.extensions:
        if not isinstance(each.value, AuthorityKeyIdentifier):
            made = made.add_extension(each.value, each.critical)
    (folder / "certificate.pem").write_bytes(made.sign(key, SHA256()).public_bytes(Encoding.PEM))


@cache
def drawn(photo: SafePhoto | None = None) -> list[tuple[Media, bytes]]:
    """Return the images of a piece as they are drawn: two cards and a cover."""
    told = brief(kind="recap")
    return [*cards_for(fields(), told, photo=photo), *covers_for(fields(), told, photo=photo)]


def signed(by: ContentSigner, folder: Path, photo: SafePhoto | None = None) -> list[tuple[Media, bytes]]:
    """Return the images of a piece signed."""
    return by.images(drawn(photo), AGENCY, [photo.data] if photo else [], FileCache(folder, 100))
