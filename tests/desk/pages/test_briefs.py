"""Submitting a brief: nothing typed is lost, errors stand beside their field, and files are looked at."""

import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import select

from bumi.brief import brief_from, read_briefs
from bumi.desk.brief_form import data_of, form_of, note_key
from bumi.desk.desk import Desk
from bumi.desk.labels import BRIEF_LABELS
from bumi.desk.rendering import static_file
from bumi.newsroom.content.typed import KEPT
from bumi.newsroom.tables import BriefDraft, Photo, Piece, User
from bumi.persian.calendar import now
from bumi.plain_yaml import documents_of
from bumi.settings import PACKAGE, ROOT
from bumi.words import FOR_BRIEFS
from tests.desk.stage import HERITAGE, Browser, seen
from tests.desk.test_hostile import HOSTILE

Person = Callable[[str], Browser]
GOOD: dict[str, Any] = {
    "kind": "event", "topic": "کارگاه پته‌دوزی", "agency": HERITAGE, "county": "سیرجان", "axis": "گردشگری",
    "notes": "ورود آزاد است\n- ظرفیت ۳۰ نفر\n\n", "channels": ["site", "eitaa"], "urgency": "urgent",
    "starts_at": "1405/09/12 9:00", "speaker": ["", "نگار"], "role": ["", "مسئول"], "text": ["", "همه بیایند."],
}  # fmt: skip


def begun(browser: Browser) -> str:
    return browser.send("/briefs/new", page="/briefs/new", kind="event")


def test_a_brief_is_typed_and_handed_in(person: Person, desk: Desk) -> None:
    browser = person("نرگس")
    page = begun(browser)
    assert HERITAGE in browser.open(page)
    where = browser.send(page, page=page, send="1", **GOOD)
    with desk.newsroom.reading() as session:
        piece = session.scalars(select(Piece)).one()
        assert where == f"/pieces/{piece.id}?said=submitted"
        brief = piece.brief_model
        assert brief.notes == ("ورود آزاد است", "ظرفیت ۳۰ نفر") and brief.quotes[0].speaker == "نگار"
        assert (piece.urgency, piece.submitted_by, brief.channels[1].value) == ("urgent", "نرگس", "eitaa")
        assert not session.scalars(select(BriefDraft)).all()
    assert "در نوبت نوشتن است" in browser.open(where)


def test_all_that_is_wrong_stands_beside_its_field_and_nothing_is_lost(person: Person, desk: Desk) -> None:
    browser = person("نرگس")
    page = begun(browser)
    wrong = GOOD | {"topic": "", "county": "", "starts_at": "فردا", "text": ["", ""], "notes": "نکته <b>یک</b>"}
    where = browser.send(page, page=page, send="1", **wrong)
    answer = browser.open(where, 422)
    assert where == f"{page}?wrong=1"
    for name in ("topic", "county", "starts_at", "quotes"):
        assert f'href="#{name}"' in answer, name
    assert "«موضوع» نوشته نشده است" in answer and "«گفته‌ها ۱ گفته»" in seen(answer)
    assert re.search(r'id="topic-hint">\s*<strong>', answer)
    assert "نکته &lt;b&gt;یک&lt;/b&gt;" in answer and 'value="فردا"' in answer and 'value="نگار"' in answer
    assert "«topic»" not in answer
    with desk.newsroom.reading() as session:
        assert not session.scalars(select(Piece)).all()


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("پنجشنبه ۱۲ آذر، ساعت ۱۰", True),
        ("جمعه ۱۳ آذر", True),
        ("پنجشنبه ۱۲ آذر، ساعت ۹", False),
        ("صبح پنجشنبه", False),
    ],
    ids=["another hour", "another day", "the same", "less exact"],
)
def test_a_time_in_words_that_contradicts_the_start_is_told(person: Person, when: str, told: bool) -> None:
    browser = person("نرگس")
    page = begun(browser)
    where = browser.send(page, page=page, send="1", **GOOD | {"when": when})
    if not told:
        assert where.endswith("said=submitted")
        return
    answer = browser.open(where, 422)
    starts = "«آغاز» (پنجشنبه ۱۲ آذر ۱۴۰۵، ساعت ۰۹:۰۰)"
    assert f"«زمان، به زبان مردم»: «{when}» با {starts} نمی‌خواند؛ یکی از این دو را درست کنید" in answer
    assert 'href="#when"' in answer
    assert f'value="{when}"' in answer


