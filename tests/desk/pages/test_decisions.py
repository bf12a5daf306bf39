"""Decisions at the desk: what is done, and what is refused, with all the reasons."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import record_findings, submit
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.persian.calendar import now, typed
from bumi.planning import start_campaign
from bumi.settings import Settings
from tests.desk.pages.test_crises import issue
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import brief, correct, finding, reach
from tests.planning.stage import event

Person = Callable[[str], Browser]


def at(desk: Desk, state: State, live: bool = False) -> int:
    with desk.newsroom.session() as session:
        return reach(session, state, live).id


def piece(desk: Desk, id: int) -> Piece:
    with desk.newsroom.reading() as session:
        return session.get_one(Piece, id)


def decide(browser: Browser, desk: Desk, id: int, to: State, why: str = "", status: int = 303) -> str:
    page = f"/pieces/{id}"
    return browser.send(f"{page}/move", status, page, to=to.value, why=why, version=str(piece(desk, id).version))


def test_an_editor_approves_what_was_read(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    assert decide(person("مریم"), desk, id, State.APPROVED) == f"/pieces/{id}?said=approved"
    assert piece(desk, id).approved_by == "مریم"
    assert "تأیید شد." in person("مریم").open(f"/pieces/{id}?said=approved")


def test_what_changed_since_it_was_read_is_not_approved(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    browser, version = person("مریم"), piece(desk, id).version
    with desk.newsroom.session() as session:
        correct(session, session.get_one(Piece, id))
    page = browser.send(f"/pieces/{id}/move", 409, f"/pieces/{id}", to="approved", version=str(version))
    assert "تغییر کرده است" in seen(page) and piece(desk, id).state is State.SUBMITTED


def test_a_refusal_lists_all_its_reasons(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    with desk.newsroom.session() as session:
        found = session.get_one(Piece, id)
        assert found.revision
        record_findings(session, found.revision, [finding()])
        found.submitted_by = "مریم"
    page = seen(decide(person("مریم"), desk, id, State.APPROVED, status=409))
    assert "خودش سفارش آن را داده است" in page and "۱ یافته مانع دارد" in page
    assert decide(person("رضا"), desk, id, State.APPROVED, "نام درست است")  # a chief, with a reason


def test_what_was_discarded_is_brought_back(person: Person, desk: Desk) -> None:
    editor, id = person("مریم"), at(desk, State.CHANGES_REQUESTED)
    decide(editor, desk, id, State.DISCARDED, "تکراری است")
    assert "بازگرداندن از کنارگذاشته‌ها" in seen(editor.open(f"/pieces/{id}"))
    assert decide(editor, desk, id, State.DRAFT) == f"/pieces/{id}?said=restored"
    assert (piece(desk, id).state, piece(desk, id).approved_by) == (State.SUBMITTED, None)  # for an editor to read anew
    assert "مریم آن را از بایگانی بازگرداند" in seen(editor.open(f"/pieces/{id}"))
    with desk.newsroom.session() as session:
        unwritten = submit(session, brief(), user(session, "نرگس")).id
    decide(editor, desk, unwritten, State.DISCARDED, "زود است")
    decide(editor, desk, unwritten, State.DRAFT)
    assert piece(desk, unwritten).state is State.DRAFT and "در نوبت نوشتن" in editor.open(f"/pieces/{unwritten}")


def test_what_an_event_or_a_crisis_called_off_is_not_brought_back(person: Person, desk: Desk) -> None:
    editor, notice = person("مریم"), issue(person("رضا"))
    editor.send(f"/crises/{notice}/cancel", page="/crises", why="خبر نادرست بود")
    assert "این اطلاعیه بسته شده است" in decide(editor, desk, notice, State.DRAFT, status=409)
    with desk.newsroom.session() as session:
        id = reach(session, State.DISCARDED).id
        campaign = start_campaign(session, event(now() + timedelta(days=20)), user(session, "رضا"))
        campaign.appearances[0].piece_id, campaign.appearances[0].dropped = id, "رویداد لغو شد"
    assert "برنامه رویدادش عوض شده است (رویداد لغو شد)" in decide(editor, desk, id, State.DRAFT, status=409)


def test_returned_discarded_withdrawn_with_a_reason(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    assert "دلیل آن نوشته نشده" in decide(person("مریم"), desk, id, State.CHANGES_REQUESTED, status=409)
    decide(person("مریم"), desk, id, State.CHANGES_REQUESTED, "ساعت را قطعی کنید")
    assert "ساعت را قطعی کنید" in person("نرگس").open(f"/pieces/{id}")
    decide(person("مریم"), desk, id, State.DISCARDED, "تکراری است")
    assert piece(desk, id).state is State.DISCARDED


def test_what_is_withdrawn_is_gone_from_the_site_at_once(person: Person, desk: Desk) -> None:
    id = at(desk, State.APPROVED)
    assert person("مریم").send(f"/pieces/{id}/publish", page=f"/pieces/{id}") == f"/pieces/{id}?said=published"
    (page,) = Path(Settings().storage_url).glob("p/*/index.html")
    assert "جشنواره برپا می‌شود" in page.read_text("utf-8")
    decide(person("مریم"), desk, id, State.WITHDRAWN, "رویداد لغو شد")
    assert "رویداد لغو شد" in page.read_text("utf-8") and "جشنواره برپا" not in page.read_text("utf-8")


def test_a_crisis_notice_goes_out_at_once_and_waits_for_second_eyes(person: Person, desk: Desk) -> None:
    id = at(desk, State.PUBLISHED_NEEDS_REVIEW)
    own = seen(person("رضا").open(f"/pieces/{id}"))
    assert "خودش آن را تأیید کرده است" in own
    assert decide(person("رضا"), desk, id, State.PUBLISHED, "درست است", 409)
    decide(person("مریم"), desk, id, State.PUBLISHED)
    assert (piece(desk, id).state, piece(desk, id).alone) == (State.PUBLISHED, False)


def test_a_piece_is_given_its_times_and_the_approval_stays(person: Person, desk: Desk) -> None:
    id = at(desk, State.APPROVED)
    browser, time = person("مریم"), (now() + timedelta(days=2)).replace(second=0, microsecond=0)

    def send(status: int = 303, **times: str) -> str:
        version = str(piece(desk, id).version)
        return browser.send(f"/pieces/{id}/plan", status, f"/pieces/{id}", version=version, **times)

    send(publish_at=typed(time), embargo_until="", expire_at="")
    assert (piece(desk, id).state, piece(desk, id).publish_at) == (State.SCHEDULED, time)
    assert "زمان‌ها را تغییر داد" in browser.open(f"/pieces/{id}")
    late = seen(send(409, publish_at="۱۴۰۰/۱/۱", expire_at="۱۳۹۹/۱/۱"))
    assert "پیش از «زمان انتشار»" in late and "گذشته است" in late
    assert "تاریخ نیست" in seen(send(409, publish_at="فردا صبح"))
    send(publish_at="")
    assert piece(desk, id).publish_at is None


def test_a_content_team_decides_nothing(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    decide(person("نرگس"), desk, id, State.APPROVED, status=403)
    page = person("نرگس").open(f"/pieces/{id}")
    assert f"/pieces/{id}/move" not in page and f"/pieces/{id}/plan" not in page


def test_a_chief_takes_a_published_piece_off_the_site(person: Person, desk: Desk) -> None:
    id = at(desk, State.APPROVED)
    person("مریم").send(f"/pieces/{id}/publish", page=f"/pieces/{id}")
    assert "حذف از سایت" not in person("مریم").open(f"/pieces/{id}")
    assert "اجازه این کار را ندارد" in seen(decide(person("مریم"), desk, id, State.TAKEN_DOWN, "حریم خصوصی", 409))
    assert decide(person("رضا"), desk, id, State.TAKEN_DOWN, "حریم خصوصی") == f"/pieces/{id}?said=taken-down"
    (page,) = Path(Settings().storage_url).glob("p/*/index.html")
    assert "جشنواره برپا می‌شود" not in page.read_text("utf-8")


def test_what_readers_saw_before_is_brought_back(person: Person, desk: Desk) -> None:
    id, editor = at(desk, State.APPROVED), person("مریم")
    page = f"/pieces/{id}"
    editor.send(f"{page}/publish", page=page)
    assert "بازگشت به متن پیشین" not in editor.open(page)
    with desk.newsroom.session() as session:
        correct(session, session.get_one(Piece, id), "گل محمدی، این بار نادرست")
    decide(person("کامران"), desk, id, State.APPROVED)
    editor.send(f"{page}/publish", page=page)
    assert "ویرایش ۱: گل محمدی در لاله‌زار" in seen(editor.open(page))
    version = str(piece(desk, id).version)
    assert "هرگز منتشر نشده" in editor.send(f"{page}/rollback", 409, page, version=version, revision="9", why="نادرست")
    came = editor.send(f"{page}/rollback", page=page, version=version, revision="1", why="نادرست بود")
    assert came == f"{page}?said=published"
    (shown,) = Path(Settings().storage_url).glob("p/*/index.html")
    assert "گل محمدی در لاله‌زار" in shown.read_text("utf-8") and "نادرست" not in shown.read_text("utf-8")


def test_a_published_piece_gets_another_address(person: Person, desk: Desk) -> None:
    id, editor = at(desk, State.APPROVED), person("مریم")
    page = f"/pieces/{id}"
    assert "نشانی دیگر" not in editor.open(page)
    editor.send(f"{page}/publish", page=page)
    old = piece(desk, id)
    again = editor.send(f"{page}/rename", 409, page, version=str(old.version), words="؟!")
    assert "نشانی ساخته نمی‌شود" in seen(again)
    editor.send(f"{page}/rename", page=page, version=str(old.version), words="جشن گل در لاله‌زار")
    pages = {path.parent.name: path.read_text("utf-8") for path in Path(Settings().storage_url).glob("p/*/index.html")}
    assert piece(desk, id).slug in pages and old.slug in pages and piece(desk, id).slug in pages[old.slug]


def test_an_editor_chooses_the_lead_and_takes_it_back_and_the_front_page_follows(person: Person, desk: Desk) -> None:
    editor, id = person("مریم"), at(desk, State.PUBLISHED)
    page = f"/pieces/{id}"
    assert editor.send(f"{page}/lead", page=page, until="") == f"{page}?said=leads"
    shown = seen(editor.open(f"{page}?said=leads"))
    assert "تیتر یک شد." in shown and "تیتر یک: تا" in shown and "مریم آن را تیتر یک کرد" in shown
    assert 'class="lead' in Path(desk.settings.storage_url, "index.html").read_text("utf-8")
    assert "زمانی در آینده" in seen(editor.send(f"{page}/lead", 409, page, until="1400/01/01 10:00"))
    assert editor.send(f"{page}/lead/end", page=page) == f"{page}?said=no-lead"
    assert "تیتر یک: تا" not in seen(editor.open(page))
    author = person("نرگس")
    assert f"{page}/lead" in editor.open(page) and f"{page}/lead" not in author.open(page)
    for path in ("lead", "lead/end"):
        author.send(f"{page}/{path}", 403, page)
