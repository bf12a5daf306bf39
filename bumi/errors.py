"""Exceptions for users: each problem is a Persian sentence that says what is wrong, where, and what to do.

BumiError            anything a user is told in words
├── BadInput         the input is wrong (exit status 2); nothing was stored
├── Refused          the answer is "no" (exit status 1), with *all* the reasons
│   └── TooMany      "not now": the same is accepted in some seconds
└── NotAvailable     this machine lacks a component, with the remedy (exit status 2)
    ├── Busy            it has the component, which is in use just now
    ├── Unreachable     a service was not reached; nothing was sent
    ├── Rejected        a service refused for good; `to_all` where that concerns every request
    └── UnknownOutcome  no complete answer of a service: it may have done what it was asked
"""


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
    """A rate limit was exceeded; after `seconds` it may be tried again."""

    def __init__(self, problem: str, seconds: int) -> None:
        super().__init__(problem)
        self.seconds = seconds


class NotAvailable(BumiError):
    """A component that this machine needs is missing; the problem ends with the remedy."""


class Busy(NotAvailable):
    """The machine is busy; the problem says when to try again."""


class Unreachable(NotAvailable):
    """A service was not reached; nothing was sent."""


class Rejected(NotAvailable):
    """A service refused with a reason; a retry would not help."""

    def __init__(self, problem: str, to_all: bool = False) -> None:
        super().__init__(problem)
        self.to_all = to_all


class UnknownOutcome(NotAvailable):
    """A service gave no complete answer after the request was sent: look before you ask again."""
