"""Storage in an S3 bucket, through boto3. Works with any S3 service: AWS, Ceph, MinIO, ArvanCloud.

It does not use conditional writes, which some gateways ignore: keys are deterministic and a HEAD request confirms
a put. Every request signs the SHA-256 of its body (SigV4), which each gateway must verify; the same checksum is
stored as metadata, for HEAD, and sent as x-amz-checksum-sha256, for services that keep it.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

import boto3
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError, NoCredentialsError, PartialCredentialsError
from botocore.exceptions import ConnectionError as NoConnection
from botocore.parsers import ResponseParserError

from bumi.errors import BadInput, NotAvailable
from bumi.settings import Settings
from bumi.storage import (
    Copier,
    ListedObject,
    PrivateStorage,
    Rejected,
    StorageBusy,
    StoredHead,
    UnknownOutcome,
    Unreachable,
)

READ_TIMEOUT_S = 30
_CONNECT_TIMEOUT_S = 5
_CONNECTIONS = 16
_PATIENCE = (429, 503)
_REMEDIES = {
    "NoSuchBucket": ("این مخزن وجود ندارد", "آن را بسازید یا {setting} را درست کنید"),
    "InvalidAccessKeyId": ("کلید دسترسی نادرست است", "AWS_ACCESS_KEY_ID و AWS_SECRET_ACCESS_KEY را درست تنظیم کنید"),
    "SignatureDoesNotMatch": ("کلید دسترسی نادرست است", "AWS_ACCESS_KEY_ID و AWS_SECRET_ACCESS_KEY را درست تنظیم کنید"),
    "ExpiredToken": ("زمان کلید دسترسی گذشته است", "کلیدی تازه بگیرید و تنظیمش کنید"),
    "RequestTimeTooSkewed": ("ساعت این رایانه با ساعت آن جور نیست", "همگام‌سازی ساعت (NTP) را درست کنید"),
    "QuotaExceeded": ("جای این مخزن پر است", "سهم آن را بیشتر کنید یا چیزی را بردارید"),
}


class S3Storage:
    """Objects in the bucket of `storage_url`, or of `media` (s3://bucket/prefix) where `private`.

    Credentials are where boto3 looks for them.
    """

    def __init__(self, settings: Settings, private: bool = False) -> None:
        self.name = settings.media if private else settings.storage_url
        self._setting = "BUMI_MEDIA" if private else "BUMI_STORAGE_URL"
        self.bucket, _, prefix = self.name.removeprefix("s3://").partition("/")
        self.prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self.where = settings.s3_endpoint_url or "AWS"
        self.extra = _extra(settings, settings.s3_acl if not private else "")
        if not self.bucket:
            raise BadInput(f"{self._setting} «{self.name}» نام مخزن ندارد؛ مانند s3://bucket/prefix بنویسید")
        try:
            # A new session: boto3's shared one would keep using credentials that have changed since.
            self.client = boto3.Session().client("s3", endpoint_url=settings.s3_endpoint_url, config=_config(settings))
        except (BotoCoreError, ValueError) as error:
            raise BadInput(
                f"با نشانی «{self.where}» نمی‌توان به مخزن وصل شد ({error})؛ "
                "BUMI_S3_ENDPOINT_URL و AWS_DEFAULT_REGION را ببینید"
            ) from error
        self.client.meta.events.register("before-sign.s3.PutObject", _without_expect)

    def probe(self) -> datetime | None:
        """Request one object and return the time from the response headers."""
        with self._explained():
            answer = self.client.list_objects_v2(Bucket=self.bucket, Prefix=f"{self.prefix}index.html", MaxKeys=1)
        date = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
        return parsedate_to_datetime(date) if date else None

    def put(self, key: str, body: bytes, content_type: str, cache_control: str, gone: bool = False) -> bool:
        """Put the object in one request: readers get the old bytes until the new ones are complete.

        The put is confirmed where the response has the SHA-256, or an ETag that is the MD5 of these bytes.
        """
        digest = hashlib.sha256(body).digest()
        checksum = b64encode(digest).decode()
        with self._explained():
            answer = self.client.put_object(
                Bucket=self.bucket,
                Key=self.prefix + key,
                Body=body,
                ContentType=content_type,
                CacheControl=cache_control,
                ChecksumSHA256=checksum,
                Metadata={"sha256": digest.hex()} | ({"status": "410"} if gone else {}),
                **self.extra,
            )
        if answer.get("ChecksumSHA256") == checksum:
            return True
        return answer.get("ETag", "").strip('"') == hashlib.md5(body, usedforsecurity=False).hexdigest()

    def copier(self, source: PrivateStorage) -> Copier | None:
        """Return what copies from another bucket: of the same service, since there is one endpoint."""
        return partial(self._copy, source) if isinstance(source, S3Storage) else None

    def _copy(
        self,
        source: "S3Storage",
        source_key: str,
        original: StoredHead,
        key: str,
        content_type: str,
        cache_control: str,
    ) -> bool:
        """Copy an object within the service; the copy is confirmed where it has the ETag of the original."""
        with self._explained():
            answer = self.client.copy_object(
                Bucket=self.bucket,
                Key=self.prefix + key,
                CopySource={"Bucket": source.bucket, "Key": source.prefix + source_key},
                CopySourceIfMatch=original.etag,
                MetadataDirective="REPLACE",
                ContentType=content_type,
                CacheControl=cache_control,
                Metadata={"sha256": original.sha256},
                **self.extra,
            )
        return answer["CopyObjectResult"].get("ETag") == original.etag

    def get(self, key: str) -> bytes | None:
        """Return the bytes of the object."""
        with self._explained():
            try:
                return self.client.get_object(Bucket=self.bucket, Key=self.prefix + key)["Body"].read()
            except ClientError as error:
                if _status(error) == 404 and error.response["Error"].get("Code") != "NoSuchBucket":
                    return None
                raise

    def head(self, key: str) -> StoredHead | None:
        """Return the checksum stored with the object; it is empty, and equals no other, where none was stored."""
        with self._explained():
            try:
                answer = self.client.head_object(Bucket=self.bucket, Key=self.prefix + key)
            except ClientError as error:
                if _status(error) == 404:
                    return None
                raise
        return StoredHead(answer["Metadata"].get("sha256", ""), answer["ContentLength"], answer["ETag"])

    def delete(self, key: str) -> None:
        """Remove the object; S3 has no error for an absent one."""
        with self._explained():
            self.client.delete_object(Bucket=self.bucket, Key=self.prefix + key)

    def listing(self, under: str = "") -> dict[str, ListedObject]:
        """List the objects under the prefix, 1,000 a request; the ETag of a plain put is the MD5 of its bytes."""
        with self._explained():
            paginator = self.client.get_paginator("list_objects_v2")
            pages = paginator.paginate(Bucket=self.bucket, Prefix=self.prefix + under)
            return {
                each["Key"].removeprefix(self.prefix): _listed(each)
                for page in pages
                for each in page.get("Contents", ())
            }

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Raise the error for each case: not reached, rejected, or no answer after the request was sent."""
        try:
            yield
        except (NoCredentialsError, PartialCredentialsError) as error:
            raise self._rejected(
                "کلید دسترسی پیدا نشد", "AWS_ACCESS_KEY_ID و AWS_SECRET_ACCESS_KEY را تنظیم کنید", True
            ) from error
        except NoConnection as error:
            sentence = self._sentence("به آن نمی‌توان وصل شد", "روشن بودن آن و BUMI_S3_ENDPOINT_URL را ببینید")
            raise Unreachable(sentence) from error
        except (HTTPClientError, ResponseParserError) as error:
            raise self._silent(type(error).__name__) from error
        except ClientError as error:
            raise self._answered(error.response["Error"].get("Code", ""), _status(error)) from error
        except BotoCoreError as error:
            raise self._rejected(f"درخواست پذیرفته نشد ({error})", f"{self._setting} را ببینید", False) from error

    def _answered(self, code: str, status: int) -> NotAvailable:
        """Return the error for a response without success."""
        if status in _PATIENCE:
            return StorageBusy(self._sentence(f"فرصت می‌خواهد ({code})", "کمی بعد دوباره کوشش می‌شود"))
        if status >= 500 or not 300 <= status < 500:
            return self._silent(code)
        if code in _REMEDIES:
            return self._rejected(*_REMEDIES[code], True)
        if status == 404:
            return self._rejected(*_REMEDIES["NoSuchBucket"], True)
        if status == 403:
            return self._rejected(
                "این کلید اجازه کار با مخزن را ندارد", "به آن اجازه خواندن، نوشتن، حذف و فهرست‌گرفتن بدهید", True
            )
        remedy = f"{self._setting} و BUMI_S3_ENDPOINT_URL را ببینید"
        return self._rejected(f"درخواست پذیرفته نشد ({code})", remedy, False)

    def _sentence(self, what: str, remedy: str) -> str:
        return f"مخزن «{self.bucket}» در «{self.where}»: {what}؛ {remedy.format(setting=self._setting)}"

    def _rejected(self, what: str, remedy: str, to_all: bool) -> Rejected:
        return Rejected(self._sentence(what, remedy), to_all)

    def _silent(self, what: str) -> UnknownOutcome:
        return UnknownOutcome(
            self._sentence(f"پاسخ کامل نداد ({what})", "شاید نوشته شده باشد: «bumi publish» نخست می‌بیند و سپس می‌نویسد")
        )


def _config(settings: Settings) -> Config:
    return Config(
        connect_timeout=_CONNECT_TIMEOUT_S,
        read_timeout=READ_TIMEOUT_S,
        max_pool_connections=_CONNECTIONS,
        retries={"total_max_attempts": 1},  # the caller checks before putting again; an automatic retry would not
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        signature_version="s3v4",
        s3={"payload_signing_enabled": True, "addressing_style": "path" if settings.s3_path_style else "auto"},
    )


def _extra(settings: Settings, acl: str) -> dict[str, Any]:
    """Return the extra arguments that the configuration sets for every object."""
    asked = {
        "ACL": acl,
        "ServerSideEncryption": settings.s3_encryption,
        "SSEKMSKeyId": settings.s3_kms_id,
    }
    return {name: value for name, value in asked.items() if value}


def _without_expect(request: AWSRequest, **_: object) -> None:
    """Send headers and body at once: waiting for the server's "100 Continue" pays only for large bodies."""
    del request.headers["Expect"]


def _listed(answer: Mapping[str, Any]) -> ListedObject:
    etag = answer["ETag"].strip('"')
    return ListedObject(answer["Size"], "" if "-" in etag else etag)  # an ETag with a dash is not the MD5 of the bytes


def _status(error: ClientError) -> int:
    return int(error.response["ResponseMetadata"]["HTTPStatusCode"])
