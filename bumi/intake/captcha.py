"""The captcha of the question form: a small sum in Persian words, which screen readers read like everybody else.

Both numbers are derived from the secret of a form, so that no page and no address has the answer.
"""

from typing import NamedTuple

from bumi.persian.number_words import UNITS, WORDS
from bumi.persian.numbers import number_words_in
from bumi.persian.text import digits_to_latin, normal

_LARGEST = 9
_LONGEST = 30  # characters of an answer


class SumCaptcha(NamedTuple):
    """The sum of two numbers from one to nine."""

    first: int
    second: int

    @property
    def total(self) -> int:
        """The right answer."""
        return self.first + self.second

    @property
    def question(self) -> str:
        """The question, as «هفت به‌علاوه سه چند می‌شود؟»."""
        return f"{UNITS[self.first]} به‌علاوه {UNITS[self.second]} چند می‌شود؟"

    def answered(self, typed: str) -> bool:
        """Return whether `typed` is the sum, in digits of any script or in words."""
        text = normal(typed[:_LONGEST]).strip()
        digits = digits_to_latin(text)
        if digits.isascii() and digits.isdigit():
            return int(digits) == self.total
        # «نه» alone is nine here, where in a sentence it is mostly «no».
        return WORDS.get(text) == self.total or [value for _, _, value in number_words_in(text)] == [self.total]


def captcha_of(secret: bytes) -> SumCaptcha:
    """Return the captcha that belongs to the secret of a form."""
    return SumCaptcha(secret[0] % _LARGEST + 1, secret[1] % _LARGEST + 1)