def test_what_is_typed_keeps_itself_and_can_be_dropped(person: Person) -> None:
    browser = person("نرگس")
    page = begun(browser)
    assert browser.send(f"{page}/keep", 204, page, **GOOD | {"topic": "نیمه‌کاره"}) == ""
    assert "نیمه‌کاره" in browser.open("/") and 'value="نیمه‌کاره"' in browser.open(page)
    assert "نیمه‌کاره" not in person("رضا").open("/?shelf=write")
    assert browser.send(f"{page}/drop", page=page) == page
    assert "این سفارش دور ریخته شد" in browser.open(page)
    assert "نیمه‌کاره" in seen(browser.open("/")).partition("دورریخته‌ها")[2]
    apart = browser.send(page, page=page, send="1", **GOOD, tab="another tab")  # it stays thrown away, as it was
    assert apart.endswith("?said=apart") and not apart.startswith(page)
    assert browser.send(f"{page}/restore", page=page) == f"{page}?said=brought-back"
    assert 'value="نیمه‌کاره"' in browser.open(page) and "دورریخته‌ها" not in browser.open("/")


def test_what_was_thrown_away_is_forgotten_after_its_time(person: Person, desk: Desk) -> None:
    browser = person("نرگس")
    old, new = begun(browser), begun(browser)
    browser.send(f"{old}/photo", page=old, files={"file": picture("JPEG")})
    browser.send(f"{old}/drop", page=old)
    with desk.newsroom.session() as session:
        session.query(BriefDraft).filter(BriefDraft.dropped_at.is_not(None)).update({"dropped_at": now() - KEPT})
    browser.send(f"{new}/drop", page=new)
    browser.open(old, 404)
    assert "دور ریخته شد" in browser.open(new)
    with desk.newsroom.reading() as session:
        assert not session.scalars(select(Photo)).all()


def test_an_agency_that_nobody_lists_is_told_beside_its_field(person: Person, desk: Desk) -> None:
    with desk.newsroom.session() as session:
        session.get_one(User, "نرگس").agency = ""
    browser = person("نرگس")
    page = begun(browser)
    form = GOOD | {"agency": "میراث فرهنگی و گردشگری و صنایع دستی"}
    wrong = browser.open(browser.send(page, page=page, send="1", **form), 422)
    assert re.search(f'<a href="#agency">دستگاه «{form["agency"]}» در فهرست .*{HERITAGE}', wrong)
    with desk.newsroom.reading() as session:
        assert not session.scalars(select(Piece)).all()


def test_a_content_team_speaks_for_its_own_agency(person: Person, desk: Desk) -> None:
    browser = person("نرگس")
    page = begun(browser)
    browser.send(page, page=page, send="1", **GOOD | {"agency": "استانداری کرمان"})
    with desk.newsroom.reading() as session:
        assert session.scalars(select(Piece)).one().agency == HERITAGE


def test_every_sample_brief_survives_the_form() -> None:
    for path in sorted((ROOT / "briefs").glob("*.yaml")):
        for document, brief in zip(documents_of(path), read_briefs(path), strict=True):
            assert brief_from(data_of(form_of(document)), path.name) == brief, path.name


def test_a_file_of_briefs_becomes_drafts(person: Person) -> None:
    browser, samples = person("رضا"), ROOT / "briefs"
    one = browser.send(
        "/briefs/upload", page="/briefs/new", files={"file": (samples / "03-short-ravar.yaml").read_bytes()}
    )
    assert "شب شعر یلدا در راور" in browser.open(one)
    two = browser.send(
        "/briefs/upload", page="/briefs/new", files={"file": (samples / "11-south-kahnuj-bam.yaml").read_bytes()}
    )
    assert browser.open(two).count('<li class="row plain">') == 3
    bad = browser.send("/briefs/upload", 422, "/briefs/new", files={"file": b"kind: [\xff"})
    assert "UTF-8" in bad


