"""The tables of piece content: texts, images, findings. Triggers keep texts and images immutable."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bumi.newsroom.tables.columns import Base, Json, inside
from bumi.persian.calendar import now
from bumi.piece import Fields, Media, ModelNote, Source, Variant, content_hash

_BY_AUTHOR = text("author IS NOT NULL")


class Revision(Base):
    """One immutable version of the text; `hash` covers the text, `approvable_hash` also the images.

    `author` is the account of the contributor whose piece it is; what readers are told of them, their profile says
    (`bumi.newsroom.accounts.profiles`). `brief_version` is the version of the brief that its sources are numbered by
    and that the text answers.
    """

    __tablename__ = "revisions"
    __table_args__ = (
        UniqueConstraint("piece_id", "number"),
        Index("ix_revisions_author", "author", sqlite_where=_BY_AUTHOR, postgresql_where=_BY_AUTHOR),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))
    number: Mapped[int]
    fields: Mapped[Json]
    sources: Mapped[list[Json]]
    model: Mapped[Json | None]
    hash: Mapped[str]
    brief_version: Mapped[int] = mapped_column(default=1)
    author: Mapped[str | None]
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    checkup: Mapped["Checkup | None"] = relationship(lazy="selectin")
    images: Mapped[list["RevisionMedia"]] = relationship(lazy="selectin", order_by="RevisionMedia.position")

    @property
    def fields_model(self) -> Fields:
        """The text fields as a validated `Fields`."""
        return Fields.model_validate(self.fields)

    @property
    def sources_model(self) -> tuple[Source, ...]:
        """The sources of each sentence."""
        return tuple(Source.model_validate(source) for source in self.sources)

    @property
    def model_note(self) -> ModelNote | None:
        """The model that wrote the revision, or None if a person did."""
        return ModelNote.model_validate(self.model) if self.model else None

    @property
    def media(self) -> tuple[Media, ...]:
        """The images, in order."""
        return tuple(Media.model_validate(image.media) for image in self.images)

    @property
    def approvable_hash(self) -> str:
        """The hash that an approval is bound to; it covers the text, all images, and the author."""
        return content_hash(self.fields_model, self.media, self.author)


class Checkup(Base):
    """The findings of one revision; a row without findings means that it was checked and is clean."""

    __tablename__ = "checkups"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), primary_key=True)
    findings: Mapped[list[Json]]
    at: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class MediaFile(Base):
    """An image that revisions use, or a rendition of one; its bytes are in the media store, once for all.

    `data` has the bytes of an image that has not been moved there yet; its `size` in bytes is then unknown.
    """

    __tablename__ = "media_files"
    __table_args__ = (inside("media_files", "sha256"),)

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content_type: Mapped[str]
    data: Mapped[bytes | None]
    size: Mapped[int | None]


class UnusedMedia(Base):
    """An object of the media store that nothing names: put for what will name it soon, or no longer needed."""

    __tablename__ = "unused_media"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]


class RevisionMedia(Base):
    """An image of a revision: its position, and its metadata (a `bumi.piece.Media`)."""

    __tablename__ = "revision_media"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("media_files.sha256"), index=True)
    media: Mapped[Json]

    renditions: Mapped[list["Rendition"]] = relationship(
        primaryjoin="foreign(Rendition.of) == RevisionMedia.sha256",
        lazy="selectin",
        order_by="(Rendition.content_type, Rendition.width)",
        viewonly=True,
    )


class Rendition(Base):
    """A variant of an image for readers' screens, smaller or in a lighter format; its bytes are a MediaFile."""

    __tablename__ = "renditions"

    of: Mapped[str] = mapped_column(ForeignKey("media_files.sha256"), primary_key=True)
    content_type: Mapped[str] = mapped_column(primary_key=True)
    width: Mapped[int] = mapped_column(primary_key=True)
    height: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("media_files.sha256"), index=True)

    @property
    def variant(self) -> Variant:
        """The rendition as a `Variant`."""
        return Variant(
            of=self.of, sha256=self.sha256, content_type=self.content_type, width=self.width, height=self.height
        )


class ShingleKey(Base):
    """A shingle key of a revision's body (`bumi.persian.similarity`), used to find revisions with the same text."""

    __tablename__ = "shingle_keys"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), primary_key=True, autoincrement=False)


class SearchText(Base):
    """The search text of a piece (`bumi.newsroom.index.search`), so that a search need not read briefs."""

    __tablename__ = "search_texts"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    text: Mapped[str]
