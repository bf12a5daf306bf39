"""Log lines: nobody's words forge one, secrets are in none, and each has the ids of what it is about."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bumi.logs import StderrHandler, configure_logs, log_context, log_ids, log_to_file
from bumi.newsroom.accounts.passwords import secret
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import open_newsroom
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.worker import at_once, carry
from bumi.settings import Settings
from tests.flows.stage import hand_in, open_plain_writer

_log = logging.getLogger("bumi.any")


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Logging as it is configured for commands, and afterwards as it was."""
    factory, root, ours = logging.getLogRecordFactory(), logging.getLogger(), logging.getLogger("bumi")
    handlers, level = [*root.handlers], ours.level
    root.handlers[:] = [each for each in handlers if not isinstance(each, StderrHandler)]
    configure_logs()
    yield
    logging.setLogRecordFactory(factory)
    root.handlers[:] = handlers
    ours.setLevel(level)


def fail(text: str) -> None:
    try:
        raise RuntimeError(text)
    except RuntimeError:
        _log.exception("It failed.")


def test_a_message_is_one_line_without_what_nobody_sees(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    _log.warning("%s", "جاده\nERROR:bumi: باز\u202eاست\u2028\x1b[2J")
    assert caplog.messages == [r"جاده\nERROR:bumi: بازاست\u2028[2J"]
    with log_context(piece="1\nERROR"):
        _log.warning("x")
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_line_of_a_traceback_is_taken_for_no_record(capsys: pytest.CaptureFixture[str]) -> None:
    fail("bad\n2026-01-01T00:00:00+00:00 ERROR bumi: forged\x85again")
    first, *rest = capsys.readouterr().err.splitlines()
    assert first.endswith("ERROR bumi.any: It failed.")
    assert "RuntimeError" in "".join(rest) and all(line.startswith("    ") for line in rest)


def test_lines_have_the_ids_of_what_is_at_work(capsys: pytest.CaptureFixture[str]) -> None:
    with log_context(run="r1"), log_context(piece=7):
        assert log_ids() == {"run": "r1", "piece": 7}
        _log.warning("checked")
    _log.warning("after")
    inside, after = capsys.readouterr().err.splitlines()
    assert inside.endswith("WARNING bumi.any run=r1 piece=7: checked") and after.endswith("bumi.any: after")


def test_json_lines_parse(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("BUMI_LOG_FORMAT", "json")
    with log_context(request="0123456789"):
        _log.warning("نام\n«%s»", "سیرجان")
        fail("bad\u2028\x85line")
    told, failed = map(json.loads, capsys.readouterr().err.splitlines())
    assert (told["level"], told["logger"], told["message"]) == ("WARNING", "bumi.any", r"نام\n«سیرجان»")
    assert told["request"] == failed["request"] == "0123456789" and "traceback" not in told
    assert "RuntimeError" in failed["traceback"] and failed["at"].endswith("+00:00")


@pytest.mark.parametrize("written", ["text", "json"])
def test_a_secret_reaches_no_line(
    written: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    token, s3_key, password = secret(), "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "pw-of-the-database"
    monkeypatch.setenv("BUMI_LOG_FORMAT", written)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3_key)
    texts = (
        f"postgresql://bumi:{password}@db/bumi",
        f"cookie {token}",
        f"Authorization: Bearer {token[:20]}",
        f"signed with {s3_key}",
        f"password='{password}'",
    )
    for text in texts:
        _log.warning("%s", text)
        fail(text)
    lines = capsys.readouterr().err + caplog.text
    assert lines.count("***") >= 2 * len(texts)
    _log.warning("http://127.0.0.1:8020/pieces/3")
    assert "http://127.0.0.1:8020/pieces/3" in capsys.readouterr().err, "an address without a password stays"
    assert not any(each in lines for each in (token[:20], s3_key, password))


def test_a_writer_that_fails_leaves_its_traceback_and_its_sentence(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom = open_newsroom(Settings().database_url)
    (id,) = hand_in(newsroom, "کار نشدنی")
    carry(RunContext(Settings(), newsroom, open_plain_writer), at_once)
    with newsroom.session() as session:
        assert "no words for this" in piece(session, id).problem
    newsroom.close()
    lines = capsys.readouterr().err
    assert f"bumi.pipeline.worker piece={id}: Step draft failed." in lines
    assert "    RuntimeError: no words for this" in lines and "Traceback" in lines


def test_configuring_twice_writes_once(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs()
    _log.warning("once")
    assert capsys.readouterr().err.count("once") == 1
    assert sum(isinstance(each, StderrHandler) for each in logging.getLogger().handlers) == 1


def test_what_a_command_did_not_foresee_is_kept_in_a_file(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise RuntimeError("unforeseen\nERROR forged")
    except RuntimeError as error:
        log_to_file(_log, "A command failed.", error)
    first, *rest = (home / ".bumi" / "errors.log").read_text("utf-8").splitlines()
    assert first.endswith("ERROR bumi.any: A command failed.") and all(line.startswith("    ") for line in rest)
    assert "RuntimeError: unforeseen" in "".join(rest) and not capsys.readouterr().err
