"""What a reader of a piece would ask, told to whoever writes its brief while it is written: rules, in milliseconds."""

from bumi.questions.asking import Asked, asked
from bumi.questions.question import Answer, Question

__all__ = ["Answer", "Asked", "Question", "asked"]
