"""The page «اعلان‌ها»: when and where people are told, quiet hours, the linked chat, and what did not arrive."""

from fastapi import APIRouter, Response

from bumi.desk.authorization import WRITERS, allow
from bumi.desk.form import BROKEN_FORM
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.errors import BadInput
from bumi.newsroom.notifications.chat_links import VALID, chat_of, new_code, unlink_chat
from bumi.newsroom.notifications.choices import Choices, choices_of, choose
from bumi.newsroom.notifications.messages import problems_of
from bumi.newsroom.notifications.recipients import kinds_for
from bumi.newsroom.tables import NotificationKind, NotificationPlace, NotificationTiming
from bumi.persian.calendar import now
from bumi.words import Channel

router = APIRouter()

_OPENS = {Channel.TELEGRAM: "https://t.me", Channel.BALE: "https://ble.ir"}


@router.get("/notifications")
@allow(WRITERS)
def show(request: CurrentRequest) -> Response:
    """Show what the user has chosen."""
    return _page(request)


@router.post("/notifications")
@allow(WRITERS)
def save(request: CurrentRequest) -> Response:
    """Keep what the user chooses."""
    chosen = _chosen(request)
    with request.transaction(lambda problems: _page(request, 422, problems, chosen)) as (session, by):
        choose(session, by.name, chosen)
    return request.redirect("/notifications?said=chosen")


@router.post("/notifications/code")
@allow(WRITERS)
def create_code(request: CurrentRequest) -> Response:
    """Create a code that links a chat, and show it; it is not shown again."""
    with request.transaction() as (session, by):
        code = new_code(session, by.name, now())
    return _page(request, code=code)


@router.post("/notifications/unlink")
@allow(WRITERS)
def unlink(request: CurrentRequest) -> Response:
    """End the link of the user's chat."""
    with request.transaction() as (session, by):
        unlink_chat(session, by.name)
    return request.redirect("/notifications?said=unlinked")


def _chosen(request: DeskRequest) -> Choices:
    form = request.form
    before = Choices()
    timings = {kind: _timing(form.text(kind.value), before.timings[kind]) for kind in NotificationKind}
    return Choices(
        timings,
        form.text("mail"),
        form.text("by_chat") == "1",
        form.number("quiet_from"),
        form.number("quiet_until"),
        form.number("digest_hour"),
    )


def _timing(word: str, unasked: NotificationTiming) -> NotificationTiming:
    """Return the timing that was chosen, or `unasked` for a kind that the page did not ask about."""
    if word and word not in list(NotificationTiming):
        raise BadInput(BROKEN_FORM)
    return NotificationTiming(word) if word else unasked


def _link(channel: Channel, bot: str, code: str) -> str:
    """Return the address that opens a bot and sends it a code; "" where the messenger has none."""
    return f"{_OPENS[channel]}/{bot}?start={code}" if channel in _OPENS else ""


def _page(
    request: DeskRequest,
    status: int = 200,
    problems: tuple[str, ...] = (),
    chosen: Choices | None = None,
    code: str = "",
) -> Response:
    places = request.desk.places()
    with request.reading() as (session, who):
        return request.page(
            "notifications.html",
            status,
            problems=problems,
            choices=chosen or choices_of(session, who.name),
            kinds=kinds_for(who),
            timings=list(NotificationTiming),
            hours=range(24),
            places=places,
            links={channel: _link(channel, bot, code) for channel, bot in places.bots.items()},
            Place=NotificationPlace,
            chat=chat_of(session, who.name),
            code=code,
            minutes=int(VALID.total_seconds()) // 60,
            missed=problems_of(session, who.name, now()),
        )
