"""The table of contributors' profiles: names, age and consent for the newsroom, and what readers are told of them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base, Json


class ContributorProfile(Base):
    """Who a contributor is; the key is the account, since two people may have the same name.

    Readers are told `shown` and nothing else: a `bumi.piece.Author` as a chief approved it, or None where no name may
    be shown. All other columns are personal data and stay in the newsroom. `slug` is the address of the author's page.
    `adult`: they said so and gave no birth date. `guardian` consented to the byline of a minor, and `guardian_told` is
    the chief who recorded it. `outdated`: pages do not show `shown` yet.
    """

    __tablename__ = "contributor_profiles"

    name: Mapped[str] = mapped_column(ForeignKey("users.name"), primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    given_name: Mapped[str] = mapped_column(default="")
    family_name: Mapped[str] = mapped_column(default="")
    pen_name: Mapped[str] = mapped_column(default="")
    county: Mapped[str] = mapped_column(default="")
    biography: Mapped[str] = mapped_column(default="")
    birth_date: Mapped[date | None]
    adult: Mapped[bool] = mapped_column(default=False)
    guardian: Mapped[str] = mapped_column(default="")
    guardian_at: Mapped[datetime | None]
    guardian_told: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    consented_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    shown: Mapped[Json | None]
    approved_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    approved_at: Mapped[datetime | None]
    outdated: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
