"""One at a time: others of the kind wait, other kinds do not, and whoever dies lets go."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from bumi.newsroom.accounts.users import machine
from bumi.newsroom.database import Newsroom, open_newsroom
from bumi.settings import ROOT
from tests.processes import until

HOLDS = """
import signal, sys
from bumi.newsroom.database import open_newsroom
with open_newsroom(sys.argv[1]).alone("publishing"):
    print(flush=True)
    signal.pause()
"""


def test_a_second_waits_and_another_kind_does_not(newsroom: Newsroom) -> None:
    def enter() -> None:
        with newsroom.alone("one"), newsroom.session() as session:
            machine(session)

    with ThreadPoolExecutor() as threads:
        with newsroom.alone("one"), newsroom.alone("two"):
            second = threads.submit(enter)
            assert not wait([second], timeout=0.2).done
        assert second.result(timeout=120) is None


def test_the_only_one_is_told_so_and_nobody_waits(newsroom: Newsroom) -> None:
    with newsroom.only("one") as first, newsroom.only("one") as second, newsroom.only("two") as other:
        assert (first, second, other) == (True, False, True)
    with newsroom.only("one") as again:
        assert again


def test_a_killed_one_is_the_only_one_no_more(newsroom: Newsroom) -> None:
    url = newsroom.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", HOLDS, url]
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE) as holder:
        assert holder.stdout and holder.stdout.readline() == b"\n"
        with newsroom.only("publishing") as first:
            assert not first
        holder.send_signal(signal.SIGKILL)
    with newsroom.alone("publishing"), newsroom.only("publishing") as second:
        assert not second
    with newsroom.only("publishing") as first:
        assert first


def test_a_run_shows_that_it_lives_and_nothing_else(newsroom: Newsroom) -> None:
    with newsroom.present("run-one"):
        assert newsroom.is_present("run-one") and not newsroom.is_present("run-two")
    assert not newsroom.is_present("run-one")


def test_a_killed_run_is_known_to_be_gone(newsroom: Newsroom) -> None:
    url = newsroom.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", HOLDS.replace("publishing", "run-one"), url]
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE) as holder:
        assert holder.stdout and holder.stdout.readline() == b"\n"
        assert newsroom.is_present("run-one")
        holder.send_signal(signal.SIGKILL)
    until(lambda: not newsroom.is_present("run-one"), "PostgreSQL's notice of the death")


def test_an_error_inside_lets_the_next_one_in(newsroom: Newsroom) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), newsroom.alone("one"):
            raise ZeroDivisionError


def test_what_a_killed_process_held_is_free(newsroom: Newsroom) -> None:
    url = newsroom.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", HOLDS, url]
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE) as holder:
        assert holder.stdout and holder.stdout.readline() == b"\n"
        holder.send_signal(signal.SIGKILL)
    with newsroom.alone("publishing"):
        pass


def test_a_database_by_another_name_is_the_same(tmp_path: Path) -> None:
    one = open_newsroom(f"sqlite:///{tmp_path}/bumi.db")
    (tmp_path / "link.db").symlink_to(tmp_path / "bumi.db")
    other = open_newsroom(f"sqlite:///{tmp_path}/link.db")
    with one.only("up") as first, other.only("up") as second:
        assert (first, second) == (True, False)
    one.close()
    other.close()
