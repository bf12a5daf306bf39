"""The roles of people, and of the machine."""

from enum import StrEnum

__all__ = ["Role"]


class Role(StrEnum):
    """What a user is trusted with."""

    CONTENT = "content"
    EDITOR = "editor"
    CHIEF = "chief"
    MACHINE = "machine"

    @property
    def persian(self) -> str:
        """The word people use."""
        return {"content": "تولید محتوا", "editor": "دبیر", "chief": "سردبیر", "machine": "سامانه"}[self.value]
