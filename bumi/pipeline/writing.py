"""Opens the writer, judge and suggester that the settings name, and turns spoken notes into written Persian."""

import re
from typing import TYPE_CHECKING

from bumi.brief import Kind
from bumi.checks import Judge, as_written, fix
from bumi.checks.orthography import with_madda
from bumi.errors import NotAvailable
from bumi.models.backends import Embedded, chosen, open_fallback, open_realiser, open_structured
from bumi.models.planner.suggestions import About, Suggester
from bumi.models.scoring import open_support
from bumi.models.weights import is_ready
from bumi.models.writer import Writer
from bumi.persian.morphology import lexicon
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import AFFIXES
from bumi.settings import Settings

if TYPE_CHECKING:
    from bumi.models.whole.writer import WholeWriter

_JOINED = re.compile(rf"(\w+){ZWNJ}(\w+)")


def open_writer(settings: Settings) -> "Writer | WholeWriter":
    """Return the writer that `settings` name, loaded; NotAvailable when its model is missing.

    A strong model writes whole pieces; where it fails, the embedded one writes sentence by sentence.
    """
    if strong := open_structured(settings):
        from bumi.models.whole.writer import WholeWriter

        return WholeWriter(strong, lambda: Writer(open_fallback(settings), formal), open_support(settings).refusal)
    return Writer(open_realiser(settings), formal)


def open_judge(settings: Settings) -> Judge:
    """Return the judge of whether a sentence follows from its brief, loaded; NotAvailable without its encoder."""
    return open_support(settings).judge


def open_suggester(settings: Settings) -> Suggester:
    """Return the suggester of sentences for notes, its model loaded; NotAvailable where set-up has made none."""
    if isinstance(chosen(settings), Embedded) and not is_ready(settings):
        raise NotAvailable("مدل هنوز آماده نشده است؛ «bumi prepare» را اجرا کنید")
    suggester = Suggester(open_realiser(settings), formal)
    suggester.suggest(About(Kind.EVENT, "کارگاه"), "پارکینگ کم")  # warm-up: the first call is slow
    return suggester


def formal(text: str) -> str:
    """Return `text` with its spoken sentences in written Persian, each converted whole or not at all.

    Safe fixes of the checks are applied to each line. Two words that together form a third stay apart, as an editor
    may mean them: «پای دار» (of a loom) is not «پایدار».
    """
    return "\n".join(map(_mended, as_written(text, whole=True).split("\n")))


def _mended(written: str) -> str:
    return _JOINED.sub(lambda joined: _as_typed(joined, written), fix(with_madda(written)))


def _as_typed(joined: re.Match[str], written: str) -> str:
    first, last = joined.groups()
    doubtful = lexicon().get(f"{first}{last}", 0) and not {first, last} & {*AFFIXES}
    return f"{first} {last}" if doubtful and f"{first} {last}" in written else joined[0]
