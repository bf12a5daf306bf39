import pytest
from PIL import features

from bumi.cards.fonts import SHAPING, Weight, face, lacks, require_raqm
from bumi.errors import NotAvailable


def width(text: str) -> float:
    return face(Weight.BOLD, 60).getlength(text, **SHAPING)


def picture(text: str) -> bytes:
    return bytes(face(Weight.BOLD, 60).getmask(text, **SHAPING))


def test_letters_are_joined() -> None:
    assert width("سلام") < sum(map(width, "سلام")) * 0.9


def test_a_half_space_differs_from_a_space_and_from_a_join() -> None:
    assert len({picture("می‌شود"), picture("می شود"), picture("میشود")}) == 3
    assert width("می‌شود") < width("می شود")


def test_words_run_from_right_to_left() -> None:
    font = face(Weight.BOLD, 60)
    wide_then_narrow = font.getmask("ـــــــــ ا", **SHAPING)
    columns = wide_then_narrow.size[0]
    tall = [x for x in range(columns) if wide_then_narrow.getpixel((x, 2))]
    assert max(tall) < columns / 4, "the alef comes last, so it stands on the left"


@pytest.mark.parametrize("weight", Weight)
def test_every_weight_has_all_a_persian_text_needs(weight: Weight) -> None:
    letters = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئۀ۰۱۲۳۴۵۶۷۸۹«»؟،؛:.!٪٫٬…–-()/ABCabc"
    assert all(face(weight, 32).getmask(letter).getbbox() for letter in letters)


def test_what_the_font_lacks_is_known() -> None:
    assert lacks("漢") and lacks("😀") and lacks("→")
    assert not any(map(lacks, "ب ۱A«\u200c\u064e"))


def test_without_raqm_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    require_raqm()
    monkeypatch.setattr(features, "check", lambda feature: feature != "raqm")
    with pytest.raises(NotAvailable, match="apt install libfribidi0"):
        require_raqm()
