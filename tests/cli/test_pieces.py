"""Commands for pieces: handing in briefs, looking, editing, deciding."""

from contextlib import closing
from pathlib import Path

import pytest

from bumi.cli.command import newsroom
from bumi.finding import Finding, Severity
from bumi.newsroom.content.photos import shown_photos
from bumi.newsroom.content.pieces import piece, record_findings
from bumi.newsroom.database import open_newsroom
from bumi.settings import Settings
from tests.cards.samples import picture
from tests.cli.conftest import BRIEF, Bumi
from tests.flows.stage import TOPICS


def test_submit_takes_in_every_brief_of_every_file(staffed: Bumi, home: Path) -> None:
    (home / "two.yaml").write_text(f"{BRIEF}---{BRIEF}", "utf-8")
    said = staffed("submit", "brief.yaml", "two.yaml", "--as", "ali", "--json")
    assert said.status == 0
    assert [(it["id"], it["state"], it["headline"]) for it in said.data] == [
        (id, "draft", TOPICS[0]) for id in (1, 2, 3)
    ]
    assert staffed("list", "--json").data == said.data


def test_one_bad_brief_keeps_all_out_and_all_that_is_wrong_is_told(staffed: Bumi, home: Path) -> None:
    (home / "bad.yaml").write_text("kind: event\ntopic: ک\n", "utf-8")
    said = staffed("submit", "brief.yaml", "bad.yaml", "missing.yaml", "--as", "ali", "--json")
    assert said.status == 2 and len(said.data["problems"]) >= 3
    assert any("missing.yaml" in problem for problem in said.data["problems"])
    assert staffed("list", "--json").data == []


def test_who_acts_must_be_known(staffed: Bumi, monkeypatch: pytest.MonkeyPatch) -> None:
    said = staffed("submit", "brief.yaml", "--as", "nobody")
    assert said.status == 2 and "bumi user add" in said.err and "nobody" in said.err
    monkeypatch.setenv("BUMI_USER", "ali")
    assert staffed("submit", "brief.yaml").status == 0


def test_list_by_state_knows_both_names_and_no_other(staffed: Bumi) -> None:
    staffed("submit", "brief.yaml", "--as", "ali")
    assert len(staffed("list", "--state", "draft", "--json").data) == 1
    assert len(staffed("list", "--state", "پیش‌نویس", "--json").data) == 1
    assert staffed("list", "--state", "submitted", "--json").data == []
    assert staffed("list", "--state", "lost").status == 2


def test_a_list_is_shown_page_by_page(staffed: Bumi) -> None:
    for _ in range(3):
        staffed("submit", "brief.yaml", "--as", "ali")
    first = staffed("list", "--limit", "2")
    assert "۲ مطلب نشان داده شد" in first.out and "--after 2" in first.out
    assert "نشان داده شد" not in staffed("list", "--limit", "2", "--after", "2").out
    assert [it["id"] for it in staffed("list", "--limit", "2", "--json").data] == [1, 2]
    assert [it["id"] for it in staffed("list", "--limit", "2", "--after", "2", "--json").data] == [3]


