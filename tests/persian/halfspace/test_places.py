from bumi.persian.halfspace.places import halves, places
from bumi.persian.text import ZWNJ


def test_halves_know_what_ties_them() -> None:
    found = halves(f"می{ZWNJ}رود، خانه  ما\nشهر")
    assert [(half.text, half.link) for half in found] == [
        ("می", ""),
        ("رود", ZWNJ),
        ("خانه", ""),
        ("ما", " "),
        ("شهر", ""),
    ]


def test_places_are_gaps_and_words() -> None:
    text = "از کتاب های خوب، PDF ها"
    found = {(place.halves, place.before, place.after) for place in places(text)}
    assert (("کتاب", "های"), "از", "خوب") in found
    assert (("کتاب",), "از", "های") in found
    assert not [place for place in places(text) if "PDF" in place.halves or "،" in text[place.start : place.end]]


def test_the_mark_of_an_ezafe_is_no_part_of_a_half() -> None:
    text = "هفته نامهٔ ما"
    (gap,) = [place for place in places(text) if len(place.halves) == 2]
    assert (gap.halves, text[gap.start : gap.end]) == (("هفته", "نامه"), "هفته نامه")


def test_the_state_does_not_count_the_place_itself() -> None:
    (gap,) = [place for place in places("او می رود") if len(place.halves) == 2 and place.halves[0] == "می"]
    two = [place for place in places("او می رود و می آید") if place.halves == ("می", "رود")]
    assert (gap.state, two[0].state) == ("000", "010")
    kept = [place for place in places(f"می{ZWNJ}رود و می آید") if place.halves == ("می", "آید")]
    assert kept[0].state == "10"
