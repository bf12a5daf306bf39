"""Lines of access logs read as page views: nginx's combined form and that of S3; without robots.

A line is data of whoever asked. Nothing of it is kept but the number of a piece, a day, a channel from a list and,
while the day lasts, a salted hash of address and browser.
"""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from bumi.newsroom.publication.reach import PageView
from bumi.persian.calendar import tehran_day
from bumi.words import Channel, ReachChannel

_QUOTED = r'"((?:[^"\\]|\\.)*)"'
_NGINX = re.compile(rf"(\S+) \S+ \S+ \[([^\]]+)\] {_QUOTED} (\d{{3}}) \S+ {_QUOTED} {_QUOTED}")
_S3 = re.compile(
    rf"\S+ \S+ \[([^\]]+)\] (\S+) \S+ \S+ \S+ \S+ (?:{_QUOTED}|-) (\d{{3}}|-) \S+ \S+ \S+ \S+ \S+ {_QUOTED} {_QUOTED}"
)
_PAGE = re.compile(r"(?:.*/)?p/([0-9]{1,9})(?:-[^/]*)?/(?:index\.html)?")
_SEEN = ("200", "304")
_LONGEST_ADDRESS = 2000

# Words by which programs name themselves, and no browser of a person does; Cubot makes telephones. A program that calls
# itself a browser counts as one.
_ROBOTS = re.compile(
    r"(?<!cu)bot\b|bot[/_-]|crawl|spider|slurp|scrap|fetch|archiv|monitor|uptime|preview|externalhit|whatsapp|headless|lighthouse"
    r"|feed|rss|curl|wget|python|java/|okhttp|go-http|httpclient|axios|node|ruby|perl|php/|scan|nmap|nikto|zgrab",
    re.IGNORECASE,
)

_FROM = re.compile(r"(?:^|&)from=([a-z]+)(?:&|$)")
_POSTED = {  # what links of posts may say: ?from=bale
    each.value: ReachChannel(each.value) for each in Channel if each is not Channel.SITE
}
_HOSTS = {  # of referrers, with all below them
    "bale.ai": ReachChannel.BALE,
    "ble.ir": ReachChannel.BALE,
    "eitaa.com": ReachChannel.EITAA,
    "eitaa.ir": ReachChannel.EITAA,
    "t.me": ReachChannel.TELEGRAM,
    "telegram.org": ReachChannel.TELEGRAM,
    "telegram.me": ReachChannel.TELEGRAM,
    "rubika.ir": ReachChannel.RUBIKA,
    "splus.ir": ReachChannel.SOROUSH,
    "soroush-app.ir": ReachChannel.SOROUSH,
    "instagram.com": ReachChannel.INSTAGRAM,
    "google.com": ReachChannel.SEARCH,
    "bing.com": ReachChannel.SEARCH,
    "duckduckgo.com": ReachChannel.SEARCH,
    "yandex.com": ReachChannel.SEARCH,
    "zarebin.ir": ReachChannel.SEARCH,
}


class LoggedRequest(NamedTuple):
    """What a line says of one request; `at` is the time as it is written."""

    address: str
    at: str
    request: str
    status: str
    referrer: str
    agent: str

    @property
    def is_robot(self) -> bool:
        """Whether a program asked by itself; one that does not say what it is counts as such."""
        return self.agent in ("", "-") or _ROBOTS.search(self.agent) is not None


def request_of(line: str) -> LoggedRequest | None:
    """Return what a line says; None for a line of another form."""
    if found := _NGINX.match(line):
        return LoggedRequest(*found.groups())
    if found := _S3.match(line):
        at, address, *rest = (part or "" for part in found.groups())
        return LoggedRequest(address, at, *rest)
    return None


def page_view(asked: LoggedRequest, site: str) -> PageView | None:
    """Return the view of a piece's page that a request was; None for others. `site` is the host of our pages.

    ValueError where the time is none.
    """
    method, _, address = asked.request.partition(" ")
    if method != "GET" or asked.status not in _SEEN or len(address) > _LONGEST_ADDRESS:
        return None
    path, _, query = address.rpartition(" ")[0].partition("?")
    found = _PAGE.fullmatch(unquote(path))
    if not found:
        return None
    channel = _channel(query, asked.referrer, site)
    return PageView(_day(asked.at), int(found[1]), channel, f"{asked.address} {asked.agent}")


def _channel(query: str, referrer: str, site: str) -> ReachChannel:
    """Return the channel that the link names, or else that of the referrer."""
    named = _FROM.search(query)
    if named and named[1] in _POSTED:
        return _POSTED[named[1]]
    try:
        host = (urlsplit(referrer).hostname or "").removeprefix("www.")
    except ValueError:
        return ReachChannel.OTHER
    if host == site.removeprefix("www."):
        return ReachChannel.SITE if host else ReachChannel.DIRECT
    parts = host.split(".")
    known = (_HOSTS.get(".".join(parts[number:])) for number in range(len(parts)))
    found = next((channel for channel in known if channel), None)
    return found or (ReachChannel.OTHER if host else ReachChannel.DIRECT)


@lru_cache(10_000)
def _day(at: str) -> date:
    """Return the day in Tehran of a time such as «30/Nov/2026:10:00:00 +0330»."""
    return tehran_day(datetime.strptime(at, "%d/%b/%Y:%H:%M:%S %z"))
