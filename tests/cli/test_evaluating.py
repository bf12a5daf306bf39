"""`bumi eval`: figures with their bars, the sentences to be judged, and the judgements counted."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bumi.settings import Settings
from tests.cli.conftest import Bumi


def test_the_dev_briefs_are_measured_and_a_missed_bar_is_told(bumi: Bumi, home: Path) -> None:
    said = bumi("eval", "writer", "--limit", "2", "--seed", "7", "--out", "readings/a.tsv", "--json")
    assert said.status == 1
    assert {it["number"] for it in said.data["figures"]} == {1, 2, 3, 5, 6}
    missed = [it for it in said.data["figures"] if not it["passed"]]
    assert missed and all(it["faults"] for it in missed)
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
    assert [(it["number"], it["value"]) for it in said.data["figures"]] == [(4, 1), (4, 1.0), (4, 1.0), (4, 0)]
    (home / "a.tsv").write_text(text.replace("\t\t\n", "\tgood\t\n"), "utf-8")
    assert bumi("eval", "writer", "--readings", "a.tsv").status == 2


HALFSPACE = """
import sys
if sys.argv[1] == "--damage":
    print(open(sys.argv[3]).read().replace("\u200c", " " if sys.argv[2] == "space" else ""), end="")
else:
    gold, output = (open(path).read().split("\\n") for path in sys.argv[1:])
    same = sum(map(str.__eq__, gold, output)) / len(gold)
    print(f"f1={same:.3f} touch={1 - same:.3f} kept=1")
"""


class Undecided:
    """A check of support that finds nothing."""

    def __init__(self, settings: Settings) -> None:
        pass

    def scores(self, claims: list[tuple[Mapping[str, str], str]]) -> list[float]:
        return [0.0] * len(claims)


def test_the_checks_are_measured_with_the_scorers_of_a_folder(
    bumi: Bumi, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bumi.models.scoring.open_support", Undecided)
    for path, text in {
        "bench/score_halfspace.py": HALFSPACE,
        "bench/score_spelling.py": "print('words=3 detect_f1=0.5 correct_f1=0.25 false_alarm=0.0')",
        "data/halfspace_dev/seraji_dev.txt": "درها باز می‌شود .\nکتاب خوب است .\n",
        "data/halfspace_dev/perdt_dev.txt": "می‌روم .\n",
        "data/spelling_dev/wrong.txt": "کتاپ\n",
        "data/spelling_dev/correct.txt": "کتاب\n",
        "data/nli_fa/dev.tsv": "premise\thypothesis\tlabel\nباغ\tباغ\te\nباغ\tسیل\tn\n",
    }.items():
        (home / "shared" / path).parent.mkdir(parents=True, exist_ok=True)
        (home / "shared" / path).write_text(text, "utf-8")
    said = bumi("eval", "checks", "--shared", "shared", "--peers", "none", "--limit", "4", "--json")
    rows = {(it["check"], it["measured"]): it for it in said.data["rows"]}
    assert rows["half-spaces, f1", "seraji, space"]["ours"] == 1
    assert rows["half-spaces, touch", "perdt, undamaged"]["ours"] == 0
    assert rows["half-spaces, f1", "perdt, space"]["peers"] == {}
    assert rows["facts, numbers and dates", "swapped"]["ours"] > 0.9
    assert rows["facts, false alarms", "of true facts"]["bar"] == 0.01
    assert said.status == int(not all(it["passed"] for it in said.data["rows"]))
    table = bumi("eval", "checks", "--shared", "shared", "--peers", "none", "--limit", "1").out.splitlines()
    assert table[0].startswith("| check | measured on | ours | bar |") and len(table) == 2 + len(rows)


def test_a_folder_without_data_is_told(bumi: Bumi, home: Path) -> None:
    assert bumi("eval", "checks", "--shared", "nowhere").status == 2
