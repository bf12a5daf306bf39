"""Nobody's words forge a line of the log."""

import logging
from collections.abc import Iterator

import pytest

from bumi.logs import guard_lines


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    factory = logging.getLogRecordFactory()
    guard_lines()
    yield
    logging.setLogRecordFactory(factory)


def test_a_message_is_one_line_without_what_nobody_sees(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("bumi.any").warning("%s", "جاده\nERROR:bumi: باز\u202eاست\u2028\x1b[2J")
    assert caplog.messages == [r"جاده\nERROR:bumi: بازاست\u2028[2J"]
