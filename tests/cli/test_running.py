"""Running the newsroom from the command line: work, users, the demonstration."""

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


def test_users_have_one_role_each(staffed: Bumi) -> None:
    said = staffed("user", "add", "reza", "--role", "editor", "--json")
    assert said.data == [{"name": "reza", "role": "editor", "persian": "دبیر", "agency": ""}]
    assert staffed("user", "add", "reza", "--role", "editor").status == 0
    assert staffed("user", "add", "reza", "--role", "chief").status == 2
    for role in ("machine", "king"):
        assert staffed("user", "add", "another", "--role", role).status == 2


def test_a_user_speaks_for_an_agency(staffed: Bumi, home: Path) -> None:
    told = staffed("user", "add", "ali", "--role", "content", "--agency", "هلال احمر", "--json")
    assert told.data[0]["agency"] == "جمعیت هلال‌احمر استان کرمان" and not told.err
    said = staffed("submit", "brief.yaml", "--as", "ali")
    assert said.status == 1 and "نه برای" in said.err
    own = staffed("user", "add", "ali", "--role", "content", "--agency", "انجمن پته‌دوزان سیرجان")
    assert own.status == 0 and "«انجمن پته‌دوزان سیرجان» در فهرست" in own.err
    text = (home / "brief.yaml").read_text("utf-8").replace("میراث فرهنگی کرمان", "انجمن پته‌دوزان سیرجان")
    (home / "own.yaml").write_text(text, "utf-8")
    assert staffed("submit", "own.yaml", "--as", "ali").status == 0
    staffed("user", "add", "ali", "--role", "content", "--agency", "")
    said = staffed("submit", "own.yaml", "--as", "ali")
    assert said.status == 1 and "در فهرست دستگاه‌های استان نیست" in said.err
    assert staffed("submit", "own.yaml", "--as", "sara").status == 0


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
    assert len(list((home / first.data["cards"]).glob("*-wide.png"))) == len(first.data["pieces"])
    assert any("approve" in command for command in first.data["next"]) and not (home / "output").exists()

    assert bumi("demo", "--channels").status == 2
    second = bumi("demo", "--approve", "--channels", "--json")
    assert second.status == 0
    for told in (second.data["channels"]["sent"], second.data["channels"]["changed"]):
        assert len(told) == 5 and all(it["agree"] and it["ledger"] == it["book"] for it in told)
        assert all(it["ledger"]["posted"] >= 2 for it in told)
    assert [it["ledger"]["deleted"] for it in second.data["channels"]["changed"]] == [1] * 5
    assert sum(it["ledger"]["edited"] for it in second.data["channels"]["changed"]) == 4  # Eitaa cannot
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
