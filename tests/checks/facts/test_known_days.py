from bumi.brief import Brief
from bumi.checks.facts.known_days import known_days


def test_what_a_brief_knows(brief: Brief) -> None:
    known = known_days(brief)
    assert {(7, 18), (7, 19), (7, 20)} <= known.keys
    assert known.year(7, 18) == 1405
    assert known.year(7, 19) is None
