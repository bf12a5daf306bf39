"""The writer as the desk uses it: what officers note as they speak and type is written as a newsroom writes."""

import re

from bumi.brief import Kind
from bumi.checks import as_written, fix
from bumi.language import lexicon
from bumi.settings import Settings
from bumi.text import ZWNJ
from models.planner.suggestions import About, Suggester
from models.registry import available, open_realiser
from models.writer import Writer

__all__ = ["formal", "open_suggester", "open_writer"]


_JOINED = re.compile(rf"(\w+){ZWNJ}(\w+)")
_AFFIXES = ("ها", "های", "هایی", "ای", "تر", "ترین", "اند", "ام", "می", "نمی")


def formal(text: str) -> str:
    """Return `text` with its spoken forms as they are written, and with what a check mends beyond doubt.

    Two words that are a third together stay two, as an editor may mean them: «پای دار» is of a loom, and not «پایدار».
    """
    written = as_written(text)
    return _JOINED.sub(lambda joined: _as_typed(joined, written), fix(written))


def _as_typed(joined: re.Match[str], written: str) -> str:
    first, last = joined.groups()
    doubtful = lexicon().get(f"{first}{last}", 0) and not {first, last} & {*_AFFIXES}
    return f"{first} {last}" if doubtful and f"{first} {last}" in written else joined[0]


def open_writer(settings: Settings) -> Writer:
    """Return the writer that `settings` name, loaded; NotAvailable when its model is not there."""
    return Writer(open_realiser(settings), formal)


def open_suggester(settings: Settings) -> Suggester:
    """Return who suggests sentences for notes, its model loaded; NotAvailable where set-up has made none."""
    available(settings)
    suggester = Suggester(open_realiser(settings), as_written)
    suggester.suggest(About(Kind.EVENT, "کارگاه"), "پارکینگ کم")  # the first takes longer than those after it
    return suggester
