"""The messengers of an installation: a file says which, and systemd's credentials or the environment have the tokens.

bale:
  chat: "@province_news"
telegram:
  chat: "@province_news"
  url: https://telegram.example.ir
  silence: 60
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bumi.errors import BadInput
from bumi.messages import problem_in_persian
from bumi.messengers import Messenger
from bumi.messengers.bale import Bale
from bumi.messengers.bot import Bot
from bumi.messengers.eitaa import Eitaa
from bumi.messengers.rubika import Rubika
from bumi.messengers.soroush import Soroush
from bumi.messengers.telegram import Telegram
from bumi.messengers.transport import SILENCE_S
from bumi.plain_yaml import documents_of
from bumi.settings import Settings, secret
from bumi.words import Channel

BOTS: Mapping[Channel, type[Bot]] = {bot.channel: bot for bot in (Eitaa, Bale, Rubika, Soroush, Telegram)}

_TOKEN = re.compile(r"[A-Za-z0-9:_.~-]+")  # what stands in an address as it is
_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9/_.~-]*)?")


def _of_http(url: str) -> str:
    if not _URL.fullmatch(url):
        raise ValueError(f"نشانی «{url}» کامل نیست؛ مانند https://bot.example.ir بنویسید")
    return url


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    chat: Annotated[str, Field(min_length=1)]
    url: Annotated[str, AfterValidator(_of_http)] = ""
    silence: Annotated[float, Field(gt=0, le=600)] = SILENCE_S


def open_messengers(settings: Settings) -> dict[Channel, Messenger]:
    """Return the messengers of the file that `channels` names, or none; BadInput with all that is wrong in it."""
    if settings.channels is None:
        return {}
    found: dict[Channel, Messenger] = {}
    problems: list[str] = []
    for name, told in _entries(settings.channels).items():
        try:
            channel = _channel(name)
            if channel in found:
                raise BadInput(f"«{channel.persian}» دو بار آمده است؛ یکی را بردارید")
            if not isinstance(told, dict):
                raise BadInput(f"زیر «{name}» کلیدی نیست؛ در سطر بعد، با تورفتگی، chat را بنویسید")
            entry = TypeAdapter(_Entry).validate_python(told)
            found[channel] = BOTS[channel](entry.chat, _token(channel), entry.url, entry.silence)
        except BadInput as error:
            problems += [f"{settings.channels.name}: {problem}" for problem in error.problems]
        except ValidationError as error:
            problems += [f"{settings.channels.name}: {name}: {problem_in_persian(dict(e))}" for e in error.errors()]
    if problems:
        raise BadInput(*problems)
    return found


def _entries(path: Path) -> dict[str, object]:
    document, *more = documents_of(path)
    if more or not isinstance(document, dict):
        raise BadInput(f"{path.name}: یک بخش با نام کانال‌ها ندارد؛ برای هر کانال، نام آن و زیرش chat را بنویسید")
    return document


def _channel(name: str) -> Channel:
    known = "، ".join(BOTS)
    try:
        channel = Channel(name)
    except ValueError:
        raise BadInput(f"کانال «{name}» شناخته نیست؛ یکی از این‌ها را بنویسید: {known}") from None
    if channel not in BOTS:
        raise BadInput(f"«{channel.persian}» ربات ندارد؛ آن را بردارید و یکی از این‌ها را بنویسید: {known}")
    return channel


def _token(channel: Channel) -> str:
    """Return the token of a channel's bot; BadInput where there is none, or one with other signs than tokens have."""
    variable = f"BUMI_{channel.upper()}_TOKEN"
    token = secret(f"{channel}-token", variable)
    if not token:
        raise BadInput(f"«{channel.persian}» توکن ندارد؛ آن را در {variable} یا اعتبارنامه {channel}-token بگذارید")
    if not _TOKEN.fullmatch(token):
        raise BadInput(f"توکن «{channel.persian}» درست نیست؛ آن را بی فاصله و بی نشانه‌ای دیگر دوباره رونوشت کنید")
    return token
