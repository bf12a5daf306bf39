"""Users: known by name, with one role."""

import pytest

from bumi.errors import BadInput
from bumi.newsroom.accounts.users import MACHINE, Role, add_user, machine, user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.tables import SignIn


def test_adding_the_same_user_again_changes_nothing(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        added = add_user(session, " علي  رضایی ", Role.EDITOR)
    with newsroom.session() as session:
        assert add_user(session, "علی رضایی", Role.EDITOR).name == added.name == "علی رضایی"
        assert user(session, "علي رضایی").role is Role.EDITOR


def test_another_role_for_the_same_name_is_bad_input(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        add_user(session, "مریم", Role.EDITOR)
        with pytest.raises(BadInput, match="«مریم» پیش‌تر با نقش «دبیر»"):
            add_user(session, "مریم", Role.CHIEF)


def test_a_user_who_is_there_is_given_another_agency_and_signed_out(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        added = add_user(session, "نرگس", Role.CONTENT, "آبفا کرمان")
        assert added.agency == "شرکت آب و فاضلاب استان کرمان"
        session.add(SignIn(hash="x", user=added.name))
    with newsroom.session() as session:
        assert add_user(session, "نرگس", Role.CONTENT).agency == "شرکت آب و فاضلاب استان کرمان"
        assert session.get(SignIn, "x")
        assert add_user(session, "نرگس", Role.CONTENT, "هلال احمر").agency == "جمعیت هلال‌احمر استان کرمان"
        assert session.get(SignIn, "x", populate_existing=True) is None
        assert add_user(session, "نرگس", Role.CONTENT, "").agency == ""


@pytest.mark.parametrize("name", ["", "  ", "ن" * 81])
def test_a_name_has_a_sensible_length(newsroom: Newsroom, name: str) -> None:
    with newsroom.session() as session, pytest.raises(BadInput, match="۱ تا ۸۰"):
        add_user(session, name, Role.CONTENT)


def test_an_unknown_user_is_told_how_to_become_known(newsroom: Newsroom) -> None:
    with newsroom.session() as session, pytest.raises(BadInput, match='«ناشناس» نیست؛ با «bumi user add "ناشناس"'):
        user(session, "ناشناس")


def test_the_machine_is_there_from_the_start(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        assert (machine(session).name, machine(session).role, machine(session).persian) == (
            MACHINE,
            Role.MACHINE,
            "بومی",
        )
