"""deploy/nginx/site.conf before published pages: compression, what browsers keep, the policy, and unknown addresses."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from bench.serving import free_port, site_served

PAGE = "<!doctype html><title>خبر</title>" + "<p>رویداد</p>" * 200


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """A reader of a small site behind nginx; skips where there is no nginx."""
    if not (shutil.which("nginx") or Path("/usr/sbin/nginx").exists()):
        pytest.skip("real part missing: nginx (Debian: apt-get install nginx)")
    site = tmp_path_factory.mktemp("site")
    for key, text in {
        "index.html": PAGE,
        "p/1-خبر/index.html": PAGE,
        "p/1-خبر/event.ics": "BEGIN:VCALENDAR\n" * 50,
        "404.html": "<!doctype html>نیست",
        "assets/site.0a.css": "p { margin: 0 }\n" * 50,
        "assets/font.0a.woff2": "x" * 2000,
        "search/1.json": '["کرمان"]' * 100,
    }.items():
        (site / key).parent.mkdir(parents=True, exist_ok=True)
        (site / key).write_text(text, "utf-8")
    site.chmod(0o755)
    with (
        site_served(site, f"http://127.0.0.1:{free_port()}") as address,
        httpx2.Client(base_url=address, timeout=60) as client,
    ):
        yield client


@pytest.mark.parametrize(
    ("path", "kind", "packed", "kept"),
    [
        ("/", "text/html; charset=utf-8", True, "max-age=60,"),
        ("/p/1-خبر/", "text/html; charset=utf-8", True, "max-age=60,"),
        ("/p/1-خبر/event.ics", "text/calendar; charset=utf-8", True, "max-age=60,"),
        ("/assets/site.0a.css", "text/css; charset=utf-8", True, "max-age=31536000, immutable"),
        ("/assets/font.0a.woff2", "font/woff2", False, "max-age=31536000, immutable"),
        ("/search/1.json", "application/json; charset=utf-8", True, "max-age=60,"),
    ],
    ids=["front", "story", "calendar", "sheet", "font", "search"],
)
def test_each_file_has_its_type_and_age_and_texts_are_packed(
    client: httpx2.Client, path: str, kind: str, packed: bool, kept: str
) -> None:
    answer = client.get(path, headers={"accept-encoding": "gzip"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert (answer.headers.get("content-encoding") == "gzip") is packed
    assert kept in answer.headers["cache-control"]
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_an_address_that_is_not_there_has_a_page_and_is_kept_from_nobody(client: httpx2.Client) -> None:
    answer = client.get("/p/no-such-story/")
    assert answer.status_code == 404 and "نیست" in answer.text
    assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")
    assert client.get("/assets/no-such.css").headers["cache-control"] == "no-store"
