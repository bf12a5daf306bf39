"""What a note says of «us» is said of its agency where that is certain, and else stays as it was typed."""

import pytest

from bumi.persian.first_person import in_third_person, is_first_person_verb, our_words, speaks_of_us


@pytest.mark.parametrize(
    ("agency", "note", "told"),
    [
        ("اتحادیه دامداران", "ضمانت ۲۰ میلیون، نقدی نمی‌گیریم", "ضمانت ۲۰ میلیون، نقدی نمی‌گیرند"),
        ("ستاد بحران بافت", "تا اعلام ما برنگردید", "تا اعلام این ستاد برنگردید"),
        ("برق عنبرآباد", "مأمور ما کارت دارد", "مأمور برق عنبرآباد کارت دارد"),
        ("\\", "مأمور ما کارت دارد", "مأمور \\ کارت دارد"),  # a name is no pattern
        ("شهرداری انار", "چسب را ما می‌دهیم", "چسب را این شهرداری می‌دهد"),
        ("شهرداری انار", "ما ۵ سالن ساخته‌ایم، پول نگرفتیم", "این شهرداری ۵ سالن ساخته است، پول نگرفتند"),
        ("شهرداری انار", "پذیرایی نداریم، رسید داریم", "پذیرایی نیست، رسید هست"),
        ("شهرداری انار", "۱۱۸ معلم کم داریم", "۱۱۸ معلم کم است"),
        ("شهرداری انار", "۲۳ و ۳۰ آذر تعطیلیم", "۲۳ و ۳۰ آذر تعطیل است"),
        ("شهرداری انار", "جنراتور نداشتیم", "جنراتور نداشتند"),
        ("شهرداری انار", "جواب بدهید، حتی «داریم پیگیری می‌کنیم»", "جواب بدهید، حتی «داریم پیگیری می‌کنیم»"),
    ],
)
def test_we_is_the_agency(agency: str, note: str, told: str) -> None:
    assert in_third_person(note, agency) == told


@pytest.mark.parametrize(
    "note",
    [
        "فیلم‌برداری با گوشی نه، خودمان پخش زنده داریم",
        "قصد داریم ۵ سالن بسازیم",  # a wish stays in the first person
        "۲ تصادف داشتیم امسال",  # whether it was, or befell them
        "شهر ما باران کم دارد",  # everybody's
    ],
)
def test_what_is_not_certain_stays(note: str) -> None:
    assert in_third_person(note, "شهرداری انار") is None and our_words(note)


def test_a_noun_is_no_verb_of_ours() -> None:
    assert our_words("مراسم تقدیم جایزه، بیم سیل، «ما آمدیم»") == []


@pytest.mark.parametrize("word", ["داریم", "نمی‌توانیم", "گرفته‌ایم", "می‌کنم", "می‌خواهیم"])
def test_a_verb_of_the_first_person_is_known(word: str) -> None:
    assert is_first_person_verb(word)


@pytest.mark.parametrize("word", ["مردم", "تصمیم", "قدیم", "سهم", "تسلیم", "می‌کنند"])
def test_a_noun_that_looks_like_one_is_none(word: str) -> None:
    assert not is_first_person_verb(word)


def test_a_quotation_is_not_of_who_quotes() -> None:
    assert speaks_of_us("مأموران ما رسیدند") and not speaks_of_us("او گفت: «ما آماده‌ایم.»")
