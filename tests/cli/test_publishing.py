"""What readers see, from the command line: publish it, take it back, look after it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Bumi

WHY = ("--why", "نشانی نادرست بود")


@pytest.fixture
def published(waiting: Bumi) -> Bumi:
    """A newsroom whose first piece readers see."""
    waiting("approve", "1", "--as", "sara")
    assert waiting("publish").status == 0
    return waiting


def pages(home: Path) -> dict[str, str]:
    return {page.parent.name: page.read_text("utf-8") for page in (home / "output" / "p").glob("*/index.html")}


def test_what_is_approved_is_published_once(waiting: Bumi, home: Path) -> None:
    waiting("approve", "1", "--as", "sara")
    assert [it["result"] for it in waiting("publish", "--dry-run", "--json").data] == ["due"]
    assert not (home / "output").exists()
    (it,) = waiting("publish", "--json").data
    assert (it["piece"], it["result"]) == (1, "published") and it["url"].startswith("http://127.0.0.1")
    assert (home / "output" / "index.html").exists()
    assert waiting("publish", "--json").data == []
    assert waiting("show", "1", "--json").data["state"] == "published"


def test_publish_at_a_time_that_is_none_is_wrong_input(staffed: Bumi) -> None:
    said = staffed("publish", "--now", "1405/13/01")
    assert said.status == 2 and "--now" in said.err


def test_nothing_is_published_before_its_time(waiting: Bumi, home: Path) -> None:
    waiting("approve", "1", "--as", "sara")
    said = waiting("publish", "--now", "1499/01/01")
    assert said.status == 1 and "--dry-run" in said.err and not (home / "output").exists()
    assert [it["result"] for it in waiting("publish", "--now", "1499/01/01", "--dry-run", "--json").data] == ["due"]


def test_withdraw_takes_the_piece_from_its_readers_at_once(waiting: Bumi, home: Path) -> None:
    waiting("approve", "1", "--as", "sara")
    waiting("publish")
    headline = waiting("show", "1", "--json").data["fields"]["headline"]
    assert headline in (home / "output" / "index.html").read_text("utf-8")
    assert waiting("withdraw", "1", "--as", "sara").status == 1  # a reason is wanted
    said = waiting("withdraw", "1", "--as", "sara", "--why", "به درخواست دستگاه", "--json")
    assert said.data[0]["state"] == "withdrawn"
    assert headline not in (home / "output" / "index.html").read_text("utf-8")


def test_a_withdrawal_that_readers_cannot_see_yet_says_so_until_they_can(waiting: Bumi, home: Path) -> None:
    waiting("approve", "1", "--as", "sara")
    waiting("publish")
    (home / "output").rename(home / "away")
    (home / "output").write_text("a file where the folder should be")
    said = waiting("withdraw", "1", "--as", "sara", "--why", "به درخواست دستگاه", "--json")
    assert said.status == 1 and said.data[0]["state"] == "withdrawn"
    assert (
        said.data[0]["problem"].startswith("هنوز به شکل پیشین دیده می‌شود: ")
        and "BUMI_STORAGE_URL" in said.data[0]["problem"]
    )
    assert "هنوز به شکل پیشین" in waiting("list").out

    (home / "output").unlink()
    (home / "away").rename(home / "output")
    assert waiting("publish").status == 0
    assert waiting("show", "1", "--json").data["problem"] == ""


def test_what_is_coming_is_told_and_never_published_early(waiting: Bumi) -> None:
    assert waiting("publish", "--include-future").status == 1
    waiting("approve", "1", "--as", "sara")
    said = waiting("publish", "--dry-run", "--include-future", "--json")
    assert [it["result"] for it in said.data] == ["due"]


def test_a_takedown_is_a_chiefs_and_leaves_nothing(published: Bumi, home: Path) -> None:
    headline = published("show", "1", "--json").data["fields"]["headline"]
    assert published("takedown", "1", "--as", "sara", *WHY).status == 1
    said = published("takedown", "1", "--as", "mina", *WHY, "--json")
    assert said.status == 0 and said.data[0]["state"] == "taken_down"
    assert not any(headline in text for text in pages(home).values())
    assert list((home / "output").glob("media/*")) == []


def test_another_address_leads_on(published: Bumi, home: Path) -> None:
    (old,) = pages(home)
    assert published("rename", "1", "هنر سیرجان", "--as", "sara").status == 0
    found = pages(home)
    assert set(found) == {old, "1-هنر-سیرجان"} and "1-هنر-سیرجان" in found[old]


def test_a_rollback_goes_out_with_the_next_publication(published: Bumi, home: Path) -> None:
    assert published("rollback", "1", "--revision", "1", "--as", "sara", *WHY).status == 1  # readers see that one
    assert published("rollback", "1", "--revision", "9", "--as", "sara", *WHY).status == 2


def test_the_storage_is_compared_repaired_and_made_again(published: Bumi, home: Path) -> None:
    right = (home / "output" / "index.html").read_bytes()
    (home / "output" / "index.html").write_bytes(right[:-1])
    (home / "output" / "ads.txt").write_text("none")
    said = published("publish", "--verify", "--json")
    assert said.status == 0 and said.data["repaired"] == ["index.html"] and said.data["strangers"] == ["ads.txt"]
    assert (home / "output" / "index.html").read_bytes() == right
    assert published("publish", "--rebuild", "--json").data["repaired"] == []
    assert "ads.txt" in published("publish", "--verify").out


def test_what_failed_can_be_tried_again_at_once(waiting: Bumi, home: Path) -> None:
    assert waiting("publish", "--retry", "--json").data == []
