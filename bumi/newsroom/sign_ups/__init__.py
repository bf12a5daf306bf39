"""Sign-ups for events: lists with a capacity and a waiting list, attendance, reminders, retention, next editions.

The list of an event is locked while somebody signs up or cancels, so that a place is given once.
"""

from bumi.newsroom.sign_ups.attendance import EventsHeld, events_held, record_attendance
from bumi.newsroom.sign_ups.editions import add_edition, held_events
from bumi.newsroom.sign_ups.keeping import erase_sign_ups
from bumi.newsroom.sign_ups.lists import (
    MOST_PLACES,
    SignUpCounts,
    counts_of,
    open_sign_ups,
    sign_up_list,
    sign_up_lists,
    sign_ups,
    still_open,
)
from bumi.newsroom.sign_ups.reminding import (
    EventReminder,
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
    "EventReminder",
    "EventsHeld",
    "OpenList",
    "SignUpCounts",
    "SignUpView",
    "add_edition",
    "begin_reminder",
    "cancel_sign_up",
    "counts_of",
    "due_event_reminders",
    "erase_sign_ups",
    "events_held",
    "held_events",
    "open_list",
    "open_sign_ups",
    "put_off_reminder",
    "record_attendance",
    "settle_reminder",
    "sign_up",
    "sign_up_list",
    "sign_up_lists",
    "sign_up_problems",
    "sign_up_view",
    "sign_ups",
    "still_open",
]