def test_all_pieces_are_listed_as_they_are_read(staffed: Bumi, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "هیچ مطلبی نیست" in staffed("list", "--all").out
    assert staffed("list", "--all", "--json").data == []
    monkeypatch.setattr("bumi.cli.pieces._PAGE", 2)
    for _ in range(4):
        staffed("submit", "brief.yaml", "--as", "ali")
    assert staffed("list", "--all", "--json").out == staffed("list", "--json").out
    assert staffed("list", "--all").out.count("کارگاه پته‌دوزی") == 4


def test_show_tells_all_and_writes_the_cards(waiting: Bumi, home: Path) -> None:
    it = waiting("show", "1", "--json", "--cards", "cards").data
    assert it["fields"]["headline"] and it["sources"][0]["rests_on"] == ["topic", "county"]
    assert it["model"]["name"] == "plain" and it["brief"]["topic"] == TOPICS[0]
    assert it["timeline"][0]["by"] == "ali"
    assert len(it["cards"]) == 3 and all((home / path).read_bytes().startswith(b"\x89PNG") for path in it["cards"])
    said = waiting("show", "1")
    assert said.status == 0 and it["fields"]["lede"] in said.out.replace("\n", " ") and "پیشینه" in said.out


def test_a_piece_that_is_not_there_is_wrong_input(staffed: Bumi) -> None:
    said = staffed("show", "7")
    assert said.status == 2 and "bumi list" in said.err


def test_edit_replaces_one_field_and_keeps_the_sources_that_still_hold(waiting: Bumi, home: Path) -> None:
    (home / "lede.txt").write_text("لید تازه‌ای از دبیر.\n", "utf-8")
    assert waiting("edit", "1", "--field", "lede", "--file", "lede.txt", "--as", "sara").status == 0
    it = waiting("show", "1", "--json").data
    assert it["fields"]["lede"] == "لید تازه‌ای از دبیر." and it["revision"] == 2
    assert [source["field"] for source in it["sources"]] == ["body"]


def test_edit_refuses_unknown_fields_and_unwritten_pieces(staffed: Bumi, home: Path) -> None:
    (home / "new.txt").write_text("متن", "utf-8")
    staffed("submit", "brief.yaml", "--as", "ali")
    assert staffed("edit", "1", "--field", "lede", "--file", "new.txt", "--as", "sara").status == 1
    assert staffed("edit", "1", "--field", "lede", "--file", "none.txt", "--as", "sara").status == 2


def test_hashtags_are_edited_as_words(waiting: Bumi, home: Path) -> None:
    (home / "tags.txt").write_text("#کرمان سیرجان\n", "utf-8")
    assert waiting("edit", "1", "--field", "hashtags", "--file", "tags.txt", "--as", "sara").status == 0
    assert waiting("show", "1", "--json").data["fields"]["hashtags"] == ["کرمان", "سیرجان"]
    said = waiting("edit", "1", "--field", "title", "--file", "tags.txt", "--as", "sara")
    assert said.status == 2 and "headline" in said.err


def test_an_edit_of_what_was_read_is_refused_where_it_moved_on(waiting: Bumi, home: Path) -> None:
    (home / "lede.txt").write_text("لید تازه.", "utf-8")
    edit = ("edit", "1", "--field", "lede", "--file", "lede.txt", "--revision", "1", "--as", "sara")
    assert waiting(*edit).status == 0
    said = waiting(*edit)
    assert said.status == 1 and "«bumi show 1»" in said.err


def test_a_photo_beside_the_brief_is_kept_and_one_without_a_file_is_told(staffed: Bumi, home: Path) -> None:
    (home / "photo.yaml").write_text(f"{BRIEF}photo: عکس ورودی\n", "utf-8")
    said = staffed("submit", "photo.yaml", "--as", "ali", "--json")
    assert said.status == 0 and said.data[0]["id"] == 1
    assert "«photo»" in said.err and len(said.err.splitlines()) == 1
    (home / "named.yaml").write_text(f"{BRIEF}photo: gol.jpg\n", "utf-8")
    missing = staffed("submit", "named.yaml", "photo.yaml", "--as", "ali")
    assert missing.status == 2 and "gol.jpg" in missing.err
    (home / "gol.jpg").write_bytes(picture())
    kept = staffed("submit", "named.yaml", "--as", "ali", "--json")
    assert kept.err == ""
    with newsroom() as opened, opened.session() as session:
        assert not shown_photos(session, 1) and shown_photos(session, kept.data[0]["id"])
    assert "«photo»" in staffed("draft", "photo.yaml").err
    assert staffed("submit", "brief.yaml", "--as", "ali").err == ""


def test_who_handed_in_cannot_approve_and_an_editor_can(waiting: Bumi) -> None:
    said = waiting("approve", "1", "--as", "ali", "--json")
    assert said.status == 1 and len(said.data["problems"]) == 2  # neither the role nor four eyes
    assert waiting("approve", "1", "--as", "sara", "--json").data[0]["state"] == "approved"
    assert waiting("approve", "1", "--as", "sara").status == 1


def test_return_and_discard_want_a_reason(waiting: Bumi) -> None:
    assert waiting("return", "1", "--as", "sara").status == 1
    assert waiting("return", "1", "--as", "sara", "--why", "تیتر گویا نیست").status == 0
    assert waiting("discard", "1", "--as", "sara").status == 1
    said = waiting("discard", "1", "--as", "sara", "--why", "تکراری است", "--json")
    assert said.data[0]["state"] == "discarded"
    assert waiting("show", "1", "--json").data["timeline"][-1]["why"] == "تکراری است"


def test_what_was_read_is_approved_and_nothing_newer(waiting: Bumi, home: Path) -> None:
    assert "bumi approve 1 --revision 1" in waiting("show", "1").out
    (home / "lede.txt").write_text("لید تازه.", "utf-8")
    waiting("edit", "1", "--field", "lede", "--file", "lede.txt", "--as", "mina")
    said = waiting("approve", "1", "--revision", "1", "--as", "sara", "--json")
    assert said.status == 1 and "ویرایش کنونی ۲" in said.data["problems"][0]
    assert "bumi approve 1 --revision 2" in waiting("show", "1").out


def test_the_revision_that_was_read_is_approved(waiting: Bumi) -> None:
    assert waiting("approve", "1", "--revision", "1", "--as", "sara", "--json").data[0]["state"] == "approved"


def test_a_finding_is_dismissed_by_its_fingerprint_with_a_reason(waiting: Bumi) -> None:
    record_a_block()
    (found,) = waiting("show", "1", "--json").data["findings"]
    fingerprint = found["fingerprint"]
    assert fingerprint in waiting("show", "1").out
    assert waiting("approve", "1", "--as", "sara").status == 1
    assert waiting("dismiss", "1", fingerprint, "--as", "sara").status == 1  # a reason is wanted
    assert waiting("dismiss", "1", "none", "--why", "درست است", "--as", "sara").status == 2
    assert waiting("dismiss", "1", fingerprint, "--why", "درست است", "--as", "sara").status == 1  # it takes a chief
    waiting("user", "add", "reza", "--role", "chief")
    said = waiting("dismiss", "1", fingerprint, "--why", "درست است", "--as", "reza", "--json")
    assert said.status == 0 and said.data[0]["counts"] == {}
    assert waiting("approve", "1", "--as", "sara").status == 0


def record_a_block() -> None:
    """Have a check find one thing about piece 1 that stops its approval."""
    finding = Finding(
        check="numbers", code="new", severity=Severity.BLOCKS, field="lede", start=0, end=1, matched="ک", message="نو"
    )
    with closing(open_newsroom(Settings().database_url)) as newsroom, newsroom.session() as session:
        revision = piece(session, 1).revision
        assert revision is not None
        record_findings(session, revision, [finding])
