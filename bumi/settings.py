"""Settings from the environment or a .env file, all named BUMI_...; secrets are never among them."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

__all__ = ["ROOT", "Settings"]

ROOT = Path(__file__).parents[1]


class Settings(BaseSettings):
    """How this installation differs from another; the README's table is tested against this class."""

    model_config = SettingsConfigDict(env_prefix="BUMI_", env_file=".env", extra="ignore", frozen=True)

    database_url: str = Field("sqlite:///.bumi/bumi.db", description="the newsroom's database: SQLite or PostgreSQL")
    storage_url: str = Field("output", description="where pages go: a folder, or s3://bucket/prefix")
    s3_endpoint_url: str | None = Field(None, description="an S3 endpoint other than AWS")
    site_url: str = Field("http://127.0.0.1:8000", description="the public address of the site, without a final slash")
    site_name: str = Field("بومی؛ رسانه استان کرمان", description="the name readers see")
    model: str = Field("embedded", description="the writer: a preset of models/registry.toml, a folder, or a hub name")
    cache: Path = Field(Path(".cache/bumi"), description="where the converted model is kept")
    user: str = Field("", description="who acts on the command line; the login name where empty")
