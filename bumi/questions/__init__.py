"""Questions for the author of a brief, asked while it is typed: rules that take milliseconds."""

from bumi.questions.asking import Asked, asked
from bumi.questions.question import CONTRADICTS, Answer, Question

__all__ = ["CONTRADICTS", "Answer", "Asked", "Question", "asked"]
