"""The writer as the desk uses it: what officers note as they speak is written as a newsroom writes."""

from typing import TYPE_CHECKING

from bumi.checks import as_written
from bumi.settings import Settings
from models.registry import open_fallback, open_realiser, open_structured
from models.writer import Writer

if TYPE_CHECKING:
    from models.whole.writer import WholeWriter

__all__ = ["open_writer"]


def open_writer(settings: Settings) -> "Writer | WholeWriter":
    """Return the writer that `settings` name, loaded; NotAvailable when its model is not there.

    A strong model writes whole pieces; where it is of no use, the embedded one writes sentence by sentence.
    """
    if strong := open_structured(settings):
        from models.whole.writer import WholeWriter

        return WholeWriter(strong, lambda: Writer(open_fallback(settings), as_written))
    return Writer(open_realiser(settings), as_written)
