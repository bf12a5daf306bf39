"""Order of the Persian alphabet, in which people look for a name; that of Unicode puts «پ», «چ», «گ» and «ی» last."""

_LETTERS = "آاأإبپتثجچحخدذرزژسشصضطظعغفقکگلمنوؤهةیئ"
_PLACES = {letter: place for place, letter in enumerate(_LETTERS)}
_PASSED_OVER = frozenset("\u200cءًٌٍَُِّْٰٔ")


def alphabetical(text: str) -> tuple[tuple[int, int], ...]:
    """Return a key that sorts NFC text by the alphabet; digits and other signs come first, half-spaces do not count."""
    return tuple((1, _PLACES[each]) if each in _PLACES else (0, ord(each)) for each in text if each not in _PASSED_OVER)
