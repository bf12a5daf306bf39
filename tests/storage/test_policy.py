"""The policy of docs/storage.md, word for word, on a real gateway: it is enough to publish, and for little else."""

import json
import re
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from bumi.newsroom.database import Newsroom
from bumi.publishing.publish import publish_due
from bumi.publishing.verify import verify_site
from bumi.settings import ROOT, Settings
from bumi.storage.s3 import S3Storage
from tests.publishing.gateway import keys_of
from tests.publishing.stage import NOW, Desk


@pytest.fixture
def guest(s3_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> S3Storage:
    """The place of `s3_settings`, for a user who may do in its bucket what the guide's policy says."""
    owner = S3Storage(s3_settings)
    [told] = re.findall(r"```json\n(.+?)```", (ROOT / "docs" / "storage.md").read_text(), re.DOTALL)
    policy = json.loads(told.replace(":::bucket", f":::{owner.bucket}").replace("prefix/*", f"{owner.prefix}*"))
    for statement in policy["Statement"]:
        statement["Principal"] = {"AWS": ["arn:aws:iam:::user/guest"]}
    owner.client.put_bucket_policy(Bucket=owner.bucket, Policy=json.dumps(policy))
    owner.client.put_object(Bucket=owner.bucket, Key="private", Body=b"not ours")
    for name, value in keys_of("guest").items():
        monkeypatch.setenv(name, value)
    return S3Storage(s3_settings)


def test_it_is_enough_to_publish(newsroom: Newsroom, desk: Desk, guest: S3Storage, s3_settings: Settings) -> None:
    assert guest.head("absent") is None
    number = desk.approve()
    assert [each.result for each in publish_due(newsroom, guest, s3_settings, NOW)] == ["published"]
    desk.take_down(number)
    assert [each.result for each in publish_due(newsroom, guest, s3_settings, NOW)] == ["taken_back"]
    assert not any(key.startswith("media/") for key in guest.listing())
    found = verify_site(newsroom, guest, s3_settings, NOW + timedelta(hours=1))
    assert (found.repaired, found.strangers, found.problems) == ([], [], [])


def test_it_is_not_enough_for_what_lies_beside(guest: S3Storage) -> None:
    asks = (guest.client.get_object, guest.client.delete_object, guest.client.put_object, guest.client.head_object)
    for ask in asks:
        with pytest.raises(ClientError) as caught:
            ask(Bucket=guest.bucket, Key="private")
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    with pytest.raises(ClientError, match="AccessDenied"):
        guest.client.list_objects_v2(Bucket=guest.bucket, Prefix="other/")
