"""Signing of images: writes a C2PA manifest, which says how an image was made, into its file.

A manifest has no thumbnail and no trusted time stamp. What an image was made of is named by the SHA-256 of its bytes.
"""

import hashlib
import json
import logging
from base64 import b64decode
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from bumi.credentials.certificate import SigningCertificate, read_certificate
from bumi.errors import NotAvailable
from bumi.file_cache import FileCache
from bumi.image_metadata import SourceType
from bumi.piece import Media, Variant
from bumi.settings import Settings

_log = logging.getLogger(__name__)
_AGENT = {"name": "Bumi"}
_SIGNED = ("image/jpeg", "image/png", "image/webp", "image/avif")
_ONE_PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg==")
_REMEDY = "گواهی‌ای از یک مرجع بگذارید، با Authority Key Identifier و بی anyExtendedKeyUsage"
_OFFLINE = {
    "builder": {"thumbnail": {"enabled": False}},
    "verify": {"verify_after_sign": False, "ocsp_fetch": False, "remote_manifest_fetch": False},
}


class ContentSigner:
    """Signs images with a certificate; without one, or where that fails, it leaves them. Threads may share it."""

    def __init__(self, certificate: SigningCertificate | None) -> None:
        self._certificate = certificate

    def images(
        self, items: Iterable[tuple[Media, bytes]], agency: str, photos: Sequence[bytes], cache: FileCache
    ) -> list[tuple[Media, bytes]]:
        """Return the images of a piece signed, each with its new hash.

        `photos` are those that they show, as they are kept: the lead first, then the gallery. `cache` makes an image
        keep its hash, since two signatures of it differ.
        """
        addresses = [_address(hashlib.sha256(photo).hexdigest()) for photo in photos] or [""]
        return [self._signed(it, data, _made(it, agency, addresses[it.photo_number - 1]), cache) for it, data in items]

    def renditions(self, items: Iterable[tuple[Variant, bytes]]) -> list[tuple[Variant, bytes]]:
        """Return renditions signed, each with its new hash; they name the image that they were made of."""
        return [self._signed(variant, data, _scaled(variant), None) for variant, data in items]

    def _signed[T: (Media, Variant)](
        self, about: T, data: bytes, manifest: dict[str, Any], cache: FileCache | None
    ) -> tuple[T, bytes]:
        if self._certificate is None or about.content_type not in _SIGNED:
            return about, data
        told = json.dumps([manifest, self._certificate.fingerprint, hashlib.sha256(data).hexdigest()], sort_keys=True)
        key = hashlib.sha256(told.encode()).hexdigest()
        found = cache.get(key) if cache else None
        try:
            signed = found or _with_manifest(data, about.content_type, manifest, self._certificate)
        except NotAvailable:
            _log.exception("An image was not signed.")
            return about, data
        if cache and not found:
            cache.put(key, signed)
        return about.model_copy(update={"sha256": hashlib.sha256(signed).hexdigest()}), signed


def content_signer(settings: Settings) -> ContentSigner:
    """Return the signer with the certificate of the settings.

    Where that cannot sign, as when it has expired, nothing is signed and the log has the reason: news does not wait for
    a certificate. `bumi doctor` tells.
    """
    if settings.content_credentials is None:
        return ContentSigner(None)
    try:
        return ContentSigner(read_certificate(settings.content_credentials))
    except NotAvailable:
        _log.exception("Images are not signed: the certificate cannot be used.")
        return ContentSigner(None)


def check_signing(certificate: SigningCertificate) -> None:
    """Sign an image of one pixel; NotAvailable where that fails, since only C2PA's library knows all its rules."""
    _with_manifest(_ONE_PIXEL, "image/png", _manifest({"action": "c2pa.created"}), certificate)


def _made(media: Media, agency: str, photo: str) -> dict[str, Any]:
    """Return the manifest of an image: a photo that was cropped or scaled, or what was drawn for an agency."""
    if media.shows_photo:
        ingredient = _ingredient(photo, "parentOf")
        changed = {"action": "c2pa.resized" if media.of_gallery else "c2pa.cropped"}
        return _manifest(_opened(photo), changed, ingredients=[ingredient])
    created: dict[str, Any] = {"action": "c2pa.created", "softwareAgent": _AGENT}
    created["digitalSourceType"] = (media.source or SourceType.ALGORITHM).uri
    if not media.is_cover:  # pieces of several agencies share a cover
        created["parameters"] = {"bumi.agency": agency}
    if media.source is not SourceType.COMPOSITE:
        return _manifest(created)
    placed = {"action": "c2pa.placed", "parameters": {"ingredientIds": [photo]}}
    return _manifest(created, placed, ingredients=[_ingredient(photo, "componentOf")])


def _scaled(variant: Variant) -> dict[str, Any]:
    """Return the manifest of a rendition."""
    original = _address(variant.of)
    actions = (_opened(original), {"action": "c2pa.resized"}, {"action": "c2pa.transcoded"})
    return _manifest(*actions, ingredients=[_ingredient(original, "parentOf")])


def _manifest(*actions: dict[str, Any], ingredients: Iterable[dict[str, str]] = ()) -> dict[str, Any]:
    told = {"label": "c2pa.actions.v2", "data": {"actions": actions}}
    return {"claim_generator_info": [_AGENT], "ingredients": list(ingredients), "assertions": [told]}


def _opened(original: str) -> dict[str, Any]:
    return {"action": "c2pa.opened", "softwareAgent": _AGENT, "parameters": {"ingredientIds": [original]}}


def _ingredient(address: str, relationship: str) -> dict[str, str]:
    return {"instance_id": address, "relationship": relationship}


def _address(sha256: str) -> str:
    return f"urn:sha256:{sha256}"


def _with_manifest(data: bytes, content_type: str, manifest: dict[str, Any], by: SigningCertificate) -> bytes:
    """Return the image with its manifest; NotAvailable where the library fails, or refuses image or certificate."""
    try:
        import c2pa  # loads a library of 23 MB, which a newsroom without a certificate does not need
    except Exception as error:  # of whatever kind: the library is native
        raise NotAvailable(f"کتابخانه c2pa بار نشد ({error})؛ برای این ماشین دوباره نصبش کنید") from error
    signed = BytesIO()
    try:
        info = c2pa.C2paSignerInfo(alg=b"es256", sign_cert=by.chain, private_key=by.key, ta_url=None)
        context = c2pa.Context(c2pa.Settings.from_dict(_OFFLINE))
        with context, c2pa.Signer.from_info(info) as signer, c2pa.Builder(manifest, context) as builder:
            builder.sign(signer, content_type, BytesIO(data), signed)
    except Exception as error:
        why = str(error).partition("\n")[0]
        raise NotAvailable(f"تصویری با این گواهی امضا نشد ({why})؛ {_REMEDY}") from error
    return signed.getvalue()
