"""People before the question form, their clock, and the questions that the newsroom has got."""

from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from httpx2 import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from bench.serving import free_port
from bumi.intake.app import create_app
from bumi.intake.intake import Intake, question_limits, sign_up_limits
from bumi.intake.serve import config
from bumi.intake.throttle import Allowance
from bumi.intake.tokens import FormTokens
from bumi.newsroom.database import Newsroom
from bumi.newsroom.tables import PublicQuestion
from bumi.settings import Settings
from tests.intake.forms import filled, hidden
from tests.servers import running

QUESTION = "چرا آب روستای دهنو هر شب قطع می‌شود و کی درست می‌شود؟"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def new_intake(newsroom: Newsroom, settings: Settings, clock: Clock) -> Intake:
    """Return an intake whose tokens and limits go by `clock`."""
    return Intake(
        newsroom,
        settings,
        FormTokens(clock),
        forms=Allowance(30, 10, clock),
        questions=question_limits(clock),
        sign_ups=sign_up_limits(clock),
    )


class Asker:
    """Somebody at a browser without JavaScript, at an address of their own."""

    def __init__(self, intake: Intake, clock: Clock, address: str = "testclient") -> None:
        self.intake, self.clock = intake, clock
        app = create_app(intake)
        self.client = TestClient(app, base_url="http://news", follow_redirects=False, client=(address, 50_000))

    def form(self, **typed: str) -> dict[str, str]:
        """Open the form, take a while, and return it filled in."""
        text = self.client.get("/ask").text
        self.clock.seconds += 20
        return filled(text) | {"text": QUESTION} | typed

    def send(self, form: dict[str, str], **headers: str) -> Response:
        """Send a form."""
        return self.client.post("/ask", data=form, headers=headers)

    def ask(self, **typed: str) -> Response:
        """Open, fill in and send the form; where something is shown before, send it all the same."""
        answer = self.send(self.form(**typed))
        return self.send(hidden(answer.text)) if answer.status_code == 200 else answer

    def asked(self) -> list[PublicQuestion]:
        """Return the questions that the newsroom has."""
        with self.intake.newsroom.reading() as session:
            return list(session.scalars(select(PublicQuestion).order_by(PublicQuestion.id)))


@contextmanager
def served(intake: Intake) -> Iterator[str]:
    """Serve the form on a free port of this machine; give its address."""
    port = free_port()
    with running(uvicorn.Server(config(intake, "127.0.0.1", port))):
        yield f"http://127.0.0.1:{port}"
