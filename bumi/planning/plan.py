"""What the province sets for itself, in assets/province/plan.yaml: quiet hours, how early work begins, targets."""

from datetime import time
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bumi.planning.files import Clock, read_as
from bumi.province import province
from bumi.settings import PACKAGE
from bumi.words import Kind

__all__ = ["Ahead", "Plan", "Quiet", "Targets", "known_axis", "known_county", "province_plan", "read_plan"]

_FILE = PACKAGE / "assets" / "province" / "plan.yaml"
_Model = ConfigDict(frozen=True, extra="forbid")
_Days = Annotated[int, Field(ge=0, le=365)]
_Pieces = Annotated[int, Field(ge=0, le=1000)]


def known_county(name: str) -> str:
    """Return the county's own name; ValueError, in Persian, where there is none such."""
    if county := province().county(name):
        return county.name
    raise ValueError(f"شهرستان «{name}» در استان کرمان نیست؛ نام آن را درست کنید")


def known_axis(name: str) -> str:
    """Return the axis's own name; ValueError, in Persian, where there is none such."""
    if axis := province().axis(name):
        return axis.name
    raise ValueError(f"محور «{name}» شناخته نیست؛ یکی از محورهای axes.yaml را بنویسید")


class Quiet(BaseModel):
    """The hours of Tehran's clock in which nothing new reaches people; they go over midnight."""

    model_config = _Model

    begins: Clock = Field(alias="from")
    ends: Clock = Field(alias="until")

    def holds(self, at: time) -> bool:
        """Say whether `at` is within the hours; their two ends are not."""
        if self.begins <= self.ends:
            return self.begins < at < self.ends
        return at > self.begins or at < self.ends


class Ahead(BaseModel):
    """How many days before an event, or after it, something is done."""

    model_config = _Model

    propose: _Days
    warn: _Days
    answer: _Days


class Targets(BaseModel):
    """How many pieces a week there should be, by name of county, axis and kind, and of each agency."""

    model_config = _Model

    county: _Pieces
    county_of: dict[Annotated[str, AfterValidator(known_county)], _Pieces] = {}
    axis: dict[Annotated[str, AfterValidator(known_axis)], _Pieces]
    kind: dict[Kind, _Pieces]
    agency: _Pieces

    def weekly(self, dimension: str) -> dict[str, int]:
        """Return the targets of a week by name: of each `county`, `axis`, `agency` or `kind` (its English word)."""
        match dimension:
            case "county":
                return {county.name: self.county_of.get(county.name, self.county) for county in province().counties}
            case "agency":
                return {agency.name: self.agency for agency in province().agencies}
            case "axis":
                return dict(self.axis)
            case _:
                return {kind.value: target for kind, target in self.kind.items()}


class Plan(BaseModel):
    """The plan of the province."""

    model_config = _Model

    quiet: Quiet
    ahead: Ahead
    targets: Targets


@cache
def province_plan() -> Plan:
    """Return the province's plan, read once; BadInput, listing all that is wrong, where the file is not one."""
    return read_plan(_FILE)


def read_plan(path: Path) -> Plan:
    """Return the plan in a file; BadInput as above."""
    return read_as(Plan, path)
