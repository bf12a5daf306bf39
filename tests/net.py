"""Regression net for refactorings: record the SHA-256 of what Bumi writes, and tell later what is no longer the same.

`make net` writes drafts, readings of briefs, findings, the site, the desk's pages and the API's answers with a fixed
seed, a clock that stands still and one thread, and compares them with `tests/net.txt`; `make net RECORD=1` writes that
file. Hashes hold on one machine: another processor may round the sums of the model otherwise. Cards are compared by
tests/cards/test_golden.py, and here by their bytes where the site shows them.

The clock is that of `bumi.persian.calendar`. Three things differ each time and are left out: the seconds that a
draft took, the token against forged forms, and the number of an unexpected error; so are the version in the address
of a style sheet and the times in an Excel file. Pieces are published one after the other, since stories of one moment
stand in the order in which they were put.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml
from openpyxl import load_workbook
from starlette.testclient import TestClient

from bumi.checks.evaluation.page import examples
from bumi.cli import app
from bumi.desk.app import create_app
from bumi.desk.desk import Desk
from bumi.models.data import dev_briefs
from bumi.newsroom.accounts.tokens import make_token
from bumi.newsroom.accounts.users import user
from bumi.newsroom.database import open_newsroom

# Every door of Bumi that is used here; a renamed module changes these lines and no other.
from bumi.persian.calendar import parse_moment
from bumi.release import read_release
from bumi.settings import ROOT, Settings
from bumi.storage import open_media
from tests.desk.stage import Browser, staff

_CLOCK = "bumi.persian.calendar.datetime"
_PUBLISHED_AT_ONCE = "bumi.publishing.batches._AT_ONCE"

RECORD = ROOT / "tests" / "net.txt"
TEXTS = ROOT / ".bumi" / "net"
NOW = parse_moment("1405/09/09 10:00")
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "COLUMNS": "80"}
_DEMO = {
    "BUMI_DATABASE_URL": "sqlite:///.bumi/demo.db",
    "BUMI_MEDIA": ".bumi/demo-media",
    "BUMI_STORAGE_URL": "output",
    "BUMI_SITE_URL": "http://127.0.0.1:8000",
}
_OPEN = {"axis": "فرهنگ", "county": "کرمان", "agency": "شهرداری کرمان"}  # for releases that do not say it
_FORM_TOKEN = re.compile(r'(name="token" value=")\w+')
_STATIC = re.compile(r"/static/\w+/")
_LINK = re.compile(r'(?:href|src)="(/(?:\?shelf=\w+|[^/"#?][^"#?]*)?)"')  # other queries go on for ever: calendars
_SEED = "1"

Items = Iterator[tuple[str, bytes]]
"""Pairs of (name, content); a name is a relative path."""


class StandingClock(datetime):
    """The `datetime` of `bumi.persian.calendar`, at a moment that never passes; what it makes is of the plain class."""

    now = staticmethod(lambda zone: NOW.astimezone(zone))  # type: ignore[assignment]
    combine = staticmethod(datetime.combine)  # type: ignore[assignment]


def findings() -> Items:
    """Yield what the checks find in both texts of each example of docs/checks.yaml, an item a check."""
    for check in examples().checks:
        found = [
            {text: [each.model_dump(mode="json") for each in examples().found(example, text)]}
            for example in check.examples
            for text in (example.wrong, example.right)
        ]
        yield f"findings/{check.name}.json", _json(found)


def drafts() -> Items:
    """Yield the draft of every dev brief, sample brief and press release, and what the desk asks about each."""
    folder = Path("briefs")
    folder.mkdir()
    for number, brief in enumerate(dev_briefs(), 1):
        _write_brief(folder / f"dev-{number:02}.yaml", brief.model_dump(mode="json", exclude_defaults=True))
    for path in sorted((ROOT / "tests" / "releases").glob("*.txt")):
        told = {name: value for name, value in read_release(path.read_text("utf-8")).data().items() if value}
        _write_brief(folder / f"release-{path.stem}.yaml", _OPEN | told)
    for path in (ROOT / "briefs").glob("*.yaml"):
        for number, told in enumerate(yaml.safe_load_all(path.read_text("utf-8")), 1):
            _write_brief(folder / f"sample-{path.stem}-{number}.yaml", told)
    files = sorted(folder.iterdir())
    samples = [file for file in files if file.stem.startswith("sample")]
    yield from _of_briefs("drafts", files, "draft", "--seed", _SEED)
    yield from _of_briefs("readings", files, "brief", "--rules")
    yield from _of_briefs("thoughts", samples, "brief")  # with the model, which takes seconds a brief


def _of_briefs(name: str, files: Sequence[Path], *command: str) -> Items:
    written = json.loads(_bumi(*command, "--json", *map(str, files)))
    for file, each in zip(files, written, strict=True):
        each.pop("seconds", None)
        yield f"{name}/{file.stem}.json", _json(each)


def site_and_desk() -> Items:
    """Yield what `bumi demo --approve` publishes, what commands tell of it and change, and the desk on it."""
    _bumi("demo", "--approve", "--json")
    yield from _files("output", "site/published")
    with patch.dict(os.environ, _DEMO):
        yield from _commands()
        yield from _files("output", "site/taken-back")
        with closing(open_newsroom(_DEMO["BUMI_DATABASE_URL"], open_media(Settings()))) as newsroom:
            desk = Desk(newsroom, Settings(), lambda: None)
            staff(newsroom)
            yield from _api(desk)
            for name in ("رضا", "مریم", "نرگس"):
                yield from _pages(desk, name)


def _commands() -> Items:
    shown = [piece["id"] for piece in json.loads(_bumi("list", "--json"))]
    published = [piece["id"] for piece in json.loads(_bumi("list", "--json", "--state", "published"))]
    first, second, third = map(str, published[:3])
    asked = [
        *(("show", str(id)) for id in shown),
        ("calendar", "--to", "1406/01/15"),
        ("coverage", "--from", "1405/09/09"),
        *(("remind",), ("brand", "check"), ("campaign", "list"), ("message", "list"), ("crisis", "list")),
        *(("lesson", "list"), ("adapter", "list"), ("publish", "--dry-run", "--include-future")),
        ("withdraw", first, "--why", "به درخواست برگزارکننده", "--as", "demo-editor"),
        ("rename", second, "نشانی دیگر", "--as", "demo-editor"),
        ("takedown", third, "--why", "حکم قانونی", "--as", "demo-chief"),
        *(("publish",), ("list",)),
    ]
    for number, words in enumerate(asked, 1):
        name = f"commands/{number:02}-{'-'.join(word for word in words[:2] if not word.startswith('-'))}"
        yield f"{name}.json", _bumi(*words, "--json").encode()
        if words[0] in ("show", "list", "calendar", "coverage", "remind"):
            yield f"{name}.txt", _bumi(*words).encode()


def _api(desk: Desk) -> Items:
    """Yield the answer of each route, of the refusals too."""
    brief: dict[str, Any] = yaml.safe_load((ROOT / "briefs" / "03-short-ravar.yaml").read_text("utf-8"))
    own = brief | {"agency": "میراث فرهنگی کرمان"}
    with desk.newsroom.session() as session:
        token = make_token(session, user(session, "نرگس"), "آزمون", user(session, "رضا"))
    handed_in: list[Any] = [brief, own | {"county": "تهران", "publish_at": "فردا"}, [], {}]
    read: list[Any] = [own, {"notes": ["ظرفیت ۳۰", "ورود رایگان", 7]}, []]
    held = {"authorization": f"Bearer {token}"}
    asked: list[tuple[str, str, dict[str, str], Any]] = [
        ("GET", "/openapi.json", held, None),
        ("GET", "/pieces", {}, None),
        ("GET", "/pieces", held, None),
        *(("POST", "/briefs", held | {"idempotency-key": "one"}, sent) for sent in (own, own, own | {"topic": "دیگر"})),
        *(("POST", "/briefs", held, sent) for sent in handed_in),
        *(("GET", f"/pieces{path}", held, None) for path in ("", "/20", "/1", "/999", "/0", "?after=20", "?after=x")),
        *(("POST", "/briefs/reading", held, sent) for sent in read),
        *(("PUT", "/briefs", held, None), ("GET", "/nothing", held, None)),
    ]
    with TestClient(create_app(desk), base_url="http://desk") as client:
        for number, (method, path, headers, data) in enumerate(asked, 1):
            answer = client.request(method, f"/api{path}", headers=headers, json=data)
            name = re.sub(r"\W+", "-", f"{method}{path}").strip("-")
            yield f"api/{number:02}-{name}.json", _json({"status": answer.status_code, "answer": answer.json()})


def _pages(desk: Desk, name: str) -> Items:
    """Yield the pages that somebody reaches by links from the desk's front, nearest first."""
    with TestClient(create_app(desk), base_url="http://desk", follow_redirects=False) as client:
        browser = Browser(client, desk)
        browser.enter_as(name)
        paths = ["/"]
        for path in paths:  # which grows
            answer = client.get(path)
            type_ = answer.headers.get("content-type", "")
            page = answer.text if "text/html" in type_ else ""
            content = _STATIC.sub("/static/…/", _FORM_TOKEN.sub(r"\1…", page)).encode() or answer.content
            if "spreadsheet" in type_:  # its file has the time at which it was made
                content = repr([list(sheet.values) for sheet in load_workbook(BytesIO(content))]).encode()
            head = f"{answer.status_code} {answer.headers.get('location', '')}\n".encode()
            shown = _STATIC.sub("/static/", path).strip("/").replace("/", "-")
            yield f"desk/{name}/{shown or 'front'}.txt", head + content
            paths += dict.fromkeys(link for link in _LINK.findall(page) if link not in paths)


