"""Every finding that the checks know has an example, and the page shows it as it is."""

import pytest

from bumi.checks import CHECKS, fix
from bumi.checks.evaluation.page import PAGE, CheckExample, examples, page
from bumi.checks.safety.listed_words import entries
from bumi.messages import messages

EXAMPLES = [(check.name, example) for check in examples().checks for example in check.examples]
RULES = [rule for rules in CHECKS.values() for rule in rules]


def listed(check: str) -> set[str]:
    return {key for key in messages() if key.startswith(f"{check}/")}


CODES = {  # of the rules whose code has a parameter
    "halfspace/{kind}": {"halfspace/split", "halfspace/joined-plural", "halfspace/lost"},
    "weekday/{code}": listed("weekday"),
    "quotes/{code}": listed("quotes"),
    "dignity/{code}": {f"dignity/{entry.code}" for entry in entries()},
    "facts/missing-{part}": {f"facts/missing-{part}" for part in ("where", "n1")},  # of each weight one
    "duplicates/{how}-{id}": {f"{key}-{examples().lookalike.id}" for key in listed("duplicates")},
}


def test_every_check_is_there_in_its_order() -> None:
    assert [check.name for check in examples().checks] == list(CHECKS)


def test_every_code_of_a_rule_has_an_example_and_no_other() -> None:
    assert {rule.code for rule in RULES if "{" in rule.code} == set(CODES)
    written = {rule.code for rule in RULES if "{" not in rule.code}
    assert {f"{check}/{example.code}" for check, example in EXAMPLES} == written.union(*CODES.values())


def test_every_rule_is_of_its_check() -> None:
    assert all(rule.code.startswith(f"{name}/") for name, rules in CHECKS.items() for rule in rules)


@pytest.mark.parametrize(("check", "example"), EXAMPLES, ids=lambda it: it.code if isinstance(it, CheckExample) else it)
def test_the_wrong_text_has_the_finding_and_the_right_one_has_none(check: str, example: CheckExample) -> None:
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
