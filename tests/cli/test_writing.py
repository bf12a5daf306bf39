"""`bumi brief`, `bumi draft` and `bumi check`: no database is touched, and the JSON is as promised."""

from pathlib import Path

import pytest

from bumi.brief import Brief
from bumi.piece import Draft
from tests.cli.conftest import Bumi
from tests.flows.stage import draft

UNTIDY = "اين یک آزمایش است.\n"


def test_draft_answers_with_an_object_for_each_brief_and_touches_no_database(bumi: Bumi, home: Path) -> None:
    said = bumi("draft", "brief.yaml", "brief.yaml", "--seed", "7", "--json")
    assert said.status == 0 and len(said.data) == 2
    it = said.data[0]
    assert set(it) == {"brief", "fields", "sources", "findings", "model", "seconds"}
    assert set(it["fields"]) == {"kicker", "headline", "lede", "body", "caption", "hashtags"}
    assert it["model"] == {"name": "plain", "adapter": "", "prompt": "1", "seed": 7}
    assert it["sources"][0]["rests_on"] == ["topic", "county"] and it["seconds"] >= 0
    assert not (home / ".bumi").exists()


def test_draft_shows_the_words_and_what_they_rest_on(bumi: Bumi) -> None:
    said = bumi("draft", "brief.yaml")
    assert said.status == 0 and "تیتر" in said.out and "[topic، county]" in said.out


def test_check_tells_findings_with_their_spans(bumi: Bumi) -> None:
    found = bumi("check", "-", "--json", stdin=UNTIDY).data
    assert [UNTIDY[it["start"] : it["end"]] for it in found] == [it["matched"] for it in found]
    assert found[0]["check"] == "script" and found[0]["suggestions"] and found[0]["fingerprint"]


def test_check_exits_with_1_where_something_blocks(bumi: Bumi, home: Path) -> None:
    (home / "one.txt").write_text("جشنواره با ۹۹۹ نوازنده برگزار می‌شود.", "utf-8")
    assert bumi("check", "one.txt").status == 0
    said = bumi("check", "one.txt", "--brief", "brief.yaml", "--json")
    assert said.status == 1 and "blocks" in {it["severity"] for it in said.data}


def test_fix_prints_the_text_and_nothing_else(bumi: Bumi) -> None:
    said = bumi("check", "-", "--fix", "--only", "script", stdin=UNTIDY)
    assert (said.status, said.out, said.err) == (0, "این یک آزمایش است.\n", "")


def test_lines_keeps_their_number_and_order(bumi: Bumi) -> None:
    text = "اين\n\nدرست\nاين\u2028آن"
    said = bumi("check", "-", "--lines", "--only", "script", "--json", stdin=text)
    assert [it["line"] for it in said.data] == [1, 2, 3, 4]
    assert [bool(it["findings"]) for it in said.data][:3] == [True, False, False]
    fixed = bumi("check", "-", "--lines", "--fix", "--only", "script", stdin=text).out
    assert fixed.split("\n")[:3] == ["این", "", "درست"] and fixed.count("\n") == 3


def test_what_cannot_be_checked_is_wrong_input(bumi: Bumi, home: Path) -> None:
    (home / "latin.txt").write_bytes(b"\xff\xfe\x00")
    (home / "two.yaml").write_text("---".join([(home / "brief.yaml").read_text("utf-8")] * 2), "utf-8")
    (home / "good.txt").write_text("خوب", "utf-8")
    assert bumi("check", "none.txt").status == 2
    assert bumi("check", "latin.txt").status == 2
    assert bumi("check", "good.txt", "--brief", "two.yaml").status == 2
    assert bumi("check", "good.txt", "--only", "nonsense").status == 2


def test_draft_tells_what_a_release_leaves_open(bumi: Bumi, home: Path) -> None:
    said = "رئیس آتش‌نشانی بم گفت: «کسی آسیب ندید و آتش خاموش است.»"
    text = f"محور: امنیت\nآتش مهار شد\nآتش‌نشانی بم آتش انباری را امروز مهار کرد.\n{said}"
    (home / "release.txt").write_text(text, "utf-8")
    answer = bumi("draft", "release.txt", "--json")
    assert answer.data[0]["brief"]["release"].startswith("آتش مهار شد")
    told = answer.err.splitlines()
    assert len(told) == 2 and all(line.startswith("«آتش مهار شد»: ") for line in told)
    assert "«امروز» کدام روز است" in told[0] and "نام «رئیس آتش‌نشانی بم» در متن نیست" in told[1]


def test_draft_exits_with_1_where_something_blocks(bumi: Bumi, monkeypatch: pytest.MonkeyPatch) -> None:
    def empty(brief: Brief, seed: int) -> Draft:
        written = draft(brief, seed)
        return written.model_copy(update={"fields": written.fields.model_copy(update={"headline": ""})})

    monkeypatch.setattr("tests.flows.stage.draft", empty)
    said = bumi("draft", "brief.yaml", "--json")
    assert said.status == 1 and "blocks" in {it["severity"] for it in said.data[0]["findings"]}


def test_brief_asks_and_suggests_and_never_refuses(bumi: Bumi, home: Path) -> None:
    (home / "typed.yaml").write_text("kind: event\ntopic: کارگاه پته\nnotes: [ظرفیت ۳۰, ورود: رایگان]\n", "utf-8")
    said = bumi("brief", "typed.yaml", "--rules", "--json")
    assert said.status == 0 and len(said.data) == 1
    read = said.data[0]
    assert read["topic"] == "کارگاه پته" and any("agency" in problem for problem in read["problems"])
    assert read["notes"][0]["questions"][0]["answers"][0]["text"] == "ظرفیت ۳۰ نفر"
    shown = bumi("brief", "typed.yaml", "--rules")
    assert shown.status == 0 and "؟ ۳۰ نفر؟" in shown.out and "ورود: رایگان" in shown.out
    assert not (home / ".bumi").exists()


def test_brief_goes_on_by_rules_where_no_model_is_there(bumi: Bumi, home: Path) -> None:
    (home / "typed.yaml").write_text("kind: event\ntopic: کارگاه پته\nnotes: [ورود رایگان]\n", "utf-8")
    said = bumi("brief", "typed.yaml")
    assert said.status == 0 and "ورود رایگان است." in said.out and "bumi prepare" in said.err
