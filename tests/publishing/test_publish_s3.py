"""Errors of object storage: wrong keys, no bucket, outages."""

from datetime import timedelta

import pytest

from bumi.errors import NotAvailable
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import State
from bumi.publishing.outcomes import Result
from bumi.publishing.publish import publish_due
from bumi.settings import Settings
from bumi.storage.s3 import S3Storage
from tests.publishing.gateway import Gateway
from tests.publishing.reading import Page
from tests.publishing.stage import NOW, Desk, Watched, contents, image

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def bucket(s3_settings: Settings) -> S3Storage:
    return S3Storage(s3_settings)


def marks(bucket: S3Storage) -> dict[str, tuple[object, object]]:
    listed = bucket.client.list_objects_v2(Bucket=bucket.bucket)["Contents"]
    return {each["Key"]: (each["LastModified"], each["ETag"]) for each in listed}


def test_publishing_again_rewrites_no_object(
    newsroom: Newsroom, desk: Desk, bucket: S3Storage, s3_settings: Settings
) -> None:
    desk.approve()
    publish_due(newsroom, bucket, s3_settings, NOW)
    before = marks(bucket)
    asked: list[str] = []
    bucket.client.meta.events.register("before-call.s3", lambda model, **_: asked.append(model.name))
    assert publish_due(newsroom, bucket, s3_settings, NOW) == []
    assert marks(bucket) == before
    assert set(asked) == {"ListObjectsV2"}


def test_objects_carry_their_type_their_life_and_their_sum(
    newsroom: Newsroom, desk: Desk, bucket: S3Storage, s3_settings: Settings
) -> None:
    desk.approve()
    publish_due(newsroom, bucket, s3_settings, NOW)

    def served(key: str) -> tuple[str, str]:
        answer = bucket.client.head_object(Bucket=bucket.bucket, Key=bucket.prefix + key)
        return answer["ContentType"], answer["CacheControl"]

    for_ever, fresh = "public, max-age=31536000, immutable", "public, max-age=60, stale-while-revalidate=600"
    sha256 = image()[0].sha256
    assert served(f"media/{sha256}.png") == ("image/png", for_ever)
    assert served("index.html") == ("text/html; charset=utf-8", fresh)
    assert served("feed.atom") == ("application/atom+xml; charset=utf-8", fresh)
    assert served("feed.json") == ("application/feed+json; charset=utf-8", fresh)
    head = bucket.head(f"media/{sha256}.png")
    assert head and head.sha256 == sha256 and head.size == len(image()[1])


def test_a_reader_who_follows_every_link_of_every_page_finds_something(
    newsroom: Newsroom, desk: Desk, bucket: S3Storage, s3_settings: Settings
) -> None:
    number = desk.approve()
    publish_due(newsroom, bucket, s3_settings, NOW)
    desk.withdraw(number)
    desk.approve("خبر دوم", shade=2)
    publish_due(newsroom, bucket, s3_settings, NOW)
    served = contents(bucket)
    pages = [key for key in served if key.endswith(".html")]
    assert {link for key in pages for link in Page(served[key].decode()).links(key)} <= set(served)


@pytest.mark.parametrize("dies_at", ["media/", "p/", "index.html"])
def test_a_gateway_that_goes_away_in_the_middle_and_comes_back(
    newsroom: Newsroom, desk: Desk, bucket: S3Storage, s3_settings: Settings, gateway: Gateway, dies_at: str
) -> None:
    publish_due(newsroom, bucket, s3_settings, NOW)
    number, arrived = desk.approve(), list[str]()

    def power_cut(key: str) -> None:
        if key.startswith(dies_at) and not key.endswith("made.html") and not arrived:
            arrived.append(key)
            gateway.stop()

    try:
        outcomes = publish_due(newsroom, Watched(bucket, after=power_cut), s3_settings, NOW)
    finally:
        gateway.stop()
        gateway.start()
    finished = dies_at != "media/"  # the page's own answer had confirmed it
    assert not outcomes[-1].result.good and gateway.url in outcomes[-1].why
    assert desk.state(number) in ([State.PUBLISHED] if finished else [State.PUBLISH_FAILED, State.PUBLISH_UNCONFIRMED])
    watched = Watched(bucket)
    outcomes = publish_due(newsroom, watched, s3_settings, LATER)
    assert [each.result for each in outcomes] == ([] if finished else [Result.PUBLISHED])
    assert arrived[0] not in watched.puts  # looked at, found whole, and left as it is
    assert desk.state(number) is State.PUBLISHED
    watched = Watched(bucket)
    assert publish_due(newsroom, watched, s3_settings, LATER) == [] and watched.puts == []


def test_wrong_keys_leave_everything_as_it_was(
    newsroom: Newsroom, desk: Desk, s3_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = desk.approve()
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    wrong = S3Storage(s3_settings)
    with pytest.raises(NotAvailable, match="AWS_SECRET_ACCESS_KEY"):
        publish_due(newsroom, wrong, s3_settings, NOW)
    assert desk.state(number) is State.APPROVED and "کلید دسترسی نادرست است" in desk.problem(number)
