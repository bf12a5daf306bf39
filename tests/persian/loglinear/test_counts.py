import pytest

from bumi.persian.loglinear.counts import bucket, key, table


@pytest.mark.parametrize(
    ("count", "step"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (9, 4), (10, 5), (29, 5), (30, 6), (99, 6), (100, 7)],
)
def test_buckets(count: int, step: int) -> None:
    assert bucket(count) == step


def test_a_table_has_no_words() -> None:
    counts = table({("کتاب",): 12, ("می", "شود"): 1})
    assert counts == {key("کتاب"): 5, key("می", "شود"): 1}
    assert key("می", "شود") != key("میشود")
