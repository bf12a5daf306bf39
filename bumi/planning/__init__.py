"""Planning: occasions, campaigns, shared messages, crisis notices, answers to the public, and the coverage report."""

from bumi.planning.answer_pieces import submit_answer
from bumi.planning.answering import (
    approve_answer,
    confirm_agency,
    erase_old_questions,
    message_from_answer,
    private_words,
    question_outlook,
)
from bumi.planning.campaign_steps import series
from bumi.planning.campaigns import (
    CampaignChange,
    answer_report,
    awaiting_answer,
    cancel_event,
    draft_due_steps,
    event_of_piece,
    move_event,
    start_campaign,
    why_no_list,
)
from bumi.planning.commissions import ProposedCommission, agency_of, proposed_commissions, usual_deadline
from bumi.planning.counties import CountyReport, county_report
from bumi.planning.county_sheet import print_county_sheet
from bumi.planning.crises import (
    CrisisFacts,
    close_crisis,
    facts_from,
    issue_notice,
    notice_template,
    notice_templates,
    retire_replaced,
    retract_notice,
)
from bumi.planning.files import problems_in, read_as
from bumi.planning.follow_ups import EventPlan, event_plans, follow_up_brief
from bumi.planning.literacy import LiteracyReport, literacy_report
from bumi.planning.occasions import Occasion, occasions_between, proposals
from bumi.planning.plan_settings import province_plan
from bumi.planning.reminders import Reminder, ReminderTarget, due_reminders
from bumi.planning.report import TITLES, CoverageLevel, Report, coverage_report, name_in_persian
from bumi.planning.shared_messages import (
    MessageContent,
    approve_message,
    held_against_message,
    outdated_variants,
    submit_variant,
)
from bumi.planning.sheet import print_sheet
from bumi.planning.sign_ups import NextEdition, attendance_note, erase_old_sign_ups, next_editions
from bumi.planning.workbook import coverage_workbook, fees_workbook

__all__ = [
    "TITLES",
    "CampaignChange",
    "CountyReport",
    "CoverageLevel",
    "CrisisFacts",
    "EventPlan",
    "LiteracyReport",
    "MessageContent",
    "NextEdition",
    "Occasion",
    "ProposedCommission",
    "Reminder",
    "ReminderTarget",
    "Report",
    "agency_of",
    "answer_report",
    "approve_answer",
    "approve_message",
    "attendance_note",
    "awaiting_answer",
    "cancel_event",
    "close_crisis",
    "confirm_agency",
    "county_report",
    "coverage_report",
    "coverage_workbook",
    "draft_due_steps",
    "due_reminders",
    "erase_old_questions",
    "erase_old_sign_ups",
    "event_of_piece",
    "event_plans",
    "facts_from",
    "fees_workbook",
    "follow_up_brief",
    "held_against_message",
    "issue_notice",
    "literacy_report",
    "message_from_answer",
    "move_event",
    "name_in_persian",
    "next_editions",
    "notice_template",
    "notice_templates",
    "occasions_between",
    "outdated_variants",
    "print_county_sheet",
    "print_sheet",
    "private_words",
    "problems_in",
    "proposals",
    "proposed_commissions",
    "province_plan",
    "question_outlook",
    "read_as",
    "retire_replaced",
    "retract_notice",
    "series",
    "start_campaign",
    "submit_answer",
    "submit_variant",
    "usual_deadline",
    "why_no_list",
]