def _bumi(*words: str) -> str:
    """Run a command as `bumi` does and return what it prints; RuntimeError where it breaks down or is misused."""
    told, problems = StringIO(), StringIO()
    with redirect_stdout(told), redirect_stderr(problems):
        status = app(list(words), standalone_mode=False)
    if status not in (None, 0, 1):
        raise RuntimeError(f"bumi {' '.join(words)}: {status}\n{problems.getvalue()}")
    return told.getvalue()


def _write_brief(path: Path, brief: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(brief, allow_unicode=True, sort_keys=False), "utf-8")


def _files(folder: str, name: str) -> Items:
    for path in sorted(each for each in Path(folder).rglob("*") if each.is_file()):
        yield f"{name}/{path.relative_to(folder)}", path.read_bytes()


def _json(data: Any) -> bytes:
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()


PARTS = {"findings": findings, "drafts": drafts, "site": site_and_desk}
"""What can be asked for alone; each is called in an empty folder."""


def caught(parts: Sequence[str], folder: Path) -> dict[str, str]:
    """Write `parts` into `folder`, in place of what they wrote there before; return the hash of each item by name."""
    hashes: dict[str, str] = {}
    home = Path.cwd()
    with (
        tempfile.TemporaryDirectory(prefix="bumi-net-") as scratch,
        patch(_CLOCK, StandingClock),
        patch(_PUBLISHED_AT_ONCE, 1),
    ):
        cache = Path(scratch, "cache")  # with the model that set-up made, and without drawn cards
        cache.mkdir()
        (cache / "models").symlink_to(ROOT / ".cache" / "bumi" / "models")
        os.environ |= {"BUMI_CACHE": str(cache), "PREFECT_HOME": f"{scratch}/prefect"}
        os.chdir(scratch)
        try:
            for name, content in (item for part in parts for item in PARTS[part]()):
                path = folder / name
                if _kind(name) not in set(map(_kind, hashes)):
                    shutil.rmtree(folder / _kind(name), ignore_errors=True)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                hashes[name] = hashlib.sha256(content).hexdigest()
        finally:
            os.chdir(home)
    return hashes


