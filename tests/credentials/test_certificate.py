"""The certificate: one for trying is fit, and whatever cannot sign is refused with its remedy."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bumi.credentials import new_certificate, read_certificate
from bumi.errors import NotAvailable, Refused
from bumi.persian.calendar import now
from tests.credentials.stage import HOLDER


def test_a_certificate_for_trying_is_fit_and_its_key_is_private(tmp_path: Path) -> None:
    made = new_certificate(tmp_path / "c", HOLDER)
    assert sorted(path.name for path in (tmp_path / "c").iterdir()) == ["anchor.pem", "certificate.pem", "key.pem"]
    assert (tmp_path / "c" / "key.pem").stat().st_mode & 0o777 == 0o600
    assert made.holder == HOLDER and timedelta(days=390) < made.ends_at - now() < timedelta(days=398)
    assert made == read_certificate(tmp_path / "c")
    assert "PRIVATE" not in repr(made)


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    new_certificate(tmp_path, HOLDER)
    before = (tmp_path / "key.pem").read_bytes()
    with pytest.raises(Refused, match=r"key\.pem"):
        new_certificate(tmp_path, HOLDER)
    assert (tmp_path / "key.pem").read_bytes() == before


def test_a_root_in_the_chain_is_not_put_into_images(tmp_path: Path) -> None:
    made = new_certificate(tmp_path, HOLDER)
    with (tmp_path / "certificate.pem").open("ab") as file:
        file.write((tmp_path / "anchor.pem").read_bytes())
    assert read_certificate(tmp_path) == made


def _lost(folder: Path) -> None:
    (folder / "key.pem").unlink()


def _open_to_others(folder: Path) -> None:
    os.chmod(folder / "key.pem", 0o640)


def _garbled(folder: Path) -> None:
    (folder / "certificate.pem").write_text("گواهی")


def _of_another(folder: Path) -> None:
    _write_key(folder, ec.generate_private_key(ec.SECP256R1()))


def _of_another_kind(folder: Path) -> None:
    _write_key(folder, ec.generate_private_key(ec.SECP384R1()))


def _write_key(folder: Path, key: ec.EllipticCurvePrivateKey) -> None:
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))


def _past(folder: Path) -> None:
    _write_leaf(folder, began_before=timedelta(days=40), usage=True)


def _for_servers(folder: Path) -> None:
    _write_leaf(folder, began_before=timedelta(days=1), usage=False)


def _write_leaf(folder: Path, began_before: timedelta, usage: bool) -> None:
    """Replace the certificate by one that is valid for 30 days, for signing (`usage`) or for nothing named."""
    key = serialization.load_pem_private_key((folder / "key.pem").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    old = x509.load_pem_x509_certificate((folder / "certificate.pem").read_bytes())
    begins = now() - began_before
    made = x509.CertificateBuilder().subject_name(old.subject).issuer_name(old.issuer).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(begins).not_valid_after(begins + timedelta(days=30))
    for each in old.extensions if usage else ():
        made = made.add_extension(each.value, each.critical)
    signed = made.sign(key, hashes.SHA256())
    (folder / "certificate.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_lost, "BUMI_CONTENT_CREDENTIALS"),
        (_open_to_others, "chmod 600"),
        (_garbled, "PEM"),
        (_of_another, "از این گواهی نیست"),
        (_of_another_kind, "P-256"),
        (_past, "گواهی تازه‌ای"),
        (_for_servers, "emailProtection"),
    ],
    ids=["lost", "open-to-others", "garbled", "of-another", "of-another-kind", "past", "for-servers"],
)
def test_what_cannot_sign_is_refused_with_its_remedy(tmp_path: Path, spoil: Callable[[Path], None], told: str) -> None:
    new_certificate(tmp_path, HOLDER)
    spoil(tmp_path)
    with pytest.raises(NotAvailable) as refused:
        read_certificate(tmp_path)
    assert told in str(refused.value) and str(tmp_path) in str(refused.value)
