"""Every finding that the checks know has an example, and the page shows it as it is."""

import re

import pytest

from bumi.checks import CHECKS, fix
from bumi.checks.evaluation.page import PAGE, Example, examples, page
from bumi.checks.orthography import characters as script
from bumi.checks.orthography import punctuation, spelling
from bumi.checks.safety import listed_words as rules
from bumi.checks.safety import privacy
from bumi.settings import ROOT

EXAMPLES = [(check.name, example) for check in examples().checks for example in check.examples]
SOURCE = "\n".join(path.read_text("utf-8") for path in (ROOT / "bumi" / "checks").rglob("*.py"))
CODES = {  # of the checks that take their codes from a table
    "script": {code.replace("_", "-") for code in script._MESSAGES},
    "punctuation": {*punctuation._RULES},
    "grammar": {*re.findall(r'Fault\("([a-z-]+)"', SOURCE)},
    "privacy": {kind.code for kind in privacy._KINDS},
    "spelling": {*spelling._SAID},
    "dignity": {rule.code for rule in rules._rules()},
    "facts": {f"missing-{part}" for part in ("where", "n1")},  # of each weight one
    "duplicates": {f"{it}-{examples().lookalike.id}" for it in re.findall(r'code, severity, \w+ = "(\w+)"', SOURCE)},
}


def test_every_check_is_there_in_its_order() -> None:
    assert [check.name for check in examples().checks] == list(CHECKS)


def test_every_code_of_the_source_has_an_example_and_no_other() -> None:
    assert set(re.findall(r'f"([a-z]+)/[a-z-]*\{', SOURCE)) == set(CODES)
    written = set(re.findall(rf'"({"|".join(CHECKS)})/([a-z-]+)"', SOURCE))
    tabled = {(check, code) for check, codes in CODES.items() for code in codes}
    assert {(check, example.code) for check, example in EXAMPLES} == written | tabled


@pytest.mark.parametrize(("check", "example"), EXAMPLES, ids=lambda it: it.code if isinstance(it, Example) else it)
def test_the_wrong_text_has_the_finding_and_the_right_one_has_none(check: str, example: Example) -> None:
    found = [it for it in examples().found(example, example.wrong) if (it.check, it.code) == (check, example.code)]
    assert found
    assert examples().found(example, example.right) == []
    if found[0].safe:
        assert fix(example.wrong, example.field, examples().brief_of(example)) == example.right


def test_the_page_on_disk_is_what_its_generator_makes() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m bumi.checks.evaluation.page"


def test_the_page_has_no_character_that_nobody_sees() -> None:
    unseen = {char for char in PAGE.read_text("utf-8") if not char.isprintable()}
    assert unseen <= {"\n", "\u200c"}
