"""Running the newsroom from the command line: work, publish, withdraw, users, the demonstration."""

from pathlib import Path

import pytest

from bumi.settings import ROOT
from tests.cli.conftest import Bumi


def test_work_runs_the_flow_and_says_what_became_of_each_piece(prefect_api: None, staffed: Bumi) -> None:
    staffed("submit", "brief.yaml", "--as", "ali")
    said = staffed("work", "--json")
    assert said.status == 0
    assert [(it["id"], it["state"], it["problem"]) for it in said.data] == [(1, "submitted", "")]
    assert staffed("work", "--json").data == []


def test_work_exits_with_1_where_a_piece_is_stuck(prefect_api: None, staffed: Bumi, home: Path) -> None:
    text = (home / "brief.yaml").read_text("utf-8").replace("کارگاه", "کار نشدنی")
    (home / "stuck.yaml").write_text(text, "utf-8")
    staffed("submit", "stuck.yaml", "--as", "ali")
    said = staffed("work", "--json")
    assert said.status == 1 and "no words for this" in said.data[0]["problem"]
    assert staffed("work").status == 1


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
    assert said.data[0]["problem"].startswith("هنوز دیده می‌شود: ") and "BUMI_STORAGE_URL" in said.data[0]["problem"]
    assert "هنوز دیده می‌شود" in waiting("list").out

    (home / "output").unlink()
    (home / "away").rename(home / "output")
    assert waiting("publish").status == 0
    assert waiting("show", "1", "--json").data["problem"] == ""


def test_users_have_one_role_each(staffed: Bumi) -> None:
    said = staffed("user", "add", "reza", "--role", "editor", "--json")
    assert said.data == [{"name": "reza", "role": "editor", "persian": "دبیر"}]
    assert staffed("user", "add", "reza", "--role", "editor").status == 0
    assert staffed("user", "add", "reza", "--role", "chief").status == 2
    for role in ("machine", "king"):
        assert staffed("user", "add", "another", "--role", role).status == 2


def test_the_demonstration_takes_each_sample_once_and_touches_no_real_site(
    prefect_api: None, bumi: Bumi, home: Path
) -> None:
    real = "BUMI_DATABASE_URL=sqlite:///real.db\nBUMI_STORAGE_URL=real\nBUMI_SITE_URL=https://news.example\n"
    (home / ".env").write_text(real, "utf-8")
    first = bumi("demo", "--json")
    assert first.status == 0
    samples = sorted((ROOT / "briefs").glob("*.yaml"))
    assert len(first.data["pieces"]) >= len(samples) >= 12
    assert {it["state"] for it in first.data["pieces"]} == {"submitted"}
    assert len(list((home / first.data["cards"]).glob("*.png"))) == 2 * len(first.data["pieces"])
    assert any("approve" in command for command in first.data["next"]) and not (home / "output").exists()

    second = bumi("demo", "--approve", "--json")
    states = {it["id"]: it["state"] for it in second.data["pieces"]}
    assert states.keys() == {it["id"] for it in first.data["pieces"]}
    assert "published" in states.values() and (home / "output" / "index.html").exists()
    blocked = {it["id"] for it in second.data["pieces"] if it["counts"].get("blocks")}
    assert blocked == {id for id, state in states.items() if state == "submitted"}
    assert bumi("demo").status == 0
    assert not (home / "real.db").exists() and not (home / "real").exists()
    assert "news.example" not in (home / "output" / "index.html").read_text("utf-8")


def test_the_demonstration_keeps_off_a_folder_that_readers_see(bumi: Bumi, home: Path) -> None:
    (home / ".env").write_text("BUMI_SITE_URL=https://news.example\n", "utf-8")
    said = bumi("demo", "--approve")
    assert said.status == 1 and "BUMI_STORAGE_URL" in said.err and not (home / "output").exists()


def test_what_the_demonstration_says_next_works_on_its_own_database(
    prefect_api: None, bumi: Bumi, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".env").write_text("BUMI_STORAGE_URL=real\n", "utf-8")
    for command in bumi("demo", "--json").data["next"]:
        words = command.split()
        own = [word for word in words if word.startswith("BUMI_")]
        with monkeypatch.context() as patch:
            for setting in own:
                patch.setenv(*setting.split("=", 1))
            assert bumi(*words[len(own) + 1 :]).status == 0, command
    assert (home / "output" / "index.html").exists() and not (home / "real").exists()


@pytest.fixture
def prefect_api(prefect: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have `bumi` use the tests' Prefect server."""
    from prefect.settings import PREFECT_API_URL

    monkeypatch.setenv("PREFECT_API_URL", str(PREFECT_API_URL.value()))
