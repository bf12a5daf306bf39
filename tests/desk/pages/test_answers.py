"""The piece of an answer at the desk: made with the approval, again after a discard, and by editors alone."""

from collections.abc import Callable

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.questions import answer_question
from bumi.newsroom.questions import question as question_of
from bumi.newsroom.states import State
from bumi.newsroom.tables import PublicQuestion, QuestionState
from bumi.newsroom.workflow.transitions import move
from bumi.persian.text import digits_to_persian
from bumi.words import Channel, Kind
from tests.desk.pages.test_questions import ANSWER, CLEAN, asked, state, version
from tests.desk.stage import WATER, Browser, seen

Person = Callable[[str], Browser]
LONG = "ما در روستا هر روز سه ساعت آب نداریم و کسی هم پاسخ نمی‌دهد که این وضع تا چه زمانی ادامه دارد، بفرمایید. " * 2


def answered(desk: Desk, wording: str = CLEAN) -> int:
    id = asked(desk, agency=WATER)
    with desk.newsroom.session() as session:
        answer_question(session, question_of(session, id), ANSWER, wording, user(session, "هادی"))
    return id


def piece_of(desk: Desk, id: int) -> int | None:
    with desk.newsroom.reading() as session:
        return session.get_one(PublicQuestion, id).piece_id


def test_an_approval_makes_the_piece_which_its_writer_has_ordered(person: Person, desk: Desk) -> None:
    id, editor = answered(desk), person("مریم")
    page = f"/questions/{id}"
    form = editor.open(page)
    assert f'value="{CLEAN}"' in form and "<option selected>خدمات</option>" in form
    channels = [Channel.SITE.value, Channel.BALE.value]
    editor.send(f"{page}/approve", page=page, version=version(desk, id), title=CLEAN, axis="خدمات", channels=channels)
    made = piece_of(desk, id)
    assert made and state(desk, id) is QuestionState.APPROVED
    with desk.newsroom.reading() as session:
        found = piece(session, made)
        assert (found.kind, found.submitted_by, found.agency) == (Kind.ANSWER, "هادی", WATER)
        assert found.brief["channels"] == channels and found.brief["topic"] == CLEAN
    assert f"/pieces/{made}" in editor.open(page) and "مطلبش را بساز" not in editor.open(page)
    assert f"پرسش {digits_to_persian(str(id))}" in editor.open(f"/pieces/{made}")
    assert "سفارشی ندارد" in seen(person("هادی").send(f"/pieces/{made}/brief", 409, f"/pieces/{made}"))


def test_a_question_that_fits_no_line_asks_for_one_and_nothing_is_half_done(person: Person, desk: Desk) -> None:
    id, editor = answered(desk, LONG), person("مریم")
    page = f"/questions/{id}"
    told = seen(editor.send(f"{page}/approve", 409, page, version=version(desk, id), title="", axis="خدمات"))
    assert "در حداکثر ۹۰ نویسه هم بنویسید" in told
    assert state(desk, id) is QuestionState.ANSWERED and piece_of(desk, id) is None
    typed = editor.send(f"{page}/approve", 409, page, version=version(desk, id), title="آب کی وصل می‌شود؟", axis="هوا")
    assert "محور «هوا» شناخته نیست" in seen(typed) and 'value="آب کی وصل می‌شود؟"' in typed


def test_after_a_discard_the_piece_is_made_again(person: Person, desk: Desk) -> None:
    id, editor = answered(desk), person("مریم")
    page = f"/questions/{id}"
    editor.send(f"{page}/approve", page=page, version=version(desk, id), title=CLEAN, axis="خدمات")
    first = piece_of(desk, id)
    assert first
    with desk.newsroom.session() as session:
        move(session, piece(session, first), State.DISCARDED, user(session, "مریم"), "تیترش گویا نبود")
    assert "مطلبش را بساز" in editor.open(page)
    person("هادی").send(f"{page}/piece", 403, version=version(desk, id), title=CLEAN, axis="خدمات")
    editor.send(f"{page}/piece", page=page, version=version(desk, id), title="آب روستا کی وصل می‌شود؟", axis="خدمات")
    second = piece_of(desk, id)
    assert second and second != first
    assert "آب روستا کی وصل می‌شود؟" in editor.open(f"/pieces/{second}")
