"""Who «we» is, where a note speaks in its agency's voice and the draft cannot say it in the third person by itself."""

from collections.abc import Iterator

from bumi.persian.first_person import in_third_person, our_words
from bumi.questions.question import Question
from bumi.words import Kind

__all__ = ["about_voice"]

_ADVICE = (Kind.EXPLAINER, Kind.LITERACY)  # where «we» may be anybody


def about_voice(text: str, kind: Kind | None, agency: str) -> Iterator[Question]:
    """Yield who says «خودمان پخش زنده داریم»: a newspaper tells of others, and never of itself."""
    if kind in _ADVICE or in_third_person(text, agency or "دستگاه") is not None:
        return
    for word in our_words(text)[:1]:
        yield Question("voice", word, f"«{word}» از زبان کیست؟ در خبر «ما» نمی‌نویسیم؛ نام یا سِمَتش را بنویسید.")
