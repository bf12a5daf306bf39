"""deploy/nginx/site.conf before the question form: who asks, headers of its own, limits of size and rate, absence."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from bench.serving import free_port, site_served
from bumi.newsroom.database import Newsroom
from bumi.settings import Settings
from tests.intake.conftest import newsroom
from tests.intake.forms import filled
from tests.intake.stage import QUESTION, Clock, new_intake, served

__all__ = ["newsroom"]

PROXIED = Settings(intake_url="https://news.example.ir/ask", intake_proxies="127.0.0.1")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An almost empty site; skips where there is no nginx."""
    if not (shutil.which("nginx") or Path("/usr/sbin/nginx").exists()):
        pytest.skip("real part missing: nginx (Debian: apt-get install nginx)")
    (tmp_path / "site").mkdir(0o755)
    (tmp_path / "site" / "404.html").write_text("<!doctype html>نیست", "utf-8")
    return tmp_path / "site"


@pytest.fixture
def clock() -> Clock:
    """The clock of tokens and limits."""
    return Clock()


@pytest.fixture
def client(site: Path, newsroom: Newsroom, clock: Clock) -> Iterator[httpx2.Client]:
    """A browser before nginx, behind which the form runs."""
    with (
        served(new_intake(newsroom, PROXIED, clock)) as form,
        site_served(site, f"http://127.0.0.1:{free_port()}", intake=int(form.rpartition(":")[2])) as address,
        httpx2.Client(base_url=address, timeout=60) as client,
    ):
        yield client


def test_a_question_goes_through_with_the_headers_of_the_form_alone(client: httpx2.Client, clock: Clock) -> None:
    page = client.get("/ask")
    policies = page.headers.get_list("content-security-policy")
    assert len(policies) == 1 and policies[0].startswith("default-src 'none'")
    assert page.headers.get_list("strict-transport-security") == ["max-age=31536000"]
    clock.seconds += 20
    sent = client.post("/ask", data=filled(page.text) | {"text": QUESTION}, headers={"origin": str(client.base_url)})
    assert sent.status_code == 303 and client.get(sent.headers["location"]).status_code == 200
    sheet = page.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert client.get(sheet).headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get("/asked").status_code == 404 and "نیست" in client.get("/asked").text


def test_what_a_client_says_of_its_address_is_not_believed(client: httpx2.Client, clock: Clock) -> None:
    answers = []
    for number in range(6):
        page = client.get("/ask")
        clock.seconds += 3
        forged = {"x-forwarded-for": f"10.0.0.{number}"}
        answers.append(client.post("/ask", data=filled(page.text) | {"text": QUESTION}, headers=forged).status_code)
    assert answers == [303] * 5 + [429]


def test_large_requests_end_at_nginx_in_persian(client: httpx2.Client) -> None:
    large = client.post("/ask", content=b"x" * 17_000)
    assert large.status_code == 413 and "۱۶ کیلوبایت" in large.text


def test_where_the_form_is_away_people_are_told_and_the_site_stays(site: Path) -> None:
    with site_served(site, f"http://127.0.0.1:{free_port()}", intake=free_port()) as address:
        away = httpx2.get(f"{address}/ask", timeout=60)
        assert away.status_code == 502 and "فرم اکنون پاسخ نمی‌دهد" in away.text
        assert httpx2.get(f"{address}/x", timeout=60).status_code == 404


def test_hasty_requests_end_at_nginx_in_persian(site: Path) -> None:
    # Without the form, since nginx then answers faster than it forgives on the slowest machine.
    with (
        site_served(site, f"http://127.0.0.1:{free_port()}", intake=free_port()) as address,
        httpx2.Client(base_url=address, timeout=60) as client,
    ):
        answers = [client.get("/ask") for _ in range(120)]
    hasty = [each for each in answers if each.status_code == 429]
    assert len(hasty) > 10 and "یک دقیقه دیگر" in hasty[0].text
    assert {each.status_code for each in answers[:60]} == {502}


def test_sign_up_forms_go_through_and_similar_addresses_are_the_sites(client: httpx2.Client) -> None:
    gone = client.get("/join/none")
    assert gone.status_code == 404 and "کد پیگیری یا نشانی درست نیست" in gone.text
    assert client.get("/joined").text == client.get("/asked").text
