"""The current province: by settings, by thread, by task; caches kept apart; and what is wrong with a folder."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from pathlib import Path
from threading import Barrier

import pytest

from bumi.county_map import tiles
from bumi.current_province import for_threads, per_province, province_folder, serving
from bumi.errors import BadInput
from bumi.persian.informal.nouns import is_
from bumi.persian.lexicon import place_names
from bumi.planning.occasions import known_occasions
from bumi.planning.plan_settings import province_plan
from bumi.province import province, site_name
from bumi.settings import DEFAULT_PROVINCE, PROVINCES, ROOT, Settings

KERMAN, YAZD = PROVINCES / DEFAULT_PROVINCE, ROOT / "tests" / "provinces" / "yazd"
NAMES = {KERMAN: "استان کرمان", YAZD: "استان یزد"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder of a province that a test may spoil."""
    return shutil.copytree(YAZD, tmp_path / "yazd")


def test_outside_every_block_it_is_that_of_the_settings() -> None:
    assert province_folder() == KERMAN and province().name == NAMES[KERMAN]


def test_a_block_serves_its_province_and_ends() -> None:
    with serving(YAZD):
        assert province().name == NAMES[YAZD]
        with serving(KERMAN):
            assert province().name == NAMES[KERMAN]
        assert province_folder() == YAZD
    assert province().name == NAMES[KERMAN]


def test_threads_and_tasks_serve_each_its_own() -> None:
    both = Barrier(2, timeout=120)

    def in_thread(folder: Path) -> list[str]:
        found = []
        with serving(folder):
            for _ in range(50):
                both.wait()
                found.append(province().name)
        return found

    async def in_task(folder: Path) -> list[str]:
        found = []
        with serving(folder):
            for _ in range(50):
                await asyncio.sleep(0)
                found.append(province().name)
        return found

    async def tasks() -> list[list[str]]:
        return await asyncio.gather(*map(in_task, NAMES))

    with ThreadPoolExecutor(2) as threads:
        assert [*threads.map(in_thread, NAMES)] == [[name] * 50 for name in NAMES.values()]
    assert asyncio.run(tasks()) == [[name] * 50 for name in NAMES.values()]


def test_a_pool_of_threads_can_serve_the_current_province() -> None:
    with serving(YAZD), ThreadPoolExecutor(1, initializer=for_threads()) as own, ThreadPoolExecutor(1) as plain:
        assert own.submit(lambda: province().name).result() == NAMES[YAZD]
        assert plain.submit(lambda: province().name).result() == NAMES[KERMAN]


@pytest.mark.parametrize("caching", [cache, lru_cache(maxsize=2)])
def test_a_cache_of_each_province_is_its_own(caching: object) -> None:
    asked: list[str] = []

    @per_province(caching)  # type: ignore[arg-type]
    def named(word: str) -> str:
        asked.append(word)
        return f"{word} {province().name}"

    for _ in range(2):
        for folder, name in NAMES.items():
            with serving(folder):
                assert named("مردم") == f"مردم {name}"
    assert asked == ["مردم"] * 2


