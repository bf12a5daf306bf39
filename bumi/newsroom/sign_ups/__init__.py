"""Sign-ups for events: lists with a waiting list, attendance, reminders, notices of changes, retention, next editions.

The list of an event is locked while somebody signs up or cancels, so that a place is given once.
"""

from bumi.newsroom.sign_ups.attendance import EventsHeld, events_held, record_attendance
from bumi.newsroom.sign_ups.editions import add_edition, held_events
from bumi.newsroom.sign_ups.keeping import erase_sign_ups
from bumi.newsroom.sign_ups.lists import (
    MOST_PLACES,
    SignUpCounts,
    counts_of,
    lists_without_announcement,
    open_sign_ups,
    sign_up_list,
    sign_up_lists,
    sign_ups,
    still_open,
)
from bumi.newsroom.sign_ups.mails import EventChange, EventMail
from bumi.newsroom.sign_ups.notices import (
    PersonToCall,
    begin_notice,
    campaigns_with_calls,
    due_notices,
    note_called,
    people_to_call,
    put_off_notice,
    settle_notice,
)
from bumi.newsroom.sign_ups.reminding import (
    begin_reminder,
    due_event_reminders,
    put_off_reminder,
    settle_reminder,
)
from bumi.newsroom.sign_ups.signing import (
    OpenList,
    SignUpView,
    cancel_sign_up,
    open_list,
    sign_up,
    sign_up_problems,
    sign_up_view,
)

__all__ = [
    "MOST_PLACES",
    "EventChange",
    "EventMail",
    "EventsHeld",
    "OpenList",
    "PersonToCall",
    "SignUpCounts",
    "SignUpView",
    "add_edition",
    "begin_notice",
    "begin_reminder",
    "campaigns_with_calls",
    "cancel_sign_up",
    "counts_of",
    "due_event_reminders",
    "due_notices",
    "erase_sign_ups",
    "events_held",
    "held_events",
    "lists_without_announcement",
    "note_called",
    "open_list",
    "open_sign_ups",
    "people_to_call",
    "put_off_notice",
    "put_off_reminder",
    "record_attendance",
    "settle_notice",
    "settle_reminder",
    "sign_up",
    "sign_up_list",
    "sign_up_lists",
    "sign_up_problems",
    "sign_up_view",
    "sign_ups",
    "still_open",
]
