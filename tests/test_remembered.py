"""What is remembered of texts: the short ones longer than the long ones."""

from bumi.remembered import remembered


def test_many_short_texts_and_few_long_ones_are_remembered() -> None:
    asked: list[str] = []

    @remembered(many=3, few=1, short=2)
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    texts = ["a", "b", "c", "long", "longer"]
    assert [length(text) for text in (*texts, *texts)] == [1, 1, 1, 4, 6] * 2
    assert asked == [*texts, "long", "longer"]


def test_what_else_is_asked_tells_results_apart() -> None:
    @remembered()
    def repeated(text: str, times: int = 1) -> str:
        return text * times

    assert (repeated("ab"), repeated("ab", 2), repeated("ab", times=3)) == ("ab", "abab", "ababab")
