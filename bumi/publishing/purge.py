"""Telling a CDN which addresses changed; readers see the old ones for a minute at most where nobody listens."""

import json
import logging
from collections.abc import Sequence
from urllib.request import Request, urlopen

from bumi.publishing.keys import public_url
from bumi.settings import Settings

__all__ = ["purge"]

_log = logging.getLogger(__name__)
_TIMEOUT_S = 10


def purge(settings: Settings, keys: Sequence[str]) -> None:
    """POST the addresses of `keys` to `purge_url` as JSON; a failure is logged and stops nothing."""
    if not settings.purge_url or not keys:
        return
    body = json.dumps({"urls": [public_url(settings, key) for key in dict.fromkeys(keys)]}).encode()
    try:
        with urlopen(
            Request(settings.purge_url, body, {"Content-Type": "application/json"}), timeout=_TIMEOUT_S
        ) as answer:
            answer.read()
    except OSError as error:
        _log.warning("the CDN at %s was not told of %d addresses.", settings.purge_url, len(keys), exc_info=error)
