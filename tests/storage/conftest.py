"""Fixtures of storage are those of publishing: a folder, and a real S3 gateway."""

from tests.publishing.conftest import (
    credentials,
    desk,
    folder_settings,
    gateway,
    newsroom,
    place,
    quick,
    s3_settings,
    settings,
)

__all__ = [
    "credentials",
    "desk",
    "folder_settings",
    "gateway",
    "newsroom",
    "place",
    "quick",
    "s3_settings",
    "settings",
]
