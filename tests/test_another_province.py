"""A newsroom of another province, beside this one in the same process: its pages, cards, reports and forms."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bumi.brief import brief_from
from bumi.cards import kit_of, selected_cards
from bumi.checks import check_fields
from bumi.current_province import serving
from bumi.desk.app import create_app
from bumi.desk.desk import Desk
from bumi.errors import BadInput
from bumi.models.realiser import Nobody
from bumi.models.writer import Writer
from bumi.newsroom.accounts.users import Role, add_user, user
from bumi.newsroom.content.pieces import findings, piece, submit
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.newsroom.states import State
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now, tehran_day
from bumi.piece import Fields
from bumi.pipeline.publishing import publish
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.single_piece import carry_one
from bumi.pipeline.worker import at_once, carry
from bumi.planning import coverage_report, proposals, province_plan
from bumi.questions.asking import asked
from bumi.release import read_release
from bumi.settings import ROOT, Settings
from bumi.storage import open_media
from tests.desk.stage import Browser
from tests.flows.stage import open_plain_writer

FOLDER = ROOT / "tests" / "provinces" / "yazd"
BRIEF = {
    "kind": "event",
    "topic": "شب شعر انار",
    "agency": "ارشاد یزد",
    "county": "میبد",
    "axis": "هنر",
    "when": "دوشنبه ۳۰ آذر، ساعت ۱۹",
    "notes": ["شب شعر در نارین‌قلعه برگزار می‌شود", "ورود برای همه آزاد است"],
}
AGENCY = "اداره‌کل فرهنگ و ارشاد اسلامی استان یزد"


@pytest.fixture
def settings(home: Path) -> Settings:
    """The settings of the other newsroom; the environment goes on to say this one."""
    return Settings(province=str(FOLDER), site_url="https://yazd.example", cache=home / "cache")


@pytest.fixture
def newsroom(settings: Settings) -> Iterator[Newsroom]:
    """Its newsroom, with people."""
    with closing(open_newsroom(settings.database_url, open_media(settings))) as opened:
        with serving(FOLDER), opened.session() as session:
            add_user(session, "علی", Role.CONTENT, AGENCY)
            add_user(session, "سارا", Role.EDITOR)
            add_user(session, "مینا", Role.CHIEF)
        yield opened


@pytest.fixture
def submitted(settings: Settings, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> int:
    """A piece that was written by rules from a brief, checked, illustrated and submitted."""
    monkeypatch.setattr("bumi.pipeline.writing.open_writer", lambda _: Writer(Nobody()))
    with RunContext.open(settings=settings, judged=False) as context:
        with context.newsroom.session() as session:
            id = submit(session, brief_from(BRIEF, "سفارش"), user(session, "علی")).id
        assert carry(context, at_once) == [id]
    return id


def test_a_brief_goes_the_whole_way(settings: Settings, newsroom: Newsroom, submitted: int) -> None:
    with serving(FOLDER), newsroom.session() as session:
        done = piece(session, submitted)
        assert done.state is State.SUBMITTED and not done.problem
        assert done.revision and "میبد" in done.revision.fields_model.headline + done.revision.fields_model.lede
        assert not [it for it in findings(session, done) if "name" in it.code or "county" in it.code]
        assert {"square", "wide"} <= {media.name for media in done.revision.media}
        move(session, done, State.APPROVED, user(session, "سارا"))
    assert [outcome.result.good for outcome in publish(settings).site] == [True]
    pages = {path.relative_to("output-yazd").as_posix(): path for path in Path("output-yazd").rglob("index.html")}
    assert {"county/meybod/index.html", "axis/desert/index.html", "agency/culture/index.html"} <= pages.keys()
    assert not [key for key in pages if key.startswith("county/") and "sirjan" in key]
    home, of_county = (pages[key].read_text("utf-8") for key in ("index.html", "county/meybod/index.html"))
    assert "<title>بومی یزد؛ رسانه استان یزد</title>" in home and "شب شعر انار" in of_county
    assert not [key for key, path in pages.items() if "کرمان" in path.read_text("utf-8")]
    assert not Path("output").exists() and not Path(".bumi/bumi.db").exists()


def test_its_coverage_has_its_counties_axes_and_agencies(newsroom: Newsroom) -> None:
    with serving(FOLDER), newsroom.session() as session:
        made = coverage_report(session, province_plan(), tehran_day(now()))
        names = {of: {line.name for line in made.lines[of]} for of in made.lines}
    assert names["county"] == {"یزد", "میبد", "مهریز"} and names["axis"] == {"هنر", "آب و کویر", "خدمات"}
    assert len(names["agency"]) == 4 and AGENCY in names["agency"]
    assert made.gaps and not [gap for gap in made.gaps if "کرمان" in gap.brief]


def test_its_occasions_are_proposed(newsroom: Newsroom) -> None:
    with serving(FOLDER):
        plan = province_plan()
        days = (tehran_day(now()) + timedelta(days=day) for day in range(0, 365, 7))
        found = {it.occasion.kept.slug: it for day in days for it in proposals(day, plan)}
    assert found.keys() == {"yazd-day", "pomegranate"}
    with serving(FOLDER):
        assert "county: استان یزد" in found["yazd-day"].brief and "county: میبد" in found["pomegranate"].brief


@pytest.mark.parametrize(("field", "value"), [("county", "سیرجان"), ("axis", "فرهنگ"), ("county", "استان کرمان")])
def test_what_is_of_another_province_is_refused_in_a_brief(field: str, value: str) -> None:
    with serving(FOLDER), pytest.raises(BadInput, match=value) as told:
        brief_from(BRIEF | {field: value}, "سفارش")
    assert field == "axis" or "در استان یزد نیست" in str(told.value)


def test_an_agency_of_another_province_is_asked_about() -> None:
    kerman = "استانداری کرمان"

    def asks(name: str) -> bool:
        return "agency" in asked({"agency": name}).fields

    assert (asks(kerman), asks(AGENCY)) == (False, True)
    with serving(FOLDER):
        assert (asks(kerman), asks(AGENCY)) == (True, False)


def test_a_wrong_county_beside_a_place_is_found_in_its_own_province() -> None:
    fields = Fields(headline="نشست", lede="نشست در نارین‌قلعه شهرستان مهریز برگزار شد.", body="")
    strange = Fields(headline="نشست", lede="نشست در باغ شاهزاده ماهان شهرستان بم برگزار شد.", body="")
    with serving(FOLDER):
        brief = brief_from(BRIEF, "سفارش")
        theirs = [[it.code for it in check_fields(each, brief) if it.code == "elsewhere"] for each in (fields, strange)]
    ours = [[it.code for it in check_fields(each) if it.code == "elsewhere"] for each in (fields, strange)]
    assert theirs[0] and not ours[0]
    assert ours[1] and not theirs[1]


def test_its_cards_carry_its_name_and_kit(settings: Settings) -> None:
    with serving(FOLDER):
        brief = brief_from(BRIEF, "سفارش")
        jobs = selected_cards(Fields(headline="شب شعر انار", lede="", body=""), brief, None)
        assert kit_of(brief.agency).folder.is_relative_to(FOLDER)
    assert jobs and {(job.card.words["agency"], job.card.words["county"]) for job in jobs} == {("ارشاد یزد", "میبد")}


def test_a_release_is_read_with_its_agencies_and_counties() -> None:
    text = "شب شعر در میبد برگزار می‌شود\n\nبه گزارش روابط عمومی ارشاد یزد، شب شعر انار شنبه در نارین‌قلعه برگزار می‌شود."
    whole = "طرح آب\n\nاستاندار یزد گفت: این طرح در هر ۳ شهرستان استان اجرا می‌شود."
    with serving(FOLDER):
        read, of_all = read_release(text).data(), read_release(whole).data()
    assert (read["agency"], read["county"], read["axis"]) == (AGENCY, "میبد", "هنر")
    assert (of_all["agency"], of_all["county"]) == ("استانداری یزد", "استان یزد")
    assert read_release(text).data()["county"] != "میبد"


def test_the_forms_of_its_desk_offer_its_lists(settings: Settings, newsroom: Newsroom) -> None:
    desk = Desk(newsroom, settings, lambda: None)
    with TestClient(create_app(desk), base_url="http://desk", follow_redirects=False) as client:
        browser = Browser(client, desk)
        browser.enter_as("مینا")
        form = browser.open(browser.send("/briefs/new", kind="event"))
        others = [browser.open(path) for path in ("/crises", "/people", "/coverage", "/calendar", "/plan")]
    assert all(name in form for name in ("استان یزد", "مهریز", "آب و کویر", AGENCY))
    assert all(AGENCY in page for page in others[:2]) and "میبد" in others[0] + others[2]
    assert not [page for page in (form, *others) if "کرمان" in page or "سیرجان" in page]


def test_a_page_of_the_desk_carries_a_piece_on_in_its_province(settings: Settings, newsroom: Newsroom) -> None:
    with serving(FOLDER):
        with newsroom.session() as session:
            id = submit(session, brief_from(BRIEF, "سفارش"), user(session, "علی")).id
        with RunContext.open(settings=settings, judged=False) as context:
            context._open_writer = open_plain_writer
            carry(context, at_once)
        carry_one(newsroom, settings, id)
        with newsroom.session() as session:
            assert piece(session, id).state is State.SUBMITTED
