"""Templates of briefs: a form that the people of an agency begin from, again and again."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.errors import BadInput
from bumi.newsroom.accounts.access import agency_name, refuse_to_speak_for, templates_visible
from bumi.newsroom.tables import BriefTemplate, User
from bumi.newsroom.tables.columns import Json
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian, normal

LONGEST_NAME = 60
"""The most characters of the name of a template."""

_MOST = 50


def templates(session: Session, user: User) -> list[BriefTemplate]:
    """Return the templates that `user` may begin from, by agency and name."""
    query = select(BriefTemplate).where(templates_visible(user))
    return list(session.scalars(query.order_by(BriefTemplate.agency, BriefTemplate.name)))


def keep_template(session: Session, by: User, agency: str, name: str, form: Json) -> BriefTemplate:
    """Keep a form as a template of an agency, in place of its template of the same name.

    Raise BadInput if the name is empty or too long, or if the agency has fifty others; Refused if `by` may not speak
    for the agency.
    """
    refuse_to_speak_for(by, agency)
    agency, name = agency_name(agency), " ".join(normal(name).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadInput(digits_to_persian(f"نام الگو باید ۱ تا {LONGEST_NAME} نویسه باشد؛ نامی کوتاه بنویسید"))
    own = (BriefTemplate.agency == agency, BriefTemplate.name != name)
    if (session.scalar(select(func.count()).where(*own)) or 0) >= _MOST:
        raise BadInput(digits_to_persian(f"«{agency}» {_MOST} الگو دارد؛ یکی را در «سفارش تازه» بردارید"))
    same = select(BriefTemplate).where(BriefTemplate.agency == agency, BriefTemplate.name == name)
    kept = session.scalar(same) or BriefTemplate(agency=agency, name=name)
    kept.form, kept.by, kept.at = form, by.name, now()
    session.add(kept)
    session.flush()
    return kept


def drop_template(session: Session, id: int) -> None:
    """Delete a template; briefs that were begun from it stay."""
    if found := session.get(BriefTemplate, id):
        session.delete(found)
        session.flush()
