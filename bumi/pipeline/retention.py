"""Retention: deletes what is kept only for a time, by the days that the settings say. Once a day is enough."""

from datetime import timedelta
from typing import NamedTuple

from bumi.newsroom.accounts.sign_in import forget_sign_ins
from bumi.newsroom.content.archive import erase_expired
from bumi.newsroom.content.typed import drop_thrown_away, throw_away_abandoned
from bumi.newsroom.database import newsroom_of
from bumi.newsroom.media.cleaning import clean_media
from bumi.newsroom.notifications.messages import forget_messages
from bumi.newsroom.workflow.undo import forget_undoable
from bumi.persian.calendar import jalali, now
from bumi.persian.text import digits_to_persian
from bumi.pipeline.report import RunTable, table
from bumi.planning import erase_old_questions, erase_old_sign_ups, province_plan
from bumi.settings import Settings

_TOLD = timedelta(days=90)  # for which it is known who was told what


class Tidied(NamedTuple):
    """How many attempts to sign in, abandoned briefs, deleted briefs, notifications and unused images were removed.

    `contacts` of askers were deleted, of `questions` the private words, and names and contacts of people who had
    `signed_up` for an event.
    `lost` has a sentence about each image that is needed and no longer there.
    """

    sign_ins: int
    abandoned: int
    dropped: int
    told: int = 0
    contacts: int = 0
    questions: int = 0
    signed_up: int = 0
    images: int = 0
    lost: tuple[str, ...] = ()


def apply(settings: Settings) -> Tidied:
    """Delete what is older than the settings keep it; return how much. Pieces and timelines are never deleted.

    A brief that nobody goes on typing is only thrown away: its author can restore it for another month. Raise
    NotAvailable if the database or the media store does not answer; what was deleted until then is deleted.
    """
    moment = now()
    with newsroom_of(settings) as newsroom:
        with newsroom.session() as session:
            done = Tidied(
                sign_ins=forget_sign_ins(session, moment - timedelta(days=settings.keep_sign_ins_days)),
                abandoned=throw_away_abandoned(session, moment - timedelta(days=settings.keep_drafts_days)),
                dropped=drop_thrown_away(session),
                told=forget_messages(session, moment - _TOLD),
            )
            forget_undoable(session)
            erase_expired(session, moment)
            erased = erase_old_questions(session, province_plan(), moment)
            signed_up = erase_old_sign_ups(session, province_plan(), moment)
            done = done._replace(contacts=erased.contacts, questions=erased.texts, signed_up=signed_up)
        cleaned = clean_media(newsroom, moment)
    return done._replace(images=cleaned.removed, lost=tuple(cleaned.lost))


def tidied_table(done: Tidied) -> RunTable:
    """Return the table of the outcome of `apply`."""
    rows = [
        ("ورودهای کهنه که پاک شد", done.sign_ins),
        ("سفارش‌های رهاشده که کنار رفت", done.abandoned),
        ("سفارش‌های دورریخته که پاک شد", done.dropped),
        ("اعلان‌های کهنه که پاک شد", done.told),
        ("نشانی‌های پرسندگان که پاک شد", done.contacts),
        ("پرسش‌هایی که متن خصوصی‌شان پاک شد", done.questions),
        ("ثبت‌نام‌شدگانی که نام و نشانی‌شان پاک شد", done.signed_up),
        ("تصویرهای بی‌کار که پاک شد", done.images),
        *((sentence, 1) for sentence in done.lost),
    ]
    words = ((what, digits_to_persian(str(number))) for what, number in rows)
    return RunTable("tidying", f"پاک‌سازی، {jalali(now())}", table(("چه", "شمار"), words))
