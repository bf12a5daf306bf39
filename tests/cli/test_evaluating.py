"""`bumi eval writer`: figures with their bars, the sentences to be judged, and the judgements counted."""

from pathlib import Path

from tests.cli.conftest import Bumi


def test_the_dev_briefs_are_measured_and_a_missed_bar_is_told(bumi: Bumi, home: Path) -> None:
    said = bumi("eval", "writer", "--limit", "2", "--seed", "7", "--out", "readings/a.tsv", "--json")
    assert said.status == 1
    assert {it["number"] for it in said.data["figures"]} == {1, 2, 3, 5, 6}
    missed = [it for it in said.data["figures"] if it["name"] == "سفارش‌هایی که با دو بذر دو متن دارند"]
    assert missed[0]["value"] == 0 and not missed[0]["passed"] and len(missed[0]["faults"]) == 2
    about = {name: said.data[name] for name in ("briefs", "model", "adapter", "prompts", "seed")}
    assert about == {"briefs": 2, "model": "plain", "adapter": "", "prompts": ["1"], "seed": 7}
    assert said.data["seconds"] >= 0
    assert len((home / "readings" / "a.tsv").read_text("utf-8").splitlines()) == 2 + 2 * 3
    assert not (home / ".bumi").exists()


def test_people_see_a_table(bumi: Bumi) -> None:
    said = bumi("eval", "writer", "--limit", "1")
    assert said.status == 1 and "دست‌کم" in said.out and "✗" in said.out and "plain, adapter none, seed 1" in said.out


def test_a_judged_file_is_counted_without_a_model(bumi: Bumi, home: Path) -> None:
    bumi("eval", "writer", "--limit", "1", "--out", "a.tsv")
    text = (home / "a.tsv").read_text("utf-8")
    (home / "a.tsv").write_text(text.replace("\t\t\n", "\ttrue\t\n"), "utf-8")
    said = bumi("eval", "writer", "--readings", "a.tsv", "--json")
    assert said.status == 1  # one draft is too few
    assert [(it["number"], it["value"]) for it in said.data["figures"]] == [(4, 1), (4, 1.0), (4, 0)]
    (home / "a.tsv").write_text(text.replace("\t\t\n", "\tgood\t\n"), "utf-8")
    assert bumi("eval", "writer", "--readings", "a.tsv").status == 2
