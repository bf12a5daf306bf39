"""Public questions: what people ask of agencies, who answers until when, and what becomes of it.

The way in is `ask`; every later change is a function of `decisions`. Nothing here judges a text: whoever approves gives
the findings of the privacy check (bumi/planning/answering.py).
"""

from bumi.newsroom.questions.asking import (
    LONGEST_CONTACT,
    LONGEST_QUESTION,
    SHORTEST_QUESTION,
    ask,
    question_by_code,
    question_problems,
)
from bumi.newsroom.questions.clock import (
    AnswerClock,
    QuestionNotice,
    answer_clock,
    due_question_notices,
    note_question_notices,
    pressing_questions,
)
from bumi.newsroom.questions.decisions import (
    LONGEST_ANSWER,
    answer_question,
    approve_question,
    attach_piece,
    hand_over,
    mark_duplicate,
    mark_published,
    mark_spam,
    may_become,
    open_question,
    question,
    refuse_question,
    send_to_agency,
    visible_question,
)
from bumi.newsroom.questions.expiring import OpenLimits, expire_open
from bumi.newsroom.questions.following import AskerView, asker_view
from bumi.newsroom.questions.keeping import ErasedQuestions, erase_closed
from bumi.newsroom.questions.listing import (
    AnsweredQuestion,
    QuestionFilter,
    answered,
    contact_of,
    handovers,
    history,
    questions,
    waiting_counts,
)
from bumi.newsroom.questions.pen import asked_by_chat, hold_question
from bumi.newsroom.questions.proposals import AgencyProposal, proposed_agencies

__all__ = [
    "LONGEST_ANSWER",
    "LONGEST_CONTACT",
    "LONGEST_QUESTION",
    "SHORTEST_QUESTION",
    "AgencyProposal",
    "AnswerClock",
    "AnsweredQuestion",
    "AskerView",
    "ErasedQuestions",
    "OpenLimits",
    "QuestionFilter",
    "QuestionNotice",
    "answer_clock",
    "answer_question",
    "answered",
    "approve_question",
    "ask",
    "asked_by_chat",
    "asker_view",
    "attach_piece",
    "contact_of",
    "due_question_notices",
    "erase_closed",
    "expire_open",
    "hand_over",
    "handovers",
    "history",
    "hold_question",
    "mark_duplicate",
    "mark_published",
    "mark_spam",
    "may_become",
    "note_question_notices",
    "open_question",
    "pressing_questions",
    "proposed_agencies",
    "question",
    "question_by_code",
    "question_problems",
    "questions",
    "refuse_question",
    "send_to_agency",
    "visible_question",
    "waiting_counts",
]
