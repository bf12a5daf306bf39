"""Verification of signed images with C2PA's own reader: is one as it was signed, by whom, and how was it made."""

import json
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from cryptography import x509

from bumi.credentials.certificate import ANCHOR
from bumi.errors import BadInput, NotAvailable
from bumi.persian.text import digits_to_persian
from bumi.settings import Settings

_MOST_BYTES, _TIMEOUT_S = 40 * 2**20, 20
_BEGINNINGS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}


class CredentialState(StrEnum):
    """The result: signed by somebody trusted, signed by somebody unknown, changed since, or not signed."""

    TRUSTED = "trusted"
    UNKNOWN_SIGNER = "unknown_signer"
    INVALID = "invalid"
    UNSIGNED = "unsigned"


@dataclass(frozen=True)
class CredentialReport:
    """What an image says of itself: signer, agency, source type and actions; `codes` are C2PA's reasons against it."""

    state: CredentialState
    signer: str = ""
    agency: str = ""
    source: str = ""
    actions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


def verify_image(data: bytes, anchors: bytes = b"") -> CredentialReport:
    """Return what the credentials of an image are worth; `anchors` are the trusted root certificates, in PEM.

    BadInput where it is no PNG, JPEG, WebP or AVIF.
    """
    import c2pa  # loads a library of 23 MB

    trust = {"trust_anchors": anchors.decode()} if anchors else {}
    checks = {"verify_trust": True, "ocsp_fetch": False, "remote_manifest_fetch": False}
    with c2pa.Context(c2pa.Settings.from_dict({"verify": checks, "trust": trust})) as context:
        try:
            reader = c2pa.Reader.try_create(_content_type(data), BytesIO(data), context=context)
        except c2pa.C2paError as error:  # what is left of the manifest cannot be read
            return CredentialReport(CredentialState.INVALID, codes=(str(error).partition("\n")[0],))
        if reader is None:
            return CredentialReport(CredentialState.UNSIGNED)
        with reader:
            return _report(json.loads(reader.json()))


def trusted_roots(file: Path | None, settings: Settings) -> bytes:
    """Return the root certificates of `file`, or of the settings' folder if it has them; BadInput for a wrong file."""
    own = settings.content_credentials / ANCHOR if settings.content_credentials else None
    if file is None and (own is None or not own.is_file()):
        return b""
    try:
        found = (file or own or Path()).read_bytes()
        x509.load_pem_x509_certificates(found)
    except (OSError, ValueError):
        raise BadInput(f"گواهی‌های ریشه «{file or own}» خوانده نمی‌شود؛ پرونده‌ای PEM بدهید") from None
    return found


def image_at(place: str) -> bytes:
    """Return the bytes of a file or of an http(s) address; BadInput, NotAvailable where there are none."""
    try:
        if not place.startswith(("http://", "https://")):
            return Path(place).read_bytes()
        with urlopen(place, timeout=_TIMEOUT_S) as answer:
            found: bytes = answer.read(_MOST_BYTES + 1)
    except (URLError, TimeoutError) as error:
        raise NotAvailable(f"«{place}» پاسخ نداد ({error})؛ نشانی را ببینید و دوباره بکوشید") from None
    except (OSError, ValueError):
        raise BadInput(f"«{place}» خوانده نمی‌شود؛ نام پرونده یا نشانی را درست بنویسید") from None
    if len(found) > _MOST_BYTES:
        most = digits_to_persian(str(_MOST_BYTES // 2**20))
        raise BadInput(f"«{place}» از {most} مگابایت بزرگ‌تر است؛ نشانی یک تصویر را بدهید")
    return found


def _content_type(data: bytes) -> str:
    if data[4:12] == b"ftypavif":
        return "image/avif"
    for beginning, content_type in _BEGINNINGS.items():
        if data.startswith(beginning):
            return content_type
    raise BadInput("این تصویر PNG، JPEG، WebP یا AVIF نیست؛ پرونده‌ای از این قالب‌ها بدهید")


def _report(told: dict[str, Any]) -> CredentialReport:
    manifest = told["manifests"][told["active_manifest"]]
    actions = [
        action
        for assertion in manifest.get("assertions", ())
        if assertion["label"].startswith("c2pa.actions")
        for action in assertion["data"]["actions"]
    ]
    states = {"Trusted": CredentialState.TRUSTED, "Valid": CredentialState.UNKNOWN_SIGNER}
    failures = told.get("validation_results", {}).get("activeManifest", {}).get("failure", ())
    codes = tuple(dict.fromkeys(each["code"] for each in failures))
    state = states.get(told["validation_state"], CredentialState.INVALID)
    if set(codes) == {"signingCredential.untrusted"}:
        state = CredentialState.UNKNOWN_SIGNER
    return CredentialReport(
        state=state,
        signer=manifest.get("signature_info", {}).get("issuer", ""),
        agency=next((each["parameters"]["bumi.agency"] for each in actions if _has_agency(each)), ""),
        source=next((each["digitalSourceType"] for each in actions if "digitalSourceType" in each), ""),
        actions=tuple(each["action"] for each in actions),
        codes=codes,
    )


def _has_agency(action: dict[str, Any]) -> bool:
    return "bumi.agency" in action.get("parameters", {})
