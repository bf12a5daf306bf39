"""The state that all pages of the question form share: newsroom, settings, tokens, limits; and what they do with it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple

from bumi.desk.limits import RequestQueue
from bumi.errors import BadInput, TooMany
from bumi.intake.throttle import Allowance, FairLimits, NetworkHashes, Networks, Rate
from bumi.intake.tokens import FormTokens
from bumi.newsroom.database import Newsroom
from bumi.newsroom.index.alike import AlikePiece, published_alike
from bumi.newsroom.questions import AskerView, asker_view, hold_question, question_problems
from bumi.persian.asking import words_asked_about
from bumi.persian.contacts import reaches_somebody
from bumi.persian.text import digits_to_persian
from bumi.settings import Settings

_CROWDED = "اکنون کسان بسیاری می‌فرستند و آنچه فرستادید ثبت نشد؛ {} دقیقه دیگر دوباره بفرستید"
_OFTEN = "از نشانی شبکه شما پی‌درپی فرستاده شده و این بار چیزی ثبت نشد؛ {} دقیقه دیگر دوباره بفرستید"
_NO_CONTACT = "راه تماس «{}» نه شماره تلفن کامل است و نه رایانامه؛ آن را درست کنید یا خالی بگذارید"
_LONGEST_TOLD = 40  # characters of what was typed, in a message


class TypedQuestion(NamedTuple):
    """What somebody typed into the form; county and contact may be empty."""

    text: str = ""
    county: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Intake:
    """The application state.

    `forms` is how often a network (an IPv4 address, or half an IPv6) may send a form at all, `questions` how often a
    question is accepted, `sign_ups` how often a sign-up for an event, of which an office or a school sends many.
    """

    newsroom: Newsroom
    settings: Settings
    tokens: FormTokens = field(default_factory=FormTokens)
    networks: NetworkHashes = field(default_factory=NetworkHashes)
    forms: Allowance = field(default_factory=lambda: Allowance(30, 10))
    questions: FairLimits = field(default_factory=lambda: question_limits())
    sign_ups: FairLimits = field(default_factory=lambda: sign_up_limits())
    search_queue: RequestQueue = field(default_factory=lambda: RequestQueue(2, 0.5, _CROWDED))
    """For looking for answers that are there already; who has no turn at once goes on without."""

    @property
    def secure(self) -> bool:
        """Whether browsers reach the form through TLS."""
        return self.settings.intake_url.startswith("https://")

    def count_form(self, networks: Networks) -> None:
        """Count a form that a network sends; TooMany where it has to wait."""
        _refuse_waiting(self.forms.wait_s(networks[0]), _OFTEN)
        self.forms.take(networks[0])

    def count_question(self, networks: Networks) -> bool:
        """Count a question that is to be accepted; TooMany where its networks, or all that are not calm, have to wait.

        Return whether it is of a calm network.
        """
        return _counted(self.questions, networks)

    def count_sign_up(self, networks: Networks) -> None:
        """Count a sign-up that is to be accepted; TooMany as `count_question`."""
        _counted(self.sign_ups, networks)

    def accept(self, typed: TypedQuestion, calm: bool) -> str:
        """Store a question in the holding pen and return its code. TooMany while the pen is full; BadInput as `ask`.

        Half of the pen is for questions of calm networks.
        """
        most = self.settings.intake_most_waiting
        with self.newsroom.session() as session:
            most = most if calm else most // 2
            return hold_question(session, typed.text, most, county=typed.county, contact=typed.contact).code

    def refuse_unfit(self, typed: TypedQuestion) -> None:
        """Raise BadInput, with all that is wrong, for what is no question, or a contact that reaches nobody."""
        problems = question_problems(*typed)
        if typed.contact.strip() and not reaches_somebody(typed.contact):
            problems.append(_NO_CONTACT.format(" ".join(typed.contact.split())[:_LONGEST_TOLD]))
        if problems:
            raise BadInput(*problems)

    def alike(self, typed: TypedQuestion) -> list[AlikePiece]:
        """Return published pieces that may answer a question."""
        with self.newsroom.reading() as session:
            return published_alike(session, words_asked_about(typed.text))

    def seen(self, code: str) -> AskerView | None:
        """Return what an asker sees of a question; None for a code that was never given."""
        with self.newsroom.reading() as session:
            return asker_view(session, code)


def question_limits(clock: Callable[[], float] = time.monotonic) -> FairLimits:
    """Return the limits of questions; a mobile network has thousands of people behind one address."""
    own = Rate(5, 300), Rate(20, 75), Rate(40, 40), Rate(60, 30)
    return FairLimits(own, together=Rate(60, 2), calm=Rate(5, 600), clock=clock)


def sign_up_limits(clock: Callable[[], float] = time.monotonic) -> FairLimits:
    """Return the limits of sign-ups."""
    own = Rate(20, 60), Rate(60, 20), Rate(90, 10), Rate(120, 5)
    return FairLimits(own, together=Rate(120, 2), calm=Rate(20, 60), clock=clock)


def _counted(limits: FairLimits, networks: Networks) -> bool:
    admission = limits.admission(networks)
    _refuse_waiting(admission.own_s, _OFTEN)
    _refuse_waiting(admission.all_s, _CROWDED)
    limits.take(networks)
    return admission.calm


def _refuse_waiting(seconds: float, problem: str) -> None:
    if seconds > 0:
        raise TooMany(digits_to_persian(problem.format(ceil(seconds / 60))), ceil(seconds))
