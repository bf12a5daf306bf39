"""Public questions that are answered and approved, for the tests of what is made of them."""

from datetime import datetime, time

from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.questions import answer_clock, answer_question, approve_question, ask, send_to_agency
from bumi.newsroom.states import Role
from bumi.newsroom.tables import PublicQuestion
from bumi.persian.calendar import parse_moment
from bumi.working_time import OfficeHours

AGENCY = "شرکت توزیع برق شمال استان کرمان"
CONTACT, ASKER = "09131112233", "سهراب کوهبنانی‌نژاد"
ASKED = f"من {ASKER} هستم، ساکن کوچه ۱۲. سه ماه است چراغ‌های محله الغدیر خاموش است؛ چرا؟"
WORDING = (
    "سه ماه است که چراغ‌های محله الغدیر خاموش است و شب‌ها تردد سخت شده است. چراغ‌های محله الغدیر چه زمانی تعمیر می‌شود؟"
)
TITLE = "چراغ‌های محله الغدیر چه زمانی تعمیر می‌شود؟"
FIRST = "تعمیر ۴۰ چراغ محله الغدیر از شنبه ۵ دی آغاز می شود و ده روز طول میکشد."
"""A sentence with careless spaces, which nothing may mend but an editor."""
ANSWER = f"{FIRST}\nتا آن زمان گشت شبانه برقرار است. برای گزارش خاموشی با ۱۲۱ تماس بگیرید."

OFFICE = OfficeHours(frozenset({"شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه"}), time(7), time(14))
RECEIVED = parse_moment("1405/08/30 10:30")


def approved_question(
    session: Session, wording: str = WORDING, answer: str = ANSWER, received: datetime = RECEIVED
) -> PublicQuestion:
    """Return a question of somebody with a name and a number, answered by its agency and approved by an editor."""
    editor, officer = add_user(session, "مریم", Role.EDITOR), add_user(session, "نگار", Role.CONTENT, agency=AGENCY)
    new = ask(session, ASKED, county="کرمان", contact=CONTACT, at=received)
    send_to_agency(session, new, AGENCY, editor, answer_clock(OFFICE, received, 5, 1, 10))
    answer_question(session, new, answer, wording, officer)
    approve_question(session, new, editor, [])
    return new
