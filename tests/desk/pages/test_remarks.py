"""Remarks at the desk: by a sentence's own button, without a script; inert, and for those who may see the piece."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from bumi.desk.desk import Desk
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, Remark
from tests.desk.stage import Browser, seen
from tests.newsroom.stage import reach

Person = Callable[[str], Browser]


def submitted(desk: Desk) -> int:
    with desk.newsroom.session() as session:
        return reach(session, State.SUBMITTED).id


def test_a_remark_by_the_button_of_a_sentence_its_reply_and_its_end(person: Person, desk: Desk) -> None:
    id = submitted(desk)
    author, editor = person("نرگس"), person("مریم")
    found = re.search(r'class="unproved"[^>]*href="([^"]+)"', editor.open(f"/pieces/{id}"))
    assert found
    page = editor.open(found[1].replace("&amp;", "&"))
    assert "همه می‌آیند." not in page and "جشنواره برپا می‌شود." in seen(page) and "نرگس" in seen(page)
    fields: dict[str, Any] = dict(re.findall(r'name="(revision|field|start|end)" value="(\w+)"', page))
    refused = editor.send(f"/pieces/{id}/remark", 422, **fields, text="@هادی <b>x</b>")
    assert "کسی نیست که این مطلب را ببیند" in refused and "@هادی &lt;b&gt;x" in refused
    place = editor.send(f"/pieces/{id}/remark", **fields, text="کِی؟ @نرگس <script>alert(1)</script>")
    assert place.endswith("said=remarked#remark-1")
    page = author.open(f"/pieces/{id}")
    assert "کِی؟ @نرگس &lt;script&gt;" in page and 'data-remarks="۱"' in page
    author.send(f"/pieces/{id}/remark/reply", remark="1", text="فردا")
    assert "۱ یادداشت باز دارد" in seen(editor.open(f"/pieces/{id}")).replace("باز  دارد", "باز دارد")
    author.send(f"/pieces/{id}/remark/done", remark="1")
    page = editor.open(f"/pieces/{id}")
    assert "نرگس بست" in page and "data-remarks" not in page and "یادداشت باز" not in page
    editor.send(f"/pieces/{id}/remark/done", remark="1", open="1")
    assert 'data-remarks="۱"' in editor.open(f"/pieces/{id}")


def test_a_reply_may_be_as_long_as_a_remark(person: Person, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    id = submitted(desk)
    passage: dict[str, Any] = {"revision": "1", "field": "body", "start": "0", "end": "3"}
    browser = person("مریم")
    browser.send(f"/pieces/{id}/remark", **passage, text="کِی؟")
    monkeypatch.setattr("bumi.desk.pages.piece.LONGEST", 77)
    assert 'name="text" rows="2" required maxlength="77"' in browser.open(f"/pieces/{id}")


def test_another_agency_reads_and_writes_no_remark(person: Person, desk: Desk) -> None:
    id = submitted(desk)
    passage: dict[str, Any] = {"revision": "1", "field": "body", "start": "0", "end": "3"}
    person("مریم").send(f"/pieces/{id}/remark", **passage, text="راز")
    other = person("هادی")
    other.open(f"/pieces/{id}/remark?revision=1&field=body&start=0&end=3", 404)
    other.send(f"/pieces/{id}/remark", 404, **passage, text="x")
    with desk.newsroom.session() as session:
        own = reach(session, State.SUBMITTED)
        own.agency = "آبفا کرمان"
        mine = own.id
    for path in ("reply", "done"):  # the remark of one piece, through another
        assert "راز" not in other.send(f"/pieces/{mine}/remark/{path}", 409, remark="1", text="x")
    with desk.newsroom.reading() as session:
        (only,) = session.query(Remark)
        assert only.done_at is None


def test_a_passage_that_is_none_is_not_there(person: Person, desk: Desk) -> None:
    id = submitted(desk)
    editor = person("مریم")
    for query in ("", "revision=9&field=body&start=0&end=3", "revision=1&field=x&start=0&end=3",
                  "revision=1&field=body&start=-1&end=3", "revision=1&field=body&start=99&end=199"):  # fmt: skip
        editor.open(f"/pieces/{id}/remark?{query}", 404)
    assert editor.post(f"/pieces/{id}/remark", revision="x").status_code == 422


def test_a_remark_is_no_part_of_a_page_for_readers(person: Person, desk: Desk) -> None:
    id = submitted(desk)
    editor = person("مریم")
    passage: dict[str, Any] = {"revision": "1", "field": "body", "start": "0", "end": "3"}
    editor.send(f"/pieces/{id}/remark", **passage, text="یادداشت محرمانه")
    assert "یادداشت محرمانه" not in editor.open(f"/preview/{id}/page")
    with desk.newsroom.reading() as session:
        assert session.get_one(Piece, id).state is State.SUBMITTED
