"""How a story was made, as far as it may be public: what each of its sentences rests on, who drafted, who approved."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

_Model = ConfigDict(frozen=True, extra="forbid")


class PassageOrigin(StrEnum):
    """Where a passage comes from: parts of the brief, an editor, a contributor, or the draft.

    A draft puts in headings and headlines.
    """

    BRIEF = "brief"
    EDITOR = "editor"
    CONTRIBUTOR = "contributor"
    DRAFT = "draft"


class StoryPassage(BaseModel):
    """A sentence or line of a published text, in reading order within its `field`.

    `rests_on` are parts of the brief, by id, and `notes` their words, as far as the agency lets them be public: each
    has its place, and is empty where it does not.
    """

    model_config = _Model

    field: str
    text: str
    origin: PassageOrigin
    rests_on: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class StoryMaking(BaseModel):
    """How a story was made. `model` wrote the draft, "" if a person did; `approver` is a role, or the name of a person.

    Of a story that was withdrawn or taken down nothing is said.
    """

    model_config = _Model

    model: str = ""
    approver: str = ""
    approved_at: datetime | None = None
    passages: tuple[StoryPassage, ...] = ()
