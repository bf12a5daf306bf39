"""Assignments, bulk decisions and undo at the desk, as far as they need no script."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import record_findings
from bumi.newsroom.states import State
from bumi.newsroom.tables import AgencyToken, Assignment, CrisisNotice, OpenedRevision, Piece, UndoableAction
from bumi.newsroom.workflow.assignments import assign
from bumi.persian.calendar import now, typed, whole_minute
from bumi.planning import start_campaign
from tests.desk.pages.test_crises import issue
from tests.desk.pages.test_decisions import at, decide, piece
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import WHY, correct, finding
from tests.planning.stage import event

Person = Callable[[str], Browser]


def bulk(browser: Browser, desk: Desk, do: str, *ids: int, status: int = 200, **fields: str) -> str:
    """Choose pieces in the queue as they are now, and return what the answer says."""
    chosen = [f"{id}-{piece(desk, id).version}" for id in ids]
    data = {"token": browser.token("/"), "do": do, "piece": chosen, **fields}
    answer = browser.client.post("/bulk", data=data)
    assert answer.status_code == status, seen(answer.text)
    return seen(answer.text)


def undo(browser: Browser, path: str, status: int = 303) -> str:
    """Press the button of the bar on a page, and return where it leads or the page that answers."""
    bar = re.search(r'(?s)<form class="undo".*?name="id" value="(\d+)".*?</form>', browser.open(path))
    assert bar, "nothing is offered to be undone"
    return browser.send("/undo", status, path, id=bar[1])


def offers_undo(browser: Browser, path: str = "/") -> bool:
    return 'class="undo"' in browser.open(path)


def test_a_piece_is_taken_given_and_given_back(person: Person, desk: Desk) -> None:
    id, editor, other, chief = at(desk, State.SUBMITTED), person("مریم"), person("کامران"), person("رضا")
    assert "به عهده کسی نیست" in seen(editor.open(f"/pieces/{id}"))
    leads = editor.send(f"/pieces/{id}/take", page="/", place="shelf=decide&page=2&said=taken")
    assert leads == f"/?shelf=decide&page=2&said=taken#p{id}"
    assert "به عهده مریم تا" in seen(other.open("/")) and "به عهده شما تا" in seen(editor.open("/?shelf=mine"))
    assert "به عهده «مریم» است" in seen(other.send(f"/pieces/{id}/take", 409, f"/pieces/{id}"))
    assert "به عهده «مریم» است" in bulk(other, desk, "assign", id)
    due = typed(now() + timedelta(hours=3))
    page = f"/pieces/{id}"
    assert "به چه کسی سپرده شود" in seen(chief.send(f"{page}/give", 409, page, to="", due_at=due))
    assert "به چه کسی سپرده شود" in bulk(chief, desk, "assign", id, status=422, to="")
    assert "به کامران سپرده شد." in seen(chief.open(chief.send(f"{page}/give", page=page, to="کامران", due_at=due)))
    assert "به کامران سپرده شد" in bulk(chief, desk, "assign", id, to="کامران")
    assert "به عهده کامران تا" in seen(editor.open(f"/pieces/{id}")) and "رضا آن را به کامران سپرد" in seen(
        editor.open(f"/pieces/{id}")
    )
    assert "تاریخ نیست" in seen(chief.send(f"/pieces/{id}/give", 409, f"/pieces/{id}", to="مریم", due_at="فردا"))
    editor.send(f"/pieces/{id}/give", 403, f"/pieces/{id}", to="مریم")
    other.send(f"/pieces/{id}/give-back", page=f"/pieces/{id}")
    assert "به عهده کسی نیست" in seen(editor.open(f"/pieces/{id}"))
    assert decide(editor, desk, id, State.APPROVED)
    assert "به عهده کسی نیست" not in seen(editor.open(f"/pieces/{id}"))  # it is decided


def test_the_load_page_counts_and_a_late_piece_is_marked(person: Person, desk: Desk) -> None:
    ids = [at(desk, State.SUBMITTED) for _ in range(3)]
    with desk.newsroom.session() as session:
        editor = user(session, "مریم")
        for id in ids[:2]:
            assign(session, session.get_one(Piece, id), editor, editor)
        session.get_one(Assignment, ids[0]).due_at = now() - timedelta(minutes=1)
    page = seen(person("رضا").open("/load"))
    assert "۳ مطلب در انتظار تصمیم است و ۱ از آن‌ها به عهده کسی نیست." in page
    assert "مریم دبیر، ۲ مطلب، ۱ از مهلت گذشته" in page and "کامران دبیر، بدون مطلب" in page
    assert "از مهلت گذشته" in seen(person("کامران").open("/")) and "به دیگری" not in seen(
        person("کامران").open("/load")
    )
    person("نرگس").open("/load", 403)


def test_a_bulk_decision_tells_of_each_what_was_done(person: Person, desk: Desk) -> None:
    editor, stale, good, out = (
        person("مریم"),
        *(at(desk, each) for each in (State.SUBMITTED, State.SUBMITTED, State.PUBLISHED)),
    )
    shown = f"{stale}-{piece(desk, stale).version}"
    with desk.newsroom.session() as session:
        correct(session, session.get_one(Piece, stale))
    chosen = [shown, f"{good}-{piece(desk, good).version}"]
    data = {"token": editor.token("/"), "do": "return", "piece": chosen, "place": "shelf=decide&page=2"}
    page = editor.client.post("/bulk", data=data).text
    assert "دلیل آن نوشته نشده است" in page and 'textarea id="why"' in page  # the choice is not lost
    assert re.findall(r'name="piece" value="([^"]+)"', page) == chosen and 'value="shelf=decide&amp;page=2"' in page
    chosen = [shown, *(f"{id}-{piece(desk, id).version}" for id in (good, out)), "999-1"]
    answer = editor.client.post("/bulk", data={"token": editor.token("/"), "do": "return", "why": WHY, "piece": chosen})
    told = seen(answer.text)
    assert 'textarea id="why"' not in answer.text
    assert "برگرداندن برای اصلاح: ۱ از ۴ مطلب" in told and "چنین مطلبی نیست" in told
    assert "تغییر کرده است" in told and "منتشرشده» است و به «نیازمند اصلاح» نمی‌رود" in told
    assert piece(desk, good).state is State.CHANGES_REQUESTED and piece(desk, stale).state is State.SUBMITTED
    assert WHY in seen(person("نرگس").open(f"/pieces/{good}"))
    assert "زمان انتشار را بنویسید" in bulk(editor, desk, "reschedule", good, status=422)
    assert "از یک تا ۴۰ مطلب" in bulk(editor, desk, "approve", status=422)
    for wrong in ("x-1", "1", "1-99999999999"):
        editor.send("/bulk", 422, "/", do="approve", piece=wrong)
    editor.send("/bulk", 404, "/", do="publish", piece=f"{good}-1")
    person("نرگس").send("/bulk", 403, "/", do="approve", piece=f"{good}-1")


def test_only_what_was_opened_as_it_is_now_is_approved_in_bulk(person: Person, desk: Desk) -> None:
    editor, id = person("مریم"), at(desk, State.SUBMITTED)
    assert "هنوز باز نکرده‌اید" in bulk(editor, desk, "approve", id)
    person("کامران").open(f"/pieces/{id}")
    assert "هنوز باز نکرده‌اید" in bulk(editor, desk, "approve", id)  # another has
    editor.open(f"/pieces/{id}")
    with desk.newsroom.reading() as session:
        assert session.query(OpenedRevision).count() == 2
    assert "تأیید: ۱ از ۱ مطلب" in bulk(editor, desk, "approve", id)
    assert piece(desk, id).approved_by == "مریم"


def test_destroying_decisions_are_undone_from_any_page(person: Person, desk: Desk) -> None:
    editor, id = person("مریم"), at(desk, State.APPROVED)
    approved = piece(desk, id).approved_hash
    assert not offers_undo(editor)
    decide(editor, desk, id, State.DISCARDED, WHY)
    assert "کنار گذاشتن مطلب" in seen(editor.open("/calendar"))
    assert undo(editor, "/calendar") == f"/pieces/{id}?said=undone"
    assert (piece(desk, id).state, piece(desk, id).approved_hash) == (State.APPROVED, approved)
    assert "مریم کنار گذاشتن مطلب" in seen(editor.open(f"/pieces/{id}")) and not offers_undo(editor)

    # Whoever brought it back meanwhile is not overruled, and no bar offers it.
    decide(editor, desk, id, State.DISCARDED, WHY)
    with desk.newsroom.reading() as session:
        (action,) = session.query(UndoableAction).all()
    decide(person("کامران"), desk, id, State.DRAFT)
    assert not offers_undo(editor)
    assert "در این میان عوض شده است" in seen(editor.send("/undo", 409, "/", id=str(action.id)))
    person("کامران").send("/undo", 409, "/", id=str(action.id))


def test_a_withdrawal_that_readers_see_is_not_offered(person: Person, desk: Desk) -> None:
    editor, id = person("مریم"), at(desk, State.APPROVED)
    editor.send(f"/pieces/{id}/publish", page=f"/pieces/{id}")
    decide(editor, desk, id, State.WITHDRAWN, "رویداد لغو شد")
    assert piece(desk, id).state is State.WITHDRAWN and not offers_undo(editor)


def test_everything_that_destroys_at_the_desk_is_undone(person: Person, desk: Desk) -> None:
    editor, chief, id = person("مریم"), person("رضا"), at(desk, State.SUBMITTED)
    with desk.newsroom.session() as session:
        revision = session.get_one(Piece, id).revision
        assert revision
        record_findings(session, revision, [found := finding()])
        campaign = start_campaign(session, event(whole_minute(now()) + timedelta(days=20)), user(session, "رضا")).id
    notice = issue(chief)

    page = f"/pieces/{id}"
    answer = chief.send(f"{page}/dismiss", page=page, finding=found.fingerprint, why=WHY)
    assert answer == f"{page}?said=dismissed#found"
    assert undo(chief, page) == f"{page}?said=undone"
    assert not piece(desk, id).dismissals

    editor.send(f"{page}/edit", 200, f"{page}/edit", headline="تیتر دیگر", revision="1")
    editor.send(f"{page}/edit/forget", page=f"{page}/edit")
    assert undo(editor, "/") == f"{page}/edit?said=undone"
    assert "تیتر دیگر" in unescape(editor.open(f"{page}/edit"))

    version = re.search(r'name="version" value="(\d+)"', chief.open(f"/campaigns/{campaign}"))
    assert version
    chief.send(f"/campaigns/{campaign}/cancel", page=f"/campaigns/{campaign}", version=version[1], why="سیل")
    assert undo(chief, "/plan") == f"/campaigns/{campaign}?said=undone"
    assert "لغو شد:" not in seen(chief.open("/plan"))

    chief.send(f"/crises/{notice}/cancel", page="/crises", why="خبر نادرست بود")
    assert undo(chief, "/crises") == f"/pieces/{notice}?said=undone"
    with desk.newsroom.reading() as session:
        assert session.get_one(CrisisNotice, notice).closed_at is None

    chief.send("/people/token", 200, "/people", name="هادی", label="سامانه")
    chief.send("/people/token/end", page="/people", id="1")
    assert undo(chief, "/people") == "/people?said=undone"
    with desk.newsroom.reading() as session:
        assert session.get_one(AgencyToken, 1).ended_at is None

    chief.send("/people/change", page="/people", name="کامران", role="editor", agency="", closed="1")
    assert undo(chief, "/people") == "/people?said=undone"
    assert "کامران" in person("کامران").open("/")


def test_what_changed_since_a_bulk_decision_is_named_and_the_rest_comes_back(person: Person, desk: Desk) -> None:
    editor, first, second = person("مریم"), at(desk, State.SUBMITTED), at(desk, State.SUBMITTED)
    assert "کنار گذاشتن: ۲ از ۲ مطلب" in bulk(editor, desk, "discard", first, second, why=WHY)
    decide(person("کامران"), desk, first, State.DRAFT)
    with desk.newsroom.reading() as session:
        (action,) = session.query(UndoableAction).all()
    told = seen(editor.send("/undo", 200, "/", id=str(action.id)))
    assert re.search("واگردانده نشد مطلب ۱: .* واگردانده شد مطلب ۲: ", told)
    assert (piece(desk, first).state, piece(desk, second).state) == (State.SUBMITTED, State.SUBMITTED)
    assert not offers_undo(editor)
