"""A reader that polls the site like a browser, and records errors."""

import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from xml.etree import ElementTree

from botocore.exceptions import ClientError

from bumi.settings import Settings
from bumi.storage.s3 import S3Storage
from tests.publishing.reading import Page

UNAPPROVED = "هرگز تأیید نشد"
"""What words nobody approved contain, so that a reader knows them."""

_ATOM = "{http://www.w3.org/2005/Atom}"
_KNOWN_FOR_S = 2.0


class Reader:
    """Comes in by the home page and the feeds, follows links, and expects something whole behind each of them."""

    def __init__(self, settings: Settings) -> None:
        self.place = S3Storage(settings)
        self.site = settings.site_url
        self.faults: list[str] = []
        self.looks = 0
        self._seen: dict[str, float] = {}
        self._taken_back: set[str] = set()
        self._random = random.Random(1)

    def look_around(self) -> None:
        """Read the home page, both feeds, and a few pages that they lead to."""
        home = self._page("index.html")
        self._atom(self._read("feed.atom"))
        self._json(self._read("feed.json"))
        links = sorted(link for link in (home.links("index.html") if home else ()) if link.endswith(".html"))
        for key in self._random.sample(links, min(4, len(links))):
            self._page(key)

    def _page(self, key: str) -> Page | None:
        text = self._read(key)
        if text is None:
            return None
        page = Page(text) if 'http-equiv="refresh"' not in text else None
        if UNAPPROVED in text:
            self.faults.append(f"{key} shows what nobody approved")
        gone = "بازپس گرفته شد" in text or "حذف شده است" in text
        if key in self._taken_back and not gone and page is not None:
            self.faults.append(f"{key} was taken back and is there again")
        if gone:
            self._taken_back.add(key)
        for link in sorted(page.links(key)) if page else ():
            if not self._is_there(link) and self._still_leads(key, link):
                self.faults.append(f"{key} leads to {link}, which is not there")
        return page

    def _still_leads(self, key: str, link: str) -> bool:
        """Look again at both: between two looks, a page and what it led to may both have gone."""
        text = self._read(key)
        return text is not None and link in Page(text).links(key) and self._read(link) is None

    def _is_there(self, key: str) -> bool:
        now = time.monotonic()
        if now - self._seen.get(key, -_KNOWN_FOR_S) >= _KNOWN_FOR_S:
            if self.place.head(key) is None:
                return False
            self._seen[key] = now
        return True

    def _atom(self, text: str | None) -> None:
        if text is not None:
            ids = [each.text or "" for each in ElementTree.fromstring(text).iterfind(f"{_ATOM}entry/{_ATOM}id")]
            self._once("feed.atom", ids)

    def _json(self, text: str | None) -> None:
        if text is not None:
            self._once("feed.json", [each["id"] for each in json.loads(text)["items"]])

    def _once(self, key: str, ids: list[str]) -> None:
        if len(ids) != len(set(ids)):
            self.faults.append(f"{key} tells of a story twice")

    def _read(self, key: str) -> str | None:
        self.looks += 1
        try:
            whole, body = False, b""
            while not whole:  # the gateway on SQLite may give the length of what it had, and the bytes of what it gets
                answer = self.place.client.get_object(Bucket=self.place.bucket, Key=self.place.prefix + key)
                body = answer["Body"].read()
                whole = answer["ETag"].strip('"') == md5(body, usedforsecurity=False).hexdigest()
            return body.decode(errors="replace")
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                return None
            raise


@contextmanager
def reading(settings: Settings) -> Iterator[Reader]:
    """Give a reader who looks around all along the block."""
    reader, over = Reader(settings), threading.Event()

    def look() -> None:
        while not over.is_set():
            try:
                reader.look_around()
            except Exception as error:
                reader.faults.append(f"{type(error).__name__}: {error}")

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield reader
    finally:
        over.set()
        thread.join(60)
