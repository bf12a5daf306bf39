"""Questions for the author of a brief, asked while it is typed: rules that take milliseconds."""

from bumi.questions.asking import Asked, asked
from bumi.questions.question import Answer, Question

__all__ = ["Answer", "Asked", "Question", "asked"]
