"""What can go wrong, for people: one sentence saying what, where and what to do.

BumiError            anything a user is told in words
├── BadInput         the input is wrong (exit status 2); nothing was stored
├── Refused          the answer is "no" (exit status 1), with *all* the reasons
│   └── TooMany      "not now": the same will be taken in some seconds
└── NotAvailable     this machine lacks a part, with the remedy (exit status 2)
    └── Busy         it has the part, which others take up just now
"""

__all__ = ["BadInput", "BumiError", "Busy", "NotAvailable", "Refused", "TooMany"]


class BumiError(Exception):
    """An error a person reads: every problem in Persian, one line each."""

    exit_status = 2

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class BadInput(BumiError):
    """The input is wrong; the problems name the value, the place and the remedy."""


class Refused(BumiError):
    """A rule of the newsroom says no; the problems are all the reasons."""

    exit_status = 1


class TooMany(Refused):
    """More than is taken in such a time; after `seconds` it may be tried again."""

    def __init__(self, problem: str, seconds: int) -> None:
        super().__init__(problem)
        self.seconds = seconds


class NotAvailable(BumiError):
    """A part this machine needs is missing; the problem ends with the remedy."""


class Busy(NotAvailable):
    """Too much is being done at this moment; the problem says when to try again."""
