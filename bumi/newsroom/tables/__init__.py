"""The database tables: one file for each part of the newsroom, all exported here."""

from bumi.newsroom.tables.briefs import BriefTemplate, BriefVersion, SentenceProposal
from bumi.newsroom.tables.channels import ChannelPost, OpenChannel
from bumi.newsroom.tables.columns import Base, EventStage, PutOutcome
from bumi.newsroom.tables.content import Checkup, MediaFile, Rendition, Revision, RevisionMedia, SearchText, UnusedMedia
from bumi.newsroom.tables.desk import (
    AgencyToken,
    ApiRequest,
    BriefDraft,
    Invitation,
    Photo,
    SignIn,
    SignInAttempt,
    UnsavedEdit,
)
from bumi.newsroom.tables.durations import StepDuration
from bumi.newsroom.tables.editing import Assignment, OpenedRevision, UndoableAction
from bumi.newsroom.tables.pieces import Appearance, Campaign, Dismissal, Piece, TimelineLine, User
from bumi.newsroom.tables.plan import (
    CrisisNotice,
    Measure,
    Message,
    MessageUse,
    MessageVersion,
    OccasionPiece,
)
from bumi.newsroom.tables.publishing import (
    EventFollowUp,
    FormerSlug,
    Publication,
    PublishedEvent,
    SectionName,
    Shelf,
    ShelfPlace,
    StaleList,
    StoredObject,
)
from bumi.newsroom.tables.reach import AccessLog, ReachDay, ReachSalt, ReachVisitor
from bumi.newsroom.tables.remarks import FactCheck, Remark

__all__ = [
    "AccessLog",
    "AgencyToken",
    "ApiRequest",
    "Appearance",
    "Assignment",
    "Base",
    "BriefDraft",
    "BriefTemplate",
    "BriefVersion",
    "Campaign",
    "ChannelPost",
    "Checkup",
    "CrisisNotice",
    "Dismissal",
    "EventFollowUp",
    "EventStage",
    "FactCheck",
    "FormerSlug",
    "Invitation",
    "Measure",
    "MediaFile",
    "Message",
    "MessageUse",
    "MessageVersion",
    "OccasionPiece",
    "OpenChannel",
    "OpenedRevision",
    "Photo",
    "Piece",
    "Publication",
    "PublishedEvent",
    "PutOutcome",
    "ReachDay",
    "ReachSalt",
    "ReachVisitor",
    "Remark",
    "Rendition",
    "Revision",
    "RevisionMedia",
    "SearchText",
    "SectionName",
    "SentenceProposal",
    "Shelf",
    "ShelfPlace",
    "SignIn",
    "SignInAttempt",
    "StaleList",
    "StepDuration",
    "StoredObject",
    "TimelineLine",
    "UndoableAction",
    "UnsavedEdit",
    "UnusedMedia",
    "User",
]
