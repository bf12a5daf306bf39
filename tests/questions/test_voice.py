"""Who «we» is, asked where a draft cannot say it in the third person by itself."""

from bumi.questions.voice import about_voice
from bumi.words import Kind


def test_whose_voice_a_note_has_is_asked_where_it_cannot_be_told() -> None:
    (found,) = about_voice("خودمان پخش زنده داریم", Kind.EVENT, "حوزه هنری")
    assert found.kind == "voice" and found.matched == "خودمان" and found.text.endswith("بنویسید.")
    assert not [*about_voice("نقدی نمی‌گیریم", Kind.EVENT, "حوزه هنری")], "the draft says «نمی‌گیرند»"
    assert not [*about_voice("خودمان را بیمه کنیم", Kind.EXPLAINER, "حوزه هنری")], "anybody, in advice"
