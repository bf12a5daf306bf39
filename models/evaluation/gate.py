"""The gate that a new adapter has to pass: better at what it was to learn, and at nothing worse that readers notice."""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bumi.models.evaluation.metrics import (
    COVERED,
    FIRST_GOOD,
    INVENTED,
    LESSON_PERPLEXITY,
    PLAIN,
    UNKNOWN_NAMES,
    Bar,
    Figure,
)
from bumi.persian.text import digits_to_persian

__all__ = ["Compared", "compared", "reasons"]

type Demand = Literal["better", "not worse", ""]

_DEMANDS: dict[Bar, Demand] = {
    INVENTED: "not worse",
    COVERED: "not worse",
    UNKNOWN_NAMES: "not worse",
    PLAIN: "not worse",
    LESSON_PERPLEXITY: "better",
    FIRST_GOOD: "not worse",
}


class Compared(BaseModel):
    """One figure of the adapter in force and of the new one; `demand` says what the gate asks of it."""

    model_config = ConfigDict(frozen=True)

    name: str
    before: float
    after: float
    least: bool
    share: bool
    demand: Demand

    @property
    def passed(self) -> bool:
        """Whether the new adapter is as good in it as the gate asks."""
        gained = (self.after - self.before) * (1 if self.least else -1)
        return not self.demand or (gained > 0 if self.demand == "better" else gained >= 0)

    @property
    def in_words(self) -> tuple[str, str]:
        """The two figures, as people read them."""
        told = (f"{100 * it:.1f}٪" if self.share else f"{it:.4g}" for it in (self.before, self.after))
        before, after = (digits_to_persian(it).replace(".", "٫") for it in told)
        return before, after


def compared(before: Sequence[Figure], after: Sequence[Figure]) -> tuple[Compared, ...]:
    """Return the figures of both, in their order; ValueError where they are not of the same bars."""
    pairs = zip(before, after, strict=True)
    if any(old.bar != new.bar for old, new in pairs):
        raise ValueError("the figures are of different bars")
    return tuple(
        Compared(
            name=old.bar.name,
            before=old.value,
            after=new.value,
            least=old.bar.least,
            share=old.bar.share,
            demand=_DEMANDS.get(old.bar, ""),
        )
        for old, new in zip(before, after, strict=True)
    )


def reasons(figures: Sequence[Compared]) -> tuple[str, ...]:
    """Return all that speaks against the new adapter; nothing where it is better."""
    return tuple(_reason(it) for it in figures if not it.passed)


def _reason(it: Compared) -> str:
    before, after = it.in_words
    asked = "باید بهتر می‌شد" if it.demand == "better" else "نباید بدتر می‌شد"
    return f"{it.name}: {before} بود و {after} شد؛ {asked}"
