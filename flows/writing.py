"""The writer and the judge as the desk uses them: what officers note as they speak is written as a newsroom writes."""

from bumi.brief import Kind
from bumi.checks import Judge, as_written
from bumi.settings import Settings
from models.planner.suggestions import About, Suggester
from models.registry import available, open_realiser
from models.scoring import open_support
from models.writer import Writer

__all__ = ["open_judge", "open_suggester", "open_writer"]


def open_writer(settings: Settings) -> Writer:
    """Return the writer that `settings` name, loaded; NotAvailable when its model is not there."""
    return Writer(open_realiser(settings), as_written)


def open_judge(settings: Settings) -> Judge:
    """Return what says whether a sentence follows from its brief, loaded; NotAvailable where it has no encoder."""
    return open_support(settings).judge


def open_suggester(settings: Settings) -> Suggester:
    """Return who suggests sentences for notes, its model loaded; NotAvailable where set-up has made none."""
    available(settings)
    suggester = Suggester(open_realiser(settings), as_written)
    suggester.suggest(About(Kind.EVENT, "کارگاه"), "پارکینگ کم")  # the first takes longer than those after it
    return suggester
