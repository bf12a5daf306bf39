"""One piece on one screen."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bumi.cards import safe_photo
from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.content.photos import give_photo
from bumi.newsroom.content.pieces import add_revision
from bumi.newsroom.queries.queue import QueueTab
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Piece, ReachDay
from bumi.newsroom.workflow.findings import dismiss
from bumi.piece import Source
from bumi.words import ReachChannel
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import correct, finding, finish_work, new_piece, reach, send, store, words
from tests.newsroom.stage import person as act

Person = Callable[[str], Browser]
_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


def waiting(desk: Desk) -> int:
    """Have a piece wait for an editor, its lede with evidence and its headline with a finding."""
    with desk.newsroom.session() as session:
        piece = new_piece(session)
        source = Source(field="lede", text=words().lede, rests_on=("topic", "n1"), notes=("جشنواره",))
        revision = add_revision(session, piece, words(), act(session, Role.CONTENT), [source])
        finish_work(session, revision, finding())
        send(session, piece)
        return piece.id


def test_everything_about_a_piece_is_on_its_page(person: Person, desk: Desk) -> None:
    page = person("مریم").open(f"/pieces/{waiting(desk)}")
    assert '<mark class="blocks"' in page and "«لاله‌زار» در سفارش نیست" in page
    assert 'href="#evidence-0"' in page and 'id="evidence-0"' in page and 'data-parts="topic n1 "' in page
    assert "همه می‌آیند." in page and 'class="unproved"' in page  # the body rests on nothing
    text = seen(page)
    for told in ("منتظر تصمیم دبیر است", "در لاله‌زار برپا می‌شود", "سفارش محتوا را ثبت کرد", "۱ یافته مانع دارد"):
        assert told in text
    assert "زهرا متن را ویرایش کرد (ویرایش ۲)" in text


@pytest.mark.parametrize("state", State)
def test_a_piece_in_any_state_has_its_page(person: Person, desk: Desk, state: State) -> None:
    with desk.newsroom.session() as session:
        id = reach(session, state).id
    alone = state is State.PUBLISHED_NEEDS_REVIEW  # the chief's own, of no agency
    for name in ("مریم", "رضا") if alone else ("نرگس", "مریم", "رضا"):
        assert state.persian in seen(person(name).open(f"/pieces/{id}"))
    assert any(f"/pieces/{id}" in person("مریم").open(f"/?shelf={shelf}") for shelf in QueueTab)


def test_how_often_it_was_read_is_told(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        id = reach(session, State.PUBLISHED).id
        for channel, views in ((ReachChannel.BALE, 1200), (ReachChannel.DIRECT, 90)):
            session.add(ReachDay(piece_id=id, day=date(2026, 11, 25), channel=channel, views=views, visitors=1))
    assert "۱٬۲۹۰ بازدید: بله ۱٬۲۰۰، مستقیم یا نامعلوم ۹۰" in seen(person("مریم").open(f"/pieces/{id}"))


def test_who_else_is_looking_is_told(person: Person, desk: Desk) -> None:
    id = waiting(desk)
    assert "کامران" not in person("مریم").open(f"/pieces/{id}")
    assert "مریم هم اکنون آن را باز کرده است" in seen(person("کامران").open(f"/pieces/{id}"))
    assert re.search("(مریم، کامران|کامران، مریم) اکنون آن را باز کرده‌اند", seen(person("رضا").open("/")))
    browser = person("مریم")
    assert "کامران" in browser.open(f"/pieces/{id}/here")


def test_dismissed_findings_are_told_apart(person: Person, desk: Desk) -> None:
    id = waiting(desk)
    with desk.newsroom.session() as session:
        piece = session.get_one(Piece, id)
        dismiss(session, piece, finding().fingerprint, act(session, Role.CHIEF), "نام درست است")
    text = seen(person("مریم").open(f"/pieces/{id}"))
    assert "رضا نادیده گرفت: نام درست است" in text and "یافته‌ها هیچ" in text


def test_revisions_are_compared_word_by_word(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        piece = new_piece(session)
        correct(session, piece, "گل محمدی در بردسیر")
        id = piece.id
    page = person("مریم").open(f"/pieces/{id}/compare")
    assert "<del>لاله‌زار</del><ins>بردسیر</ins>" in page
    assert "یکی است" in person("مریم").open(f"/pieces/{id}/compare?from=1&to=1")
    person("مریم").open(f"/pieces/{id}/compare?from=1&to=9", 404)


def test_the_page_is_shown_as_readers_will_see_it(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        id = reach(session, State.SUBMITTED).id
        assert machine(session)
    browser = person("مریم")
    assert f"/preview/{id}/page" in browser.open(f"/pieces/{id}/preview")
    answer = browser.client.get(f"/preview/{id}/page")
    assert "جشنواره برپا می‌شود." in answer.text
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    for path in re.findall(r'(?:href|src)="\.\./\.\.(/(?:assets|media)/[^"]+)"', answer.text):
        assert browser.client.get(path).status_code == 200, path


def photo_file() -> bytes:
    file = BytesIO()
    Image.new("RGB", (1280, 960), "navy").save(file, "JPEG")
    return file.getvalue()


def test_the_page_is_shown_with_the_images_that_readers_load(person: Person, desk: Desk) -> None:
    editor, stranger = person("مریم"), person("هادی")
    with desk.newsroom.session() as session:
        piece = reach(session, State.SUBMITTED)
        made = safe_photo(photo_file())
        store(session, made.data)
        give_photo(session, piece, act(session, Role.CONTENT), made.data, *made.size)
        id = piece.id
    sent: dict[str, Any] = {**words("گل محمدی در بردسیر").texts(), "save": "1", "revision": "1"}
    editor.send(f"/pieces/{id}/edit", page=f"/pieces/{id}/edit", **sent)  # draws real cards
    page = editor.open(f"/preview/{id}/page")
    loaded = set(re.findall(r"\.\./\.\.(/media/[^\" ,]+)", page))
    assert len(loaded) > 3, "the page of a piece loads renditions of its photo"
    for path in loaded:
        answer = editor.client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, _TYPES[path.rpartition(".")[2]]), path
        Image.open(BytesIO(answer.content)).verify()
        assert stranger.client.get(path).status_code == 404
