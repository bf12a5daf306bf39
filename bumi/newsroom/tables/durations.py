"""The table of step durations: a histogram for each step of the pipeline, of all processes on all machines."""

from sqlalchemy import BigInteger, Double
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base


class StepDuration(Base):
    """How many runs of a step took as long as one bucket of its histogram says; rows only grow.

    `outcome` is "done" or "failed". `le` is the upper bound of the bucket in seconds, as Prometheus writes it, and
    "+Inf" for the last one. `seconds` is the sum of the durations, `tokens` of what the model generated meanwhile.
    """

    __tablename__ = "step_durations"

    step: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(primary_key=True)
    le: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    seconds: Mapped[float] = mapped_column(Double)
    tokens: Mapped[int] = mapped_column(BigInteger)
