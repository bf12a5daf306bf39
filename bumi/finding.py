"""Findings of the checks: what was found, where, how grave it is and how to fix it."""

import hashlib
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, computed_field

from bumi.persian.text import flat
from bumi.words import Named


class Severity(Named):
    """How much a finding weighs: `blocks` stops approval, `warns` asks for a look, `advises` suggests."""

    BLOCKS = "blocks", "مانع"
    WARNS = "warns", "هشدار"
    ADVISES = "advises", "پیشنهاد"


class Finding(BaseModel):
    """One thing a check found in one field of a piece.

    `start` and `end` are code-point offsets into the field's text and `text[start:end] == matched`
    always. `suggestions` are replacements for exactly that span, best first; `safe` says that the first
    may be applied without asking. What an editor dismissed is remembered by `fingerprint`.
    """

    model_config = ConfigDict(frozen=True)

    check: str
    code: str
    severity: Severity
    field: str
    start: int
    end: int
    matched: str
    message: str
    suggestions: tuple[str, ...] = ()
    safe: bool = False

    @computed_field  # type: ignore[prop-decorator]
    @property
    def fingerprint(self) -> str:
        """A hash of check, code, field and matched text, which stays the same when the text around changes."""
        words = "\x1f".join((self.check, self.code, self.field, flat(self.matched)))
        return hashlib.sha256(words.encode()).hexdigest()[:16]


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop an approval."""
    return [finding for finding in findings if finding.severity is Severity.BLOCKS]


def apply_fixes(text: str, findings: Iterable[Finding]) -> str:
    """Return `text` with the first suggestion of every safe finding applied; of overlapping ones the first."""
    pieces: list[str] = []
    done = 0
    safe = (finding for finding in findings if finding.safe and finding.suggestions)
    for finding in sorted(safe, key=lambda finding: (finding.start, finding.end)):
        if finding.start < done:
            continue
        pieces += [text[done : finding.start], finding.suggestions[0]]
        done = finding.end
    return "".join([*pieces, text[done:]])
