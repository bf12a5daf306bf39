"""Promotion of adapters: compares a proposal with the adapter in force, promotes it or rolls it back.

A proposal is a folder named by its version, with the weights, the training notes and the metrics.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bumi.errors import BadInput, Refused
from bumi.models.evaluation.metrics import Demand, Figure
from bumi.models.weights import AdapterDecision, adapter_in_force, decide, stack, version
from bumi.newsroom.states import Role
from bumi.persian.text import digits_to_persian
from bumi.settings import Settings

if TYPE_CHECKING:
    from bumi.newsroom.tables import User

_PROPOSAL = "proposal.json"


class Compared(BaseModel):
    """One figure of the adapter in force and of the new one; `demand` is the requirement for promotion."""

    model_config = ConfigDict(frozen=True)

    name: str
    before: float
    after: float
    least: bool
    share: bool
    demand: Demand

    @property
    def passed(self) -> bool:
        """Whether the new adapter meets the demand."""
        gained = (self.after - self.before) * (1 if self.least else -1)
        return not self.demand or (gained > 0 if self.demand == "better" else gained >= 0)

    @property
    def in_words(self) -> tuple[str, str]:
        """The two figures, formatted for people."""
        told = (f"{100 * it:.1f}٪" if self.share else f"{it:.4g}" for it in (self.before, self.after))
        before, after = (digits_to_persian(it).replace(".", "٫") for it in told)
        return before, after


def compared(before: Sequence[Figure], after: Sequence[Figure]) -> tuple[Compared, ...]:
    """Return the paired figures of both, in order; ValueError where their bars differ."""
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
            demand=old.bar.demand,
        )
        for old, new in zip(before, after, strict=True)
    )


def reasons(figures: Sequence[Compared]) -> tuple[str, ...]:
    """Return all reasons against the new adapter; empty where it is better."""
    return tuple(_reason(it) for it in figures if not it.passed)


def _reason(it: Compared) -> str:
    before, after = it.in_words
    asked = "باید بهتر می‌شد" if it.demand == "better" else "نباید بدتر می‌شد"
    return f"{it.name}: {before} بود و {after} شد؛ {asked}"


class AdapterProposal(BaseModel):
    """An adapter proposed for promotion, compared with the one in force when it was made.

    Training continued the adapter `start`, if any, with `lessons` lessons; `held` more were held out; both come from
    the pieces `pieces`. `reasons` say why it is not better.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    made_at: AwareDatetime
    against: str
    start: str
    lessons: int
    held: int
    pieces: tuple[int, ...]
    steps: int
    seconds: int
    briefs: int
    figures: tuple[Compared, ...]
    reasons: tuple[str, ...]

    def save(self, folder: Path) -> None:
        """Save the proposal with its weights."""
        (folder / _PROPOSAL).write_text(self.model_dump_json(indent=2), "utf-8")


def proposals(settings: Settings) -> list[AdapterProposal]:
    """Return all proposals, the newest first."""
    paths = settings.adapters.glob(f"*/{_PROPOSAL}")
    found = [AdapterProposal.model_validate_json(path.read_text("utf-8")) for path in paths]
    return sorted(found, key=lambda it: it.made_at, reverse=True)


def promote(settings: Settings, chosen: str, by: "User", at: datetime, why: str = "") -> AdapterProposal:
    """Put the proposed adapter `chosen` in force; BadInput where there is no such proposal.

    Refused, with all reasons, to anyone but chiefs, and where it is not better than the one in force, or was compared
    with another.
    """
    proposal = next((it for it in proposals(settings) if it.version == chosen), None)
    if proposal is None:
        raise BadInput(f"آداپتوری به نام «{chosen}» پیشنهاد نشده است؛ نام‌ها را با «bumi adapter list» ببینید")
    against = [*_not_his(by), *(f"آداپتور {chosen}: {reason}" for reason in proposal.reasons)]
    present = version(adapter_in_force(settings))
    if chosen == present:
        against.append(f"آداپتور {chosen} همین حالا در کار است")
    elif proposal.against != present:
        against.append(f"آداپتور {chosen} با {proposal.against} سنجیده شده و اکنون {present} در کار است؛ از نو بسنجید")
    if version(settings.adapters / chosen) != chosen:
        against.append(f"وزن‌های آداپتور {chosen} پس از سنجش عوض شده است؛ از نو پیشنهادش کنید")
    if against:
        raise Refused(*against)
    decide(settings, AdapterDecision(what="promoted", version=chosen, by=by.name, at=at, why=why))
    return proposal


def roll_back(settings: Settings, by: "User", at: datetime, why: str = "") -> str:
    """Roll back the adapter in force, and return the version of the previous one, now in force again.

    Refused, with all reasons, to anyone but chiefs, and where none was promoted.
    """
    promoted, against = stack(settings), _not_his(by)
    if not promoted:
        against.append("آداپتور خود بومی در کار است؛ چیزی برای بازگرداندن نیست")
    if against:
        raise Refused(*against)
    decide(settings, AdapterDecision(what="rolled back", version=promoted[-1], by=by.name, at=at, why=why))
    return version(adapter_in_force(settings))


def _not_his(by: "User") -> list[str]:
    if by.role is Role.CHIEF:
        return []
    return [f"«{by.name}» اجازه این کار را ندارد؛ کار «{Role.CHIEF.persian}» است"]
