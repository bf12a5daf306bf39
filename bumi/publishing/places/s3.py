"""A bucket as a place; the only file that knows boto3. Any S3 service will do: AWS, Ceph, MinIO.

Nothing here rests on conditional writes, which some gateways ignore: keys are deterministic and a put is
confirmed by asking. Every request signs the SHA-256 of its body (SigV4), which each gateway must verify;
the same sum travels as metadata, for the asking, and as x-amz-checksum-sha256, for services that keep it.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError, NoCredentialsError, PartialCredentialsError
from botocore.exceptions import ConnectionError as NoConnection

from bumi.errors import BadInput, NotAvailable
from bumi.publishing.places import Listed, StoredHead, UnknownOutcome

__all__ = ["S3Place"]

READ_TIMEOUT_S = 30
_SET_KEYS = "AWS_ACCESS_KEY_ID و AWS_SECRET_ACCESS_KEY را درست تنظیم کنید"


class S3Place:
    """Objects in the bucket of `url` (s3://bucket/prefix), with credentials from boto3's usual places."""

    def __init__(self, url: str, endpoint: str | None = None) -> None:
        self.bucket, _, prefix = url.removeprefix("s3://").partition("/")
        self.prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self.where = endpoint or "AWS"
        if not self.bucket:
            raise BadInput(f"BUMI_STORAGE_URL «{url}» نام مخزن ندارد؛ مانند s3://bucket/prefix بنویسید")
        try:
            # A session of its own: boto3's shared one would remember keys that were changed since.
            self.client = boto3.Session().client("s3", endpoint_url=endpoint, config=_config())
        except (BotoCoreError, ValueError) as error:
            raise BadInput(
                f"با نشانی «{self.where}» نمی‌توان به مخزن وصل شد ({error})؛ "
                "BUMI_S3_ENDPOINT_URL و AWS_DEFAULT_REGION را ببینید"
            ) from error

    def put(self, key: str, body: bytes, content_type: str, cache_control: str) -> None:
        """Put the object in one request: readers see the old bytes until the new are whole."""
        digest = hashlib.sha256(body)
        with self._explained():
            self.client.put_object(
                Bucket=self.bucket,
                Key=self.prefix + key,
                Body=body,
                ContentType=content_type,
                CacheControl=cache_control,
                ChecksumSHA256=b64encode(digest.digest()).decode(),
                Metadata={"sha256": digest.hexdigest()},
            )

    def head(self, key: str) -> StoredHead | None:
        """Ask for the sum that was put with the object; without one, the sum is empty and equals none."""
        with self._explained():
            try:
                answer = self.client.head_object(Bucket=self.bucket, Key=self.prefix + key)
            except ClientError as error:
                if _status(error) == 404:
                    return None
                raise
        return StoredHead(answer["Metadata"].get("sha256", ""), answer["ContentLength"])

    def delete(self, key: str) -> None:
        """Remove the object; S3 has no error for an absent one."""
        with self._explained():
            self.client.delete_object(Bucket=self.bucket, Key=self.prefix + key)

    def listing(self) -> dict[str, Listed]:
        """Return what is under the prefix, a thousand a request; the ETag of a plain put is the MD5 of its bytes."""
        with self._explained():
            pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix)
            return {
                each["Key"].removeprefix(self.prefix): _listed(each)
                for page in pages
                for each in page.get("Contents", ())
            }

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Tell apart: never reached it, it says no, and silence after the request had left."""
        try:
            yield
        except (NoCredentialsError, PartialCredentialsError) as error:
            raise self._refused(
                "کلید دسترسی پیدا نشد", "AWS_ACCESS_KEY_ID و AWS_SECRET_ACCESS_KEY را تنظیم کنید"
            ) from error
        except NoConnection as error:
            raise self._refused("به آن نمی‌توان وصل شد", "روشن بودن آن و BUMI_S3_ENDPOINT_URL را ببینید") from error
        except HTTPClientError as error:
            raise self._silent(type(error).__name__) from error
        except ClientError as error:
            code = error.response["Error"].get("Code", "")
            if _status(error) >= 500:
                raise self._silent(code) from error
            raise self._refused(*_reason(code, _status(error))) from error
        except BotoCoreError as error:
            raise self._refused(f"درخواست پذیرفته نشد ({error})", "BUMI_STORAGE_URL را ببینید") from error

    def _refused(self, what: str, remedy: str) -> NotAvailable:
        return NotAvailable(f"مخزن «{self.bucket}» در «{self.where}»: {what}؛ {remedy}")

    def _silent(self, what: str) -> UnknownOutcome:
        return UnknownOutcome(
            f"مخزن «{self.bucket}» در «{self.where}» پاسخ کامل نداد ({what})؛ "
            "شاید نوشته شده باشد: بار دیگر bumi publish را اجرا کنید تا نخست ببیند و سپس بنویسد"
        )


def _config() -> Config:
    return Config(
        connect_timeout=5,
        read_timeout=READ_TIMEOUT_S,
        retries={"total_max_attempts": 1},  # whoever puts looks first and decides; a blind retry would not
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"payload_signing_enabled": True},
    )


def _listed(answer: Mapping[str, Any]) -> Listed:
    etag = answer["ETag"].strip('"')
    return Listed(answer["Size"], "" if "-" in etag else etag)  # with a dash it is no sum of the bytes


def _status(error: ClientError) -> int:
    return int(error.response["ResponseMetadata"]["HTTPStatusCode"])


def _reason(code: str, status: int) -> tuple[str, str]:
    if code == "NoSuchBucket" or status == 404:
        return "این مخزن وجود ندارد", "آن را بسازید یا BUMI_STORAGE_URL را درست کنید"
    if code in ("InvalidAccessKeyId", "SignatureDoesNotMatch"):
        return "کلید دسترسی نادرست است", _SET_KEYS
    if status == 403:
        return "این کلید اجازه کار با مخزن را ندارد", "به آن اجازه خواندن، نوشتن، حذف و فهرست‌گرفتن بدهید"
    return f"درخواست پذیرفته نشد ({code})", "BUMI_STORAGE_URL و BUMI_S3_ENDPOINT_URL را ببینید"
