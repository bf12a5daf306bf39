"""A bucket as a place, on a real gateway: what it holds, and every way in which it can say no or say nothing."""

import hashlib
import socket
from collections.abc import Callable
from contextlib import closing

import pytest

from bumi.errors import BadInput, NotAvailable
from bumi.publishing.places import Listed, StoredHead, UnknownOutcome, open_place
from bumi.publishing.places.s3 import S3Place
from bumi.settings import Settings
from tests.publishing.conftest import Gateway

Ask = Callable[[S3Place], object]
ASKS: dict[str, Ask] = {
    "put": lambda place: place.put("index.html", b"home", "text/html", ""),
    "head": lambda place: place.head("index.html"),
    "delete": lambda place: place.delete("index.html"),
    "listing": lambda place: list(place.listing()),
}
every_ask = pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS.keys())


@pytest.fixture
def place(s3_settings: Settings) -> S3Place:
    opened = open_place(s3_settings)
    assert isinstance(opened, S3Place)
    return opened


def test_holds_what_was_put_under_its_prefix_only(place: S3Place) -> None:
    assert place.head("p/1-نان/index.html") is None
    place.put("p/1-نان/index.html", b"bread", "text/html", "")
    assert place.head("p/1-نان/index.html") == StoredHead(hashlib.sha256(b"bread").hexdigest(), 5)
    place.client.put_object(Bucket=place.bucket, Key="elsewhere", Body=b"not ours")
    place.put("index.html", b"home", "text/html", "")
    assert list(place.listing()) == ["index.html", "p/1-نان/index.html"]
    place.delete("index.html")
    place.delete("index.html")
    assert list(place.listing()) == ["p/1-نان/index.html"]


def test_a_listing_tells_size_and_sum(place: S3Place) -> None:
    place.put("index.html", b"home", "text/html", "")
    assert place.listing() == {"index.html": Listed(4, hashlib.md5(b"home").hexdigest())}


def test_the_tag_of_an_object_put_in_parts_is_no_sum(place: S3Place) -> None:
    bucket, key = place.bucket, f"{place.prefix}index.html"
    upload = place.client.create_multipart_upload(Bucket=bucket, Key=key)["UploadId"]
    part = place.client.upload_part(Bucket=bucket, Key=key, UploadId=upload, PartNumber=1, Body=b"home")
    place.client.complete_multipart_upload(
        Bucket=bucket, Key=key, UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    )
    assert place.listing() == {"index.html": Listed(4)}


def test_what_somebody_else_put_equals_nothing_of_ours(place: S3Place) -> None:
    place.client.put_object(Bucket=place.bucket, Key=f"{place.prefix}index.html", Body=b"home")
    assert place.head("index.html") == StoredHead("", 4)


@every_ask
def test_wrong_keys(s3_settings: Settings, monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(NotAvailable) as caught:
        ask(S3Place(s3_settings.storage_url, s3_settings.s3_endpoint_url))
    assert not isinstance(caught.value, UnknownOutcome) and "کلید" in str(caught.value)


@every_ask
def test_no_keys_at_all(s3_settings: Settings, monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    with pytest.raises(NotAvailable, match="AWS_ACCESS_KEY_ID"):
        ask(S3Place(s3_settings.storage_url, s3_settings.s3_endpoint_url))


@pytest.mark.parametrize("ask", [ASKS["put"], ASKS["listing"]], ids=["put", "listing"])
def test_no_such_bucket(gateway: Gateway, credentials: None, ask: Ask) -> None:
    with pytest.raises(NotAvailable, match="این مخزن وجود ندارد"):
        ask(S3Place("s3://no-such-bucket", gateway.url))


@every_ask
def test_nobody_there(credentials: None, ask: Ask) -> None:
    with closing(socket.socket()) as bound:
        bound.bind(("127.0.0.1", 0))  # taken, and not listening
        with pytest.raises(NotAvailable, match="BUMI_S3_ENDPOINT_URL") as caught:
            ask(S3Place("s3://news", f"http://127.0.0.1:{bound.getsockname()[1]}"))
    assert not isinstance(caught.value, UnknownOutcome)


@every_ask
def test_silence_after_the_request_is_no_answer(credentials: None, monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    monkeypatch.setattr("bumi.publishing.places.s3.READ_TIMEOUT_S", 0.2)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent, pytest.raises(UnknownOutcome, match="bumi publish"):
        ask(S3Place("s3://news", f"http://127.0.0.1:{silent.getsockname()[1]}"))


@pytest.mark.parametrize(
    ("url", "endpoint"), [("s3://", None), ("s3:///prefix", None), ("s3://news", "not an address")]
)
def test_addresses_that_are_none(credentials: None, url: str, endpoint: str | None) -> None:
    with pytest.raises(BadInput, match="BUMI_"):
        S3Place(url, endpoint)
