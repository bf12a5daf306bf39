"""Adapters that are proposed: each held against the one in force, and promoted or rolled back by a chief.

Each is a folder named by its version: the weights, the notes that it learnt from, and how it was measured.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bumi.errors import BadInput, Refused
from bumi.models.evaluation.gate import Compared
from bumi.models.weights import Decision, adapter_in_force, decide, stack, version
from bumi.newsroom.states import Role
from bumi.settings import Settings

if TYPE_CHECKING:
    from bumi.newsroom.tables import User

__all__ = ["Proposal", "promote", "proposals", "roll_back"]

_PROPOSAL = "proposal.json"


class Proposal(BaseModel):
    """An adapter that somebody may promote, held against the one that was in force when it was made.

    It went on from the adapter `start`, or from none; it learnt from `lessons` of the pieces `pieces`, and was tried on
    `held` more. `reasons` say why it is not better.
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
        """Write it down beside its weights."""
        (folder / _PROPOSAL).write_text(self.model_dump_json(indent=2), "utf-8")


def proposals(settings: Settings) -> list[Proposal]:
    """Return all that were proposed, the newest first."""
    paths = settings.adapters.glob(f"*/{_PROPOSAL}")
    found = [Proposal.model_validate_json(path.read_text("utf-8")) for path in paths]
    return sorted(found, key=lambda it: it.made_at, reverse=True)


def promote(settings: Settings, chosen: str, by: "User", at: datetime, why: str = "") -> Proposal:
    """Let the proposed adapter `chosen` write from now on; BadInput where there is none such.

    Refused, with all the reasons, to others than chiefs, and where it is not better than the one in force, or was held
    against another.
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
    decide(settings, Decision(what="promoted", version=chosen, by=by.name, at=at, why=why))
    return proposal


def roll_back(settings: Settings, by: "User", at: datetime, why: str = "") -> str:
    """Take the adapter in force back, and return the version of the one before it, which writes again.

    Refused, with all the reasons, to others than chiefs, and where none was promoted.
    """
    promoted, against = stack(settings), _not_his(by)
    if not promoted:
        against.append("آداپتور خود بومی در کار است؛ چیزی برای بازگرداندن نیست")
    if against:
        raise Refused(*against)
    decide(settings, Decision(what="rolled back", version=promoted[-1], by=by.name, at=at, why=why))
    return version(adapter_in_force(settings))


def _not_his(by: "User") -> list[str]:
    if by.role is Role.CHIEF:
        return []
    return [f"«{by.name}» اجازه این کار را ندارد؛ کار «{Role.CHIEF.persian}» است"]
