"""What a card has to say against the words of a piece, as findings, before anything is drawn."""

from collections.abc import Iterator

from bumi.brief import Brief
from bumi.cards.card import settle
from bumi.cards.kits import kit_of
from bumi.cards.plan import planned
from bumi.cards.wording import undrawn
from bumi.errors import BadInput
from bumi.finding import Finding, Severity
from bumi.piece import Fields

__all__ = ["card_findings"]

_ON_CARDS = ("kicker", "headline")


def card_findings(fields: Fields, brief: Brief) -> list[Finding]:
    """Return what keeps a card from being drawn, which blocks, and what it leaves out, which it only tells.

    A text that is no field of the piece (agency, call to action) is told of at the headline.
    """
    texts = fields.texts()
    found = list(_left_out(texts))
    try:
        jobs = planned(fields, brief)
    except BadInput as error:
        return [*found, *(_finding("headline", "card/letter", problem) for problem in error.problems)]
    kit = kit_of(brief.agency)
    settled = [settle(job, kit) for job in jobs]
    told = {(text, reason) for each in settled for text, reason in zip(each.unfit, each.reasons, strict=True)}
    for text, reason in sorted(told):
        field = text if text in texts else "headline"
        found.append(_finding(field, "card/room", reason, texts[field] if text in texts else ""))
    return found


def _left_out(texts: dict[str, str]) -> Iterator[Finding]:
    for field in _ON_CARDS:
        for sign in undrawn(texts[field]):
            start = texts[field].find(sign)
            if start >= 0:
                message = f"«{sign}» روی کارت نوشته نمی‌شود، چون قلم آن را ندارد"
                yield Finding(
                    check="card", code="card/sign", severity=Severity.ADVISES, field=field, start=start,
                    end=start + len(sign), matched=sign, message=message,
                )  # fmt: skip


def _finding(field: str, code: str, message: str, matched: str = "") -> Finding:
    return Finding(
        check="card", code=code, severity=Severity.BLOCKS, field=field, start=0, end=len(matched), matched=matched,
        message=message,
    )  # fmt: skip
