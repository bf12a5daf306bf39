"""The pages of a shelf: every place is on exactly one, none is ever short but the first, and few change at a time."""

from hypothesis import given
from hypothesis import strategies as st

from bumi.publishing.sheets import SIZE, block, blocks, front, sheet, sheets, touched

lengths = st.integers(1, 20 * SIZE)


@given(lengths)
def test_every_place_is_on_one_page(length: int) -> None:
    spans = [sheet(number) for number in range(1, sheets(length) + 1)] + [front(length)]
    shown = [place for first, last in spans for place in range(first, last + 1)]
    assert shown == list(range(1, length + 1))


@given(lengths)
def test_the_front_page_is_never_short(length: int) -> None:
    first, last = front(length)
    assert min(length, SIZE + 1) <= last - first + 1 <= 2 * SIZE


@given(lengths, st.data())
def test_what_changes_with_a_story_is_touched(length: int, data: st.DataObject) -> None:
    """Its own page always; and when it is new, every page that is new or shows other places than before."""
    position = data.draw(st.integers(1, length))
    changed = touched(position, length)
    own = 0 if front(length).first <= position else block(position)
    assert own in changed and len(changed) <= 3
    new = touched(length, length)
    assert 0 in new and set(range(sheets(length - 1) + 1, sheets(length) + 1) if length > 1 else ()) <= set(new)


@given(lengths)
def test_the_sheet_before_a_new_one_learns_of_it(length: int) -> None:
    if length > 1 and sheets(length) > max(1, sheets(length - 1)):
        assert sheets(length) - 1 in touched(length, length)


@given(st.integers(0, 1000), st.integers(1, 300))
def test_blocks_cover_a_shelf(length: int, size: int) -> None:
    count = blocks(length, size)
    assert count >= 1 and sheet(count, size).last >= length and (count == 1 or sheet(count, size).first <= length)
