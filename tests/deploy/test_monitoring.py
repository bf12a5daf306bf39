"""The dashboard and the alerts of deploy/: every metric and label that they ask for is one that /metrics gives."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bumi.desk.metrics import Metrics
from bumi.newsroom.content.pieces import record_problem, submit
from bumi.newsroom.database import open_newsroom
from bumi.newsroom.states import PostState, Role, State
from bumi.newsroom.tables import ChannelPost
from bumi.persian.calendar import now
from bumi.settings import ROOT
from bumi.words import Channel
from tests.newsroom.stage import brief, person, reach

DASHBOARD: dict[str, Any] = json.loads((ROOT / "deploy/grafana/bumi.json").read_text("utf-8"))
RULES: dict[str, Any] = yaml.safe_load((ROOT / "deploy/prometheus/bumi.yml").read_text("utf-8"))
METRIC = re.compile(r"\b(?:bumi|process)_\w+|\bup\b")
SELECTOR = re.compile(r"(\w+)\{([^}]*)\}")


def panels() -> list[str]:
    return [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]


def alerts() -> list[str]:
    return [rule["expr"] for group in RULES["groups"] for rule in group["rules"]]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The names of all samples that /metrics gives, with their labels."""
    newsroom = open_newsroom(f"sqlite:///{tmp_path_factory.mktemp('metrics')}/bumi.db")
    with newsroom.session() as session:
        published = reach(session, State.PUBLISHED)
        for state, posted_at in ((PostState.WAITING, None), (PostState.POSTED, now())):
            channel = Channel.BALE if posted_at else Channel.EITAA
            session.add(
                ChannelPost(piece_id=published.id, channel=channel, state=state, wanted_at=now(), posted_at=posted_at)
            )
        record_problem(session, submit(session, brief(), person(session, Role.CONTENT)), "draft", "نشد")
    metrics = Metrics(newsroom)
    metrics.observe("GET", "/", 200, 0.1)
    found: dict[str, set[str]] = {"up": {"job", "instance"}}
    for family in text_string_to_metric_families(metrics.text().decode()):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    newsroom.close()
    return found


@pytest.mark.parametrize("expr", [*panels(), *alerts()])
def test_every_metric_and_label_exists(given: dict[str, set[str]], expr: str) -> None:
    names = set(METRIC.findall(expr))
    assert names and names <= given.keys(), names - given.keys()
    labels = set().union(*(given[name] for name in names))
    for selected in SELECTOR.finditer(expr):
        assert set(re.findall(r"(\w+)[=!~]", selected[2])) <= given[selected[1]]
    for grouped in re.findall(r"by \(([^)]*)\)", expr):
        assert {each.strip() for each in grouped.split(",")} <= labels


def test_every_metric_of_ours_is_on_the_dashboard(given: dict[str, set[str]]) -> None:
    shown = " ".join(panels())
    ours = {re.sub(r"_(?:bucket|sum|count|total|created)$", "", name) for name in given if name.startswith("bumi_")}
    assert len(ours) > 8 and not {name for name in ours if name not in shown}


def test_panels_do_not_overlap_and_have_ids_of_their_own() -> None:
    def cells(panel: dict[str, Any]) -> Iterator[tuple[int, int]]:
        at = panel["gridPos"]
        assert at["x"] >= 0 and at["x"] + at["w"] <= 24
        return ((x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"]))

    taken = [cell for panel in DASHBOARD["panels"] for cell in cells(panel)]
    assert taken and len(set(taken)) == len(taken)
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(set(ids)) == len(ids)
