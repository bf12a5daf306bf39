"""Audit of the site and the desk as readers and editors get them: Lighthouse, axe and weight, beside their bars.

`python -m bench.audit [FOLDER] [--runs N]`: FOLDER is where `bumi demo --approve` or `bench.week` ran, here if none is
named. Site and desk are served by nginx as deploy/nginx says. Printed: a table with a row a page, medians of N runs,
and what is below a bar; the exit status is then 1.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

from bench.lighthouse import CATEGORIES, Scores, lighthouse
from bench.page_checks import PageFaults, check_page
from bench.people import PeoplePaths, add_people
from bench.serving import AFTERWARDS, COOKIE, demo_settings, desk_served, forms_served, rebuilt, site_served
from bumi.newsroom.content.pieces import pieces
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.persian.calendar import now
from bumi.publishing.publish import publish_due
from bumi.storage import open_storage
from bumi.words import Kind, Urgency

SCORE_BAR = 95
WEIGHT_BAR = 200_000
"""Bytes of a page without its pictures."""
SITE_BARS = CATEGORIES
DESK_BARS = ("accessibility", "best-practices")
"""Of the desk: nobody searches for it, and nginx does not compress its pages, because they carry the token of forms."""
FORM_BARS = ("performance", *DESK_BARS)
_ROW = "{:<24}{:>6}{:>6}{:>6}{:>5}{:>8}{:>7}{:>7}{:>6}{:>6}{:>8}{:>9}"


@dataclass(frozen=True)
class AuditedPage:
    """A page, and what is asked of it: the categories that have a bar, none where Lighthouse does not run on it.

    `words` is the share of its words that have to stand there without a script.
    """

    name: str
    path: str
    bars: tuple[str, ...]
    status: int = 200
    signed_in: bool = False
    words: float = 0.9


def main() -> None:
    """Audit, print the table, and exit with 1 where a page is below a bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path())
    parser.add_argument("--runs", type=int, default=3, help="of Lighthouse, on each page; 0 leaves it out")
    options = parser.parse_args()
    faults: list[str] = []
    chromium = shutil.which("chromium") or "chromium"
    print(_ROW.format("", "perf", "a11y", "best", "seo", "LCP ms", "TBT", "CLS", "axe", "over", "kB", "no script"))
    with rebuilt(demo_settings(options.folder)) as (newsroom, settings), browser_of(chromium) as browser:
        with newsroom.session() as session:
            people = add_people(session)
        publish_due(newsroom, open_storage(settings), settings, now() + AFTERWARDS)
        site = Path(settings.storage_url)
        with newsroom.reading() as session:
            published = [each for each in pieces(session) if each.state is State.PUBLISHED]
            of_site = site_pages(published, site, people)
            of_desk = desk_pages(published[0].id, people)
        with forms_served(newsroom, settings) as intake, site_served(site, settings.site_url, intake=intake) as address:
            for page in of_site:
                faults += audit(browser, chromium, address, page, options.runs)
        with desk_served(newsroom, settings) as address:
            for page in of_desk:
                faults += audit(browser, chromium, address, page, options.runs)
    print(_ROW.format("bar", *[f"{SCORE_BAR}"] * 4, "", "", "", 0, 0, WEIGHT_BAR // 1000, "90 %"))
    print(*faults, sep="\n")
    sys.exit(1 if faults else 0)


def site_pages(published: list[Piece], site: Path, people: PeoplePaths) -> list[AuditedPage]:
    """Return the pages that the site has, with a story of each kind that is laid out apart."""
    stories = {f"story: {each.kind}": each for each in published if each.kind not in (Kind.LITERACY, Kind.ANSWER)}
    stories |= {f"story: {each.urgency}": each for each in published if each.urgency == Urgency.CRISIS}
    county = next(each.parent.name for each in sorted(site.glob("county/*/index.html")))
    pages = {
        "front": "",
        "search": "search/",
        "archive": "archive/",
        "county": f"county/{county}/",
        "events": "events/",
        **people.site,
    }
    pages |= {name: f"p/{each.slug}/" for name, each in stories.items()}
    pages |= {name.replace("story", "made"): f"p/{each.slug}/made.html" for name, each in list(stories.items())[:1]}
    # Search engines are asked to leave the page out that tells how a story was made.
    found = [
        AuditedPage(name, f"/{quote(path)}", DESK_BARS if name.startswith("made") else SITE_BARS)
        for name, path in pages.items()
        if (site / path).exists()
    ]
    found += [AuditedPage("search, asked", f"/search/?q={quote('آب')}", SITE_BARS, words=0)]
    # And those of the public forms that show what somebody sent.
    found += [AuditedPage(f"form: {name}", path, FORM_BARS) for name, path in people.forms.items()]
    missing = AuditedPage("not found", "/p/no-such-page", (), status=404)
    return [*found, missing] if (site / "404.html").exists() else found


def desk_pages(piece: int, people: PeoplePaths) -> list[AuditedPage]:
    """Return the pages of the desk that need no more than a published piece, and those of what people brought."""
    ways = ["calendar", "plan", "messages/new", "coverage", "crises", "load", "people", "notifications", "help"]
    ways += ["questions", "commissions", "commissions/new", "fees", "authors", "courses"]
    views = [f"/pieces/{piece}{view}" for view in ("", "/edit", "/brief", "/compare", "/preview")]
    pages = [
        ("desk: sign-in", "/sign-in"),
        *((f"desk: {it}", it) for it in ("/", "/briefs/new", *(f"/{way}" for way in ways), *views, *people.desk)),
    ]
    by_lighthouse = ("/sign-in", "/", "/briefs/new", f"/pieces/{piece}")
    return [
        AuditedPage(name, path, DESK_BARS if path in by_lighthouse else (), signed_in=path != "/sign-in")
        for name, path in pages
    ]


def audit(browser: Browser, chromium: str, address: str, page: AuditedPage, runs: int) -> Iterator[str]:
    """Print the row of a page, and yield what is below a bar."""
    cookie = COOKIE if page.signed_in else {}
    found = check_page(browser, address + page.path, page.status, cookie)
    header = f"{COOKIE['name']}={COOKIE['value']}" if page.signed_in else ""
    scores = lighthouse(address + page.path, chromium, runs, header) if page.bars and runs else None
    print(_row(page, scores, found), flush=True)
    for fault in below(page, scores, found):
        yield f"{page.name}: {fault}"


def _row(page: AuditedPage, scores: Scores | None, found: PageFaults) -> str:
    figures = [f"{scores.categories[name]:.0f}" for name in CATEGORIES] if scores else [""] * 4
    times = [f"{scores.lcp:.0f}", f"{scores.tbt:.0f}", f"{scores.cls:.3f}"] if scores else [""] * 3
    weight, script = f"{found.bytes / 1000:.0f}", f"{found.words}/{found.words_with_script}"
    return _ROW.format(page.name[:23], *figures, *times, len(found.axe), len(found.overflow), weight, script)


def below(page: AuditedPage, scores: Scores | None, found: PageFaults) -> Iterator[str]:
    """Yield what is below a bar, each in a sentence."""
    if scores and (low := [name for name in page.bars if scores.categories[name] < SCORE_BAR]):
        figures = ", ".join(f"{name} {scores.categories[name]:.0f}" for name in low)
        yield f"{figures} below {SCORE_BAR}: {'; '.join(scores.lost)}"
    yield from (f"axe {each}" for each in found.axe)
    yield from (f"wider than the window: {each}" for each in found.overflow)
    yield from (f"from elsewhere: {each}" for each in sorted(set(found.elsewhere)))
    yield from (f"error: {each}" for each in sorted(set(found.errors)))
    if found.bytes > WEIGHT_BAR:
        yield f"weighs {found.bytes} bytes without its pictures"
    if found.words < page.words * found.words_with_script:
        yield f"{found.words} of {found.words_with_script} words without a script"


@contextmanager
def browser_of(chromium: str) -> Iterator[Browser]:
    """Yield a Chromium that asks nobody for anything."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )


if __name__ == "__main__":
    main()