def compared(before: dict[str, str], after: dict[str, str], old: Path, new: Path) -> list[str]:
    """Return a line for each item that is gone, new or different, with the files in which both can be read."""
    lines = [f"gone: {old / name}" for name in before.keys() - after.keys()]
    lines += [f"new: {new / name}" for name in after.keys() - before.keys()]
    both = before.keys() & after.keys()
    return sorted(lines) + [f"diff {old / it} {new / it}" for it in sorted(both) if before[it] != after[it]]


def _kind(name: str) -> str:
    return name.split("/")[0]


def main(arguments: Sequence[str] | None = None) -> int:
    """Record or compare; return 1 where anything differs."""
    parser = argparse.ArgumentParser(prog="make net", description=__doc__)
    parser.add_argument("--record", action="store_true", help="take what is written now for right")
    parser.add_argument("--base", type=Path, default=TEXTS / "recorded", help="the texts that were recorded")
    parser.add_argument("--only", choices=PARTS, help="this part alone")
    chosen = parser.parse_args(arguments)
    new = chosen.base if chosen.record else TEXTS / "now"
    lines = RECORD.read_text("utf-8").splitlines() if RECORD.exists() else []
    recorded = {name: sha256 for sha256, name in (line.split("  ", 1) for line in lines)}
    hashes = caught([chosen.only] if chosen.only else [*PARTS], new.resolve())
    others = {name: recorded[name] for name in recorded if _kind(name) not in set(map(_kind, hashes))}
    if chosen.record:
        kept = hashes | (others if chosen.only else {})
        RECORD.write_text("".join(f"{kept[name]}  {name}\n" for name in sorted(kept)), "utf-8")
        print(f"{len(hashes)} items recorded.")
        return 0
    before = {name: recorded[name] for name in recorded if not chosen.only or name not in others}
    lines = compared(before, hashes, chosen.base, new)
    print(*lines, f"{sum(hashes.get(name) == before[name] for name in before)} items are the same.", sep="\n")
    return 1 if lines else 0


if __name__ == "__main__":
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BUMI_")} | _ENVIRONMENT
    if os.environ != clean:  # libraries read the number of threads when they are loaded
        os.execve(sys.executable, [sys.executable, "-m", "tests.net", *sys.argv[1:]], clean)
    sys.exit(main())
