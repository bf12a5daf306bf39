"""What the audit calls too little, and that the queries of the search test are about the pieces of the week."""

from collections import Counter

import pytest
import yaml

from bench.audit import SCORE_BAR, SITE_BARS, WEIGHT_BAR, AuditedPage, below
from bench.lighthouse import CATEGORIES, Scores
from bench.page_checks import PageFaults
from bench.week import BRIEFS
from bumi.brief import read_briefs
from bumi.settings import ROOT
from bumi.words import Kind, Urgency

PAGE = AuditedPage("front", "/", SITE_BARS)
GOOD = Scores(dict.fromkeys(CATEGORIES, float(SCORE_BAR)), 1200, 0, 0, ())


def test_a_page_at_its_bars_is_good_enough() -> None:
    assert list(below(PAGE, GOOD, PageFaults(bytes=WEIGHT_BAR, words=90, words_with_script=100))) == []


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (PageFaults(axe=["390 dark: color-contrast"]), "axe 390 dark: color-contrast"),
        (PageFaults(overflow=["3 px at 390"]), "wider than the window: 3 px at 390"),
        (PageFaults(elsewhere=["https://cdn.example/a.js"] * 2), "from elsewhere: https://cdn.example/a.js"),
        (PageFaults(errors=["404 /a.css"]), "error: 404 /a.css"),
        (PageFaults(bytes=WEIGHT_BAR + 1), f"weighs {WEIGHT_BAR + 1} bytes without its pictures"),
        (PageFaults(words=89, words_with_script=100), "89 of 100 words without a script"),
    ],
    ids=["axe", "overflow", "elsewhere", "errors", "weight", "no-script"],
)
def test_each_fault_is_below_the_bar(found: PageFaults, said: str) -> None:
    assert list(below(PAGE, GOOD, found)) == [said]


@pytest.mark.parametrize("category", SITE_BARS)
def test_a_score_below_its_bar_is_said_with_what_cost_it(category: str) -> None:
    low = Scores(dict(GOOD.categories) | {category: SCORE_BAR - 1.0}, 1200, 0, 0, ("its reason",))
    assert list(below(PAGE, low, PageFaults())) == [f"{category} {SCORE_BAR - 1} below {SCORE_BAR}: its reason"]
    assert list(below(AuditedPage("help", "/help", ()), low, PageFaults())) == []


def test_the_week_has_thirty_briefs_of_all_that_a_front_page_orders() -> None:
    week = read_briefs(*sorted(BRIEFS.glob("*.yaml")))
    kinds, urgencies = Counter(each.kind for each in week), Counter(each.urgency for each in week)
    assert (len(week), kinds[Kind.EVENT], kinds[Kind.NOTICE]) == (30, 8, 8)
    assert (urgencies[Urgency.CRISIS], urgencies[Urgency.URGENT]) == (1, 2)
    assert all(each.publish_at for each in week)


@pytest.mark.parametrize(("name", "folder", "number"), [("week", BRIEFS, 50), ("samples", ROOT / "briefs", 24)])
def test_each_query_wants_a_story_that_is_there(name: str, folder: object, number: int) -> None:
    topics = [each.topic for each in read_briefs(*sorted((ROOT / str(folder)).glob("*.yaml")))]
    queries = yaml.safe_load((ROOT / "bench" / "queries" / f"{name}.yaml").read_text("utf-8"))
    assert len(queries) == number
    for query in queries:
        assert all(any(part in topic for topic in topics) for part in query["want"]), query
