"""An answer to the public is drafted in its agency's words, whichever writer is asked, and without a model."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.answers import IN_FULL, PublicAnswer, answer_brief
from bumi.brief import Brief
from bumi.models.planner import kept
from bumi.models.realiser import Candidate
from bumi.models.request import Request
from bumi.models.whole.writer import WholeWriter
from bumi.models.writer import Writer
from bumi.piece import Draft
from tests.planning.answered import AGENCY, ANSWER, FIRST, TITLE, WORDING


def asked(answer: str = ANSWER, wording: str = WORDING) -> Brief:
    return answer_brief(PublicAnswer(wording, answer, AGENCY, "کرمان", "خدمات"))


class Unasked:
    """A model that nobody may ask."""

    name, adapter = "unasked", ""

    def realise(self, requests: Sequence[Request], seed: int) -> list[list[Candidate]]:
        raise AssertionError(requests)

    def answer(self, *_: object) -> str:
        raise AssertionError("a strong model was asked for an answer")


def test_the_question_is_the_headline_and_the_answer_stays_as_it_is() -> None:
    draft = kept(asked())
    fields = draft.fields
    assert (fields.headline, fields.lede) == (TITLE, FIRST)
    first, last = fields.body.split("\n\n")
    assert first == "تا آن زمان گشت شبانه برقرار است. برای گزارش خاموشی با ۱۲۱ تماس بگیرید."
    assert last == f"{IN_FULL}: «{WORDING}»"
    assert fields.caption == f"پرسش: {TITLE}\n\nپاسخ {AGENCY}: {FIRST}"
    assert fields.hashtags == ("کرمان", "خدمات") and draft.model.name == "answer"
    assert [each.rests_on for each in draft.sources] == [("n1",), ("n2",), ("n2",), ("q1",)]


def test_a_greeting_opens_the_lede_and_does_not_fill_it() -> None:
    assert kept(asked("با سلام و احترام. آب شنبه وصل می‌شود. صبور باشید.")).fields.lede == (
        "با سلام و احترام. آب شنبه وصل می‌شود."
    )


def test_one_sentence_is_a_whole_answer() -> None:
    assert kept(asked("آب روز شنبه ۵ دی وصل می‌شود.", TITLE)).fields.body == ""


@pytest.mark.parametrize("writer", [Writer(Unasked()), WholeWriter(Unasked(), lambda: Writer(Unasked()))])
def test_no_writer_asks_a_model(writer: Writer | WholeWriter) -> None:
    drafts: list[Draft] = writer.draft([asked()], ledes=[FIRST])
    assert drafts == [kept(asked(), 1)]


PARTS = ("آب وصل شد.", "چرا؟", "می رود", "«نه.»", "۱۲۱ را بگیرید!", "\n")


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=30))
def test_each_word_stands_in_its_order(parts: list[str]) -> None:
    answer = " ".join(parts)
    if len(answer.split()) < 2:
        return
    fields = kept(asked(answer, TITLE)).fields
    assert f"{fields.lede} {fields.body}".split() == answer.split()
