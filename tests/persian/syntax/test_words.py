"""A note as words: which of them have marks after them, and which are verbs."""

from bumi.persian.syntax import words_of


def test_marks_part_a_note_and_stand_in_no_word() -> None:
    words = words_of("ظرفیت: ۲۰ نفر؛ ثبت‌نام تا شنبه (حضوری) → سالن ۲، پلیس +۱۰")
    assert [word.text for word in words] == [
        "ظرفیت",
        "۲۰",
        "نفر",
        "ثبت\u200cنام",
        "تا",
        "شنبه",
        "حضوری",
        "سالن",
        "۲",
        "پلیس",
        "+۱۰",
    ]
    assert [word.text for word in words if word.parted] == ["ظرفیت", "نفر", "حضوری", "۲"]


def test_a_verb_closes_its_clause_and_may_be_a_noun() -> None:
    closing = {word.text: word.closing for word in words_of("پیک می‌آید، بازار کند، سرشماره رسمی، نه شخصی")}
    assert closing["می‌آید"] is True
    assert closing["کند"] is None
    assert closing["بازار"] is False and closing["نه"] is False


def test_what_nothing_comes_after_is_left_out() -> None:
    assert [word.text for word in words_of("آب و نان و")] == ["آب", "و", "نان"]
