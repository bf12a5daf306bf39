"""Our search of the site beside Pagefind, in a real Chromium: recall, rank, bytes and time of Persian queries.

`python -m bench.search FOLDER QUERIES PYTHON`: FOLDER is where `bench.week` or `bumi demo --approve` ran, QUERIES a
file of bench/queries for it, PYTHON that of an environment with Pagefind. Pagefind is measured twice: on the pages as
they are, and on texts and queries in our normal form. Printed: shares of queries with a right story among the first
three, of odd and of even ones, then each query that one of the searches missed.
"""

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from statistics import mean, median
from urllib.parse import unquote

import yaml
from playwright.sync_api import Browser, Page, Request

from bench.audit import browser_of
from bench.serving import demo_settings, rebuilt, site_served
from bumi.newsroom.content.pieces import pieces
from bumi.newsroom.tables import Piece
from bumi.persian.text import flat

_FIRST = 3
_PAGEFIND = """async (query) => {
    const pagefind = await import("/pagefind/pagefind.js");
    await pagefind.options({ excerptLength: 20 });
    const { results } = await pagefind.search(query);
    return Promise.all(results.slice(0, 10).map(async (each) => (await each.data()).url));
}"""
Ask = Callable[[Page, str], list[str]]
"""Ask a query on a page at the site's address; return the addresses found, best first."""


@dataclass(frozen=True)
class Query:
    """What a reader types, the way in which it differs from the text, and parts of the topics that are right."""

    ask: str
    way: str
    want: tuple[str, ...]


@dataclass
class SearchFigures:
    """The rank of the first right story for each query, 0 where it is not found; bytes and milliseconds."""

    ranks: list[int] = field(default_factory=list)
    cold_bytes: int = 0
    cold_ms: float = 0
    warm_ms: list[float] = field(default_factory=list)


def main() -> None:
    """Measure, and print figures of each search, then the queries that any of them missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("python")
    options = parser.parse_args()
    queries = _queries(options.queries)
    with (
        rebuilt(demo_settings(options.folder)) as (newsroom, settings),
        newsroom.reading() as session,
        tempfile.TemporaryDirectory() as made,
    ):
        published = list(pieces(session))
        topics = {each.slug: each.brief_model.topic for each in published}
        as_is, normal = Path(made, "as-is"), Path(made, "normal")
        shutil.copytree(settings.storage_url, as_is)
        _write_normal(published, normal)
        for site in (as_is, normal):
            _index(options.python, site)
        found = {}
        with browser_of(shutil.which("chromium") or "chromium") as browser:
            for name, site, ask in (
                ("ours", as_is, _ask_ours),
                ("Pagefind", as_is, _ask_pagefind),
                ("Pagefind, our form", normal, lambda page, query: _ask_pagefind(page, _normal(query))),
            ):
                with site_served(site, settings.site_url, "'wasm-unsafe-eval'") as address:
                    found[name] = _measured(browser, address, ask, queries, topics)
    _print(queries, found)


def _queries(file: Path) -> list[Query]:
    listed = yaml.safe_load(file.read_text("utf-8"))
    return [Query(str(each["ask"]), each["way"], tuple(each["want"])) for each in listed]


def _normal(text: str) -> str:
    """Return the words of a text in one form for all ways of writing, as templates/search.js has them."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in flat(text)).split())


def _write_normal(published: Sequence[Piece], site: Path) -> None:
    """Write a page of each piece, with its words in our normal form."""
    for each in published:
        if not each.revision:
            continue
        words = each.revision.fields_model
        others = (words.kicker, words.lede, words.body, *words.hashtags, each.county, each.axis, each.agency)
        rest = escape(_normal(" ".join(others)))
        page = f"<article><h1>{escape(_normal(words.headline))}</h1><p>{rest}</article>"
        folder = site / "p" / each.slug
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(f'<!doctype html><html lang="fa"><body>{page}', "utf-8")
    (site / "search").mkdir()
    (site / "search" / "index.html").write_text("<!doctype html><title>Search</title>", "utf-8")


def _index(python: str, site: Path) -> None:
    command = [python, "-m", "pagefind", "--site", str(site), "--glob", "p/**/*.html", "--root-selector", "article"]
    subprocess.run(command, check=True, capture_output=True)


def _ask_ours(page: Page, query: str) -> list[str]:
    page.fill("#q", query)
    page.evaluate("document.getElementById('told').textContent = ''")
    page.press("#q", "Enter")
    page.wait_for_function("/پیدا|خوانده/.test(document.getElementById('told').textContent)")
    found: list[str] = page.evaluate("[...document.querySelectorAll('#found a')].map((link) => link.href)")
    return found


def _ask_pagefind(page: Page, query: str) -> list[str]:
    found: list[str] = page.evaluate(_PAGEFIND, query)
    return found


def _measured(
    browser: Browser, address: str, ask: Ask, queries: Sequence[Query], topics: dict[str, str]
) -> SearchFigures:
    figures = SearchFigures()
    with _search_page(browser, address, figures) as page:
        begun = time.perf_counter()
        ask(page, queries[0].ask)
        figures.cold_ms = 1000 * (time.perf_counter() - begun)
        page.wait_for_timeout(200)  # for the sizes of what was fetched
        cold = figures.cold_bytes
        for query in queries:
            begun = time.perf_counter()
            found = ask(page, query.ask)
            figures.warm_ms.append(1000 * (time.perf_counter() - begun))
            right = [at for at, url in enumerate(found, 1) if _is_right(url, query, topics)]
            figures.ranks.append(right[0] if right else 0)
    figures.cold_bytes = cold
    return figures


def _is_right(url: str, query: Query, topics: dict[str, str]) -> bool:
    slug = unquote(url).rpartition("/p/")[2].partition("/")[0]
    return any(part in topics.get(slug, "") for part in query.want)


@contextmanager
def _search_page(browser: Browser, address: str, figures: SearchFigures) -> Iterator[Page]:
    """Open the search page; what it fetches later than itself is counted, and its script whenever it comes."""
    with browser.new_context() as context:
        page = context.new_page()

        def finished(request: Request) -> None:
            if request.url.endswith((".js", ".json", ".pagefind")) or "/pagefind/" in request.url:
                figures.cold_bytes += request.sizes()["responseBodySize"]

        page.on("requestfinished", finished)
        page.goto(f"{address}/search/")
        yield page


def _print(queries: Sequence[Query], found: dict[str, SearchFigures]) -> None:
    print(f"{'':<22}{'odd @3':>8}{'even @3':>8}{'all @3':>8}{'MRR':>7}{'cold kB':>9}{'cold ms':>9}{'warm ms':>9}")
    for name, it in found.items():
        odd, even, every = (_recall(part) for part in (it.ranks[::2], it.ranks[1::2], it.ranks))
        rank = mean(1 / each if each else 0 for each in it.ranks)
        times = f"{it.cold_ms:>9.0f}{median(it.warm_ms):>9.0f}"
        print(f"{name:<22}{odd:>8.2f}{even:>8.2f}{every:>8.2f}{rank:>7.2f}{it.cold_bytes / 1000:>9.1f}{times}")
    for at, query in enumerate(queries):
        ranks = [it.ranks[at] for it in found.values()]
        if any(not 1 <= rank <= _FIRST for rank in ranks):
            print(f"{at + 1:>3} {query.way:<15} {ranks} {query.ask}")


def _recall(ranks: Sequence[int]) -> float:
    return mean(1 <= rank <= _FIRST for rank in ranks)


if __name__ == "__main__":
    main()
