"""Retraining: every month, a new adapter is proposed from what editors changed; a chief promotes it, or nobody does."""

from contextlib import closing

from prefect import flow

from bumi.errors import BumiError
from bumi.flows.tasks import publish_table
from bumi.models.evaluation import Compared, Proposal
from bumi.newsroom.database import open_newsroom
from bumi.persian.calendar import jalali, now
from bumi.pipeline.learning import propose
from bumi.pipeline.lock import alone
from bumi.pipeline.report import table
from bumi.settings import Settings

__all__ = ["retrain_writer"]


@flow(name="retrain-writer", flow_run_name="retrain-writer", persist_result=False)
def retrain_writer() -> str:
    """Propose a new adapter; return its version, or nothing where there was none to propose."""
    with alone("retraining") as free:
        if not free:
            return ""
        title = f"آداپتور پیشنهادی، {jalali(now())}"
        try:
            with closing(open_newsroom(Settings().database_url)) as newsroom:
                made = propose(newsroom, Settings())
        except BumiError as error:  # too little to learn from is no failure
            publish_table("adapter", title, "\n".join(error.problems))
            return ""
        publish_table("adapter", title, proposal_in_words(made))
        return made.version


def proposal_in_words(made: Proposal) -> str:
    """Return the comparison as Markdown, with what comes of it."""
    rows = ((it.name, *it.in_words, _verdict(it)) for it in made.figures)
    end = (
        "\n".join(f"- {reason}" for reason in made.reasons)
        or f"بهتر است؛ سردبیر: `bumi adapter promote {made.version}`"
    )
    return f"{table(('سنجه', made.against, made.version, ''), rows)}\n\n{end}"


def _verdict(it: Compared) -> str:
    return ("✓" if it.passed else "✗") if it.demand else ""
