"""Shared messages: approved facts and wording for several agencies, their variants, and contradictions to them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from bumi.brief import Brief, Quote, brief_from
from bumi.errors import Refused
from bumi.finding import Finding, Severity
from bumi.messages import at_most
from bumi.messages import message as told
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.plan.shared_messages import add_use, approve_version, approved, message, use_of, uses
from bumi.newsroom.states import GONE, State
from bumi.newsroom.tables import Message, MessageUse, MessageVersion, Piece, User
from bumi.newsroom.workflow.transitions import move
from bumi.persian.amounts import amounts
from bumi.persian.calendar import now as present
from bumi.persian.morphology import sentences
from bumi.persian.spans import quoted
from bumi.persian.text import ZWNJ, digits_to_persian, flat, normal
from bumi.planning.files import PlanFileModel

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_GAP = f"[ \u00a0{ZWNJ}]*"
_WORD = re.compile(r"\w+")
_LIKE = 0.6  # share of common words from which a quotation is taken for an approved one
_SHORT = 3  # up to so many words in « » are a name or a title
_OVER = GONE | {State.EXPIRED}
_SETTLED = (State.PUBLISHED, State.PUBLISHED_NEEDS_REVIEW, State.PUBLISHING)
_UNAPPROVED = (State.DRAFT, State.CHANGES_REQUESTED)


def _tidy(text: str) -> str:
    return " ".join(normal(text).split())


def _tidied(said: object) -> object:
    return _tidy(said) if isinstance(said, str) else said


def _one_amount(text: str) -> str:
    found = amounts(_tidy(text))
    if len(found) != 1 or not _tidy(text)[found[0][1] :].strip():
        raise ValueError(f"«{text}» یک عدد و یکای آن نیست؛ مانند «۴۵ نفر» بنویسید")
    return _tidy(text)


_Text = Annotated[str, Field(min_length=2, max_length=400), BeforeValidator(_tidied)]


class MessageFigure(PlanFileModel):
    """A figure of a message: its name in texts and its value with unit, as «ظرفیت دوره», «۴۵ نفر»."""

    name: _Text
    value: Annotated[str, AfterValidator(_one_amount)]

    @property
    def amount(self) -> frozenset[Decimal | str]:
        """The number, in comparable forms."""
        return amounts(self.value)[0][2]

    @property
    def unit(self) -> str:
        """Unit: the first word after the number."""
        return self.value[amounts(self.value)[0][1] :].split()[0]


class MessageName(PlanFileModel):
    """Right and wrong spellings of a name."""

    right: _Text
    wrong: tuple[_Text, ...] = ()


class MessageContent(PlanFileModel):
    """Content of a message: facts, figures, quotations and names that all variants share."""

    title: _Text
    facts: Annotated[tuple[_Text, ...], at_most(15), Field(min_length=1, max_length=15)]
    figures: Annotated[tuple[MessageFigure, ...], at_most(10), Field(max_length=10)] = ()
    quotes: Annotated[tuple[Quote, ...], at_most(5), Field(max_length=5)] = ()
    names: Annotated[tuple[MessageName, ...], at_most(50), Field(max_length=50)] = ()


def inherited(content: MessageContent, own: Brief) -> Brief:
    """Return the brief of a variant: the message's facts, figures and quotations, followed by its own.

    BadInput where a brief cannot hold that much.
    """
    shared = [*content.facts, *(f"{figure.name}: {figure.value}" for figure in content.figures)]
    data = own.model_dump() | {
        "release": "",
        "notes": _each_once([*shared, *own.notes]),
        "quotes": _each_once([*content.quotes, *own.quotes]),
    }
    return brief_from(data, own.topic)


def _each_once[T](items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def contradictions(texts: Mapping[str, str], content: MessageContent) -> list[Finding]:
    """Return blocking findings where the fields `texts` contradict `content`, with the approved wording.

    A figure is compared only in sentences that have its name and its unit, for precision.
    """
    return [
        found
        for field, text in texts.items()
        for found in (
            *(each for figure in content.figures for each in _figures(field, text, figure)),
            *_quotations(field, text, content),
            *(each for name in content.names for each in _names(field, text, name)),
        )
    ]


def _figures(field: str, text: str, figure: MessageFigure) -> Iterator[Finding]:
    named, unit = _spelt(figure.name), re.compile(f"{_GAP}{_spelt(figure.unit).pattern}")
    for start, end in sentences(text):
        if not named.search(text, start, end):
            continue
        counted = [each for each in amounts(text) if start <= each[0] < end and unit.match(text, each[1])]
        if counted and not any(values & figure.amount for _, _, values in counted):
            first, last, _ = counted[0]
            whole = unit.match(text, last)
            assert whole is not None
            span = (first, whole.end())
            yield _finding("figure", field, text, span, figure.value, name=figure.name, value=figure.value)


def _quotations(field: str, text: str, content: MessageContent) -> Iterator[Finding]:
    for start, end in quoted(text):
        inner = _words(text[start + 1 : end - 1])
        if len(inner) <= _SHORT:
            continue
        for quote in content.quotes:
            approved = _words(quote.text)
            shared = sum((Counter(inner) & Counter(approved)).values())
            if shared >= _LIKE * len(inner) and " ".join(inner) not in " ".join(approved):
                yield _finding("quote", field, text, (start + 1, end - 1), quote.text, speaker=quote.speaker)


def _names(field: str, text: str, name: MessageName) -> Iterator[Finding]:
    """Find wrong spellings, except inside a right one («بم» in «ارگ بم»)."""
    right = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name.right)}(?!\w)", text)]
    for wrong in name.wrong:
        for match in re.finditer(rf"(?<!\w){re.escape(wrong)}(?!\w)", text):
            if not any(start <= match.start() and match.end() <= end for start, end in right):
                yield _finding("name", field, text, match.span(), name.right, right=name.right, wrong=match.group())


def _finding(code: str, field: str, text: str, span: tuple[int, int], suggestion: str, **values: str) -> Finding:
    start, end = span
    return Finding(
        check="message",
        code=code,
        severity=Severity.BLOCKS,
        field=field,
        start=start,
        end=end,
        matched=text[start:end],
        message=told(f"message/{code}", **values),
        suggestions=(suggestion,),
    )


def _spelt(words: str) -> re.Pattern[str]:
    """Return a pattern of whole words with any spacing."""
    return re.compile(rf"(?<!\w){_GAP.join(map(re.escape, words.replace(ZWNJ, ' ').split()))}(?!\w)")


def _words(text: str) -> list[str]:
    return _WORD.findall(flat(text))


@dataclass(frozen=True)
class MessageChange:
    """Effect of a new message version on its variants, by piece id.

    `flagged` have to be compared with it; `live` are published and need a correction.
    """

    flagged: tuple[int, ...]
    live: tuple[int, ...]


def submit_variant(session: "Session", message: Message, own: Brief, by: User) -> Piece:
    """Submit the brief of an agency's variant of an approved message.

    Refused where the message is not approved, or with all contradictions of the brief to it.
    """
    content = MessageContent.model_validate(approved(message).content)
    if against := contradictions(own.parts(), content):
        raise Refused(*(f"{own.topic}: {finding.message}" for finding in against))
    piece = submit(session, inherited(content, own), by)
    add_use(session, message, piece, own)
    return piece


def held_against_message(session: "Session", piece: Piece) -> list[Finding]:
    """Return contradictions of a variant's latest revision to its approved message; empty for other pieces."""
    use = use_of(session, piece)
    if use is None or piece.revision is None:
        return []
    version = approved(message(session, use.message_id))
    use.version = version.number
    return contradictions(piece.revision.fields_model.texts(), MessageContent.model_validate(version.content))


