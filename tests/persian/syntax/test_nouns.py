"""Nouns are known in all their forms."""

from bumi.persian.syntax import are_people, is_action, is_event, is_scene, is_span, is_time, unselected


def test_events_actions_people_and_times_are_known_by_their_nouns() -> None:
    assert is_event("کارگاه") and is_event("جشنواره‌های") and not is_event("گلیم")
    assert is_action("تعمیر") and is_action("گازرسانی") and not is_action("گلیم")
    assert are_people("کشاورزان") and not are_people("کشاورز")
    assert is_time("شنبه") and is_time("عصرها") and not is_time("پارک")
    assert all(map(is_scene, ("کارگاه", "پارک", "شنبه"))) and not is_scene("گلیم")


def test_a_span_is_more_than_a_moment() -> None:
    assert is_span("۱ تا ۳۰ آبان") and is_span("شنبه و یکشنبه")
    assert not is_span("شنبه ۳۰ آبان")


def test_what_is_held_is_not_run() -> None:
    assert "برگزار" not in unselected(["جشنواره"])
    assert unselected(["گلیم"]) == {"برگزار", "اجرا", "انجام"}