def test_no_cache_mixes_provinces() -> None:
    told = subprocess.run(
        [sys.executable, ROOT / "tests" / "provinces" / "caches.py"],
        env=os.environ | {"PYTHONPATH": str(ROOT), "BUMI_PROVINCE": DEFAULT_PROVINCE},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(told.stdout)
    assert found["mixing"] == []
    assert {"bumi.province.province", "bumi.persian.informal.nouns.plural"} <= {*found["apart"]}


def test_the_language_knows_the_places_of_the_current_province_alone() -> None:
    for _ in range(2):
        assert is_("رمشکه")[0] == "رمشک است" and is_("خویدکه")[0] == ""
        with serving(YAZD):
            assert is_("خویدکه")[0] == "خویدک است" and is_("رمشکه")[0] == ""
            assert "میبد" in place_names() and "سیرجان" not in place_names()


def test_plan_occasions_and_map_are_those_of_the_current_province() -> None:
    with serving(YAZD):
        assert province_plan().ahead.propose == 14 and list(province_plan().targets.weekly("county").values()) == [
            3,
            1,
            1,
        ]
        assert [each.slug for each in known_occasions()] == ["yazd-day", "pomegranate"]
        assert tiles() == (("میبد", ""), ("", "یزد"), ("", "مهریز"))
    assert province_plan().ahead.propose == 21 and len(known_occasions()) > 50 and len(tiles()) == 6


def test_another_province_has_a_home_a_database_pages_and_names_of_its_own() -> None:
    ours, theirs = Settings(_env_file=None), Settings(_env_file=None, province=str(YAZD))
    assert (ours.database_url, ours.storage_url) == ("sqlite:///.bumi/bumi.db", "output")
    assert (theirs.database_url, theirs.storage_url) == ("sqlite:///.bumi/yazd/bumi.db", "output-yazd")
    assert (str(theirs.home), str(theirs.adapters), theirs.own_prefix) == (".bumi/yazd", ".bumi/yazd/adapters", "yazd-")
    assert (ours.cache, ours.own_prefix) == (theirs.cache, "")  # the model is shared
    assert Settings(_env_file=None, province=str(YAZD), storage_url="s3://news/yazd").storage_url == "s3://news/yazd"


def test_the_site_has_the_name_of_its_province_or_that_of_the_settings() -> None:
    assert site_name(Settings(_env_file=None)) == "بومی؛ رسانه استان کرمان"
    with serving(YAZD):
        assert site_name(Settings(_env_file=None)) == "بومی یزد؛ رسانه استان یزد"
        assert site_name(Settings(_env_file=None, site_name="رسانه")) == "رسانه"


@pytest.mark.parametrize("name", ["nowhere", "/nowhere/yazd"])
def test_a_folder_that_is_not_there_is_told_with_those_that_are(name: str) -> None:
    with serving(Settings(_env_file=None, province=name).province_folder), pytest.raises(BadInput) as told:
        province()
    (problem,) = told.value.problems
    assert "BUMI_PROVINCE" in problem and name in problem and "(kerman)" in problem


def test_all_that_a_folder_lacks_is_told_at_once(copy: Path) -> None:
    (copy / "axes.yaml").unlink()
    (copy / "brand" / "brand.toml").unlink()
    with serving(copy), pytest.raises(BadInput) as told:
        province()
    (problem,) = told.value.problems
    assert str(copy) in problem and "axes.yaml، brand/brand.toml" in problem and "docs/province.md" in problem


def test_the_name_of_a_folder_is_the_short_name_of_its_province(copy: Path) -> None:
    with serving(copy.rename(copy.with_name("یزد"))), pytest.raises(BadInput, match="نام کوتاه انگلیسی"):
        province()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("province.yaml", "name: یزد\nsite: بومی", "با «استان» آغاز نمی‌شود"),
        ("province.yaml", "name: استان یزد", "«site» نوشته نشده است"),
        ("province.yaml", "name: استان یزد\nsite: بومی\ncolour: سبز", "«colour» شناخته نیست"),
        ("province.yaml", "- [", "خوانده نشد"),
        ("counties.yaml", "[]", "«counties» دست‌کم ۱ مورد می‌خواهد"),
        ("counties.yaml", "- {name: یزد, slug: Yazd}", "counties.۱.slug"),
        ("counties.yaml", "- {name: یزد, slug: yazd, town: یزد}", "counties.۱.town"),
        ("counties.yaml", "- {name: یزد, slug: yazd}\n- {name: میبد, slug: yazd}", "این نام‌ها از دو مورد"),
        ("axes.yaml", "- {name: هنر, slug: province}", "صفحه استان"),
        ("agencies.yaml", "هیچ", "agencies"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_path(copy: Path, name: str, content: str, problem: str) -> None:
    (copy / name).write_text(content, "utf-8")
    with serving(copy), pytest.raises(BadInput) as told:
        province()
    assert str(copy / name) in str(told.value) and problem in str(told.value)


@pytest.mark.parametrize(
    ("name", "old", "new", "read"),
    [
        ("plan.yaml", "یزد: 3", "سیرجان: 3", province_plan),
        ("plan.yaml", "ahead:", "behind:", province_plan),
        ("occasions.yaml", "county: میبد", "county: سیرجان", known_occasions),
        ("map.yaml", "مهریز", "سیرجان", tiles),
    ],
)
def test_plan_occasions_and_map_name_what_the_province_has(
    copy: Path, name: str, old: str, new: str, read: object
) -> None:
    text = (copy / name).read_text("utf-8")
    assert old in text
    (copy / name).write_text(text.replace(old, new), "utf-8")
    with serving(copy), pytest.raises(BadInput) as told:
        read()  # type: ignore[operator]
    assert str(copy / name) in str(told.value)
