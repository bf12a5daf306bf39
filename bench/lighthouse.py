"""Lighthouse on one page: scores of its four categories and the Core Web Vitals, on a simulated slow phone."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from bumi.settings import ROOT

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_PROGRAM = ROOT / ".venv" / "audit" / "node_modules" / ".bin" / "lighthouse"
_TRIES, _AGAIN = 3, "Please run Lighthouse again"  # a browser may lose the beginning of its own trace
_CHROME = "--headless=new --no-sandbox --disable-background-networking"


@dataclass(frozen=True)
class Scores:
    """Scores of the categories from 0 to 100, LCP and TBT in milliseconds, CLS, and the audits that cost points."""

    categories: Mapping[str, float]
    lcp: float
    tbt: float
    cls: float
    lost: tuple[str, ...]


def lighthouse(url: str, chromium: str, runs: int, cookie: str = "") -> Scores:
    """Return the medians of `runs` runs on the page at `url`; RuntimeError with Lighthouse's words where it fails."""
    reports = [_report(url, chromium, cookie) for _ in range(runs)]
    scores = [{name: 100 * (it["categories"][name]["score"] or 0) for name in CATEGORIES} for it in reports]

    def of(audit: str) -> float:
        return float(median(it["audits"][audit].get("numericValue", 0.0) for it in reports))

    return Scores(
        {name: median(each[name] for each in scores) for name in CATEGORIES},
        of("largest-contentful-paint"),
        of("total-blocking-time"),
        of("cumulative-layout-shift"),
        tuple(_lost(reports[-1])),
    )


def _report(url: str, chromium: str, cookie: str) -> dict[str, Any]:
    command = [str(_PROGRAM), url, "--output=json", "--quiet", "--throttling-method=simulate"]
    command += [f"--chrome-flags={_CHROME}", f"--only-categories={','.join(CATEGORIES)}"]
    if cookie:
        command += [f"--extra-headers={json.dumps({'Cookie': cookie})}"]
    env = os.environ | {"CHROME_PATH": chromium}
    for _ in range(_TRIES):
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300)
        if not done.returncode:
            report: dict[str, Any] = json.loads(done.stdout)
            return report
        if _AGAIN not in done.stderr:
            break
    raise RuntimeError(f"Lighthouse on {url}: {done.stderr.strip()}")


def _lost(report: dict[str, Any]) -> Sequence[str]:
    """Return the audits that cost points, each with its category and its first finding."""
    said = []
    for name in CATEGORIES:
        for ref in report["categories"][name]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                items = audit.get("details", {}).get("items", [])
                first = json.dumps(items[0], ensure_ascii=False)[:200] if items else audit.get("displayValue", "")
                said.append(f"{name}: {audit['title']} {first}")
    return said
