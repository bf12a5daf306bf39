"""Marking of an exercise by Bumi's own checks: which findings are left, and which words are missing."""

from dataclasses import dataclass

from bumi.checks import check_text
from bumi.courses.course import LONGEST_SOLUTION, Course, WritingExercise
from bumi.errors import BadInput
from bumi.finding import Finding
from bumi.persian.text import digits_to_persian, word_row


@dataclass(frozen=True)
class ExerciseMark:
    """What the checks say of a solution: `left` must still be mended, `lost` must come back, `others` are advice."""

    left: tuple[Finding, ...]
    lost: tuple[str, ...]
    others: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether the exercise is done."""
        return not self.left and not self.lost

    @property
    def findings(self) -> list[Finding]:
        """All findings in reading order."""
        return sorted((*self.left, *self.others), key=lambda finding: (finding.start, finding.end))


def mark_exercise(exercise: WritingExercise, text: str) -> ExerciseMark:
    """Return what the checks say of `text` as a solution; BadInput where it is empty or too long to be checked.

    The transformer that judges sentences is not asked, so that the same text is marked alike on every machine.
    """
    if not text.strip():
        raise BadInput("متنی ننوشته‌اید؛ متن تمرین را درست کنید و بفرستید")
    if len(text) > LONGEST_SOLUTION:
        most = f"متن تمرین {len(text)} نویسه دارد؛ آن را به {LONGEST_SOLUTION} نویسه برسانید"
        raise BadInput(digits_to_persian(most))
    found = check_text(text, "body", exercise.as_brief)
    left = tuple(finding for finding in found if any(_has(prefix, finding) for prefix in exercise.clear))
    lost = tuple(word for word in exercise.keep if word_row(word) not in word_row(text))
    return ExerciseMark(left, lost, tuple(finding for finding in found if finding not in left))


def exercise_problems(course: Course) -> list[str]:
    """Return what is wrong (Persian) with exercises: a fault that no check finds, a solution that does not pass."""
    problems = []
    for lesson in course.lessons:
        if (exercise := lesson.exercise) is None:
            continue
        given, solved = mark_exercise(exercise, exercise.text), mark_exercise(exercise, exercise.solution)
        where = f"تمرین درس «{lesson.title}»"
        problems += [
            f"{where}: بررسی‌ها «{prefix}» را در متن نمی‌یابند؛ متن یا clear را درست کنید"
            for prefix in exercise.clear
            if not any(_has(prefix, finding) for finding in given.left)
        ]
        problems += [
            f"{where}: در solution هنوز «{finding.matched}» هست ({finding.check}/{finding.code}: {finding.message})"
            for finding in solved.left
        ]
        problems += [f"{where}: در solution «{word}» نیست، که keep می‌خواهد" for word in solved.lost]
    return problems


def _has(prefix: str, finding: Finding) -> bool:
    """Return whether a finding is meant by a check, a check/code, or the beginning of a code."""
    return finding.check == prefix or ("/" in prefix and f"{finding.check}/{finding.code}".startswith(prefix))
