"""What a check is handed: one field's text, the brief it must keep to, and the province's data."""

import dataclasses
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from bumi.brief import Brief
from bumi.finding import Finding, Severity
from bumi.persian.informal import spoken
from bumi.persian.phrases import Replacement
from bumi.persian.spans import Spans, quoted, untouchable
from bumi.piece import Lookalike
from bumi.province import Province

if TYPE_CHECKING:
    from bumi.checks.facts.support import Judge

__all__ = ["Context"]


@dataclasses.dataclass(frozen=True)
class Context:
    """One field of a piece as a check sees it; a check opens nothing itself.

    `fields` are the piece's texts by name, where there is a piece; `brief` is None for any other text. `lookalikes` are
    the pieces of the newsroom that may say the same; none are known of a text on its own. `judge` says whether a
    sentence follows from a brief; without it that is not checked.
    """

    text: str
    field: str
    province: Province
    brief: Brief | None = None
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)
    lookalikes: tuple[Lookalike, ...] = ()
    judge: "Judge | None" = None

    @cached_property
    def quoted(self) -> Spans:
        """The spans between « and », marks included."""
        return quoted(self.text)

    @cached_property
    def quotations(self) -> Spans:
        """What stands between « and », without the marks."""
        return Spans((start + 1, end - 1) for start, end in self.quoted)

    @cached_property
    def said(self) -> tuple[Replacement, ...]:
        """The spoken forms outside of quotations, with how they are written."""
        return tuple(spoken(self.text, self.quotations))

    @cached_property
    def spoken(self) -> Spans:
        """The spans of these forms."""
        return Spans((start, end) for start, end, _ in self.said)

    @cached_property
    def untouchable(self) -> Spans:
        """The spans of web addresses, emails, handles and runs of Latin words."""
        return untouchable(self.text)

    @cached_property
    def public_lines(self) -> tuple[str, ...]:
        """The lines that agencies of the province publish."""
        return tuple(line for agency in self.province.agencies for line in agency.lines)

    def finding(
        self, name: str, severity: Severity, start: int, end: int, message: str, *suggestions: str, safe: bool = False
    ) -> Finding:
        """Return a finding of this field; `name` is "check/code", and the span is cut from the text itself."""
        check, code = name.split("/")
        return Finding(
            check=check,
            code=code,
            severity=severity,
            field=self.field,
            start=start,
            end=end,
            matched=self.text[start:end],
            message=message,
            suggestions=suggestions,
            safe=safe,
        )
