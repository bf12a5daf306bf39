"""Probes of `bumi doctor`: each part of the machine is opened as its own package does, and reports what it lacks."""

import os
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from typing import NamedTuple

from bumi.cards import Weight, agencies_with_a_kit, face, kit_of, kit_problems, require_raqm
from bumi.cards.film import ffmpeg_version
from bumi.county_map import tiles
from bumi.credentials import check_signing, read_certificate
from bumi.current_province import serving
from bumi.errors import BadInput, BumiError, NotAvailable
from bumi.flows.local.server import answers
from bumi.messengers.opening import open_messengers
from bumi.models.backends import available
from bumi.newsroom.database import newsroom_of
from bumi.newsroom.media.store import key_of
from bumi.notifying import open_mail
from bumi.persian.calendar import jalali_day
from bumi.planning.crises import notice_templates
from bumi.planning.occasions import known_occasions
from bumi.planning.plan_settings import province_plan
from bumi.planning.sheet import require_pango
from bumi.province import province
from bumi.settings import Settings
from bumi.storage import open_media, open_storage


class Diagnosis(NamedTuple):
    """A part of the machine: whether it works, and its version or the remedy."""

    part: str
    ok: bool
    words: str


def examine(settings: Settings | None = None) -> list[Diagnosis]:
    """Return a diagnosis of every part that Bumi needs; the only change is the migration of an older database."""
    settings = settings or Settings()
    probes: dict[str, Callable[[Settings], str]] = {
        "province": _province,
        "model": available,
        "raqm": _raqm,
        "fonts": _fonts,
        "pango": _pango,
        "film": _film,
        "database": _database,
        "storage": _storage,
        "media": _media,
        "prefect": _prefect,
        "credentials": _credentials,
        **({"channels": _channels} if settings.channels else {}),
        **({"mail": _mail} if settings.smtp_url else {}),
    }
    return [_diagnose(part, partial(probe, settings)) for part, probe in probes.items()]


def _diagnose(part: str, probe: Callable[[], str]) -> Diagnosis:
    try:
        return Diagnosis(part, True, probe())
    except BumiError as error:
        return Diagnosis(part, False, " ".join(error.problems))


def _province(settings: Settings) -> str:
    """Read every file of the province."""
    with serving(settings.province_folder):
        name = province().name
        for read in (province_plan, known_occasions, tiles, notice_templates):
            read()
        if problems := [it for agency in ("", *agencies_with_a_kit()) for it in kit_problems(kit_of(agency))]:
            raise BadInput(*problems)
    return f"{name} · {settings.province_folder}"


def _raqm(settings: Settings) -> str:
    require_raqm()
    return f"Pillow {version('pillow')}"


def _fonts(settings: Settings) -> str:
    names = [face(weight, 12).getname() for weight in Weight]
    return "، ".join(f"{family} {style}" for family, style in names)


def _pango(settings: Settings) -> str:
    require_pango()
    return f"WeasyPrint {version('weasyprint')}"


def _film(settings: Settings) -> str:
    return f"ffmpeg {ffmpeg_version()}"


def _database(settings: Settings) -> str:
    with newsroom_of(settings) as newsroom:
        newsroom.check()
    return newsroom.engine.url.render_as_string(hide_password=True)


def _storage(settings: Settings) -> str:
    open_storage(settings).head("index.html")
    return settings.storage_url


def _media(settings: Settings) -> str:
    open_media(settings).head(key_of("0" * 64))
    return settings.media


def _prefect(settings: Settings) -> str:
    address = os.environ.get("PREFECT_API_URL")
    if address and not answers(address):
        raise NotAvailable(f"سرور Prefect در {address} پاسخ نمی‌دهد؛ روشنش کنید یا PREFECT_API_URL را بردارید")
    return f"Prefect {version('prefect')} · {address or 'سرور خودی، هر گاه لازم باشد'}"


def _credentials(settings: Settings) -> str:
    """Read the certificate that signs images, and sign one; none is no fault."""
    if settings.content_credentials is None:
        return "هیچ تصویری امضا نمی‌شود؛ برای امضا گواهی را در BUMI_CONTENT_CREDENTIALS بگذارید"
    found = read_certificate(settings.content_credentials)
    check_signing(found)
    return f"تصویرها به نام «{found.holder}» امضا می‌شوند · تا {jalali_day(found.ends_at)}"


def _channels(settings: Settings) -> str:
    """Ask each messenger who its bot is."""
    names: list[str] = []
    problems: list[str] = []
    for channel, messenger in open_messengers(settings).items():
        try:
            names.append(f"{channel.persian} ({messenger.probe()})")
        except NotAvailable as error:
            problems += error.problems
    if problems:
        raise NotAvailable(*problems)
    return "، ".join(names)


def _mail(settings: Settings) -> str:
    """Sign in at the mail server; nothing is sent."""
    server = open_mail(settings)
    assert server
    return server.probe()
