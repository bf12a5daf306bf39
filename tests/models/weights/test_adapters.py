"""Which adapter writes is a chief's decision; it is written down, and taken back with one."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.errors import BadInput, NotAvailable, Refused
from bumi.models.evaluation.promotion import AdapterProposal, promote, proposals, roll_back
from bumi.models.weights.adapters import ADAPTER, CONFIG, WEIGHTS, adapter_in_force, decisions, version
from bumi.newsroom.states import Role
from bumi.newsroom.tables import User
from bumi.persian.calendar import parse_moment
from bumi.settings import Settings

NOW = parse_moment("1405/09/04 10:30")
CHIEF, EDITOR = User(name="مینا", role=Role.CHIEF), User(name="سارا", role=Role.EDITOR)
OWN = version(ADAPTER)


def proposed(settings: Settings, weights: str, against: str = OWN, reasons: tuple[str, ...] = ()) -> str:
    """Keep a proposal with such weights, and return its version."""
    room = settings.adapters / "new"
    room.mkdir(parents=True)
    (room / WEIGHTS).write_text(weights)
    (room / CONFIG).write_text("{}")
    proposal = AdapterProposal(
        version=version(room),
        made_at=NOW,
        against=against,
        start=against,
        lessons=20,
        held=3,
        pieces=(1, 2),
        steps=9,
        seconds=60,
        briefs=63,
        figures=(),
        reasons=reasons,
    )
    proposal.save(room)
    room.rename(settings.adapters / proposal.version)
    return proposal.version


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(adapters=tmp_path / "adapters")


def test_without_a_decision_it_is_our_own(settings: Settings) -> None:
    assert adapter_in_force(settings) == ADAPTER
    assert proposals(settings) == [] and decisions(settings) == []


def test_what_is_promoted_writes_until_it_is_taken_back(settings: Settings) -> None:
    first = proposed(settings, "a")
    assert adapter_in_force(settings) == ADAPTER, "a proposal alone changes nothing"
    promote(settings, first, CHIEF, NOW, "بهتر است")
    assert adapter_in_force(settings) == settings.adapters / first
    second = proposed(settings, "b", against=first)
    promote(settings, second, CHIEF, NOW)
    assert roll_back(settings, CHIEF, NOW, "بد شد") == first
    assert roll_back(settings, CHIEF, NOW) == OWN
    assert [(it.what, it.version, it.by, it.why) for it in decisions(settings)] == [
        ("promoted", first, "مینا", "بهتر است"),
        ("promoted", second, "مینا", ""),
        ("rolled back", second, "مینا", "بد شد"),
        ("rolled back", first, "مینا", ""),
    ]


def test_all_that_speaks_against_it_is_told(settings: Settings) -> None:
    worse = proposed(settings, "a", against="another", reasons=("سرگشتگی بدتر شد",))
    with pytest.raises(Refused) as refused:
        promote(settings, worse, EDITOR, NOW)
    said = "\n".join(refused.value.problems)
    assert len(refused.value.problems) == 3
    assert "سارا" in said and "سرگشتگی بدتر شد" in said and OWN in said
    assert adapter_in_force(settings) == ADAPTER


def test_what_is_unknown_in_force_or_changed_is_not_promoted(settings: Settings) -> None:
    with pytest.raises(BadInput, match="پیشنهاد نشده"):
        promote(settings, "abc", CHIEF, NOW)
    made = proposed(settings, "a")
    (settings.adapters / made / WEIGHTS).write_text("b")
    with pytest.raises(Refused, match="پس از سنجش عوض شده"):
        promote(settings, made, CHIEF, NOW)
    (settings.adapters / made / WEIGHTS).write_text("a")
    promote(settings, made, CHIEF, NOW)
    with pytest.raises(Refused, match="همین حالا در کار است"):
        promote(settings, made, CHIEF, NOW)


def test_weights_that_are_gone_or_changed_do_not_write(settings: Settings) -> None:
    made = proposed(settings, "a")
    promote(settings, made, CHIEF, NOW)
    (settings.adapters / made / WEIGHTS).write_text("b")
    with pytest.raises(NotAvailable, match="rollback"):
        adapter_in_force(settings)
    shutil.rmtree(settings.adapters / made)
    with pytest.raises(NotAvailable, match="rollback"):
        adapter_in_force(settings)
    assert roll_back(settings, CHIEF, NOW) == OWN


def test_only_a_chief_takes_back_and_only_what_there_is(settings: Settings) -> None:
    with pytest.raises(Refused) as refused:
        roll_back(settings, EDITOR, NOW)
    assert len(refused.value.problems) == 2


@given(steps=st.lists(st.booleans(), max_size=12))
def test_rollbacks_undo_promotions_in_their_order(tmp_path_factory: pytest.TempPathFactory, steps: list[bool]) -> None:
    settings = Settings(adapters=tmp_path_factory.mktemp("adapters"))
    stack = [OWN]
    for number, forward in enumerate(steps):
        if forward:
            stack.append(proposed(settings, str(number), against=stack[-1]))
            promote(settings, stack[-1], CHIEF, NOW)
        elif len(stack) > 1:
            stack.pop()
            assert roll_back(settings, CHIEF, NOW) == stack[-1]
        assert version(adapter_in_force(settings)) == stack[-1]
