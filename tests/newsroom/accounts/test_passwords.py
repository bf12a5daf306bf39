"""Passwords: what is soon guessed is refused, hashing takes turns, and no answer comes sooner than another."""

from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

import pytest

from bumi.errors import BadInput, NotAvailable
from bumi.newsroom.accounts import passwords
from bumi.newsroom.accounts.passwords import AT_ONCE, code, hashed, matches

GUESSED = [
    *("1234567890", "9876543210", "۱۲۳۴۵۶۷۸۹۰", "13700101", "1370/01/01 1400", "09131234567", "0913-123-4567 8"),
    *("qwertyuiop", "poiuytrewq", "1qaz2wsx3edc", "1q2w3e4r5t", "asdfghjkl1", "ضصثقفغعهخح", "شسیبلاتنمک"),
    *("abcdefghij", "zyxwvutsrq", "ابپتثجچحخد", "ابجدهوزحطی", "abcabcabcabc", "aaaaaaaaaaaa", "گلگلگلگلگلگل"),
    *("password123", "P@ssw0rd2024!", "Admin@123456", "kerman1404!", "iloveyou1404", "mohammad1370", "13700101ali"),
    *("سلام سلام سلام", "رمز عبور ۱۲۳", "علی۱۳۷۰علی۱۳۷۰", "استانداری۱۴۰۴", "sghl sghl ۱۲۳", "09131234567a"),
]
KNOWN = ("سیما راد", "شرکت آب و فاضلاب استان کرمان", "بومی؛ رسانه استان کرمان")


@pytest.mark.parametrize("password", GUESSED)
def test_what_is_soon_guessed_is_refused_in_words(password: str) -> None:
    with pytest.raises(BadInput, match="چند واژه"):
        hashed(password)


@pytest.mark.parametrize("password", ["سیما راد ۱۴۰۴", "آب و فاضلاب ۱۴۰۴", "فاضلاب فاضلاب کرمان"])
def test_what_others_know_of_somebody_is_no_password(password: str) -> None:
    with pytest.raises(BadInput, match="زود حدس زده می‌شود"):
        hashed(password, *KNOWN)


@pytest.mark.parametrize(
    "password",
    [
        *("باغ شازده ماهان", "گل محمدی در لاله‌زار", "یک دو سه چهار", "correct horse battery", "x7Kq9mP2vL"),
        pytest.param(code(), id="a code of ours"),
    ],
)
def test_a_few_words_are_enough(password: str) -> None:
    assert matches(hashed(password, *KNOWN), password)


def test_a_password_is_the_same_on_every_keyboard() -> None:
    assert matches(hashed("كليد خانه ما ٤٢"), "کلید خانه ما 42")


def test_no_password_takes_as_long_as_a_wrong_one() -> None:
    assert not matches(None, "هر چه باشد") and not matches(passwords._NOBODYS, "هر چه باشد")
    costs = [kept.split("$")[1:4] for kept in (hashed("باغ شازده ماهان"), passwords._NOBODYS)]
    assert costs[0] == costs[1]


def test_hashing_takes_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most = 0, 0

    class Watched:
        def verify(self, kept: str, password: str) -> bool:
            nonlocal inside, most
            inside += 1
            most = max(most, inside)
            sum(range(100_000))
            inside -= 1
            return True

    monkeypatch.setattr(passwords, "_HASHER", Watched())
    with ThreadPoolExecutor(20) as people:
        assert all(people.map(lambda _: matches("kept", "password"), range(100)))
    assert most <= AT_ONCE


def test_who_waits_too_long_for_a_turn_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_PATIENCE_S", 0)
    monkeypatch.setattr(passwords, "_TURNS", taken := BoundedSemaphore(1))
    taken.acquire()
    with pytest.raises(NotAvailable, match="چند ثانیه دیگر"):
        matches(None, "گذرواژه")
