"""Deciding on the command line: approve what was read, return, discard, dismiss a finding."""

from contextlib import closing
from pathlib import Path

from bumi.finding import Finding, Severity
from bumi.newsroom.content.pieces import piece, record_findings
from bumi.newsroom.database import open_newsroom
from bumi.settings import Settings
from tests.cli.conftest import Bumi


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
