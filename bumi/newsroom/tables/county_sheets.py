"""The table of kept monthly sheets: what each county's sheet said when its month was over."""

from datetime import date, datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base
from bumi.persian.calendar import now


class KeptSheet(Base):
    """The printed sheet of a county (by its slug) for a closed month (by its first day), as it was when it was kept."""

    __tablename__ = "county_sheets"

    county: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime] = mapped_column(default=now)
