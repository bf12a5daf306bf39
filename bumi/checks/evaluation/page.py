"""The page docs/checks.md, which shows every finding of every check; `python -m bumi.checks.evaluation.page` writes it.

The prose and the examples come from docs/checks.yaml; the checks give severity and message.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from bumi.brief import Brief
from bumi.checks.facts.support import Judgement
from bumi.checks.registry import check_fields
from bumi.finding import Finding
from bumi.persian.text import ZWNJ
from bumi.piece import Fields, Lookalike
from bumi.settings import ROOT

PAGE = ROOT / "docs" / "checks.md"

_Model = ConfigDict(frozen=True, extra="forbid")
_HEAD = "| کد | وزن | نادرست | درست | پیام |\n|---|---|---|---|---|"
_OF_WHOLE_TEXTS = ("missing", "no-evidence", "unfounded")
_UNSEEN = {" ": "␣", ZWNJ: "⟨نیم‌فاصله⟩"}


class CheckExample(BaseModel):
    """A text with a finding of this code, and the corrected text."""

    model_config = _Model

    code: str
    wrong: str
    right: str
    where: str = ""
    field: str = "body"
    brief: dict[str, Any] = {}


class _Check(BaseModel):
    """A check with its examples."""

    model_config = _Model

    name: str
    about: str
    examples: tuple[CheckExample, ...]


class CheckExamples(BaseModel):
    """docs/checks.yaml, as its header explains."""

    model_config = _Model

    about: str
    brief: dict[str, Any]
    fields: dict[str, str]
    lookalike: Lookalike
    checks: tuple[_Check, ...]

    def brief_of(self, example: CheckExample) -> Brief:
        """Return the brief that an example is checked against."""
        return Brief.model_validate(self.brief | example.brief)

    def found(self, example: CheckExample, text: str) -> list[Finding]:
        """Return what the checks find in the example's field where it has this text.

        Findings on omissions or additions of a whole text count only in the examples of these findings.
        """
        written = text.split() if example.field == "hashtags" else text
        fields = Fields.model_validate({**self.fields, example.field: written})
        found = check_fields(fields, self.brief_of(example), lookalikes=[self.lookalike], judge=_judge)
        aside = {code for code in _OF_WHOLE_TEXTS if not example.code.startswith(code)}
        own = [finding for finding in found if finding.field == example.field]
        return [finding for finding in own if not finding.code.startswith(tuple(aside))]


def _judge(brief: Brief, sentences: Sequence[str]) -> list[Judgement]:
    """Judge sentences by their words alone, so that the page loads no model."""
    whole = brief.facts()
    strange = [tuple(word for word in sentence.rstrip(".").split() if word not in whole) for sentence in sentences]
    return [Judgement(0.0, not words, "n1", words) for words in strange]


@cache
def examples() -> CheckExamples:
    """Return the examples of docs/checks.yaml."""
    return CheckExamples.model_validate(yaml.safe_load(PAGE.with_suffix(".yaml").read_text("utf-8")))


def page() -> str:
    """Return the page of examples in Markdown."""
    brief = yaml.safe_dump(examples().brief, allow_unicode=True, sort_keys=False, width=100)
    parts = [
        "<!-- `python -m bumi.checks.evaluation.page` makes this of checks.yaml -->",
        '<div dir="rtl">',
        examples().about,
    ]
    parts.append(f"```yaml\n{brief}```")
    for check in examples().checks:
        rows = (_row(check.name, example) for example in check.examples)
        parts += [f"## `{check.name}`: {check.about}", "\n".join([_HEAD, *rows])]
    return "\n\n".join([*parts, "</div>"]) + "\n"


def _row(check: str, example: CheckExample) -> str:
    code = f"`{example.code}`" + (f"<br>{example.where}" if example.where else "")
    every = examples().found(example, example.wrong)
    found = [finding for finding in every if (finding.check, finding.code) == (check, example.code)]
    weight = found[0].severity.persian + ("، خودکار" if found[0].safe else "")
    return f"| {code} | {weight} | {_shown(example.wrong, found)} | {example.right} | {found[0].message} |"


def _shown(text: str, found: Iterable[Finding]) -> str:
    """Return a text with its findings in bold, a dash for an empty text."""
    shown, done = "", 0
    for finding in found:
        bold = f"<b>{_visible(finding.matched)}</b>" if finding.matched else ""
        shown, done = f"{shown}{text[done : finding.start]}{bold}", finding.end
    return f"{shown}{text[done:]}" or "—"


def _visible(found: str) -> str:
    """Return symbols and code points for a text of invisible characters; any other text unchanged."""
    if any(char.isprintable() and not char.isspace() for char in found):
        return found
    return "".join(_UNSEEN.get(char, f"⟨U+{ord(char):04X}⟩") for char in found)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
