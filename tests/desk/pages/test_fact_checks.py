"""A fact-check link as its visitor and an attacker meet it: it shows its sentences, takes one answer, and no more."""

import re
from collections.abc import Callable

import pytest

from bumi.desk.desk import Desk
from bumi.newsroom.states import State
from bumi.newsroom.tables import FactCheck, Piece, Remark
from tests.desk.stage import Browser, Clock, seen
from tests.newsroom.stage import correct, reach

Person = Callable[[str], Browser]
Visitor = Callable[..., Browser]
ANSWERS = {"sentence": ["0", "1", "2"], "verdict-0": "right", "verdict-2": "wrong", "text-2": "همه نه"}


@pytest.fixture
def piece(desk: Desk) -> int:
    with desk.newsroom.session() as session:
        return reach(session, State.SUBMITTED).id


def link(editor: Browser, piece: int) -> str:
    """Have an editor make a link; return its path."""
    page = editor.send(f"/pieces/{piece}/check-link", 200, hours="48")
    found = re.search(r"/ask/[\w-]{43,}", page)
    assert found
    return found[0]


def remarks(desk: Desk) -> list[str]:
    with desk.newsroom.reading() as session:
        return [each.text for each in session.query(Remark).order_by(Remark.id)]


def test_somebody_without_an_account_answers_once(person: Person, visitor: Visitor, desk: Desk, piece: int) -> None:
    editor, knower = person("مریم"), visitor("192.0.2.7")
    path = link(editor, piece)
    assert path not in editor.open(f"/pieces/{piece}")
    answer = knower.client.get(path)
    page = seen(answer.text)
    assert answer.headers["referrer-policy"] == "no-referrer" and "noindex" in answer.headers["x-robots-tag"]
    assert (
        answer.headers["cache-control"] == "no-store"
        and "default-src 'none'" in answer.headers["content-security-policy"]
    )
    assert "گل محمدی در لاله‌زار" in page and "همه می‌آیند." in page
    assert "تحریریه «بومی» از شما می‌پرسد" in page and " novalidate>" in answer.text
    with desk.newsroom.reading() as session:
        found = session.get_one(Piece, piece)
        for hidden in (found.agency, found.submitted_by, "مریم", "/pieces/", "<script", 'href="/"', "گل_محمدی"):
            assert hidden not in answer.text, hidden
    refused = knower.send(path, 422, path, **{**ANSWERS, "text-2": " "}, named="")
    assert "بنویسید درستش چیست" in refused and "نام خود را بنویسید" in refused and not remarks(desk)
    assert 'href="#text-2"' in refused and 'href="#named"' in refused
    assert "سپاس" in knower.send(path, 200, path, **ANSWERS, named="<i>احمدی</i>")
    assert remarks(desk) == ["درست است", "نادرست: همه نه"]
    page = editor.open(f"/pieces/{piece}")
    assert "&lt;i&gt;احمدی" in page and "<i>" not in page and "هویتش تأیید نشده" in page
    with desk.newsroom.reading() as session:
        assert session.get_one(Piece, piece).state is State.SUBMITTED


def test_a_used_link_is_dead(person: Person, visitor: Visitor, desk: Desk, piece: int) -> None:
    path, knower = link(person("مریم"), piece), visitor()
    token = knower.token(path)
    for status in (200, 404):
        answer = knower.client.post(path, data={"token": token, **ANSWERS, "named": "احمدی"})
        assert answer.status_code == status
    assert "تحریریه «بومی»" in knower.open(path, 404)
    assert len(remarks(desk)) == 2


def test_a_new_revision_kills_a_page_that_is_open(person: Person, visitor: Visitor, desk: Desk, piece: int) -> None:
    path, knower = link(person("مریم"), piece), visitor()
    token = knower.token(path)
    with desk.newsroom.session() as session:
        correct(session, session.get_one(Piece, piece))
    answer = knower.client.post(path, data={"token": token, **ANSWERS, "named": "احمدی"})
    assert answer.status_code == 404 and not remarks(desk)
    assert "گل محمدی" not in knower.open(path, 404)


def test_links_that_were_never_made_are_refused_and_throttled(
    person: Person, visitor: Visitor, clock: Clock, piece: int
) -> None:
    path, attacker = link(person("مریم"), piece), visitor("198.51.100.9")
    statuses = [attacker.client.get(f"/ask/guess-{i}").status_code for i in range(7)]
    assert statuses == [404] * 5 + [429] * 2
    assert attacker.client.get("/ask/guess").headers["retry-after"] == "1"
    assert attacker.client.get(path).status_code == 429  # a guess in between would tell nothing
    visitor("192.0.2.7").open(path)  # from elsewhere nobody waits
    clock.seconds += 2
    attacker.open(path)
    for code in ("", ".", "%00", "x" * 3000, "%F0%9F%99%82", "..%2Fpieces%2F1"):
        visitor(f"192.0.2.{len(code)}").open(f"/ask/{code}", 404)


def test_forms_of_other_sites_and_without_the_token_are_refused(
    person: Person, visitor: Visitor, desk: Desk, piece: int
) -> None:
    path, knower = link(person("مریم"), piece), visitor()
    data = {"token": knower.token(path), **ANSWERS, "named": "احمدی"}
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
                    {"origin": "null", "sec-fetch-site": "cross-site"}):  # fmt: skip
        assert knower.client.post(path, data=data, headers=headers).status_code == 403, headers
    assert knower.client.post(path, data=data | {"token": "x"}).status_code == 403
    assert visitor().client.post(path, data=data).status_code == 403  # a token of another browser
    assert not remarks(desk)
    # What a browser sends from a page without a referrer.
    own = {"origin": "null", "sec-fetch-site": "same-origin"}
    assert knower.client.post(path, data=data, headers=own).status_code == 200


def test_what_is_sent_is_bounded(person: Person, visitor: Visitor, desk: Desk, piece: int) -> None:
    path, knower = link(person("مریم"), piece), visitor()
    knower.send(path, 422, path, **{**ANSWERS, "text-2": "x" * 700}, named="احمدی")
    knower.send(
        path, 422, path, **ANSWERS | {"sentence": [str(i) for i in range(20)], "verdict-19": "right"}, named="ا"
    )
    knower.send(path, 413, path, **ANSWERS, named="x" * 400_000)
    assert not remarks(desk)


def test_links_are_the_editors_to_make_and_to_end(person: Person, visitor: Visitor, desk: Desk, piece: int) -> None:
    author, editor = person("نرگس"), person("مریم")
    path = link(editor, piece)
    assert author.post(f"/pieces/{piece}/check-link", hours="48").status_code == 403
    assert author.post(f"/pieces/{piece}/check-link/end", check="1").status_code == 403
    assert "پیوند بساز" not in author.open(f"/pieces/{piece}")
    editor.send(f"/pieces/{piece}/check-link/end", check="1")
    visitor().open(path, 404)
    with desk.newsroom.reading() as session:
        (only,) = session.query(FactCheck)
        assert path.rsplit("/", 1)[1] not in (only.hash, only.named)
