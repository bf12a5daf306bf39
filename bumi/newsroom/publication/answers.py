"""The published answer to a question from the public: its dates, and the wording of the question in its text."""

from collections.abc import Mapping, Sequence

from bumi.answers import IN_FULL
from bumi.newsroom.tables import QuestionPiece
from bumi.piece import Fields, StoryAnswer


def answer_of(asked: QuestionPiece, fields: Fields, quotes: Sequence[Mapping[str, str]]) -> StoryAnswer:
    """Return what readers are told of a question beside its approved text; `quotes` are those of its brief.

    An editor may change the wording of the question: it is what the last paragraph says that leads to it.
    """
    line = fields.body.rpartition("\n\n")[2].strip()
    leads = bool(quotes) and line.startswith(f"{IN_FULL}: ")
    return StoryAnswer(
        asked_at=asked.asked_at,
        answered_at=asked.answered_at,
        working_days=asked.working_days,
        question=line.removeprefix(f"{IN_FULL}: ").removeprefix("«").removesuffix("»") if leads else "",
        line=line if leads else "",
    )
