"""The wheel holds all that an installation needs: it is built, installed alone, and tried in an empty folder."""

import os
import shutil
import signal
import site
import subprocess
import sys
import venv
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from bench.serving import free_port
from bumi.settings import ROOT, Settings
from tests.processes import until
from tests.publishing.stage import far
from tests.test_architecture import tracked

_BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of what git would keep, built in a copy."""
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for path in tracked():
        copy = source / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy, follow_symlinks=False)
    for path in (each for each in (ROOT / "bumi").iterdir() if each.is_symlink()):
        (source / "bumi" / path.name).symlink_to(os.readlink(path))
    built = subprocess.run(
        [sys.executable, "-c", _BUILD, str(folder)], cwd=source, capture_output=True, text=True, check=True
    )
    return folder / built.stdout.split()[-1]


@pytest.fixture(scope="module")
def bumi(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `bumi` of an environment that has the wheel, and of this one the other packages alone."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    with ZipFile(wheel) as archive:
        archive.extractall(packages)
    (packages / "others.pth").write_text("\n".join(site.getsitepackages()))
    command = folder / "bin" / "bumi"
    command.write_text(f"#!{folder}/bin/python\nfrom bumi.cli import main\nmain()\n")
    command.chmod(0o755)
    return command


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder; the converted model is taken from here, as converting it takes a minute."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setenv("BUMI_CACHE", str((ROOT / Settings().cache).resolve()))
    return tmp_path


def run(bumi: Path, *words: str, limit_s: float = 280) -> str:
    answer = subprocess.run([bumi, *words], capture_output=True, text=True, timeout=limit_s, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def page_at(address: str) -> str:
    try:
        with urlopen(address, timeout=60) as answer:
            page: bytes = answer.read()
        return page.decode()
    except OSError:  # it does not listen yet
        return ""


def test_the_wheel_installs_one_package_with_its_data(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"bumi"}
    assert {"bumi/assets/provinces/default.txt", "bumi/assets/provinces/kerman/brand/brand.toml"} <= {*names}
    for kind in ("desk/templates/", "publishing/templates/", "prompts/", "assets/words/", "assets/fonts/", "briefs/"):
        assert any(name.startswith(f"bumi/{kind}") for name in names), kind
    for kind in ("adapters/writer/", "adapters/support/", "taggers/halfspace/", "taggers/spelling/"):
        assert any(name.startswith(f"bumi/models/{kind}") for name in names), kind
    assert not [name for name in names if name.endswith((".jsonl", ".pyc"))]


def test_the_installed_command_examines_and_checks(bumi: Path, empty: Path) -> None:
    python = bumi.with_name("python")
    where = subprocess.run([python, "-c", "import bumi; print(bumi.__file__)"], capture_output=True, text=True)
    assert where.stdout.startswith(str(bumi.parents[1]))
    assert "raqm" in run(bumi, "doctor")
    (empty / "text.txt").write_text("نمایشگاه کتاب در کرمان برگذار می شود", "utf-8")
    assert "می‌شود" in run(bumi, "check", "text.txt")


def test_the_installed_desk_answers(bumi: Path, empty: Path) -> None:
    port = free_port()
    desk = subprocess.Popen([bumi, "desk", "--port", str(port)], stdout=subprocess.PIPE)
    try:
        until(lambda: "ورود" in page_at(f"http://127.0.0.1:{port}/"), "the desk")
    finally:
        desk.send_signal(signal.SIGINT)
        desk.communicate(timeout=120)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_the_installed_demonstration_publishes(bumi: Path, empty: Path) -> None:
    if not far(0, 1):
        pytest.skip("takes minutes; `make soak` runs it")
    run(bumi, "demo", "--approve", limit_s=850)
    assert (empty / "output" / "index.html").exists()