def test_a_press_release_is_read_whether_text_or_html(person: Person) -> None:
    browser = person("رضا")
    release = (
        "<h1>نمایشگاه خرما در بم برپا می‌شود</h1><script>alert(1)</script>"
        "<p>نمایشگاه خرما پنجشنبه ۱۲ آذر ۱۴۰۵، ساعت ۹ در بم برپا می‌شود.</p>"
    )
    page = browser.open(browser.send("/briefs/paste", page="/briefs/new", release=release))
    assert 'value="نمایشگاه خرما در بم برپا می‌شود"' in page and "alert" not in seen(page)
    assert 'value="۱۴۰۵/۰۹/۱۲ ۰۹:۰۰"' in page and "<option selected>بم</option>" in page
    assert "کوتاه است" in browser.send("/briefs/paste", 422, "/briefs/new", release="کوتاه")


def picture(kind: str, size: tuple[int, int] = (640, 480)) -> bytes:
    made = io.BytesIO()
    image = Image.new("RGB", size, "red")
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    image.save(made, kind, exif=exif)
    return made.getvalue()


def test_a_photo_is_drawn_anew_without_what_it_hid(person: Person, desk: Desk) -> None:
    browser = person("نرگس")
    page = begun(browser)
    assert b"secret place" in picture("JPEG")
    browser.send(f"{page}/photo", page=page, files={"file": ("x.svg", picture("PNG"), "image/svg+xml")})
    browser.send(f"{page}/photo", page=page, files={"file": picture("JPEG")})
    shown = re.findall(r'src="(/photos/\d+)"', browser.open(page))
    assert len(shown) == 2
    answer = browser.client.get(shown[1])
    assert answer.headers["content-type"] == "image/jpeg" and b"secret place" not in answer.content
    where = browser.send(page, page=page, send="1", **GOOD)
    for name in ("مریم", "نرگس"):
        assert shown[0] in person(name).open(where)
    assert browser.client.get(shown[0]).status_code == 200 and person("هادی").client.get(shown[0]).status_code == 404
    with desk.newsroom.reading() as session:
        assert all(photo.piece_id for photo in session.scalars(select(Photo)))


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", picture("PNG")[:200], picture("JPEG", (60, 60))],
    ids=["nothing", "svg", "gif", "torn", "tiny"],
)
def test_what_is_no_photo_is_refused_in_words(person: Person, data: bytes) -> None:
    browser = person("نرگس")
    page = begun(browser)
    told = browser.send(f"{page}/photo", 422, page, files={"file": data})
    assert re.search(r'id="file-hint">\s*<strong>', told)
    assert "عکس افزوده نشد" in told and "سفارش هنوز فرستاده نشد" not in told


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_hostile_text_comes_back_inert(person: Person, data: st.DataObject) -> None:
    browser = person("نرگس")
    page = begun(browser)
    names = [name for name in BRIEF_LABELS if name not in ("kind", "channels", "urgency")]
    typed: dict[str, Any] = {name: data.draw(HOSTILE) for name in names}
    answer = browser.open(browser.send(page, page=page, send="1", kind="event", **typed), 0)
    for bad in ("<script>alert", "<img src=x", "</textarea><b>", "\x07", "\x1b"):
        assert bad not in answer
    assert answer.count("<form") == answer.count("</form>")
    assert unescape(answer)


def tab_of(browser: Browser, path: str) -> dict[str, Any]:
    """What a tab with this page open sends besides what is typed."""
    page = browser.open(path)
    return {name: found[1] for name in ("tab", "after") if (found := re.search(f'name="{name}" value="([^"]*)"', page))}


def drafts_of(desk: Desk) -> dict[int, str]:
    with desk.newsroom.reading() as session:
        return {draft.id: draft.form["topic"] for draft in session.scalars(select(BriefDraft))}


def number(path: str) -> int:
    return int(re.findall(r"\d+", path)[0])


