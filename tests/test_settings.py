"""Settings, and the table of them in docs/settings.md."""

import re
from pathlib import Path

import pytest

from bumi.settings import ROOT, Settings

ROW = re.compile(r"^\| `(BUMI_\w+)` \| (?:`(.+)`|none) \| (.+) \|$", re.MULTILINE)


def test_the_page_of_settings_has_every_setting_with_its_default_and_no_other() -> None:
    documented = ROW.findall((ROOT / "docs" / "settings.md").read_text("utf-8"))
    defaults = Settings(_env_file=None).model_dump()
    assert documented == [
        (f"BUMI_{name.upper()}", "" if defaults[name] is None else str(defaults[name]), field.description)
        for name, field in Settings.model_fields.items()
    ]


def test_settings_come_from_the_environment_before_the_env_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("BUMI_STORAGE_URL=s3://pages\nBUMI_SITE_NAME=رسانه\nOTHER=x\n", "utf-8")
    monkeypatch.setenv("BUMI_STORAGE_URL", "elsewhere")
    settings = Settings()
    assert (settings.storage_url, settings.site_name) == ("elsewhere", "رسانه")


def test_no_setting_is_a_secret() -> None:
    assert not re.search("secret|password|key|token", " ".join(Settings.model_fields))
