"""The command group `bumi question`: list public questions, show one, assign, answer or refuse it."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import As, Output, acting, chosen, command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from bumi.newsroom.tables import PublicQuestion, User

app = typer.Typer(
    name="question", help="What people ask of agencies, and who answers until when.", no_args_is_help=True
)

_Id = Annotated[int, typer.Argument(metavar="ID", help="The number of the question, as `bumi question list` shows it.")]
_State = Annotated[
    str, typer.Option("--state", help="Only those in this state, such as held; the open ones by default.")
]
_Agency = Annotated[str, typer.Option("--agency", help="Only those of this agency.")]
_County = Annotated[str, typer.Option("--county", help="Only those of this county.")]
_Overdue = Annotated[bool, typer.Option("--overdue", help="Only those whose answer is late.")]
_To = Annotated[str, typer.Argument(metavar="AGENCY", help="The agency that is to answer, by any of its names.")]
_HandWhy = Annotated[str, typer.Option("--why", help="Why it goes to another agency, if one has it already.")]
_Answer = Annotated[str, typer.Option("--answer", help="The answer.")]
_Wording = Annotated[str, typer.Option("--wording", help="The question as readers shall see it; as asked by default.")]
_Reason = Annotated[str, typer.Argument(metavar="REASON", help="The reason, such as elsewhere, personal or court.")]
_Sentence = Annotated[str, typer.Option("--why", help="A sentence for the asker.")]


@command(app, "list")
def _list(
    state: _State = "", agency: _Agency = "", county: _County = "", overdue: _Overdue = False, who: As = ""
) -> Output:
    """List the questions that somebody may see, the nearest deadline first; without the words of their askers."""
    from bumi.cli.question_views import questions as view
    from bumi.newsroom.questions import QuestionFilter, questions
    from bumi.newsroom.tables import QuestionState
    from bumi.persian.calendar import now

    states = {each.value: each for each in QuestionState}
    asked = (chosen(states, state, f"حالت «{state}» شناخته نیست"),) if state else ()
    with acting(who) as (session, by):
        found = questions(session, by, QuestionFilter(asked, agency, county, overdue), now(), most=1_000)
        return Output([_line(each) for each in found], view)


@command(app, "show")
def _show(id: _Id, who: As = "") -> Output:
    """Show a question with its answer, its history, and the agencies that it may be for."""
    from bumi.cli.question_views import question as view
    from bumi.newsroom.questions import handovers, history, proposed_agencies

    with _acting_on(id, who) as (session, found, _):
        words = {"text": found.text, "wording": found.wording, "answer": found.answer, "reason": found.reason}
        lines = [{"at": line.at.isoformat(), "what": line.what} for line in history(session, found)]
        proposed = [each._asdict() for each in proposed_agencies(found.text, found.county)]
        handed = [{"to": each.to_agency, "why": each.why} for each in handovers(session, found) if each.why]
        return Output({**_line(found), **words, "history": lines, "handovers": handed, "proposed": proposed}, view)


@command(app, "assign")
def _assign(id: _Id, agency: _To, why: _HandWhy = "", who: As = "") -> Output:
    """Send a question to an agency, whose clock begins; or hand it over to another one, whose clock stays as it is."""
    from bumi.newsroom.questions import hand_over
    from bumi.newsroom.tables import QuestionState
    from bumi.planning import confirm_agency

    with _acting_on(id, who) as (session, found, by):
        if found.state is QuestionState.WITH_AGENCY:
            hand_over(session, found, agency, why, by)
        else:
            confirm_agency(session, found, agency, by)
        return _told(found)


@command(app, "answer")
def _answer(id: _Id, answer: _Answer, wording: _Wording = "", who: As = "") -> Output:
    """Write the answer of an agency; another editor approves it at the desk, once no personal data is in it.

    What the privacy check finds is listed; it has to be taken out before that.
    """
    from bumi.cli.question_views import answered as view
    from bumi.newsroom.questions import answer_question
    from bumi.planning import private_words

    with _acting_on(id, who) as (session, found, by):
        answer_question(session, found, answer, wording or found.wording or found.text, by)
        private = [each.message for each in private_words(found.wording, found.answer)]
        return Output({**_line(found), "private": private}, view)


@command(app, "refuse")
def _refuse(id: _Id, reason: _Reason, why: _Sentence = "", who: As = "") -> Output:
    """Refuse an answer, with a reason and a sentence, both of which the asker reads."""
    from bumi.newsroom.questions import refuse_question
    from bumi.newsroom.tables import RefusalReason

    refusal = chosen({each.value: each for each in RefusalReason}, reason, f"دلیل «{reason}» در فهرست نیست")
    with _acting_on(id, who) as (session, found, by):
        refuse_question(session, found, refusal, why, by)
        return _told(found)


@contextmanager
def _acting_on(id: int, who: str) -> "Iterator[tuple[Session, PublicQuestion, User]]":
    """Give (a session, the question, the user who acts); BadInput where the user may not see it."""
    from bumi.newsroom.questions import visible_question

    with acting(who) as (session, by):
        yield session, visible_question(session, id, by), by


def _told(question: "PublicQuestion") -> Output:
    from bumi.cli.question_views import questions as view

    return Output([_line(question)], view)


def _line(it: "PublicQuestion") -> dict[str, Any]:
    from bumi.persian.calendar import now, to_utc
    from bumi.planning import question_outlook

    times = {"received_at": it.received_at, "due_at": it.due_at, "answered_at": it.answered_at}
    return {
        "id": it.id,
        "state": it.state.value,
        "persian": it.state.persian,
        "outlook": question_outlook(it, now()),
        "agency": it.agency,
        "county": it.county,
        "door": it.door.value,
        **{name: to_utc(at).isoformat() if at else None for name, at in times.items()},
        "piece_id": it.piece_id,
    }