def test_an_old_tab_never_writes_into_a_new_draft(person: Person, desk: Desk) -> None:
    browser = person("نرگس")
    first = begun(browser)
    old = tab_of(browser, first)
    browser.send(first, page=first, send="1", **GOOD, **tab_of(browser, first))
    second = begun(browser)
    assert number(second) > number(first)
    browser.send(second, page=second, **GOOD | {"topic": "تازه"}, **tab_of(browser, second))
    typed = GOOD | {"topic": "از زبانه کهنه"}
    told = browser.send(f"{first}/keep", 200, second, **typed, **old)
    assert 'id="apart"' in told and 'hx-swap-oob="true"' in told
    assert browser.send(f"{first}/keep", 200, second, **typed, **old) == told  # and in no third draft
    assert sorted(drafts_of(desk).values()) == ["از زبانه کهنه", "تازه"]
    where = browser.send(first, page=second, send="1", **typed | {"topic": "و تا پایان"}, **old)
    assert where.endswith("?said=apart") and "سفارشی جداگانه" in browser.open(where)
    assert drafts_of(desk) == {number(second): "تازه", number(where): "و تا پایان"}


def test_two_tabs_of_one_draft_keep_both_texts(person: Person, desk: Desk) -> None:
    browser = person("نرگس")
    page = begun(browser)
    one, other = tab_of(browser, page), tab_of(browser, page)
    for topic in ("یک", "یک و یک"):
        assert browser.send(f"{page}/keep", 204, page, **GOOD | {"topic": topic}, **one) == ""
    where = browser.send(page, page=page, keep="1", **GOOD | {"topic": "دو"}, **other)
    assert drafts_of(desk) == {number(page): "یک و یک", number(where): "دو"} and where.endswith("?said=apart")
    again = browser.send(page, page=page, **GOOD | {"topic": "سه"}, **tab_of(browser, page))
    assert again == f"{page}?said=kept" and drafts_of(desk)[number(page)] == "سه"
    where = browser.send(page, page=page, send="1", **GOOD | {"topic": "یک و دو"}, **one)
    with desk.newsroom.reading() as session:
        assert where.endswith("?said=apart") and session.scalar(select(Piece)) is None


def test_a_second_press_leads_where_the_first_did(person: Person, desk: Desk) -> None:
    browser = person("نرگس")
    page = begun(browser)
    tab = tab_of(browser, page)
    token = browser.token(page)
    places = [
        browser.client.post(page, data={"token": token, "send": "1", **GOOD, **tab}).headers["location"]
        for _ in range(2)
    ]
    late = browser.client.post(f"{page}/keep", data={"token": token, **GOOD, **tab})
    assert places[0] == places[1] and late.status_code == 204 and drafts_of(desk) == {}
    with desk.newsroom.reading() as session:
        assert len(session.scalars(select(Piece)).all()) == 1


def test_what_was_handed_in_is_not_handed_in_twice_and_what_is_typed_after_is_kept(person: Person, desk: Desk) -> None:
    browser = person("نرگس")
    page = begun(browser)
    browser.send(f"{page}/drop", page=page)
    where = browser.send(page, page="/briefs/new", send="1", **GOOD)
    assert where == f"/briefs/{number(page) + 1}?said=apart" and GOOD["topic"] in browser.open(where)
    with desk.newsroom.reading() as session:
        assert session.scalar(select(Piece)) is None


def test_a_release_that_is_too_long_stays_on_the_page_whole(person: Person) -> None:
    release = "<p>" + "نمایشگاه خرما در بم برپا می‌شود. " * 2_500 + "پایان متن</p>"
    page = person("نرگس").send("/briefs/paste", 422, "/briefs/new", release=release)
    assert "نویسه دارد؛ خبری با حداکثر ۶۰٬۰۰۰ نویسه بچسبانید" in page
    assert unescape(re.search(r'(?s)name="release"[^>]*>\n(.*?)</textarea>', page)[1]) == release  # type: ignore[index]


