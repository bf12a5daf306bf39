"""The pages of a brief that was sent: changed in its form, asked for after an approval, duplicated, made a template."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from bumi.desk.desk import Desk
from bumi.desk.submission import submit_brief
from bumi.errors import Refused
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import piece, submit
from bumi.newsroom.content.templates import keep_template
from bumi.newsroom.content.typed import drafts
from bumi.newsroom.states import State
from bumi.newsroom.tables import BriefDraft, BriefTemplate, BriefVersion
from bumi.newsroom.workflow.revisions import written
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.worker import at_once, carry
from tests.desk.stage import HERITAGE, WATER, Browser, seen
from tests.flows.stage import open_plain_writer
from tests.newsroom.stage import brief, reach

Person = Callable[[str], Browser]


def handed_in(desk: Desk) -> int:
    """Return a piece of «نرگس» that the plain writer has drafted."""
    with desk.newsroom.session() as session:
        new = submit(session, brief(agency=HERITAGE, publish_at="1499/01/20 10:00"), user(session, "نرگس"))
        id = new.id
    draft(desk)
    return id


def draft(desk: Desk) -> None:
    carry(RunContext(desk.settings, desk.newsroom, open_plain_writer), at_once)


def test_a_brief_is_changed_in_its_own_form_and_its_sentence_drafted_again(person: Person, desk: Desk) -> None:
    id = handed_in(desk)
    author, editor = person("نرگس"), person("مریم")
    form = author.send(f"/pieces/{id}/brief")
    assert author.send(f"/pieces/{id}/brief") == form  # the same form, not a second one
    page = author.open(form)
    assert "در لاله‌زار برپا می‌شود" in page and "سفارش مطلب ۱ را عوض می‌کنید" in page
    assert "<h1>تغییر سفارش مطلب ۱</h1>" in page and "دور ریختن این تغییر" in page
    assert 'data-key="n">سفارش تازه' in page and "تغییر سفارش مطلب ۱، " in author.open("/?shelf=write")
    assert 'name="urgency"' not in page and 'name="publish_at"' not in page
    with desk.newsroom.reading() as session:
        typed = drafts(session, user(session, "نرگس"))[0].form
    sent: dict[str, Any] = {
        name: value for name, value in typed.items() if isinstance(value, str) and name not in ("agency", "release")
    }
    sent |= {"notes": "در راین برپا می‌شود", "urgency": "crisis", "channels": "site", "kind": "notice", "send": "1"}
    place = author.send(form, **sent)
    assert place == f"/pieces/{id}?said=brief-changed"
    page = author.open(place)
    assert "<del>لاله‌زار </del><ins>راین </ins>" in page and "متن تغییری نمی‌خواهد" not in page
    with desk.newsroom.reading() as session:
        found = piece(session, id)
        assert (found.brief_model.urgency, found.kind) == ("normal", "event")
        assert found.brief_model.publish_at == brief(publish_at="1499/01/20 10:00").publish_at
    page = editor.open(f"/pieces/{id}")
    assert "سفارش پس از نوشتن متن عوض شده است" in seen(page) and "همین متن و تصویرها را تأیید می‌کنم" not in page
    editor.send(f"/pieces/{id}/brief/redraft")
    assert "از نو نوشته می‌شود" in seen(editor.open(f"/pieces/{id}"))
    draft(desk)
    with desk.newsroom.reading() as session:
        assert written(piece(session, id)).fields_model.body == "در راین برپا می‌شود."
    page = editor.open(f"/pieces/{id}")
    assert "سفارش پس از نوشتن متن عوض شده است" not in seen(page) and "همین متن و تصویرها را تأیید می‌کنم" in page
    with desk.newsroom.session() as session, pytest.raises(Refused, match="دیگر در دسترس شما نیست"):
        submit_brief(session, brief(agency=WATER), user(session, "هادی"), f"brief {id} 2", draft=0)  # no second piece
    versions = seen(author.open(f"/pieces/{id}/brief"))
    assert "نسخه ۲" in versions and "همان که نخست فرستاده شد" in versions


def test_after_an_approval_a_change_is_asked_for_and_answered(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        id = reach(session, State.PUBLISHED).id
    author, editor = person("نرگس"), person("مریم")
    form = author.send(f"/pieces/{id}/brief")
    page = author.open(form)
    assert page.index("درخواست شما نزد دبیر می‌رود") < page.index('name="why"') < page.index('id="kind"')
    with desk.newsroom.reading() as session:
        typed = drafts(session, user(session, "نرگس"))[0].form
    sent: dict[str, Any] = {name: value for name, value in typed.items() if isinstance(value, str) and name != "why"}
    sent |= {"channels": "site", "send": "1", "notes": "<script>alert(1)</script> در راین"}
    refused = author.send(form, 422, **sent)
    assert "بنویسید چه باید اصلاح شود" in refused and 'href="#why"' in refused
    assert author.send(form, **sent, why="جایش <b>عوض</b> شد") == f"/pieces/{id}?said=brief-asked"
    told = "نرگس اصلاح سفارش را درخواست کرده است"
    assert told in editor.open("/?shelf=gone") and told not in author.open("/")
    page = editor.open(f"/pieces/{id}")
    assert "درخواست اصلاح سفارش" in page and "<script>alert" not in page and "<b>عوض" not in page
    with desk.newsroom.reading() as session:
        asked = session.query(BriefVersion).order_by(BriefVersion.id.desc()).first()
        assert asked and asked.waits
        number = asked.id
    assert author.post(f"/pieces/{id}/brief/request", request=number, accept="1").status_code == 403
    assert "دلیل رد درخواست" in editor.send(f"/pieces/{id}/brief/request", 409, request=str(number), why="")
    editor.send(f"/pieces/{id}/brief/request", request=str(number), accept="1")
    with desk.newsroom.reading() as session:
        found = piece(session, id)
        assert (found.state, found.redraft_by, found.brief_version) == (State.SUBMITTED, "مریم", 2)
    assert told not in editor.open("/")
    assert "تصمیم گرفته شده" in editor.send(f"/pieces/{id}/brief/request", 409, request=str(number), accept="1")


def test_a_request_that_concerns_no_sentence_is_accepted_without_a_new_draft(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        id = reach(session, State.PUBLISHED).id
    author, editor = person("نرگس"), person("مریم")
    form = author.send(f"/pieces/{id}/brief")
    with desk.newsroom.reading() as session:
        typed = drafts(session, user(session, "نرگس"))[0].form
    sent: dict[str, Any] = {name: value for name, value in typed.items() if isinstance(value, str)}
    sent |= {"channels": "site", "send": "1", "internal_note": "تلفن رابط عوض شد", "why": "رابط دیگر"}
    author.send(form, **sent)
    page = editor.open(f"/pieces/{id}")
    assert ">بپذیر<" in page and "از نو بنویس" not in page and "متن و تأییدش همان است" in page
    with desk.newsroom.reading() as session:
        number = session.scalars(select(BriefVersion.id).where(BriefVersion.number.is_(None))).one()
    place = editor.send(f"/pieces/{id}/brief/request", request=str(number), accept="1")
    assert "از نو نوشته" not in seen(editor.open(place)).partition("پیشینه")[0]
    with desk.newsroom.reading() as session:
        found = piece(session, id)
        assert (found.state, found.redraft_by, found.brief_version) == (State.PUBLISHED, "", 2)


def test_words_of_the_time_that_stood_before_are_not_asked_about(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        new = submit(
            session,
            brief(agency=HERITAGE, when="پنجشنبه ۱۲ آذر، ساعت ۱۰", starts_at="1405/09/12 10:00"),
            user(session, "نرگس"),
        )
        id = new.id
    draft(desk)
    author = person("نرگس")
    form = author.send(f"/pieces/{id}/brief")
    with desk.newsroom.reading() as session:
        typed = drafts(session, user(session, "نرگس"))[0].form
    sent: dict[str, Any] = {name: value for name, value in typed.items() if isinstance(value, str)}
    sent |= {"channels": "site", "send": "1", "starts_at": "1405/09/12 11:00"}
    assert author.send(form, **sent | {"when": "پنجشنبه ۱۲ آذر، ساعت ۱۲"}).endswith("wrong=1")
    assert author.send(form, **sent).endswith("said=brief-changed")


def test_a_text_that_needs_no_change_is_said_to_by_an_editor(person: Person, desk: Desk) -> None:
    id = handed_in(desk)
    author, editor = person("نرگس"), person("مریم")
    form = author.send(f"/pieces/{id}/brief")
    with desk.newsroom.reading() as session:
        typed = drafts(session, user(session, "نرگس"))[0].form
    sent: dict[str, Any] = {name: value for name, value in typed.items() if isinstance(value, str)} | {
        "channels": "bale",
        "send": "1",
    }
    author.send(form, **sent)
    assert "بله" in seen(author.open(f"/pieces/{id}"))
    with desk.newsroom.reading() as session:
        version = str(piece(session, id).version)
    assert author.post(f"/pieces/{id}/brief/keep-text", version=version).status_code == 403
    editor.send(f"/pieces/{id}/brief/keep-text", version=version)
    page = seen(editor.open(f"/pieces/{id}"))
    assert "مریم متن را با سفارش تازه هم درست دانست" in page and "همین متن و تصویرها را تأیید می‌کنم" in page


def test_a_brief_is_begun_from_another_and_from_a_template(person: Person, desk: Desk) -> None:
    id = handed_in(desk)
    author, other = person("نرگس"), person("هادی")
    form = author.send(f"/pieces/{id}/duplicate").partition("?")[0]
    with desk.newsroom.reading() as session:
        typed = session.get_one(BriefDraft, int(form.rsplit("/", 1)[1])).form
    assert (typed["topic"], typed["publish_at"], typed["purpose"]) == ("جشنواره گل محمدی", "", "")
    sent: dict[str, Any] = {name: value for name, value in typed.items() if isinstance(value, str)} | {
        "when": "شنبه",
        "template": "1",
    }
    assert "نام الگو" in author.send(form, 422, **sent, template_name=" ")
    assert author.send(form, **sent, template_name="جشنواره‌ها").endswith("said=template")
    author.send(form, **sent | {"topic": "جشنواره انار"}, template_name="جشنواره‌ها")  # takes the place of the first
    with desk.newsroom.reading() as session:
        (kept,) = session.query(BriefTemplate)
        assert (kept.form["topic"], kept.form["when"], kept.agency) == ("جشنواره انار", "", HERITAGE)
        number = kept.id
    assert "جشنواره‌ها" in author.open("/briefs/new") and "جشنواره‌ها" not in other.open("/briefs/new")
    assert "جشنواره انار" in author.open(author.send(f"/templates/{number}"))
    assert other.post(f"/templates/{number}", drop="1").status_code == 404
    assert author.send(f"/templates/{number}", drop="1").endswith("template-dropped")
    with desk.newsroom.session() as session, pytest.raises(Refused, match="سفارش می‌دهد، نه برای"):
        keep_template(session, user(session, "نرگس"), WATER, "از دیگری", {})
