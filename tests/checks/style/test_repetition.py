from bumi.checks import check_fields, check_text
from bumi.piece import Fields


def test_a_doubled_little_word() -> None:
    (finding,) = check_text("این خبر را را شنید", only=["repetition"])
    assert (finding.matched, finding.suggestions, finding.safe) == ("را را", ("را",), False)


def test_a_doubled_kind_of_place() -> None:
    (finding,) = check_text("مدیران استان استان کرمان آمدند", only=["repetition"])
    assert (finding.matched, finding.suggestions) == ("استان استان", ("استان",))


def test_good_persian_doubles() -> None:
    assert check_text("آرام آرام و یک یک و کم کم و تک‌تک آمدند", only=["repetition"]) == []


def test_a_sentence_said_twice() -> None:
    text = "این برنامه در باغ ملی است. بلیت لازم نیست. این برنامه در باغ‌ملی است."
    (finding,) = check_text(text, only=["repetition"])
    assert (finding.code, finding.start) == ("sentence", text.rindex("این"))


def test_the_body_does_not_repeat_the_lede() -> None:
    fields = Fields(headline="تیتر", lede="این برنامه در باغ ملی است.", body="این برنامه در باغ ملی است. بیایید.")
    assert [(f.field, f.code) for f in check_fields(fields, only=["repetition"])] == [("body", "sentence")]


def test_three_sentences_that_begin_alike() -> None:
    text = "این برنامه خوب است. این برنامه رایگان است. این برنامه تازه است."
    (finding,) = check_text(text, only=["repetition"])
    assert (finding.code, finding.matched) == ("opening", "این برنامه")
