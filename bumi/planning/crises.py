"""Crisis notices (بحران): prepared templates, their texts without a model, updates, closing and retraction."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import AfterValidator, Field, StringConstraints, ValidationError, model_validator

from bumi.brief import Brief, brief_from
from bumi.current_province import per_province
from bumi.errors import BadInput, Refused
from bumi.messages import at_most, few_problems, problem_in_persian
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.pieces import add_revision, submit
from bumi.newsroom.plan.crises import add_notice, before, followed, replaced
from bumi.newsroom.states import GONE, State
from bumi.newsroom.tables import CrisisNotice, Piece, User
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import jalali, whole_minute
from bumi.persian.calendar import now as present
from bumi.persian.text import digits_to_persian, normal
from bumi.piece import POINT, WHAT_TO_DO, Draft, Fields, ModelNote, Source
from bumi.planning.files import Moment, PlanFileModel, read_as
from bumi.planning.plan_settings import known_axis
from bumi.settings import PACKAGE
from bumi.words import MESSENGERS, Channel, Kind, Urgency

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_FOLDER = PACKAGE / "assets" / "crisis"
_LINGERS = timedelta(days=1)  # validity of the notice that a crisis has ended


def _sentence(text: str) -> str:
    return " ".join(normal(text).split()).rstrip(".") + "."


_Name = Annotated[str, StringConstraints(min_length=2, max_length=120, strip_whitespace=True)]
_Sentence = Annotated[str, StringConstraints(min_length=3, max_length=300), AfterValidator(_sentence)]
_Said = list[tuple[tuple[str, ...], str]]  # sentences, each with the ids of its brief parts


class NoticeTemplate(PlanFileModel):
    """Prepared notice of a kind of crisis (assets/crisis)."""

    name: str
    axis: Annotated[str, AfterValidator(known_axis)]
    headline: str
    over: str
    do: Annotated[tuple[_Sentence, ...], Field(min_length=1)]
    call: _Sentence


class CrisisFacts(PlanFileModel):
    """Facts of a notice: event, place, start, source and time of the next update.

    `do` has advice besides that of the template; `until` is the end of validity.
    """

    what: _Sentence
    where: _Name
    county: _Name
    since: Moment
    source: _Name
    next_update: Moment
    until: Moment
    do: Annotated[tuple[_Sentence, ...], at_most(20)] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.next_update <= self.since:
            raise ValueError("«next_update» پیش از «since» است؛ زمان اطلاعیه بعدی را درست کنید")
        if self.until < self.next_update:
            raise ValueError("«until» پیش از «next_update» است؛ اطلاعیه باید تا اطلاعیه بعدی اعتبار داشته باشد")
        return self


def facts_from(data: dict[str, Any]) -> CrisisFacts:
    """Return the facts in `data`; BadInput lists all problems."""
    try:
        return CrisisFacts.model_validate({key: value for key, value in data.items() if value})
    except ValidationError as error:
        raise BadInput(*few_problems([problem_in_persian(dict(each)) for each in error.errors()])) from None


def notice_templates() -> dict[str, NoticeTemplate]:
    """Return the prepared notices by file name."""
    return {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.yaml"))}


def notice_template(name: str) -> NoticeTemplate:
    """Return a prepared notice; BadInput, with the known names, for an unknown one."""
    known = notice_templates()
    if name not in known:
        listed = "، ".join(f"{key} ({each.name})" for key, each in known.items())
        raise BadInput(f"اطلاعیه آماده‌ای به نام «{name}» نیست؛ یکی از این‌ها را بنویسید: {listed}")
    return known[name]


def notice_brief(
    prepared: NoticeTemplate, facts: CrisisFacts, replaces: datetime | None = None, over: bool = False
) -> Brief:
    """Return the brief of a notice from template and facts.

    `replaces` is the publication time of the notice that it replaces; with `over` it says that the crisis has ended,
    and announces no update.
    """
    notes = [facts.what]
    notes += [] if over else [*prepared.do, *facts.do, f"اطلاعیه بعدی {jalali(facts.next_update)} منتشر می‌شود."]
    notes += [f"این اطلاعیه جای اطلاعیه {jalali(replaces)} را می‌گیرد."] if replaces else []
    return brief_from(
        {
            "kind": Kind.NOTICE,
            "urgency": Urgency.CRISIS,
            "topic": (prepared.over if over else prepared.headline).format(where=facts.where),
            "agency": facts.source,
            "county": facts.county,
            "axis": prepared.axis,
            "when": f"از {jalali(facts.since)}",
            "where": facts.where,
            "notes": notes,
            "call_to_action": prepared.call,
            "expire_at": whole_minute(facts.until),
            "channels": [Channel.SITE, *MESSENGERS],  # whoever issues it has no time to choose
        },
        prepared.name,
    )


def notice_draft(brief: Brief, points: int, begun: bool = True) -> Draft:
    """Return the draft of a notice brief; `points` of its notes, after the first, are advice.

    Where the crisis has not `begun`, the draft uses the future or, if it is over already, names no time.
    """
    ids = [f"n{number}" for number in range(1, len(brief.notes) + 1)]
    first, do, rest = ids[0], ids[1 : 1 + points], ids[1 + points :]
    lede: _Said = [((first,), brief.notes[0])]
    holds = ("است" if begun else "می‌شود") if points else "بود"
    if begun or points:
        lede += [(("when", "where"), f"این وضعیت {brief.when} در {brief.where} برقرار {holds}.")]
    said: _Said = [(("agency",), f"این خبر را {brief.agency} اعلام کرده است.")]
    asked: _Said = [((id_,), f"{POINT}{brief.parts()[id_]}") for id_ in do]
    closing: _Said = [(("call",), brief.call_to_action)] if brief.call_to_action else []
    closing += [((id_,), brief.parts()[id_]) for id_ in rest]
    listed = "\n".join([WHAT_TO_DO, *(text for _, text in asked)]) if asked else ""
    fields = Fields(
        kicker="اطلاعیه فوری",
        headline=brief.topic,
        lede=_joined(lede),
        body="\n\n".join(filter(None, (_joined(said), listed, _joined(closing)))),
        caption=_joined([*lede, *closing]),
    )
    sources = [*_sources("lede", lede, brief), *_sources("body", [*said, *asked, *closing], brief)]
    return Draft(fields=fields, sources=tuple(sources), model=ModelNote(name="prepared", adapter="", prompt="", seed=0))


def _joined(said: _Said) -> str:
    return " ".join(text for _, text in said)


def _sources(field: str, said: _Said, brief: Brief) -> list[Source]:
    parts = brief.parts()
    return [Source(field=field, text=text, rests_on=ids, notes=tuple(parts[id_] for id_ in ids)) for ids, text in said]


@per_province(cache)
def _read(path: Path) -> NoticeTemplate:
    return read_as(NoticeTemplate, path)


def issue_notice(
    session: "Session",
    name: str,
    facts: CrisisFacts,
    by: User,
    follows: CrisisNotice | None = None,
    now: datetime | None = None,
) -> Piece:
    """Submit a notice with its finished text for approval; return its piece.

    As an update it replaces the notice `follows`, which stays until this one is published, or expires if it was never
    published. BadInput where the next update is announced for the past; Refused where `follows` has an update already.
    """
    now = now or present()
    if facts.next_update <= now:
        raise BadInput(f"زمان اطلاعیه بعدی ({jalali(facts.next_update)}) گذشته است؛ زمانی در آینده بنویسید")
    return _make(session, name, facts, by, follows, now, over=False)


def close_crisis(session: "Session", last: CrisisNotice, what: str, by: User, now: datetime | None = None) -> Piece:
    """Submit the notice that a crisis has ended; no update is due any more."""
    now = now or present()
    facts = CrisisFacts.model_validate(last.facts).model_dump()
    over = max(now, facts["since"] + timedelta(minutes=1))  # a crisis that never began ends after its start
    ends = {"what": what, "do": (), "next_update": over, "until": whole_minute(over) + _LINGERS}
    return _make(session, last.template, facts_from(facts | ends), by, last, now, over=True)


def retract_notice(session: "Session", wrong: CrisisNotice, by: User, why: str, now: datetime | None = None) -> None:
    """Withdraw a wrong notice with a reason, or discard it if unpublished; Refused as by the state table."""
    now = now or present()
    if wrong.piece.state not in GONE:
        to = State.WITHDRAWN if wrong.piece.published_revision_id else State.DISCARDED
        move(session, wrong.piece, to, by, why, at=now)
    wrong.closed_at = wrong.closed_at or now
    session.flush()


def retire_replaced(session: "Session", now: datetime) -> list[int]:
    """Expire published notices whose update is published; return their ids."""
    ended = replaced(session, now)
    for piece in ended:
        piece.expire_at = now
    session.flush()
    return [piece.id for piece in ended]


def _make(
    session: "Session", name: str, facts: CrisisFacts, by: User, follows: CrisisNotice | None, now: datetime, over: bool
) -> Piece:
    if follows and (follows.closed_at or followed(session, follows)):
        number = digits_to_persian(str(follows.piece_id))
        raise Refused(f"اطلاعیه {number}: بسته شده است یا اطلاعیه دیگری در پی دارد؛ تازه‌ترین را به‌روز کنید")
    prepared = notice_template(name)
    earlier = [follows, *before(session, follows.piece_id)] if follows else []
    shown = next((each.piece.published_at for each in earlier if each.piece.published_at), None)
    for each in earlier:
        if each.piece.published_revision_id is None and each.piece.state not in GONE:
            each.piece.expire_at = now
    piece = submit(session, brief := notice_brief(prepared, facts, shown, over), by)
    draft = notice_draft(brief, 0 if over else len(prepared.do) + len(facts.do), begun=facts.since <= now)
    add_revision(session, piece, draft.fields, machine(session), draft.sources, draft.model)
    data = facts.model_dump(mode="json")
    made = add_notice(session, piece, name, data, facts.next_update, follows.piece_id if follows else None)
    made.closed_at = now if over else None
    session.flush()
    return piece
