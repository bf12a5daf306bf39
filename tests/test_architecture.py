"""The rules of the house that import-linter (pyproject.toml) cannot say."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from bumi.settings import ROOT

LONGEST = 600
HEAVY = (
    "prefect",
    "torch",
    "transformers",
    "peft",
    "hazm",
    "PIL",
    "boto3",
    "sqlalchemy",
    "pydantic",
    "jinja2",
    "weasyprint",
)
FOLDERS = ("bumi", "flows", "models")


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def tracked() -> list[Path]:
    """Every file of the repository that git tracks or would add."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def public_names(path: Path) -> list[str] | None:
    """What `__all__` lists, or None where there is none."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and ast.unparse(node).startswith("__all__"):
            return [str(name) for name in ast.literal_eval(node.value)]
    return None


def by_kind(name: str) -> tuple[int, str]:
    """The order that ruff and people keep: CONSTANTS, Classes, functions."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_files_are_short() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in sources(*FOLDERS)}
    assert not {path: length for path, length in lengths.items() if length > LONGEST}


def test_public_names_are_listed_in_order() -> None:
    listed = {path: public_names(path) for path in sources(*FOLDERS)}
    assert not [path for path, names in listed.items() if names and names != sorted(names, key=by_kind)]
    plain = {"__init__.py", "__main__.py", "env.py"}  # folders' doors, and what alembic runs
    assert not [
        path
        for path, names in listed.items()
        if names is None and path.name not in plain and "versions" not in path.parts
    ]


def test_every_shared_word_has_its_layer() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    layers = " ".join(layer for contract in contracts for layer in contract.get("layers", ()))
    beside = [path for path in (ROOT / "bumi").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    assert {f"bumi.{path.stem}" for path in beside} - {"bumi.__init__"} <= set(re.findall(r"[\w.]+", layers))


def test_help_imports_no_heavy_library() -> None:
    code = (
        "import sys; from bumi.cli import app; app(['--help'], standalone_mode=False); "
        f"print('heavy:', *(name for name in {HEAVY} if name in sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.rstrip().endswith("heavy:"), answer.stdout


def test_files_name_no_machine_and_no_registry() -> None:
    # Written in two parts each, so that this file does not name them either.
    registry = r"py" r"pi\.org|python" r"hosted|registry\.np" r"mjs|deb\.deb" r"ian\.org|download\.pyt" r"orch"
    forbidden = re.compile(rf"{registry}|/wo" r"rk/|/ho" r"me/\w+/|/ro" r"ot/|/tm" r"p/")
    found = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # images, fonts and weights
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in forbidden.finditer(text)]
    assert not found
