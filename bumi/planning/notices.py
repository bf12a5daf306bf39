"""Notices prepared for crises: a template and a few facts give the whole notice at once, without any model."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from bumi.brief import Brief, brief_from
from bumi.errors import BadInput
from bumi.messages import at_most, few_problems, problem_in_persian
from bumi.persian.calendar import jalali, whole_minute
from bumi.persian.text import normal
from bumi.piece import POINT, Draft, Fields, ModelNote, Source
from bumi.planning.files import Moment, read_as
from bumi.planning.plan import known_axis
from bumi.settings import PACKAGE
from bumi.words import Kind, Urgency

__all__ = ["Facts", "Template", "facts_from", "notice", "notice_brief", "template", "templates"]

_FOLDER = PACKAGE / "assets" / "crisis"
_Model = ConfigDict(frozen=True, extra="forbid")


def _sentence(text: str) -> str:
    return " ".join(normal(text).split()).rstrip(".") + "."


_Name = Annotated[str, StringConstraints(min_length=2, max_length=120, strip_whitespace=True)]
_Sentence = Annotated[str, StringConstraints(min_length=3, max_length=300), AfterValidator(_sentence)]
_Said = list[tuple[tuple[str, ...], str]]  # sentences, each with the parts of the brief it rests on


class Template(BaseModel):
    """What can be said of a kind of crisis before it comes."""

    model_config = _Model

    name: str
    axis: Annotated[str, AfterValidator(known_axis)]
    headline: str
    over: str
    do: Annotated[tuple[_Sentence, ...], Field(min_length=1)]
    call: _Sentence


class Facts(BaseModel):
    """What has to be known for a notice: what happens where, since when, who says so, and when people hear more.

    `do` is what to do besides what the template says; the notice is good `until` then.
    """

    model_config = _Model

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


def facts_from(data: dict[str, Any]) -> Facts:
    """Return the facts in `data`; BadInput lists all that is missing or wrong."""
    try:
        return Facts.model_validate({key: value for key, value in data.items() if value})
    except ValidationError as error:
        raise BadInput(*few_problems([problem_in_persian(dict(each)) for each in error.errors()])) from None


def templates() -> dict[str, Template]:
    """Return the prepared notices by the names of their files."""
    return {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.yaml"))}


def template(name: str) -> Template:
    """Return the prepared notice called so; BadInput, with those there are, for none such."""
    known = templates()
    if name not in known:
        listed = "، ".join(f"{key} ({each.name})" for key, each in known.items())
        raise BadInput(f"اطلاعیه آماده‌ای به نام «{name}» نیست؛ یکی از این‌ها را بنویسید: {listed}")
    return known[name]


def notice_brief(prepared: Template, facts: Facts, replaces: datetime | None = None, over: bool = False) -> Brief:
    """Return the brief of a notice, which rests on nothing but the template and the facts.

    `replaces` is when the notice went out whose place it takes; with `over` it says that the crisis has passed, and
    promises no other.
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
        },
        prepared.name,
    )


def notice(brief: Brief, points: int, begun: bool = True) -> Draft:
    """Return the notice of such a brief; `points` of its notes, after the first, are what to do.

    Where it has not `begun`, the notice says that it is to come, or nothing of a time where it is over before.
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
    listed = "\n".join(["چه باید کرد:", *(text for _, text in asked)]) if asked else ""
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


@cache
def _read(path: Path) -> Template:
    return read_as(Template, path)
