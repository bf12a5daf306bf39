"""Lines of access logs: what is a view of whose page by whom and by which channel, whatever a line contains."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.newsroom.publication.reach import PageView
from bumi.pipeline.access_logs import LoggedRequest, page_view, request_of
from bumi.words import ReachChannel

PHONE = "Mozilla/5.0 (Linux; Android 14; CUBOT X18) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
PAGE = "/p/12-%D8%AC%D8%B4%D9%86%D9%88%D8%A7%D8%B1%D9%87/"
SITE = "news.example"


def nginx(address: str = PAGE, agent: str = PHONE, referrer: str = "-", status: int = 200, method: str = "GET") -> str:
    asked = f"{method} {address} HTTP/1.1"
    return f'5.6.7.8 - - [30/Nov/2026:21:00:00 +0000] "{asked}" {status} 5120 "{referrer}" "{agent}"'


def s3(address: str = PAGE, referrer: str = "-", operation: str = "WEBSITE.GET.OBJECT") -> str:
    asked = f"GET {address} HTTP/1.1"
    return (
        f"79a59df900b949e55d96a1e6 bucket [30/Nov/2026:21:00:00 +0000] 5.6.7.8 - 3E57427F3EXAMPLE {operation} "
        f'site/p/12/index.html "{asked}" 200 - 5120 5120 70 10 "{referrer}" "{PHONE}" - s9lzHYrFp76 - TLS_AES - - -'
    )


def view(line: str) -> PageView | None:
    asked = request_of(line)
    assert asked is not None
    return page_view(asked, SITE)


@pytest.mark.parametrize("line", [nginx(), s3()])
def test_both_forms_say_the_same(line: str) -> None:
    found = view(line)
    assert found == PageView(date(2026, 12, 1), 12, ReachChannel.DIRECT, f"5.6.7.8 {PHONE}")  # it is tomorrow in Tehran


@pytest.mark.parametrize(
    "line",
    [
        nginx("/"),
        nginx("/county/bam/"),
        nginx("/p/12-x/event.ics"),
        nginx("/media/p/12-x/a.jpg"),
        nginx("/p/x/"),
        nginx("/p/12-%0Ax/%0A"),
        nginx(status=404),
        nginx(status=301),
        nginx(method="HEAD"),
        nginx(method="POST"),
        nginx(f"/{'a' * 3000}{PAGE}"),
        s3(operation="REST.PUT.OBJECT").replace("GET /", "PUT /"),
    ],
)
def test_nothing_else_is_a_view_of_a_piece(line: str) -> None:
    assert view(line) is None


def test_a_page_seen_again_is_a_view_and_a_site_may_be_in_a_folder() -> None:
    assert view(nginx(status=304)) and view(nginx(f"/kerman{PAGE}")) and view(nginx(f"{PAGE}index.html"))


@pytest.mark.parametrize(
    ("query", "referrer", "channel"),
    [
        ("?from=bale", "-", ReachChannel.BALE),
        ("?from=bale", "https://t.me/", ReachChannel.BALE),
        ("?utm_source=x&from=soroush", "-", ReachChannel.SOROUSH),
        ("?from=%22%3E%3Cscript%3E", "-", ReachChannel.DIRECT),
        ("?" + "a=1&" * 300 + "from=bale", "-", ReachChannel.BALE),
        ("", "https://web.bale.ai/chat", ReachChannel.BALE),
        ("", "https://t.me/s/kerman", ReachChannel.TELEGRAM),
        ("", "https://web.rubika.ir/", ReachChannel.RUBIKA),
        ("", "https://www.google.com/", ReachChannel.SEARCH),
        ("", f"https://www.{SITE}/", ReachChannel.SITE),
        ("", "https://notbale.ai.example/", ReachChannel.OTHER),
        ("", "https://[::1/", ReachChannel.OTHER),
        ("", "-", ReachChannel.DIRECT),
    ],
)
def test_the_channel_is_that_of_the_link_or_of_the_referrer(query: str, referrer: str, channel: ReachChannel) -> None:
    found = view(nginx(PAGE + query, referrer=referrer))
    assert found and found.channel is channel


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "-",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "TelegramBot (like TwitterBot)",
        "facebookexternalhit/1.1",
        "curl/8.5.0",
        "python-requests/2.31",
        "Mozilla/5.0 HeadlessChrome/120.0",
    ],
)
def test_robots_are_known(agent: str) -> None:
    asked, person = request_of(nginx(agent=agent)), request_of(nginx())
    assert asked and asked.is_robot and person and not person.is_robot


@given(st.text(max_size=300), st.text(max_size=100), st.integers(0, 300))
def test_no_line_breaks_the_reader(text: str, other: str, at: int) -> None:
    for line in (text, nginx(PAGE + text, referrer=other), nginx()[:at] + text + nginx()[at:], s3(text, other)):
        asked = request_of(line)
        try:
            found = page_view(asked, SITE) if asked else None
        except ValueError:  # a time that is none
            continue
        assert found is None or (found.piece < 10**9 and isinstance(found.channel, ReachChannel))


def test_a_time_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="time data"):
        page_view(LoggedRequest("5.6.7.8", "yesterday", f"GET {PAGE} HTTP/1.1", "200", "-", PHONE), SITE)
