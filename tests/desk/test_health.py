"""Health, readiness and metrics: what they say when parts are gone, what they do not say, and who may read them."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from starlette.testclient import TestClient

from bumi.desk import health
from bumi.desk.app import create_app
from bumi.desk.desk import Desk
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import PostState, State
from bumi.newsroom.tables import ChannelPost
from bumi.newsroom.workflow.durations import StepRun, record_durations
from bumi.persian.calendar import now
from bumi.settings import Settings
from bumi.storage import Rejected
from bumi.words import Channel
from tests.newsroom.stage import reach
from tests.processes import until

Samples = dict[tuple[str, tuple[str, ...]], float]


@contextmanager
def client(desk: Desk, address: str = "127.0.0.1") -> Iterator[TestClient]:
    with TestClient(create_app(desk), base_url="http://desk", client=(address, 5000)) as opened:
        yield opened


def desk_of(newsroom: Newsroom, **settings: Any) -> Desk:
    return Desk(newsroom, Settings(**settings), lambda: None)


@pytest.fixture
def gone(newsroom: Newsroom, home: Path) -> Newsroom:
    """A newsroom whose database has gone: a folder is in its place."""
    newsroom.close()
    for path in home.glob("bumi.db*"):
        path.unlink()
    (home / "bumi.db").mkdir()
    return newsroom


def test_health_does_not_ask_the_database(gone: Newsroom) -> None:
    with client(desk_of(gone)) as asked:
        answer = asked.get("/health")
    assert (answer.status_code, answer.text) == (200, "ok")


def test_a_desk_with_all_its_parts_is_ready(desk: Desk) -> None:
    with client(desk, "198.51.100.7") as asked:
        answer = asked.get("/ready")
    parts = {"database": True, "migrations": True, "storage": True, "media": True}
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "parts": parts, "problems": []})


def test_without_the_database_the_desk_is_not_ready_and_names_no_path(gone: Newsroom, home: Path) -> None:
    with client(desk_of(gone)) as asked:
        answer = asked.get("/ready")
    assert answer.status_code == 503 and answer.json()["problems"][0] == "پایگاه داده پاسخ نمی‌دهد"
    assert answer.json()["parts"] == {"database": False, "migrations": False, "storage": True, "media": True}
    assert str(home) not in answer.text and "bumi.db" not in answer.text


def test_a_schema_of_another_version_is_not_ready(desk: Desk) -> None:
    with desk.newsroom.session() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with client(desk) as asked:
        answer = asked.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["parts"] == {"database": True, "migrations": False, "storage": True, "media": True}


def test_a_storage_that_cannot_be_written_is_not_ready(newsroom: Newsroom, home: Path) -> None:
    (home / "output").write_text("no folder")
    with client(desk_of(newsroom)) as asked:
        answer = asked.get("/ready")
    assert answer.status_code == 503 and answer.json()["problems"] == ["انباره صفحه‌ها پاسخ نمی‌دهد"]


def test_a_media_store_that_cannot_be_read_is_not_ready(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def rejected(key: str) -> None:
        raise Rejected("no such bucket")

    monkeypatch.setattr(newsroom.media, "head", rejected)
    with client(desk_of(newsroom)) as asked:
        answer = asked.get("/ready")
    assert answer.status_code == 503 and answer.json()["problems"] == ["انباره تصویرها پاسخ نمی‌دهد"]


def test_a_part_that_hangs_is_told_in_time_and_not_asked_again_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, asked_for = Event(), list[None]()

    class Hanging:
        def probe(self) -> None:
            asked_for.append(None)
            assert go_on.wait(150)

    monkeypatch.setattr(health, "TIMEOUT_S", 0.1)
    monkeypatch.setattr(health, "open_storage", lambda settings: Hanging())
    others_work = {"database": True, "migrations": True, "storage": False, "media": True}
    with client(desk) as asked:
        try:
            # On a busy machine another part may take longer than 0.1 s, too.
            until(lambda: asked.get("/ready").json()["parts"] == others_work)
            assert [asked.get("/ready").json()["parts"]["storage"] for _ in range(2)] == [False, False]
            assert len(asked_for) == 1
        finally:
            go_on.set()


def test_strangers_who_ask_often_cost_one_look(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = list[Settings]()
    monkeypatch.setattr(health, "open_storage", looked.append)  # and has no probe
    with client(desk) as asked:
        assert {asked.get("/ready").status_code for _ in range(5)} == {503}
    assert len(looked) == 1


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("198.51.100.7", {}),
        ("testclient", {}),
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}),
        ("127.0.0.1", {"forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", {"x-real-ip": "127.0.0.1"}),
    ],
)
def test_without_a_token_metrics_are_for_this_machine_and_not_through_a_proxy(
    desk: Desk, address: str, headers: dict[str, str]
) -> None:
    with client(desk, address) as asked:
        answer = asked.get("/metrics", headers=headers)
    assert answer.status_code == 404 and "bumi_" not in answer.text


def test_a_token_opens_the_metrics_to_whoever_sends_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUMI_METRICS_TOKEN", "scrape-me")
    with client(desk, "198.51.100.7") as asked:
        assert asked.get("/metrics", headers={"authorization": "Bearer scrape-me"}).status_code == 200
        for wrong in ("", "Bearer scrape", "scrape-me", "bearer scrape-me-too"):
            assert asked.get("/metrics", headers={"authorization": wrong}).status_code == 404
    with client(desk) as asked:
        assert asked.get("/metrics").status_code == 404  # from this machine too


def samples(asked: TestClient) -> Samples:
    answer = asked.get("/metrics")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_metrics_tell_of_pieces_steps_and_requests(desk: Desk, person: Callable[..., Any]) -> None:
    with desk.newsroom.session() as session:
        reach(session, State.SUBMITTED)
        reach(session, State.PUBLISHED)
        piece = reach(session, State.PUBLISHED)
        post = ChannelPost(piece_id=piece.id, channel=Channel.BALE, state=PostState.UNCONFIRMED, wanted_at=now())
        session.add(post)
        record_durations(session, [StepRun("send-bale", 4.0)])
        runs = [StepRun("draft", seconds, tokens=250) for seconds in (4.0, 3.0)]
        record_durations(session, [*runs, StepRun("check", 1.0, "failed")])
    with client(desk) as asked:
        asked.get("/sign-in")
        asked.get("/pieces/1", follow_redirects=False)
        asked.get("/wp-login.php")
        found = samples(asked)
    assert found["bumi_database_up", ()] == 1
    assert (found["bumi_pieces", ("submitted",)], found["bumi_pieces", ("published",)]) == (1, 2)
    assert found["bumi_pieces", ("draft",)] == 0
    assert found["bumi_oldest_piece_seconds", ("submitted",)] >= 0
    assert [found["bumi_step_seconds_bucket", (le, "draft")] for le in ("2", "5", "+Inf")] == [0, 2, 2]
    assert found["bumi_step_seconds_sum", ("draft",)] == 7
    assert found["bumi_step_failures_total", ("check",)] == 1 and found["bumi_step_failures_total", ("draft",)] == 0
    assert found["bumi_publishing_lag_seconds_count", ()] == 2
    assert found["bumi_channel_posts", ("bale", "unconfirmed")] == 1
    assert found["bumi_oldest_unsent_seconds", ("bale",)] >= 0
    assert [found["bumi_channel_lag_seconds_bucket", ("bale", le)] for le in ("2", "5")] == [0, 1]
    assert found["bumi_model_tokens_total", ()] == 500
    requests = {labels: value for (name, labels), value in found.items() if name == "bumi_desk_request_seconds_count"}
    assert requests == {
        ("GET", "/sign-in", "200"): 1,
        ("GET", "/pieces/{id}", "303"): 1,
        ("GET", "none", "404"): 1,
    }


def test_requests_of_the_api_have_its_prefix(desk: Desk) -> None:
    with client(desk) as asked:
        asked.get("/api/pieces/7")
        found = samples(asked)
    assert found["bumi_desk_request_seconds_count", ("GET", "/api/pieces/{id}", "401")] == 1


def test_figures_are_read_from_the_database_at_most_every_fifteen_seconds(desk: Desk) -> None:
    with client(desk) as asked:
        assert samples(asked)["bumi_pieces", ("submitted",)] == 0
        with desk.newsroom.session() as session:
            reach(session, State.SUBMITTED)
        assert samples(asked)["bumi_pieces", ("submitted",)] == 0


def test_without_the_database_metrics_say_so(gone: Newsroom, home: Path) -> None:
    with client(desk_of(gone)) as asked:
        found = samples(asked)
    assert found["bumi_database_up", ()] == 0 and ("bumi_pieces", ("draft",)) not in found
    shutil.rmtree(home / "bumi.db")
