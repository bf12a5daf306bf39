"""Courses of media literacy: reading their files, and marking exercises with Bumi's own checks."""

from bumi.courses.course import (
    LONGEST_SOLUTION,
    AnswerChoice,
    Course,
    CourseLesson,
    LessonQuestion,
    WorkedExample,
    WritingExercise,
    paragraphs,
)
from bumi.courses.files import course_called, courses, read_course
from bumi.courses.marking import ExerciseMark, exercise_problems, mark_exercise
from bumi.courses.progress import (
    CourseProgress,
    LessonProgress,
    all_progress,
    answer_question,
    course_progress,
    keep_solution,
    lesson_progress,
)

__all__ = [
    "LONGEST_SOLUTION",
    "AnswerChoice",
    "Course",
    "CourseLesson",
    "CourseProgress",
    "ExerciseMark",
    "LessonProgress",
    "LessonQuestion",
    "WorkedExample",
    "WritingExercise",
    "all_progress",
    "answer_question",
    "course_called",
    "course_progress",
    "courses",
    "exercise_problems",
    "keep_solution",
    "lesson_progress",
    "mark_exercise",
    "paragraphs",
    "read_course",
]
