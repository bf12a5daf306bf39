"""Roles of users, states of a piece and of its posts, and the transition table: who may move what, and when."""

from enum import StrEnum
from typing import NamedTuple

from bumi.words import Named


class Role(Named):
    """The role of a user, which decides what they may do."""

    CONTENT = "content", "تولید محتوا"
    CONTRIBUTOR = "contributor", "پدیدآور بومی"
    EDITOR = "editor", "دبیر"
    CHIEF = "chief", "سردبیر"
    MACHINE = "machine", "سامانه"


class State(Named):
    """The state of a piece. `publishing`: held by one run; `publish_unconfirmed`: check the storage before a retry."""

    DRAFT = "draft", "پیش‌نویس"
    SUBMITTED = "submitted", "در انتظار بررسی"
    CHANGES_REQUESTED = "changes_requested", "نیازمند اصلاح"
    APPROVED = "approved", "تأییدشده"
    SCHEDULED = "scheduled", "زمان‌بندی‌شده"
    PUBLISHING = "publishing", "در حال انتشار"
    PUBLISHED = "published", "منتشرشده"
    PUBLISHED_NEEDS_REVIEW = "published_needs_review", "منتشرشده، نیازمند نگاه دوم"
    PUBLISH_FAILED = "publish_failed", "انتشار ناموفق"
    PUBLISH_UNCONFIRMED = "publish_unconfirmed", "نتیجه انتشار نامعلوم"
    WITHDRAWN = "withdrawn", "بازپس‌گرفته"
    EXPIRED = "expired", "پایان‌یافته"
    TAKEN_DOWN = "taken_down", "حذف‌شده"
    DISCARDED = "discarded", "کنارگذاشته"


class PostState(Named):
    """The state of a message in a channel. `unconfirmed`: only a person can say whether it stands there.

    In `posting`, `editing` and `deleting` a run has asked the messenger and not recorded its answer yet.
    """

    WAITING = "waiting", "در نوبت"
    POSTING = "posting", "در حال فرستادن"
    POSTED = "posted", "فرستاده"
    UNCONFIRMED = "unconfirmed", "نامعلوم"
    FAILED = "failed", "نرفت"
    EDITING = "editing", "در حال اصلاح"
    DELETING = "deleting", "در حال برداشتن"
    DELETED = "deleted", "برداشته"
    LEFT = "left", "برداشتنش با شما"

    @property
    def asks(self) -> bool:
        """Whether a person may have to end it."""
        return self in (PostState.UNCONFIRMED, PostState.FAILED, PostState.LEFT)


class Condition(StrEnum):
    """A condition of a transition; conditions.py evaluates it."""

    WRITTEN = "written"
    CHECKED = "checked"
    ILLUSTRATED = "illustrated"
    REVISED = "revised since it was returned"
    UNAPPROVED = "differs from what was approved"
    FOUR_EYES = "four eyes"
    SECOND_EYES = "the eyes are others than those that approved it"
    UNBLOCKED = "no blocking finding"
    ANSWERED = "the text answers the brief as it is now"
    REASON = "a reason is given"
    LIVE = "readers can see it"
    NEVER_LIVE = "readers have never seen it"
    STILL_MEANT = "nothing has called it off"
    APPROVAL_HOLDS = "the approval is for exactly this content"
    TIME_AHEAD = "its time is still to come"
    TIME_COME = "its time has come"
    EMBARGO_PAST = "the embargo is past"
    UNEXPIRED = "not expired"
    PHOTOS_ALLOWED = "its photos may be published"
    EXPIRED = "its end has come"
    ABANDONED = "the run that was publishing it is gone"


class Transition(NamedTuple):
    """One transition: source states, target state, roles allowed, conditions, and the timeline sentence."""

    from_states: tuple[State, ...]
    to_state: State
    roles: frozenset[Role]
    conditions: tuple[Condition, ...]
    sentence: str


_MACHINE = frozenset({Role.MACHINE})
_EDITORS = frozenset({Role.EDITOR, Role.CHIEF})
_CHIEF = frozenset({Role.CHIEF})
_ALL = frozenset(Role)

# Before an editor's approval: the pipeline may have work on them.
UNAPPROVED = (State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED)
# What an editor may have, until it is decided.
ASSIGNABLE = (*UNAPPROVED, State.PUBLISHED_NEEDS_REVIEW)
LIVE = (State.PUBLISHED, State.PUBLISHED_NEEDS_REVIEW)
# Approved, and not published yet.
WAITING = (State.APPROVED, State.SCHEDULED, State.PUBLISH_FAILED, State.PUBLISH_UNCONFIRMED)
# States of a correction of a published piece; it is never scheduled, because its time has already come.
_CORRECTING = (
    State.SUBMITTED,
    State.CHANGES_REQUESTED,
    State.APPROVED,
    State.PUBLISH_FAILED,
    State.PUBLISH_UNCONFIRMED,
)

_READY = (Condition.WRITTEN, Condition.CHECKED, Condition.ILLUSTRATED)
_APPROVABLE = (
    *_READY,
    Condition.ANSWERED,
    Condition.FOUR_EYES,
    Condition.UNBLOCKED,
    Condition.UNEXPIRED,
    Condition.PHOTOS_ALLOWED,
)
_PUBLISHABLE = (
    Condition.APPROVAL_HOLDS,
    Condition.TIME_COME,
    Condition.EMBARGO_PAST,
    Condition.UNEXPIRED,
    Condition.PHOTOS_ALLOWED,
)

