"""What the tests of flows and of the command line play with: a writer without weights, and briefs."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bumi.brief import Brief, brief_from
from bumi.checks import Judge, Judgement
from bumi.newsroom.accounts.users import Role, add_user
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.database import Newsroom
from bumi.piece import Draft, Fields, ModelNote, Source
from bumi.settings import Settings

TOPICS = ("کارگاه پته‌دوزی", "نشست صنایع دستی", "نمایشگاه خرما")


class PlainWriter:
    """Writes each note as a sentence; refuses topics that say «نشدنی»."""

    def __init__(self) -> None:
        self.ledes: list[str] = []

    def draft(
        self, briefs: Sequence[Brief], seed: int, progress: Callable[[int, int], None], ledes: Iterable[str] = ()
    ) -> list[Draft]:
        self.ledes = [*ledes]
        if any("نشدنی" in brief.topic for brief in briefs):
            raise RuntimeError("no words for this")
        progress(len(briefs), len(briefs))
        return [draft(brief, seed) for brief in briefs]


def draft(brief: Brief, seed: int) -> Draft:
    """What the plain writer makes of a brief."""
    lede = f"{brief.topic} در {brief.county} برگزار می‌شود."
    body = " ".join(f"{note}." for note in brief.notes)
    return Draft(
        fields=Fields(headline=f"{brief.topic} در {brief.county}", lede=lede, body=body, hashtags=("کرمان",)),
        sources=(
            Source(field="lede", text=lede, rests_on=("topic", "county"), notes=(brief.topic, brief.county)),
            Source(field="body", text=body, rests_on=("n1",), notes=brief.notes[:1]),
        ),
        model=ModelNote(name="plain", adapter="", prompt="1", seed=seed),
    )


def open_plain_writer(settings: Settings) -> PlainWriter:
    return PlainWriter()


def open_lenient_judge(settings: Settings) -> Judge:
    """Judge that every sentence follows, but one that says «نادرست»."""
    return lambda brief, sentences: [Judgement(0.0, "نادرست" not in it, "n1") for it in sentences]


def brief(topic: str = TOPICS[0], **changes: Any) -> Brief:
    data = {
        "kind": "event",
        "topic": topic,
        "agency": "میراث فرهنگی کرمان",
        "county": "سیرجان",
        "axis": "گردشگری",
        "notes": ["ورود برای همه آزاد است"],
    }
    return brief_from(data | changes, "آزمون")


def hand_in(newsroom: Newsroom, *topics: str) -> list[int]:
    """Hand in a brief for each topic as «ali», with «sara» to judge them; return the pieces' ids."""
    with newsroom.session() as session:
        author = add_user(session, "ali", Role.CONTENT)
        add_user(session, "sara", Role.EDITOR)
        return [submit(session, brief(topic), author).id for topic in topics]
