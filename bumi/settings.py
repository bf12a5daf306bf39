"""Settings from the environment or a .env file, all named BUMI_...; secrets are never among them."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PACKAGE = Path(__file__).parent
"""The package with its data: assets, prompts, sample briefs; links to the top-level folders in a checkout."""

ROOT = PACKAGE.parent
"""The checkout, for tools of development; an installed package has none."""


PROVINCES = PACKAGE / "assets" / "provinces"
"""The provinces that Bumi brings, each a folder named by its slug."""

DEFAULT_PROVINCE = (PROVINCES / "default.txt").read_text("utf-8").strip()
"""The province that is served where no other is named, of which the sample briefs and the training data are."""

_HOME, _PAGES = Path(".bumi"), "output"


def _folder_of(province: str) -> Path:
    return Path(province).resolve() if "/" in province else PROVINCES / province


def _home_of(province: str) -> Path:
    """Return where a newsroom keeps its own: `.bumi`, or a folder in it where it is not of the default province."""
    return _HOME if province == DEFAULT_PROVINCE else _HOME / _folder_of(province).name


def _database(told: dict[str, Any]) -> str:
    return f"sqlite:///{_home_of(told['province'])}/bumi.db"


def _storage(told: dict[str, Any]) -> str:
    # Not a folder in that of another: a site removes what it does not show.
    return _PAGES if told["province"] == DEFAULT_PROVINCE else f"{_PAGES}-{_folder_of(told['province']).name}"


def _media(told: dict[str, Any]) -> str:
    return str(_home_of(told["province"]) / "media")


def _adapters(told: dict[str, Any]) -> Path:
    return _home_of(told["province"]) / "adapters"


class Settings(BaseSettings):
    """The settings of an installation; the table of docs/settings.md is tested against this class."""

    model_config = SettingsConfigDict(env_prefix="BUMI_", env_file=".env", extra="ignore", frozen=True)

    province: str = Field(DEFAULT_PROVINCE, description="the province: a folder of assets/provinces, or a path")
    database_url: str = Field(default_factory=_database, description="the newsroom's database: SQLite or PostgreSQL")
    storage_url: str = Field(default_factory=_storage, description="where pages go: a folder, or s3://bucket/prefix")
    media: str = Field(
        default_factory=_media, description="where images are kept, in private: a folder, or s3://bucket/prefix"
    )
    s3_endpoint_url: str | None = Field(None, description="an S3 endpoint other than AWS")
    s3_path_style: bool = Field(False, description="name the bucket in the path, as most endpoints other than AWS ask")
    s3_acl: str = Field("", description="the ACL of each object, such as `public-read`, where the bucket takes ACLs")
    s3_encryption: str = Field("", description="encryption at rest: `AES256` or `aws:kms`")
    s3_kms_id: str = Field("", description="which key, for `aws:kms`; the account's own where empty")
    channels: Path | None = Field(None, description="the file of the messengers to which approved pieces are sent")
    content_credentials: Path | None = Field(
        None, description="the folder of the certificate and key that sign images; none are signed where empty"
    )
    purge_url: str = Field("", description="where to POST the addresses that changed, for a CDN to forget them")
    site_url: str = Field("http://127.0.0.1:8000", description="the public address of the site, without a final slash")
    site_name: str = Field("", description="the name readers see; the one in province.yaml where empty")
    desk_url: str = Field("http://127.0.0.1:8020", description="where the desk is reached; behind TLS, with https")
    desk_proxies: str = Field("", description="proxies before the desk, by addresses or networks with a comma between")
    intake_url: str = Field(
        "", description="the public address of the question form, ending in `/ask`; without it nobody is asked to ask"
    )
    intake_proxies: str = Field(
        "", description="proxies before the question form, by addresses or networks with a comma between"
    )
    intake_most_waiting: int = Field(
        500, ge=1, description="how many public questions that nobody has looked at are kept; more are turned away"
    )
    smtp_url: str = Field(
        "", description="the mail server for notifications, without its password, such as smtps://user@host:465"
    )
    mail_from: str = Field("", description="the address that notifications come from")
    security_contact: str = Field(
        "", description="who is told of weaknesses: an e-mail or https address, for security.txt"
    )
    model: str = Field(
        "embedded", description="the writer: a preset of models/backends/registry.toml, a folder, or a hub name"
    )
    model_url: str = Field(
        "", description="the OpenAI-compatible server of the model, with its /v1; the preset's own where empty"
    )
    model_parallel: int | None = Field(
        None, ge=1, description="how many questions about a piece the server is asked at once; the preset's own, or 4"
    )
    cache: Path = Field(Path(".cache/bumi"), description="where the converted model and drawn cards are kept")
    adapters: Path = Field(
        default_factory=_adapters, description="where the writer's adapters of this newsroom are kept"
    )
    backup_recipient: str = Field(
        "", description="for whom backups are encrypted: age recipients or gpg fingerprints, with a comma between"
    )
    keep_sign_ins_days: int = Field(90, ge=1, description="days for which attempts to sign in and used links are kept")
    keep_drafts_days: int = Field(
        180, ge=1, description="days for which a brief or an edit that nobody goes on typing is kept"
    )
    access_logs: str = Field(
        "", description="access logs of the site, read every night: a folder, or a path with wildcards"
    )
    log_format: Literal["text", "json"] = Field("text", description="log lines on stderr as `text` or as `json`")
    user: str = Field("", description="who acts on the command line; the login name where empty")

    @property
    def province_folder(self) -> Path:
        """The folder of the province's data; `bumi.current_province` says what is wrong with it."""
        return _folder_of(self.province)

    @property
    def home(self) -> Path:
        """The folder in which this newsroom keeps reports and Prefect's files; other provinces have others."""
        return _home_of(self.province)

    def sign_up_url(self, code: str) -> str:
        """Return the public address of the sign-up form with this code; "" where there is no `intake_url`."""
        return f"{self.intake_url.removesuffix('/').removesuffix('/ask')}/join/{code}" if self.intake_url else ""

    @property
    def own_prefix(self) -> str:
        """What names of this newsroom begin with where several share a server; empty for the default province."""
        return "" if self.province == DEFAULT_PROVINCE else f"{self.province_folder.name}-"


def secret(name: str, variable: str) -> str:
    """Return a secret, or "": the credential `name` that systemd gives the service, or else an environment variable."""
    file = Path(os.environ.get("CREDENTIALS_DIRECTORY", "/nonexistent")) / name
    with suppress(OSError):
        return file.read_text("utf-8", "replace").strip()
    return os.environ.get(variable, "").strip()
