"""Published pieces that share words with a text: the likest first, only what readers may see, whatever the text."""

import pytest

from bumi.newsroom.database import Newsroom
from bumi.newsroom.index.alike import published_alike
from bumi.newsroom.states import HIDDEN, State
from bumi.persian.asking import words_asked_about
from tests.newsroom.stage import approve, correct, new_piece, publish, reach


def found(newsroom: Newsroom, question: str) -> list[str]:
    with newsroom.reading() as session:
        return [each.headline for each in published_alike(session, words_asked_about(question))]


def test_the_likest_comes_first_and_one_shared_word_is_not_enough(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        for topic in ("کارگاه پته‌دوزی بانوان", "کارگاه پته‌دوزی بانوان در راور", "مسابقه شطرنج"):
            piece = new_piece(session, topic=topic)
            approve(session, piece)
            publish(session, piece)
            assert piece.published_revision
    assert len(found(newsroom, "کارگاه پته دوزی بانوان کی برگزار می‌شود؟")) == 2
    assert found(newsroom, "کارگاه جوشکاری آقایان و بازسازی موتور کجاست؟") == []
    assert len(found(newsroom, "مسابقه‌ی شطرنج")) == 1
    with newsroom.reading() as session:
        first, _ = published_alike(session, words_asked_about("کارگاه پته‌دوزی بانوان در راور"))
        assert "راور" in first.slug and first.lede and first.published_at


def test_words_that_only_the_brief_or_an_unapproved_correction_has_are_no_question_to_ask_of(
    newsroom: Newsroom,
) -> None:
    with newsroom.session() as session:
        piece = new_piece(session, topic="کارگاه پته‌دوزی بانوان", notes=["زنگ بزنید به خانم کرامتی"])
        approve(session, piece)
        publish(session, piece)
        correct(session, piece, "پته‌دوزی بانوان لغو شد")
    assert found(newsroom, "پته‌دوزی بانوان")
    for secret in ("کرامتی", "کرام", "لغو"):
        assert found(newsroom, f"بانوان {secret}") == []


@pytest.mark.parametrize("state", [*sorted(HIDDEN), State.SUBMITTED, State.APPROVED, State.SCHEDULED])
def test_what_readers_may_not_see_is_never_offered(newsroom: Newsroom, state: State) -> None:
    with newsroom.session() as session:
        words = words_asked_about(reach(session, state).brief["topic"])
        assert len(words) >= 2 and published_alike(session, words) == []


@pytest.mark.parametrize("text", ["", "؟", "چرا", "% _ %", "آب " * 400, "\\' OR 1=1 --", "۱ ۲ ۳"])
def test_whatever_the_text_it_is_answered(newsroom: Newsroom, text: str) -> None:
    assert found(newsroom, text) == []