EXPIRING = frozenset({*LIVE, *_CORRECTING})
# What readers see of these is final; other pieces with a page still show their last publication.
SHOWN = frozenset({*LIVE, State.WITHDRAWN, State.EXPIRED, State.TAKEN_DOWN})
# Not meant for readers, or no longer.
GONE = frozenset({State.DISCARDED, State.WITHDRAWN, State.TAKEN_DOWN})
# Not in any list or feed.
HIDDEN = SHOWN.difference(LIVE)
EDITABLE = frozenset({*UNAPPROVED, *WAITING, *LIVE})

TRANSITIONS = (
    Transition((State.DRAFT,), State.SUBMITTED, _ALL, _READY, "{by} آن را برای بررسی فرستاد"),
    Transition(
        (State.CHANGES_REQUESTED,),
        State.SUBMITTED,
        _ALL,
        (*_READY, Condition.REVISED),
        "{by} آن را پس از اصلاح دوباره فرستاد",
    ),
    Transition((State.SUBMITTED,), State.APPROVED, _EDITORS, _APPROVABLE, "{by} آن را تأیید کرد"),
    Transition(
        (State.APPROVED,),
        State.SCHEDULED,
        _MACHINE,
        (Condition.APPROVAL_HOLDS, Condition.TIME_AHEAD),
        "انتشارش برای {time} زمان‌بندی شد",
    ),
    Transition(
        (State.SUBMITTED, *WAITING),
        State.CHANGES_REQUESTED,
        _EDITORS,
        (Condition.REASON,),
        "{by} آن را برای اصلاح برگرداند",
    ),
    Transition(
        WAITING,
        State.SUBMITTED,
        _ALL,
        (Condition.UNAPPROVED,),
        "با ویرایش {by} تأیید پیشین باطل شد و باید دوباره بررسی شود",
    ),
    Transition(
        LIVE,
        State.SUBMITTED,
        _ALL,
        (Condition.UNAPPROVED,),
        "{by} اصلاحیه‌ای نوشت که باید بررسی شود؛ متن منتشرشده تا آن زمان می‌ماند",
    ),
    Transition(
        WAITING,
        State.PUBLISHING,
        _MACHINE,
        _PUBLISHABLE,
        "انتشارش آغاز شد",
    ),
    Transition(
        (State.PUBLISHING,),
        State.PUBLISHING,
        _MACHINE,
        (*_PUBLISHABLE, Condition.ABANDONED),
        "انتشار نیمه‌کاره‌اش از سر گرفته شد",
    ),
    Transition((State.PUBLISHING,), State.PUBLISHED, _MACHINE, (Condition.APPROVAL_HOLDS,), "منتشر شد"),
    Transition(
        (State.PUBLISHING,),
        State.PUBLISHED_NEEDS_REVIEW,
        _MACHINE,
        (Condition.APPROVAL_HOLDS,),
        "منتشر شد؛ دبیر دیگری هم باید آن را بخواند",
    ),
    Transition(
        (State.PUBLISHED_NEEDS_REVIEW,),
        State.PUBLISHED,
        _EDITORS,
        (Condition.APPROVAL_HOLDS, Condition.FOUR_EYES, Condition.SECOND_EYES),
        "{by} آن را پس از انتشار خواند و درست دانست",
    ),
    Transition((State.PUBLISHING,), State.PUBLISH_FAILED, _MACHINE, (Condition.REASON,), "انتشارش انجام نشد"),
    Transition(
        (State.PUBLISHING,),
        State.PUBLISH_UNCONFIRMED,
        _MACHINE,
        (Condition.REASON,),
        "روشن نیست که منتشر شده است یا نه؛ پیش از تلاش دوباره بررسی می‌شود",
    ),
    Transition(
        (*LIVE, *_CORRECTING),
        State.EXPIRED,
        _MACHINE,
        (Condition.EXPIRED, Condition.LIVE),
        "زمانش به پایان رسید و از فهرست‌ها بیرون رفت",
    ),
    Transition(
        (*LIVE, *_CORRECTING, State.EXPIRED),
        State.WITHDRAWN,
        _EDITORS,
        (Condition.REASON, Condition.LIVE),
        "{by} آن را بازپس گرفت",
    ),
    Transition(
        (*LIVE, *_CORRECTING, State.EXPIRED, State.WITHDRAWN),
        State.TAKEN_DOWN,
        _CHIEF,
        (Condition.REASON, Condition.LIVE),
        "{by} آن را با همه تصویرهایش از سایت حذف کرد",
    ),
    Transition(
        UNAPPROVED,
        State.DISCARDED,
        _EDITORS | _MACHINE,
        (Condition.REASON, Condition.NEVER_LIVE),
        "{by} آن را کنار گذاشت",
    ),
    Transition(
        WAITING,
        State.DISCARDED,
        _EDITORS,
        (Condition.REASON, Condition.NEVER_LIVE),
        "{by} آن را کنار گذاشت",
    ),
    Transition((State.DISCARDED,), State.DRAFT, _EDITORS, (Condition.STILL_MEANT,), "{by} آن را از بایگانی بازگرداند"),
)

_BY_ENDS = {(from_state, row.to_state): row for row in TRANSITIONS for from_state in row.from_states}


def transition(from_state: State, to_state: State) -> Transition | None:
    """Return the transition from one state to another, or None if there is none."""
    return _BY_ENDS.get((from_state, to_state))


def ways_out(state: State, role: Role) -> list[State]:
    """Return the states to which `role` may move a piece in `state`, regardless of conditions."""
    return [row.to_state for row in TRANSITIONS if state in row.from_states and role in row.roles]
