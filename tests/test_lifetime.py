"""Nobody outlives whoever began it: not in a long call in C, and not where the other end was closed before."""

import os
import subprocess
import sys
from pathlib import Path

from bumi.settings import ROOT
from tests.processes import alive, ended, family

_PARENT = """
import multiprocessing, os, subprocess, sys
from bumi.lifetime import end_with_input, end_with_parent

def busy():
    print(os.getpid(), flush=True)
    sum(range(10**15))  # one call in C, which leaves no thread its turn

def child(method, deeper):
    end_with_parent()
    if deeper:
        multiprocessing.get_context(method).Process(target=child, args=(method, False)).start()
    busy()

if __name__ == "__main__":
    if sys.argv[1:] == ["piped"]:
        end_with_input()
        busy()
    multiprocessing.get_context("spawn").Process(target=child, args=("spawn", True)).start()
    multiprocessing.get_context("forkserver").Process(target=child, args=("forkserver", False)).start()
    subprocess.Popen([sys.executable, __file__, "piped"], stdin=subprocess.PIPE).wait()
"""


def test_children_of_a_killed_process_and_theirs_end_whatever_they_are_doing(home: Path) -> None:
    (home / "parent.py").write_text(_PARENT, "utf-8")
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "parent.py"], env=env, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        busy = {int(parent.stdout.readline()) for _ in range(4)}
        everybody = family(parent.pid)
        assert busy < everybody and alive(everybody) == everybody
        parent.kill()
        assert ended(everybody)


def test_whoever_begins_to_watch_too_late_ends_too() -> None:
    code = "from bumi.lifetime import end_with_input; import signal; end_with_input(); signal.pause()"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    late = subprocess.run([sys.executable, "-c", code], env=env, stdin=subprocess.DEVNULL, timeout=120)
    assert late.returncode == -9
    with subprocess.Popen([sys.executable, "-c", code], env=env, stdin=subprocess.PIPE) as late_too:
        assert late_too.stdin
        late_too.stdin.close()
        assert late_too.wait(120) == -9
