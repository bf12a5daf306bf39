"""docs/deploy.md says what is so: its migrations, metrics, files, units and variables exist, and none is left out."""

import re

from bumi.settings import ROOT, Settings

GUIDE = (ROOT / "docs" / "deploy.md").read_text("utf-8")
DEPLOY = ROOT / "deploy"


def test_every_migration_has_a_row() -> None:
    versions = (ROOT / "bumi/newsroom/database/migrations/versions").glob("m*.py")
    numbers = {path.name[1:5] for path in versions}
    assert numbers and numbers <= set(re.findall(r"^\| (\d{4}) \|", GUIDE, re.MULTILINE))


def test_every_unit_is_named_and_every_name_is_a_unit() -> None:
    named = set(re.findall(r"\bbumi-[a-z]+@?", GUIDE))
    units = {re.sub(r"\.\w+$", "", path.name) for path in (DEPLOY / "systemd").glob("bumi-*.*") if path.is_file()}
    assert units and named == units


def test_every_file_that_is_named_exists() -> None:
    files = re.findall(r"(?:/opt/bumi/|`)(deploy/[\w./-]*\w)", GUIDE)
    assert files and not [path for path in files if not (ROOT / path).exists()]


def test_every_variable_exists() -> None:
    named = set(re.findall(r"\bBUMI_\w+", GUIDE))
    apart = {"BUMI_METRICS_TOKEN", "BUMI_MODEL_KEY", "BUMI_SMTP_PASSWORD"}  # secrets, which are no settings
    assert len(named) > 5
    assert {name.removeprefix("BUMI_").lower() for name in named - apart} <= Settings.model_fields.keys()
