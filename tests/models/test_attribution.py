"""Who says it: the agency once as the source, a speaker in full once, nothing of it by the model."""

from bumi.brief import Kind
from models.attribution import attributed, names_place, setting, sourced
from models.prompts import prompt
from tests.models.test_plan import brief


def test_sources_go_in_turn() -> None:
    voice = prompt(Kind.EVENT).attribution
    frames = [sourced("شهرداری انار", voice, turn) for turn in range(len(voice.source) + 1)]
    assert frames[0] == frames[-1] and len(set(frames)) == len(voice.source)
    assert all("شهرداری انار" in frame and frame.endswith("{sentence}") for frame in frames)


def test_a_lede_says_what_its_frame_names_and_the_county_once() -> None:
    made = brief("statement", topic="قطع برق", agency="شرکت توزیع برق", when="شنبه ۷ آذر")
    frame, named = attributed(made, made.parts(), prompt(Kind.STATEMENT).attribution.lede, 0)
    assert "قطع برق در انار" in frame and "شنبه ۷ آذر" in frame and "{where}" not in frame
    assert {"topic", "agency", "when"} <= set(named) and "where" not in named


def test_a_time_and_a_place_are_points_where_they_are_untold() -> None:
    voice, parts = prompt(Kind.NOTICE).attribution, {"topic": "قنات", "when": "پاییز", "where": "بروات"}
    assert setting(parts, ["topic", "when"], voice) == [("when", "• زمان: پاییز")]
    assert [id_ for id_, _ in setting(parts, ["when", "where"], voice)] == ["when", "where"]


def test_a_topic_that_is_a_sentence_is_named_and_an_answer_answers() -> None:
    voice = prompt(Kind.EXPLAINER).attribution
    made = brief("explainer", topic="چطور گول پیامک را نخوریم")
    assert "درباره «چطور گول پیامک را نخوریم»" in attributed(made, made.parts(), voice.lede, 0)[0]
    made = brief("statement", topic="پاسخ به گلایه از قطعی برق")
    assert "در پاسخ به گلایه" in attributed(made, made.parts(), prompt(Kind.STATEMENT).attribution.lede, 1)[0]


def test_a_place_is_named_by_itself_alone() -> None:
    assert names_place("کتابخانه مرکزی بم", "بم") and names_place("بم؛ هفته کتاب", "بم")
    assert not names_place("کتاب مثل‌های بمی", "بم")
