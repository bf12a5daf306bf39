"""The photo archive: each picture once, with its rights, the consent of the people in it, and where it is cut."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base, word_column
from bumi.persian.calendar import now
from bumi.words import Named


class PhotoRights(Named):
    """On what ground a photo may be published."""

    OWN = "own", "کار خود دستگاه"
    AGENCY = "agency", "خبرگزاری، با اجازه"
    LICENSED = "licensed", "با مجوز و شرط"
    PUBLIC_DOMAIN = "public-domain", "آزاد برای همه"
    MISSING = "missing", "روشن نیست"


class PhotoConsent(Named):
    """Whether the people in a photo agree to its publication."""

    NOBODY = "nobody", "کسی در آن شناخته نمی‌شود"
    HELD = "held", "رضایت آنان را داریم"
    GATHERING = "gathering", "مراسمی عمومی است"
    MISSING = "missing", "هنوز نداریم"


class ArchivePhoto(Base):
    """A photo of the archive; its bytes, and those of its small copy, are in the media store under their hashes.

    `agency` is who may use it, "" for all. `expires_on` is the last day in Tehran on which it may be published.
    `captured`: somebody said that a camera took it. `photographer` is the contributor who took it, whom pages credit as
    their profile lets readers be told; `credit` then names the agency, and is all that is drawn or written into files.
    `decided_by` is the editor who last decided on rights, consent or last day. `focus_x` and `focus_y` are shares from
    left and top. A withdrawn photo keeps its row; `erased_at` says since when its bytes are no longer needed. Ids are
    not reused, because browsers cache a picture by its id.
    """

    __tablename__ = "archive_photos"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    small_sha256: Mapped[str] = mapped_column(index=True)
    width: Mapped[int]
    height: Mapped[int]
    caption: Mapped[str]
    credit: Mapped[str]
    rights: Mapped[PhotoRights] = mapped_column(word_column(PhotoRights))
    terms: Mapped[str]
    captured: Mapped[bool] = mapped_column(default=False)
    consent: Mapped[PhotoConsent] = mapped_column(word_column(PhotoConsent))
    county: Mapped[str]
    agency: Mapped[str] = mapped_column(index=True)
    taken_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    photographer: Mapped[str | None] = mapped_column(ForeignKey("users.name"), index=True)
    focus_x: Mapped[float | None]
    focus_y: Mapped[float | None]
    words: Mapped[str]
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(default="")
    withdrawn_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    decided_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    @property
    def by_camera(self) -> bool:
        """Whether the newsroom may say that a camera took it: an agency says so of its own work."""
        return self.captured and self.rights is PhotoRights.OWN

    @property
    def focus(self) -> tuple[float, float] | None:
        """The point that every crop keeps, if somebody chose one."""
        return None if self.focus_x is None or self.focus_y is None else (self.focus_x, self.focus_y)
