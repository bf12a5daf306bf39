"""A bucket as a place, on a real gateway: what it holds, and every way in which it can say no or say nothing."""

import hashlib
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bumi.errors import BadInput, NotAvailable
from bumi.settings import Settings
from bumi.storage import (
    ListedObject,
    Rejected,
    StorageBusy,
    StoredHead,
    UnknownOutcome,
    Unreachable,
    open_storage,
)
from bumi.storage.s3 import S3Storage
from tests.publishing.gateway import Gateway

Ask = Callable[[S3Storage], object]
ASKS: dict[str, Ask] = {
    "put": lambda place: place.put("index.html", b"home", "text/html", ""),
    "head": lambda place: place.head("index.html"),
    "delete": lambda place: place.delete("index.html"),
    "probe": lambda place: place.probe(),
    "listing": lambda place: list(place.listing()),
}
every_ask = pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS.keys())


def at(url: str, endpoint: str | None, **values: str) -> Settings:
    return Settings(_env_file=None, storage_url=url, s3_endpoint_url=endpoint, **values)  # type: ignore[arg-type]


@contextmanager
def answering(status: int, code: str = "") -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Give the address of a server that says `status` to every PUT, and the heads of those."""
    heads: list[dict[str, str]] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(200, "<ListBucketResult/>")

        def do_PUT(self) -> None:
            heads.append({name.lower(): value for name, value in self.headers.items()} | {"path": self.path})
            self._say(status, f"<Error><Code>{code}</Code></Error>" if code else "")

        def _say(self, status: int, text: str) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", heads
        server.shutdown()
        thread.join()


@pytest.fixture
def place(s3_settings: Settings) -> S3Storage:
    opened = open_storage(s3_settings)
    assert isinstance(opened, S3Storage)
    return opened


def test_holds_what_was_put_under_its_prefix_only(place: S3Storage) -> None:
    assert place.head("p/1-نان/index.html") is None
    place.put("p/1-نان/index.html", b"bread", "text/html", "")
    assert place.head("p/1-نان/index.html") == StoredHead(hashlib.sha256(b"bread").hexdigest(), 5)
    place.client.put_object(Bucket=place.bucket, Key="elsewhere", Body=b"not ours")
    place.put("index.html", b"home", "text/html", "")
    assert list(place.listing()) == ["index.html", "p/1-نان/index.html"]
    place.delete("index.html")
    place.delete("index.html")
    assert list(place.listing()) == ["p/1-نان/index.html"]


def test_a_listing_tells_size_and_sum(place: S3Storage) -> None:
    place.put("index.html", b"home", "text/html", "")
    assert place.listing() == {"index.html": ListedObject(4, hashlib.md5(b"home").hexdigest())}


def test_the_tag_of_an_object_put_in_parts_is_no_sum(place: S3Storage) -> None:
    bucket, key = place.bucket, f"{place.prefix}index.html"
    upload = place.client.create_multipart_upload(Bucket=bucket, Key=key)["UploadId"]
    part = place.client.upload_part(Bucket=bucket, Key=key, UploadId=upload, PartNumber=1, Body=b"home")
    place.client.complete_multipart_upload(
        Bucket=bucket, Key=key, UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    )
    assert place.listing() == {"index.html": ListedObject(4)}


def test_what_somebody_else_put_equals_nothing_of_ours(place: S3Storage) -> None:
    place.client.put_object(Bucket=place.bucket, Key=f"{place.prefix}index.html", Body=b"home")
    assert place.head("index.html") == StoredHead("", 4)


def test_a_put_is_confirmed_by_its_answer(place: S3Storage) -> None:
    assert place.put("index.html", b"home", "text/html", "")


def test_it_tells_the_time(place: S3Storage) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    told = place.probe()
    assert told and before <= told <= datetime.now(UTC)


def test_every_object_gets_what_the_configuration_asks(credentials: None) -> None:
    asked = {"s3_acl": "public-read", "s3_encryption": "aws:kms", "s3_kms_id": "ours"}
    with answering(200) as (url, heads):
        S3Storage(at("s3://news", url, **asked)).put("index.html", b"home", "text/html", "", gone=True)
    [sent] = heads
    assert (sent["x-amz-acl"], sent["x-amz-server-side-encryption"]) == ("public-read", "aws:kms")
    assert (sent["x-amz-server-side-encryption-aws-kms-key-id"], sent["x-amz-meta-status"]) == ("ours", "410")


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (500, "InternalError", UnknownOutcome),
        (503, "SlowDown", StorageBusy),
        (429, "TooManyRequests", StorageBusy),
        (403, "RequestTimeTooSkewed", Rejected),
        (400, "EntityTooLarge", Rejected),
    ],
)
def test_an_answer_that_is_no_success_has_its_meaning(
    credentials: None, status: int, code: str, kind: type[NotAvailable]
) -> None:
    with answering(status, code) as (url, _), pytest.raises(NotAvailable) as caught:
        S3Storage(at("s3://news", url)).put("index.html", b"home", "text/html", "")
    assert type(caught.value) is kind and "؛" in str(caught.value)


def test_it_is_put_where_the_client_is_sent_and_signed_for_that_region(
    credentials: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "elsewhere")
    with answering(200) as (url, heads):
        place = S3Storage(at("s3://news", url))
        with answering(200) as (other, moved):
            place.client.meta.events.register_first(
                "before-sign.s3.PutObject",
                lambda request, **_: setattr(request, "url", request.url.replace(f"{url}/news", f"{other}/there")),
            )
            place.put("p/1-نان/index.html", b"bread", "text/html", "")
    assert heads == []
    [sent] = moved
    assert sent["path"] == "/there/p/1-%D9%86%D8%A7%D9%86/index.html" and "/elsewhere/s3/" in sent["authorization"]


@every_ask
def test_wrong_keys(s3_settings: Settings, monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(NotAvailable) as caught:
        ask(S3Storage(s3_settings))
    assert isinstance(caught.value, Rejected) and caught.value.to_all and "کلید" in str(caught.value)


@every_ask
def test_no_keys_at_all(s3_settings: Settings, monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    with pytest.raises(NotAvailable, match="AWS_ACCESS_KEY_ID"):
        ask(S3Storage(s3_settings))


@pytest.mark.parametrize("ask", [ASKS["put"], ASKS["listing"], ASKS["probe"]], ids=["put", "listing", "probe"])
def test_no_such_bucket(gateway: Gateway, credentials: None, ask: Ask) -> None:
    with pytest.raises(NotAvailable, match="این مخزن وجود ندارد"):
        ask(S3Storage(at("s3://no-such-bucket", gateway.url)))


@every_ask
def test_nobody_there(credentials: None, ask: Ask) -> None:
    with closing(socket.socket()) as bound:
        bound.bind(("127.0.0.1", 0))  # taken, and not listening
        with pytest.raises(NotAvailable, match="BUMI_S3_ENDPOINT_URL") as caught:
            ask(S3Storage(at("s3://news", f"http://127.0.0.1:{bound.getsockname()[1]}")))
    assert isinstance(caught.value, Unreachable)


@every_ask
def test_silence_after_the_request_is_no_answer(credentials: None, monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    monkeypatch.setattr("bumi.storage.s3.READ_TIMEOUT_S", 0.2)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent, pytest.raises(UnknownOutcome, match="bumi publish"):
        ask(S3Storage(at("s3://news", f"http://127.0.0.1:{silent.getsockname()[1]}")))


@pytest.mark.parametrize(
    ("url", "endpoint"), [("s3://", None), ("s3:///prefix", None), ("s3://news", "not an address")]
)
def test_addresses_that_are_none(credentials: None, url: str, endpoint: str | None) -> None:
    with pytest.raises(BadInput, match="BUMI_"):
        S3Storage(at(url, endpoint))