def test_a_file_of_more_briefs_than_are_begun_at_once_is_refused_rather_than_cut(person: Person, desk: Desk) -> None:
    file = "---\ntopic: یکی\n" * 21
    page = person("نرگس").send("/briefs/upload", 422, "/briefs/new", files={"file": file.encode()})
    assert "۲۱ سفارش دارد؛ آن را به پرونده‌هایی با حداکثر ۲۰ سفارش بشکنید" in page
    with desk.newsroom.reading() as session:
        assert session.scalar(select(BriefDraft)) is None


def test_eleven_quotations_are_told_and_not_cut(person: Person) -> None:
    browser = person("نرگس")
    page = begun(browser)
    said = {"speaker": ["نگار"] * 11, "role": ["مسئول"] * 11, "text": ["همه بیایند."] * 11}
    answer = browser.open(browser.send(page, page=page, send="1", **GOOD | said), 422)
    assert "«گفته‌ها» حداکثر ۱۰ مورد می‌پذیرد" in answer and answer.count("همه بیایند.") == 11


SAID = {
    "notes": "ظرفیت ۳۰ نفر\nپارکینگ کم\nلباس گرم\nورود رایگان",
    "said_note": ["ظرفیت ۳۰ نفر", "پارکینگ کم", "لباس گرم", "برداشته شده", "ورود رایگان"],
    f"say-{note_key('ظرفیت ۳۰ نفر')}": "=ظرفیت این کارگاه ۳۰ نفر است.",
    f"say-{note_key('پارکینگ کم')}": "own",
    f"own-{note_key('پارکینگ کم')}": "پارکینگ  کمی\nهست.",
    f"say-{note_key('لباس گرم')}": "as-is:همراه",
    f"say-{note_key('برداشته شده')}": "=این نکته برداشته شده است.",
    f"say-{note_key('ورود رایگان')}": "",
}


def test_what_is_chosen_at_a_note_goes_with_it(person: Person, desk: Desk) -> None:
    browser = person("نرگس")
    page = begun(browser)
    moved = {"notes": "یک نکته پیش از همه است\nلباس گرم\n- ظرفیت: ۳۰ نفر\nپارکینگ کم"}  # and one has a colon now
    browser.send(f"{page}/keep", 204, page, **GOOD | SAID)
    shown = browser.open(page)
    assert shown.count(" checked") >= 3 and "پارکینگ کمی هست." in shown
    browser.send(page, page=page, send="1", **GOOD | SAID | moved)
    with desk.newsroom.reading() as session:
        sayings = session.scalars(select(Piece)).one().brief_model.sayings
    assert [(it.note, it.text, it.label, it.by) for it in sayings] == [
        (2, "", "همراه", "نرگس"),
        (3, "ظرفیت این کارگاه ۳۰ نفر است.", "", "نرگس"),
        (4, "پارکینگ کمی هست.", "", "نرگس"),
    ]


def test_a_brief_is_read_as_it_is_typed(person: Person, desk: Desk) -> None:
    browser = person("نرگس")
    page = begun(browser)
    typed = GOOD | SAID | {"when": "فردا", "notes": "ظرفیت ۳۰\nورود رایگان\nورود برای همه آزاد است"}
    read = browser.send(f"{page}/reading", 200, page, **typed)
    assert "۳۰ نفر؟" in seen(read) and 'value="=ورود رایگان است."' in read
    assert read.count("<fieldset") == 2  # the third is a sentence, and has no question
    assert 'data-asks="when"' in read and "«فردا» کدام روز است؟" in seen(read)
    assert "data-thinking" not in read
    with desk.newsroom.reading() as session:
        assert "ظرفیت" not in session.scalars(select(BriefDraft)).one().form["notes"]  # it keeps nothing
    assert person("هادی").post(f"{page}/reading").status_code == 404


def test_without_a_script_an_answer_is_one_press(person: Person) -> None:
    browser = person("نرگس")
    page = begun(browser)
    notes = {"notes": "ظرفیت ۳۰\nورود رایگان"}
    where = browser.send(page, page=page, read="1", **GOOD | notes)
    answer = re.search(r'name="answer" value="([^"]+)"', browser.open(where))
    assert where.endswith("#reading") and answer
    browser.send(page, page=page, answer=unescape(answer[1]), **GOOD | notes)
    shown = browser.open(page)
    assert "ظرفیت ۳۰ نفر\nورود رایگان" in shown
    browser.send(page, page=page, answer="when|سه‌شنبه ۱۰ آذر", **GOOD | notes)
    assert 'value="سه‌شنبه ۱۰ آذر"' in browser.open(page)


