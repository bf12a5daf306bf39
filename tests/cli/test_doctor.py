"""`bumi doctor`: each part by name, and a remedy for each that is missing."""

import shutil
from pathlib import Path

import pytest

from bumi.credentials import new_certificate
from bumi.messengers.stand_in import StandIn
from bumi.settings import ROOT
from bumi.words import Channel
from tests.cli.conftest import Bumi
from tests.credentials.stage import HOLDER, forget_authority
from tests.notifying.stage import serving_mail


def parts(bumi: Bumi) -> dict[str, tuple[bool, str]]:
    return {it["part"]: (it["ok"], it["words"]) for it in bumi("doctor", "--json").data}


def test_every_part_is_named_and_a_missing_model_has_its_remedy(bumi: Bumi) -> None:
    found = parts(bumi)
    machine = ["province", "model", "raqm", "fonts", "pango", "film", "database", "storage", "media", "prefect"]
    assert list(found) == [*machine, "credentials"]
    assert "هیچ تصویری امضا نمی‌شود" in found["credentials"][1]
    assert found["province"][1].startswith("استان کرمان · ")
    ok, words = found.pop("model")  # an empty installation has not converted it yet
    assert ok and "bumi prepare" in words
    assert all(ok for ok, _ in found.values()), found
    said = bumi("doctor")
    assert said.status == 0 and "bumi prepare" in " ".join(said.out.split())


def test_a_model_that_is_there_is_ok(bumi: Bumi, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "own").mkdir()
    (home / "own" / "config.json").write_text("{}", "utf-8")
    monkeypatch.setenv("BUMI_MODEL", "own")
    assert bumi("doctor").status == 0


def test_what_does_not_answer_is_told_with_its_setting(bumi: Bumi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUMI_DATABASE_URL", "mongodb://127.0.0.1/x")
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    found = parts(bumi)
    assert not found["database"][0] and "BUMI_DATABASE_URL" in found["database"][1]
    assert not found["prefect"][0] and "PREFECT_API_URL" in found["prefect"][1]


def test_a_bucket_wants_the_public_address_of_the_site(bumi: Bumi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUMI_STORAGE_URL", "s3://news/site")
    ok, words = parts(bumi)["storage"]
    assert not ok and "BUMI_SITE_URL" in words


def test_a_store_of_images_that_readers_reach_is_told(bumi: Bumi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUMI_MEDIA", "output/media")
    ok, words = parts(bumi)["media"]
    assert not ok and "BUMI_MEDIA" in words


def test_a_certificate_with_which_nothing_can_be_signed_is_told(
    bumi: Bumi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_certificate(tmp_path / "own", HOLDER)
    monkeypatch.setenv("BUMI_CONTENT_CREDENTIALS", str(tmp_path / "own"))
    ok, words = parts(bumi)["credentials"]
    assert ok and HOLDER in words
    forget_authority(tmp_path / "own")
    ok, words = parts(bumi)["credentials"]
    assert not ok and "Authority Key Identifier" in words


def test_a_damaged_database_is_told_with_its_remedy_and_a_backup_brings_it_back(staffed: Bumi, home: Path) -> None:
    assert staffed("backup", "kept.backup", "--json").data["bytes"] > 0
    path = next(home.rglob("bumi.db"))
    path.write_bytes(b"not a database" * 1000)
    said = staffed("list")
    assert said.status == 2 and "«bumi restore FILE»" in said.err
    ok, words = parts(staffed)["database"]
    assert not ok and "آسیب دیده است" in words
    assert staffed("restore", "kept.backup").status == 1
    path.rename(home / "old.db")
    assert staffed("restore", "kept.backup").status == 0
    assert staffed("user", "add", "sara", "--role", "editor").status == 0 and staffed("list").status == 0


def test_a_province_is_examined_in_all_its_files(bumi: Bumi, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shutil.copytree(ROOT / "tests" / "provinces" / "yazd", home / "yazd")
    monkeypatch.setenv("BUMI_PROVINCE", str(folder))
    found = parts(bumi)
    assert found["province"] == (True, f"استان یزد · {folder}")
    assert found["database"][1].endswith(":///.bumi/yazd/bumi.db") and found["storage"][1] == "output-yazd"
    for copy, name, old, new in (
        ("yazd-a", "brand/brand.toml", 'ink = "#', 'ink = "'),
        ("yazd-b", "axes.yaml", "aliases: [امنیت]", "aliases: [ایمنی]"),  # that of most crises
        ("yazd-c", "map.yaml", "مهریز", "بم"),
    ):
        spoilt = shutil.copytree(folder, home / copy) / name
        text = spoilt.read_text("utf-8")
        assert old in text
        spoilt.write_text(text.replace(old, new), "utf-8")
        monkeypatch.setenv("BUMI_PROVINCE", str(home / copy))
        assert not parts(bumi)["province"][0]
    monkeypatch.setenv("BUMI_PROVINCE", "nowhere")
    ok, words = parts(bumi)["province"]
    assert not ok and "BUMI_PROVINCE" in words and bumi("coverage").status == 2


def test_every_messenger_is_asked_who_its_bot_is(bumi: Bumi, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with StandIn(Channel.BALE) as bale, StandIn(Channel.RUBIKA) as rubika:
        text = f"bale:\n  chat: news\n  url: {bale.url}\nrubika:\n  chat: c0\n  url: {rubika.url}\n"
        (home / "channels.yaml").write_text(text, "utf-8")
        monkeypatch.setenv("BUMI_CHANNELS", "channels.yaml")
        monkeypatch.setenv("BUMI_BALE_TOKEN", bale.token)
        monkeypatch.setenv("BUMI_RUBIKA_TOKEN", rubika.token)
        assert parts(bumi)["channels"] == (True, "بله (bumi_bot)، روبیکا (bumi_bot)")
        rubika.token = "another"
        ok, words = parts(bumi)["channels"]
        assert not ok and "«روبیکا»" in words and "«بله»" not in words


def test_a_mail_server_is_asked_where_there_is_one(bumi: Bumi, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving_mail() as book:
        monkeypatch.setenv("BUMI_SMTP_URL", f"smtp://127.0.0.1:{book.port}")
        ok, words = parts(bumi)["mail"]
        assert not ok and "BUMI_MAIL_FROM" in words
        monkeypatch.setenv("BUMI_MAIL_FROM", "desk@example.ir")
        assert parts(bumi)["mail"] == (True, f"127.0.0.1:{book.port}")
    assert not parts(bumi)["mail"][0] and book.taken == []
