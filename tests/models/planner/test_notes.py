""""""

from bumi.brief import Brief
from bumi.checks import as_written
from bumi.models.planner import as_written as parts_as_written
from bumi.models.planner.notes import of_one_hand
from bumi.models.planner.reading import read_brief
from bumi.pipeline.writing import formal

NOTES = [
    "واریزهای آبان (۴۱ میلیون) سالمه، رسید داریم",
    "اگه زدی عکس رسید بیار دفتر",
    "سانس خانوما صبحه سانس آقایون عصر",
]


def test_a_note_is_spoken_where_its_neighbours_are() -> None:
    parts = {"agency": "انجمن نخل و خرما", "n1": NOTES[0], "n2": NOTES[1]}
    written = of_one_hand(parts, as_written)
    assert written(NOTES[0]) == "واریزهای آبان (۴۱ میلیون) سالم است، رسید داریم"
    assert (
        written("قلک‌ها معتبره به شرط پلمب") == "قلک‌ها معتبره به شرط پلمب"
    )  # not of the brief, and without a sure sign


def test_the_parts_of_a_brief_are_written_as_one() -> None:
    brief = Brief.model_validate(
        {"kind": "notice", "topic": "کارت خیریه", "agency": "خیریه", "county": "بم", "axis": "امنیت", "notes": NOTES}
    )
    parts = parts_as_written(brief, formal)
    assert parts["n1"] == "واریزهای آبان (۴۱ میلیون) سالم است، رسید هست"
    assert parts["n2"] == "اگر زدید عکس رسید بیاورید دفتر"
    assert parts["n3"] == NOTES[2]


def test_the_officer_is_asked_what_would_be_left_spoken() -> None:
    asked = read_brief({"kind": "notice", "notes": NOTES}, formal=as_written).notes
    spoken = [[(each.matched, each.text) for each in note.questions if each.kind == "spoken"] for note in asked]
    assert spoken == [[], [], [("صبحه", "«صبحه» گفتاری است؛ در خبر چه بنویسیم؟")]]
