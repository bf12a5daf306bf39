"""A run's report: the same line for machines and people, and tables no headline can break."""

from bumi.newsroom.content.pieces import piece
from bumi.pipeline.report import findings_in_words, line, table
from bumi.pipeline.run_context import RunContext
from tests.flows.stage import TOPICS, hand_in


def test_before_there_is_a_draft_the_topic_stands_for_the_headline(bench: RunContext) -> None:
    (id,) = hand_in(bench.newsroom, TOPICS[0])
    with bench.newsroom.session() as session:
        it = line(session, piece(session, id))
    assert (it["headline"], it["state"], it["counts"], it["publish_at"]) == (TOPICS[0], "draft", {}, None)
    assert it["persian"] == {"kind": "خبر رویداد", "state": "پیش‌نویس", "publish_at": ""}


def test_counts_are_told_in_words_the_gravest_first() -> None:
    assert findings_in_words({"advises": 2, "blocks": 1}) == "۱ مانع، ۲ پیشنهاد"
    assert findings_in_words({}) == "بی‌ایراد"


def test_a_cell_cannot_break_its_table() -> None:
    assert table(("الف", "ب"), [("یک|دو", "سه\nچهار")]).splitlines() == [
        "| الف | ب |",
        "| --- | --- |",
        "| یک\\|دو | سه چهار |",
    ]
