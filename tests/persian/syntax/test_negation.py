"""Words that deny are told from nouns that look alike."""

from bumi.persian.syntax import count_negations, denials, is_negative_verb, may_deny, precedes_its_focus, stems


def test_a_negative_verb_is_told_from_a_noun() -> None:
    assert all(map(is_negative_verb, ("نمی‌شود", "نیست", "نکردند", "نباید")))
    assert not any(map(is_negative_verb, ("نشست", "نوبت", "نوشت", "می‌شود")))


def test_denials_are_found_where_they_stand() -> None:
    text = "کارت نه، بدون نوبت پذیرش نمی‌شود"
    assert [text[at:].split()[0] for at in denials(text)] == ["نه،", "بدون", "نمی‌شود"]
    assert [precedes_its_focus(text, at) for at in denials(text)] == [False, True, False]


def test_what_may_stand_for_a_denial_is_counted_but_not_what_is_denied_itself() -> None:
    assert may_deny("ورود آزاد است") == 1 and may_deny("ورود آزاد نیست", stems("آزاد")) == 1
    assert count_negations("نه دارد و نه نمی‌خواهد") == 2 and count_negations("دارد") == 0
