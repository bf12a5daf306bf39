"""Earlier stories that a page links to: chosen once, and shown as they are by now."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication.publication import retry
from bumi.newsroom.states import State
from bumi.newsroom.tables import EventFollowUp
from bumi.persian.calendar import parse_moment
from bumi.publishing import publish_due, publish_lists, rebuild_site, verify_site
from bumi.publishing.keys import page_key
from bumi.settings import Settings
from bumi.storage import Rejected, Storage
from bumi.storage.folder import FolderStorage
from tests.publishing.reading import Page
from tests.publishing.stage import NOW, Desk, Watched, contents, read

HOUR = timedelta(hours=1)


class Site:
    """A newsroom with its folder, an hour later with every run."""

    def __init__(self, newsroom: Newsroom, quick: Path) -> None:
        self.newsroom, self.desk, self.now = newsroom, Desk(newsroom), NOW
        self.place: Storage = FolderStorage(quick / "site")
        self.settings = Settings(_env_file=None, storage_url=f"{quick}/site")

    def publish(self, place: Storage | None = None) -> None:
        self.now += HOUR
        publish_due(self.newsroom, place or self.place, self.settings, self.now)

    def piece(self, headline: str, **brief: Any) -> int:
        """Publish a new piece of Bam alone in a run; return its number."""
        number = self.desk.approve(headline, shade=len(headline), **{"county": "بم"} | brief)
        self.publish()
        return number

    def key(self, number: int) -> str:
        with self.newsroom.reading() as session:
            return page_key(piece(session, number).slug)

    def related(self, number: int) -> list[str]:
        """Return the headlines of the earlier stories on a page."""
        _, *parts = read(self.place, self.key(number)).decode().split('<section class="related">')
        return Page(f"<!doctype html>\n{''.join(part.partition('</section>')[0] for part in parts)}").words.get("a", [])

    def agrees(self) -> bool:
        """Whether the stored site is what the database makes of it, byte for byte, and every link leads somewhere."""
        here = contents(self.place)
        pages = {key: Page(body.decode()) for key, body in here.items() if key.endswith(".html")}
        whole = all(page.links(key) - {"media"} <= here.keys() for key, page in pages.items())
        checked = verify_site(self.newsroom, self.place, self.settings, self.now)
        again = rebuild_site(self.newsroom, self.place, self.settings, self.now)
        return whole and not (checked.repaired or again.repaired or again.problems)


@pytest.fixture(params=["newsroom", "shared_newsroom"], ids=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, quick: Path) -> Site:
    return Site(request.getfixturevalue(request.param), quick)


def test_a_page_links_to_what_was_published_before_as_it_is_by_now(site: Site) -> None:
    first, second = site.piece("خبر یک"), site.piece("خبر دو")
    third = site.piece("خبر سه")
    assert [site.related(each) for each in (first, second, third)] == [[], ["خبر یک"], ["خبر دو", "خبر یک"]]
    site.desk.correct(second, "خبر دوم", shade=77)
    site.publish()
    assert site.related(third) == ["خبر دوم", "خبر یک"] and site.agrees()
    site.desk.rename(second, "نشانی تازه")
    site.publish()
    assert "نشانی-تازه" in site.key(second) and site.key(second) in Page(
        read(site.place, site.key(third)).decode()
    ).links(site.key(third))
    site.desk.withdraw(first)
    site.publish()
    assert [site.related(each) for each in (second, third)] == [[], ["خبر دوم"]] and site.agrees()
    site.desk.take_down(second)
    site.publish()
    left = {key: body.decode() for key, body in contents(site.place).items() if key.endswith((".html", ".json"))}
    assert left and not any("خبر یک" in text or "خبر دو" in text for text in left.values())
    assert site.agrees()


def test_a_page_that_is_put_while_its_link_is_taken_back_does_not_keep_it(site: Site) -> None:
    first = site.piece("خبر یک")
    second = site.desk.approve("خبر دو", shade=9, county="بم")
    taken_back: list[str] = []

    def before(key: str) -> None:
        if key == site.key(second) and not taken_back:
            taken_back.append(key)
            site.desk.withdraw(first)
            publish_lists(site.newsroom, site.place, site.settings, site.now)

    site.publish(Watched(site.place, before))
    assert taken_back and site.related(second) == []
    site.publish()
    assert site.agrees()


def test_a_page_whose_correction_is_refused_for_good_does_not_keep_what_is_taken_down(site: Site) -> None:
    first, second = site.piece("خبر یک"), site.piece("خبر دو")
    page = site.key(second)

    def refuse(key: str) -> None:
        if key == page:
            raise Rejected("پذیرفته نشد؛ سهمیه را ببینید")

    site.desk.correct(second, "خبر دوم", shade=77)
    site.publish(Watched(site.place, refuse))
    assert site.desk.state(second) is State.PUBLISH_FAILED
    site.desk.take_down(first)
    site.publish()
    assert site.related(second) == [] and "خبر دوم" not in read(site.place, page).decode()
    with site.newsroom.session() as session:
        retry(session, site.now)
    site.publish()
    assert "خبر دوم" in read(site.place, page).decode() and site.agrees()


def test_an_unchanged_site_puts_nothing_again(site: Site) -> None:
    for headline in ("خبر یک", "خبر دو"):
        site.piece(headline)
    watched = Watched(site.place)
    site.publish(watched)
    assert watched.puts == []


def test_the_same_event_comes_first_and_nothing_unfit_at_all(site: Site) -> None:
    starts_at = parse_moment("1405/09/10 19:00").isoformat()
    site.piece("خبر فرهنگ")
    site.piece("هشدار سیل", kind="notice", urgency="crisis", expire_at=NOW + 99 * HOUR)
    site.piece("درس مدیران", kind="literacy")
    site.piece("خبر ورزش", axis="گردشگری")
    site.piece("خبر کرمان", county="کرمان")
    assert site.related(site.piece("کنسرت", starts_at=starts_at)) == ["خبر فرهنگ"]
    assert site.related(site.piece("درس دوم", kind="literacy")) == ["درس مدیران"]
    assert site.related(site.piece("هشدار باد", kind="notice", urgency="crisis")) == []
    assert site.related(site.piece("خبر آخر")) == ["کنسرت", "خبر فرهنگ"]


def test_a_page_tells_the_same_event_from_the_same_section(site: Site) -> None:
    site.piece("خبر فرهنگ")
    concert = site.piece("کنسرت", starts_at=parse_moment("1405/09/10 19:00").isoformat())
    report = site.desk.approve("گزارش کنسرت", shade=7, county="بم")
    with site.newsroom.session() as session:
        session.add(EventFollowUp(piece_id=report, event_id=concert, step="report"))
    site.publish()
    assert site.related(report) == ["کنسرت", "خبر فرهنگ"] and site.agrees()
    page = Page(read(site.place, site.key(report)).decode())
    assert [each for each in page.words["h2"] if each in ("پیش از این", "از همین بخش")] == ["پیش از این", "از همین بخش"]
