"""The certificate and key that sign images: read and checked from a folder, or made anew for trying."""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from bumi.errors import NotAvailable, Refused
from bumi.persian.calendar import jalali_day, now

CERTIFICATE, KEY, ANCHOR = "certificate.pem", "key.pem", "anchor.pem"
"""Files of the folder: certificates, the signing one first; its private key; whom `bumi credentials verify` trusts."""

# Of these purposes a certificate needs one: e-mail protection, document signing, C2PA claim signing.
_PURPOSES = {
    ExtendedKeyUsageOID.EMAIL_PROTECTION,
    ObjectIdentifier("1.3.6.1.5.5.7.3.36"),
    ObjectIdentifier("1.3.6.1.4.1.62558.2.1"),
}
_VALID = timedelta(days=397)


@dataclass(frozen=True)
class SigningCertificate:
    """A checked certificate: PEM of the chain without its root, the key in PEM, who it names, and when it ends."""

    chain: bytes
    key: bytes = field(repr=False)
    fingerprint: str
    holder: str
    ends_at: datetime


def read_certificate(folder: Path) -> SigningCertificate:
    """Return the certificate and key of a folder; NotAvailable, with all problems, where they cannot sign now."""
    files = {name: folder / name for name in (CERTIFICATE, KEY)}
    try:
        if missing := [path for path in files.values() if not path.is_file()]:
            lacks = "، ".join(f"«{path}»" for path in missing)
            remedy = "BUMI_CONTENT_CREDENTIALS را درست کنید، یا آن را خالی بگذارید تا امضا نشود"
            raise NotAvailable(f"{lacks} نیست؛ {remedy}")
        chain = x509.load_pem_x509_certificates(files[CERTIFICATE].read_bytes())
        secret = files[KEY].read_bytes()
        key = serialization.load_pem_private_key(secret, None)
    except OSError as error:
        raise NotAvailable(f"«{folder}» خوانده نمی‌شود ({error.strerror})؛ اجازه‌های پوشه را ببینید") from None
    except (ValueError, TypeError):  # TypeError: the key asks for a password
        raise NotAvailable(f"گواهی یا کلید «{folder}» خوانده نمی‌شود؛ هر دو باید PEM و کلید بی‌گذرواژه باشد") from None
    leaf = chain[0]
    problems = [*_wrong_key(files[KEY], leaf, key), *_unfit(files[CERTIFICATE], leaf)]
    if problems:
        raise NotAvailable(*problems)
    below_root = [each for each in chain if each is leaf or each.subject != each.issuer]
    return SigningCertificate(
        chain=b"".join(each.public_bytes(serialization.Encoding.PEM) for each in below_root),
        key=secret,
        fingerprint=leaf.fingerprint(hashes.SHA256()).hex(),
        holder=_name(leaf),
        ends_at=leaf.not_valid_after_utc,
    )


def new_certificate(folder: Path, holder: str) -> SigningCertificate:
    """Make a certificate for trying, valid for 13 months, and whom to trust for it; its authority signs no other.

    Refused where one of the files is there.
    """
    if taken := [path for name in (CERTIFICATE, KEY, ANCHOR) if (path := folder / name).exists()]:
        there = "، ".join(f"«{path}»" for path in taken)
        raise Refused(f"{there} از پیش هست و رویش نوشته نمی‌شود؛ پوشه دیگری بدهید")
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _authority(f"{holder}: root", authority_key)
    leaf = _leaf(holder, key, authority, authority_key)
    folder.mkdir(parents=True, exist_ok=True)
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    with os.fdopen(os.open(folder / KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
    (folder / CERTIFICATE).write_bytes(leaf.public_bytes(pem))
    (folder / ANCHOR).write_bytes(authority.public_bytes(pem))
    return read_certificate(folder)


def _wrong_key(path: Path, leaf: x509.Certificate, key: object) -> list[str]:
    problems = []
    if path.stat().st_mode & 0o077:
        problems.append(f"کلید «{path}» را دیگران هم می‌توانند بخوانند؛ «chmod 600» بزنید")
    if not (isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1)):
        problems.append(f"کلید «{path}» از نوع P-256 نیست؛ گواهی را برای کلید ECDSA P-256 بگیرید")
    elif key.public_key() != leaf.public_key():
        problems.append(f"کلید «{path}» از این گواهی نیست؛ کلیدی را بگذارید که گواهی با آن درخواست شده است")
    return problems


def _unfit(path: Path, leaf: x509.Certificate) -> list[str]:
    """Return why a certificate cannot sign images now, by the profile of C2PA."""
    problems = []
    if not leaf.not_valid_before_utc <= now() <= leaf.not_valid_after_utc:
        begins, ends = jalali_day(leaf.not_valid_before_utc), jalali_day(leaf.not_valid_after_utc)
        problems.append(f"گواهی «{path}» از {begins} تا {ends} اعتبار دارد؛ گواهی تازه‌ای بگذارید")
    usage, purposes, signs_others = None, set[ObjectIdentifier](), False
    with suppress(x509.ExtensionNotFound):
        signs_others = leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    with suppress(x509.ExtensionNotFound):
        usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    with suppress(x509.ExtensionNotFound):
        purposes = set(leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
    if signs_others or not (usage and usage.digital_signature and purposes & _PURPOSES):
        wanted = "digitalSignature و یکی از emailProtection، documentSigning یا C2PA"
        problems.append(f"گواهی «{path}» برای امضای تصویر نیست؛ گواهی‌ای بگیرید که کاربردش {wanted} باشد")
    return problems


def _authority(name: str, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    signs_others = x509.BasicConstraints(ca=True, path_length=0)
    return (
        _dated(_named(name), _named(name), key)
        .add_extension(signs_others, critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(key, hashes.SHA256())
    )


def _leaf(
    name: str, key: ec.EllipticCurvePrivateKey, authority: x509.Certificate, authority_key: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    by = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    return (
        _dated(_named(name), authority.subject, key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(by, critical=False)
        .sign(authority_key, hashes.SHA256())
    )


def _dated(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    begins = now() - timedelta(minutes=5)  # for readers with a slow clock
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    named = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    dated = named.not_valid_before(begins).not_valid_after(begins + _VALID)
    return dated.serial_number(x509.random_serial_number()).add_extension(own, critical=False)


def _usage(signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _named(name: str) -> x509.Name:
    parts = ((NameOID.ORGANIZATION_NAME, name), (NameOID.COMMON_NAME, name))
    return x509.Name([x509.NameAttribute(kind, name) for kind, name in parts])


def _name(leaf: x509.Certificate) -> str:
    kinds = (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
    found = (leaf.subject.get_attributes_for_oid(kind) for kind in kinds)
    return next((str(each[0].value) for each in found if each), leaf.subject.rfc4514_string())