def test_the_sayings_of_a_file_come_into_its_form() -> None:
    given = {
        "notes": ["ورود آزاد", "ظرفیت ۳۰ نفر"],
        "sayings": [{"note": 2, "text": "ظرفیت ۳۰ نفر است."}, {"note": 9}, 3],
    }
    form = form_of(given)
    assert [(it["note"], it["text"]) for it in form["sayings"]] == [("ظرفیت ۳۰ نفر", "ظرفیت ۳۰ نفر است.")]
    assert [it["note"] for it in data_of(form)["sayings"]] == [2]
    assert "sayings" not in data_of(form | {"notes": "ورود آزاد"})


RELEASE = """کارگاه سفال در سیرجان و بافت برپا شد
کارگاه سفال در سیرجان و بافت با حضور ۲۵ هنرجو برپا شد.
رئیس کارگاه با اشاره به رونق سفر گفت: «۵ استاد آموزش دادند و رفتند.»
کوره تازه تا بهار آماده می‌شود."""


def test_a_release_is_asked_about_and_stays_with_its_brief(person: Person, desk: Desk) -> None:
    browser = person("رضا")
    page = browser.send("/briefs/paste", page="/briefs/new", release=RELEASE).partition("?")[0]
    shown = browser.open(page)
    asked = re.findall(r'<li><a href="#(\w+)">', shown.partition('id="asked"')[2].partition("</div>")[0])
    assert asked == ["agency", "county", "axis", "quotes"]
    assert 'name="intro" value="رئیس کارگاه با اشاره به رونق سفر گفت"' in shown
    assert "متن خبر، همان که رسید" in shown and "کارگاه سفال در سیرجان و بافت با حضور" in shown
    form = GOOD | {
        "kind": "recap", "topic": "کارگاه سفال برپا شد", "lede": "کارگاه سفال با ۲۵ هنرجو برپا شد", "urgency": "normal",
        "notes": "کوره تازه تا بهار آماده می‌شود", "speaker": ["رضا کریمی"], "role": ["رئیس کارگاه"],
        "intro": ["رئیس کارگاه با اشاره به رونق سفر گفت"], "text": ["۵ استاد آموزش دادند و رفتند."],
    }  # fmt: skip
    assert browser.send(f"{page}/keep", 204, page, **form) == ""
    assert 'id="asked"' not in browser.open(page)  # all is answered
    browser.send(page, page=page, send="1", **form)
    with desk.newsroom.reading() as session:
        brief = session.scalars(select(Piece)).one().brief_model
        assert brief.release == RELEASE and brief.lede == "کارگاه سفال با ۲۵ هنرجو برپا شد"
        assert brief.quotes[0].led_to == "رضا کریمی، رئیس کارگاه"  # the words before it name another


def test_a_release_is_read_from_a_file(person: Person) -> None:
    browser = person("رضا")
    file = {"file": RELEASE.encode()}
    page = browser.open(browser.send("/briefs/upload", page="/briefs/new", files=file))
    assert 'value="کارگاه سفال در سیرجان و بافت برپا شد"' in page and "متن خوانده شد" in page
    bad = browser.send("/briefs/upload", 422, "/briefs/new", files={"file": b"PK\x03\x04"})
    assert "پرونده شما: ناقص است" in bad


def test_the_style_sheet_shows_the_fields_of_every_kind() -> None:
    sheet = static_file("desk.css").body.decode()
    page = (PACKAGE / "desk" / "templates" / "brief.html").read_text("utf-8")
    for kind in FOR_BRIEFS:
        assert f"form.brief:has([value={kind.value}]:checked) .for-{kind.value}" in sheet, kind
        assert f"for-{kind.value}" in page, kind
