"""The adapters of this newsroom, in a folder outside the repository: what was proposed, and which one is in force.

Each is a folder named by its version: the weights, the notes that it learnt from, and how it was measured. Which one
writes is told by the last lines of `decisions.jsonl`, which only grows: a promotion puts an adapter on top, a rollback
takes the topmost off. Beneath them all is the adapter of this repository.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bumi.errors import BadInput, NotAvailable, Refused
from bumi.newsroom.roles import Role
from bumi.settings import Settings
from models.adapter import WEIGHTS, version
from models.gate import Compared

if TYPE_CHECKING:
    from bumi.newsroom.tables import User

__all__ = ["ADAPTER", "Decision", "Proposal", "adapter_in_force", "decisions", "promote", "proposals", "roll_back"]

ADAPTER = Path(__file__).parent / "adapters" / "writer"
_PROPOSAL, _DECISIONS = "proposal.json", "decisions.jsonl"
_Model = ConfigDict(frozen=True, extra="forbid")


class Proposal(BaseModel):
    """An adapter that somebody may promote, held against the one that was in force when it was made.

    It went on from the adapter `start`, or from none; it learnt from `lessons` of the pieces `pieces`, and was tried on
    `held` more. `reasons` say why it is not better.
    """

    model_config = _Model

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


class Decision(BaseModel):
    """Who let an adapter write, or took it back, and why."""

    model_config = _Model

    what: Literal["promoted", "rolled back"]
    version: str
    by: str
    at: AwareDatetime
    why: str = ""


def adapter_in_force(settings: Settings) -> Path:
    """Return the folder of the adapter that writes; NotAvailable where its weights are gone or were changed."""
    stack = _stack(settings)
    if not stack:
        return ADAPTER
    folder = settings.adapters / stack[-1]
    if not (folder / WEIGHTS).exists() or version(folder) != stack[-1]:
        raise NotAvailable(f"وزن‌های آداپتور «{folder}» نیست یا عوض شده است؛ با «bumi adapter rollback» کنارش بگذارید")
    return folder


def proposals(settings: Settings) -> list[Proposal]:
    """Return all that were proposed, the newest first."""
    paths = settings.adapters.glob(f"*/{_PROPOSAL}")
    found = [Proposal.model_validate_json(path.read_text("utf-8")) for path in paths]
    return sorted(found, key=lambda it: it.made_at, reverse=True)


def decisions(settings: Settings) -> list[Decision]:
    """Return what was decided, in order."""
    path = settings.adapters / _DECISIONS
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [Decision.model_validate_json(line) for line in lines]


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
    _append(settings, Decision(what="promoted", version=chosen, by=by.name, at=at, why=why))
    return proposal


def roll_back(settings: Settings, by: "User", at: datetime, why: str = "") -> str:
    """Take the adapter in force back, and return the version of the one before it, which writes again.

    Refused, with all the reasons, to others than chiefs, and where none was promoted.
    """
    stack, against = _stack(settings), _not_his(by)
    if not stack:
        against.append("آداپتور خود بومی در کار است؛ چیزی برای بازگرداندن نیست")
    if against:
        raise Refused(*against)
    _append(settings, Decision(what="rolled back", version=stack[-1], by=by.name, at=at, why=why))
    return version(adapter_in_force(settings))


def _stack(settings: Settings) -> list[str]:
    stack: list[str] = []
    for each in decisions(settings):
        if each.what == "promoted":
            stack.append(each.version)
        else:
            stack.pop()
    return stack


def _not_his(by: "User") -> list[str]:
    if by.role is Role.CHIEF:
        return []
    return [f"«{by.name}» اجازه این کار را ندارد؛ کار «{Role.CHIEF.persian}» است"]


def _append(settings: Settings, decision: Decision) -> None:
    settings.adapters.mkdir(parents=True, exist_ok=True)
    with (settings.adapters / _DECISIONS).open("a", encoding="utf-8") as file:
        file.write(decision.model_dump_json() + "\n")
