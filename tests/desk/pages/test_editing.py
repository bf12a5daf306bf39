"""Editing at the desk: checked while typing, mended with one key, and nobody writes over another unseen."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from bumi.desk.desk import Desk
from bumi.newsroom.accounts.users import machine, user
from bumi.newsroom.content.pieces import add_revision, submit
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.piece import Source
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import brief, correct, reach, words

Person = Callable[[str], Browser]
SPOKEN = "جشنواره  برپا مي‌شود."  # two spaces, an Arabic letter


def at(desk: Desk, state: State) -> int:
    with desk.newsroom.session() as session:
        return reach(session, state).id


def typed(**changes: str) -> dict[str, str]:
    texts = words().texts()
    return {**texts, "revision": "1", **changes}


def save(browser: Browser, id: int, fields: dict[str, Any], status: int = 303) -> str:
    return browser.send(f"/pieces/{id}/edit", status, f"/pieces/{id}/edit", save="1", **fields)


def latest(desk: Desk, id: int) -> Piece:
    with desk.newsroom.reading() as session:
        return session.get_one(Piece, id)


def test_an_edit_is_kept_checked_illustrated_and_waits_for_another(person: Person, desk: Desk) -> None:
    id = at(desk, State.APPROVED)
    assert "تأیید باطل می‌شود" in person("مریم").open(f"/pieces/{id}/edit")
    save(person("مریم"), id, typed(headline="گل محمدی در بردسیر", hashtags="#کرمان گل"))
    piece = latest(desk, id)
    assert piece.revision and piece.revision.fields["headline"] == "گل محمدی در بردسیر"
    assert piece.revision.fields["hashtags"] == ["کرمان", "گل"]
    assert piece.revision.checkup and len(piece.revision.images) == 3  # two cards and a cover
    assert (piece.state, piece.approved_by) == (State.SUBMITTED, None)
    assert "آخرین ویرایش آن را نوشته" in person("مریم").open(f"/pieces/{id}")


def test_a_number_in_the_digits_of_another_script_is_not_approved(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    invented = words().lede.rstrip(".") + " با \u202e９⑨\u202c نوازنده."
    page = person("مریم").send(f"/pieces/{id}/check", 200, f"/pieces/{id}/edit", **typed(lede=invented))
    assert "عدد «۹۹» در سفارش نیست" in seen(page) and "رقم فارسی نیست" in seen(page)
    save(person("مریم"), id, typed(lede=invented))
    piece = latest(desk, id)
    assert piece.revision and piece.revision.fields["lede"].endswith(" با ۹۹ نوازنده.")
    address = f"/pieces/{id}"
    page = person("رضا").send(f"{address}/move", 409, address, to="approved", why="", version=str(piece.version))
    assert "یافته مانع دارد" in seen(page) and latest(desk, id).state is State.SUBMITTED


def test_a_returned_piece_goes_back_to_the_editors_when_mended(person: Person, desk: Desk) -> None:
    id = at(desk, State.CHANGES_REQUESTED)
    assert "چیزی در متن عوض نشده" in save(person("نرگس"), id, typed(), 409)
    save(person("نرگس"), id, typed(headline="گل محمدی در بردسیر"))
    assert latest(desk, id).state is State.SUBMITTED


def test_two_editors_at_once_both_see_both_texts(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    with desk.newsroom.session() as session:
        correct(session, session.get_one(Piece, id), "گل محمدی، این بار درست")
    page = save(person("مریم"), id, typed(headline="گل محمدی در بردسیر"), 409)
    assert "«نرگس» در همین میان آن را ویرایش کرده است" in seen(page)
    assert "<ins>" in page and "<del>" in page
    assert "گل محمدی در بردسیر" in page and 'name="revision" value="2"' in page
    save(person("مریم"), id, typed(headline="گل محمدی در بردسیر", revision="2"))
    assert latest(desk, id).revision.number == 3  # type: ignore[union-attr]


def test_what_is_typed_is_checked_and_is_no_revision(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    page = person("مریم").send(f"/pieces/{id}/check", 200, f"/pieces/{id}/edit", **typed(body=SPOKEN))
    assert 'id="under-body"' in page and "<mark" in page and 'name="fix"' in page
    assert latest(desk, id).revision.number == 1  # type: ignore[union-attr]


def test_a_finding_is_mended_by_one_key_without_a_script(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    browser, fields = person("مریم"), typed(body=SPOKEN)
    page = browser.send(f"/pieces/{id}/edit", 200, f"/pieces/{id}/edit", **fields, look="1")
    for _ in range(6):
        fix = re.search(r'name="fix" value="([^"]+)"[^>]*data-mend="body"', page)
        if fix is None:
            break
        page = browser.send(f"/pieces/{id}/edit", 200, f"/pieces/{id}/edit", **fields, fix=fix[1])
        fields["body"] = unescape(re.search(r'(?s)name="body"[^>]*>\n(.*?)</textarea>', page)[1])  # type: ignore[index]
    assert fields["body"] == "جشنواره برپا می‌شود."
    assert latest(desk, id).revision.number == 1  # type: ignore[union-attr]


def test_a_published_piece_is_corrected_while_readers_keep_the_old_text(person: Person, desk: Desk) -> None:
    id = at(desk, State.PUBLISHED)
    assert "اصلاحیه می‌شود" in person("نرگس").open(f"/pieces/{id}/edit")
    save(person("نرگس"), id, typed(lede="جشنواره برگزار می‌شود."))
    piece = latest(desk, id)
    assert piece.state is State.SUBMITTED and piece.published_revision.number == 1  # type: ignore[union-attr]
    assert "خوانندگان تا تأیید آن متن پیشین را می‌بینند" in person("مریم").open("/")


def test_what_may_not_be_edited_is_refused_in_words(person: Person, desk: Desk) -> None:
    id = at(desk, State.WITHDRAWN)
    assert "ویرایش نمی‌شود" in save(person("مریم"), id, typed(headline="دیگر"), 409)


def test_a_break_in_the_headline_is_for_the_cards_alone(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    before = [image.sha256 for image in latest(desk, id).revision.images]  # type: ignore[union-attr]
    save(person("مریم"), id, typed(headline="گل محمدی \n\n در لاله‌زار"))
    found = latest(desk, id).revision
    assert found and found.fields["headline"] == "گل محمدی\nدر لاله‌زار" and found.fields_model.title == words().headline
    assert [image.sha256 for image in found.images] != before
    assert found.checkup and not [it for it in found.checkup.findings if it["field"] == "headline"]
    assert "<h1>گل محمدی در لاله‌زار</h1>" in person("مریم").open(f"/preview/{id}/page")
    assert "گل محمدی\nدر لاله‌زار</textarea>" in person("مریم").open(f"/pieces/{id}/edit")


def test_a_text_longer_than_a_piece_can_be_is_told_and_stays_on_the_page(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    fields = typed(body="واژه " * 2_900, caption="واژه " * 2_900)
    assert "آن را به ۱۶۰۰۰ نویسه برسانید" in person("مریم").send(f"/pieces/{id}/check", 422, **fields)
    page = save(person("مریم"), id, fields, 422)
    assert "آن را به ۱۶۰۰۰ نویسه برسانید" in page and page.count("واژه") > 5_700
    assert latest(desk, id).revision.number == 1  # type: ignore[union-attr]


def type_in(browser: Browser, id: int, **changes: str) -> str:
    """Type without saving: the page itself sends what is typed so far."""
    return browser.send(f"/pieces/{id}/check", 200, f"/pieces/{id}/edit", **typed(**changes))


def test_what_was_typed_and_not_saved_is_found_again(person: Person, desk: Desk) -> None:
    id = at(desk, State.APPROVED)
    before = latest(desk, id)
    type_in(person("مریم"), id, headline="گل محمدی در بردسیر")
    page = person("مریم").open(f"/pieces/{id}/edit")  # from another device, too
    assert "نوشته ثبت‌نشده شما" in seen(page) and "<del>لاله‌زار</del><ins>بردسیر</ins>" in page
    assert "گل محمدی در بردسیر</textarea>" in page
    assert "نوشته ثبت‌نشده" not in person("کامران").open(f"/pieces/{id}/edit")
    found = latest(desk, id)
    assert (found.state, found.approved_hash, found.version) == (State.APPROVED, before.approved_hash, before.version)
    assert found.revision and found.revision.number == 1 and "در بردسیر" not in person("مریم").open(f"/pieces/{id}")
    save(person("مریم"), id, typed(headline="گل محمدی در بردسیر"))
    assert "نوشته ثبت‌نشده" not in person("مریم").open(f"/pieces/{id}/edit")
    type_in(person("مریم"), id, headline="نیمه")  # comes late, after the text was saved
    assert "نیمه" not in person("مریم").open(f"/pieces/{id}/edit")


def test_what_was_typed_upon_an_older_text_shows_both(person: Person, desk: Desk) -> None:
    id = at(desk, State.SUBMITTED)
    type_in(person("مریم"), id, headline="گل محمدی در بردسیر")
    save(person("کامران"), id, typed(headline="گل محمدی در کرمان"))
    page = person("مریم").open(f"/pieces/{id}/edit")
    assert "متن کنونی و نوشته شما" in seen(page) and 'name="revision" value="2"' in page
    assert "<del>کرمان</del><ins>بردسیر</ins>" in page


def test_what_was_typed_is_forgotten_where_it_is_not_wanted(person: Person, desk: Desk) -> None:
    id, editor = at(desk, State.SUBMITTED), person("مریم")
    type_in(editor, id, headline="گل محمدی در بردسیر")
    type_in(editor, id)  # as it was
    assert "نوشته ثبت‌نشده" not in editor.open(f"/pieces/{id}/edit")
    editor.send(f"/pieces/{id}/edit", 200, f"/pieces/{id}/edit", look="1", **typed(lede="جشنواره"))  # with no script
    assert "نوشته ثبت‌نشده" in editor.open(f"/pieces/{id}/edit")
    assert editor.send(f"/pieces/{id}/edit/forget", page=f"/pieces/{id}/edit") == f"/pieces/{id}/edit?said=forgotten"
    page = editor.open(f"/pieces/{id}/edit")
    assert "نوشته ثبت‌نشده شما" not in page and f"{words().lede}</textarea>" in page


def test_the_brief_stands_beside_the_text_with_what_of_it_is_told(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        notes = ["در لاله‌زار برپا می‌شود", "ورود آزاد است"]
        piece = submit(session, brief(notes=notes, internal_note="تلفنی بپرسید"), user(session, "نرگس"))
        source = Source(field="lede", text=words().lede, rests_on=("topic", "n1"), notes=("جشنواره",))
        add_revision(session, piece, words(), machine(session), [source])
        id = piece.id
    shown = seen(person("مریم").open(f"/pieces/{id}/edit"))
    assert "نکته ۱ در لاله‌زار برپا می‌شود ✓ در متن" in shown and "نکته ۲ ورود آزاد است برای همکاران" in shown
    assert "تلفنی بپرسید" in shown
    answer = seen(type_in(person("مریم"), id, lede="چیز دیگری."))  # the sentence is gone, and what it rested on
    assert "در لاله‌زار برپا می‌شود نکته ۲" in answer and "✓ در متن" not in answer
