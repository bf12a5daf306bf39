"""The tables of the desk: sign-ins and tokens, unsaved input, and photos.

No secret is stored: only hashes of links, cookies and tokens, and argon2 hashes of passwords.
"""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base, Json, inside
from bumi.persian.calendar import now


class Invitation(Base):
    """A one-time code for a user without a password, or who has forgotten it."""

    __tablename__ = "invitations"

    hash: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.name"), index=True)
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignIn(Base):
    """A signed-in browser session, until it signs out, is idle too long, or reaches its maximum duration."""

    __tablename__ = "sign_ins"

    hash: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.name"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)


class SignInAttempt(Base):
    """A sign-in attempt; `user` is set only for known names, because people type passwords into the wrong field."""

    __tablename__ = "sign_in_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    user: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    address: Mapped[str]
    outcome: Mapped[str]


class AgencyToken(Base):
    """A token with which an agency's own program submits briefs, on behalf of one of its users."""

    __tablename__ = "agency_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(unique=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.name"))
    label: Mapped[str]
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class ApiRequest(Base):
    """An answered API request: a repeated key returns the same piece instead of creating a second one."""

    __tablename__ = "api_requests"

    token_id: Mapped[int] = mapped_column(ForeignKey("agency_tokens.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    body_hash: Mapped[str]
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))
    at: Mapped[datetime] = mapped_column(default=now)


class BriefDraft(Base):
    """A brief that somebody is still typing, exactly as typed; only its author sees it.

    `page` is the browser page (one opening of one tab) that wrote it last. Ids are not reused, because a tab may still
    hold the id of a deleted draft. A draft that was deleted (`dropped_at`) can be restored for some time.
    """

    __tablename__ = "brief_drafts"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("users.name"), index=True)
    form: Mapped[Json]
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    page: Mapped[str] = mapped_column(default="")
    dropped_at: Mapped[datetime | None]


class UnsavedEdit(Base):
    """Unsaved changes to a piece: not a revision, so the approval stays valid; only the author sees them.

    `seen` is the number of the revision that the author was editing.
    """

    __tablename__ = "unsaved_edits"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("users.name"), primary_key=True)
    seen: Mapped[int]
    fields: Mapped[Json]
    at: Mapped[datetime] = mapped_column(default=now)


class Photo(Base):
    """A photo submitted with a brief, re-encoded without metadata, so without its location.

    Browsers cache it by id, so ids are not reused. Its bytes are in the media store; one that has not been moved there
    yet has them in `data`, and neither hash nor size.
    """

    __tablename__ = "photos"
    __table_args__ = (inside("photos", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("brief_drafts.id"), index=True)
    piece_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), index=True)
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    data: Mapped[bytes | None]
    sha256: Mapped[str | None] = mapped_column(index=True)
    size: Mapped[int | None]
    width: Mapped[int]
    height: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=now)
