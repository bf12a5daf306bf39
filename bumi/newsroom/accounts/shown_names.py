"""The names by which one person is told of others: of who has a pen name, the pen name and not the account.

Rows and recorded sentences name accounts. What people read of them goes through `shown_names` for the one who reads:
only the person and the chiefs, who pay fees and approve bylines, may know account and pen name together.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.newsroom.states import Role
from bumi.newsroom.tables import MACHINE_IN_PERSIAN, ContributorProfile, User
from bumi.persian.text import digits_to_persian


class ShownNames:
    """What one reader is told instead of the names of accounts; every other name is told as it is."""

    def __init__(self, hidden: Mapping[str, str] | None = None) -> None:
        self._hidden = dict(hidden or {})

    def __call__(self, account: str) -> str:
        """Return the name of an account as the reader may see it."""
        return self._hidden.get(account, account)

    def within(self, sentence: str) -> str:
        """Return a recorded sentence, or a refusal, with its accounts as the reader may see them."""
        return self._replaced(sentence, "") if self._hidden else sentence

    def mentions(self, text: str) -> str:
        """Return what somebody wrote, with the accounts of its «@name» as the reader may see them."""
        return self._replaced(text, "@") if self._hidden and "@" in text else text

    def _replaced(self, text: str, before: str) -> str:
        return self._accounts.sub(
            lambda found: found[1] + self._hidden[found[2]] if found[1].endswith(before) else found[0], text
        )

    @cached_property
    def _accounts(self) -> re.Pattern[str]:
        longest_first = sorted(self._hidden, key=len, reverse=True)
        return re.compile(rf"(@|(?<!\w))({'|'.join(map(re.escape, longest_first))})(?!\w)")


def shown_names(session: Session, reader: User) -> ShownNames:
    """Return by which names `reader` is told of others.

    A pen name that others have too, or that is the name of an account, is followed by a number, always the same for one
    pen name of one person, so that people with equal names are told apart.
    """
    if reader.role is Role.CHIEF:
        return ShownNames()
    row = ContributorProfile
    found = session.execute(select(row.name, row.pen_name, row.slug).where(row.pen_name != "").order_by(row.name)).all()
    if not found:
        return ShownNames()
    pen_names = [pen_name for _, pen_name, _ in found]
    accounts = session.scalars(select(User.name).where(User.name.in_(pen_names)))
    equal = {*_shared(pen_names), *accounts, MACHINE_IN_PERSIAN}
    return ShownNames(
        {
            account: f"{pen_name} ({_number(slug)})" if pen_name in equal else pen_name
            for account, pen_name, slug in found
            if account != reader.name
        }
    )


def _shared(names: Iterable[str]) -> set[str]:
    return {name for name, times in Counter(names).items() if times > 1}


def _number(slug: str) -> str:
    """Return six digits made of the address of an author's page, which is random and goes with the pen name."""
    return digits_to_persian(f"{int(slug, 36) % 1_000_000:06}")
