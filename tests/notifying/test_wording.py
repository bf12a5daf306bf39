"""What messages say: the most urgent first, no more than a chat takes."""

from bumi.newsroom.notifications.choices import Choices
from bumi.newsroom.notifications.messages import ClaimedMessage, MessageItem
from bumi.newsroom.notifications.recipients import (
    NotifiedCommission,
    NotifiedPiece,
    NotifiedQuestion,
    NotifiedSheet,
    NotifiedSubject,
)
from bumi.newsroom.states import State
from bumi.newsroom.tables import CommissionState, NotificationKind, NotificationPlace, QuestionState
from bumi.notifying import text_of
from bumi.words import Kind, Urgency

DESK = "https://desk.a-long-name-of-a-province.example.ir"


def piece(number: int) -> NotifiedPiece:
    return NotifiedPiece(number, Kind.LITERACY, State.SUBMITTED, Urgency.NORMAL, "", None, "نرگس", None, None, False)


def digest(*items: MessageItem) -> ClaimedMessage:
    return ClaimedMessage("مریم", "digest 2026-12-01", NotificationPlace.CHAT, items, Choices(), None, "")


def test_a_digest_has_the_most_urgent_first_and_says_what_it_leaves_out() -> None:
    waiting = [MessageItem(NotificationKind.WAITING, "bumi", piece(100_000 + number)) for number in range(999)]
    failed = MessageItem(NotificationKind.FAILED, "bumi", piece(7))
    words = text_of(digest(*waiting, failed), DESK)
    assert words.subject == "خلاصه بامداد: ۱۰۰۰ اعلان از میز تحریریه"
    assert words.lines[0].link == f"{DESK}/pieces/7" and len(words.lines) == 20
    assert "و ۹۸۰ اعلان دیگر در میز." in words.text and len(words.text) < 4096


def test_every_kind_has_its_sentence_and_place() -> None:
    question = NotifiedQuestion(4, QuestionState.WITH_AGENCY, "")
    subjects: dict[NotificationKind, NotifiedSubject] = {
        kind: question if kind.startswith("question") else piece(3) for kind in NotificationKind
    }
    subjects[NotificationKind.COMMISSION_LOST] = NotifiedCommission(5, CommissionState.CANCELLED)
    subjects[NotificationKind.SHEET] = NotifiedSheet("bam", "1405-08")
    told = [text_of(digest(MessageItem(kind, "رضا", subjects[kind])), DESK) for kind in NotificationKind]
    lines = [line for each in told for line in each.lines]
    assert len({line.sentence for line in lines}) == len(NotificationKind) == len(lines)
    assert [line.link for line in lines[:2]] == [f"{DESK}/pieces/3", f"{DESK}/crises#n3"]
    asked = [line for line in lines if line.link == f"{DESK}/questions/4"]
    assert len(asked) == 6 and all("پرسش ۴" in line.sentence for line in asked)
    assert {line.sentence: line.link for line in lines}.items() >= {
        "فراخوان ۵، که برایش پیشنهاد داده بودید، لغو شد": f"{DESK}/commissions/5",
        "برگ آبان ۱۴۰۵ شهرستان بم آماده چاپ است": f"{DESK}/county/bam?month=1405-08",
        "«رضا» در یادداشتی بر مطلب ۳ (سواد رسانه‌ای) از شما یاد کرد": f"{DESK}/pieces/3",
    }.items()
