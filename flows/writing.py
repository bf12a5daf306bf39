"""The writer as the desk uses it: what officers note as they speak is written as a newsroom writes."""

from bumi.checks import as_written
from bumi.settings import Settings
from models.registry import open_realiser
from models.writer import Writer

__all__ = ["open_writer"]


def open_writer(settings: Settings) -> Writer:
    """Return the writer that `settings` name, loaded; NotAvailable when its model is not there."""
    return Writer(open_realiser(settings), as_written)
