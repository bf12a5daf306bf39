"""The state table, read as a table."""

from itertools import product

from bumi.newsroom.states import TRANSITIONS, Condition, Role, State, transition, ways_out


def test_every_word_has_a_persian_name_of_its_own() -> None:
    for words in (State, Role):
        assert len({word.persian for word in words}) == len(words)


def test_no_two_rows_contradict_each_other() -> None:
    ends = [(state, row.to_state) for row in TRANSITIONS for state in row.from_states]
    assert len(ends) == len(set(ends))


def test_every_condition_is_asked_for_somewhere() -> None:
    assert {condition for row in TRANSITIONS for condition in row.conditions} == set(Condition)


def test_every_state_can_be_reached_and_only_a_takedown_is_an_end() -> None:
    reached = {State.DRAFT}
    for _ in State:
        reached |= {row.to_state for row in TRANSITIONS if reached.intersection(row.from_states)}
    assert reached == set(State)
    ends = {state for state in State if not any(ways_out(state, role) for role in Role)}
    assert ends == {State.TAKEN_DOWN}


def test_only_the_machine_publishes_and_only_what_is_approved() -> None:
    for row in TRANSITIONS:
        if row.to_state in (State.PUBLISHING, State.PUBLISHED, State.PUBLISHED_NEEDS_REVIEW):
            assert Condition.APPROVAL_HOLDS in row.conditions
            cleared = row.from_states == (State.PUBLISHED_NEEDS_REVIEW,)
            assert Condition.SECOND_EYES in row.conditions if cleared else row.roles == {Role.MACHINE}
            assert cleared or row.to_state is State.PUBLISHING or row.from_states == (State.PUBLISHING,)


def test_approval_always_takes_a_second_pair_of_eyes() -> None:
    for from_state in State:
        row = transition(from_state, State.APPROVED)
        assert (row is not None) == (from_state is State.SUBMITTED)
        if row:
            assert {Condition.FOUR_EYES, Condition.UNBLOCKED, Condition.CHECKED, Condition.ILLUSTRATED} <= {
                *row.conditions
            }
            assert row.roles == {Role.EDITOR, Role.CHIEF}


def test_ways_out_agree_with_the_rows() -> None:
    for state, role, to in product(State, Role, State):
        row = transition(state, to)
        assert (to in ways_out(state, role)) == (row is not None and role in row.roles)
