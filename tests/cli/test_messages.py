"""Messages with one voice on the command line."""

from pathlib import Path

from tests.cli.conftest import Bumi

MESSAGE = """
title: کارگاه‌های پته‌دوزی
facts: [کارگاه‌ها رایگان است]
figures: [{name: ظرفیت کارگاه, value: ۲۰ نفر}]
names: [{right: پته‌دوزی, wrong: [پته دوزی]}]
"""


def test_a_message_is_written_approved_used_and_changed(staffed: Bumi) -> None:
    Path("message.yaml").write_text(MESSAGE, "utf-8")
    assert staffed("message", "write", "message.yaml", "--as", "sara", "--json").data["approved"] is None
    assert staffed("message", "submit", "1", "brief.yaml", "--as", "ali").status == 1
    assert staffed("message", "approve", "1", "--as", "sara").status == 1
    assert staffed("message", "approve", "1", "--as", "mina", "--json").data["approved"] == 1
    assert staffed("message", "submit", "1", "brief.yaml", "--as", "ali", "--json").data[0]["state"] == "draft"
    Path("message.yaml").write_text(MESSAGE.replace("۲۰ نفر", "۲۵ نفر"), "utf-8")
    changed = staffed("message", "write", "message.yaml", "--of", "1", "--as", "sara", "--json").data
    assert (changed["approved"], changed["latest"]) == (1, 2)
    assert "در انتظار تأیید" in staffed("message", "list").out
    shown = staffed("message", "approve", "1", "--as", "mina").out
    assert "ظرفیت کارگاه: ۲۵ نفر" in shown and "تأییدشده" in shown
    assert "پیامی با شماره ۹ نیست" in staffed("message", "show", "9").err
