"""The tables of reach: how often pages are read, by day and channel, and how far each access log has been read."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base
from bumi.words import ReachChannel


class ReachDay(Base):
    """How often the page of a piece was read on a day in Tehran by way of a channel, and by how many visitors.

    A visitor is counted once a day and piece, for the channel by which the first view came.
    """

    __tablename__ = "reach_days"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    channel: Mapped[ReachChannel] = mapped_column(primary_key=True)
    views: Mapped[int]
    visitors: Mapped[int]


class ReachSalt(Base):
    """The salt of a day's hashes of visitors; deleted with them when the day is done."""

    __tablename__ = "reach_salts"

    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[bytes]


class ReachVisitor(Base):
    """A visitor of a piece on a day that is not done, as a salted hash of address and browser."""

    __tablename__ = "reach_visitors"

    piece_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    visitor: Mapped[bytes] = mapped_column(primary_key=True)


class AccessLog(Base):
    """How many bytes of an access log have been read; `id` is a hash of its first line, whatever its name is by now."""

    __tablename__ = "access_logs"

    id: Mapped[str] = mapped_column(primary_key=True)
    offset: Mapped[int] = mapped_column(BigInteger)
    seen_at: Mapped[datetime]