def approve_message(session: "Session", message: Message, by: User, now: datetime | None = None) -> MessageChange:
    """Approve the latest version of a message, and send its unpublished variants back for comparison.

    Refused, with all reasons, to its writer and to users who are not editors.
    """
    now = now or present()
    version = approve_version(session, message, by, now)
    content = MessageContent.model_validate(version.content)
    number = digits_to_persian(str(version.number))
    why = f"پیام مشترک «{message.title}» تغییر کرد (نسخه {number})؛ متن را با آن بسنجید"
    variants = [use for use in uses(session, message) if use.piece.state not in _OVER]
    for use in variants:
        use.piece.brief = inherited(content, Brief.model_validate(use.brief)).model_dump(mode="json")
    flagged = [use.piece_id for use in variants if _sent_back(session, use, version, why, at=now)]
    live = [use.piece_id for use in variants if use.piece.published_revision_id]
    session.flush()
    return MessageChange(tuple(flagged), tuple(live))


def outdated_variants(session: "Session", message: Message) -> list[Piece]:
    """Return published variants that were not compared with the approved version."""
    now_holds = message.approved or 0
    live = (use for use in uses(session, message) if use.piece.published_revision_id and use.version < now_holds)
    return [use.piece for use in live if use.piece.state not in _OVER]


def _sent_back(session: "Session", use: MessageUse, version: MessageVersion, why: str, at: datetime) -> bool:
    """Send an unpublished variant back; return whether it had a revision (else it will be drafted anew)."""
    piece = use.piece
    if piece.revision is None:
        use.version = version.number
        return False
    if piece.state in _SETTLED:
        return False
    if piece.state in _UNAPPROVED:
        piece.stumble("message", why)
        piece.returned_revision_id = piece.revision_id  # stops work on this revision
    else:
        move(session, piece, State.CHANGES_REQUESTED, user(session, version.approved_by or ""), why, at=at)
    return True
